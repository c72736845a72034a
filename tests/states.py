"""The repository as it was at a commit, and the command that builds its example with its own engine."""

import io
import os
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def check_out(commit: str, folder: Path) -> Path:
    """The files of a commit, in a folder, ready to be built."""
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    if _is_old(folder):
        (folder / "build/docs").mkdir(parents=True, exist_ok=True)
    else:  # or the theme would be that of the editable install, which is today's
        (folder / "generator/digestry/theme").symlink_to(folder / "overrides")
    return folder


def build_command(folder: Path) -> tuple[list[str], dict[str, str]]:
    """How to build it, there: the command, and what to add to the environment. Libraries are today's."""
    if _is_old(folder):
        return [sys.executable, "-m", "generator", "build"], {"PYTHONPATH": str(folder)}
    return [sys.executable, "-m", "digestry", "build"], {"PYTHONPATH": str(folder / "generator")}


def environment(**more: str) -> dict[str, str]:
    """This process's environment with more in it."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", **more}


def _is_old(folder: Path) -> bool:
    """Whether it is of before 0.2, when the engine was the package `generator`."""
    return (folder / "generator/site").exists()
