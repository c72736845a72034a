"""One command, measured as a whole process."""

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """One run of a command: seconds on the clock; of the processor in the command itself, and in the system for it,
    most of which goes into files; the peak of resident memory in MB.
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
    output = process.stdout.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(output)
    return Run(seconds, used.ru_maxrss * 1024 / 1e6, used.ru_utime, used.ru_stime)
