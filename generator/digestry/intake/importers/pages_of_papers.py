"""Lists and tables of papers as files: Markdown and HTML."""

import re
from collections.abc import Iterator
from itertools import islice

from digestry.intake.importers import entry_parts, html_blocks, markdown_blocks, paper_lists
from digestry.intake.importers.blocks import Block, Kind
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.records import Dropped, Record, Remark

_MARKDOWN = re.compile(
    rb"^(?:#{1,6}[ \t]+\S|[ \t]*[-*+][ \t]+\S|[ \t]*\d{1,4}[.)][ \t]+\S|[ \t]*\|.*\|)|\]\(https?://|^\*\*",
    re.MULTILINE,
)
# What other formats begin with, which may hold Markdown in their texts.
_OTHERS = re.compile(
    rb"<\?xml|<!doctype\s|<(?:html|head|body|rss|feed|rdf:rdf|rdf|xml|opml|urlset|svg|mods\w*|records?|channel)\b|[{\[]\s*[{\"]|@\w+\s*\{",
    re.IGNORECASE,
)
_HTML = re.compile(
    rb"<!doctype\s+(?:html|netscape-bookmark)|<(?:html|head|body|ul|ol|li|table|dl|dt|p|div|h[1-6]|article|section|main|a\s+href)\b",
    re.IGNORECASE,
)
_ROOT = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?><!--.*?-->\s*)*+<(?:!doctype\s+)?(?P<name>[\w:-]+)",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 64 * 2**10  # bytes
_BLOCKS = 100_000  # that are looked at for a paper
_SURE = 3  # lines of Markdown that a page in HTML would not have


def markdown(raw: Raw) -> Iterator[Record | Dropped | Remark]:
    """The papers of a Markdown file: of lists, tables, headings and paragraphs that link to them."""
    return paper_lists.records(markdown_blocks.blocks(raw), raw.name)


def html(raw: Raw) -> Iterator[Record | Dropped | Remark]:
    """The papers of a web page that was saved, of bookmarks, of a newsletter."""
    return paper_lists.records(html_blocks.blocks(raw), raw.name)


def is_markdown(raw: Raw) -> bool:
    """Whether there is a list, a table or a heading, and a link to a paper somewhere."""
    head = raw.utf8[:_HEAD].lstrip()
    if _OTHERS.match(head) or not _MARKDOWN.search(head):
        return False
    return _names_papers(markdown_blocks.blocks(raw))


def is_html(raw: Raw) -> bool:
    """Whether it is HTML, and not Markdown with some of it or XML of another kind, and names a paper."""
    head = raw.utf8[:_HEAD].lstrip()
    if not (is_page(head) or (head.startswith(b"<") and _is_piece(head))):
        return False
    return _names_papers(html_blocks.blocks(raw))


def is_page(head: bytes) -> bool:
    """Whether a text begins as a page in HTML does."""
    return _element(head) in {b"html", b"netscape-bookmark-file-1", b"head", b"body"}


def _is_piece(head: bytes) -> bool:
    """Whether a text is a piece of HTML, such as a list that was copied."""
    if not _HTML.match(head):
        return False
    return len(_MARKDOWN.findall(head)) < _SURE


def _element(head: bytes) -> bytes:
    match = _ROOT.match(head)
    return match["name"].lower() if match else b""


def _names_papers(blocks: Iterator[Block]) -> bool:
    return any(
        entry_parts.is_paper(block.spans) for block in islice(blocks, _BLOCKS) if block.kind is not Kind.CODE
    )
