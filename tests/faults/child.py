"""`digest` with its arguments, once for each line of the input: a kind of fault, a step, a folder to start in.

The output has a line for each: the exit code, and the number of steps; after a kill that of the fault. Beside
the folder, `.log` has what was printed, and `.sites` a line for each step: where in the code it is done.
"""

import errno
import os
import signal
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from digestry.cli.main import main

_STEPS = {
    "open",
    "os.chmod",
    "os.link",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.symlink",
    "os.truncate",
}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class _Steps:
    """Counts the steps below a folder, and makes one of them fail, or kills the process there."""

    def __init__(self, how: str, step: int, folder: Path) -> None:
        self.how, self.step, self.folder = how, step, str(folder)
        self.counted = 0
        self.sites: list[str] = []
        self.watches = True

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.watches or event not in _STEPS or not self._is_here(event, arguments):
            return
        self.counted += 1
        self.sites.append(f"{event} {hash(tuple(_calls()))}")
        if self.counted != self.step:
            return
        if self.how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        number = errno.ENOSPC if event in {"open", "os.mkdir", "os.link", "os.symlink"} else errno.EIO
        raise OSError(number, os.strerror(number), os.fsdecode(str(arguments[0])))

    def _is_here(self, event: str, arguments: tuple[object, ...]) -> bool:
        if event == "open":
            path, _, flags = arguments
            if not isinstance(flags, int) or not flags & _WRITING or isinstance(path, int):
                return False
        path = arguments[0].decode() if isinstance(arguments[0], bytes) else str(arguments[0])
        return not path.startswith("/") or path.startswith(self.folder)


def _calls() -> Iterator[tuple[str, int]]:
    """The places in the code that led to a step, by file and line: those of a loop's rounds are the same."""
    frame: FrameType | None = sys._getframe()
    while frame:
        yield frame.f_code.co_filename, frame.f_lineno
        frame = frame.f_back


def _run(how: str, step: int, folder: Path, told: int) -> None:
    """What a process of its own does; it never comes back."""
    log = os.open(folder.with_suffix(".log"), os.O_WRONLY | os.O_CREAT)
    for number in (1, 2):
        os.dup2(log, number)
    os.chdir(folder)
    steps = _Steps(how, step, folder)
    sys.addaudithook(steps)
    code = 1
    try:
        main()
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        steps.watches = False
        sys.stdout.flush()
        sys.stderr.flush()
        folder.with_suffix(".sites").write_text("\n".join(steps.sites))
        os.write(told, str(steps.counted).encode())
        os._exit(code)


if __name__ == "__main__":
    for line in sys.stdin:
        how, number, folder = line.rstrip("\n").split(" ", 2)
        read, write = os.pipe()
        if (child := os.fork()) == 0:
            _run(how, int(number), Path(folder), write)
        os.close(write)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        with os.fdopen(read) as counted:
            print(code, counted.read() or number, flush=True)
