"""The examples of CommonMark's specification as curated notes, on pages and as Markdown again."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import html5lib
from digestry.paper import prose
from digestry.paper.prose_commonmark import commonmark

from tests.corpora.files import names, read
from tests.corpora.outcome import Outcome

_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)
# What notes leave out on purpose; the words within stay, but those of scripts and styles.
_KEPT = set(
    "a blockquote br code em h3 h4 h5 h6 hr li ol p pre strong ul del table thead tbody tr td th".split()
)
_DROPPED = {"script", "style"}
_Parts = list[str]


def noted(corpus: Path) -> Outcome | None:
    """How many examples are shown as the specification says, and whether the twin says the same as the page."""
    if "spec.txt" not in names(corpus):
        return None
    examples = _EXAMPLE.findall(read(corpus, "spec.txt").decode().replace("→", "\t"))
    if not examples:
        return None
    outcome = Outcome("notes", len(examples), never={"crashes": 0, "twins with other words or links": 0})
    counts: Counter[str] = Counter()
    for number, (text, expected) in enumerate(examples, 1):
        try:
            page = prose.html(text)
            again = prose.html(commonmark(page))
        except Exception as error:  # the very thing that this looks for
            outcome.never["crashes"] += 1
            outcome.told.append(f"crash: example {number}: {type(error).__name__}: {error}"[:200])
            continue
        kind = difference(text, expected, page)
        counts[kind] += 1
        if kind == "otherwise":
            outcome.told.append(f"otherwise: example {number}: {page!r}, not {expected!r}")
        if said(again) != said(page):
            outcome.never["twins with other words or links"] += 1
            twin = f"example {number}: {page!r} has the twin {commonmark(page)!r}"
            outcome.told.append(f"twins with other words or links: {twin}")
    outcome.figures.append("; ".join(f"{kind} {count}" for kind, count in counts.most_common()))
    return outcome


def difference(text: str, expected: str, page: str) -> str:
    """How a page differs from what the specification says, once what notes leave out is taken away from that."""
    ours, theirs = _parts(page), _parts(expected)
    if ours == theirs:
        return "as the specification"
    if [unquote(part) for part in ours] == [unquote(part) for part in theirs]:
        return "addresses as they were written"
    if '">' in page and re.search(r'<a href="[^"]*"(?: title="[^"]*")?>\s*(?:<img[^>]*>\s*)?</a>', expected):
        return "links without words show their address"
    return "with raw HTML" if re.search(r"<[a-zA-Z!?/]", text) else "otherwise"


def said(html: str) -> tuple[str, list[str]]:
    """The words of HTML, and where its links lead, in whatever way the addresses are written."""
    root = html5lib.parseFragment(html, namespaceHTMLElements=False)
    words = "".join("".join(root.itertext()).split())  # what is between blocks is no matter of words
    return words, [unquote(link.get("href", "")) for link in root.iter("a") if link.get("href")]


def _parts(html: str) -> _Parts:
    found: _Parts = []
    _walk(html5lib.parseFragment(html, namespaceHTMLElements=False), found, False)
    joined = re.sub(r"[ \n]+", " ", "\x00".join(found).replace("\x00 ", " ").replace(" \x00", " "))
    return [part for part in joined.split("\x00") if part.strip()]


def _walk(element: Element, found: _Parts, literal: bool) -> None:
    name = re.sub("^h[12]$", "h3", str(element.tag))  # the page's own headings are higher
    if name in _DROPPED or not isinstance(element.tag, str):
        return
    literal = literal or name == "pre"
    if name in _KEPT:
        found.append(_opened(name, element))
    _add(element.text or "", found, literal)
    for child in element:
        _walk(child, found, literal)
        _add(child.tail or "", found, literal)
    if name in _KEPT:
        found.append(f"</{name}>")


def _opened(name: str, element: Element) -> str:
    href = element.get("href", "")
    scheme = re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):", href)
    kept = href if not scheme or scheme[1].lower() in {"http", "https"} else ""
    return (
        f"<{name} {kept} {element.get('title', '') if name == 'a' else ''}>" if name == "a" else f"<{name}>"
    )


def _add(text: str, found: _Parts, literal: bool) -> None:
    # One text beside another, as where an element between them is left out, is one text.
    words = (
        text.replace("\n", "\\n").replace(" ", "\u00a0") if literal else " ".join(f".{text}.".split())[1:-1]
    )
    if words.strip():
        if found and not found[-1].startswith("<"):
            found[-1] += words
        else:
            found.append(words)
