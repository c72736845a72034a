"""What every importer yields, and how it becomes papers.

A record says what a source says, in the content format's field names; nothing is invented. Here its texts
are cleaned and its values checked, once for all formats.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator import text
from generator.errors import Problem
from generator.importers.identifiers import arxiv_in
from generator.model import Paper, PartialDate, Place
from generator.validate import values

LONGEST_TITLE = 1000  # characters; longer ones are abstracts that lost their title
MOST_AUTHORS = 10_000  # the longest list that science has seen is about half of that


@dataclass(frozen=True)
class Record:
    """One paper as a source has it.

    `fields` maps names of the content format to a text, a number, or a list of texts; None and "" count as
    absent. `tags` may hold any keywords. `line` (from 1) is where it stands in the source: the line, the
    row, or the how-manieth entry where a format has no lines. `day` is the digest day a source assigns.
    """

    fields: Mapping[str, Any]
    line: int
    day: dt.date | None = None


@dataclass(frozen=True)
class Dropped:
    """Something in a source that becomes no paper."""

    place: Place
    title: str  # or whatever names it
    why: str


@dataclass(frozen=True)
class Reading:
    """All that was read from one source.

    papers: without ids; `tags` are the source's own keywords, `place` is where each stands in the source.
    dropped: what became no paper.
    left_out: values that cannot be used; their papers are there without them.
    wanted: arXiv ids or DOIs of papers that the source only names, with their places.
    days: the digest days that the source gives its papers.
    """

    papers: tuple[Paper, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    left_out: tuple[Problem, ...] = ()
    wanted: tuple[tuple[str, Place], ...] = ()
    days: frozenset[dt.date] = frozenset()


@dataclass
class _Checked:
    """The fields of one record, read by type; `left_out` collects what cannot be used."""

    record: Record
    source: str
    left_out: list[Problem] = field(default_factory=list)

    def line(self, name: str) -> str:
        return " ".join(self.text(name).split())

    def text(self, name: str) -> str:
        value = self.record.fields.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return text.clean(str(value))
        if value is not None:
            self.wrong(name, value, "not a text")
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.record.fields.get(name) or ()
        if not isinstance(value, list | tuple):
            self.wrong(name, value, "not a list")
            return ()
        found = [" ".join(text.clean(each).split()) for each in value[:MOST_AUTHORS] if isinstance(each, str)]
        return tuple(dict.fromkeys(filter(None, found)))

    def parsed(self, name: str, parse: Callable[[str], Any], what: str, empty: Any = "") -> Any:
        value = self.line(name)
        if not value:
            return empty
        try:
            return parse(value)
        except ValueError:
            self.wrong(name, value, what)
            return empty

    def wrong(self, name: str, value: object, what: str) -> None:
        shown = str(value)[:80]
        self.left_out.append(
            Problem(self.source, self.record.line, f"`{name}` is {shown!r}, {what}", "it is left out")
        )


def reading(records: Iterable[Record | Dropped], source: str) -> Reading:
    """Papers out of records; what has no title is dropped. `source` names them in messages."""
    papers: list[Paper] = []
    dropped: list[Dropped] = []
    left_out: list[Problem] = []
    days: set[dt.date] = set()
    for record in records:
        if isinstance(record, Dropped):
            dropped.append(record)
            continue
        checked = _Checked(record, source)
        title = checked.line("title")
        place = Place(source, record.line)
        if not title or len(title) > LONGEST_TITLE:
            why = f"its title is longer than {LONGEST_TITLE} characters" if title else "it has no title"
            dropped.append(Dropped(place, title[:80] or checked.line("abstract")[:80], why))
            continue
        papers.append(_paper(checked, title, place))
        left_out.extend(checked.left_out)
        if record.day:
            days.add(record.day)
    return Reading(tuple(papers), tuple(dropped), tuple(left_out), days=frozenset(days))


def _paper(fields: _Checked, title: str, place: Place) -> Paper:
    arxiv = fields.parsed("arxiv", lambda given: arxiv_in(given) or values.arxiv_id(given), "not an arXiv id")
    doi = fields.parsed("doi", values.doi, "not a DOI")
    url = fields.parsed("url", values.web_address, "not a web address")
    pdf = fields.parsed("pdf", values.web_address, "not a web address")
    if not arxiv:  # the id stands in an address; that address would only say it again
        arxiv = arxiv_in(doi) or arxiv_in(url) or arxiv_in(pdf)
        url, pdf = ("" if arxiv and arxiv_in(each) == arxiv else each for each in (url, pdf))
    return Paper(
        id="",
        title=title,
        abstract=fields.text("abstract"),
        summary=fields.line("summary"),
        note=text.visible(str(fields.record.fields.get("note") or "")).strip(),
        authors=fields.texts("authors"),
        arxiv=arxiv,
        doi=doi,
        url=url,
        pdf=pdf,
        code=fields.parsed("code", repository, "not a web address"),
        project=fields.parsed("project", values.web_address, "not a web address"),
        venue=fields.line("venue"),
        published=fields.parsed("published", day, "not a date", empty=None),
        categories=tuple(each for each in fields.texts("categories") if _is_category(each)),
        tags=fields.texts("tags"),
        upvotes=fields.parsed("upvotes", values.count, "not a count", empty=None),
        draft=fields.parsed("draft", values.truth, "neither true nor false", empty=False),
        place=place,
    )


def day(given: str) -> PartialDate:
    """`2024`, `2024-01`, `2024-01-24` or a time stamp of ISO 8601 as a date. Raises ValueError otherwise."""
    return PartialDate.parse(re.sub(r"(?<=^\d{4}-\d{2}-\d{2})[T ]\d{2}:.*", "", given))


def repository(given: str) -> str:
    """A code repository's address; `owner/name` means GitHub. Raises ValueError for what is neither."""
    if re.fullmatch(r"[\w.-]+/[\w.-]+", given, re.ASCII):
        return f"https://github.com/{given}"
    return values.web_address(given)


def _is_category(given: str) -> bool:
    try:
        return bool(values.category(given))
    except ValueError:
        return False
