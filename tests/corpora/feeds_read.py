"""All feeds of a site, read as strangers' programs read them."""

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import html5lib

NEVER = ("not well-formed", "code in feeds")
_RUNS = {"script", "iframe", "object", "embed", "style", "svg", "form", "base", "meta", "link", "img"}


def faults(site: Path) -> Iterator[tuple[str, str]]:
    """What must not be in a feed: the kind of `NEVER`, and a line."""
    looked_at: set[str] = set()
    for path in sorted([*site.rglob("*.xml"), *site.rglob("feed.json")]):
        name = path.relative_to(site).as_posix()
        try:
            values = _of_json(path) if path.suffix == ".json" else _of_xml(path)
        except (ValueError, ElementTree.ParseError) as error:
            yield "not well-formed", f"{name}: {error}"
            continue
        for value in set(values) - looked_at:
            looked_at.add(value)
            for what in _code(value):
                yield "code in feeds", f"{name}: {what}"


def count(site: Path) -> int:
    """How many feeds there are."""
    return len([*site.rglob("*.xml"), *site.rglob("feed.json")])


def _of_json(path: Path) -> list[str]:
    return [item.get("content_html", "") for item in json.loads(path.read_text("utf-8"))["items"]]


def _of_xml(path: Path) -> list[str]:
    """The values that readers show as HTML. Raises ValueError where feedparser had to guess."""
    data = path.read_bytes()
    root = ElementTree.fromstring(data)
    if root.tag.rpartition("}")[2] not in {"rss", "feed"}:
        return []  # a sitemap
    parsed = feedparser.parse(data, sanitize_html=False)
    if parsed.bozo:
        raise ValueError(str(parsed.bozo_exception))
    found = [entry.get("summary", "") for entry in parsed.entries if _is_html(entry.get("summary_detail"))]
    found += [each.value for entry in parsed.entries for each in entry.get("content", ()) if _is_html(each)]
    # A title is text: Atom says so, and RSS has it as text, too.
    return found + [
        entry.title
        for entry in parsed.entries
        if entry.title_detail.type != "text/plain" and "}feed" in root.tag
    ]


def _is_html(detail: dict[str, str] | None) -> bool:
    return bool(detail) and detail is not None and "html" in detail["type"]


def _code(value: str) -> Iterator[str]:
    for element in html5lib.parseFragment(value, namespaceHTMLElements=False).iter():
        name = str(element.tag)
        if name in _RUNS:
            yield f"an element {name}"
        for attribute, text in element.attrib.items():
            scheme = "".join(text.split()).lower().partition(":")[0]
            if str(attribute).startswith("on") or scheme in {"javascript", "vbscript", "data"}:
                yield f"{name} {attribute}={text}"
