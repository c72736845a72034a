"""Bibliographies with a tag before each value, in the forms that programs really write."""

import datetime as dt
import textwrap

import pytest
from digestry.catalogue.references import references
from digestry.errors import ContentError
from digestry.outputs.cite.citation_formats import formats
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper, Tag
from digestry.paper.names import OTHERS, name, organisation
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.importers.sources import read

RIS = """\
TY  - JOUR
TI  - Visual Tuning
AU  - Liu, Haotian
AU  - King, Martin Luther, Jr.
AU  - ATLAS Collaboration
AU  - van der Berg, Ann
T2  - Journal of Things
AB  - We tune
  what is seen.
DA  - 2023/04/17
PY  - 2023
DO  - https://doi.org/10.1000/xyz123
UR  - https://example.org/paper
L1  - https://example.org/paper.pdf
KW  - multimodal
KW  - tuning; vision
N1  - Read this twice
VL  - 12
SP  - 3
EP  - 9
CY  - Rome
ER  -
"""


def test_a_reference_of_ris_is_read() -> None:
    reading = read(RIS)
    (paper,) = reading.papers
    assert paper == Paper(
        "",
        "Visual Tuning",
        authors=("Haotian Liu", "Martin Luther King Jr.", "ATLAS Collaboration", "Ann van der Berg"),
        note="Read this twice",
        abstract="We tune what is seen.",
        doi="10.1000/xyz123",
        url="https://example.org/paper",
        pdf="https://example.org/paper.pdf",
        venue="Journal of Things",
        published=PartialDate(2023, 4, 17),
        tags=("multimodal", "tuning", "vision"),
        kind="journal",
        volume="12",
        pages="3-9",
    )
    assert [getattr(author, "is_organisation", None) for author in paper.authors] == [
        False,
        False,
        True,
        False,
    ]
    assert name(paper.authors[3]).family == "van der Berg"
    assert reading.unread == {"RIS tag CY": 1}


@pytest.mark.parametrize(
    "text",
    [
        RIS.replace("  - ", " - "),
        RIS.replace("  - ", "- "),
        RIS.lower().replace("ty  - jour", "ty  - JOUR"),
        RIS.replace("ER  -\n", ""),
        RIS.replace("\n", "\r\n"),
        RIS.replace("\n", "\r"),
        "\ufeff" + RIS,
        "Exported by a program\n\n" + RIS + "\n\n",
        RIS.replace("TI  -", "T1  -")
        .replace("AU  -", "A1  -")
        .replace("DA  -", "Y1  -")
        .replace("AB  -", "N2  -"),
    ],
)
def test_real_files_vary(text: str) -> None:
    (paper,) = read(text).papers
    assert paper.title.lower() == "visual tuning"
    assert len(paper.authors) == 4
    assert paper.doi == "10.1000/xyz123"
    assert paper.published == PartialDate(2023, 4, 17)


def test_references_follow_each_other_with_or_without_an_end() -> None:
    text = "TY  - JOUR\nTI  - One\nTY  - CONF\nTI  - Two\nER  -\nTY  - BOOK\nAU  - Lee, Ann\nER  -\n"
    reading = read(text)
    assert [paper.title for paper in reading.papers] == ["One", "Two"]
    assert [(drop.place.line, drop.why) for drop in reading.dropped] == [(6, "the reference has no title")]


@pytest.mark.parametrize(
    "line", ["AN  - arXiv:2401.14427", "UR  - https://arxiv.org/pdf/2401.14427v2", "M3  - arXiv:2401.14427"]
)
def test_ids_are_found_in_any_tag(line: str) -> None:
    (paper,) = read(f"TY  - UNPB\nTI  - A\n{line}\nER  - \n").papers
    assert paper.arxiv == "2401.14427"


def test_medlines_form_is_read() -> None:
    """Full names before initials, a group, wrapped lines, the DOI behind its label."""
    text = """\
PMID- 34265844
OWN - NLM
DP  - 2021 Aug
TI  - Highly accurate protein structure prediction
      with AlphaFold.
LID - 10.1038/s41586-021-03819-2 [doi]
AB  - Proteins are essential to life.
FAU - Jumper, John
AU  - Jumper J
FAU - Evans, Richard
AU  - Evans R
CN  - AlphaFold Team
JT  - Nature
VI  - 596

PMID- 1
TI  - Only initials
AU  - van der Berg AB
"""
    reading = read(text)
    first, second = reading.papers
    assert first.title == "Highly accurate protein structure prediction with AlphaFold."
    assert first.authors == ("John Jumper", "Richard Evans", "AlphaFold Team")
    assert (first.doi, first.venue, first.published) == (
        "10.1038/s41586-021-03819-2",
        "Nature",
        PartialDate(2021, 8),
    )
    assert first.url == "https://pubmed.ncbi.nlm.nih.gov/34265844/"
    assert name(second.authors[0]).parts == ("van der Berg", "AB", "")
    assert first.volume == "596"
    assert reading.unread == {}


