"""RSS 2.0 by feedgen (https://www.rssboard.org/rss-specification and its best-practices profile).

What feedgen 1.0.0 gets wrong is mended at the end, one function a fault.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from feedgen.feed import FeedGenerator
from lxml import etree

from generator import text, urls
from generator.model import Paper, Tag

_DC = "{http://purl.org/dc/elements/1.1/}"
_SY = "http://purl.org/rss/1.0/modules/syndication/"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_DESCRIPTION = 300  # characters of the abstract, for papers without a summary

# The order that readers and the W3C validator know; feedgen puts extensions last.
_ORDER = [
    "title",
    "link",
    "description",
    f"{_CONTENT}encoded",
    "guid",
    f"{_DC}creator",
    "category",
    "pubDate",
]


@dataclass(frozen=True)
class Channel:
    """The feed itself; addresses are absolute, `language` is a tag such as `en`."""

    title: str
    description: str
    self_url: str
    home_url: str
    language: str
    copyright: str = ""


@dataclass(frozen=True)
class Item:
    """A paper in a feed: the day it appeared in the digest, and its page, which is also its guid."""

    paper: Paper
    date: dt.date
    url: str
    tags: tuple[Tag, ...] = ()
    note: str = ""  # safe HTML


def rss(channel: Channel, items: Sequence[Item]) -> bytes:
    """The feed as XML, items in the order given; the same values give the same bytes.

    A day is written as its first second in UTC. The feed's own dates are those of its newest item, and
    are missing without any.
    """
    feed = FeedGenerator()
    feed.load_extension("dc")  # before the first entry, or entries do not have it
    feed.title(channel.title)
    feed.description(channel.description)
    feed.link(href=channel.self_url, rel="self", type="application/rss+xml")
    feed.link(href=channel.home_url, rel="alternate")  # last: the channel's link is the last one added
    feed.language(channel.language)
    feed.copyright(channel.copyright or None)
    feed.docs("https://www.rssboard.org/rss-specification")
    feed.generator("Paper Digest")
    feed.ttl(360)  # minutes; a digest is not a ticker
    if items:
        newest = _moment(max(item.date for item in items))
        feed.lastBuildDate(newest)
        feed.pubDate(newest)
    for item in items:
        entry = feed.add_entry(order="append")
        entry.title(item.paper.title)
        entry.link(href=item.url)
        # Readers take a description for HTML, so it is escaped as such; a title is plain text.
        start = item.paper.summary or item.paper.abstract or item.paper.title
        entry.description(text.html(text.beginning(start, _DESCRIPTION)))
        entry.content(html(item), type="html")
        entry.guid(item.url, permalink=True)
        if item.paper.authors:
            entry.dc.dc_creator(list(item.paper.authors))
        for tag in item.tags:
            entry.category(term=tag.name, scheme=urls.absolute(urls.TAGS, channel.home_url))
        entry.pubDate(_moment(item.date))
    return _mended(feed.rss_str(), dated=bool(items))


def html(item: Item) -> str:
    """The full text of an item: everything its page shows, as HTML with absolute links only."""
    paper = item.paper
    facts = [", ".join(paper.authors), paper.venue, str(paper.published or "")]
    parts = [
        paper.summary and f"<p><strong>{text.html(paper.summary)}</strong></p>",
        item.note,
        *(f"<p>{paragraph}</p>" for paragraph in text.paragraphs(paper.abstract)),
        any(facts) and f"<p>{' · '.join(text.escape(fact) for fact in facts if fact)}</p>",
        "<p>"
        + " · ".join(f'<a href="{text.escape(to)}">{label}</a>' for label, to in urls.links(paper, item.url))
        + "</p>",
        item.tags and f"<p>{', '.join(text.escape(tag.name) for tag in item.tags)}</p>",
    ]
    return "\n".join(part for part in parts if part)


def _moment(date: dt.date) -> dt.datetime:
    return dt.datetime.combine(date, dt.time(), dt.UTC)


def _mended(feed: bytes, dated: bool) -> bytes:
    root = etree.fromstring(feed)
    channel = root[0]
    for item in channel.findall("item"):
        _order(item)
    if not dated:
        _undate(channel)
    _syndicate(channel)
    xml = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return _hexadecimal(xml) + b"\n"


def _order(item: etree._Element) -> None:
    """feedgen writes dc:creator behind pubDate."""
    item[:] = sorted(item, key=lambda child: _ORDER.index(str(child.tag)))


def _undate(channel: etree._Element) -> None:
    """feedgen stamps the time of the build on a feed that has no date."""
    for stamp in channel.findall("lastBuildDate"):
        channel.remove(stamp)


def _syndicate(channel: etree._Element) -> None:
    """feedgen's syndication extension writes sy:UpdatePeriod, which no reader knows."""
    first = channel.find("item")
    place = len(channel) if first is None else channel.index(first)
    for offset, (name, value) in enumerate((("updatePeriod", "daily"), ("updateFrequency", "1"))):
        element = etree.Element(f"{{{_SY}}}{name}", nsmap={"sy": _SY})
        element.text = value
        channel.insert(place + offset, element)


def _hexadecimal(xml: bytes) -> bytes:
    """feedgen writes `&lt;`, which readers that take titles for HTML unescape twice (RSS profile)."""
    return xml.replace(b"&amp;", b"&#x26;").replace(b"&lt;", b"&#x3C;")
