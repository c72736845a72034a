"""OPML 2.0 (http://opml.org/spec2.opml): all feeds in one file, which feed readers take in at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET


@dataclass(frozen=True)
class Outline:
    """A feed in the list, by its title and the absolute addresses of feed and page."""

    title: str
    feed: str
    page: str


def opml(title: str, groups: Mapping[str, Sequence[Outline]]) -> bytes:
    """The list: the feeds of the group without a name, then each other group under its name."""
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = title
    body = ET.SubElement(root, "body")
    for name, outlines in groups.items():
        parent = ET.SubElement(body, "outline", text=name) if name and outlines else body
        for one in outlines:
            attributes = {"text": one.title, "title": one.title, "xmlUrl": one.feed, "htmlUrl": one.page}
            ET.SubElement(parent, "outline", {"type": "rss", **attributes})
    ET.indent(root)
    xml: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"
