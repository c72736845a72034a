"""RSS 2.0 and Atom by feedgen: its home. What it gets wrong is mended in `digestry.outputs.feeds.repairs`.

Formats: https://www.rssboard.org/rss-specification with its best-practices profile, RFC 4287, and RFC 5005
for archives. An item stands in many feeds, so it is written once, and feeds are put together from written
items.

The W3C validator, at level AAA, is left with these messages, each accepted knowingly:
- DuplicateUpdated: papers of one issue have one date. Offsets in the curator's order would move, and tell
  readers of changes, whenever a paper is put between two others.
- ContainsHTML, ContainsUndeclaredHTML, and in OPML NotHtml, for a title that speaks of `<script>`: it is
  text, and escaped as such, which is what RSS and Atom ask for.
"""

import datetime as dt
import html
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.ext.dc import DcEntryExtension
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from digestry.outputs.feeds import repairs
from digestry.outputs.feeds.items import Item

RSS = "application/rss+xml"
ATOM = "application/atom+xml"
_DOCS = "https://www.rssboard.org/rss-specification"
_GENERATOR = "Digestry"
_TTL = 360  # minutes between two visits of a reader; a digest is not a ticker
_NEVER = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # of an empty Atom feed: any older is implausible to W3C


@dataclass(frozen=True)
class Channel:
    """A feed without its items; addresses are absolute, `language` is a tag such as `en`.

    id: the same in each document of a feed: its current one and its archives.
    date: of the newest item; nothing without any.
    previous, following, current: addresses of archives, and of the feed that an archive belongs to.
    archive: whether this document is one that never changes any more.
    """

    title: str
    description: str
    id: str
    address: str
    page: str
    home: str
    icon: str
    style: str
    site: str
    language: str
    copyright: str = ""
    date: dt.datetime | None = None
    previous: str = ""
    following: str = ""
    current: str = ""
    archive: bool = False


class _History(BaseExtension):  # type: ignore[misc]
    """RFC 5005 in feedgen's terms: what marks an archive, and in RSS the link to the newest one."""

    channel: Channel

    def extend_ns(self) -> dict[str, str]:
        return {"fh": repairs.HISTORY} if self.channel.archive else {}

    def extend_atom(self, feed: Any) -> Any:
        if self.channel.archive:
            xml_elem(f"{{{repairs.HISTORY}}}archive", feed)
        return feed

    def extend_rss(self, feed: Any) -> Any:
        if self.channel.previous:
            address = self.channel.previous
            link = f"{{{repairs.ATOM}}}link"
            xml_elem(link, feed[0], href=address, rel="prev-archive", type=ATOM)
        return feed


def rss(channel: Channel, items: Iterable[bytes]) -> bytes:
    """The feed as RSS, out of items by `rss_item`, in the order given."""
    feed = _feed(channel, RSS)
    feed.description(channel.description)
    feed.docs(_DOCS)
    feed.ttl(_TTL)
    feed.image(channel.icon, channel.title, channel.page)
    if channel.date:
        feed.lastBuildDate(channel.date)
        feed.pubDate(channel.date)
    head = repairs.rss_head(feed.rss_str(), dated=bool(channel.date))
    return _document(channel, head, items, b"</channel></rss>")


def atom(channel: Channel, entries: Iterable[bytes]) -> bytes:
    """The feed, or one of its archives, as Atom, out of entries by `atom_entry`, in the order given."""
    feed = _feed(channel, ATOM)
    feed.id(channel.id)
    feed.subtitle(channel.description)
    feed.author({"name": channel.site, "uri": channel.home})
    feed.icon(channel.icon)
    feed.updated(channel.date or _NEVER)
    for rel, address in (
        ("current", channel.current),
        ("prev-archive", channel.previous),
        ("next-archive", channel.following),
    ):
        if address:
            feed.link(href=address, rel=rel, type=ATOM)
    return _document(channel, feed.atom_str(xml_declaration=False), entries, b"</feed>")


def rss_item(item: Item, scheme: str) -> bytes:
    """An item for `rss`; without a summary, feedgen makes the whole text its description.

    `scheme` is the address of the list of all tags.
    """
    entry = _entry(item, scheme)
    if item.summary:  # readers take a description for HTML, so it is escaped as such; a title is plain text
        entry.description(html.escape(item.summary, quote=False))
    entry.content(item.html, type="CDATA")
    entry.guid(item.id, permalink=item.id == item.url)  # readers open what is said to be a link
    entry.register_extension("dc", DcEntryExtension, atom=False)  # load_extension searches the disk each time
    entry.dc.dc_creator(list(item.authors) or None)
    return repairs.rss_item(entry.rss_entry())


def atom_entry(item: Item) -> bytes:
    """An entry for `atom`, in full or, without HTML, as a reference."""
    entry = _entry(item)
    entry.id(item.id)
    entry.updated(item.date)
    entry.author([{"name": name} for name in item.authors])
    entry.summary(item.summary or None)
    if item.html:
        entry.content(item.html, type="html")
    return repairs.atom_entry(entry.atom_entry())


def _feed(channel: Channel, media_type: str) -> FeedGenerator:
    feed = FeedGenerator()
    history = _extension(channel)
    feed.register_extension("history", history)
    feed.title(channel.title)
    feed.link(href=channel.address, rel="self", type=media_type)
    feed.link(href=channel.page, rel="alternate", type="text/html")  # last: RSS takes the last one
    feed.language(channel.language)
    feed.rights(channel.copyright or None)
    feed.generator(_GENERATOR)
    return feed


def _extension(channel: Channel) -> type[_History]:
    """feedgen makes an extension's instance itself, so its values have to stand in a class."""
    return type("History", (_History,), {"channel": channel})


def _entry(item: Item, scheme: str | None = None) -> FeedEntry:
    entry = FeedEntry()
    entry.title(item.title)
    entry.link(href=item.url)
    for name in item.tags:
        entry.category(term=name, scheme=scheme)
    entry.published(item.date)
    return entry


def _document(channel: Channel, head: bytes, items: Iterable[bytes], end: bytes) -> bytes:
    """Items in a head by feedgen, with a style sheet for people who open the feed in a browser."""
    if not head.endswith(end):
        raise ValueError(f"feedgen wrote no {end.decode()}")
    declaration = b"<?xml version='1.0' encoding='utf-8'?>"
    style = f'<?xml-stylesheet type="text/css" href="{channel.style}"?>'.encode()
    return b"\n".join([declaration, style, head.removesuffix(end), *items, end]) + b"\n"
