"""What is in a feed is known by its id, wherever the site moves: else all of it comes to all readers as new."""

import datetime as dt
import json
import re
from dataclasses import replace

import feedparser
import pytest
from digestry.outputs.feeds.feeds import artefacts
from digestry.settings import Settings
from digestry.site.starter import feed_id
from hypothesis import given
from hypothesis import strategies as st

from tests.outputs.feeds.samples import QUERY, SITE, digest, monthly, settings, texts

NEW = "https://papers.example.org/"
TAG = "tag:a.org,2026-11-26:d/"
DIGEST = digest(monthly(6), (QUERY,))
# As the W3C's validator has it, `urn.py` and `validators.py` of w3c/feedvalidator.
VALID_TAG = re.compile(
    r"tag:([a-z0-9\-\._]+?@)?[a-z0-9\.\-]+?,\d{4}(-\d{2}(-\d{2})?)?:[0-9a-zA-Z;/\?:@&=+$\.\-_!~*'\(\)%,]*"
)


def made(site_url: str, own: str = "") -> dict[str, bytes]:
    """All feeds, with archives, of a digest at an address; `own` is its `feed_id`."""
    given = settings(feed_items=2, list_feed_items=2, feed_issues=2, feed_id=own)
    there: Settings = replace(given, site_url=site_url)
    return {artefact.path: artefact.data for artefact in artefacts(DIGEST, there)}


def ids(data: bytes) -> list[str]:
    """Every id of a document, its own too; JSON Feed has none of its own."""
    if data.startswith(b"{"):
        return [item["id"] for item in json.loads(data)["items"]]
    return texts(data, "//guid | //atom:id")


HERE, FEEDS = made(SITE), [path for path in made(SITE) if not path.endswith(".opml")]


@pytest.mark.parametrize(
    "own", [TAG, "tag:ann@a.org,2026:d", SITE, SITE.rstrip("/"), "https://first.example/x/"]
)
def test_ids_survive_a_move(own: str) -> None:
    """Those of items, feeds and archives; all links lead to the new address."""
    here, there = made(SITE, own), made(NEW, own)
    for path in FEEDS:
        assert ids(here[path]) == ids(there[path])
        assert all(id.startswith(own) for id in ids(here[path]))
        if not path.endswith(".json"):
            links = texts(there[path], "//link/@href | //atom:link/@href") + texts(there[path], "//item/link")
            assert all(link.startswith(NEW) for link in links)
    for name in ("feed.xml", "issues/feed.xml", "tags/theory/atom.xml"):
        for entry in feedparser.parse(there[name]).entries:
            assert entry.link.startswith(NEW)


def test_a_digest_that_was_published_before_there_was_the_setting_keeps_its_ids() -> None:
    """They are the addresses of the pages. Writing its own address changes no byte, so it can be done at any time."""
    assert ids(HERE["feed.xml"]) == [f"{SITE}papers/p5/", f"{SITE}papers/p4/"]
    assert ids(HERE["atom.xml"]) == [f"{SITE}atom.xml", f"{SITE}papers/p5/", f"{SITE}papers/p4/"]
    assert ids(HERE["issues/feed.json"]) == [f"{SITE}issues/2024-03-02/", f"{SITE}issues/2024-03-01/"]
    for own in (SITE, SITE.rstrip("/")):
        assert made(SITE, own) == HERE
    moved = made(NEW, SITE)
    assert all(ids(moved[path]) == ids(HERE[path]) for path in FEEDS)


def test_an_id_is_no_link_where_the_page_is_elsewhere() -> None:
    """Readers open a guid that says it is a permanent link, and the old address may be gone."""
    for path in (path for path in FEEDS if path.endswith("feed.xml")):
        assert set(texts(HERE[path], "//guid/@isPermaLink")) <= {"true"}
        for other in (made(NEW, SITE), made(SITE, TAG)):
            assert set(texts(other[path], "//guid/@isPermaLink")) <= {"false"}


def test_ids_are_unique_and_the_same_in_all_formats() -> None:
    """A paper has one, in whatever feed it stands; a feed and its archives have one that no other has."""
    there = made(NEW, TAG)
    for folder in ("", "issues/", "tags/theory/"):
        rss, (feed, *atom), jsons = (ids(there[folder + f]) for f in ("feed.xml", "atom.xml", "feed.json"))
        assert rss == atom == jsons
        archives = [ids(data)[0] for path, data in there.items() if path.startswith(f"{folder}archive/")]
        assert set(archives) == {feed}
    own = [ids(there[path])[0] for path in FEEDS if path.endswith("atom.xml")]
    assert len(set(own)) == len(own)
    assert not set(own) & {id for path in FEEDS if path.endswith(".json") for id in ids(there[path])}


@given(
    host=st.one_of(
        st.sampled_from(["me.github.io", "localhost", "[::1]", "münchen.example", "127.0.0.1", "_a.example"]),
        st.from_regex(r"[a-z0-9]{1,9}(\.[a-z0-9-]{1,9}){0,3}", fullmatch=True),
    ),
    day=st.dates(),
)
def test_a_new_digests_ids_are_tags_that_the_validator_takes(host: str, day: dt.date) -> None:
    """Whatever its address is; two digests at one address differ."""
    address = f"https://{host}:8000/some/where/"
    own = feed_id(address, day, "1f3a")
    assert own != feed_id(address, day, "1f3b")
    for id in ids(made(SITE, own)["tags/theory/atom.xml"]):
        assert VALID_TAG.fullmatch(id)
