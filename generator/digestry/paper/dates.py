"""Dates as far as they are known, and how people write them."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Self

_MONTHS = ("January February March April May June July August September October November December").split()
LAST_YEAR = 2105  # of an issue: sitemaps are packed by gzip, which counts seconds in 32 bits
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


def day(date: dt.date | PartialDate) -> str:
    """A date as people write it: 24 April 2025, April 2025, 2025."""
    month = _MONTHS[date.month - 1] if date.month else ""
    return " ".join(str(part) for part in (date.day, month, date.year) if part)
