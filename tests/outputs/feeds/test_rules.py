"""The rules of the formats and of the W3C validator, one by one, on the feeds as they are published."""

import datetime as dt
import json
import re

import feedparser
import html5lib
import pytest
from digestry.paper.model import Paper
from digestry.paper.text import readable
from lxml import etree

from tests.outputs.feeds.samples import NS, QUERY, SITE, WHOLE, WHOLE_TEXT, digest, files, texts

MADE = files(digest([("2025-04-24", WHOLE)], (QUERY,)))
# What it leaves behind when another paper takes its place in the feed.
LEFT = files(digest([("2025-04-24", WHOLE), ("2025-05-01", Paper("b", "B"))]), feed_items=1)
MADE["archive/2025-04.xml"] = LEFT["archive/2025-04.xml"]
FOLDERS = ("", "issues/", "tags/agents/", "tags/unused/", "queries/proofs/")
RSS = [folder + "feed.xml" for folder in FOLDERS]
ATOM = [folder + "atom.xml" for folder in FOLDERS] + ["archive/2025-04.xml"]
JSON = [folder + "feed.json" for folder in FOLDERS]


def names(parent: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in parent]


def contents() -> list[str]:
    """The HTML of each item of each feed in each format."""
    rss = [html for path in RSS for html in texts(MADE[path], WHOLE_TEXT)]
    atom = [html for path in ATOM for html in texts(MADE[path], "//atom:entry/atom:content[@type='html']")]
    return rss + atom + [item["content_html"] for path in JSON for item in json.loads(MADE[path])["items"]]


def test_an_items_elements_stand_in_the_order_that_readers_know() -> None:
    """title, link, description, content:encoded, guid, dc:creator, category, pubDate."""
    item = etree.fromstring(MADE["feed.xml"]).find("channel/item")
    assert item is not None
    assert names(item) == (
        "title link description encoded guid creator creator category category pubDate".split()
    )


@pytest.mark.parametrize("path", RSS)
def test_a_channel_has_what_the_validator_asks_for(path: str) -> None:
    """Link to the page, one self link, language, copyright, docs, generator, ttl, how often to come, a picture."""
    data, folder = MADE[path], path.removesuffix("feed.xml")
    page = SITE + folder
    assert texts(data, "channel/link") == [page]
    assert texts(data, "channel/atom:link[@rel='self']/@href") == [SITE + path]
    assert texts(data, "channel/atom:link[@rel='self']/@type") == ["application/rss+xml"]
    assert texts(data, "channel/language") == ["en"]
    assert texts(data, "channel/copyright") == ["CC BY"]
    assert texts(data, "channel/docs") == ["https://www.rssboard.org/rss-specification"]
    assert texts(data, "channel/generator") == ["Digestry"]
    assert int(texts(data, "channel/ttl")[0]) > 0
    assert texts(data, "channel/sy:updatePeriod | channel/sy:updateFrequency") == ["daily", "1"]
    assert texts(data, "channel/image/title") == texts(data, "channel/title")
    assert texts(data, "channel/image/link") == [page]
    assert texts(data, "channel/image/url") == [SITE + "assets/icon.png"]
    assert all(texts(data, "channel/description"))


def test_dates_are_those_of_the_content() -> None:
    """An item has noon of its issue's day, a feed that of its newest item, and a feed without items has none."""
    day = "Thu, 24 Apr 2025 12:00:00 +0000"
    dates = texts(MADE["feed.xml"], "//pubDate | //lastBuildDate")
    assert dates == [day] * 3
    assert texts(MADE["tags/unused/feed.xml"], "//pubDate | //lastBuildDate") == []
    atom = texts(MADE["atom.xml"], "//atom:updated | //atom:published")
    assert atom == ["2025-04-24T12:00:00+00:00"] * 3
    assert json.loads(MADE["feed.json"])["items"][0]["date_published"] == "2025-04-24T12:00:00Z"


@pytest.mark.parametrize("path", RSS + ATOM + JSON)
def test_nothing_tells_when_it_was_built(path: str) -> None:
    """feedgen would stamp the time of the build; no feed knows of this year."""
    assert str(dt.datetime.now(dt.UTC).year).encode() not in MADE[path]


@pytest.mark.parametrize("path", RSS)
def test_guids_are_permanent_links_and_unique(path: str) -> None:
    """The guid is the page's address, and says so."""
    guids = texts(MADE[path], "//item/guid[@isPermaLink='true']")
    assert guids == texts(MADE[path], "//item/link")
    assert len(set(guids)) == len(guids) == len(texts(MADE[path], "//item"))


@pytest.mark.parametrize("path", RSS)
def test_creators_stand_alone(path: str) -> None:
    """No author element beside dc:creator, and no blank category."""
    assert texts(MADE[path], "//author | //managingEditor") == []
    assert all(texts(MADE[path], "//category"))
    assert set(texts(MADE[path], "//category/@domain")) <= {SITE + "tags/"}


def test_texts_are_escaped_in_hexadecimal() -> None:
    """So that readers that take a title for HTML do not unescape it twice (RSS profile)."""
    outside = re.sub(rb"<!\[CDATA\[.*?\]\]>", b"", MADE["feed.xml"], flags=re.DOTALL)
    assert b"<title>AT&#x26;T &#x3C;script" in outside
    assert b"&amp;" not in outside
    assert b"&lt;" not in outside


