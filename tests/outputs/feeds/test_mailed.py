"""Services that mail what is new in a feed: four rules that such services go by, simulated over whole days.

They look at the feed once a day, at an hour that whoever uses them has chosen. Mailchimp and FeedOtter go by the
date alone, and send a post that is dated in the future twice (joshtronic.com/2017/09/29/when-your-esp-embarrasses-you);
MailerLite and Kyrios take what was published since, and not in the future; Buttondown and Feedrabbit know what
they have seen; others send at night what was dated on the day, in a zone of their own.
"""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache
from itertools import pairwise

import feedparser
import pytest
from digestry.paper.model import Paper
from hypothesis import example, given
from hypothesis import strategies as st

from tests.outputs.feeds.samples import digest, files, texts

DAY = dt.date(2024, 2, 29)
BEFORE = ("2024-02-22", Paper("before", "Before"))
HOURS = range(24)
BUILD = dt.time(12, 17, tzinfo=dt.UTC)  # of the workflow that publishes, each day
ZONES = {"Honolulu": -10, "New York": -5, "London": 0, "Berlin": 1, "Tokyo": 9, "Sydney": 11}


@dataclass(frozen=True)
class Look:
    """A service looks at the feed: when, and at which items, by their ids with their dates."""

    at: dt.datetime
    items: dict[str, dt.datetime]


def newer(looks: Sequence[Look]) -> list[str]:
    """By the date alone: newer than the last look."""
    return [id for last, look in pairwise(looks) for id, date in look.items.items() if date > last.at]


def since(looks: Sequence[Look]) -> list[str]:
    """Published since the last look; what is dated in the future waits."""
    return [
        id for last, look in pairwise(looks) for id, date in look.items.items() if last.at < date <= look.at
    ]


def unseen(looks: Sequence[Look]) -> list[str]:
    """By the id alone."""
    return [id for last, look in pairwise(looks) for id in look.items if id not in last.items]


def of_the_day(hours: int) -> Callable[[Sequence[Look]], list[str]]:
    """What is dated on the day before, in a zone so many hours from UTC."""
    zone = dt.timezone(dt.timedelta(hours=hours))

    def mailed(looks: Sequence[Look]) -> list[str]:
        days = [(look, look.at.astimezone(zone).date() - dt.timedelta(days=1)) for look in looks]
        return [
            id for look, day in days for id, at in look.items.items() if at.astimezone(zone).date() == day
        ]

    return mailed


SERVICES = {
    "newer": newer,
    "since": since,
    "unseen": unseen,
    **{name: of_the_day(hours) for name, hours in ZONES.items()},
}


@cache
def feed(*written: str) -> dict[str, dt.datetime]:
    """The items of the feed of issues, once an issue of the day is in it, dated as it is written."""
    made = files(digest([BEFORE, *((date, Paper("new", "New")) for date in written)]))
    return {
        entry.id.split("/")[-2]: parsedate_to_datetime(entry.published)
        for entry in feedparser.parse(made["issues/feed.xml"]).entries
    }


def times_mailed(service: str, published: dt.datetime, hour: int, new: dict[str, dt.datetime]) -> int:
    """How often a service that looks at half past an hour mails the issue; nothing else is ever mailed."""
    old = feed()
    first = dt.datetime.combine(DAY, dt.time(hour, 30, tzinfo=dt.UTC)) - dt.timedelta(days=3)
    moments = [first + dt.timedelta(days=days) for days in range(8)]
    mailed = SERVICES[service]([Look(at, new if at >= published else old) for at in moments])
    assert set(mailed) <= {str(DAY)}
    return len(mailed)


def by_hand(hour: int) -> dt.datetime:
    return dt.datetime.combine(DAY, dt.time(hour, tzinfo=dt.UTC))


@pytest.mark.parametrize("service", SERVICES)
def test_an_issue_that_the_daily_build_publishes_is_mailed_once(service: str) -> None:
    """Whenever the service looks: the build comes right after the moment that dates the issue."""
    new, published = feed(str(DAY)), dt.datetime.combine(DAY, BUILD)
    assert [times_mailed(service, published, hour, new) for hour in HOURS] == [1] * 24


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("offset", ["Z", "-08:00", "+05:45"])
def test_an_issue_with_the_time_at_which_it_is_published_is_mailed_once(service: str, offset: str) -> None:
    """At whatever time of the day that is, in any zone, and whenever the service looks."""
    for clock in HOURS:
        written = f"{DAY}T{clock:02}:00{offset}"
        published = dt.datetime.fromisoformat(written)
        new = feed(written)
        assert [times_mailed(service, published, hour, new) for hour in HOURS] == [1] * 24


