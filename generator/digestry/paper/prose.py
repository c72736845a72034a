"""Prose in markup: the curator's Markdown as HTML, and strangers' HTML as text.

Markdown is trusted to be Markdown, never to be raw HTML.
"""

import re
from html import unescape
from html.parser import HTMLParser

import markdown as _markdown
import nh3

_EXTENSIONS = ["tables", "fenced_code", "sane_lists"]
_TAGS = set(
    "a abbr blockquote br code dd del dl dt em h3 h4 h5 h6 hr li ol p pre strong sub sup table tbody td "
    "th thead tr ul".split()
)
_INLINE = set("a abbr b br cite code em i small span strong sub sup".split())
_BLOCKS = set("blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table td th tr ul".split())


def html(text: str) -> str:
    """Markdown as HTML that holds nothing but prose: no scripts, styles, images or raw elements."""
    rendered = _markdown.markdown(text, extensions=_EXTENSIONS)
    # No blank line may stay: it would end the HTML block that a page puts this into.
    safe = nh3.clean(rendered, tags=_TAGS, attributes={"a": {"href", "title"}}, url_schemes={"http", "https"})
    return "\n".join(line for line in safe.split("\n") if line.strip())


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
    parser.feed(_markdown.markdown(text, extensions=_EXTENSIONS))
    return tuple(dict.fromkeys(parser.found))


def plain(html: str) -> str:
    """The text of strangers' HTML, scripts and styles left out; blocks become paragraphs."""
    # What comes back holds no tag but these, without attributes, and every other < as &lt;.
    blocks = nh3.clean(html, tags=_BLOCKS, attributes={}, link_rel=None)
    words = re.sub(r"<br>", "\n", blocks)
    return unescape(re.sub(r"</?[a-z0-9]+>", "\n\n", words))
