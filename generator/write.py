"""Changing files: the only stage that does. A file is there as a whole or not at all, whatever happens."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path, PurePosixPath

from generator.model import Artefact


def write(artefacts: Iterable[Artefact], folder: Path) -> None:
    """Makes `folder` hold exactly the artefacts, touching only files whose bytes change.

    Dot files stay: `.gitignore` keeps the folder in the repository. A file is replaced as a whole, so that
    whoever reads meanwhile sees the old or the new one. Raises ValueError for a path that is given twice
    or leaves the folder, OSError as the file system does.
    """
    kept: set[Path] = set()
    for artefact in artefacts:
        parts = PurePosixPath(artefact.path).parts
        path = folder.joinpath(*parts)
        if path in kept or ".." in parts or PurePosixPath(artefact.path).is_absolute():
            raise ValueError(f"two pages want one place, or a place outside: {artefact.path}")
        kept.add(path)
        if not (path.is_file() and path.read_bytes() == artefact.data):
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f".{path.name[:100]}.new")
            beside.write_bytes(artefact.data)
            beside.replace(path)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in kept and not path.name.startswith("."):
            path.unlink()


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
