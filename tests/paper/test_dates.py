"""Days and times as a curator writes them."""

import datetime as dt
import re

import pytest
from digestry.paper.dates import NoZoneError, dated, with_time
from digestry.paper.model import Issue
from hypothesis import example, given
from hypothesis import strategies as st

ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
DAYS = st.dates(dt.date(1, 1, 2), dt.date(2105, 12, 31))


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2025-04-24T10:00Z", "2025-04-24 10:00:00"),
        ("2025-04-24T10:00:07Z", "2025-04-24 10:00:07"),
        ("2025-04-24 10:00 +02:00", "2025-04-24 08:00:00"),
        ("2025-04-24 10:00+02:00", "2025-04-24 08:00:00"),
        ("2025-04-24T00:00-00:00", "2025-04-24 00:00:00"),
        ("2024-02-29T00:30+14:00", "2024-02-28 10:30:00"),  # Kiritimati, the first to have a leap day
        ("2024-02-29T23:30-12:00", "2024-03-01 11:30:00"),  # the last
        ("2024-12-31T20:00-08:00", "2025-01-01 04:00:00"),
        ("2025-04-24T10:00+05:45", "2025-04-24 04:15:00"),
        ("2025-04-24T10:00-09:30", "2025-04-24 19:30:00"),
    ],
)
def test_a_time_with_its_zone_is_a_moment_of_the_day_that_is_written(text: str, utc: str) -> None:
    """Whatever day it is in UTC; where the date line runs too."""
    day, time = dated(text)
    assert str(day) == text[:10]
    assert Issue(day, (), time=time).moment.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S") == utc


@pytest.mark.parametrize("text", ["2025-04-24T10:00", "2025-04-24 10:00:00"])
def test_a_time_needs_its_zone(text: str) -> None:
    """It could be anywhere."""
    with pytest.raises(NoZoneError):
        dated(text)


@pytest.mark.parametrize(
    "text",
    [
        *("2025-02-29T10:00Z", "2025-04-24T24:00Z", "2025-04-24T25:00", "2025-04-24T10:60Z", "2025-04-24T10:00:60Z"),
        *("2025-04-24T10Z", "2025-04-24T1:00Z", "2025-04-24T10:00z", "2025-04-24T", "2025-04-24 ", "T10:00Z"),
        *("2025-04-24T10:00+14:01", "2025-04-24T10:00-12:01", "2025-04-24T10:00+02:60", "2025-04-24T10:00+0200"),
        *("2025-04-24T10:00 CEST", "2025-04-24T10:00 Europe/Berlin", "2025-04-24T10:00ZZ", "2025-04-24T10:00.5Z"),
        *("0001-01-01T00:00+14:00", "2025-04-24T٠٩:00Z"),
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused(text: str) -> None:
    """Also where another part of the world would have it; a name of a zone means other hours each year."""
    with pytest.raises(ValueError, match=re.compile(".")) as caught:
        dated(text)
    assert not isinstance(caught.value, NoZoneError)


@given(day=DAYS, time=st.times(timezones=ZONES).map(lambda time: time.replace(microsecond=0)))
@example(dt.date(2024, 2, 29), dt.time(0, 0, tzinfo=dt.timezone(dt.timedelta(hours=14))))
def test_what_is_written_is_read_again(day: dt.date, time: dt.time) -> None:
    """The same day, the same time, the same zone."""
    again, clock = dated(with_time(day, time))
    assert (again, clock, clock and clock.utcoffset()) == (day, time, time.utcoffset())
    assert dated(with_time(day, None)) == (day, None)


@given(day=DAYS, time=st.none() | st.times(timezones=ZONES))
def test_the_day_of_an_issues_moment_is_its_day(day: dt.date, time: dt.time | None) -> None:
    """In its own zone; so lists and archives by month need not know of zones."""
    assert Issue(day, (), time=time).moment.date() == day
