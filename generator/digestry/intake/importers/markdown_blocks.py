"""Markdown as blocks, read line by line, so that a list of any length takes little memory.

What stands in a line is markdown-it-py's business (https://spec.commonmark.org): it knows where a link ends.
Its own blocks are not used, since it builds all of them before it gives one.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile

from markdown_it import MarkdownIt
from markdown_it.token import Token

from digestry.intake.importers.blocks import Block, Kind, Span, Spans, linked, plain, target
from digestry.intake.importers.raw import Raw

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-{3,})[ \t]*")
_ITEM = re.compile(r"([ \t]*)(?:[-*+•●▪◦–]|\d{1,4}[.)]|\[\d{1,4}\]|\(\d{1,4}\))[ \t]+(?=\S)")
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_CELL = re.compile(r"(?:\\.|\[[^][]{0,300}\]\([^()\s]{0,300}\)|[^|\\])*", re.DOTALL)
_TAG = re.compile(r"<(/?)(a|b|strong|i|em|br|img|summary|h[1-6])\b([^<>]{0,2000})>", re.IGNORECASE)
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_MATTER = re.compile(r"---\s*$")
_LONGEST = 20_000  # characters of one text that is looked at for links
DEEPEST = 9  # lists within lists; nobody reads further
_STRONG = {"strong", "b", "summary"}


def blocks(raw: Raw) -> Iterator[Block]:
    """The blocks of a Markdown text. What stands in fences is code."""
    yield from _Reader().read(raw)


class _Reader:
    """Goes over the lines; `open` is the paragraph or entry that the next line may go on."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.start = (Kind.TEXT, 1, 0)  # kind, line and depth of what is open
        self.indents: list[int] = []
        self.header: tuple[str, ...] = ()
        self.last_row: tuple[int, list[str]] | None = None  # a row that may turn out to be a header
        self.fenced = self.commented = False

    def read(self, raw: Raw) -> Iterator[Block]:
        for number, line in raw.lines():
            yield from self.line(number, line.rstrip("\r\n").expandtabs(4))
        yield from self.end_table()
        yield from self.flush()

    def line(self, number: int, line: str) -> Iterator[Block]:
        line, hidden = self.uncommented(line)
        if hidden:
            yield Block(Kind.HIDDEN, number, 0, (tuple(linked(hidden)),))
            if not line.strip():
                return
        if _FENCE.match(line):
            self.fenced = not self.fenced
            yield from self.flush()
        elif self.fenced:
            yield Block(Kind.CODE, number, 0, (tuple(linked(line)),))
        elif self.is_row(line):
            yield from self.flush()
            yield from self.row(number, line)
        else:
            yield from self.end_table()
            yield from self.outside(number, line)

    def uncommented(self, line: str) -> tuple[str, str]:
        """A line without the comments in it, which may go over many lines, and what they say."""
        kept = hidden = ""
        while True:
            mark = "-->" if self.commented else "<!--"
            before, found, after = line.partition(mark)
            kept, hidden = (kept, hidden + before) if self.commented else (kept + before, hidden)
            if not found:
                return kept, hidden
            self.commented, line = not self.commented, after

    def is_row(self, line: str) -> bool:
        """Whether a line belongs to a table; its first may have been taken for a paragraph."""
        if "|" not in line:
            return False
        if (
            _RULE.fullmatch(line)
            and len(self.open) == 1
            and "|" in self.open[0]
            and self.start[0] is Kind.TEXT
        ):
            self.last_row, self.open = (self.start[1], row_cells(self.open[0])), []
        return bool(line.lstrip().startswith("|") or self.header or self.last_row or _RULE.fullmatch(line))

    def outside(self, number: int, line: str) -> Iterator[Block]:
        """A line that is in no table."""
        if not line.strip():
            yield from self.flush()
        elif match := _HEADING.fullmatch(line):
            yield from self.flush()
            self.indents = []
            yield Block(Kind.HEADING, number, len(match[1]), (spans(match[2] or ""),))
        elif (
            self.open
            and (under := _UNDERLINE.fullmatch(line))
            and self.start[0] is Kind.TEXT
            and len(self.open) == 1
        ):
            text, self.open = self.open[0], []
            yield Block(Kind.HEADING, self.start[1], 1 if "=" in under[1] else 2, (spans(text),))
        elif match := _ITEM.match(line):
            yield from self.flush()
            self.begin(Kind.ITEM, number, self.depth(len(match[1])), line[match.end() :])
        elif self.open:
            self.open.append(line.strip())
        else:
            indent = len(line) - len(line.lstrip())
            if not indent:
                self.indents = []
            self.begin(Kind.TEXT, number, len(self.indents) if indent else 0, line.strip())

    def begin(self, kind: Kind, number: int, depth: int, text: str) -> None:
        self.start, self.open = (kind, number, depth), [text]

    def depth(self, indent: int) -> int:
        """How deep an entry is nested, by the indents of those above it."""
        self.indents = [*takewhile(lambda other: other < indent, self.indents), indent]
        return min(len(self.indents) - 1, DEEPEST)

    def flush(self) -> Iterator[Block]:
        if self.open:
            kind, line, depth = self.start
            text, self.open = "\n".join(self.open), []
            yield Block(kind, line, depth, (spans(text),))

    def row(self, number: int, line: str) -> Iterator[Block]:
        cells = row_cells(line)
        if _RULE.fullmatch(line) and "-" in line:
            if self.last_row:
                self.header = tuple(plain(spans(cell)) for cell in self.last_row[1])
                self.last_row = None
            return
        if self.header:
            yield Block(Kind.ROW, number, 0, tuple(map(spans, cells)), self.header)
            return
        yield from self.lost_row()
        self.last_row = (number, cells)

    def lost_row(self) -> Iterator[Block]:
        """The row that was no header: the table has none."""
        if self.last_row:
            number, cells = self.last_row
            self.last_row = None
            yield Block(Kind.ROW, number, 0, tuple(map(spans, cells)))

    def end_table(self) -> Iterator[Block]:
        yield from self.lost_row()
        self.header = ()


