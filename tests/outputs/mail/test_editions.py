"""Which papers an edition holds, and what it is called."""

import datetime as dt

import pytest
from digestry.outputs.mail import editions
from digestry.outputs.mail.editions import Period

from tests.outputs.mail.samples import TAGS, small


@pytest.mark.parametrize(
    ("period", "days", "heading", "page"),
    [
        (editions.one_day(dt.date(2025, 4, 24)), [24], "24 April 2025", "issues/2025-04-24/"),
        (editions.week("2025-W17"), [25, 24], "21 April 2025 to 27 April 2025", "issues/"),
        (editions.week("2025-W18"), [1], "28 April 2025 to 4 May 2025", "issues/"),
        (editions.month("2025-04"), [25, 24], "April 2025", "issues/2025-04/"),
        (editions.since(dt.date(2025, 4, 25)), [1, 25], "Since 25 April 2025", "issues/"),
        (editions.everything(), [1, 25, 24], "All papers", ""),
    ],
)
def test_a_period_holds_its_issues(period: Period, days: list[int], heading: str, page: str) -> None:
    """Newest first; with the page of the site that has them."""
    found = editions.edition(small(), period)
    assert found
    assert [issue.date.day for issue in found.issues] == days
    assert (found.name, found.heading, found.page) == (period.name, heading, page)


def test_a_tag_and_a_query_narrow_it() -> None:
    """Issues without papers of theirs are left out; the name tells one choice from another."""
    content = small()
    tagged = editions.edition(content, editions.everything(), TAGS[0], "", {"p1", "p7"})
    assert tagged
    assert [[paper.id for paper in issue.papers] for issue in tagged.issues] == [["p7"], ["p1"]]
    assert (tagged.name, tagged.heading, tagged.page) == ("all-reasoning", "Reasoning", "tags/reasoning/")
    searched = editions.edition(content, editions.month("2025-04"), None, "deep nets", {"p1"})
    other = editions.edition(content, editions.month("2025-04"), None, "deep net", {"p1"})
    assert searched
    assert other
    assert (searched.heading, searched.page) == ("“deep nets”, April 2025", "search/?q=deep%20nets")
    assert len({searched.name, other.name, "2025-04"}) == 3


def test_where_there_are_no_papers_there_is_no_edition() -> None:
    assert editions.edition(small(), editions.month("2024-04")) is None
    assert editions.edition(small(), editions.everything(), TAGS[0], "", set()) is None


@pytest.mark.parametrize("text", ["2025-W54", "2025-17", "2025-W1", "25-W17", "2025-W00", "٢٠٢٥-W17", ""])
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        editions.week(text)


@pytest.mark.parametrize("text", ["2025-13", "2025-4", "2025", "2025-04-24", "0000-01"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        editions.month(text)
