"""RIS to the letter: each value behind the tag that other programs look for it under."""

import datetime as dt

import pytest
from digestry.catalogue.references import references
from digestry.outputs.cite.ris import ris
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper, Tag

WHOLE = Paper(
    "terns-and-tides",
    "Terns  and\nTides",
    abstract="One.\n\nTwo.",
    authors=("Ann Lee", "Martin Luther King, Jr."),
    arxiv="2403.04567",
    doi="10.5555/1",
    url="https://papers.example/1",
    pdf="https://papers.example/1.pdf",
    code="https://code.example/1",
    venue="KDD 2024",
    published=PartialDate(2024, 3, 7),
    tags=("birds", "ocean"),
)
TAGS = {"birds": Tag("birds", "Birds & more", ""), "ocean": Tag("ocean", "Ocean", "")}


def record(paper: Paper) -> list[str]:
    day = dt.date(2025, 4, 24)
    return ris(references([paper], {paper.id: day})[paper.id], TAGS).splitlines()


def test_a_paper_with_all_fields() -> None:
    """L1 is the PDF, L2 what belongs to it; each value is one line."""
    assert record(WHOLE) == [
        "TY  - CPAPER",
        "ID  - lee2024ternstides",
        "TI  - Terns and Tides",
        "AU  - Lee, Ann",
        "AU  - King, Martin Luther, Jr.",
        "T2  - KDD 2024",
        "PY  - 2024",
        "DA  - 2024/03/07/",
        "AN  - arXiv:2403.04567",
        "DO  - 10.5555/1",
        "UR  - https://arxiv.org/abs/2403.04567",
        "L1  - https://papers.example/1.pdf",
        "L2  - https://code.example/1",
        "KW  - Birds & more",
        "KW  - Ocean",
        "AB  - One. Two.",
        "ER  - ",
    ]


def test_a_paper_of_which_nothing_is_known() -> None:
    """What is not there has no line."""
    assert record(Paper("x", "T")) == ["TY  - GEN", "ID  - x", "TI  - T", "ER  - "]


@pytest.mark.parametrize(
    ("published", "told"),
    [
        (PartialDate(2024), ["PY  - 2024"]),
        (PartialDate(2024, 12), ["PY  - 2024", "DA  - 2024/12//"]),
        (PartialDate(987, 1, 2), ["PY  - 0987", "DA  - 0987/01/02/"]),
    ],
)
def test_dates_are_told_as_far_as_they_are_known(published: PartialDate, told: list[str]) -> None:
    """Four digits, two and two."""
    assert record(Paper("x", "T", published=published))[3:-1] == told


@pytest.mark.parametrize(
    ("paper", "kind"),
    [
        (Paper("x", "T", venue="ICML 2024"), "CPAPER"),
        (Paper("x", "T", venue="Nature"), "JOUR"),
        (Paper("x", "T", arxiv="2403.04567"), "UNPD"),
        (Paper("x", "T", venue="My blog"), "GEN"),
    ],
)
def test_each_kind_of_publication_has_its_type(paper: Paper, kind: str) -> None:
    """As reference managers call them."""
    assert record(paper)[0] == f"TY  - {kind}"
