"""What feedgen 1.0.0 gets wrong, one function a fault: the home of lxml.

Each has a test that fails once a newer feedgen makes it unnecessary.
"""

import re

from lxml import etree

DC = "http://purl.org/dc/elements/1.1/"
SY = "http://purl.org/rss/1.0/modules/syndication/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"  # RFC 5005
_NAMESPACES = {"dc": DC, "sy": SY, "content": CONTENT, "atom": ATOM}

# The order that readers and the W3C validator know; feedgen puts extensions last.
_ORDER = [
    "title",
    "link",
    "description",
    f"{{{CONTENT}}}encoded",
    "guid",
    f"{{{DC}}}creator",
    "category",
    "pubDate",
]


_START = len(etree.tostring(etree.Element("rss", nsmap=_NAMESPACES))) - 1  # characters of `<rss …>`


def rss_head(xml: bytes, dated: bool) -> bytes:
    """A feed of feedgen's without items, mended, with the namespaces that items use."""
    root = etree.fromstring(xml)
    if not dated:
        _undate(root[0])
    _syndicate(root[0])
    whole = etree.Element("rss", {"version": "2.0"}, nsmap=_NAMESPACES)
    whole.extend(root)
    return _hexadecimal(etree.tostring(whole, encoding="utf-8"))


def rss_item(item: etree._Element) -> bytes:
    """An item of feedgen's, mended, to be put into a feed by `rss_head`."""
    _order(item)
    root = etree.Element("rss", nsmap=_NAMESPACES)
    root.append(item)
    return _hexadecimal(etree.tostring(root, encoding="utf-8")[_START : -len("</rss>")])


def atom_entry(entry: etree._Element) -> bytes:
    """An entry of feedgen's, to be put into a feed; a link that does not say so is the alternate one."""
    return etree.tostring(entry, encoding="utf-8")


def _order(item: etree._Element) -> None:
    """feedgen writes dc:creator behind pubDate."""
    item[:] = sorted(item, key=lambda child: _ORDER.index(str(child.tag)))


def _undate(channel: etree._Element) -> None:
    """feedgen stamps the time of the build on a feed that has no date."""
    for stamp in channel.findall("lastBuildDate"):
        channel.remove(stamp)


def _syndicate(channel: etree._Element) -> None:
    """feedgen's syndication extension writes sy:UpdatePeriod, which no reader knows."""
    for name, value in (("updatePeriod", "daily"), ("updateFrequency", "1")):
        etree.SubElement(channel, f"{{{SY}}}{name}", nsmap={"sy": SY}).text = value


def _hexadecimal(xml: bytes) -> bytes:
    """feedgen writes `&lt;`, which readers that take titles for HTML unescape twice (RSS profile).

    CDATA sections are left alone: what stands in them is HTML.
    """
    parts = re.split(rb"(<!\[CDATA\[.*?\]\]>)", xml, flags=re.DOTALL)
    parts[::2] = [part.replace(b"&amp;", b"&#x26;").replace(b"&lt;", b"&#x3C;") for part in parts[::2]]
    return b"".join(parts)
