"""A paper's kind, and where in its journal it is, in all citations; read back by other programs."""

import datetime as dt
import json

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from digestry.catalogue.references import Reference, references
from digestry.intake.importers import source_formats as formats
from digestry.intake.importers.raw import Raw
from digestry.outputs.cite import citation_formats as cite
from digestry.outputs.cite.bibtex import bibtex
from digestry.outputs.cite.csl import csl
from digestry.outputs.cite.ris import ris
from digestry.paper.model import Paper
from digestry.paper.publications import NAMES, PUBLICATIONS
from hypothesis import given
from hypothesis import strategies as st

PART = st.sampled_from(["", "12", "A3", "1-2"])
PAPER = st.builds(
    Paper,
    id=st.just("a"),
    title=st.just("A Title"),
    doi=st.just("10.1000/a"),
    venue=st.sampled_from(["", "Physical Review D", "KDD 2024", "Nature"]),
    kind=st.sampled_from(["", *NAMES]),
    volume=PART,
    number=PART,
    pages=st.sampled_from(["", "100-112", "e12", "1-5, 9"]),
    publisher=st.sampled_from(["", "Springer & Co."]),
)
# Of two kinds with one word, and of words that need not mean ours, a format gives back less than it got.
LESS = {
    "bibtex": {"preprint"},
    "ris": {"preprint", "masters-thesis"},
    "csl-json": {"preprint"},
}


def of(paper: Paper) -> Reference:
    return references([paper], {paper.id: dt.date(2025, 4, 24)})[paper.id]


@pytest.mark.parametrize("name", ["bibtex", "ris", "csl-json"])
@given(paper=PAPER)
def test_what_goes_out_comes_back(name: str, paper: Paper) -> None:
    """Kind, volume, number, pages and publisher, and so the same citation again."""
    format = cite.formats()[name]
    text = format.join([format.entry(of(paper), {})])
    (back,) = formats.read(Raw(text.encode(), f"a.{format.suffix}")).papers
    assert (back.volume, back.pages, back.publisher) == (paper.volume, paper.pages, paper.publisher)
    assert back.number == paper.number
    if of(paper).kind not in LESS[name]:
        assert of(back).kind == of(paper).kind
        if name != "csl-json" or paper.venue:
            assert back.venue == paper.venue


@pytest.mark.parametrize("name", NAMES)
def test_other_programs_read_each_kind(name: str) -> None:
    """bibtexparser, rispy and JSON find the type of the table."""
    paper = Paper("a", "A", venue="Physical Review D", kind=name, pages="3-9", volume="12")
    row = PUBLICATIONS[name]
    (entry,) = parse_string(bibtex(of(paper), {})).entries
    assert entry.entry_type == row.bibtex
    assert entry.fields_dict[row.venue].value == "Physical Review D"
    assert entry.fields_dict["pages"].value == "3--9"
    (record,) = rispy.loads(ris(of(paper), {}))
    assert (record["type_of_reference"], record["start_page"], record["end_page"]) == (row.ris, "3", "9")
    item = json.loads(json.dumps(csl(of(paper), {})))
    assert (item["type"], item["page"], item["volume"]) == (row.csl, "3-9", "12")


@pytest.mark.parametrize("name", ["journal", "conference", "thesis", "report"])
def test_a_bibliography_keeps_its_types_and_venues(name: str) -> None:
    """However little the venue's name tells: NeurIPS' own is in no list."""
    row = PUBLICATIONS[name]
    text = (
        f"@{row.bibtex}{{k, title={{A}}, {row.venue}={{Advances in Neural Information Processing Systems}}}}"
    )
    (paper,) = formats.read(Raw(text.encode(), "a.bib")).papers
    assert (paper.kind, paper.venue) == (name, "Advances in Neural Information Processing Systems")


@pytest.mark.parametrize(
    "fields",
    [
        "journal={CoRR}, volume={abs/2401.00001}",
        "journal={CoRR, abs/2401.00001}",
        "journal={arXiv preprint arXiv:2401.00001}",
    ],
)
def test_corr_is_arxiv(fields: str) -> None:
    """No journal, no volume: a preprint until somebody says more."""
    (paper,) = formats.read(Raw(f"@article{{k, title={{A}}, {fields}}}".encode(), "a.bib")).papers
    assert (paper.arxiv, paper.venue, paper.volume, paper.kind) == ("2401.00001", "", "", "")
    assert of(paper).kind == "preprint"
