"""What a heading above papers says: a topic, or the day or time that they are of."""

import calendar
import datetime as dt
import re

from digestry.intake.importers.source_dates import told
from digestry.paper.dates import PartialDate

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
# June 23 - June 29, 2025; (June 23 - June 29) - 2025; 23–29 June 2025
_RANGE = re.compile(
    rf"{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?\s*\)?\s*(?:-|–|—|to|until|~)\s*\(?\s*(?:(?P<month>{_MONTH})\s+)?(?P<day>{_DAY})\s*\)?"
    rf"[\s,.-]*(?P<year>{_YEAR})",
    re.IGNORECASE,
)
_FIRST_MONTH = re.compile(_MONTH, re.IGNORECASE)
_WEEK = re.compile(
    rf"(?:week\s*(?P<week>\d{{1,2}})[\s,]*(?:of\s+)?(?P<year>{_YEAR})|(?P<iso>{_YEAR})[\s-]*w(?:eek)?\s*(?P<isoweek>\d{{1,2}}))",
    re.I,
)
_DATE = re.compile(
    rf"{_YEAR}[-/.]\d{{1,2}}(?:[-/.]\d{{1,2}})?|(?:{_DAY}\s+)?{_MONTH}\s+(?:{_DAY},?\s+)?{_YEAR}|{_YEAR}\s+{_MONTH}(?:\s+{_DAY})?|{_YEAR}",
    re.IGNORECASE,
)
# Words that stand beside a date without naming a topic.
_BESIDE = re.compile(
    r"\b(?:papers?|of|the|week(?:ly)?|top|ml|ai|best|new|updated?|on|in|for|from|issue|digest|edition|volume|vol|no|list|"
    r"listings?|showing|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|year|month)\b",
    re.IGNORECASE,
)
_NO_TOPIC = re.compile(
    r"(?:table of )?contents?|papers?|paper list|the list|lists?|others?|misc(?:ellaneous)?|introduction|toc|"
    r"overview|updates?|news|latest|today.*|readme|index|references?|bibliography|publications?|reading list|"
    r"to read|links?|resources?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[IVX]+\.|[A-Z]\.)\s+")
_LONGEST = 60  # characters of a topic


def day(text: str, year: int | None = None) -> dt.date | None:
    """The day that a heading means: of a range the last, of a month or a year the first; None if none.

    `year` is that of a heading above: a month alone is one of it.
    """
    if year and re.fullmatch(_MONTH, text.strip(), re.IGNORECASE):
        text = f"{text.strip()} {year}"
    if match := _RANGE.search(text):
        return _last_of(match)
    if match := _WEEK.search(text):
        return _sunday(int(match["year"] or match["iso"]), int(match["week"] or match["isoweek"]))
    match = _DATE.search(text)
    if not match or re.search(r"[^\W_]", _BESIDE.sub("", text[: match.start()] + text[match.end() :])):
        return None
    try:
        return _first(told(match[0]))
    except ValueError:
        return None


def topic(text: str) -> str:
    """The topic that a heading names, as a keyword; nothing where it names none."""
    bare = _NUMBER.sub("", " ".join(re.sub(r"[^\w\s&/+(),.:'’#-]", " ", text).split()))
    bare = re.sub(r"\s*\(\d+\)$", "", bare).strip(" .:-#")
    if not bare or len(bare) > _LONGEST or _NO_TOPIC.fullmatch(bare) or not re.search(r"[^\W\d_]{2}", bare):
        return ""
    return bare


def _first(date: PartialDate) -> dt.date:
    return dt.date(date.year, date.month or 1, date.day or 1)


def _last_of(match: re.Match[str]) -> dt.date | None:
    first = _FIRST_MONTH.search(match[0])
    month = match["month"] or (first[0] if first else "")
    try:
        return _first(told(f"{month} {match['day']}, {match['year']}"))
    except ValueError:
        return None


def _sunday(year: int, week: int) -> dt.date | None:
    try:
        return dt.date.fromisocalendar(year, week, calendar.SUNDAY + 1)
    except ValueError:
        return None
