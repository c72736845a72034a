"""The feed keeps the rules of RSS 2.0 and of the W3C validator, and shows text as text."""

import datetime as dt
from collections.abc import Sequence

import feedparser
import html5lib
import pytest
from feedgen.feed import FeedGenerator
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.feeds.rss import Channel, Item, rss
from generator.model import Paper, PartialDate, Tag
from generator.text import clean

CHANNEL = Channel("A & B", "About <it>", "https://a.org/d/feed.xml", "https://a.org/d/", "en", "CC BY")
TAG = Tag("agents", "Agents & tools", "Models that act.")
NS = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "atom": "http://www.w3.org/2005/Atom",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}
WORDS = st.text(st.characters(codec="utf-8"), max_size=80).map(clean).map(lambda text: " ".join(text.split()))


def item(paper: Paper, tags: tuple[Tag, ...] = (TAG,), note: str = "") -> Item:
    return Item(paper, dt.date(2025, 4, 24), f"https://a.org/d/papers/{paper.id}/", tags, note)


WHOLE = item(
    Paper(
        "a",
        "AT&T <script>alert(1)</script> ]]> $x<y$",
        abstract="One < two.\n\nIn $O(n^2)$ time.",
        summary="Short & sweet.",
        authors=("A & B", "C D"),
        arxiv="2401.14427",
        code="https://example.org/?a=1&b=2",
        venue="KDD 2024",
        published=PartialDate(2024, 1),
    ),
    note="<p>A <em>note</em>.</p>",
)


def parsed(items: Sequence[Item]) -> etree._Element:
    return etree.fromstring(rss(CHANNEL, items))


def texts(root: etree._Element, path: str) -> list[str]:
    found = root.xpath(path, namespaces=NS)
    assert isinstance(found, list)
    return [str(node.text) for node in found if isinstance(node, etree._Element)]


def test_items_come_in_order_with_permanent_guids_and_true_dates() -> None:
    """Newest first as given; the guid is the page's address; the date is the issue's."""
    root = parsed([WHOLE, item(Paper("b", "B"))])
    assert texts(root, "//item/link") == ["https://a.org/d/papers/a/", "https://a.org/d/papers/b/"]
    assert texts(root, "//item/guid[@isPermaLink='true']") == texts(root, "//item/link")
    assert texts(root, "//item/pubDate") == ["Thu, 24 Apr 2025 00:00:00 +0000"] * 2


def test_an_items_elements_stand_in_the_order_that_readers_know() -> None:
    """title, link, description, content, guid, creators, categories, pubDate."""
    first = parsed([WHOLE]).find("channel/item")
    assert first is not None
    assert [etree.QName(child).localname for child in first] == [
        *["title", "link", "description", "encoded", "guid", "creator", "creator", "category", "pubDate"]
    ]


def test_the_channel_has_what_the_validator_asks_for() -> None:
    """Link to the site, self link, language, copyright, docs, generator, ttl, and how often to come."""
    root = parsed([WHOLE])
    assert texts(root, "channel/link") == ["https://a.org/d/"]
    links = root.xpath("channel/atom:link/@href", namespaces=NS)
    assert links == ["https://a.org/d/feed.xml"]
    assert texts(root, "channel/language | channel/copyright | channel/ttl") == ["CC BY", "en", "360"]
    assert texts(root, "channel/sy:updatePeriod | channel/sy:updateFrequency") == ["daily", "1"]
    assert texts(root, "channel/lastBuildDate") == ["Thu, 24 Apr 2025 00:00:00 +0000"]


def test_the_full_text_is_there_and_links_are_absolute() -> None:
    """Summary, note, all paragraphs with MathML, authors, links and tags; nothing relative, no scripts."""
    (html,) = texts(parsed([WHOLE]), "//item/content:encoded")
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    assert [a.get("href") for a in tree.iter("a")] == [
        "https://a.org/d/papers/a/",
        "https://arxiv.org/abs/2401.14427",
        "https://arxiv.org/pdf/2401.14427",
        "https://example.org/?a=1&b=2",
    ]
    text = "".join(tree.itertext())
    for part in (
        "Short & sweet.",
        "A note.",
        "One < two.",
        "A & B, C D",
        "KDD 2024",
        "2024-01",
        "Agents & tools",
    ):
        assert part in text
    assert "<math" in html
    assert not list(tree.iter("script"))


