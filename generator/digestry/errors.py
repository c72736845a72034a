"""What can be wrong with a digest, told so that a person can mend it."""

import errno
import os
from collections.abc import Iterable
from dataclasses import dataclass

_ROOM, _RIGHTS = "make room on that disk, and try again", "see who may write there"
_FIXES = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EROFS: "use a folder on a disk that can be written to",
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.ENAMETOOLONG: "give it a shorter name",
    errno.ENOTDIR: "see what is there in place of a folder",
    errno.EISDIR: "name a file in it",
}
_OTHER_FIX = "see whether it is there, and whether the disk is well"


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
    """What the file system says, on a line, and what to do: no permission, a full disk, a wrong name."""
    name = os.fsdecode(error.filename) if error.filename else "a file"
    here = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118 - names may be of any kind
    what = (error.strerror or str(error)).lower()
    return printable(f"{name.removeprefix(here)}: {what}; {_FIXES.get(error.errno or 0, _OTHER_FIX)}")


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
