"""Lint: what a curator should look at before readers do. A rule is a pure function that yields findings."""

from collections.abc import Iterable, Iterator

from digestry.catalogue.catalogue import catalogue
from digestry.check import contradictions as facts
from digestry.check import dates, duplicates, links, tags
from digestry.check.findings import Finding, Severity, about, warning
from digestry.check.mathematics import mathematics
from digestry.check.signs import plain
from digestry.check.wording import glued, truncated
from digestry.content.validate import Content
from digestry.errors import Problem
from digestry.paper.model import Issue, Paper


def check(digest: Content, problems: Iterable[Problem]) -> list[Finding]:
    """All findings, by place: the problems that loading and validating found, and what the rules say."""
    errors = [Finding(problem, "invalid", Severity.ERROR) for problem in problems]
    # A value that is wrong is left out, so what is missing on its line has been told already.
    told = {(error.problem.file, error.problem.line) for error in errors}
    found = (each for each in _lint(digest) if (each.problem.file, each.problem.line) not in told)
    return sorted({*errors, *found})


def _lint(digest: Content) -> Iterator[Finding]:
    whole = catalogue(digest, drafts=True)
    papers = sorted(whole.papers, key=lambda paper: (paper.place.file, paper.place.line))
    yield from duplicates.exact(papers)
    yield from duplicates.similar(papers)
    for paper in papers:
        yield from _paper(paper)
        yield from dates.published(paper, whole.date_of[paper.id])
    for issue in digest.issues:
        yield from _issue(issue)
        for paper in issue.papers:
            yield from facts.contradictions(paper, digest.facts)
    yield from dates.issues(digest.issues)
    yield from tags.rare(digest.tags, papers)
    yield from facts.orphans(digest.facts, frozenset(paper.id for paper in papers))
    yield from links.pages(digest.pages)


def _paper(paper: Paper) -> Iterator[Finding]:
    if not paper.abstract:
        yield about("no-abstract", paper, "abstract", "the paper has no abstract", "add it from the source")
    for field in ("title", "abstract"):
        text = plain(getattr(paper, field))
        yield from mathematics(paper, field, text)
        yield from glued(paper, field, text)
    yield from truncated(paper)
    yield from tags.missing(paper)


def _issue(issue: Issue) -> Iterator[Finding]:
    if not issue.papers:
        what, fix = "the issue has no papers and is not published", "add some, or delete the file"
        yield warning("empty-issue", issue.place, "papers", what, fix)
    yield from links.notes(issue)
