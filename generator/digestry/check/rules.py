"""What lint looks for: each rule with its id, which stays the same between releases, and what it means."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from digestry.catalogue.catalogue import Catalogue
from digestry.check import contradictions, dates, duplicates, links, remnants, sentences, tags
from digestry.check.findings import Finding, about, warning
from digestry.check.illustrations import illustrations
from digestry.check.mathematics import mathematics, tex
from digestry.check.signs import plain
from digestry.content.validate import Content
from digestry.paper.model import Paper
from digestry.registry import registry


@dataclass(frozen=True)
class Subject:
    """What rules look at.

    content: as it is written, file by file.
    whole: the same put together, drafts and looked-up facts included.
    papers: those of `whole` in the order of files and lines.
    """

    content: Content
    whole: Catalogue
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class Rule:
    """A pure function that yields findings, and what each id that it gives them means, for the handbook."""

    find: Callable[[Subject], Iterable[Finding]]
    about: Mapping[str, str]


# Findings that no rule yields: what keeps the content from being read, and what only the network knows.
OTHERS: Mapping[str, str] = MappingProxyType(
    {
        "invalid": "an error: what a build cannot use, such as YAML with a slip, an unknown field or tag",
        "dead-link": "a link that leads nowhere; looked for with `--links` only",
    }
)


@registry("digestry.rules", Rule)
def rules() -> Mapping[str, Rule]:
    """Each rule by a name."""
    return {
        "duplicates": Rule(
            _duplicates,
            {
                "duplicate": "an error: the paper is there already, by arXiv id, DOI or title",
                "near-duplicate": "two titles are nearly the same",
            },
        ),
        "texts": Rule(
            _texts,
            {
                "no-abstract": "the paper has no abstract",
                "dollar-sign": "a dollar sign that opens or ends no formula",
                "mathematics": "a formula that lost its backslashes or dollars, such as `1920times1080`",
                "latex": "LaTeX that readers see as it is",
                "tex": "a formula with a command that is no mathematics, which citations write as text",
                "glued-words": "words that ran together",
                "truncated": "an abstract that was cut off, or may have been",
            },
        ),
        "remnants": Rule(
            _remnants,
            {
                "markup": "tags of HTML or marks of Markdown in a title, an abstract or a name",
                "entity": "an HTML entity such as `&amp;`",
                "encoding": "letters of a wrong encoding, as in `MÃ¼ller`",
                "author-list": "one name that seems to hold several people",
                "group-name": "a group that would be cited as a person",
                "no-title": "the title is only the paper's identifier",
            },
        ),
        "dates": Rule(_dates, {"date": "a date that cannot be, or hardly"}),
        "tags": Rule(
            _tags,
            {
                "no-tags": "the paper has no tags, and gets none by its words",
                "unused-tag": "no paper has the tag",
                "rare-tag": "only one paper has the tag",
            },
        ),
        "issues": Rule(_issues, {"empty-issue": "an issue without papers, which is not published"}),
        "figures": Rule(
            _figures,
            {
                "figure-alt": "a figure without `image_alt`, or the other way round",
                "figure-size": "a figure of more than 500 kB",
            },
        ),
        "links": Rule(_links, {"link": "a link in a note or a page of yours that is no web address"}),
        "facts": Rule(
            _facts,
            {
                "status": "the paper was withdrawn, retracted, corrected or replaced, somebody says",
                "contradiction": "a field says something else than what was looked up",
                "orphan-fact": "looked-up facts of a paper that is gone",
            },
        ),
    }


def _duplicates(subject: Subject) -> Iterator[Finding]:
    yield from duplicates.exact(subject.papers)
    yield from duplicates.similar(subject.papers)


def _texts(subject: Subject) -> Iterator[Finding]:
    for paper in subject.papers:
        if not paper.abstract:
            yield about(
                "no-abstract", paper, "abstract", "the paper has no abstract", "add it from the source"
            )
        for field in ("title", "abstract"):
            text = plain(getattr(paper, field))
            yield from mathematics(paper, field, text)
            yield from sentences.glued(paper, field, text)
        for field in ("title", "abstract", "summary", "venue"):
            yield from tex(paper, field)
        yield from sentences.truncated(paper)


def _remnants(subject: Subject) -> Iterator[Finding]:
    for paper in subject.papers:
        yield from remnants.remnants(paper)


def _dates(subject: Subject) -> Iterator[Finding]:
    for paper in subject.papers:
        yield from dates.published(paper, subject.whole.date_of[paper.id])
    yield from dates.issues(subject.content.issues)


def _tags(subject: Subject) -> Iterator[Finding]:
    for paper in subject.papers:
        yield from tags.missing(paper)
    yield from tags.rare(subject.content.tags, subject.papers)


def _issues(subject: Subject) -> Iterator[Finding]:
    for issue in subject.content.issues:
        if not issue.papers:
            what, fix = "the issue has no papers and is not published", "add some, or delete the file"
            yield warning("empty-issue", issue.place, "papers", what, fix)


def _figures(subject: Subject) -> Iterator[Finding]:
    for paper in subject.papers:
        yield from illustrations(paper, subject.content.figures)


def _links(subject: Subject) -> Iterator[Finding]:
    for issue in subject.content.issues:
        yield from links.notes(issue)
    yield from links.pages(subject.content.pages)


def _facts(subject: Subject) -> Iterator[Finding]:
    facts = subject.content.facts
    for issue in subject.content.issues:
        for paper in issue.papers:
            yield from contradictions.status(paper, facts)
            yield from contradictions.contradictions(paper, facts)
    yield from contradictions.orphans(facts, frozenset(paper.id for paper in subject.papers))
