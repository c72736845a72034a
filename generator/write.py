"""Changing files: the only stage that does. What was there stays whole, or is replaced as a whole."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from generator.model import Artefact


def write(artefacts: Iterable[Artefact], folder: Path) -> None:
    """Makes `folder` hold the artefacts and nothing else, touching only what changes. Raises as `put`."""
    tidy(folder, put(artefacts, folder))


def put(artefacts: Iterable[Artefact], folder: Path) -> set[str]:
    """Writes the artefacts into `folder`, touching only files whose bytes change, and gives their paths.

    A file is replaced as a whole, so that whoever reads meanwhile sees the old or the new one. A new one is
    simply written: nobody reads it yet, and if the build is killed the next one mends it. Raises ValueError
    for a path that is given twice or leaves the folder, OSError as the file system does.
    """
    root = str(folder)
    paths: set[str] = set()
    folders = {root}
    for artefact in artefacts:
        path = f"{root}/{artefact.path}"
        if path in paths or ".." in artefact.path.split("/") or artefact.path.startswith("/"):
            raise ValueError(f"two pages want one place, or a place outside: {artefact.path}")
        paths.add(path)
        parent, _, name = path.rpartition("/")
        if parent not in folders:
            os.makedirs(parent, exist_ok=True)
            folders.add(parent)
        try:
            with open(path, "xb") as file:
                file.write(artefact.data)
        except FileExistsError:
            if _content(path) != artefact.data:
                beside = f"{parent}/.{name[:100]}.new"
                with open(beside, "wb") as file:
                    file.write(artefact.data)
                os.replace(beside, path)
    return paths


def tidy(folder: Path, *parts: set[str]) -> None:
    """Deletes what is in none of the sets of paths put into `folder`, and folders that hold nothing.

    Dot files stay: `.gitignore` keeps the folder in the repository. Raises ValueError where two sets have the
    same path.
    """
    kept: set[str] = set()
    for part in parts:
        if twice := kept & part:
            raise ValueError(f"two pages want one place: {min(twice)}")
        kept |= part
    _empty(str(folder), kept)


def _content(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:  # a folder in its place, which replacing will tell
        return None


def _empty(folder: str, kept: set[str]) -> bool:
    """Deletes what is not kept below a folder; whether it then holds nothing."""
    empty = True
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if _empty(path, kept):
                    os.rmdir(path)
                else:
                    empty = False
            elif path in kept or entry.name.startswith("."):
                empty = False
            else:
                os.unlink(path)
    return empty


def create(path: Path, text: str, scratch: Path) -> Path:
    """Writes a new file, whole and on the disk, or leaves nothing; gives its path.

    Where a file is there already, the new one is numbered: `name-2.yml`. It is written below `scratch`, a
    folder on the same file system, so that a command that is killed leaves no half file beside the curator's.
    """
    with _written(text, scratch) as whole:
        path.parent.mkdir(parents=True, exist_ok=True)
        for number in count(1):
            free = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
            try:
                os.link(whole, free)
            except FileExistsError:
                continue
            return free
    raise AssertionError("count ends nowhere")


def replace(path: Path, text: str, scratch: Path) -> None:
    """Writes a file that only machines write, in place of what was there; whole, as `create` does."""
    with _written(text, scratch) as whole:
        path.parent.mkdir(parents=True, exist_ok=True)
        whole.replace(path)


@contextmanager
def _written(text: str, scratch: Path) -> Iterator[Path]:
    scratch.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix="digest-", dir=scratch)
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(handle)
        path.chmod(0o644)  # mkstemp's 0600 is for secrets
        yield path
    finally:
        path.unlink(missing_ok=True)
