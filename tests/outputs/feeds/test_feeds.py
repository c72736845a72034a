"""Each list has its feeds, they hold the newest, and what is older stays where it can be reached."""

import json
from dataclasses import replace

import feedparser
import pytest
from digestry.outputs.feeds.feeds import artefacts
from digestry.paper.model import Paper, SavedQuery

from tests.outputs.feeds.samples import QUERY, SITE, WHOLE, digest, files, monthly, settings, texts

FORMS = ("feed.xml", "atom.xml", "feed.json")


def ids(data: bytes) -> list[str]:
    """The ids of a feed's items, each cut to the paper's own id."""
    if data.startswith(b"{"):
        return [item["id"].split("/")[-2] for item in json.loads(data)["items"]]
    return [entry.id.split("/")[-2] for entry in feedparser.parse(data).entries]


def walked(made: dict[str, bytes], start: str) -> list[str]:
    """What somebody gets who follows the archives of a feed back to the first; papers as often as they come."""
    found, seen = ids(made[start]), set()
    path = start
    while links := texts(made[path], "/*//atom:link[@rel='prev-archive']/@href"):
        (address,) = links
        path = address.removeprefix(SITE)
        assert path not in seen, "archives go round in circles"
        seen.add(path)
        found += ids(made[path])
    return found


def test_every_list_has_feeds_in_three_formats() -> None:
    """The digest, issues, tags (unused ones too), saved queries, and authors with a page."""
    made = files(digest(monthly(3), (QUERY,)))
    folders = ["", "issues/", *(f"tags/{tag}/" for tag in ("agents", "theory", "unused"))]
    folders += ["queries/proofs/", "authors/ann-lee/"]
    assert {path for path in made if path.endswith(FORMS)} == {f + form for f in folders for form in FORMS}
    for folder in ("", "tags/theory/", "queries/proofs/", "authors/ann-lee/"):
        assert [ids(made[folder + form]) for form in FORMS] == [["p2", "p1", "p0"]] * 3
    assert ids(made["tags/agents/atom.xml"]) == []


def test_an_author_of_one_paper_has_no_feed() -> None:
    """As there is no page."""
    assert not any(path.startswith("authors/") for path in files(digest(monthly(1))))


def test_the_first_authors_with_a_page_have_feeds() -> None:
    """At most so many, and whoever has them keeps them when others come."""
    papers = [
        (f"2025-01-{i + 1:02}", Paper(f"p{i}", "x", authors=(author,)))
        for i, author in enumerate(["Bo", "Ann", "Bo", "Ann", "Zoe", "Zoe", "Abe", "Abe"])
    ]
    found = []
    for count in range(len(papers) + 1):
        made = files(digest(papers[:count]), author_feeds=2)
        found.append({path.split("/")[1] for path in made if path.startswith("authors/")})
    assert found == [set(), set(), set(), {"bo"}, *[{"bo", "ann"}] * 5]


def test_a_feed_holds_the_newest() -> None:
    """As many as the setting says, in each format."""
    made = files(digest(monthly(9)), feed_items=3)
    for folder in ("", "tags/theory/", "authors/ann-lee/"):
        assert [ids(made[folder + form]) for form in FORMS] == [["p8", "p7", "p6"]] * 3


@pytest.mark.parametrize(("feed", "of_a_list", "expected"), [(4, 2, 2), (2, 4, 2), (3, 3, 3), (9, 1, 1)])
def test_the_feed_of_a_list_has_its_own_size(feed: int, of_a_list: int, expected: int) -> None:
    """Never more than the digest's; what is older is in archives of its own."""
    made = files(digest(monthly(9), (QUERY,)), feed_items=feed, list_feed_items=of_a_list)
    assert len(ids(made["feed.json"])) == feed
    for folder in ("tags/theory/", "queries/proofs/", "authors/ann-lee/"):
        assert ids(made[folder + "feed.json"]) == [f"p{8 - number}" for number in range(expected)]
        assert set(walked(made, folder + "feed.xml")) == {f"p{number}" for number in range(9)}


def test_a_feed_that_holds_everything_has_no_archive() -> None:
    """With one paper more it has one, of the month of the oldest paper that is still in the feed."""
    for count in (4, 5):
        made = files(digest(monthly(count)), feed_items=4, list_feed_items=4, feed_issues=4)
        archives = {path for path in made if "archive/" in path}
        folders = ("", "issues/", "tags/theory/", "authors/ann-lee/")
        # p1 is the oldest paper of four, and p0 is of the same month
        assert archives == ({f"{folder}archive/2024-01.xml" for folder in folders} if count == 5 else set())


@pytest.mark.parametrize("start", ["feed.xml", "atom.xml", "tags/theory/feed.xml", "tags/theory/atom.xml"])
@pytest.mark.parametrize("most", [1, 2, 3, 8, 9, 100])
def test_nothing_is_lost_to_who_follows_the_archives(start: str, most: int) -> None:
    """Feed and archives together hold every paper."""
    made = files(digest(monthly(9)), feed_items=most)
    assert set(walked(made, start)) == {f"p{i}" for i in range(9)}


