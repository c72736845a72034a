"""What arXiv sends and shows, as text."""

import datetime as dt

import pytest
from digestry.errors import ContentError
from digestry.intake.importers import source_formats as formats
from digestry.intake.importers.raw import Raw
from digestry.paper.dates import PartialDate
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.importers.sources import read

MAILING = r"""Submissions to: Machine Learning
------------------------------------------------------------------------------
\\
arXiv:2401.14427
Date: Wed, 24 Jan 2024 07:00:00 GMT   (12kb)

Title: Beimingwu: A Learnware
  Dock System
Authors: Zhi-Hao Tan, Jian-Dong Liu (Nanjing University)
Categories: cs.SE cs.LG
Comments: 10 pages
Journal-ref: KDD 2024
\\
  The learnware paradigm
proposed something.
\\ ( https://arxiv.org/abs/2401.14427 ,  12kb)
------------------------------------------------------------------------------
\\
arXiv:2301.00001
replaced with revised version Mon, 23 Nov 2026 07:00:00 GMT   (13kb)

Title: An Older One
Authors: Ann Lee
Categories: cs.LG
\\ ( https://arxiv.org/abs/2301.00001 ,  13kb)
"""
LISTING = """Skip to main content
Showing new listings for Monday, 23 November 2026
Total of 2 entries
New submissions (showing 1 of 1 entries)
[1] arXiv:2304.08485 [pdf, html, other]
Title: Visual Tuning
Ann Lee, Bo Chen
Comments: 12 pages
Subjects: Computer Vision (cs.CV); Artificial Intelligence (cs.AI)
We tune what is seen.
Replacement submissions (showing 1 of 1 entries)
[2] arXiv:2301.00001 (replaced) [pdf, html, other]
Title: An Older One
Cy Dee
Subjects: Machine Learning (cs.LG)
"""
PAGE = """Computer Science > Computation and Language
arXiv:1810.04805 (cs)
[Submitted on 11 Oct 2018 (v1), last revised 24 May 2019 (this version, v2)]
BERT: Pre-training
Jacob Devlin, Ming-Wei Chang
View PDF
We introduce a model.
Comments: 16 pages
Subjects:\tComputation and Language (cs.CL)
Cite as:\tarXiv:1810.04805 [cs.CL]
"""
HUGGING_FACE = """Papers
arxiv:2304.08485

Visual Tuning
Published on Apr 17, 2023
Upvote
12
Authors:
Ann Lee
,
Bo Chen
Abstract
We tune what is seen.

View arXiv page
"""


def test_a_mailing_is_read() -> None:
    """Wrapped titles, affiliations aside; new versions of old papers are left out unless they are wanted."""
    reading = read(MAILING)
    (paper,) = reading.papers
    assert (paper.arxiv, paper.title) == ("2401.14427", "Beimingwu: A Learnware Dock System")
    assert paper.authors == ("Zhi-Hao Tan", "Jian-Dong Liu")
    assert paper.abstract == "The learnware paradigm proposed something."
    assert (paper.categories, paper.venue, paper.published) == (
        ("cs.SE", "cs.LG"),
        "KDD 2024",
        PartialDate(2024, 1, 24),
    )
    assert reading.unread == {"Comments": 1}
    assert [drop.title for drop in reading.dropped] == ["An Older One"]
    both = formats.read(Raw(MAILING.encode(), "x", replacements=True)).papers
    assert [each.arxiv for each in both] == ["2401.14427", "2301.00001"]


def test_a_listing_is_read() -> None:
    """Its chrome makes no papers; its day is the digest's."""
    reading = read(LISTING)
    (paper,) = reading.papers
    assert (paper.arxiv, paper.title, paper.authors) == (
        "2304.08485",
        "Visual Tuning",
        ("Ann Lee", "Bo Chen"),
    )
    assert (paper.abstract, paper.categories) == ("We tune what is seen.", ("cs.CV", "cs.AI"))
    assert reading.days == {dt.date(2026, 11, 23)}
    assert [drop.why for drop in reading.dropped] == ["it is a new version of an older paper"]


@pytest.mark.parametrize(
    ("text", "arxiv", "title", "authors", "abstract", "day"),
    [
        (
            PAGE,
            "1810.04805",
            "BERT: Pre-training",
            ("Jacob Devlin", "Ming-Wei Chang"),
            "We introduce a model.",
            (2018, 10, 11),
        ),
        (
            HUGGING_FACE,
            "2304.08485",
            "Visual Tuning",
            ("Ann Lee", "Bo Chen"),
            "We tune what is seen.",
            (2023, 4, 17),
        ),
    ],
    ids=["arxiv", "huggingface"],
)
def test_a_page_is_one_paper(
    text: str, arxiv: str, title: str, authors: tuple[str, ...], abstract: str, day: tuple[int, int, int]
) -> None:
    (paper,) = read(text).papers
    assert (paper.arxiv, paper.title, paper.authors, paper.abstract) == (arxiv, title, authors, abstract)
    assert paper.published == PartialDate(*day)


@given(
    st.text("\\arXiv:2401.14427 \n[]pdfTitleAuthors(cs)Abstract,", max_size=200),
    st.sampled_from(["arxiv-mailing", "arxiv-listing", "paper-page"]),
)
def test_any_text_gives_papers_or_one_line(text: str, format: str) -> None:
    try:
        read(text, format)
    except ContentError as error:
        assert len(error.problems) == 1
