"""What `digest check` says of the content."""

from dataclasses import dataclass
from enum import StrEnum

from digestry.errors import Problem
from digestry.paper.model import Paper, Place


class Severity(StrEnum):
    """An error stops a build or doubles a paper; a warning is for the curator to judge."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Finding:
    """A problem with the rule that found it, and the id of the paper where it is about one."""

    problem: Problem
    rule: str  # a slug that stays the same between releases
    severity: Severity
    paper: str = ""


def warning(rule: str, place: Place, field: str, what: str, fix: str, paper: str = "") -> Finding:
    """A warning about a field of what stands at `place`."""
    return Finding(Problem(place.file, place.of(field), what, fix), rule, Severity.WARNING, paper)


def about(rule: str, paper: Paper, field: str, what: str, fix: str) -> Finding:
    """A warning about a field of a paper."""
    return warning(rule, paper.place, field, what, fix, paper.id)
