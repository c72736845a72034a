"""New papers from the sources in sources.yml: what each has, what of it is wanted, and what is remembered.

A paper that a source has brought once does not come back: it is in the digest, or the curator has turned it
down. So a draft is rejected by deleting it. What was passed over by a filter comes when the filter changes.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace

from digestry.catalogue.catalogue import completed, phrases
from digestry.catalogue.dedupe import Known
from digestry.content.source_kinds import PAGE, kinds
from digestry.content.validate import Content
from digestry.errors import ContentError, Problem
from digestry.intake.importers import source_formats as formats
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.records import Reading
from digestry.intake.network.client import Answer, Client, NetworkError, Validators
from digestry.paper.dates import PartialDate
from digestry.paper.model import Fetched, Paper, PaperSource, Seen
from digestry.settings import Options

MOST_PAGES = 10
KEPT = dt.timedelta(days=60)  # for which a paper that its source does not list any more is remembered


@dataclass(frozen=True)
class Haul:
    """What one source has.

    papers: those that pass the source's filters, the best first.
    total: all papers in the answer.
    passed_over: how many were, by reason.
    left_out: values that could not be used.
    note: what is special about the answer; empty for an ordinary one.
    state: what to remember of the source, without the papers.
    """

    source: PaperSource
    state: Fetched
    papers: tuple[Paper, ...] = ()
    total: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    left_out: tuple[Problem, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Choice:
    """What of all hauls is new.

    papers: drafts without ids; one that two sources have is here twice, one after the other in their order.
    hauls: as they were, with their reasons for passing papers over complete.
    fetched: all that is to be remembered once the papers are written.
    """

    papers: tuple[Paper, ...]
    hauls: tuple[Haul, ...]
    fetched: Mapping[str, Fetched]


def haul(source: PaperSource, before: Fetched, client: Client, settings: Options, today: dt.date) -> Haul:
    """Asks a source, unless it has nothing new since `before`.

    Raises NetworkError when it cannot be reached, ContentError when its answer cannot be read.
    """
    address = kinds()[source.kind].address(source, settings, 0)
    definition = _definition(source, address)
    same = before.definition == definition
    validators = Validators(before.etag, before.modified) if same else Validators()
    kept = before if same else Fetched(definition, seen=before.seen)
    answer = client.get(address, validators)
    if answer.unchanged:
        return Haul(source, kept, note="nothing has changed there since the last time")
    readings = list(_readings(source, answer, client, settings, today))
    papers = [paper for reading in readings for paper in reading.papers]
    dropped = Counter(f"dropped ({drop.why})" for reading in readings for drop in reading.dropped)
    left_out = tuple(problem for reading in readings for problem in reading.left_out)
    total = len(papers) + dropped.total()
    if not papers:
        return Haul(source, kept, (), total, dropped, left_out, note="" if dropped else "its list is empty")
    newest = _newest(readings)
    if same and before.newest and newest and newest < before.newest:
        note = f"its newest paper is of {newest}; last time there was one of {before.newest}"
        state = kept
    else:
        note = ""
        state = Fetched(definition, answer.validators.etag, answer.validators.modified, newest, before.seen)
    wanted = tuple(_wanted(source, papers, today, dropped))
    return Haul(source, state, wanted, total, dropped, left_out, note)


def choose(hauls: Iterable[Haul], digest: Content, today: dt.date) -> Choice:
    """The papers that neither the digest has nor the curator has turned down, within each source's limit."""
    here, gone, new = Known(), Known(), Known()
    for issue in digest.issues:
        for paper in issue.papers:
            here.add(completed(paper, digest.facts))
    for name, state in digest.fetched.items():
        for number, seen in enumerate(state.seen):
            gone.add(Paper(f"{name} {number}", seen.title, arxiv=seen.arxiv, doi=seen.doi))
    papers: list[Paper] = []
    told: list[Haul] = []
    fetched = dict(digest.fetched)
    for each in hauls:
        passed_over, taken, found = each.passed_over.copy(), [], 0
        for paper in each.papers:
            again = new.find(paper) is not None
            if here.find(paper):
                passed_over["in the digest already"] += 1
            elif gone.find(paper):
                passed_over["brought before"] += 1
            elif again or found != each.source.limit:
                found += not again
                new.add(replace(paper, id=str(len(papers))))
                papers.append(replace(paper, draft=True))
            else:
                passed_over[f"left for the next time (limit: {found:,})"] += 1
                continue
            taken.append(paper)
        told.append(replace(each, passed_over=passed_over))
        fetched[each.source.name] = _remembered(each, taken, today)
    known = {source.name for source in digest.sources}
    fetched = {name: state for name, state in fetched.items() if name in known or state.seen}
    return Choice(tuple(papers), tuple(told), fetched)


