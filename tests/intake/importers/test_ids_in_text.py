"""Ids of papers in any text, and what only looks like one."""

import pytest
from digestry.errors import ContentError
from digestry.intake.importers.identifiers import named_in
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.importers.sources import read


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("see https://www.alphaxiv.org/abs/2401.00001v2?utm_source=x, and", "2401.00001"),
        ("https://www.alphaxiv.org/overview/2401.00001", "2401.00001"),
        ("https://ar5iv.labs.arxiv.org/html/2401.00001#S1", "2401.00001"),
        ("[x](https://arxiv.org/pdf/2401.00001v2.pdf).", "2401.00001"),
        ("http://export.arxiv.org/abs/hep-ex/0307015", "hep-ex/0307015"),
        ("https://arxiv.org/e-print/2401.00001", "2401.00001"),
        ("arXiv preprint arXiv:2401.00001v3 [cs.CV], 2024", "2401.00001"),
        ("https://huggingface.co/papers/2401.00001**", "2401.00001"),
        ("https://papers.cool/arxiv/2401.00001]", "2401.00001"),
        ("https://www.semanticscholar.org/arxiv/2401.00001", "2401.00001"),
        ("https://doi.org/10.48550/arXiv.2401.00001", "2401.00001"),
        ("https://doi.org/10.1038/s41586-021-03819-2?utm_medium=x", "10.1038/s41586-021-03819-2"),
        ("https://doi.org/10.1145%2F36.37", "10.1145/36.37"),
        ("https://dl.acm.org/doi/abs/10.1145/36.37", "10.1145/36.37"),
        ("https://link.springer.com/chapter/10.1007/978-3-030_24#Sec3", "10.1007/978-3-030_24"),
        ("https://link.springer.com/content/pdf/10.1007/s11263-1.pdf", "10.1007/s11263-1"),
        ("https://onlinelibrary.wiley.com/doi/full/10.1002/adma.2023", "10.1002/adma.2023"),
        ("https://iopscience.iop.org/article/10.1088/2632-2153/abab62/meta", "10.1088/2632-2153/abab62"),
        ("https://www.biorxiv.org/content/10.1101/2023.04.30.538439v1.full.pdf", "10.1101/2023.04.30.538439"),
        ("&quot;https://doi.org/10.1145/36.37&quot;", "10.1145/36.37"),
        ('<a href="https://doi.org/10.1145/36.37">x</a>', "10.1145/36.37"),
        ("(doi: 10.1007/JHEP07(2016)069).", "10.1007/JHEP07(2016)069"),
    ],
)
def test_an_id_is_found_without_what_stands_around_it(text: str, id: str) -> None:
    """In all addresses that hold one; versions, trackers, marks and brackets are no part of it."""
    assert [each.arxiv or each.doi for each in named_in(text)] == [id]


@pytest.mark.parametrize(
    "text",
    [
        "10.0.0.1/24 and 192.168.10.1234/5",
        "see /var/data/10.1234/file.txt",
        "release 10.2345/6",
        "Chrome/110.0.5481.77 Safari/537.36",
        "1203.4567 MB in 2304.08485 s",
        "https://arxiv.org/list/cs.LG/2304",
        "https://arxiv.org/abs/1234.56789",
        "https://arxiv.org/abs/2313.00001",
        "tel. 2401.00001 is mine",
    ],
)
def test_what_looks_like_an_id_is_none(text: str) -> None:
    """Hosts, paths, versions, sizes, months that do not exist."""
    assert list(named_in(text)) == []
    with pytest.raises(ContentError):
        read(f"{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "2401.00001, 2401.00002v2; 2401.00003",
        "2401.00001\t2401.00002\n(2401.00003)  # late\n",
        "2401.00001 - A Title\n2401.00002: Another\n* [2401.00003] A third\n",
        "To read:\narXiv:2401.00001 and arxiv 2401.00002, then\nhttps://arxiv.org/abs/2401.00003",
    ],
)
def test_numbers_alone_are_ids_in_lists_of_them(text: str) -> None:
    """A line that is nothing else, or begins with one; the line is never a title."""
    reading = read(text)
    assert [paper.title for paper in reading.papers] == [f"arXiv:2401.0000{number}" for number in (1, 2, 3)]
    assert all(each.is_named for each in reading.candidates)


@pytest.mark.parametrize(
    "text",
    [
        "2401.00001\n3141.59265\n2718.28182\n",
        "[1203.4567] usb 1-1: new device\n[1203.9999] usb 1-1: gone\n",
        "2401.00001: start\n9401.00002: end\n",
        "price 2401.00001\n",
        "1412.34567\n1301.34567\n",
    ],
)
def test_numbers_among_other_numbers_are_none(text: str) -> None:
    """As in logs, tables of data and accounts."""
    with pytest.raises(ContentError):
        read(text)


def test_each_paper_is_wanted_once_with_the_line_around_it() -> None:
    """A chat names some twice."""
    chat = (
        "[24/11/2026, 09:10] Ann: have you seen this? https://arxiv.org/abs/2401.00001v2\n"
        "[24/11/2026, 09:11] Bo: yes! arXiv:2401.00001, and https://doi.org/10.1145/36.37.\n"
    )
    reading = read(chat)
    assert reading.format == "text"
    assert [(paper.arxiv, paper.doi, paper.title) for paper in reading.papers] == [
        ("2401.00001", "", "arXiv:2401.00001"),
        ("", "10.1145/36.37", "doi:10.1145/36.37"),
    ]
    assert reading.candidates[0].said.startswith("[24/11/2026, 09:10] Ann: have you seen this?")


@given(st.text(max_size=200))
def test_any_text_names_only_what_it_holds(text: str) -> None:
    """Nothing is made up."""
    for each in named_in(text):
        assert (each.arxiv or each.doi.partition("/")[0]) in text


@given(st.text(alphabet="0123456789./arxivdo:-v \n[](){}%<>&;", max_size=80))
def test_what_is_nearly_an_id_crashes_nothing(text: str) -> None:
    """Nor is it found elsewhere than it stands."""
    for each in named_in(text):
        assert 0 <= each.start < each.end <= len(text)