def test_archives_hold_the_months_that_have_left_the_feed() -> None:
    """Whole months, from the one of the feed's last paper on: what is in the feed needs no second place."""
    made = files(digest(monthly(9)), feed_items=4)  # p8 to p5; p5 is in March
    for folder in ("", "tags/theory/", "authors/ann-lee/"):
        archives = {path: ids(made[path]) for path in made if path.startswith(f"{folder}archive/")}
        assert archives == {
            f"{folder}archive/2024-03.xml": ["p5", "p4"],
            f"{folder}archive/2024-02.xml": ["p3", "p2"],
            f"{folder}archive/2024-01.xml": ["p1", "p0"],
        }
    assert not any("archive" in path for path in files(digest(monthly(9)), feed_items=9, feed_issues=9))


def test_the_month_of_the_feeds_last_paper_has_an_archive() -> None:
    """Also where nothing of it has left the feed yet; a month that is newer has none."""
    made = files(digest(monthly(9)), feed_items=3)  # p8, p7, p6; p7 and p6 are all of April
    found = {path: ids(made[path]) for path in made if path.startswith("archive/")}
    assert found["archive/2024-04.xml"] == ["p7", "p6"]
    assert max(found) == "archive/2024-04.xml"


def test_a_feed_is_as_new_as_its_newest_item() -> None:
    """And an archive as its own."""
    made = files(digest(monthly(9)), feed_items=4)
    updated = {
        path: texts(made[path], "/atom:feed/atom:updated") for path in ("atom.xml", "archive/2024-01.xml")
    }
    assert updated == {
        "atom.xml": ["2024-05-01T12:00:00+00:00"],
        "archive/2024-01.xml": ["2024-01-02T12:00:00+00:00"],
    }


def test_the_newest_item_may_not_be_the_first() -> None:
    """A day in the far east may be over before the one before it is in the far west."""
    made = files(
        digest([("2024-05-01T23:00-12:00", Paper("a", "A")), ("2024-05-02T00:30+14:00", Paper("b", "B"))])
    )
    for path in ("atom.xml", "issues/atom.xml"):
        assert texts(made[path], "/atom:feed/atom:updated") == ["2024-05-01T23:00:00-12:00"]
    assert ids(made["feed.json"]) == ["b", "a"]


def test_an_archive_is_of_the_month_that_the_curator_wrote() -> None:
    """Whatever month it was in UTC."""
    written = ("2024-01-31T23:00-10:00", "2024-02-01T01:00+13:00", "2024-02-29T23:59-01:00", "2024-03-05")
    made = files(digest([(day, Paper(f"p{n}", "P")) for n, day in enumerate(written)]), feed_items=1)
    archives = {path: ids(data) for path, data in made.items() if path.startswith("archive/")}
    assert archives == {
        "archive/2024-01.xml": ["p0"],
        "archive/2024-02.xml": ["p2", "p1"],
        "archive/2024-03.xml": ["p3"],
    }


@pytest.mark.parametrize(("description", "told"), [("About <it>", "About <it>"), ("", "A & B")])
def test_the_digests_feed_says_what_it_is(description: str, told: str) -> None:
    """By the site's description, or its name where there is none."""
    given = replace(settings(), site_description=description)
    made = {artefact.path: artefact.data for artefact in artefacts(digest(monthly(1)), given)}
    assert texts(made["feed.xml"], "/rss/channel/description") == [told]


def test_an_archive_links_to_its_neighbours_and_its_feed() -> None:
    """RFC 5005: current, prev-archive and next-archive, and the mark of an archive."""
    made = files(digest(monthly(6)), feed_items=1)
    for path, expected in {
        "archive/2024-01.xml": [["atom.xml"], [], ["archive/2024-02.xml"], 1],
        "archive/2024-02.xml": [["atom.xml"], ["archive/2024-01.xml"], ["archive/2024-03.xml"], 1],
        "archive/2024-03.xml": [["atom.xml"], ["archive/2024-02.xml"], [], 0],
    }.items():
        links = [
            [address.removeprefix(SITE) for address in texts(made[path], f"//atom:link[@rel='{rel}']/@href")]
            for rel in ("current", "prev-archive", "next-archive")
        ]
        assert [*links, len(texts(made[path], "/atom:feed/fh:archive"))] == expected
    assert texts(made["archive/2024-01.xml"], "/*/atom:id") == texts(made["atom.xml"], "/*/atom:id")
    assert ids(made["archive/2024-01.xml"]) == ["p1", "p0"]


