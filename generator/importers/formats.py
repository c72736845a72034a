"""All formats together: told from the content, read by their importers."""

from collections.abc import Callable, Iterator
from types import MappingProxyType

from generator.importers.pasted import page
from generator.importers.raw import Raw
from generator.importers.records import Dropped, Reading, Record, reading

Reader = Callable[[Raw], Iterator[Record | Dropped]]

READERS: MappingProxyType[str, Reader] = MappingProxyType({"page": page})


def read(raw: Raw, format: str | None = None) -> Reading:
    """The papers of a source, in the format that its content shows or in the given one (of READERS).

    Raises ContentError, with one problem, for what cannot be read.
    """
    return reading(READERS[format or detect(raw)](raw), raw.name)


def detect(raw: Raw) -> str:  # noqa: ARG001
    """The format of a source, from its content alone. Raises ContentError where it is none of READERS."""
    return "page"
