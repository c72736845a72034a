"""Which questions are open about which papers, asked in an order in which one answer helps the next.

First what the paper itself says, then arXiv by id and by title, Hugging Face by arXiv id, Crossref by DOI.
What the curator wrote is never looked up, and what has been asked is not asked again, but for what can happen
to a paper at any time: arXiv and Crossref are asked once a month whether it was withdrawn or published since.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from digestry.catalogue.catalogue import completed
from digestry.intake.enrich import services
from digestry.intake.enrich.agreement import agreement, words
from digestry.intake.importers.identifiers import arxiv_in
from digestry.intake.network.client import Client, NetworkError
from digestry.paper import values
from digestry.paper.model import EMPTY, FACTS, Fact, Lookup, Paper
from digestry.settings import Options

_OF_ITSELF = "the abstract"
_HAPPENS = {"status", "doi", "venue"}  # what can come to be long after a paper is out
_REPEATED = dt.timedelta(days=30)
_MOST_UNREADABLE = 3  # answers in a row: a web page that wants a login answers everything


@dataclass
class Notes:
    """Facts and questions by paper id, which grow while papers are looked up: what facts.yml holds."""

    facts: dict[str, tuple[Fact, ...]]
    asked: dict[str, tuple[Lookup, ...]]
    _fresh: set[tuple[str, str]] = field(default_factory=set)  # paper ids and fields, found since then

    def about(self, paper: Paper) -> Paper:
        """The paper with all that is known of it."""
        return completed(paper, self.facts)

    def missing(self, paper: Paper, again: bool) -> set[str]:
        """The fields that the curator left empty, without those that are known.

        To look things up again, only what was found since then counts as known.
        """
        known = paper if again else self.about(paper)
        lacking = {name for name in FACTS if known.lacks(name)}
        if paper.lacks("status"):  # a concern may be followed by a retraction
            lacking.add("status")
        return {name for name in lacking if (paper.id, name) not in self._fresh}

    def add(self, paper: Paper, found: Iterable[Fact]) -> None:
        """Takes facts in; a newer one replaces that of its field."""
        new = list(found)
        self._fresh.update((paper.id, fact.field) for fact in new)
        facts = {fact.field: fact for fact in (*self.facts.get(paper.id, ()), *new)}
        if facts:
            self.facts[paper.id] = tuple(facts[name] for name in FACTS if name in facts)

    def take_back(self, paper: Paper, field: str, source: str) -> None:
        """Drops a fact that its own source does not tell any more."""
        kept = tuple(
            fact for fact in self.facts.get(paper.id, ()) if (fact.field, fact.source) != (field, source)
        )
        if kept:
            self.facts[paper.id] = kept
        else:
            self.facts.pop(paper.id, None)

    def tick(self, paper: Paper, question: str, today: dt.date) -> None:
        """Remembers that a question was asked."""
        asked = {lookup.question: lookup for lookup in self.asked.get(paper.id, ())}
        asked[question] = Lookup(question, today)
        self.asked[paper.id] = tuple(asked.values())

    def prune(self, paper: Paper) -> None:
        """Drops facts of fields that the curator has filled since, and those of an id that was corrected."""
        if paper.id in self.facts:
            kept = tuple(
                fact
                for fact in self.facts[paper.id]
                if paper.lacks(fact.field) and not _of_another(fact, paper)
            )
            self.facts[paper.id] = kept
            if not kept:
                del self.facts[paper.id]


@dataclass(frozen=True)
class Found:
    """What a service says of one paper.

    paper: as the service has it; None where it knows nothing or it is not sure.
    source: an address at which people see the same.
    unsure: what kept it from being taken, and what the curator can write; both empty otherwise.
    """

    paper: Paper | None = None
    source: str = ""
    unsure: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Service:
    """Somebody to ask: `fields` are what they can tell, `question` is what to ask about a paper.

    repeated: whether they are asked again, after a time, what may have happened since.
    """

    name: str
    fields: Sequence[str]
    question: Callable[[Paper], str]
    ask: Callable[[Sequence[Paper], Client, Options], list[Found]]
    batch: int = 1
    repeated: bool = False


@dataclass(frozen=True)
class Step:
    """One answer: how far its service is, and what came of it.

    found: the fields that were found, by paper id.
    unsure: papers with what was not taken.
    failure, left: why there was no answer, and about how many papers the service is not asked therefore.
    """

    service: str
    done: int
    of: int
    found: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unsure: tuple[tuple[Paper, str, str], ...] = ()
    failure: NetworkError | None = None
    left: int = 0


def is_open(paper: Paper, notes: Notes, today: dt.date, again: bool) -> bool:
    """Whether somebody can be asked about a paper, or it says something itself."""
    return bool(_told_itself(paper, notes, again, today)) or any(
        _open(service, paper, notes, today, again) for service in SERVICES
    )


def look_up(
    papers: Sequence[Paper],
    notes: Notes,
    client: Client,
    settings: Options,
    today: dt.date,
    again: bool = False,
) -> Iterator[Step]:
    """Asks what is open about the papers, and takes the answers into `notes`; a step an answer.

    What is not answered stays open. A service that cannot be reached, turns us away, or gives several answers
    in a row that cannot be read, is not asked any more.
    """
    said: dict[str, tuple[str, ...]] = {}
    for paper in papers:
        if facts := _told_itself(paper, notes, again, today):
            notes.add(paper, facts)
            said[paper.id] = tuple(fact.field for fact in facts)
    yield Step(_OF_ITSELF, len(papers), len(papers), said)
    for service in SERVICES:
        wanted = [paper for paper in papers if _open(service, paper, notes, today, again)]
        unreadable = 0
        for start in range(0, len(wanted), service.batch):
            batch = wanted[start : start + service.batch]
            try:
                answers = service.ask([notes.about(paper) for paper in batch], client, settings)
            except NetworkError as error:
                unreadable += 1
                out = error.passing or error.status or unreadable == _MOST_UNREADABLE
                left = len(wanted) - start if out else len(batch)
                yield Step(service.name, start, len(wanted), failure=error, left=left)
                if out:
                    break
                continue
            unreadable = 0
            found = {
                paper.id: _taken(service, paper, answer, notes, again, today)
                for paper, answer in zip(batch, answers, strict=True)
            }
            unsure = tuple(
                (paper, *answer.unsure)
                for paper, answer in zip(batch, answers, strict=True)
                if answer.unsure[0]
            )
            yield Step(service.name, start + len(batch), len(wanted), found, unsure)


def _open(service: Service, paper: Paper, notes: Notes, today: dt.date, again: bool) -> bool:
    question = service.question(notes.about(paper))
    asked = {lookup.question: lookup.date for lookup in notes.asked.get(paper.id, ())}
    wanted = notes.missing(paper, again).intersection(service.fields)
    if again or question not in asked:
        return bool(question and wanted)
    return service.repeated and today - asked[question] >= _REPEATED and bool(wanted & _HAPPENS)


def _taken(
    service: Service, paper: Paper, answer: Found, notes: Notes, again: bool, today: dt.date
) -> tuple[str, ...]:
    """Takes an answer into the notes; gives the names of the fields that it filled."""
    question = service.question(notes.about(paper))
    wanted = notes.missing(paper, again).intersection(service.fields)
    facts = [
        Fact(name, value, answer.source, today)
        for name in FACTS
        if answer.paper and name in wanted and (value := getattr(answer.paper, name)) not in EMPTY
    ]
    if answer.paper and "status" in wanted and not answer.paper.status:
        notes.take_back(paper, "status", answer.source)
    notes.add(paper, facts)
    notes.tick(paper, question, today)
    if service is ARXIV_BY_TITLE and answer.paper:  # the same record as by its id
        notes.tick(paper, ARXIV.question(answer.paper), today)
    return tuple(fact.field for fact in facts)


def _told_itself(paper: Paper, notes: Notes, again: bool, today: dt.date) -> list[Fact]:
    """The arXiv id that stands in the paper's DOI or in an address, and the repository in its abstract."""
    missing = notes.missing(paper, again)
    facts = []
    addresses = (f"https://doi.org/{paper.doi}" if paper.doi else "", paper.url, paper.pdf)
    if "arxiv" in missing and (address := next(filter(arxiv_in, addresses), "")):
        facts.append(Fact("arxiv", arxiv_in(address), address, today))
    if "code" in missing and (code := services.repository(paper.abstract)):
        facts.append(Fact("code", code, _OF_ITSELF, today))
    known = set(notes.facts.get(paper.id, ()))
    return [fact for fact in facts if not any(_says_the_same(fact, other) for other in known)]


