"""How records become papers: texts are cleaned and values checked here, once for all formats."""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from digestry.errors import ContentError, Problem
from digestry.intake.importers import source_dates
from digestry.intake.importers.identifiers import arxiv_in, doi
from digestry.intake.importers.records import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    Candidate,
    Dropped,
    LeftOut,
    Reading,
    Record,
    Remark,
)
from digestry.paper import author_lists, names, publications, text, values
from digestry.paper.kinds import Kind, Shape
from digestry.paper.model import FIELDS, Field, Paper, Place
from digestry.paper.slugs import SLUG, SLUG_LENGTH

MOST_AUTHORS = 10_000  # the longest list that science has seen is about half of that
HEAVIEST = 6  # bytes that papers may take in memory for each byte of their source; real ones take 1 to 2
_MOST_UNREAD = 200  # names; whoever has more of them does not read them all
_SPARE = 8 * 2**20  # bytes that they may take in any case: 20,000 papers of which only the title is known
_LARGEST_NUMBER = 10**18
_USER = re.compile(r"(?<=://)[^/?#]*@")
_TRACKERS = re.compile(r"[?&](?:utm_|fbclid|gclid).*", re.IGNORECASE)
_ET_AL = frozenset(["others", "et al", "et al.", "et.al.", "and others", "...", "…"])


@dataclass
class _Checked:
    """The fields of one record, read by type; `left_out` collects what cannot be used."""

    record: Record
    source: str
    title: str = ""
    left_out: list[LeftOut] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def given(self, name: str) -> str:
        """The text as it was given."""
        value = self.record.fields.get(name)
        match value:
            case None:
                return ""
            case str() if len(value) > LONGEST_TEXT:
                self.wrong(name, value, f"longer than {LONGEST_TEXT:,} characters")
                return ""
            case str():
                return value
            case int() | float() if not isinstance(value, bool) and abs(value) < _LARGEST_NUMBER:
                return str(value)
        if value not in ([], {}, ()):
            self.wrong(name, value, "not a text")
        return ""

    def line(self, name: str) -> str:
        return _line(self.given(name))

    def text(self, name: str) -> str:
        return text.clean(self.given(name))

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.record.fields.get(name) or ()
        if not isinstance(value, list | tuple):
            self.wrong(name, value, "not a list")
            return ()
        found = []
        for each in value[:MOST_AUTHORS]:
            if isinstance(each, str) and len(each) <= LONGEST_TITLE:
                found.append(_line(each))
            elif each is not None:
                what = f"longer than {LONGEST_TITLE:,} characters" if isinstance(each, str) else "not a text"
                self.wrong(name, each, what)
        self.not_too_many(name, value)
        return tuple(dict.fromkeys(filter(None, found)))

    def names(self, name: str) -> tuple[str, ...]:
        """Who is named, in one text or one a text; namesakes stay two people."""
        value = self.record.fields.get(name) or ()
        if isinstance(value, str):
            found = author_lists.split(self.text(name))
            self.doubt(found.doubt)
            return self.not_too_many(name, found.authors)
        if not isinstance(value, list | tuple):
            self.wrong(name, value, "not a list")
            return ()
        people = tuple(filter(None, (self.one_name(name, each) for each in value[:MOST_AUTHORS])))
        self.not_too_many(name, value)
        return (*names.named(people), *([names.OTHERS] if names.OTHERS in people else []))

    def one_name(self, name: str, given: object) -> str:
        if isinstance(given, Mapping) and isinstance(group := given.get("organisation"), str):
            given = names.organisation(group)
        if not isinstance(given, str):
            if given is not None:
                self.wrong(name, given, "not a text")
            return ""
        if len(given) > LONGEST_TITLE:
            self.wrong(name, given, f"longer than {LONGEST_TITLE:,} characters")
            return ""
        if isinstance(given, names.Name):
            return _name(given)
        shown = _line(given)
        if shown.casefold() in _ET_AL:
            return names.OTHERS
        return names.name(shown) if shown else ""

    def not_too_many(self, name: str, value: Sequence[Any]) -> tuple[Any, ...]:
        if len(value) > MOST_AUTHORS:
            self.wrong(name, value[MOST_AUTHORS], f"in a list of more than {MOST_AUTHORS:,}; it ends there")
        return tuple(value[:MOST_AUTHORS])

    def doubt(self, what: str) -> None:
        if what:
            self.doubts.append(what)

    def parsed(self, name: str, parse: Callable[[str], Any], what: str, empty: Any = "") -> Any:
        value = self.line(name)
        if not value:
            return empty
        try:
            return parse(value)
        except ValueError:
            self.wrong(name, value, what)
            return empty

    def value(self, field: Field) -> Any:
        """A field by its declaration; sources write some values in more ways than curators may."""
        name, kind = field.name, field.kind
        match kind.shape:
            case Shape.TEXT:
                return self.text(name)
            case Shape.MARKDOWN:
                return text.visible(self.given(name)).strip()
            case Shape.LIST:
                return tuple(each for each in self.texts(name) if _is_one(each, kind))
            case Shape.NAMES:
                return self.names(name)
            case Shape.MAPPING:
                return self.pairs(name)
        if name == "draft":
            return self.draft()
        return self.parsed(name, _LENIENT.get(name, kind.parse), kind.wrong, kind.empty)

    def draft(self) -> bool:
        """Whether the paper is one; if that cannot be read, it is: nothing is published by a slip."""
        value = self.record.fields.get("draft")
        match str("" if value is None else value).strip().lower():
            case "true" | "yes" | "y" | "x" | "1":
                return True
            case "false" | "no" | "n" | "0" | "":
                return False
        self.wrong("draft", value, "neither yes nor no", "the paper is a draft")
        return True

    def pairs(self, name: str) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
        """Names with a text or a list of texts each; in a table, as JSON."""
        value = self.record.fields.get(name) or {}
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except (ValueError, RecursionError):
                value = None
        if not isinstance(value, Mapping):
            self.wrong(name, self.record.fields.get(name), "not names with texts")
            return ()
        own = _Checked(Record(value, self.record.line), self.source, self.title, self.left_out)
        found = ((key, own.texts(key) if isinstance(value[key], list) else own.text(key)) for key in value)
        return tuple((key, each) for key, each in found if each)

    def wrong(self, name: str, value: object, what: str, so: str = "it is left out") -> None:
        match value:
            case str():
                shown = repr(value[:80])
            case list() | tuple():
                shown = "a list"
            case dict():
                shown = "an object"
            case int() | float() if abs(value) < _LARGEST_NUMBER:
                shown = str(value)
            case _:
                shown = "a number"
        of = f" of {self.title[:60]!r}" if self.title else ""
        told = f"`{name}`{of} is {shown}, {what}"
        self.left_out.append(LeftOut(self.source, self.record.line, told, so, f"`{name}` is {what}"))


