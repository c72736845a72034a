"""Clean HTML as CommonMark, for those who read the Markdown itself.

What a page leaves out of a curator's note is left out here, too: raw elements, pictures, links that are none.
Words are escaped, so that no reader of Markdown takes them for TeX, HTML or a link.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote

from digestry.paper.text import commonmark_line, commonmark_words

_MARKS = {"strong": "**", "em": "*", "del": "~~"}
_BREAK, _CELL = "\x00", "\x01"  # in words, where no text holds them


def commonmark(html: str) -> str:
    """HTML as `prose.html` lets it through, in CommonMark with GitHub's tables and strikethrough."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return writer.whole()


@dataclass
class _Element:
    """An open element: its words so far, and the blocks that are done."""

    tag: str
    href: str = ""
    words: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    is_loose: bool = False  # of a list or its item: with paragraphs in it

    def line(self) -> str:
        """The words on one line."""
        return " ".join("".join(self.words).replace(_BREAK, " ").split())

    def all(self) -> list[str]:
        """The blocks, and the words behind them as one more."""
        lines = [" ".join(line.split()) for line in "".join(self.words).strip(_BREAK + " ").split(_BREAK)]
        words = "\\\n".join(commonmark_line(line) for line in lines if line)
        return [*self.blocks, words] if words else self.blocks


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._open = [_Element("")]

    def whole(self) -> str:
        while len(self._open) > 1:
            self.handle_endtag(self._open[-1].tag)
        return "\n\n".join(self._open[0].all())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._open[-1].words.append(_BREAK)
        elif tag == "hr":
            self._flush()
            self._open[-1].blocks.append("---")
        else:
            if tag in _BLOCKS:
                self._flush()
            self._open.append(_Element(tag, dict(attrs).get("href") or ""))

    def handle_data(self, data: str) -> None:
        element = self._open[-1]
        if any(each.tag in {"pre", "code"} for each in self._open):
            element.words.append(data)
            return
        words = commonmark_words(" ".join(data.split()))
        before, behind = (" " if end.isspace() else "" for end in (data[:1], data[-1:]))
        element.words.append(f"{before}{words}{behind}" if words else before)

    def handle_endtag(self, tag: str) -> None:
        if len(self._open) < 2 or self._open[-1].tag != tag:
            return
        element = self._open.pop()
        above = self._open[-1]
        if tag in _BLOCKS:
            above.blocks += _BLOCKS[tag](element)
            above.is_loose |= tag == "p" or (tag == "li" and element.is_loose)
        elif tag in {"td", "th"}:
            blocks = [" ".join(block.split()) for block in element.blocks]
            line = " ".join(filter(None, [*blocks, element.line()]))
            above.words.append(line.replace("|", "\\|") + _CELL)
        elif tag == "tr":
            above.rows.append("".join(element.words).split(_CELL)[:-1])
        elif tag in {"thead", "tbody"}:
            above.rows += element.rows
        elif any(each.tag in {"pre", "code"} for each in self._open):  # where marks would be seen
            above.words += element.words
        elif element.blocks:  # as in an element of HTML around paragraphs
            self._flush()
            above.blocks += element.all()
        else:
            inline = _inline(element)
            if inline.startswith("[") and above.words and above.words[-1].endswith("!"):
                above.words[-1] = above.words[-1][:-1] + "\\!"  # else the link would be a picture
            above.words.append(inline)

    def _flush(self) -> None:
        """Words that stand beside blocks are a block."""
        element = self._open[-1]
        element.blocks, element.words = element.all(), []


def _inline(element: _Element) -> str:
    """An element within a line; spaces at its ends go outside of it, where emphasis ends at a word."""
    text = "".join(element.words)
    core = text.strip()
    before, behind = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if not core:
        return before
    if element.tag == "code":
        return before + _code(core) + behind
    if element.tag == "a" and element.href:
        address = re.sub(r"[<>\\\s]", lambda match: quote(match[0]), element.href)
        target = f"<{address}>" if "(" in address or ")" in address else address
        return f"{before}[{core}]({target}){behind}"
    mark = _MARKS.get(element.tag, "")
    return f"{before}{mark}{core}{mark}{behind}"


def _code(text: str) -> str:
    """A span of code, whose fence is longer than any run of backquotes in it."""
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{' '.join(text.split())}{space}{fence}"


def _pre(element: _Element) -> list[str]:
    text = "\n\n".join([*element.blocks, "".join(element.words)]).strip("\n")
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return [f"{fence}\n{text}\n{fence}"]


def _indented(blocks: Sequence[str], first: str, then: str) -> str:
    lines = "\n\n".join(blocks).split("\n")
    return "\n".join(
        (first if number == 0 else then) + line if line else "" for number, line in enumerate(lines)
    )


def _table(element: _Element) -> list[str]:
    width = max(map(len, element.rows), default=0)
    if not width:
        return []
    rows = [[*row, *[""] * (width - len(row))] for row in element.rows]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return ["\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])]


def _quoted(element: _Element) -> list[str]:
    return ["\n".join(f"> {line}".rstrip() for line in "\n\n".join(element.all()).split("\n"))]


def _item(element: _Element) -> list[str]:
    return ["\n\n".join(element.all()) if element.is_loose else "\n".join(element.all())]


def _heading(level: int) -> Callable[[_Element], list[str]]:
    # A run of # at its end would be left out, as a part of the markup.
    return lambda element: [f"{'#' * level} " + re.sub(r"(?<!\S)(#+)$", r"\\\1", element.line())]


def _list(marker: Callable[[int], str]) -> Callable[[_Element], list[str]]:
    def written(element: _Element) -> list[str]:
        between = "\n\n" if element.is_loose else "\n"
        items = [
            _indented([item], marker(number), " " * len(marker(number)))
            for number, item in enumerate(element.blocks, 1)
        ]
        return [between.join(items)] if items else []

    return written


# Block elements: what each becomes, as blocks of the element above it.
_BLOCKS: dict[str, Callable[[_Element], list[str]]] = {
    "p": _Element.all,
    "dt": _Element.all,
    "dd": _Element.all,
    "dl": _Element.all,
    "li": _item,
    "ul": _list(lambda _: "- "),
    "ol": _list(lambda number: f"{number}. "),
    "blockquote": _quoted,
    "pre": _pre,
    "table": _table,
    **{f"h{level}": _heading(level) for level in (3, 4, 5, 6)},
}