@pytest.mark.parametrize("most", [1, 2, 3])
def test_an_archive_of_a_closed_month_never_changes(most: int) -> None:
    """Whatever comes later; the same authors and tags come again."""
    papers, closed = monthly(14), dict[str, bytes]()
    for count in range(1, 15):
        made = files(digest(papers[:count], (QUERY,)), feed_items=most)
        for path, data in closed.items():
            assert made[path] == data, f"{path} changed with paper {count}"
        closed |= {path: data for path, data in made.items() if b"fh:archive" in data}
    assert "archive/2024-05.xml" in closed
    assert "tags/theory/archive/2024-05.xml" in closed


def test_archives_leave_texts_to_the_pages() -> None:
    """They have titles, authors, tags, links, and summaries where there are some."""
    brief = Paper("p", "P", abstract="Long.", summary="Short.", authors=("Ann Lee",), tags=("theory",))
    made = files(digest([("2023-12-24", brief), *monthly(6)]), feed_items=2)
    for path in ("archive/2023-12.xml", "tags/theory/archive/2023-12.xml"):
        (entry,) = feedparser.parse(made[path]).entries
        assert (entry.title, entry.summary, entry.link) == ("P", "Short.", f"{SITE}papers/p/")
        assert ([a.name for a in entry.authors], [t.term for t in entry.tags]) == (["Ann Lee"], ["Theory"])
        assert b"Long." not in made[path]


def test_the_same_content_gives_the_same_bytes() -> None:
    """A build without changes leaves every feed as it was."""
    papers = [("2025-04-24", WHOLE), *monthly(5)]
    assert files(digest(papers, (QUERY,))) == files(digest(papers, (QUERY,)))


def test_an_edited_text_keeps_its_item() -> None:
    """id, guid, address and dates stay; only the texts change."""
    before = files(digest([("2025-04-24", WHOLE), *monthly(3)]))
    edited = replace(WHOLE, title="Another", abstract="Anew.", summary="", note="", authors=("X",))
    after = files(digest([("2025-04-24", edited), *monthly(3)]))
    for path in ("feed.xml", "atom.xml", "issues/feed.xml", "tags/theory/atom.xml"):
        assert before[path] != after[path]
        kept = "//guid | //link | //pubDate | //lastBuildDate | //atom:id | //atom:updated | //atom:published"
        assert texts(before[path], kept) == texts(after[path], kept)
    old, new = (json.loads(made["feed.json"])["items"][0] for made in (before, after))
    assert [old[key] for key in ("id", "url", "date_published")] == [
        new[key] for key in ("id", "url", "date_published")
    ]


def test_another_paper_in_an_issue_moves_no_date() -> None:
    """Items of one day have one date: offsets would move, and call everything behind it new."""
    papers = [("2025-04-24", Paper(id, id)) for id in ("a", "c")]
    between = [papers[0], ("2025-04-24", Paper("b", "b")), papers[1]]

    def dates(data: bytes) -> dict[str, str]:
        return {entry.id: entry.updated for entry in feedparser.parse(data).entries}

    before, after = (dates(files(digest(given))["atom.xml"]) for given in (papers, between))
    assert before.items() <= after.items()
    assert len(after) == 3


def test_an_issue_comes_as_a_whole() -> None:
    """One item with the note, and of each paper title, authors, summary and links."""
    made = files(digest([("2025-04-24", WHOLE), ("2025-04-24", Paper("b", "B", abstract="An abstract."))]))
    (entry,) = feedparser.parse(made["issues/feed.xml"], sanitize_html=False).entries
    assert entry.link == f"{SITE}issues/2025-04-24/"
    assert entry.title == "Issue of 24 April 2025"
    html = entry.content[-1].value
    for part in (
        *(f'<h2><a href="{SITE}papers/a/">AT&amp;T &lt;script&gt;', "A &amp; B, C D", "Short &amp; sweet."),
        *(f'<h2><a href="{SITE}papers/b/">B</a></h2>', "<p>An abstract.</p>", "<em>note</em>", "2 papers"),
    ):
        assert part in html
    assert "One &lt; two." not in html  # the abstract: the paper has a summary


def test_the_feed_of_issues_holds_the_newest_issues() -> None:
    """As many as its own setting says; those before are in its archives."""
    made = files(digest(monthly(6)), feed_issues=2)
    assert ids(made["issues/atom.xml"]) == ["2024-03-02", "2024-03-01"]
    assert set(walked(made, "issues/feed.xml")) == {f"2024-{m:02}-{d:02}" for m in (1, 2, 3) for d in (1, 2)}


def test_an_empty_digest_has_empty_feeds() -> None:
    """They can be subscribed to before there is anything."""
    made = files(digest([], (SavedQuery("q", "Q", "D", "word"),)))
    for path in ("feed.xml", "atom.xml", "issues/feed.xml", "queries/q/atom.xml"):
        assert feedparser.parse(made[path]).entries == []
        assert not feedparser.parse(made[path]).bozo
    assert json.loads(made["feed.json"])["items"] == []
    assert not any("archive" in path for path in made)
