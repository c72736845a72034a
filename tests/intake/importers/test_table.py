"""CSV tables become papers, row by row."""

import pytest
from digestry.errors import ContentError
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.importers.sources import read, reasons

PAPER = Paper(
    "",
    'A Title, with "quotes"',
    abstract="One.\n\nTwo.",
    authors=("Ann Lee", "Bo Chen"),
    url="https://a.example/",
    published=PartialDate(2024),
    tags=("vision", "speech recognition"),
)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_conference_table_is_read_by_its_header(delimiter: str, end: str) -> None:
    """Whatever the spreadsheet parts cells and rows by."""
    rows = [
        ["UID", "Title", "authors", "abstract", "keywords", "PaperURL", "year", "Session"],
        [
            "7",
            '"A Title, with ""quotes"""',
            '"Ann Lee| Bo Chen"',
            f'"One.{end}{end}Two."',
            '"vision|speech recognition"',
            "https://a.example/",
            "2024",
            "3",
        ],
        ["", "", "", "", "", "", "", ""],
        ["8", "B", '"Ann Lee;Bo Chen"', "", "", "", "", ""],
    ]
    reading = read(end.join(delimiter.join(row) for row in rows))
    assert reading.papers == (PAPER, Paper("", "B", authors=("Ann Lee", "Bo Chen")))
    assert not reading.dropped + reading.left_out
    assert [paper.place.line for paper in reading.papers] == [2, 6]


def test_spreadsheets_write_truth_in_capitals() -> None:
    """And a byte order mark in front."""
    assert read(b"\xef\xbb\xbftitle,draft,upvotes\r\nA,TRUE,3\r\n").papers == (
        Paper("", "A", draft=True, upvotes=3),
    )


@pytest.mark.parametrize(
    ("written", "draft"),
    [
        *((word, True) for word in ("true", "Yes", "y", "X", "1", " TRUE ")),
        *((word, False) for word in ("false", "No", "n", "0", "", " ")),
    ],
)
def test_people_write_truth_in_many_ways(written: str, draft: bool) -> None:
    """Each is known, and nothing is said of it."""
    reading = read(f"title,draft\nA,{written}\n")
    assert ([paper.draft for paper in reading.papers], reading.left_out) == ([draft], ())


@pytest.mark.parametrize("written", ["maybe", "2", "ja", "1.0"])
def test_a_draft_in_doubt_is_a_draft(written: str) -> None:
    """A slip must not publish it."""
    reading = read(f"title,draft\nA,{written}\n")
    assert [paper.draft for paper in reading.papers] == [True]
    (said,) = map(str, reading.left_out)
    assert said.endswith(f"`draft` of 'A' is '{written}', neither yes nor no; the paper is a draft")


def test_rows_that_do_not_fit_are_told() -> None:
    """A title with a bare comma makes a cell too many; a row without a title is no paper."""
    reading = read("title,venue\nAttention, is all,x\n,KDD\nB\n")
    assert [paper.title for paper in reading.papers] == ["B"]
    assert reasons(reading) == [
        (
            2,
            "Attention",
            "its row has more cells than the header; put texts that hold the separator in quotes",
        ),
        (3, "", "it has no title"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "person,venue\nA,B\n",
            "source:1: the header has no column `title`; name the columns in the first line",
        ),
        ("title,Title\nA,B\n", "source:1: the column `title` stands twice; rename or delete one"),
        (
            'title\nA\n"B\nC\n',
            "source:3: the row is not CSV (unexpected end of data); check the quotation marks",
        ),
        ("", "source:1: the header has no column `title`"),
    ],
)
def test_what_is_no_table_ends_in_one_line(text: str, message: str) -> None:
    """An open quotation mark would swallow the rows after it: nothing is lost silently."""
    with pytest.raises(ContentError) as error:
        read(text, "csv")
    assert str(error.value).startswith(message)


@given(st.lists(st.text(max_size=8) | st.sampled_from([*list(',;\t"\n\r\x00|'), '""', "title"]), max_size=20))
def test_any_table_gives_papers_or_one_line(pieces: list[str]) -> None:
    """Whatever stands in its rows."""
    try:
        reading = read(("title,authors\n" + "".join(pieces)).encode(errors="surrogatepass"), "csv")
    except ContentError as error:
        assert len(error.problems) == 1
    else:
        assert all(paper.title for paper in reading.papers)
