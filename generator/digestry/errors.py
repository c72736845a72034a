"""What can be wrong with a digest, told so that a person can mend it."""

import os
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ALL = "DIGEST_TRACEBACK"  # the variable that has all of a fault shown
_HOME = Path(__file__).parent
_LONGEST = 300  # characters of what an exception says


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


class ElsewhereError(Exception):
    """A fault of Digestry's in its second process. `what` is its `description`, `trace` its traceback."""

    def __init__(self, what: str, trace: str) -> None:
        self.what, self.trace = what, trace
        super().__init__(what, trace)


def fault(error: BaseException) -> str:
    """What is said of an exception that nobody has foreseen, in two lines; all of it if that is asked for."""
    if os.environ.get(ALL) == "1":
        lines = traceback.format_exception(error)
        if isinstance(error, ElsewhereError):
            lines.append(error.trace)
        whole = "\n".join(map(printable, "".join(lines).splitlines())) + "\n"
    else:
        whole = ""
    return (
        f"{whole}This is a fault of Digestry's, not of your content: {description(error)}.\n"
        f"Please report it under Issues of Digestry's repository, with what {ALL}=1 shows when you try again."
    )


def description(error: BaseException) -> str:
    """The kind of an exception, its deepest place in our own code, where else it was raised, what it says."""
    if isinstance(error, ElsewhereError):
        return error.what
    calls = list(traceback.walk_tb(error.__traceback__))
    ours = [(frame, line) for frame, line in calls if Path(frame.f_code.co_filename).is_relative_to(_HOME)]
    place = ""
    if ours:
        frame, line = ours[-1]
        place = f" at {Path(frame.f_code.co_filename).relative_to(_HOME).as_posix()}:{line}"
    if calls and (not ours or calls[-1][0] is not ours[-1][0]):
        place += f", raised in {calls[-1][0].f_globals.get('__name__', 'a program')}"
    said = printable(str(error))
    said = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
    return f"{type(error).__name__}{place}" + (f" ({said})" if said else "")
