"""What a heading above papers says: a topic, or the day or time that they are of."""

import calendar
import datetime as dt
import re

from digestry.intake.importers.source_dates import told
from digestry.paper.dates import PartialDate

_MONTH = (
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?\b"
_YEAR = r"(?:19|20)\d\d"
_TO = r"\s*\)?\s*(?:-|–|—|to|until|~)\s*\(?\s*"
_BEHIND = rf"\s*\)?[\s,.–-]*(?P<year>{_YEAR})?\b"
# June 23 - June 29, 2025; (June 23 - June 29) - 2025; May 1-7; 23–29 June 2025; Mar 3rd
_DAYS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?{_TO}(?P<month>{_MONTH})\s+(?P<day>{_DAY}){_BEHIND}",
        rf"(?P<month>{_MONTH})\s+{_DAY}{_TO}(?P<day>{_DAY}){_BEHIND}",
        rf"{_DAY}(?:\s+{_MONTH})?(?:,?\s+{_YEAR})?{_TO}(?P<day>{_DAY})\s+(?P<month>{_MONTH}){_BEHIND}",
        rf"(?P<month>{_MONTH})\s+(?P<day>{_DAY}){_BEHIND}",
        rf"(?P<day>{_DAY})\s+(?:of\s+)?(?P<month>{_MONTH}){_BEHIND}",
    )
)
_NUMBERS = re.compile(
    rf"(?<!\d){_YEAR}[-/.]\d\d?[-/.]\d\d?{_TO}(?P<day>{_YEAR}[-/.]\d\d?[-/.]\d\d?)(?!\d)", re.IGNORECASE
)
_WEEK = re.compile(
    rf"\bweek\s*(?P<week>\d{{1,2}})\b[\s,-]*(?:of\s+)?(?P<year>{_YEAR})|(?P<iso>{_YEAR})[\s,-]*w(?:eek)?\s*(?P<isoweek>\d{{1,2}})\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"(?<!\d){_YEAR}[-/.]\d{{1,2}}(?:[-/.]\d{{1,2}})?(?!\d)|{_MONTH},?\s+{_YEAR}|{_YEAR}\s+{_MONTH}|(?<!\d){_YEAR}(?!\d)",
    re.IGNORECASE,
)
_ONLY_MONTH = re.compile(_MONTH, re.IGNORECASE)
# Words that stand beside a date without naming a topic.
_BESIDE = re.compile(
    r"\b(?:papers?|of|the|weeks?|weekly|daily|monthly|top|ml|ai|best|new|updated?|on|in|for|from|issue|digest|edition|volume|vol|no|"
    r"lists?|listings?|showing|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|years?|"
    r"months?|arxiv|and)\b|年|月|日",
    re.IGNORECASE,
)
_NO_TOPIC = re.compile(
    r"(?:table of )?contents?|"
    r"(?:the |all |arxiv |other |related |more |latest |recent |new )?papers?(?: list)?"
    r"|the list|lists?|others?|misc(?:ellaneous)?|introduction|toc|overview|updates?|news|latest|today.*|"
    r"readme|index|references?|bibliography|publications?|reading list|to read|read|links?|resources?|arxiv|"
    r"bookmarks.*|favou?rites.*|showing new.*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[IVX]+\.|[A-Z]\.)\s+")
_LONGEST = 60  # characters of a topic
_LONGEST_HEADING = 300  # characters; longer ones are no headings
_NEAR = dt.timedelta(days=100)


def day(text: str, year: int | None = None) -> dt.date | None:
    """The day that a heading means: of a range the last, of a month or a year the first; None if none.

    `year` is that of a heading above: a month, or a day, alone is one of it.
    """
    text = " ".join(text[:_LONGEST_HEADING].split())
    if match := _NUMBERS.search(text):
        return _read(match["day"])
    if match := _WEEK.search(text):
        return _sunday(int(match["year"] or match["iso"]), int(match["week"] or match["isoweek"]))
    if match := _days(text):
        return _last_of(match, year)
    if year and _ONLY_MONTH.fullmatch(text):
        return _read(f"{text} {year}")
    found = _DATE.search(text)
    return _read(found[0]) if found and not _topic_beside(text, found) else None


def is_day(text: str) -> bool:
    """Whether a heading names a day, or days, with a year or without: `(June 23 - June 29)`, `May 1-7`."""
    return bool(_days(" ".join(text[:_LONGEST_HEADING].split())))


def topic(text: str) -> str:
    """The topic that a heading names, as a keyword; nothing where it names none."""
    bare = _NUMBER.sub("", " ".join(re.sub(r"[^\w\s&/+(),.:'’#-]", " ", text[:_LONGEST_HEADING]).split()))
    bare = re.sub(r"\s*\(\d+(?: papers?)?\)$", "", bare).strip(" .:-#,")
    if not bare or len(bare) > _LONGEST or _NO_TOPIC.fullmatch(bare) or not re.search(r"[^\W\d_]{2}", bare):
        return ""
    return bare


class Days:
    """The days of headings in turn: one that names no year is near to the one before."""

    def __init__(self) -> None:
        self.last: dt.date | None = None
        self.guessed: list[str] = []  # headings without a year that were given one
        self.unknown: list[str] = []  # and those that were not

    def take(self, text: str, year: int | None) -> dt.date | None:
        """The day that the next heading means; `year` is that of a heading above it."""
        found = day(text, year)
        if not found and is_day(text):
            found = self._near(text)
            (self.guessed if found else self.unknown).append(" ".join(text.split())[:80])
        self.last = found or self.last
        return found

    def _near(self, text: str) -> dt.date | None:
        if not self.last:
            return None
        last = self.last
        days = [found for year in (-1, 0, 1) if (found := day(text, last.year + year))]
        nearest = min(days, key=lambda each: abs(each - last), default=last)
        return nearest if abs(nearest - last) <= _NEAR else None

    def remark(self) -> str:
        """What to tell of them; nothing where all have their year."""
        if self.guessed:
            return f"{_count(self.guessed)}: the year is the one nearest to the heading before"
        return f"{_count(self.unknown)}: it gives no day" if self.unknown else ""


def _count(texts: list[str]) -> str:
    what = (
        "1 heading is a day without a year"
        if len(texts) == 1
        else f"{len(texts):,} headings are days without a year"
    )
    return f"{what}, such as {texts[0]!r}"


def _days(text: str) -> re.Match[str] | None:
    """Days with a month that no topic stands beside."""
    for form in _DAYS:
        if match := form.search(text):
            return None if _topic_beside(text, match) else match
    return None


def _topic_beside(text: str, match: re.Match[str]) -> bool:
    beside = f"{text[: match.start()]} {text[match.end() :]}"
    return bool(re.search(r"[^\W\d_]", _BESIDE.sub("", beside)))


def _first(date: PartialDate) -> dt.date:
    return dt.date(date.year, date.month or 1, date.day or 1)


def _read(written: str) -> dt.date | None:
    try:
        return _first(told(written))
    except ValueError:
        return None


def _last_of(match: re.Match[str], year: int | None = None) -> dt.date | None:
    """The last day of a range."""
    named = match["year"] or year
    return _read(f"{match['month'].strip('.')} {match['day']}, {named}") if named else None


def _sunday(year: int, week: int) -> dt.date | None:
    try:
        return dt.date.fromisocalendar(year, week, calendar.SUNDAY + 1)
    except ValueError:
        return None