@pytest.mark.parametrize("service", ["newer", "since", "unseen"])
def test_an_issue_of_the_day_that_comes_after_the_morning_mail_is_mailed_the_next_morning(
    service: str,
) -> None:
    """By all that look before noon (UTC): the first second of the day was older than their last look."""
    new = feed(str(DAY))
    for published in range(1, 24):
        for look in range(min(published, 12)):
            assert times_mailed(service, by_hand(published), look, new) == 1


def failures(service: str, written: str) -> list[int]:
    """How often an issue is mailed, at those hours of publishing and looking at which it is not once."""
    new = feed(written)
    counts = [times_mailed(service, by_hand(hour), look, new) for hour in HOURS for look in HOURS]
    return [count for count in counts if count != 1]


def test_a_time_is_needed_only_where_a_service_looks_between_noon_and_the_publishing() -> None:
    """Then it is lost, or comes twice from who goes by the date alone; at all other hours it comes once."""
    new = feed(str(DAY))
    for published in HOURS:
        for look in HOURS:
            lost, twice = 12 <= look < published, published <= look < 12
            expected = {"newer": 0 if lost else 2 if twice else 1, "since": 0 if lost else 1, "unseen": 1}
            for service, times in expected.items():
                assert times_mailed(service, by_hand(published), look, new) == times, (published, look)


def test_noon_serves_more_than_the_days_start_and_its_end() -> None:
    """From the start, an issue is often lost; from the end, it comes twice, and it is the next day for half the world."""
    start, noon, end = (
        failures("newer", written) for written in (f"{DAY}T00:00Z", str(DAY), f"{DAY}T23:59:59Z")
    )
    assert (set(start), set(end)) == ({0}, {2})
    assert (len(start), len(noon), len(end)) == (276, 144, 300)  # of 24 times 24 hours
    assert len(failures("since", str(DAY))) == 66
    assert len(failures("since", f"{DAY}T00:00Z")) == 276


@given(
    day=st.dates(dt.date(1990, 1, 1), dt.date(2105, 12, 31)),
    minutes=st.integers(-12 * 4, 11 * 4).map(lambda quarters: quarters * 15),
)
@example(dt.date(2024, 2, 29), -12 * 60)
@example(dt.date(2024, 12, 31), 11 * 60)
def test_a_day_is_the_same_day_for_every_reader(day: dt.date, minutes: int) -> None:
    """In every format, from the date line to Sydney in summer."""
    made = files(digest([(str(day), Paper("a", "A"))]))
    zone = dt.timezone(dt.timedelta(minutes=minutes))
    (rss,) = feedparser.parse(made["feed.xml"]).entries
    dates = [parsedate_to_datetime(rss.published)]
    dates += map(
        dt.datetime.fromisoformat, texts(made["issues/atom.xml"], "//atom:updated | //atom:published")
    )
    dates += [
        dt.datetime.fromisoformat(item["date_published"]) for item in json.loads(made["feed.json"])["items"]
    ]
    assert {date.astimezone(zone).date() for date in dates} == {day}


@given(
    day=st.dates(dt.date(1990, 1, 1), dt.date(2105, 12, 31)), time=st.times(), minutes=st.integers(-720, 840)
)
def test_a_time_is_told_in_its_own_zone(day: dt.date, time: dt.time, minutes: int) -> None:
    """To who shows a date as it stands in the feed, it is the curator's day."""
    sign, (hours, rest) = "+-"[minutes < 0], divmod(abs(minutes), 60)
    made = files(digest([(f"{day}T{time:%H:%M}{sign}{hours:02}:{rest:02}", Paper("a", "A"))]))
    assert f" {day.day:02} " in texts(made["feed.xml"], "//item/pubDate")[0]
    for date in texts(made["atom.xml"], "//atom:updated | //atom:published"):
        assert date.startswith(f"{day}T{time:%H:%M}:00")
    assert json.loads(made["feed.json"])["items"][0]["date_published"].startswith(f"{day}T{time:%H:%M}:00")
