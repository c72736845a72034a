"""YAML: feed files of a digest come back as they were, others' lists are read, others' settings are not."""

import datetime as dt

import pytest
from digestry.content.entries import feed
from digestry.errors import ContentError
from digestry.paper import names
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.importers.sources import read

DAY = dt.date(2026, 11, 20)
WHOLE = Paper(
    "a-paper",
    "A: paper",
    authors=(
        names.name("Ann Lee"),
        names.organisation("Qwen Team"),
        names.Name("García Márquez", "Gabo"),
        names.OTHERS,
    ),
    summary="Mine.",
    note="Some *words*.\n\n- one\n- two",
    abstract="One.\n\nTwo.",
    arxiv="2401.14427",
    doi="10.1000/a",
    url="https://example.org/",
    venue="KDD 2024",
    published=PartialDate(2024, 1),
    categories=("cs.LG",),
    tags=("agents",),
    upvotes=3,
    extra=(("room", "B12"),),
    draft=True,
)


def test_a_feed_file_comes_back_as_it_was() -> None:
    """Each field, each name with its parts, of the day of the issue."""
    other = Paper("another", "Only a title")
    reading = read(feed(DAY, [WHOLE, other], "A comment", {"a-paper": "- said: this"}))
    assert reading.papers == (WHOLE, other)
    assert [name.parts for name in map(names.name, reading.papers[0].authors[:3])] == [
        names.name(name).parts for name in WHOLE.authors[:3]
    ]
    assert reading.days == {DAY}
    assert not reading.dropped
    assert not reading.unread


@pytest.mark.parametrize(
    "text",
    [
        "references:\n- title: A Good Title\n  author:\n  - family: Lee\n    given: Ann\n  issued:\n    year: 2024\n  DOI: 10.1000/a\n",
        "- title: A Good Title\n  authors: [Ann Lee]\n  year: 2024\n  doi: 10.1000/a\n",
        "---\n# mine\npapers:\n    - title: A Good Title\n      authors:\n        - Ann Lee\n      date: 2024-05-01\n      doi: 10.1000/a\n",
    ],
)
def test_lists_of_others_are_read(text: str) -> None:
    (paper,) = read(text).papers
    assert (paper.title, paper.authors, paper.doi) == ("A Good Title", ("Ann Lee",), "10.1000/a")


def test_an_entry_with_a_slip_costs_no_other() -> None:
    text = "papers:\n- {title: A, doi: 10.1000/a}\n- {title: B: C, doi: 10.1000/b}\n- {title: D, doi: 10.1000/d}\n- {title: E}\n"
    reading = read(text)
    assert [(paper.title, paper.place.line) for paper in reading.papers] == [("A", 2), ("D", 4)]
    assert [drop.place.line for drop in reading.dropped] == [3, 5]
    assert reading.dropped[1].why == "it has a title and nothing else that papers have"


@pytest.mark.parametrize(
    "text",
    [
        "services:\n  web:\n    image: nginx\n    ports:\n      - 80:80\n",
        "on: push\njobs:\n  test:\n    steps:\n      - uses: actions/checkout@v4\n      - run: make test\n",
        "site_name: A\nnav:\n  - Home: index.md\n  - About: about.md\n",
        "- hosts: all\n  tasks:\n    - name: install\n      apt: {name: git}\n",
        "- title: Buy milk\n  done: false\n- title: Sleep\n  done: true\n",
        "en:\n  title: Home\n  about: About\n",
    ],
)
def test_settings_of_others_are_refused(text: str) -> None:
    with pytest.raises(ContentError):
        read(text)


@given(st.text(max_size=150))
def test_any_text_gives_papers_or_one_line(text: str) -> None:
    try:
        read(f"papers:\n- {text}\n", "yaml")
    except ContentError as error:
        assert len(error.problems) == 1
