"""feedgen still has the faults that `digestry.outputs.feeds.repairs` mends; when one of these fails, a repair can go."""

import datetime as dt

from feedgen.feed import FeedGenerator
from lxml import etree


def plain_feedgen() -> FeedGenerator:
    feed = FeedGenerator()
    feed.load_extension("dc")
    feed.id("https://a.org/")
    feed.title("T & <T>")
    feed.description("D")
    feed.link(href="https://a.org/")
    return feed


def test_feedgen_still_needs_its_items_ordered() -> None:
    """Then `_order` can go."""
    feed = plain_feedgen()
    entry = feed.add_entry()
    entry.title("x")
    entry.dc.dc_creator(["A"])
    entry.pubDate(dt.datetime(2025, 1, 1, tzinfo=dt.UTC))
    names = [etree.QName(child).localname for child in etree.fromstring(feed.rss_str()).iter() if child.tag]
    assert names.index("creator") > names.index("pubDate")


def test_feedgen_still_stamps_the_build() -> None:
    """Then `_undate` can go."""
    assert b"<lastBuildDate>" in plain_feedgen().rss_str()


def test_feedgen_still_misspells_the_syndication_module() -> None:
    """Then `_syndicate` can go."""
    feed = plain_feedgen()
    feed.load_extension("syndication")
    feed.syndication.update_period("daily")
    assert b"UpdatePeriod" in feed.rss_str()
    assert b"updatePeriod" not in feed.rss_str()


def test_feedgen_still_writes_named_entities() -> None:
    """Then `_hexadecimal` can go."""
    assert b"T &amp; &lt;T" in plain_feedgen().rss_str()