@pytest.mark.parametrize("html", contents())
def test_contents_are_safe_and_absolute(html: str) -> None:
    """No scripts, no handlers, no styles, and no address that needs a base."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    elements = [node for node in tree.iter() if isinstance(node.tag, str)]
    assert {node.tag for node in elements} <= {"DOCUMENT_FRAGMENT", *"p a em strong blockquote h2".split()}
    assert {name for node in elements for name in node.attrib} <= {"href", "rel"}
    assert all(node.get("href", "https://").startswith("https://") for node in elements)


def test_a_text_stands_once_in_an_item() -> None:
    """A summary is one that somebody wrote, not how the text begins; RSS wants a description in any case."""
    made = files(digest([("2025-04-24", Paper("a", "A", abstract="An abstract."))]))
    assert made["feed.xml"].count(b"An abstract.") == 1
    assert "An abstract." in texts(made["feed.xml"], "//item/description")[0]
    assert made["atom.xml"].count(b"An abstract.") == made["feed.json"].count(b"An abstract.") == 1
    (entry,) = feedparser.parse(made["feed.xml"]).entries
    assert "An abstract." in entry.summary
    assert texts(MADE["feed.xml"], "//item/description") == ["Short &amp; sweet."]
    assert texts(MADE["atom.xml"], "//atom:summary") == ["Short & sweet."]


def test_the_full_text_is_there() -> None:
    """Summary, note, all paragraphs, authors, venue, date, links and tags, in each format."""
    for html in (
        texts(MADE["feed.xml"], "//item/content:encoded")[0],
        texts(MADE["tags/agents/atom.xml"], "//atom:content")[0],
        json.loads(MADE["queries/proofs/feed.json"])["items"][0]["content_html"],
    ):
        tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
        assert [a.get("href") for a in tree.iter("a")] == [
            "https://example.org",
            "https://arxiv.org/abs/2401.14427",
            "https://arxiv.org/pdf/2401.14427",
            "https://example.org/?a=1&b=2",
        ]
        text = "".join(tree.itertext())
        for part in (
            *("Short & sweet.", "A note on ]]> this.", "One < two.", "In O(n²) time.", "A & B, C D"),
            *("KDD 2024", "January 2024", "Agents & tools, Theory"),
        ):
            assert part in text


@pytest.mark.parametrize("path", ATOM)
def test_atom_has_what_rfc_4287_asks_for(path: str) -> None:
    """id, title, updated, an author, self and alternate links; an entry links to its page."""
    data = MADE[path]
    root = etree.fromstring(data)
    entries = root.findall("atom:entry", NS)
    for parent in (root, *entries):
        for name in ("id", "title", "updated"):
            assert names(parent).count(name) == 1
    assert texts(data, "/atom:feed/atom:link[@rel='alternate']/@type") == ["text/html"]
    # A link without rel is an alternate one.
    assert [dict(link.attrib) for link in root.findall("atom:entry/atom:link", NS)] == [
        {"href": entry.findtext("atom:id", "", NS)} for entry in entries
    ]
    assert texts(data, "/atom:feed/atom:author/atom:name") == ["A & B"]
    assert texts(data, "/atom:feed/atom:link[@rel='self']/@href") == [SITE + path]
    assert set(texts(data, "//atom:entry/atom:content/@type")) <= {"html"}


@pytest.mark.parametrize("path", JSON)
def test_json_has_what_json_feed_asks_for(path: str) -> None:
    """version, title, items; ids are texts, contents are there, and names are those of the specification."""
    feed = json.loads(MADE[path])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert set(feed) <= set(
        "version title home_page_url feed_url description icon authors language items next_url".split()
    )
    assert feed["feed_url"] == SITE + path
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["content_html"]
        assert set(item) <= set(
            "id url external_url title summary content_html date_published authors tags".split()
        )
    if path == "feed.json":
        assert feed["items"][0]["authors"] == [{"name": "A & B"}, {"name": "C D"}]
        assert feed["items"][0]["tags"] == ["Agents & tools", "Theory"]
        assert feed["items"][0]["external_url"] == "https://arxiv.org/abs/2401.14427"


@pytest.mark.parametrize("path", RSS + ATOM)
def test_a_real_reader_takes_each_feed(path: str) -> None:
    """feedparser finds nothing wrong, the feed's title as text and its page's address."""
    feed = feedparser.parse(MADE[path])
    assert not feed.bozo
    assert feed.feed.title.startswith("A & B")
    assert feed.feed.link.startswith(SITE)


@pytest.mark.parametrize("path", ["feed.xml", "atom.xml", "archive/2025-04.xml"])
def test_a_real_reader_finds_what_went_in(path: str) -> None:
    """Authors, tags, date, address and title; feedparser takes the title for what it is."""
    entry = feedparser.parse(MADE[path], sanitize_html=False).entries[0]
    assert [author.name for author in entry.authors] == ["A & B", "C D"]
    assert [tag.term for tag in entry.tags] == ["Agents & tools", "Theory"]
    assert entry.published_parsed[:6] == (2025, 4, 24, 12, 0, 0)
    assert entry.id == entry.link == f"{SITE}papers/a/"
    assert entry.title == readable(WHOLE.title)


def test_opml_lists_the_feeds_of_every_list() -> None:
    """Group outlines have text only; each feed has type, text, title, xmlUrl and htmlUrl."""
    root = etree.fromstring(MADE["feeds.opml"])
    groups = root.findall("body/outline[outline]")
    assert [dict(group.attrib) for group in groups] == [{"text": "Saved searches"}, {"text": "Tags"}]
    leaves = root.findall(".//outline[@xmlUrl]")
    assert {leaf.get("xmlUrl") for leaf in leaves} == {
        SITE + path for path in MADE if path.endswith("feed.xml")
    }
    for leaf in leaves:
        assert set(leaf.attrib) == {"type", "text", "title", "xmlUrl", "htmlUrl"}
        assert leaf.get("type") == "rss"
        assert leaf.get("text") == leaf.get("title")
        assert f"{leaf.get('htmlUrl')}feed.xml" == leaf.get("xmlUrl")
