"""What came out of each source, in figures and in kinds: what a curator has to know before publishing it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from digestry.intake.importers.records import Candidate, Reading
from digestry.intake.take_in import Outcome
from digestry.paper.kinds import written
from digestry.paper.model import FIELDS, Paper


@dataclass(frozen=True)
class SourceReport:
    """One source: in which format it was read, and how many of its papers have what."""

    source: str
    format: str
    papers: int
    with_id: int
    with_authors: int
    with_abstract: int
    with_date: int


@dataclass(frozen=True)
class Kind:
    """Things of one kind: what it is, how many there are, and the first few as `file:line: …`."""

    source: str
    what: str
    count: int
    first: tuple[str, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """A paper of which something was read in one way and could be in another."""

    place: str  # file:line
    title: str
    what: str


@dataclass(frozen=True)
class Tally:
    """All there is to say about an import, apart from the papers themselves.

    unused: what the sources say that no paper has now.
    dropped: what became no paper, by reasons.
    """

    sources: tuple[SourceReport, ...]
    remarks: tuple[Kind, ...]
    unused: tuple[Kind, ...]
    dropped: tuple[Kind, ...]
    doubts: tuple[Doubt, ...]


_FIRST = 3  # of a kind that are told in full


def tally(readings: Iterable[tuple[str, Reading]]) -> Tally:
    """What there is to say of the readings of some sources, by their names."""
    named = tuple(readings)
    return Tally(
        tuple(_figures(name, reading) for name, reading in named),
        tuple(Kind(name, what, 1) for name, reading in named for what in reading.remarks),
        tuple(kind for name, reading in named for kind in _unused(name, reading)),
        tuple(kind for name, reading in named for kind in _dropped(name, reading)),
        tuple(
            Doubt(_place(each.paper), each.paper.title, what)
            for _, reading in named
            for each in reading.candidates
            for what in each.doubts
        ),
    )


def as_json(told: Tally, outcome: Outcome, candidates: Sequence[Candidate]) -> dict[str, Any]:
    """The tally and what becomes of each paper, for programs."""
    return {
        **asdict(told),
        "added": [
            {
                "id": paper.id,
                "place": _place(paper),
                **_fields(paper),
                "said": [candidates[at].said for at in outcome.positions[paper.id] if candidates[at].said],
            }
            for paper in outcome.added
        ],
        "merged": [
            {
                "place": _place(each.paper),
                "title": each.paper.title,
                "into": each.into.id,
                "facts": [fact.field for fact in each.facts],
                "differs": each.differs,
                "untaken": each.untaken,
            }
            for each in outcome.merged
        ],
        "unknown_tags": dict(outcome.unknown),
    }


def _figures(name: str, reading: Reading) -> SourceReport:
    papers = reading.papers
    return SourceReport(
        name,
        reading.format,
        len(papers),
        sum(bool(paper.identifier) for paper in papers),
        sum(bool(paper.authors) for paper in papers),
        sum(bool(paper.abstract) for paper in papers),
        sum(bool(paper.published) for paper in papers),
    )


def _unused(name: str, reading: Reading) -> Iterable[Kind]:
    for what, count in reading.unread.most_common():
        yield Kind(name, what, count)
    by_kind: dict[str, list[str]] = {}
    for problem in reading.left_out:
        by_kind.setdefault(problem.kind, []).append(str(problem))
    yield from _kinds(name, by_kind)


def _dropped(name: str, reading: Reading) -> Iterable[Kind]:
    by_kind: dict[str, list[str]] = {}
    for each in reading.dropped:
        told = f"{each.place.file}:{each.place.line}: {each.title or 'an entry'}"
        by_kind.setdefault(each.why, []).append(told)
    for kind in _kinds(name, by_kind):
        alone = kind.count == 1  # told in one line
        yield replace(kind, first=(f"{kind.first[0]}: {kind.what}",)) if alone else kind


def _kinds(name: str, by_kind: Mapping[str, list[str]]) -> Iterable[Kind]:
    for what, found in sorted(by_kind.items(), key=lambda each: -len(each[1])):
        yield Kind(name, what, len(found), tuple(found[:_FIRST]))


def _fields(paper: Paper) -> dict[str, Any]:
    names = (name for name in FIELDS if name != "id" and not paper.lacks(name))
    return {name: value for name in names if (value := written(getattr(paper, name))) is not False}


def _place(paper: Paper) -> str:
    return f"{paper.place.file}:{paper.place.line}"