class _Scales:
    """Weighs what is kept of a source: never much more than the source itself.

    Texts weigh what they take; a source that consists of next to nothing but commas would otherwise
    become a hundred times as large as it is.
    """

    def __init__(self, source: str, size: int) -> None:
        self.source = source
        self.left = HEAVIEST * size + _SPARE

    def add(self, place: Place, objects: int, *texts: object) -> None:
        """Raises ContentError where it gets too much. An object of ours takes up to about 400 bytes."""
        self.left -= 400 * objects + sum(sys.getsizeof(each) for each in texts if each)
        if self.left < 0:
            what = "up to here the source holds far too many entries for its size"
            raise ContentError([Problem(self.source, place.line, what, "split it, if these are papers")])


def reading(
    records: Iterable[Record | Dropped | Remark],
    source: str,
    size: int | None = None,
    structured: bool = True,
) -> Reading:
    """Papers out of records; what has neither title nor id is dropped.

    `source` names them in messages. `size`, in bytes, is that of the source: raises ContentError where its
    papers would take more than HEAVIEST times as much. What is not `structured` only names its papers.
    """
    found: list[Candidate] = []
    dropped: list[Dropped] = []
    left_out: list[LeftOut] = []
    remarks: list[str] = []
    unread: Counter[str] = Counter()
    scales = _Scales(source, sys.maxsize if size is None else size)
    for record in records:
        if isinstance(record, Dropped):
            dropped.append(record)
            scales.add(record.place, 2, record.title, record.why)
            continue
        if isinstance(record, Remark):
            remarks.append(record.what)
            continue
        place = Place(source, record.line)
        checked = _Checked(record, source)
        checked.title = title = checked.line("title")
        paper = _paper(checked, title, place)
        identifier = f"arXiv:{paper.arxiv}" if paper.arxiv else f"doi:{paper.doi}" if paper.doi else ""
        if not (title or identifier) or len(title) > LONGEST_TITLE:
            why = f"its title is longer than {LONGEST_TITLE} characters" if title else "it has no title"
            dropped.append(Dropped(place, (title or paper.abstract or record.said)[:80], why))
            scales.add(place, 2)
            continue
        paper = paper if title else replace(paper, title=identifier)
        is_named = bool(identifier) and not (title and structured)
        doubts = (*record.doubts, *checked.doubts)
        found.append(Candidate(paper, record.day, record.said, doubts, is_named))
        unread.update(name for name in record.unread if name in unread or len(unread) < _MOST_UNREAD)
        left_out.extend(checked.left_out)
        for problem in checked.left_out:
            scales.add(place, 1, problem.what)
        scales.add(place, 2, paper.title, paper.abstract, paper.summary, paper.note, paper.venue, paper.doi)
        scales.add(place, 0, paper.url, paper.pdf, paper.code, paper.project, *paper.authors)
        scales.add(place, 0, paper.authors, paper.categories, paper.tags, *paper.tags, *paper.categories)
        scales.add(place, 0, paper.volume, paper.number, paper.pages, paper.publisher)
        scales.add(place, 1, record.said, *doubts)
    return Reading(tuple(found), tuple(dropped), tuple(left_out), unread, tuple(dict.fromkeys(remarks)))