def _says_the_same(one: Fact, other: Fact) -> bool:
    return (one.field, one.value, one.source) == (other.field, other.value, other.source)


def _of_another(fact: Fact, paper: Paper) -> bool:
    """Whether a fact was found by an arXiv id or a DOI that is not the paper's."""
    arxiv = arxiv_in(fact.source)
    if arxiv and paper.arxiv:
        return arxiv.lower() != paper.arxiv.lower()
    if fact.source.startswith("https://doi.org/") and paper.doi:
        return values.doi(fact.source).lower() != paper.doi.lower()
    return False


def _arxiv(papers: Sequence[Paper], client: Client, settings: Options) -> list[Found]:
    answers = services.arxiv([paper.arxiv for paper in papers], client, settings)
    by_id = {_without_subject(answer.arxiv): answer for answer in answers}
    return [_checked(paper, by_id.get(_without_subject(paper.arxiv)), _by_arxiv) for paper in papers]


def _without_subject(arxiv_id: str) -> str:
    """An id as arXiv gives it back: `math/0309136`, whoever writes `math.GT/0309136`."""
    return re.sub(r"\.[a-z]{2}(?=/)", "", arxiv_id.lower())


def _arxiv_by_title(papers: Sequence[Paper], client: Client, settings: Options) -> list[Found]:
    (paper,) = papers
    candidates = [
        (agreement(paper, other), other)
        for other in services.arxiv_by_title(paper.title, client, settings)
        if other.arxiv
    ]
    sure = [other for agreed, other in candidates if agreed.sure]
    if len(sure) == 1:
        return [Found(sure[0], _by_arxiv(sure[0])[1])]
    possible = [(agreed, other) for agreed, other in candidates if agreed.possible]
    if not possible:
        return [Found()]
    agreed, other = max(possible, key=lambda each: (each[0].title, each[0].abstract or 0))
    what = f"it may be {_by_arxiv(other)[1]} “{other.title}” ({agreed})"
    if len(sure) > 1:
        what = f"arXiv has it more than once, as {' and '.join(_by_arxiv(other)[1] for other in sure)}"
    return [Found(unsure=(what, f'if so, write arxiv: "{other.arxiv}"'))]


