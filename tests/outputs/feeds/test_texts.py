"""Whatever strangers write survives in all three formats, and stays text."""

import json
from dataclasses import replace

import feedparser
import html5lib
import pytest
from digestry.outputs.feeds.feeds import artefacts
from digestry.paper.model import Paper
from digestry.paper.text import clean
from hypothesis import given
from hypothesis import strategies as st

from tests.outputs.feeds.samples import WHOLE_TEXT, digest, files, settings, texts

WORDS = st.text(st.characters(codec="utf-8"), max_size=80).map(clean).map(lambda text: " ".join(text.split()))


def published(paper: Paper) -> tuple[list[str], list[str], list[list[str]]]:
    """Titles, contents and authors of the one paper of a digest, as each of the three formats has them."""
    made = files(digest([("2025-04-24", paper)]))
    (item,) = json.loads(made["feed.json"])["items"]
    return (
        [
            *texts(made["feed.xml"], "//item/title"),
            *texts(made["atom.xml"], "//atom:entry/atom:title"),
            item["title"],
        ],
        [
            *texts(made["feed.xml"], WHOLE_TEXT),
            *texts(made["atom.xml"], "//atom:entry/atom:content"),
            item["content_html"],
        ],
        [
            texts(made["feed.xml"], "//dc:creator"),
            texts(made["atom.xml"], "//atom:entry/atom:author/atom:name"),
            [author["name"] for author in item.get("authors", [])],
        ],
    )


@given(title=WORDS, author=WORDS, abstract=WORDS, venue=WORDS)
def test_whatever_strangers_write_stays_text(title: str, author: str, abstract: str, venue: str) -> None:
    """Any Unicode comes back as the same text and adds no element and no link."""
    paper = Paper("a", title or "x", abstract=abstract, authors=(author,) if author else (), venue=venue)
    titles, contents, authors = published(paper)
    assert titles == [title or "x"] * 3
    assert authors == [[author] if author else []] * 3
    for content in contents:
        tree = html5lib.parseFragment(content, namespaceHTMLElements=False)
        visible = "".join(tree.itertext())
        assert all(text in visible for text in (author, abstract, venue))
        names = {node.tag for node in tree.iter() if isinstance(node.tag, str)} - {"DOCUMENT_FRAGMENT"}
        assert names <= {"p", "a"}
        assert [a.get("href") for a in tree.iter("a")] == ["https://a.org/d/papers/a/"]


@pytest.mark.parametrize(
    "text",
    [
        "AT&T <script>",
        "]]>",
        "&lt;b&gt; &amp;amp;",
        "a\x00b\x0bc\x1fd",
        "שלום עולם",
        "\u202eabc\u202c",
        "中文标题",
        "a\u2028b",
        "👩‍🔬",
    ],
)
def test_awkward_texts_survive(text: str) -> None:
    """As titles and as abstracts; only what nobody can see is gone."""
    shown = clean(text)
    titles, contents, _ = published(Paper("a", shown, abstract=shown))
    assert titles == [shown] * 3
    for content in contents:
        assert shown in "".join(html5lib.parseFragment(content).itertext())


def test_a_long_abstract_is_whole() -> None:
    """5,000 characters, and feedparser reads all of them."""
    abstract = " ".join(f"word{i}" for i in range(700))
    assert len(abstract) > 5000
    made = files(digest([("2025-04-24", Paper("a", "x", abstract=abstract))]))
    for path in ("feed.xml", "atom.xml"):
        (entry,) = feedparser.parse(made[path]).entries
        assert abstract in (entry.content[-1].value if path == "atom.xml" else entry.summary)
    assert abstract in json.loads(made["feed.json"])["items"][0]["content_html"]


def test_a_sites_own_name_may_hold_anything() -> None:
    """mkdocs.yml can hold control characters, in double quotes; feedgen would raise."""
    own = replace(settings(), site_name="A\x07 <B> & C", copyright="\x01")
    made = {artefact.path: artefact.data for artefact in artefacts(digest([]), own)}
    assert texts(made["feed.xml"], "channel/title") == ["A <B> & C"]
    assert texts(made["atom.xml"], "/*/atom:title") == ["A <B> & C"]