def _paper(fields: _Checked, title: str, place: Place) -> Paper:
    values = {name: fields.value(field) for name, field in FIELDS.items() if name not in ("id", "title")}
    id = fields.line("id")
    named = [arxiv_in(values[name]) for name in ("doi", "url", "pdf")]
    values["arxiv"] = arxiv = values["arxiv"] or next(filter(None, named), "")
    if values["kind"] == "preprint" and arxiv and not values["venue"]:
        values["kind"] = ""  # which follows, for as long as arXiv is all there is
    for name in ("url", "pdf"):  # an address of that id would only say it again
        if arxiv and arxiv_in(values[name]) == arxiv:
            values[name] = ""
    return Paper(id=id if _is_id(id) else "", title=title, **values, place=place)


def _is_id(given: str) -> bool:
    """Whether an id that a source gives can be that of a paper's page; numbers of rows are none."""
    return bool(SLUG.fullmatch(given)) and len(given) <= SLUG_LENGTH and not given.isdecimal()


def _name(given: names.Name) -> str:
    """A name whose parts a source tells; commas are what parts them in content."""
    if given.is_organisation:
        whole = _line(given)
        return names.organisation(whole) if whole else ""
    family, first, suffix = (" ".join(_line(part).replace(",", " ").split()) for part in given.parts)
    if not family:
        family, first = first, ""
    return names.Name(family, first, suffix) if family else suffix


def _line(given: str) -> str:
    return text.dotted(" ".join(text.clean(given).split()))


def address(given: str) -> str:
    """A web address without user, password and what tracks its reader; of several the first.

    Raises ValueError for none.
    """
    first = next((word for word in given.split() if word.startswith(("http://", "https://"))), given)
    return values.web_address(_TRACKERS.sub("", _USER.sub("", first.rstrip(",;"))))


def repository(given: str) -> str:
    """A code repository's address; `owner/name` means GitHub. Raises ValueError for what is neither."""
    if re.fullmatch(r"[\w.-]+/[\w.-]+", given, re.ASCII):
        return f"https://github.com/{given}"
    return address(given)


def _pages(given: str) -> str:
    """Pages with a hyphen between the first and the last: `100--112`, `100 – 112`."""
    return re.sub(r"\s*[-\u2010-\u2015]+\s*", "-", given).strip("-")


# What sources may write where a curator has to be exact.
_LENIENT: Mapping[str, Callable[[str], Any]] = {
    "arxiv": lambda given: arxiv_in(given) or values.arxiv_id(given),
    "doi": doi,
    "url": address,
    "pdf": address,
    "project": address,
    "code": repository,
    "published": source_dates.told,
    "kind": publications.told,
    "pages": _pages,
}


def _is_one(given: str, kind: Kind) -> bool:
    try:
        return bool(kind.parse(given))
    except ValueError:
        return False
