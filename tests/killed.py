"""Commands killed with SIGKILL at each of their steps on the file system.

Run as a program, it is `digest` with a number before the arguments: it kills itself at that step (from 1),
counted from the first file that it opens below the project's `build` folder to write. Python tells of each
such step before it happens (https://docs.python.org/3/library/audit_events.html).
"""

import itertools
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from generator.cli.main import main

_STEPS = {"open", "os.chmod", "os.link", "os.remove", "os.rename", "os.mkdir", "tempfile.mkstemp"}


def killed(project: Path, aside: Path, *arguments: str) -> Iterator[Path]:
    """The content folder after `digest` with `arguments` was killed at its first step, its second, …

    Each run starts on a copy of the project, in the folder `aside`; the last one is not killed any more.
    """
    for step in itertools.count(1):
        copy = aside / str(step)
        shutil.copytree(project, copy)
        run = subprocess.run(
            [sys.executable, "-m", "tests.killed", str(step), *arguments],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
            capture_output=True,
        )
        assert run.returncode in {0, -signal.SIGKILL}, run.stderr.decode()
        yield copy / "content"
        if run.returncode == 0:
            assert step > 1, "the command wrote nothing"
            return


def _kill_at(step: int, build: str) -> None:
    counted = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal counted
        if event in _STEPS and (counted or str(arguments[0]).startswith(build)):
            counted += 1
            if counted == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


if __name__ == "__main__":
    _kill_at(int(sys.argv.pop(1)), str(Path.cwd() / "build"))
    main()
