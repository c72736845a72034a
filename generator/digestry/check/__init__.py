"""Lint: what a curator should look at before readers do."""

from collections.abc import Iterable, Iterator

from digestry.catalogue.catalogue import catalogue
from digestry.check.findings import Finding, Severity
from digestry.check.rules import Subject, rules
from digestry.content.validate import Content
from digestry.errors import Problem


def check(content: Content, problems: Iterable[Problem]) -> list[Finding]:
    """All findings, by place: the problems that loading and validating found, and what the rules say."""
    errors = [Finding(problem, "invalid", Severity.ERROR) for problem in problems]
    # A value that is wrong is left out, so what is missing on its line has been told already.
    told = {(error.problem.file, error.problem.line) for error in errors}
    found = (each for each in _lint(content) if (each.problem.file, each.problem.line) not in told)
    return sorted({*errors, *found})


def _lint(content: Content) -> Iterator[Finding]:
    whole = catalogue(content, drafts=True)
    papers = tuple(sorted(whole.papers, key=lambda paper: (paper.place.file, paper.place.line)))
    subject = Subject(content, whole, papers)
    for rule in rules().values():
        yield from rule.find(subject)
