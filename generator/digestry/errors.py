"""What can be wrong with a digest, told so that a person can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one place: `file:line: what; fix`.

    `file` is a path as the curator knows it (relative to the project), `line` counts from 1.
    """

    file: str
    line: int
    what: str
    fix: str

    def __str__(self) -> str:
        return printable(f"{self.file}:{self.line}: {self.what}; {self.fix}")


def printable(text: str) -> str:
    """A message on one line: what it quotes from a file may hold line breaks or control characters."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def refused(error: OSError) -> str:
    """What the file system says, on a line: no permission, a full disk, a name that it cannot have."""
    return printable(f"{error.filename or 'a file'}: {(error.strerror or str(error)).lower()}")


class ContentError(Exception):
    """The content or the settings cannot be built as they are.

    `problems` holds every one that was found, sorted by place; there is at least one.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class BuildError(Exception):
    """The site could not be built; the message says why."""


class ConfigurationError(BuildError):
    """There is no digest here, or its `mkdocs.yml` cannot be used; the message says why."""