def test_lines_that_were_cut_anywhere_go_together_again() -> None:
    """Some programs break a text at a column, within words; others between words, where a space was."""
    words = "Instruction tuning of large language models has improved zero-shot capabilities"
    cut = "\n      ".join(words[at : at + 20] for at in range(0, len(words), 20))
    assert read(f"PMID- 1\nTI  - A\nAB  - {cut}\n").papers[0].abstract == words
    wrapped = "\n      ".join(textwrap.wrap(words, 24))
    assert read(f"PMID- 1\nTI  - A\nAB  - {wrapped}\n").papers[0].abstract == words


@pytest.mark.parametrize(
    "text",
    [
        "%0 Journal Article\n%T A Title\n%A Lee, Ann\n%A Qwen Team,\n%J Things\n%D 2024\n%R 10.1000/a\n%X Words.\n%K one\ntwo\n",
        "PT J\nAU Lee, A\n   Chen, B\nAF Lee, Ann\nCA Qwen Team\nTI A Title\nSO Things\nPY 2024\nDI 10.1000/a\nAB Words.\nDE one; two\nER\n\nEF\n",
        "RT Journal Article\nT1 A Title\nA1 Lee,Ann\nA1 Qwen Team,\nJF Things\nYR 2024\nDO 10.1000/a\nAB Words.\nK1 one\nK1 two\n",
    ],
)
def test_other_tagged_formats_are_read(text: str) -> None:
    (paper,) = read(text).papers
    assert paper == Paper(
        "",
        "A Title",
        authors=("Ann Lee", "Qwen Team"),
        abstract="Words.",
        doi="10.1000/a",
        venue="Things",
        published=PartialDate(2024),
        tags=("one", "two"),
        kind="" if text.startswith("PT") else "journal",
    )
    assert getattr(paper.authors[1], "is_organisation", False)


LINE = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)
WORD = st.from_regex(r"[A-Z][a-z]{2,7}", fullmatch=True)
PEOPLE = st.lists(st.builds(lambda first, last: name(f"{first} {last}"), WORD, WORD), max_size=3)
PAPERS = st.builds(
    Paper,
    id=st.just("a"),
    title=LINE,
    authors=st.builds(
        lambda people, more: (*people, *more),
        PEOPLE,
        st.sampled_from([(), (OTHERS,), (organisation("Qwen Team"),)]),
    ),
    abstract=LINE | st.just(""),
    arxiv=st.sampled_from(["", "2401.14427", "hep-th/9510017"]),
    doi=st.sampled_from(
        ["", "10.1000/a_b", "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"]
    ),
    url=st.sampled_from(["", "https://example.org/?a=b&c=d"]),
    pdf=st.sampled_from(["", "https://example.org/a.pdf"]),
    code=st.sampled_from(["", "https://github.com/a/b"]),
    venue=st.sampled_from(["", "KDD 2024", "Nature"]),
    published=st.none() | st.builds(PartialDate, st.integers(1500, 2099), st.integers(1, 12)),
    tags=st.sampled_from([(), ("agents",)]),
)


@given(PAPERS, st.sampled_from(["ris", "csl-json"]))
def test_what_we_export_comes_back(paper: Paper, format: str) -> None:
    """All that the format has a place for; CSL-JSON has none for PDF and code."""
    (reference,) = references([paper], {"a": dt.date(2025, 4, 24)}).values()
    written = formats()[format].join(
        [formats()[format].entry(reference, {"agents": Tag("agents", "Agents", "")})]
    )
    (back,) = read(written, "ris" if format == "ris" else "json").papers
    assert back.title == " ".join(paper.title.split())
    assert back.abstract == " ".join(paper.abstract.split())
    for field in (
        "authors",
        "arxiv",
        "doi",
        "venue",
        "published",
        *(("pdf", "code") if format == "ris" else ()),
    ):
        assert getattr(back, field) == getattr(paper, field)
    assert back.url == ("" if paper.arxiv else paper.url or paper.pdf)
    assert back.tags == tuple(tag.title() for tag in paper.tags)


@given(st.binary(max_size=300), st.sampled_from(["ris", "nbib", "refer", "wos", "refworks"]))
def test_any_bytes_give_references_or_one_line(data: bytes, format: str) -> None:
    try:
        read(b"TY  - JOUR\n" + data, format)
    except ContentError as error:
        assert len(error.problems) == 1