def _huggingface(papers: Sequence[Paper], client: Client, settings: Options) -> list[Found]:
    (paper,) = papers
    found = _checked(paper, services.huggingface(paper.arxiv, client, settings), _by_arxiv)
    return [Found(found.paper, f"https://huggingface.co/papers/{paper.arxiv}", found.unsure)]


def _crossref(papers: Sequence[Paper], client: Client, settings: Options) -> list[Found]:
    (paper,) = papers
    return [_checked(paper, services.crossref(paper.doi, client, settings), _by_doi)]


def _checked(paper: Paper, answer: Paper | None, by: Callable[[Paper], tuple[str, str]]) -> Found:
    """What stands under a paper's id, if it can be that paper: a slip in an id leads to another one."""
    if answer is None:
        return Found()
    name, address = by(paper)
    if not paper.lacks("title") and not agreement(paper, answer).related:
        return Found(unsure=(f"{address} is “{answer.title}”", f"correct its `{name}`, or its title"))
    return Found(answer, address)


def _by_arxiv(paper: Paper) -> tuple[str, str]:
    return "arxiv", f"https://arxiv.org/abs/{paper.arxiv}"


def _by_doi(paper: Paper) -> tuple[str, str]:
    return "doi", f"https://doi.org/{paper.doi}"


def _if(condition: object, question: str) -> str:
    return question if condition else ""


ARXIV = Service(
    "arXiv",
    services.ARXIV_FACTS,
    lambda paper: _if(paper.arxiv, f"arXiv {paper.arxiv}"),
    _arxiv,
    services.BATCH,
    repeated=True,
)
ARXIV_BY_TITLE = Service(
    "arXiv by title",
    ("arxiv", *services.ARXIV_FACTS),
    lambda paper: _if(not (paper.arxiv or paper.lacks("title")) and words(paper.title), "arXiv by title"),
    _arxiv_by_title,
)
SERVICES = (
    ARXIV,
    ARXIV_BY_TITLE,
    Service(
        "Hugging Face",
        services.HUGGINGFACE_FACTS,
        lambda paper: _if(paper.arxiv, f"Hugging Face {paper.arxiv}"),
        _huggingface,
    ),
    Service(
        "Crossref",
        services.CROSSREF_FACTS,
        lambda paper: _if(paper.doi and not arxiv_in(f"doi:{paper.doi}"), f"Crossref {paper.doi}"),
        _crossref,
        repeated=True,
    ),
)