def test_feedparser_reads_back_what_went_in() -> None:
    """A real reader sees the title as text, the authors, the tags and the date."""
    feed = feedparser.parse(rss(CHANNEL, [WHOLE]))
    assert not feed.bozo
    entry = feed.entries[0]
    assert (feed.feed.title, feed.feed.link) == ("A & B", "https://a.org/d/")
    assert [author.name for author in entry.authors] == ["A & B", "C D"]
    assert [tag.term for tag in entry.tags] == ["Agents & tools"]
    assert entry.published_parsed[:3] == (2025, 4, 24)
    assert entry.id == "https://a.org/d/papers/a/"


def test_a_feed_without_papers_is_a_feed_without_dates() -> None:
    """feedgen would stamp the time of the build."""
    root = parsed([])
    assert texts(root, "//pubDate | //lastBuildDate | //item") == []
    assert texts(root, "channel/title") == ["A & B"]


def test_the_same_papers_give_the_same_bytes() -> None:
    """No clock and no random numbers."""
    assert rss(CHANNEL, [WHOLE]) == rss(CHANNEL, [WHOLE])
    assert b"2026" not in rss(CHANNEL, [WHOLE])


@given(title=WORDS, author=WORDS, abstract=WORDS, venue=WORDS)
def test_whatever_strangers_write_stays_text(title: str, author: str, abstract: str, venue: str) -> None:
    """Any Unicode comes back as the same text and adds no element and no link."""
    paper = Paper("a", title or "x", abstract, authors=(author,) if author else (), venue=venue)
    root = parsed([item(paper, tags=())])
    assert texts(root, "//item/title") == [title or "x"]
    (description,) = texts(root, "//item/description")
    shown = html5lib.parseFragment(description, namespaceHTMLElements=False)
    start = abstract or title or "x"
    assert "$" in start or "\\(" in start or "".join(shown.itertext()) == start
    assert texts(root, "//dc:creator") == ([author] if author else [])
    (html,) = texts(root, "//item/content:encoded")
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    visible = "".join(tree.itertext())
    assert author in visible
    assert venue in visible
    assert "$" in abstract or abstract in visible
    names = {node.tag for node in tree.iter() if isinstance(node.tag, str)} - {"DOCUMENT_FRAGMENT"}
    assert "$" in abstract or "\\(" in abstract or names <= {"p", "a"}
    assert [a.get("href") for a in tree.iter("a")] == ["https://a.org/d/papers/a/"]


def plain_feedgen() -> FeedGenerator:
    feed = FeedGenerator()
    feed.load_extension("dc")
    feed.title("T & <T>")
    feed.description("D")
    feed.link(href="https://a.org/")
    return feed


def test_feedgen_still_needs_its_items_ordered() -> None:
    """When this fails, `_order` can go."""
    feed = plain_feedgen()
    entry = feed.add_entry()
    entry.title("x")
    entry.dc.dc_creator(["A"])
    entry.pubDate(dt.datetime(2025, 1, 1, tzinfo=dt.UTC))
    names = [etree.QName(child).localname for child in etree.fromstring(feed.rss_str()).iter() if child.tag]
    assert names.index("creator") > names.index("pubDate")


def test_feedgen_still_stamps_the_build() -> None:
    """When this fails, `_undate` can go."""
    assert b"<lastBuildDate>" in plain_feedgen().rss_str()


def test_feedgen_still_misspells_the_syndication_module() -> None:
    """When this fails, `_syndicate` can go."""
    feed = plain_feedgen()
    feed.load_extension("syndication")
    feed.syndication.update_period("daily")
    assert b"UpdatePeriod" in feed.rss_str()
    assert b"updatePeriod" not in feed.rss_str()


def test_feedgen_still_writes_named_entities() -> None:
    """When this fails, `_hexadecimal` can go."""
    assert b"T &amp; &lt;T" in plain_feedgen().rss_str()
    assert b"<title>AT&#x26;T &#x3C;script" in rss(CHANNEL, [WHOLE])


@pytest.mark.parametrize("text", ["x" * 5000, "שלום עולם", "中文标题", "]]>", "a\u2028b"])
def test_awkward_texts_survive(text: str) -> None:
    """Long, right-to-left, CDATA ends, line separators."""
    paper = Paper("a", clean(text), abstract=clean(text))
    assert texts(parsed([item(paper)]), "//item/title") == [clean(text)]
