"""Dates that cannot be, or hardly. Nothing asks the clock: dates are held against the content's own."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from digestry.catalogue.catalogue import waits
from digestry.check.findings import Finding, about, warning
from digestry.errors import Problem
from digestry.paper.dates import PartialDate
from digestry.paper.model import Issue, Paper

_OLDEST = 1900  # no year of a paper is earlier, but many a typing error is
_PAUSE = dt.timedelta(days=366)  # a digest that paused for longer is rarer than a wrong year
_ARXIV = re.compile(r"(?:[a-z.-]+/)?(\d\d)(\d\d)", re.IGNORECASE)
# A paper is submitted at the end of a month and numbered in the next one; and who knows the year only,
# often knows the one of the conference.
_MONTHS_APART = 1
_YEARS_BEFORE, _YEARS_AFTER = 1, 3


def published(paper: Paper, day: dt.date) -> Iterator[Finding]:
    """A paper published after the issue that it stands in, long ago, or at odds with its arXiv id."""
    date = paper.published
    if not date:
        return
    if date.year < _OLDEST:
        what = f"`published` is {date}, before {_OLDEST}"
        yield about("date", paper, "published", what, "check the year")
    if day != dt.date.min and _parts(date) > (day.year, day.month, day.day)[: len(_parts(date))]:
        what = f"`published` is {date}, after the issue of {day}"
        yield about("date", paper, "published", what, "check both dates")
    month = _arxiv_month(paper.arxiv)
    if month and not _agree(date, *month):
        what = f"`published` is {date}, but arXiv gave out {paper.arxiv} in {month[0]}-{month[1]:02}"
        yield about("date", paper, "published", what, "check the date and the id")


def issues(found: Iterable[Issue]) -> Iterator[Finding]:
    """An issue dated far after all others: most likely in a wrong year."""
    dates = sorted({issue.date for issue in found})
    if len(dates) > 1 and dates[-2] != dt.date.min and dates[-1] - dates[-2] > _PAUSE:
        for issue in found:
            if issue.date == dates[-1]:
                what = f"the issue's date, {issue.date}, is more than a year after all others"
                yield warning("date", issue.place, "date", what, "check the year")


def to_come(found: Iterable[Issue], on: dt.date | None) -> Iterator[Problem]:
    """The issues that a build on a day leaves out: each with its place, no mistakes."""
    for issue in sorted(found, key=lambda issue: (issue.date, issue.place.file)):
        if waits(issue, on) and any(not paper.draft for paper in issue.papers):
            what = f"the issue of {issue.date} is still to come on {on}"
            fix = f"a build on or after its day publishes it, as `digest build --on {issue.date}`"
            yield Problem(issue.place.file, issue.place.of("date"), what, fix)


def _parts(date: PartialDate) -> tuple[int, ...]:
    return tuple(part for part in (date.year, date.month, date.day) if part)


def _arxiv_month(id: str) -> tuple[int, int] | None:
    """The year and month in an arXiv id (https://info.arxiv.org/help/arxiv_identifier.html)."""
    match = _ARXIV.match(id)
    if not match:
        return None
    year, month = int(match[1]), int(match[2])
    return (year + (1900 if year >= 91 else 2000), month) if 1 <= month <= 12 else None


def _agree(date: PartialDate, year: int, month: int) -> bool:
    if date.month:
        return abs(date.year * 12 + date.month - year * 12 - month) <= _MONTHS_APART
    return year - _YEARS_BEFORE <= date.year <= year + _YEARS_AFTER
