"""All formats together: told from the content, read by their importers."""

import json
import re
from collections.abc import Callable, Iterator
from types import MappingProxyType

from digestry.intake.importers import bibtex, feed, id_list, papers_json, table
from digestry.intake.importers.pasted import page
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.records import Dropped, Reading, Record, Wanted, reading

Reader = Callable[[Raw], Iterator[Record | Dropped | Wanted]]

READERS: MappingProxyType[str, Reader] = MappingProxyType(
    {
        "huggingface": papers_json.api,
        "jsonl": papers_json.lines,
        "feed": feed.entries,
        "bibtex": bibtex.entries,
        "csv": table.rows,
        "ids": id_list.wanted,
        "page": page,
    }
)

_HEAD = 64 * 2**10  # bytes from which a format is told
_SAMPLE = 50  # lines of which half have to be identifiers
_ARRAY = re.compile(rb"\[\s*[\[{\]\"]")
_OBJECT = re.compile(rb"\{\s*[\"}]")
_HTML = re.compile(rb"<(?:!doctype\s+)?html\b", re.IGNORECASE)
# What other programs store, by its first bytes, and what to do about it.
_BINARY = {
    b"%PDF-": ("a PDF file", "import its arXiv id or its DOI"),
    b"PK\x03\x04": ("a zip archive or a spreadsheet", "unpack it, or save the sheet as CSV"),
    b"BZh": ("a bzip2 archive", "unpack it"),
    b"\xfd7zXZ": ("an xz archive", "unpack it"),
    b"\x28\xb5\x2f\xfd": ("a Zstandard archive", "unpack it"),
}


def read(raw: Raw, format: str | None = None) -> Reading:
    """The papers of a source, in the format that its content shows or in the given one (of READERS).

    Whatever the bytes, memory stays below ten times their number, unpacked, and some megabytes. Raises
    ContentError, with one problem, for what cannot be read.
    """
    return reading(READERS[format or detect(raw)](raw), raw.name, len(raw.data))


def detect(raw: Raw) -> str:
    """The format of a source, from its content alone: one of READERS.

    Raises ContentError for what holds no papers in any of them: nothing at all, web pages, binary files.
    """
    head = raw.utf8[:_HEAD].lstrip()
    if not head:
        raise raw.unreadable(1, "there is nothing in it", "check where it comes from")
    for first, (what, fix) in _BINARY.items():
        if raw.data.startswith(first):
            raise raw.unreadable(1, f"this is {what}", fix)
    if head.startswith(b"<"):
        if _HTML.search(head[:1000]):
            fix = "copy the text of the page and import that, or give the address of its feed or API"
            raise raw.unreadable(1, "this is a web page", fix)
        return "feed"
    if _OBJECT.match(head):
        return "jsonl" if _has_an_object_a_line(head) else "huggingface"
    if _ARRAY.match(head):
        return "huggingface"
    lines = [line for line in head.decode(errors="replace").splitlines() if line.strip()]
    if table.delimiter_of(lines[0]):
        return "csv"
    sample = [text for line in lines[:_SAMPLE] if (text := id_list.without_comment(line))]
    if sum(bool(id_list.identifier_in(text)) for text in sample) * 2 >= len(sample) > 0:
        return "ids"
    return "bibtex" if bibtex.ENTRY.search(raw.utf8) else "page"


def _has_an_object_a_line(head: bytes) -> bool:
    """Whether these are JSON Lines, not one object over several lines."""
    first, *others = head.splitlines()
    second = next((line for line in others if line.strip()), b"")
    try:
        return isinstance(json.loads(first), dict) or second.startswith(b"{")
    except (ValueError, RecursionError):
        return second.startswith(b"{")
