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


SHEETS = {
    "of people's own making": 'Paper Title,Author(s),Link,Year,Conference\nA Good Title,"Ann Lee, Bo Chen",https://doi.org/10.1000/a,2024,Things\n',
    "Zotero": '\ufeff"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Date"\n"K","journalArticle","2024","Lee, Ann; Chen, Bo","A Good Title","Things","10.1000/a","2024"\n',
    "Google Scholar": 'Authors,Title,Publication,Volume,Number,Pages,Year,Publisher\n"Lee, Ann; Chen, Bo; ",A Good Title,Things,,,,2024,\n',
    "Scopus": '"Authors","Author full names","Title","Year","Source title","DOI"\n"Lee A.; Chen B.","Lee, Ann (57200000000); Chen, Bo (57200000001)","A Good Title",2024,"Things","10.1000/a"\n',
    "IEEE Xplore": '"Document Title",Authors,"Publication Title",Publication Year,DOI\n"A Good Title","Ann Lee; Bo Chen","Things","2024","10.1000/a"\n',
    "tabs": "Title\tAuthors\tVenue\tDate\nA Good Title\tAnn Lee and Bo Chen\tThings\t2024\n",
    "semicolons after sep=": 'sep=;\nTitle;Authors;Venue;Year\nA Good Title;"Ann Lee, Bo Chen";Things;2024\n',
    "a title above": "My reading list\n\ntitle,authors,venue,year\nA Good Title,Ann Lee|Bo Chen,Things,2024\n",
    "underscores and capitals": "PAPER_TITLE,AUTHOR_NAMES,VENUE_NAME,PUBLICATION_YEAR\nA Good Title,Ann Lee|Bo Chen,Things,2024\n",
}


@pytest.mark.parametrize("text", SHEETS.values(), ids=SHEETS)
def test_a_table_is_read_under_any_usual_names(text: str) -> None:
    """Case, spaces, marks and what stands above the header do not matter."""
    (paper,) = read(text, None).papers
    assert (paper.title, paper.venue, paper.published) == ("A Good Title", "Things", PartialDate(2024))
    assert paper.authors == ("Ann Lee", "Bo Chen")
    assert paper.doi in {"", "10.1000/a"}


def test_a_curators_own_words_survive() -> None:
    """As the summary and as the note; columns that nothing reads are named with their filled cells."""
    text = "Title,Description,Abstract,My Notes,Comments,Tweet,Stars\nA,Mine.,Theirs.,Twice.,Again.,https://x.com/1,\nB,,Theirs.,,,https://x.com/2,5\n"
    reading = read(text)
    assert [(paper.summary, paper.note, paper.abstract) for paper in reading.papers] == [
        ("Mine.", "Twice.\n\nAgain.", "Theirs."),
        ("", "", "Theirs."),
    ]
    assert reading.unread == {"column Tweet": 2, "column Stars": 1}


def test_of_two_columns_the_fuller_counts() -> None:
    """And the other is told if it says something else."""
    reading = read(
        "title,authors,Year,Date,url,Link\nA,Ann Lee,2024,2024-01-24,https://a.example/,https://b.example/\n"
    )
    (paper,) = reading.papers
    assert paper.published == PartialDate(2024, 1, 24)
    assert paper.url == "https://a.example/"
    assert reading.unread == {"column Link": 1}


def test_a_row_is_of_the_day_on_which_it_was_added() -> None:
    reading = read("title,authors,Date Added\nA,Ann Lee,2026-01-02 10:00:00\nB,Bo Chen,\n")
    assert [str(each.day) for each in reading.candidates] == ["2026-01-02", "None"]


def test_links_alone_name_papers() -> None:
    """A table needs no titles where it links to papers."""
    reading = read("Link,Who\nhttps://arxiv.org/abs/2401.14427,Ann\nhttps://example.org/,Bo\n")
    assert [paper.arxiv for paper in reading.papers] == ["2401.14427"]
    assert [drop.why for drop in reading.dropped] == ["it has no title"]


def test_a_doubtful_list_of_authors_is_told() -> None:
    (found,) = read('title,authors,venue\nA,"Lee, Ann, Chen, Bo",KDD\n').candidates
    assert found.paper.authors == ("Ann Lee", "Bo Chen")
    assert found.doubts


@pytest.mark.parametrize(
    "text",
    [
        "name,email\nAnn,ann@example.org\n",
        "name,description,price\nA lamp,It shines.,12\n",
        "title,year,genre\nAlien,1979,horror\n",
        "time,level,message\n10:00,INFO,started\n",
        "url,status\nhttps://example.org/,200\n",
        "id,link\n1,https://shop.example/1\n",
    ],
)
def test_tables_of_other_things_are_refused(text: str) -> None:
    with pytest.raises(ContentError):
        read(text)
