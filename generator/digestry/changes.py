"""What a command has changed so far, for whoever has to tell of it when something goes wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_placed: list[list[Path]] = []


@contextmanager
def placed() -> Iterator[list[Path]]:
    """The files and folders that are put in their place meanwhile; some may have been removed again."""
    _placed.append([])
    try:
        yield _placed[-1]
    finally:
        _placed.pop()


def was_placed(path: Path) -> None:
    """Notes it for those who want to know."""
    for paths in _placed:
        paths.append(path)
