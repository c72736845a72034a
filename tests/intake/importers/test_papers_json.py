"""The Hugging Face API's answers and JSON Lines become papers."""

import datetime as dt
import gzip
import json

import pytest
from digestry.errors import ContentError
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.importers.sources import read, reasons

DAILY = {
    "paper": {
        "id": "2602.08025",
        "authors": [
            {"_id": "1", "name": "Zhi-Hao Tan", "hidden": False},
            {"_id": "2", "name": "Not Me", "hidden": True},
            {"_id": "3", "name": "Jian-Dong  Liu"},
        ],
        "publishedAt": "2026-02-08T18:12:01.000Z",
        "submittedOnDailyAt": "2026-02-10T01:00:00.000Z",
        "title": "Learnware: $O(n^2)$ Models\nin a Dock",
        "summary": "One line\nand another.\n\nA paragraph.",
        "upvotes": 12,
        "projectPage": "https://learnware.example/",
        "githubRepo": "https://github.com/learnware/dock",
        "githubStars": 10,
        "ai_summary": "A summary by a machine.",
        "ai_keywords": ["learnware", "model reuse"],
    },
    "publishedAt": "2026-02-09T03:00:00.000Z",
    "title": "Learnware: outer",
    "summary": "outer",
    "numComments": 2,
    "submittedBy": {"name": "ann", "fullname": "Ann"},
}
PAPER = Paper(
    id="",
    title="Learnware: $O(n^2)$ Models in a Dock",
    abstract="One line and another.\n\nA paragraph.",
    authors=("Zhi-Hao Tan", "Jian-Dong Liu"),
    arxiv="2602.08025",
    published=PartialDate(2026, 2, 8),
    upvotes=12,
    project="https://learnware.example/",
    code="https://github.com/learnware/dock",
    tags=("learnware", "model reuse"),
)


@pytest.mark.parametrize("indent", [None, 2])
def test_daily_papers_are_read_from_their_inner_object(indent: int | None) -> None:
    """The outer date differs by hours; who hides is left out; no machine's summary becomes the curator's."""
    reading = read(json.dumps([DAILY], indent=indent))
    assert reading.papers == (PAPER,)
    assert reading.days == {dt.date(2026, 2, 10)}
    assert not reading.dropped + reading.left_out


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("value", [DAILY, DAILY["paper"]])
def test_a_single_paper_is_read_too(value: object, indent: int | None) -> None:
    """As /api/papers/<id> answers, in one line or in several."""
    assert read(json.dumps(value, indent=indent)).papers == (PAPER,)


def test_a_repository_may_be_owner_and_name() -> None:
    """It is on GitHub then."""
    (paper,) = read('[{"id": "2602.08025", "title": "A", "githubRepo": "owner/name"}]').papers
    assert paper.code == "https://github.com/owner/name"


def test_each_paper_knows_its_line() -> None:
    """Messages lead there."""
    text = json.dumps([{"title": "A"}, {"summary": "b", "publishedAt": "2026"}, 7], indent=1)
    reading = read(text, "json")
    assert [paper.place.line for paper in reading.papers] == [2]
    assert reasons(reading) == [(5, "b", "it has no title"), (9, "7", "it is not a JSON object")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[{"title": "A"},\n{"title": "B"',
            "source:2: this is not JSON (parse error: premature EOF); fetch it again",
        ),
        ('[{"title": "A", "title": "B"}]', "source:1: `title` stands twice in one object; keep one"),
        (
            '[{"title": NaN}]',
            "source:1: this is not JSON (lexical error: invalid char in json text.); fetch it again",
        ),
        (f'[{{"upvotes": {"1" * 5000}}}]', "source:1: this is not JSON (a text or number); fetch it again"),
        (
            '{"error": "Rate limited"}',
            "source:1: the source answers with an error: Rate limited; try again later",
        ),
        ("[" * 30, "source:1: more than 20 levels deep; this is no list of papers"),
    ],
)
def test_what_is_no_list_of_papers_ends_in_one_line(text: str, message: str) -> None:
    """Where, what, and what to do."""
    with pytest.raises(ContentError) as error:
        read(text, "json")
    assert str(error.value) == message


