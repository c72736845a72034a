"""What a source is, is told from its content; whatever it is, it ends in papers or in one line."""

import gzip
import json

import pytest
from digestry.errors import ContentError
from digestry.intake.importers import source_formats as formats
from digestry.intake.importers.raw import Raw
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.importers.sources import read

SOURCES = {
    "huggingface": ['[{"paper": {}}]', "[]", '{\n "id": "2401.14427"\n}', '\n [ {"a": 1} ]'],
    "jsonl": ['{"title": "A"}', '{"title": "A"}\n{"title": "B"}', '{"title": \n{"title": "B"}\n'],
    "feed": ['<?xml version="1.0"?><feed/>', "\n<rss><channel/></rss>", "<broken"],
    "bibtex": [
        "@misc{a, title={A}}",
        "A note of mine.\n\n  @Article (a,\n title={A})",
        "% x\n@string{a={b}}",
    ],
    "csv": ["title,venue\nA,B", "UID;Title;x\n", '"title"\tauthors\n', "title\nA\n"],
    "ids": [
        "2401.14427",
        "# mine\n\narXiv:2401.14427v2\n10.1145/x\nwhat\n",
        "https://arxiv.org/abs/hep-ex/0307015",
    ],
    "page": [
        "Daily Papers\nApr 24\n",
        "A Title\nAn abstract.\n",
        "[Re] A Title\n",
        "{a} title",
        "# 2401\nA title",
    ],
}


@pytest.mark.parametrize(
    ("format", "text"), [(name, text) for name, texts in SOURCES.items() for text in texts]
)
def test_a_format_is_told_from_the_content(format: str, text: str) -> None:
    """With a byte order mark, in UTF-16, packed: always the same."""
    data = text.encode()
    for packed in (
        data,
        b"\xef\xbb\xbf" + data,
        text.encode("utf-16"),
        gzip.compress(data),
        b"\r\n \t" + data,
    ):
        assert formats.detect(Raw(packed, "source")) == format


def test_every_format_is_told() -> None:
    """What `--format` offers can be found without it."""
    assert SOURCES.keys() == formats.formats().keys()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "source:1: there is nothing in it; check where it comes from"),
        (b" \n", "source:1: there is nothing in it; check where it comes from"),
        (
            b"<!DOCTYPE html>\n<html>",
            "source:1: this is a web page; copy the text of the page and import that, or",
        ),
        (b"%PDF-1.7\n", "source:1: this is a PDF file; import its arXiv id or its DOI"),
        (
            b"PK\x03\x04x",
            "source:1: this is a zip archive or a spreadsheet; unpack it, or save the sheet as CSV",
        ),
        (b"title\nA\nCaf\xe9\n", "source:3: the text is not UTF-8 here; save it as UTF-8"),
        (b"\xff\xfea", "source:1: the text is not whole UTF-16; save it as UTF-8"),
        (
            gzip.compress(b"title\nA", mtime=0)[:-9],
            "source:1: the gzip archive ends too soon; fetch or pack it again",
        ),
        (b"\x1f\x8bxxxxxxxx", "source:1: the gzip archive is damaged; fetch or pack it again"),
        (
            gzip.compress(b"a", mtime=0) + b"x",
            "source:1: something that is not gzip follows the archive; pack it again",
        ),
        (gzip.compress(b"a" * 10**8, mtime=0), "source:1: more than 2,9"),
    ],
)
def test_what_cannot_be_read_ends_in_one_line(data: bytes, message: str) -> None:
    """Where, what, and what to do instead."""
    with pytest.raises(ContentError) as error:
        read(data)
    assert str(error.value).startswith(message)


def test_an_archive_may_have_members() -> None:
    """Two packed files in a row are one packed file."""
    lines = [gzip.compress(json.dumps({"title": title}).encode() + b"\n") for title in "AB"]
    assert [paper.title for paper in read(b"".join(lines)).papers] == ["A", "B"]


@given(
    st.sampled_from([None, *formats.formats()]),
    st.binary(max_size=200),
    st.sampled_from(["", *(text for texts in SOURCES.values() for text in texts)]),
)
def test_any_bytes_give_papers_or_one_line(format: str | None, data: bytes, start: str) -> None:
    """In any format, told or asked for; also behind a good beginning, and packed."""
    for source in (start.encode() + data, gzip.compress(start.encode() + data), b"\x1f\x8b\x08" + data):
        try:
            reading = read(source, format)
        except ContentError as error:
            assert len(error.problems) == 1
            assert str(error).startswith("source:")
            assert "\n" not in str(error)
        else:
            assert all(paper.title and paper.place.line >= 1 for paper in reading.papers)
