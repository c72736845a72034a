"""A folder that something is made in before it takes its place, and those that killed commands have left."""

import glob
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from digestry.files import MARKER, alone

_LOCK = f"{MARKER}.lock"


@contextmanager
def aside(beside: Path, prefix: str) -> Iterator[Path]:
    """A new folder in another, which goes at the end. Its lock tells `left` that it is in use."""
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=beside))
    try:
        with alone(folder / MARKER, _is_at_work):
            folder.chmod(0o755)  # mkdtemp gives 0700, which a web server could not read
            yield folder
    finally:
        _remove(folder)


def left(beside: Path, prefix: str) -> Iterator[Path]:
    """Each folder that a killed command has left there, for whoever has to put something back.

    After that it goes.
    """
    for folder in beside.glob(f"{glob.escape(prefix)}*"):
        if folder.is_symlink() or not folder.is_dir():
            continue
        if not (folder / _LOCK).is_file():  # killed before it could lock; or it is somebody else's
            with suppress(OSError):  # it is not empty
                folder.rmdir()
            continue
        try:
            with alone(folder / MARKER, _is_at_work):
                yield folder
                _remove(folder)
        except BlockingIOError:
            continue


def _remove(folder: Path) -> None:
    """Deletes a folder as far as it can be; its lock last, by which the next one knows it.

    Each part is tried twice, since somebody may have had it open for a moment.
    """
    for part in [part for part in folder.iterdir() if part.name != _LOCK] * 2:
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        else:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    if all(part.name == _LOCK for part in folder.iterdir()):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def _is_at_work() -> None:
    raise BlockingIOError("another command is at work here")
