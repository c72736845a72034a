"""Commands killed with SIGKILL at each of their steps on the file system.

Run as a program, it is `digest` with its arguments, once for each line of its input, which holds a number and
a folder: in a process of its own it starts there, and kills itself at that step (from 1), counted from the
first file that it opens below the project's `build` folder to write. Python tells of each such step before it
happens (https://docs.python.org/3/library/audit_events.html). The exit codes are its output.
"""

import itertools
import os
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

from digestry.cli.main import main

_STEPS = {"open", "os.chmod", "os.link", "os.remove", "os.rename", "os.mkdir", "tempfile.mkstemp"}


def killed(project: Path, aside: Path, *arguments: str) -> Iterator[Path]:
    """The content folder after `digest` with `arguments` was killed at its first step, its second, …

    Each run starts on a copy of the project, in the folder `aside`; the last one is not killed any more.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "tests.killed", *arguments],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as runs:
        assert runs.stdin
        assert runs.stdout
        for step in itertools.count(1):
            copy = aside / str(step)
            shutil.copytree(project, copy)
            print(step, copy, file=runs.stdin, flush=True)
            code = int(runs.stdout.readline())
            assert code in {0, -signal.SIGKILL}, copy.with_suffix(".log").read_text("utf-8")
            yield copy / "content"
            if code == 0:
                assert step > 1, "the command wrote nothing"
                runs.stdin.close()
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


def _run(step: int, folder: Path) -> None:
    """What a process of its own does; it never comes back."""
    log = os.open(folder.with_suffix(".log"), os.O_WRONLY | os.O_CREAT)
    for number in (1, 2):
        os.dup2(log, number)
    os.chdir(folder)
    _kill_at(step, str(folder / "build"))
    code = 1
    try:
        main()
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


if __name__ == "__main__":
    for line in sys.stdin:
        number, _, folder = line.rstrip("\n").partition(" ")
        if (child := os.fork()) == 0:  # the imports are done once, for all
            _run(int(number), Path(folder))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
