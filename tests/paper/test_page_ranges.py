"""Ranges of pages in all citations, however a curator writes them."""

import datetime as dt

import pytest
from digestry.catalogue.references import Reference, references
from digestry.outputs.cite.apa import apa
from digestry.outputs.cite.bibtex import bibtex
from digestry.outputs.cite.csl import csl
from digestry.outputs.cite.ris import ris
from digestry.paper.model import Paper
from digestry.paper.page_ranges import ends, joined


def of(pages: str) -> Reference:
    paper = Paper("a", "On Graphs", venue="Nature", pages=pages)
    return references([paper], {"a": dt.date(2025, 4, 24)})["a"]


@pytest.mark.parametrize("dash", ["-", "--", "–", "—", "‐", " - ", " – "])
def test_a_range_is_one_in_every_citation(dash: str) -> None:
    """Each format has its own sign between its ends."""
    reference = of(f"100{dash}112")
    assert "  pages = {100--112},\n" in bibtex(reference, {})
    assert "SP  - 100\nEP  - 112\n" in ris(reference, {})
    assert csl(reference, {})["page"] == "100-112"
    assert ", 100–112." in apa(reference, {})


@pytest.mark.parametrize(
    ("pages", "first", "rest"),
    [("", "", ""), ("e12", "e12", ""), ("S1-S9", "S1", "S9"), ("1-5, 9-12", "1", "5, 9-12"), ("-", "-", "")],
)
def test_the_first_page_and_the_others(pages: str, first: str, rest: str) -> None:
    """What is no range stays whole."""
    assert ends(pages) == (first, rest)
    assert joined(pages, "-") == pages


def test_ris_has_several_ranges_as_they_are() -> None:
    """It knows one first page and one last."""
    assert "SP  - 1-5, 9\n" in ris(of("1-5, 9"), {})
