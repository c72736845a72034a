"""The page of trends: charts that hold, whatever a digest has; strangers' text is text in them."""

import datetime as dt
import re
from xml.etree import ElementTree

import pytest
from digestry.catalogue.counts import Pair, months, pairs
from digestry.catalogue.lists import Neighbour
from digestry.outputs.pages.charts import Column, chart, heights, small_chart
from digestry.outputs.pages.trends import trends_page
from digestry.paper.model import Tag
from digestry.words import LOCALES, Words
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogue.test_counts import DIGESTS, digest


def rendered(found: object, words: Words = Words()) -> str:  # noqa: B008 - frozen
    page = trends_page(months(found), found.tags, pairs(found, 15), (), len(found.papers), "", words)  # type: ignore[attr-defined, arg-type]
    return page.data.decode()


@given(st.integers(1, 10**9))
def test_lines_are_round_and_reach_the_highest(most: int) -> None:
    """Four at most, at 1, 2 or 5 with noughts and what follows."""
    lines = heights(most)
    assert 1 <= len(lines) <= 4 and lines[-1] >= most
    assert str(lines[0]).rstrip("0") in {"1", "2", "5"}
    assert lines == [lines[0] * number for number in range(1, len(lines) + 1)]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=130).filter(any), st.text(max_size=20))
def test_a_chart_is_well_formed_and_stays_in_its_frame(values: list[int], name: str) -> None:
    """Whatever names say; columns end at the highest line, and nothing has a style of its own."""
    lines = [(height, name) for height in heights(max(values))]
    columns = [Column(value, name, name, said=name, target="../x/") for value in values]
    drawn = chart(columns, lines, name)
    tree = ElementTree.fromstring(re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", drawn))
    for path in tree.iter("path"):
        assert path.attrib["d"].count("v-") == sum(map(bool, values))
        assert all(0 < int(height) <= 1000 for height in re.findall(r"v-(\d+)", path.attrib["d"]))
    assert all("style" not in element.attrib for element in tree.iter())
    assert len(list(tree.iter("a"))) == len(values)


@given(DIGESTS)
def test_the_page_is_there_for_any_digest(found: object) -> None:
    """Each chart has its numbers in a table; bars and columns are within their scale."""
    page = rendered(found)
    assert "<style" not in page and " style=" not in page and "nan" not in page
    assert page.count("<h2") in {0, 1, 2, 3}
    assert all(0 <= float(width) <= 1000 for width in re.findall(r'd="M0 0h([\d.]+)v1', page))


def test_a_digest_without_papers_says_so() -> None:
    """And has no chart."""
    page = rendered(digest({}))
    assert "No papers here yet." in page and "<svg" not in page


def test_a_single_month_is_said_in_words() -> None:
    """With no lonely column, and its tags as bars."""
    page = rendered(digest({dt.date(2025, 4, 24): [("mud",), ("mud", "sand"), ()]}))
    assert "3 papers, all in April 2025." in page
    assert "pd-plot" not in page and "pd-small" not in page
    assert page.index("Mud") < page.index("Sand")


def test_papers_without_tags_have_months_alone() -> None:
    """And a word on what tags would show."""
    page = rendered(digest({dt.date(2025, month, 3): [()] for month in range(1, 8)}))
    assert page.count("<h2") == 1
    assert "No paper has a tag yet." in page and "pd-plot" in page


def test_months_lead_to_their_pages_and_empty_ones_nowhere() -> None:
    """In the chart and in the table."""
    page = rendered(digest({dt.date(2025, month, 3): [("mud",)] for month in (1, 2, 4, 5, 6, 7)}))
    assert page.count('href="../issues/2025-04/"') == 2
    assert "issues/2025-03" not in page and "March 2025" in page


def test_ten_years_are_columns_and_quarters() -> None:
    """Older issues are left out, which the page says; a page that long still weighs little."""
    found = digest({dt.date(1990 + year, month, 3): [("mud",)] for year in range(30) for month in (1, 5, 9)})
    page = rendered(found)
    assert "Only the last ten years are counted." in page
    assert page.count('class="pd-small"') == 1
    assert "Q4 2009" in page and "2008" not in page
    assert len(re.findall("<tr>", page)) <= 1 + 120 + 1 + 41


def test_names_of_tags_are_text() -> None:
    """In charts, lists and tables."""
    nasty = (
        Tag("mud", '"><script>alert(1)</script>', "Wet."),
        Tag("sand", "</svg> & <b>'{{ 1 }}", "Dry."),
        Tag("terns", "Terns", "Birds."),
    )
    papers = [("mud", "sand")] * 5 + [("terns",)] * 30
    page = rendered(digest({dt.date(2025, month, 3): papers for month in (1, 2)}, nasty))
    assert "pairs" in page and "<script>" not in page and "<b>" not in page
    assert page.count("&lt;script&gt;") >= 4


@pytest.mark.parametrize("language", LOCALES)
def test_every_language_has_its_page(language: str) -> None:
    """With its own months, quarters and shares; charts run from the left in all of them."""
    words = Words(language)
    found = digest(
        {dt.date(2020 + year, month, 3): [("mud", "sand")] for year in range(4) for month in (1, 7)}
    )
    page = rendered(found, words)
    assert words.quarter(dt.date(2020, 1, 1)) in page and words.month(dt.date(2023, 7, 3)) in page
    assert words.share(1) in page and 'dir="ltr"' in page


def test_small_charts_leave_room_for_what_comes() -> None:
    """Two columns are no walls; a share that nobody has is no column."""
    drawn = small_chart([0.0, 0.5], 0.5, "Mud", 6)
    assert 'viewBox="0 0 6 1000"' in drawn and drawn.count("M") == 1 + drawn.count("Mud")


def test_lists_of_most_votes_are_linked() -> None:
    """Where there are any."""
    best = (Neighbour("Top of the week", "top/"),)
    found = digest({dt.date(2025, 4, 24): [("mud",)]})
    pair = Pair((Tag("mud", "Mud", "Wet."), Tag("sand", "Sand", "Dry.")), 12, 4.0)
    page = trends_page(months(found), found.tags, (pair,), best, 1, "", Words()).data.decode()
    assert '<a href="../top/">Top of the week</a>' in page
    assert "12 papers, 3.0 times as often as by chance" in page
