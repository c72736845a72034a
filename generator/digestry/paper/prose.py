"""Prose in markup: the curator's Markdown as HTML, and strangers' HTML as text.

Markdown is trusted to be Markdown, never to be raw HTML.
"""

import re
from functools import partial
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin

import nh3
from markdown_it import MarkdownIt

from digestry.paper.text import visible

_DEEPEST = 100  # levels of blocks; lists take two, and what goes deeper the parser leaves out
# CommonMark with GitHub's tables and strikethrough. Its time grows with the text, that of Python-Markdown
# with the square of its brackets.
_MARKDOWN = MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST}).enable(
    ["table", "strikethrough"]
)
# Links stay as they are written: cleaning takes out those that are none.
_MARKDOWN.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
_MARKDOWN.normalizeLink = lambda url: url  # type: ignore[method-assign]
_MAY_BE_DEEP = re.compile(r"^(?:[ \t]*(?:[-+*>]|\d{1,9}[.)])){8}|^[ \t]{40}", re.MULTILINE)
# A link without words, which nobody could see or follow.
_EMPTY_LINK = re.compile(r'(<a href="([^"]*)"(?: [a-z]+="[^"]*")*>)\s*(</a>)')
# The page's own headings are of these levels.
_HIGH = re.compile(r"<(/?)h[12](?=[\s>])")
_PRE = re.compile(r"<pre>.*?</pre>", re.DOTALL)
_BLANK = re.compile(r"\n(?=[ \t]*\n)")
# Browsers leave out line breaks in an address, and other programs all that cannot be seen.
_UNSEEN = re.compile(r"[\s\u180e\u200b-\u200f\u2060]+")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SCHEMES = {"http", "https"}
_TAGS = set(
    "a abbr blockquote br code dd del dl dt em h3 h4 h5 h6 hr li ol p pre strong sub sup table tbody td "
    "th thead tr ul".split()
)
_INLINE = set("a abbr b br cite code em i small span strong sub sup".split())
_BLOCKS = set("blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table td th tr ul".split())


def html(text: str, base: str = "") -> str:
    """Markdown as HTML that holds nothing but prose: no scripts, styles, images or raw elements.

    Links are relative as they were written; with `base`, the address of the page that they are on, absolute.
    """
    rendered = _HIGH.sub(r"<\1h3", _MARKDOWN.render(text))
    safe = nh3.clean(
        rendered,
        tags=_TAGS,
        attributes={"a": {"href", "title"}},
        attribute_filter=partial(_kept, base),
        url_schemes=_SCHEMES,
    )
    # References may have become characters that no text holds.
    named = _EMPTY_LINK.sub(_named, visible(safe))
    # No blank line may stay: it would end the HTML block that a page puts this into. Code keeps its own.
    code = _PRE.sub(lambda match: _BLANK.sub("&#10;", match[0]), named)
    return "\n".join(line for line in code.split("\n") if line.strip())


def _named(link: re.Match[str]) -> str:
    """A link without words, named by its address; nothing where it has none either."""
    return f"{link[1]}{link[2]}{link[3]}" if link[2] else ""


def _kept(base: str, tag: str, attribute: str, value: str) -> str | None:  # noqa: ARG001
    """An attribute's value; nothing for an address of another scheme, seen or unseen."""
    shown = visible(value)
    if attribute != "href":
        return shown
    scheme = _SCHEME.match(_UNSEEN.sub("", shown))
    if scheme:
        return shown if scheme[1].lower() in _SCHEMES else None
    try:
        return urljoin(base, shown)
    except ValueError:  # brackets of an IPv6 address that is none
        return None


def is_too_deep(text: str) -> bool:
    """Whether Markdown has lists and quotations so deep in each other that not all of it would be shown."""
    if not _MAY_BE_DEEP.search(text):
        return False
    return any(token.level >= _DEEPEST - 3 for token in _MARKDOWN.parse(text))


def notice(html: str) -> str:
    """A line of a curator's HTML, as a copyright notice is: words and links, nothing else."""
    links = {"a": {"href", "title"}}
    return nh3.clean(html, tags=_INLINE, attributes=links, url_schemes={"http", "https", "mailto"})


def line(html: str) -> str:
    """The text of such a notice."""
    return " ".join(plain(html).split())


class _Links(HTMLParser):
    """Collects where the links and images of HTML lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.found += [value for name, value in attrs if name in {"href", "src"} and value]


def links(text: str) -> tuple[str, ...]:
    """Where the links and images of Markdown lead, as written, each once."""
    if not re.search(r"[<\]]", text):
        return ()
    parser = _Links()
    parser.feed(_MARKDOWN.render(text))
    return tuple(dict.fromkeys(parser.found))


def plain(html: str) -> str:
    """The text of strangers' HTML, scripts and styles left out; blocks become paragraphs."""
    # What comes back holds no tag but these, without attributes, and every other < as &lt;.
    blocks = nh3.clean(html, tags=_BLOCKS, attributes={}, link_rel=None)
    words = re.sub(r"<br>", "\n", blocks)
    return unescape(re.sub(r"</?[a-z0-9]+>", "\n\n", words))
