"""Changing files: the only stage that does. What was there stays whole, or is replaced as a whole.

Folders that are emptied and filled again carry a marker, a file of ours. No other folder that holds anything
is ever touched.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from digestry.errors import BuildError


@dataclass(frozen=True)
class Artefact:
    """A file to be published: a path below `build/docs` with forward slashes, and its bytes."""

    path: str
    data: bytes


MARKER = ".digestry"
_MARKED = "Digestry made this folder. Whatever is put here by hand is deleted by the next build.\n"


class ForeignFolderError(Exception):
    """A folder that was to be filled holds what Digestry did not make."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(f"{folder} holds files that Digestry did not make")


def claim(folder: Path, make: bool = True) -> None:
    """Makes a folder ours, by a marker in it; with `make` off, sees only whether it could be.

    Raises ForeignFolderError where it holds anything and no marker, NotADirectoryError where it is a file. A
    checkout is never ours, though what we made was committed to it, as a branch `gh-pages` is.
    """
    checkout = (folder / ".git").exists()
    if (folder / MARKER).is_file() and not checkout:
        return
    if checkout or (folder.exists() and any(folder.iterdir())):
        raise ForeignFolderError(folder)
    if make:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARKER).write_text(_MARKED, "utf-8")


def write(artefacts: Iterable[Artefact], folder: Path) -> set[str]:
    """Makes `folder`, which is ours, hold the artefacts and nothing else, touching only what changes.

    Gives their paths below it. Raises as `put`.
    """
    return tidy(folder, put(artefacts, folder))


def put(artefacts: Iterable[Artefact], folder: Path) -> set[str]:
    """Writes the artefacts into `folder`, touching only files whose bytes change, and gives their full paths.

    A file is replaced as a whole, so that whoever reads meanwhile sees the old or the new one. A new one is
    simply written: nobody reads it yet, and if the build is killed the next one mends it. Raises BuildError
    for a path that is given twice or leaves the folder, OSError as the file system does.
    """
    root = str(folder)
    paths: set[str] = set()
    folders = {root}
    for artefact in artefacts:
        path = f"{root}/{artefact.path}"
        if path in paths or ".." in artefact.path.split("/") or artefact.path.startswith("/"):
            raise BuildError(f"two pages want one place, or a place outside: {artefact.path}")
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


def tidy(folder: Path, *parts: set[str]) -> set[str]:
    """Deletes what is in none of the sets of paths put into `folder`, and folders that hold nothing.

    Dot files stay, the marker among them. Gives the paths below the folder. Raises ValueError where two sets
    have the same path.
    """
    kept: set[str] = set()
    for part in parts:
        if twice := kept & part:
            raise BuildError(f"two pages want one place: {min(twice)}")
        kept |= part
    _empty(str(folder), kept)
    return {path[len(str(folder)) + 1 :] for path in kept}


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

    Where a file is there already, the new one is numbered: `name-2.yml`. It is written below `scratch` first,
    so that a command that is killed leaves no half file beside the curator's.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _written(text, scratch, path.parent) as whole:
        for number in count(1):
            free = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
            try:
                os.link(whole, free)
            except FileExistsError:
                continue
            except OSError:  # a file system without links
                free.touch(exist_ok=False)
                whole.replace(free)
            return free
    raise AssertionError("count ends nowhere")


def replace(path: Path, text: str, scratch: Path) -> None:
    """Writes a file that only machines write, in place of what was there; whole, as `create` does.

    A link is followed: what it leads to is replaced.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    with _written(text, scratch, path.parent) as whole:
        whole.replace(path)


def write_out(path: Path, text: str) -> None:
    """Writes what somebody asked to have in a file: replaced as a whole, a link followed.

    What is no file, such as a pipe or a device, is written to and stays what it is.
    """
    if path.exists() and not path.is_file():
        path.write_text(text, "utf-8", newline="\n")
    else:
        replace(path, text, path.resolve().parent)


@contextmanager
def _written(text: str, scratch: Path, target: Path) -> Iterator[Path]:
    """A file with a text below `scratch`, or in `target` where it could not be moved there from `scratch`."""
    try:
        scratch.mkdir(parents=True, exist_ok=True)
        folder = scratch if scratch.stat().st_dev == target.stat().st_dev else target
    except OSError:  # a file in its place, or no permission
        folder = target
    handle, name = tempfile.mkstemp(prefix=".digestry-", dir=folder)
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