def _remembered(haul: Haul, taken: Iterable[Paper], today: dt.date) -> Fetched:
    """The source's state with the papers that it has brought.

    Where the limit left some for the next time, the answer is wanted again then: no validators.
    """
    seen = {
        each.arxiv or each.doi or each.title: each for each in haul.state.seen if today - each.last < KEPT
    }
    count = 0
    for paper in taken:
        count += 1
        seen[paper.arxiv or paper.doi or paper.title] = Seen(paper.title, paper.arxiv, paper.doi, today)
    state = haul.state if count == len(haul.papers) else replace(haul.state, etag="", modified="")
    return replace(state, seen=tuple(seen.values()))


def _definition(source: PaperSource, address: str) -> str:
    """A hash of all that makes a source's papers what they are."""
    values = [getattr(source, each.name) for each in fields(source) if each.compare]
    return hashlib.sha256(repr((address, values)).encode()).hexdigest()[:16]


def _readings(
    source: PaperSource, answer: Answer, client: Client, settings: Options, today: dt.date
) -> Iterator[Reading]:
    """What the answer holds, and the pages that follow where arXiv may have more papers young enough."""
    reading = _reading(source, answer, today)
    yield reading
    kind = kinds()[source.kind]
    if not kind.paged or source.max_age is None:
        return
    for page in range(1, MOST_PAGES):
        oldest = min((date for paper in reading.papers if (date := _day(paper.published))), default=None)
        full = len(reading.papers) + len(reading.dropped) >= PAGE
        if not full or oldest is None or (today - oldest).days > source.max_age:
            return
        answer = client.get(kind.address(source, settings, page * PAGE))
        reading = _reading(source, answer, today)
        yield reading


def _reading(source: PaperSource, answer: Answer, today: dt.date) -> Reading:
    raw = Raw(answer.data, source.name, today, source.replacements)
    try:
        return formats.read(raw, kinds()[source.kind].format)
    except ContentError as error:
        problem = error.problems[0]
        kind = f" ({answer.media_type})" if answer.media_type else ""
        what = f"its answer{kind} cannot be read: {problem.what}"
        raise NetworkError(answer.address, what, "see in a browser what is there") from None


def _wanted(
    source: PaperSource, papers: Iterable[Paper], today: dt.date, passed_over: Counter[str]
) -> Iterator[Paper]:
    """The papers that pass the source's filters; the reasons of the others are counted."""
    words = phrases(source.match) if source.match else None
    if source.min_upvotes is not None or kinds()[source.kind].voted:
        papers = sorted(papers, key=lambda paper: -(paper.upvotes or 0))
    for paper in papers:
        day = _day(paper.published)
        if words and not words.search(f"{paper.title}\n{paper.abstract}"):
            passed_over["without your phrases"] += 1
        elif source.min_upvotes and (paper.upvotes or 0) < source.min_upvotes:
            passed_over[f"with fewer than {source.min_upvotes:,} upvotes"] += 1
        elif source.max_age is not None and day and (today - day).days > source.max_age:
            passed_over[f"older than {source.max_age:,} days"] += 1
        else:
            yield paper


def _newest(readings: Iterable[Reading]) -> dt.date | None:
    """The day of the newest paper: the one on which a source lists it, where it says so."""
    readings = list(readings)
    listed = {day for reading in readings for day in reading.days}
    published = {day for reading in readings for paper in reading.papers if (day := _day(paper.published))}
    return max(listed or published, default=None)


def _day(date: PartialDate | None) -> dt.date | None:
    return dt.date(date.year, date.month, date.day) if date and date.day else None
