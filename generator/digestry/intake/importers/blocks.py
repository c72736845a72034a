"""The blocks of a page in Markdown or HTML: headings, entries of lists, rows of tables, paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from urllib.parse import parse_qs, urlsplit

_BARE = re.compile(r"https?://[^\s<>\"'`\\|]+[^\s<>\"'`\\|.,;:!?)\]]")
_REDIRECTS = ("url", "q", "u", "target", "to")
_REDIRECT = re.compile(
    r"^https?://(?:[\w-]+\.)*(?:google\.\w+|facebook\.com|linkedin\.com|t\.umblr\.com)/", re.IGNORECASE
)


class Kind(Enum):
    """What a block is."""

    HEADING = "a heading"
    ITEM = "an entry of a list"
    ROW = "a row of a table"
    TEXT = "a paragraph"
    CODE = "a line of code"
    HIDDEN = "a comment, which no page shows"


@dataclass(frozen=True)
class Span:
    """A piece of running text; a line break is a span of "\\n"."""

    text: str
    href: str = ""
    strong: bool = False
    emphasised: bool = False


Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Block:
    """A block of a page.

    depth: of a heading its level from 1, of an entry or a paragraph how deep it is nested, from 0.
    cells: the text; of a row one for each column, otherwise one.
    header: the names of the columns, of a row.
    """

    kind: Kind
    line: int
    depth: int
    cells: tuple[Spans, ...]
    header: tuple[str, ...] = ()

    @property
    def spans(self) -> Spans:
        return tuple(span for cell in self.cells for span in cell)


def plain(spans: Sequence[Span]) -> str:
    """The text of spans, on one line."""
    return " ".join("".join(span.text for span in spans).split())


def linked(text: str, strong: bool = False, emphasised: bool = False) -> Iterator[Span]:
    """A text with the bare addresses in it as links."""
    end = 0
    for match in _BARE.finditer(text):
        if match.start() > end:
            yield Span(text[end : match.start()], "", strong, emphasised)
        yield Span(match[0], target(match[0]), strong, emphasised)
        end = match.end()
    if end < len(text):
        yield Span(text[end:], "", strong, emphasised)


def target(href: str) -> str:
    """Where a link leads, without the site that counts who follows it."""
    if not _REDIRECT.match(href):
        return href
    try:
        found = parse_qs(urlsplit(href).query)
    except ValueError:
        return href
    inner = next((found[name][0] for name in _REDIRECTS if name in found), "")
    return inner if inner.startswith(("http://", "https://")) else href
