"""HTML as blocks: saved pages, bookmarks, newsletters.

lxml's parser calls a target for each tag, so that no tree is built, and it reads whatever browsers read:
https://lxml.de/parsing.html#the-target-parser-interface.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from digestry.intake.importers.blocks import Block, Kind, Span, linked, plain, target
from digestry.intake.importers.raw import LONGEST_ENTRY, Raw

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol", "dl"})
_PARAGRAPHS = frozenset(
    "p div section article header footer main aside blockquote figure figcaption details summary table thead "
    "tbody form body center address pre".split()
)
_UNSEEN = frozenset({"script", "style", "head", "noscript", "template", "svg", "select", "button"})
_STRONG = frozenset({"b", "strong"})
_EMPHASISED = frozenset({"i", "em", "cite"})
_WIDEST = 200  # columns of a table
_CHUNK = 16 * 2**10
_DEEPEST = 10  # lists within lists; nobody reads further


def blocks(raw: Raw) -> Iterator[Block]:
    """The blocks of a page, each with the line in which its text was complete."""
    page = _Page()
    parser: Any = etree.HTMLParser(
        target=page,  # type: ignore[call-overload]
        encoding="utf-8",
        no_network=True,
        recover=True,
    )
    line = 1
    for chunk in _chunks(raw.utf8):
        page.at = line
        parser.feed(chunk)
        line += chunk.count(b"\n")
        yield from page.take()
    try:
        parser.close()
    except etree.XMLSyntaxError:  # there is no element in it
        page.close()
    yield from page.take()


def _chunks(data: bytes) -> Iterator[bytes]:
    """The lines, long ones in parts."""
    at = 0
    while at < len(data):
        end = data.find(b"\n", at, at + _CHUNK) + 1 or min(at + _CHUNK, len(data))
        yield data[at:end]
        at = end


class _Page:
    """A parser's target, which puts the blocks together."""

    def __init__(self) -> None:
        self.at = 1
        self.done: list[Block] = []
        self.spans: list[Span] = []
        self.cells: list[tuple[Span, ...]] | None = None  # of the row that is open
        self.header: tuple[str, ...] = ()
        self.is_header = False
        self.kind, self.depth = Kind.TEXT, 0
        self.lists = self.unseen = self.strong = self.emphasised = self.size = 0
        self.href = ""

    def take(self) -> list[Block]:
        """The blocks that are complete; once."""
        done, self.done = self.done, []
        return done

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag in _STRONG:
            self.strong += 1
        elif tag in _EMPHASISED:
            self.emphasised += 1
        elif tag == "a":
            self.href = target(attributes.get("href", "").strip())
        elif tag == "br":
            self.spans.append(Span("\n"))
        else:
            self.block_starts(tag)

    def block_starts(self, tag: str) -> None:
        if tag in _LISTS:
            self.flush()
            self.lists = min(self.lists + 1, _DEEPEST)
        elif tag in {"li", "dt", "dd"}:
            self.flush()
            self.kind, self.depth = Kind.ITEM, max(self.lists - (tag != "dd"), 0)
        elif tag in _HEADINGS:
            self.flush()
            self.kind, self.depth = Kind.HEADING, _HEADINGS[tag]
        elif tag == "tr":
            self.flush()
            self.cells, self.is_header = [], False
        elif tag in {"td", "th"} and self.cells is not None:
            self.spans = []
            self.is_header |= tag == "th"
        elif tag in _PARAGRAPHS:
            self.paragraph()

    def paragraph(self) -> None:
        """A paragraph begins or ends: within an entry or a cell it is a line of it."""
        if self.cells is not None or (self.kind is not Kind.TEXT and self.spans):
            self.spans.append(Span("\n"))
        elif self.kind is Kind.TEXT:
            self.flush()

    def data(self, text: str) -> None:
        if self.unseen:
            return
        self.size += len(text)
        if self.size > LONGEST_ENTRY:
            self.flush()
        words = " ".join(text.split())
        around = (" " if text[:1].isspace() else "") + words + (" " if text[-1:].isspace() and words else "")
        if self.href:
            self.spans.append(Span(around, self.href, self.strong > 0, self.emphasised > 0))
        else:
            self.spans += linked(around, self.strong > 0, self.emphasised > 0)

    def end(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(self.unseen - 1, 0)
        elif tag in _STRONG:
            self.strong = max(self.strong - 1, 0)
        elif tag in _EMPHASISED:
            self.emphasised = max(self.emphasised - 1, 0)
        elif tag == "a":
            self.href = ""
        else:
            self.block_ends(tag)

    def block_ends(self, tag: str) -> None:
        if tag in _LISTS:
            self.flush()
            self.lists = max(self.lists - 1, 0)
        elif tag in {"td", "th"} and self.cells is not None:
            if len(self.cells) < _WIDEST:
                self.cells.append(tuple(self.spans))
            self.spans = []
        elif tag == "tr":
            self.row()
        elif tag == "table":
            self.header = ()
        elif tag in _HEADINGS:
            self.flush()
        elif tag in _PARAGRAPHS:
            self.paragraph()

    def comment(self, text: str) -> None:
        """Nobody sees those."""

    def close(self) -> None:
        self.row()
        self.flush()

    def row(self) -> None:
        cells, self.cells = self.cells, None
        if cells and self.is_header and not self.header:
            self.header = tuple(map(plain, cells))
        elif cells:
            self.done.append(Block(Kind.ROW, self.at, 0, tuple(cells), self.header))
        self.spans, self.size = [], 0

    def flush(self) -> None:
        spans, self.spans, self.size = tuple(self.spans), [], 0
        if any(span.text.strip() for span in spans):
            depth = self.depth if self.kind is not Kind.TEXT else 0
            self.done.append(Block(self.kind, self.at, depth, (spans,)))
        self.kind, self.depth = Kind.TEXT, 0
