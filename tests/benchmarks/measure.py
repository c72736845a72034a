"""One command, measured with all the processes that it starts, and what it starts from."""

import os
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """One run of a command and the processes that it starts.

    Seconds on the clock; of the processor in the command itself, and in the system for it, most of which goes
    into files; the peak of resident memory in MB.
    """

    seconds: float
    memory: float
    own: float
    system: float


def measure(command: list[str], folder: Path, **environment: str) -> Run:
    """Runs a command in a folder. Raises RuntimeError, with what it printed, where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **environment},
    )
    assert process.stdout
    together = [0]
    watch = threading.Thread(target=_watch, args=(process.pid, together))
    watch.start()
    output = process.stdout.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    watch.join()
    if process.returncode:
        raise RuntimeError(output)
    # The system knows the peak of each process exactly; that of several at once has to be looked for.
    memory = max(used.ru_maxrss * 1024, *together)
    return Run(seconds, memory / 1e6, used.ru_utime, used.ru_stime)


def _watch(process: int, peaks: list[int]) -> None:
    """Notes the bytes that a process and those it has started hold, ten times a second, until it ends."""
    while (Path("/proc") / str(process)).exists():
        held = 0
        for one in (process, *_started_by(process)):
            try:
                pages = int((Path("/proc") / str(one) / "statm").read_text().split()[1])
            except (OSError, IndexError):  # it ended meanwhile
                continue
            held += pages * os.sysconf("SC_PAGE_SIZE")
        peaks.append(held)
        time.sleep(0.1)


def _started_by(process: int) -> list[int]:
    try:
        started = (Path("/proc") / f"{process}/task/{process}/children").read_text().split()
    except OSError:
        return []
    return [one for child in map(int, started) for one in (child, *_started_by(child))]


def afresh(project: Path) -> None:
    """Takes away what the last build of a project made, so that the next one starts from nothing.

    It is moved, not deleted: ext4 leaves inodes alone for minutes after they were freed, and looks through them all
    for each new file (`recently_deleted` in Linux' fs/ext4/ialloc.c). After 60,000 deletions a new file took
    ten times as long here. A build in a new checkout, as in CI, knows nothing of that.
    """
    aside = Path(tempfile.mkdtemp(prefix=f"{project.name}-", dir=project.parent))
    if (project / "site").exists():
        (project / "site").rename(aside / "site")
    if (project / "build/docs").exists():
        (project / "build/docs").rename(aside / "docs")
        (project / "build/docs").mkdir()  # before 0.2 MkDocs wanted it to exist
