"""What can be wrong with a digest, told so that a person can mend it."""

import errno
import os
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

TRACEBACK = "DIGEST_TRACEBACK"  # the environment variable that has all of a fault shown
_HOME = Path(__file__).parent
_LONGEST = 300  # characters of what an exception says

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


class ElsewhereError(Exception):
    """A fault of Digestry's in its second process. `what` is its `description`, `trace` its traceback."""

    def __init__(self, what: str, trace: str) -> None:
        self.what, self.trace = what, trace
        super().__init__(what, trace)


def fault(error: BaseException) -> str:
    """What is said of an exception that nobody has foreseen, in three lines; all of it if wanted."""
    whole = ""
    if os.environ.get(TRACEBACK):
        lines = traceback.format_exception(error)
        if isinstance(error, ElsewhereError):
            lines.append(error.trace)
        whole = "\n".join(map(printable, "".join(lines).splitlines())) + "\n"
    return (
        f"{whole}Digestry has a fault that is not yours: {description(error)}.\n"
        "Please report it in the issues of its repository, with what the same command prints with\n"
        f"{TRACEBACK}=1 before it. Files are whole, and your site is the last good one."
    )


def description(error: BaseException) -> str:
    """The kind of an exception, what it says, and its deepest place in our own code."""
    if isinstance(error, ElsewhereError):
        return error.what
    said = printable(f"{type(error).__name__}: {error}")
    steps = traceback.extract_tb(error.__traceback__)
    own = [(Path(each.filename), each.lineno) for each in steps if Path(each.filename).is_relative_to(_HOME)]
    place = f" at {own[-1][0].relative_to(_HOME).as_posix()}:{own[-1][1]}" if own else ""
    return (said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…") + place