def test_json_lines_take_the_names_that_corpora_use() -> None:
    """And every field of the content format; packed or not."""
    line = {
        "key": "lee2024a",
        "title": "A Title",
        "authors": ["Ann Lee", "Bo Chen"],
        "year": 2024,
        "venue": "neurips",
        "abstract": "Some.",
        "pdf_url": "https://a.example/a.pdf",
        "url": "https://a.example/",
        "doi": "10.1145/x",
        "code_url": "https://github.com/a/b",
        "summary": "Mine.",
        "draft": True,
    }
    text = (
        json.dumps(line)
        + "\n\n"
        + json.dumps({"title": "B", "published": "2024-01", "year": 2023, "venue": "KDD"})
        + "\r\n"
    )
    expected = (
        Paper(
            "",
            "A Title",
            abstract="Some.",
            summary="Mine.",
            authors=("Ann Lee", "Bo Chen"),
            doi="10.1145/x",
            url="https://a.example/",
            pdf="https://a.example/a.pdf",
            code="https://github.com/a/b",
            venue="neurips",
            published=PartialDate(2024),
            draft=True,
        ),
        Paper("", "B", venue="KDD", published=PartialDate(2024, 1)),
    )
    for source in (
        text.encode(),
        gzip.compress(text.encode()),
        b"\xef\xbb\xbf" + text.encode(),
        text.encode("utf-16"),
    ):
        reading = read(source)
        assert reading.papers == expected
        assert [paper.place.line for paper in reading.papers] == [1, 3]


def test_a_broken_line_costs_no_other() -> None:
    """A download that ended in the middle of a paper has lost that paper, and says so."""
    lines = ['{"title": "A"}', "[1]", '{"title": "B", "title": "C"}', '{"title": NaN}', '{"title": "D']
    reading = read("\n".join(lines), "jsonl")
    assert [paper.title for paper in reading.papers] == ["A"]
    assert reasons(reading) == [
        (2, "[1]", "it is not a JSON object"),
        (3, lines[2], "the line is not JSON: a key stands in it twice"),
        (4, lines[3], "the line is not JSON: NaN is no number"),
        (5, lines[4], "the line is not JSON: Unterminated string starting at"),
    ]


def test_no_line_of_json_is_an_error() -> None:
    """It is another format then."""
    with pytest.raises(
        ContentError, match="source:1: the line is not JSON: Expecting value; write one JSON object"
    ):
        read("a\nb\n", "jsonl")


def test_values_that_cannot_be_used_are_told() -> None:
    """With the paper, which is there without them; nothing vanishes."""
    line = {
        "title": "A",
        "doi": "x",
        "url": "javascript:x",
        "venue": ["V"],
        "authors": ["Ann", 7, None],
        "upvotes": 10**30,
        "published": "2024-13",
        "abstract": "a" * 100_001,
    }
    reading = read(json.dumps(line))
    assert reading.papers == (Paper("", "A", authors=("Ann",)),)
    assert sorted(problem.what for problem in reading.left_out) == [
        "`abstract` of 'A' is '" + "a" * 80 + "', longer than 100,000 characters",
        "`authors` of 'A' is 7, not a text",
        "`doi` of 'A' is 'x', not a DOI",
        "`published` of 'A' is '2024-13', not a date",
        "`upvotes` of 'A' is a number, not a text",
        "`url` of 'A' is 'javascript:x', not a web address",
        "`venue` of 'A' is a list, not a text",
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["paper", "title", "authors", "summary", "id", "publishedAt", "error", "name", "tags"]
            )
            | st.text(max_size=3),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(JSON, st.sampled_from([None, 1]), st.booleans())
def test_any_json_gives_papers_or_one_line(value: object, indent: int | None, lines: bool) -> None:
    """Whatever its shape: also half surrogates, infinities, and huge numbers."""
    try:
        reading = read(json.dumps(value, indent=indent), "jsonl" if lines else "json")
    except ContentError as error:
        assert len(error.problems) == 1
    else:
        assert all(paper.title for paper in reading.papers)
