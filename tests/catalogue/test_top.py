"""The papers with the most votes, where there are votes."""

import datetime as dt

from digestry.catalogue.catalogue import Catalogue, catalogue
from digestry.catalogue.lists import List
from digestry.catalogue.lists.top import top
from digestry.content.validate import Content
from digestry.paper.model import Issue, Paper
from digestry.settings import Options, Settings

SETTINGS = Settings("Digest", "https://a.org/d/", "About papers.", "", "en", Options())
NEWEST = dt.date(2025, 4, 24)


def digest(*issues: tuple[int, list[int | None]]) -> Catalogue:
    """Issues by how many days they are older than the newest, each with the votes of its papers."""
    made = (
        Issue(
            NEWEST - dt.timedelta(days=ago),
            tuple(Paper(f"{ago}-{n}", "A title", upvotes=votes) for n, votes in enumerate(papers)),
        )
        for ago, papers in issues
    )
    return catalogue(Content(tuple(made), (), ()), drafts=False)


def lists(found: Catalogue) -> dict[str, List]:
    return {each.target: each for each in top(found, SETTINGS)}


def shown(found: List) -> list[str]:
    return [paper.id for paper in found.papers]


def test_without_votes_there_is_no_list() -> None:
    """A vote that nobody gave is none."""
    assert lists(digest()) == {}
    assert lists(digest((0, [None, 0]), (40, [None]))) == {}


def test_most_votes_come_first_and_of_equal_ones_the_newer_paper() -> None:
    """Papers without votes are not among them."""
    found = lists(digest((0, [3, None, 9]), (6, [9, 0, 30])))
    assert shown(found["top/"]) == ["6-2", "0-2", "6-0", "0-0"]


def test_days_count_back_from_the_newest_issue() -> None:
    """The week has seven days, of which the newest issue's is the last; it says so."""
    found = lists(digest((0, [1]), (6, [2]), (7, [3]), (29, [4]), (30, [5]), (364, [6]), (365, [7])))
    assert shown(found["top/"]) == ["6-0", "0-0"]
    assert shown(found["top/month/"]) == ["29-0", "7-0", "6-0", "0-0"]
    assert shown(found["top/year/"]) == ["364-0", "30-0", "29-0", "7-0", "6-0", "0-0"]
    assert "in the issues of the 7 days up to 24 April 2025" in found["top/"].lead
    assert "30 days up to" in found["top/month/"].lead


def test_a_list_holds_ten() -> None:
    """However many papers have votes."""
    assert shown(lists(digest((0, list(range(1, 30)))))["top/"]) == [f"0-{n}" for n in range(28, 18, -1)]


def test_a_longer_time_has_a_list_once_there_are_older_issues() -> None:
    """So that no two of them are the same; each leads to the others."""
    assert list(lists(digest((0, [1]), (6, [1])))) == ["top/"]
    assert list(lists(digest((0, [1]), (7, [1])))) == ["top/", "top/month/"]
    three = lists(digest((0, [1]), (30, [1])))
    assert list(three) == ["top/", "top/month/", "top/year/"]
    assert [other.target for other in three["top/month/"].beside] == ["top/", "top/year/"]


def test_a_week_without_votes_is_an_empty_list() -> None:
    """Its address is there as long as any paper has votes."""
    found = lists(digest((0, [None]), (20, [5])))
    assert shown(found["top/"]) == []
    assert shown(found["top/month/"]) == ["20-0"]


def test_a_ranking_has_no_feed() -> None:
    """It changes with each issue, and would send old papers as new."""
    assert all(not found.feed and found.citations == "none" for found in lists(digest((0, [1]))).values())
