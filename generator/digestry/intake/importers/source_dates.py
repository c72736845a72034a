"""Dates as sources write them: as much of one as is sure."""

import re

from digestry.paper.dates import PartialDate

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_SEP = r"[\s,./-]+"
# The first that matches counts; what follows a day, such as a time, does not matter.
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        rf"{_YEAR}([-/.])(?P<number>\d{{1,2}})\2(?P<day>\d{{1,2}})(?!\d)",
        rf"{_YEAR}[-/.](?P<number>\d{{1,2}})[-/.]*(?!\d)",
        rf"{_YEAR}(?P<number>\d{{2}})(?P<day>\d{{2}})(?!\d)",
        rf"(?:[a-z]{{3,9}}\.?,?\s+)??{_DAY}{_SEP}(?:of\s+)?{_MONTH}{_SEP}{_YEAR}(?!\d)",
        rf"(?:[a-z]{{3,9}}\.?,?\s+)??{_MONTH}{_SEP}{_DAY}{_SEP}{_YEAR}(?!\d)",
        rf"{_YEAR}{_SEP}{_MONTH}{_SEP}{_DAY}(?!\d)",
        rf"{_MONTH}(?:{_SEP}{_YEAR})(?!\d)",
        rf"{_YEAR}{_SEP}{_MONTH}(?![a-z])",
    )
)
_ANY_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/((?:1[5-9]|20)\d\d)(?!\d)", re.ASCII)
_LONGEST = 100  # characters; whatever is longer is a text, not a date


def told(text: str) -> PartialDate:
    """The date that a text is, as far as it is sure: `June 1980`, `2024/01/24/`, `1960--1961` (its start).

    Of `3/4/2024` only the year is. Raises ValueError where no year is told, and for days that do not exist.
    """
    text = " ".join(text.split()).strip("()[]")
    if len(text) > _LONGEST:
        raise ValueError(text)
    try:
        return PartialDate.parse(text)
    except ValueError:
        if re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?", text, re.ASCII):
            raise
    if match := _AMERICAN.match(text):
        return _numbers(*map(int, match.groups()))
    for form in _FORMS:
        if match := form.match(text):
            return _date(match)
    years = list(dict.fromkeys(_ANY_YEAR.findall(text)))
    if not years:
        raise ValueError(text)
    return PartialDate.parse(years[0])


def precision(text: str) -> int:
    """How many parts of a date a text tells: 0 to 3."""
    try:
        date = told(text)
    except ValueError:
        return 0
    return 1 + bool(date.month) + bool(date.day)


def _date(match: re.Match[str]) -> PartialDate:
    found = match.groupdict()
    month = int(found["number"]) if found.get("number") else _MONTHS.index(found["month"][:3].lower()) + 1
    year, day = int(found["year"]), int(found.get("day") or 0)
    return PartialDate.parse("-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)]))


def _numbers(first: int, second: int, year: int) -> PartialDate:
    """Day and month in either order, where only one order is possible; the year alone otherwise."""
    if first > 12 or second > 12 or first == second:
        day, month = (first, second) if first > 12 else (second, first)
        return PartialDate.parse(f"{year:04}-{month:02}-{day:02}")
    return PartialDate(year)
