"""Text copied from a papers page gives its papers, however the browser and the editor broke its lines."""

import datetime as dt
import textwrap
from pathlib import Path

import pytest
from digestry.intake.importers.pasted import page
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.reading import reading
from digestry.intake.importers.records import Reading
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper
from digestry.paper.text import clean
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import plain_papers

PAGES = Path(__file__).parent / "pages"
HEADER = "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nbyAK and the research community\n\nApr 24\n\n"
DAY = dt.date(2026, 11, 24)


def read(text: str, day: dt.date | None = DAY) -> Reading:
    return reading(page(Raw(text.encode(), "page.txt", day)), "page.txt")


def fixture(name: str) -> tuple[Paper, ...]:
    return read((PAGES / name).read_text("utf-8")).papers


@pytest.fixture(scope="module")
def papers() -> tuple[Paper, ...]:
    """Titles and abstracts as most pages have them."""
    found = plain_papers()
    assert len(found) > 50
    return found


def texts(papers: tuple[Paper, ...]) -> list[tuple[str, str]]:
    return [(paper.title, paper.abstract) for paper in papers]


def test_the_plain_page_alternates_titles_and_abstracts(papers: tuple[Paper, ...]) -> None:
    """Each paper is found, to the letter and in order."""
    plain = HEADER + "\n\n".join(f"{paper.title}\n\n{paper.abstract}" for paper in papers)
    found = read(plain, dt.date(2025, 4, 24))
    assert texts(found.papers) == texts(papers)
    assert found.days == {dt.date(2025, 4, 24)}
    assert not found.dropped
    assert not found.left_out


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_titles_and_abstracts_can_be_wrapped(papers: tuple[Paper, ...], width: int) -> None:
    """Lines broken by an editor are joined again, at hyphens without a space."""
    wrapped = HEADER + "\n\n".join(
        textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)
        for paper in papers
        for text in (paper.title, paper.abstract)
    )
    assert texts(read(wrapped).papers) == texts(papers)


def test_blank_lines_are_not_needed(papers: tuple[Paper, ...]) -> None:
    """Titles and abstracts, a line each."""
    assert texts(read("\n".join(f"{p.title}\n{p.abstract}" for p in papers)).papers) == texts(papers)


def test_a_missing_abstract_does_not_break_step(papers: tuple[Paper, ...]) -> None:
    """The next title is known by the abstract behind it, and a second paragraph by its length."""
    long = "This is a sentence of an abstract that goes on for a while. " * 8
    found = read(
        f"Without Abstract\n\nWith Abstract\n\n{long}\n\n{long}\n\nLast\n\nShort, but an abstract."
    ).papers
    assert [(paper.title, paper.abstract.count("\n\n"), bool(paper.abstract)) for paper in found] == [
        ("Without Abstract", 0, False),
        ("With Abstract", 1, True),
        ("Last", 0, True),
    ]
    assert papers


def test_the_daily_page_has_votes_and_organisations() -> None:
    """Votes belong to the paper below them; comments glued to a date are no date of publication."""
    robots, survey, lemma = fixture("daily.txt")
    assert (robots.title, robots.upvotes, robots.published) == ("Walking Robots Learn from Falling", 42, None)
    assert robots.abstract.endswith("balance on ice, mostly.")
    assert (survey.title, survey.upvotes) == ("A Survey of Surveys: What 1,200 Reviews Agree On", None)
    assert survey.abstract.endswith("they cite each other. We propose a re-reading and a map.")
    assert (lemma.title, lemma.abstract, lemma.upvotes) == ("Untitled Proof of a Small Lemma", "", 1031)


def test_the_trending_page_has_dates_of_publication() -> None:
    """Each paper comes twice there, as the page prints it; a date without year is of the issue's year."""
    found = fixture("trending.txt")
    assert [paper.title for paper in found] == [
        "Tiny Agents Use Big Tools",
        "Reading the Middle of Long Documents",
    ] * 2
    assert [paper.upvotes for paper in found] == [512, 1204, 512, 1204]
    assert [paper.published for paper in found] == [PartialDate(2026, 10, 4), PartialDate(2026, 4, 3)] * 2
    assert all("Labs" not in paper.abstract and "authors" not in paper.abstract for paper in found)


def test_a_date_after_the_issue_is_not_taken_for_this_year() -> None:
    """A page that drops the year cannot be of a day after the issue: the year is not guessed."""
    found = read(
        "A Title\nAn abstract.\n3 authors\n· Published on Dec 30\nUpvote\n3\n", dt.date(2026, 1, 2)
    ).papers
    assert [paper.published for paper in found] == [None]


def test_without_a_day_dates_without_a_year_are_left_out() -> None:
    """The clock is not asked."""
    found = read((PAGES / "trending.txt").read_text("utf-8"), None)
    assert [paper.published for paper in found.papers] == [PartialDate(2026, 10, 4), None] * 2
    assert not found.days


def test_each_paper_knows_its_line() -> None:
    """So that a message can point there."""
    lines = (PAGES / "daily.txt").read_text("utf-8").splitlines()
    for paper in fixture("daily.txt"):
        assert paper.title.startswith(lines[paper.place.line - 1])


LINES = st.sampled_from(
    ["", "·", "• Apr 3", "· Published on Oct 4, 2026", "Upvote", "12", "-", "GitHub", "GitHub 3k", "arXiv Page",
     "Submitted by", "7 authors", "Apr 24", "A title", "Some words that end. ", "x" * 300 + ".", "3.2k", "new"]
)  # fmt: skip


@given(st.lists(LINES | st.text(max_size=30), max_size=40))
def test_any_page_gives_papers(lines: list[str]) -> None:
    """Whatever stands in which order; and each of its texts comes from the page."""
    text = "\n".join(lines)
    for paper in read(text).papers:
        assert "".join(paper.title.split()) in "".join(clean(text).split())
        assert paper.place.line <= len(text.splitlines())
