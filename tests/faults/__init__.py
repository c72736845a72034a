"""Commands that fail or are killed at a step on the file system: each write, rename, link, mkdir, unlink, chmod.

Python tells of each such step before it happens (https://docs.python.org/3/library/audit_events.html), and what
an audit hook raises is raised there: so the step fails as on a full disk, once, or the process is killed there.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Literal

How = Literal["fail", "kill"]
KILLED = -9


@dataclass(frozen=True)
class Run:
    """A command that had a fault at a step (from 1), in a copy of the project.

    code: as a shell has it, -9 where it was killed. steps: how many there were. printed: both outputs.
    """

    folder: Path
    step: int
    code: int
    steps: int
    printed: str

    @property
    def is_past_the_end(self) -> bool:
        """Whether the command had fewer steps, and so no fault."""
        return self.steps < self.step


@contextmanager
def _children(arguments: Iterable[str]) -> Iterator[subprocess.Popen[str]]:
    """Starts what runs a command again and again; its imports are done once."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.child", *arguments],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as runs:
        yield runs
        assert runs.stdin
        runs.stdin.close()


def faulty(
    project: Path, aside: Path, how: How, *arguments: str, every: int = 1, first: int = 1
) -> Iterator[Run]:
    """Runs `digest` with a fault at step `first`, then each `every`th after it; the last run has none any more.

    Each run starts on a copy of the project, in the folder `aside`.
    """
    with _children(arguments) as runs:
        assert runs.stdin
        assert runs.stdout
        for step in count(first, every):
            copy = aside / f"{how}-{step}"
            shutil.copytree(project, copy, symlinks=True, copy_function=shutil.copy2)
            print(how, step, copy, file=runs.stdin, flush=True)
            code, steps = map(int, runs.stdout.readline().split())
            run = Run(copy, step, code, steps, copy.with_suffix(".log").read_text("utf-8"))
            yield run
            if run.is_past_the_end:
                return


def killed(project: Path, aside: Path, *arguments: str) -> Iterator[Path]:
    """The content folder after a command was killed at its first step, its second, …; the last one is not killed."""
    for run in faulty(project, aside, "kill", *arguments):
        assert run.code in {0, KILLED}, run.printed
        assert run.step > 1 or not run.is_past_the_end, "the command wrote nothing"
        yield run.folder / "content"