def row_cells(line: str) -> list[str]:
    """What bars part, those aside that are escaped or within a link."""
    text = line.strip().removeprefix("|")
    cells, at = [], 0
    while at <= len(text):
        match = _CELL.match(text, at)
        end = match.end() if match else at
        cells.append(text[at:end].strip().replace("\\|", "|"))
        at = max(end, at) + 1
    return cells[:-1] if cells and not cells[-1] else cells


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("strikethrough")


def spans(text: str) -> Spans:
    """The running text of a line or a cell."""
    if len(text) > _LONGEST or not any(mark in text for mark in "[]<*_`\\&!"):
        return tuple(_with_breaks(text))
    found: list[Span] = []
    state = _State()
    for token in _parser().parseInline(text)[0].children or ():
        found += state.take(token)
    return tuple(found)


def _with_breaks(text: str) -> Iterator[Span]:
    for number, line in enumerate(text.split("\n")):
        if number:
            yield Span("\n")
        yield from linked(line)


class _State:
    """What is open around a piece of text: a link, bold, emphasis; by Markdown's marks or HTML's tags."""

    def __init__(self) -> None:
        self.href = ""
        self.strong = self.emphasised = 0

    def take(self, token: Token) -> Iterator[Span]:
        match token.type:
            case "link_open":
                self.href = target(str(token.attrGet("href") or ""))
            case "link_close":
                self.href = ""
            case "strong_open" | "strong_close":
                self.strong += token.nesting
            case "em_open" | "em_close":
                self.emphasised += token.nesting
            case "softbreak" | "hardbreak":
                yield Span("\n")
            case "html_inline":
                yield from self.tag(token.content)
            case "text" | "code_inline":
                yield from self.text(token.content)

    def text(self, text: str) -> Sequence[Span]:
        strong, emphasised = self.strong > 0, self.emphasised > 0
        if self.href:
            return [Span(text, self.href, strong, emphasised)]
        return list(linked(text, strong, emphasised))

    def tag(self, written: str) -> Iterator[Span]:
        match = _TAG.fullmatch(written)
        if not match:
            return
        closing, name = bool(match[1]), match[2].lower()
        if name == "br":
            yield Span("\n")
        elif name == "a":
            href = None if closing else _HREF.search(match[3])
            self.href = target(next(filter(None, href.groups()), "")) if href else ""
        elif name in _STRONG:
            self.strong += -1 if closing else 1
        elif name in {"i", "em"}:
            self.emphasised += -1 if closing else 1
