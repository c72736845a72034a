"""Dates as far as they are known, how people write them, and the moments that feeds tell of them."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Self

MONTHS = ("January February March April May June July August September October November December").split()
LAST_YEAR = 2105  # of an issue: sitemaps are packed by gzip, which counts seconds in 32 bits
# What feeds make of a day without a time: the one hour that is the same day from UTC-12 to UTC+11.
NOON = dt.time(12, tzinfo=dt.UTC)
_FIRST_ZONE, _LAST_ZONE = -12 * 60, 14 * 60  # minutes from UTC, of all zones that there are
_TIME = re.compile(r"(\d\d):(\d\d)(?::(\d\d))?(?: ?(Z|[+-]\d\d:\d\d))?", re.ASCII)
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date known to the day, the month or only the year; unknown parts are 0."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """`2024`, `2024-01` or `2024-01-24` as a date.

        Raises ValueError for any other form and for days that do not exist.
        """
        match = _PARTIAL_DATE.fullmatch(text)
        if not match:
            raise ValueError(f"not a date: {text!r}")
        year, month, day = (int(part or 0) for part in match.groups())
        if match[2]:
            dt.date(year, month, day if match[3] else 1)  # raises for 2024-13 and 2024-02-30
        elif year == 0:
            raise ValueError("there is no year 0")
        return cls(year, month, day)

    def __str__(self) -> str:
        """ISO 8601 with the parts that are known: `2024`, `2024-01`, `2024-01-24`."""
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)])


class NoZoneError(ValueError):
    """A time that could be anywhere."""


def dated(text: str) -> tuple[dt.date, dt.time | None]:
    """`2025-04-24` as a day; `2025-04-24T10:00Z`, `2025-04-24T10:00+02:00` as a day and a time in its zone.

    The day is the one in that zone. Raises NoZoneError for a time without a zone, ValueError for any other
    form, and for days and times that do not exist.
    """
    written, mark, clock = text.partition("T" if "T" in text else " ")
    date = dt.date.fromisoformat(written)
    if not mark:
        return date, None
    match = _TIME.fullmatch(clock)
    if not match:
        raise ValueError(f"not a time: {clock!r}")
    hour, minute, second = (int(part or 0) for part in match.groups()[:3])
    if not match[4]:
        dt.time(hour, minute, second)  # raises for 25:00, which no zone would mend
        raise NoZoneError(f"no zone: {clock!r}")
    time = dt.time(hour, minute, second, tzinfo=_zone(match[4]))
    try:
        dt.datetime.combine(date, time).astimezone(dt.UTC)
    except OverflowError as error:  # the first hours of the year 1, in the east
        raise ValueError(f"before all years: {text!r}") from error
    return date, time


def with_time(date: dt.date, time: dt.time | None) -> str:
    """What `dated` reads the same day and time from, as short as it can be written."""
    if not time:
        return date.isoformat()
    short = dt.datetime.combine(date, time).isoformat(timespec="seconds" if time.second else "minutes")
    return short.replace("+00:00", "Z")


def _zone(text: str) -> dt.timezone:
    """`Z` and `+02:00`, as far from UTC as zones are."""
    if text == "Z":
        return dt.UTC
    hours, minutes = int(text[1:3]), int(text[4:])
    offset = (hours * 60 + minutes) * (-1 if text[0] == "-" else 1)
    if minutes > 59 or not _FIRST_ZONE <= offset <= _LAST_ZONE:
        raise ValueError(f"no zone: {text!r}")
    return dt.timezone(dt.timedelta(minutes=offset))
