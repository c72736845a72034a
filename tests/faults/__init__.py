"""Commands that fail or are killed at a step on the file system: each write, rename, link, mkdir, unlink, chmod.

Python tells of each such step before it happens (https://docs.python.org/3/library/audit_events.html), and what
an audit hook raises is raised there: so the step fails as on a full disk, once, or the process is killed there.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Literal, Self

How = Literal["fail", "kill"]
KILLED = -9
NEVER = 1_000_000  # a step that no command has


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
    def sites(self) -> list[str]:
        """Where in the code each step is done; for a run that was not killed."""
        return self.folder.with_suffix(".sites").read_text("utf-8").splitlines()

    @property
    def is_past_the_end(self) -> bool:
        """Whether the command had fewer steps, and so no fault."""
        return self.steps < self.step


class Commands:
    """Runs `digest` in copies of projects, each command in a process of its own that is forked: imports are done once.

    Used with `with`, at whose end no process is left.
    """

    def __init__(self, aside: Path) -> None:
        self._aside = aside
        self._numbers = count(1)
        self._processes: dict[tuple[str, ...], subprocess.Popen[str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes.values():
            process.communicate()

    def run(self, project: Path, *arguments: str, how: How = "fail", step: int = NEVER) -> Run:
        """Runs a command on a copy of the project, with a fault at a step, or with none."""
        copy = self._aside / str(next(self._numbers)) / project.name
        shutil.copytree(project, copy, symlinks=True)
        process = self._processes.get(arguments) or self._start(arguments)
        assert process.stdin
        assert process.stdout
        print(how, step, copy, file=process.stdin, flush=True)
        code, steps = map(int, process.stdout.readline().split())
        return Run(copy, step, code, steps, copy.with_suffix(".log").read_text("utf-8"))

    def _start(self, arguments: tuple[str, ...]) -> subprocess.Popen[str]:
        self._processes[arguments] = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.child", *arguments],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONHASHSEED": "0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self._processes[arguments]


def killed(project: Path, aside: Path, *arguments: str) -> Iterator[Path]:
    """The content folder after a command was killed at its first step, its second, …; the last one is not killed."""
    with Commands(aside) as commands:
        for step in count(1):
            run = commands.run(project, *arguments, how="kill", step=step)
            assert run.code in {0, KILLED}, run.printed
            assert step > 1 or not run.is_past_the_end, "the command wrote nothing"
            yield run.folder / "content"
            if run.is_past_the_end:
                return
