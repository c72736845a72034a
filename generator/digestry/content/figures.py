"""Figures of papers: pictures in the content folder, looked at by Pillow and read when they are published."""

import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from digestry.paper.values import PICTURES

LARGEST = 10 * 2**20  # bytes
_TURNED = frozenset({5, 6, 7, 8})  # orientations in EXIF with which browsers show a picture on its side
_ORIENTATION = 0x0112


@dataclass(frozen=True)
class Figure:
    """A picture as it was found.

    size: in bytes.
    format: what it really is, as its suffix would say: `png`; empty where it is no picture.
    width, height: in pixels, as browsers show it.
    """

    path: Path
    size: int
    format: str = ""
    width: int = 0
    height: int = 0


def look(path: Path) -> Figure:
    """A picture by its first bytes; nothing is decoded. Raises OSError where it cannot be read."""
    size = path.stat().st_size
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it is large, which the check says in its own way
        try:
            with Image.open(file, formats=tuple(set(PICTURES.values()))) as picture:
                width, height = picture.size
                if picture.getexif().get(_ORIENTATION) in _TURNED:
                    width, height = height, width
                found = next(suffix for suffix, name in PICTURES.items() if name == picture.format)
        except Exception:  # of files that only begin like pictures, Pillow raises whatever comes
            return Figure(path, size)
    return Figure(path, size, found, width, height)


def read(figure: Figure) -> bytes:
    """The picture's bytes. Raises OSError where it has gone meanwhile."""
    return figure.path.read_bytes()
