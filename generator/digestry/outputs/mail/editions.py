"""Which papers go into a letter: those of an issue, a week, a month, or since a day; of a tag or a query."""

import calendar
import datetime as dt
import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from digestry import urls
from digestry.catalogue.catalogue import Catalogue
from digestry.paper.model import Issue, Paper, Tag
from digestry.paper.text import beginning
from digestry.words import ENGLISH, Words

_ALL = "all"
_HEADING = 80  # characters: a query may have any length, and the subject has to say more than that


@dataclass(frozen=True)
class Edition:
    """What one letter holds.

    name: what its files are called, and what makes its `Message-ID`: the same for the same choice, always.
    heading: what it is, for people, such as `24 April 2025`.
    issues: newest first, with those of their papers that were chosen; none is empty.
    page: the target of the site's page that shows them.
    web: the target of the letter for the browser; of one that has none, the page.
    """

    name: str
    heading: str
    issues: tuple[Issue, ...]
    page: str
    web: str

    @property
    def papers(self) -> tuple[Paper, ...]:
        """All papers, in the order of the letter."""
        return tuple(paper for issue in self.issues for paper in issue.papers)

    @property
    def is_issue(self) -> bool:
        """Whether it is one issue, with all its papers."""
        return self.web != self.page

    @property
    def date(self) -> dt.date:
        """The day of its newest issue."""
        return self.issues[0].date


@dataclass(frozen=True)
class Period:
    """The days whose issues are chosen, both ends included, and what an edition of them is called."""

    name: str
    heading: str
    first: dt.date
    last: dt.date
    page: str = urls.ISSUES


def everything(words: Words = ENGLISH) -> Period:
    """All papers."""
    return Period(_ALL, words.say("All papers"), dt.date.min, dt.date.max, urls.HOME)


def of_issue(issue: Issue, words: Words = ENGLISH) -> Edition:
    """An issue as a whole."""
    period = one_day(issue.date, words)
    return Edition(period.name, period.heading, (issue,), period.page, urls.letter(issue.date))


def one_day(date: dt.date, words: Words = ENGLISH) -> Period:
    """The issue of a day."""
    return Period(date.isoformat(), words.day(date), date, date, urls.issue(date))


def week(text: str, words: Words = ENGLISH) -> Period:
    """A week as ISO 8601 counts it, `2025-W17`: Monday to Sunday. Raises ValueError for any other text."""
    if not re.fullmatch(r"\d{4}-W\d\d", text, re.ASCII):
        raise ValueError(f"{text!r} is no week")
    first = dt.date.fromisocalendar(int(text[:4]), int(text[6:]), 1)
    last = first + dt.timedelta(6)
    return Period(
        text, words.say("%(first)s to %(last)s", first=words.day(first), last=words.day(last)), first, last
    )


def month(text: str, words: Words = ENGLISH) -> Period:
    """A month, `2025-04`. Raises ValueError for any other text."""
    if not re.fullmatch(r"\d{4}-\d\d", text, re.ASCII):
        raise ValueError(f"{text!r} is no month")
    first = dt.date.fromisoformat(f"{text}-01")
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return Period(text, words.month(first), first, last, urls.month(first.year, first.month))


def since(first: dt.date, words: Words = ENGLISH) -> Period:
    """All issues from a day on."""
    return Period(f"since-{first}", words.say("Since %(date)s", date=words.day(first)), first, dt.date.max)


def edition(
    catalogue: Catalogue,
    period: Period,
    tag: Tag | None = None,
    query: str = "",
    found: Collection[str] | None = None,
) -> Edition | None:
    """The papers of a period; nothing where there are none.

    `tag` and `query` narrow them; `found` has the ids of the papers that these two leave.
    """
    issues = [issue for issue in catalogue.issues if period.first <= issue.date <= period.last]
    if found is not None:
        issues = [
            replace(issue, papers=tuple(paper for paper in issue.papers if paper.id in found))
            for issue in issues
        ]
    issues = [issue for issue in issues if issue.papers]
    if not issues:
        return None
    name, heading, page = [period.name], [period.heading], period.page
    if period.name == _ALL and (tag or query):
        heading = []
    if tag:
        name.append(tag.slug)
        heading.insert(0, tag.name)
        page = urls.tag(tag.slug)
    if query:
        name.append(hashlib.sha256(query.encode()).hexdigest()[:8])
        heading.insert(0, f"“{query}”")
        page = urls.search(query)
    is_whole = page == urls.issue(issues[0].date)
    web = urls.letter(issues[0].date) if is_whole else page
    told = beginning(", ".join(heading), _HEADING)
    return Edition("-".join(name), told, tuple(issues), page, web)
