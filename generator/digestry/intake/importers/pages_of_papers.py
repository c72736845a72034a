"""Lists and tables of papers as files: Markdown and HTML."""

import re
from collections.abc import Iterator
from itertools import islice

from digestry.intake.importers import html_blocks, markdown_blocks
from digestry.intake.importers.blocks import Block
from digestry.intake.importers.identifiers import named_in
from digestry.intake.importers.links import is_paper
from digestry.intake.importers.listing import records
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.records import Dropped, Record

_MARKDOWN = re.compile(
    rb"^(?:#{1,6}[ \t]|[ \t]*[-*+][ \t]|[ \t]*\d{1,4}[.)][ \t]|[ \t]*\|.*\|)|\]\(http|\*\*", re.MULTILINE
)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|body|a\s+href|ul|ol|li|table|dl|dt|p|div|h[1-6])\b", re.IGNORECASE
)
_HEAD = 64 * 2**10  # bytes
_BLOCKS = 100_000  # that are looked at for a paper


def markdown(raw: Raw) -> Iterator[Record | Dropped]:
    """The papers of a Markdown file: of lists, tables, headings and paragraphs that link to them."""
    return records(markdown_blocks.blocks(raw), raw.name)


def html(raw: Raw) -> Iterator[Record | Dropped]:
    """The papers of a web page that was saved, of bookmarks, of a newsletter."""
    return records(html_blocks.blocks(raw), raw.name)


def is_markdown(raw: Raw) -> bool:
    """Whether there is a list, a table or a heading, and a link to a paper."""
    return bool(_MARKDOWN.search(raw.utf8[:_HEAD])) and _links_to_papers(markdown_blocks.blocks(raw))


def is_html(raw: Raw) -> bool:
    """Whether it is HTML, or begins as such, with a link to a paper in it."""
    head = raw.utf8[:_HEAD].lstrip()
    return head.startswith(b"<") and bool(_HTML.search(head)) and _links_to_papers(html_blocks.blocks(raw))


def _links_to_papers(blocks: Iterator[Block]) -> bool:
    return any(
        is_paper(span.href) if span.href else next(named_in(span.text), None)
        for block in islice(blocks, _BLOCKS)
        for span in block.spans
    )
