"""What is written into the content folder is read back as it was, and pleases a person."""

import datetime as dt

from digestry.content.entries import facts, feed, fetched
from digestry.content.load import RawContent
from digestry.content.nodes import parse
from digestry.content.validate import Content, validate
from digestry.intake.importers.reading import reading
from digestry.intake.importers.records import Record
from digestry.intake.take_in import take_in
from digestry.paper import names
from digestry.paper.dates import PartialDate
from digestry.paper.model import Fact, Fetched, Lookup, Paper, Seen
from hypothesis import given
from hypothesis import strategies as st

DAY = dt.date(2025, 4, 24)


def read_back(text: str) -> Content:
    source, wrong = parse(text, "feed/a.yml")
    digest, invalid = validate(RawContent("content", feed=(source,)))
    assert [*wrong, *invalid] == []
    return digest


WORDS = st.text(max_size=40) | st.sampled_from(
    [
        "no",
        "2401.10",
        "12:30",
        "a: b",
        "- x",
        "# x",
        "'",
        "x\n\ny",
        "~",
        "{{ x }}",
        "long words " * 30,
        "😀" * 120,
        "﻿",
    ]
)
WORD = st.from_regex(r"[A-Z][a-zé]{2,7}( [A-Z][a-z]{2,5})?", fullmatch=True)
FIELDS = st.fixed_dictionaries(
    {"title": WORDS},
    optional={
        "abstract": WORDS,
        "summary": WORDS,
        "note": WORDS,
        "authors": WORDS
        | st.lists(
            WORDS
            | WORDS.map(names.organisation)
            | st.builds(lambda *parts: names.Name(*parts), WORD, WORD, st.sampled_from(["", "Jr."]))
            | st.just(names.OTHERS),
            max_size=3,
        ),
        "arxiv": st.sampled_from(["2401.14427", "hep-ex/0307015v2", "arXiv:2401.14427"]) | WORDS,
        "doi": st.sampled_from(["10.1145/x", "https://doi.org/10.1000/(a)b"]) | WORDS,
        "url": st.sampled_from(["https://a.example/?b=c&d", "javascript:x", "https://arxiv.org/abs/2401.1"]),
        "code": st.sampled_from(["owner/name", "https://c.example/", "x"]),
        "venue": WORDS,
        "published": st.sampled_from(["2024", "0042", "2024-01", "2024-02-30", "2024-01-24T10:00:00Z"]),
        "categories": st.lists(st.sampled_from(["cs.LG", "no category", "hep-ex"]), max_size=3),
        "upvotes": st.integers(-1, 10**10) | st.none(),
        "draft": st.sampled_from(["true", "false", "maybe"]),
    },
)


def parts(paper: Paper) -> list[tuple[object, ...]]:
    """The names as they come apart, of which equality knows nothing."""
    found = map(names.name, names.named(paper.authors))
    return [(name.parts, name.is_organisation) for name in found]


@given(st.lists(FIELDS, max_size=5))
def test_whatever_comes_in_is_valid_content(records: list[dict[str, object]]) -> None:
    """Any source's texts and values, cleaned, written and read back, are the same papers and no mistake."""
    papers = reading([Record(fields, 1) for fields in records], "source").papers
    added = take_in(papers, Content((), (), ()), "source", DAY).added
    if added:
        (issue,) = read_back(feed(DAY, added, "Brought in from a\nsource # with: anything")).issues
        assert issue.papers == added
        assert [parts(paper) for paper in issue.papers] == [parts(paper) for paper in added]
        assert issue.date == DAY


def test_a_feed_file_reads_like_a_curators() -> None:
    """Texts wear quotes only where they must, long ones are folded, papers are parted by blank lines."""
    papers = [
        Paper(
            "a",
            "A Title",
            authors=("Ann Lee",),
            arxiv="2401.14427",
            published=PartialDate(2024, 1, 24),
            upvotes=0,
        ),
        Paper("b", "B: a Title", abstract="word " * 60 + "end.", published=PartialDate(2024), draft=True),
    ]
    lines = feed(DAY, papers, "Brought in from a page; yours to edit.").splitlines()
    assert lines[:10] == [
        "# Brought in from a page; yours to edit.",
        "date: 2025-04-24",
        "papers:",
        "  - id: a",
        "    title: A Title",
        "    authors: [Ann Lee]",
        '    arxiv: "2401.14427"',
        "    published: 2024-01-24",
        "    upvotes: 0",
        "",
    ]
    assert lines[10:16] == [
        "  - id: b",
        "    title: 'B: a Title'",
        "    published: 2024",
        "    draft: true",
        "    abstract: >-",
        "      " + " ".join(["word"] * 22),
    ]


def test_facts_are_read_back() -> None:
    """With their types, sources and dates, and who was asked for them, in any order of papers."""
    known = {
        "b": (
            Fact("authors", ("Ann Lee", "Bo: Chen"), "https://a.example/?x=1#y", DAY),
            Fact("published", PartialDate(2024, 1), "refs: a.bib", DAY),
        ),
        "a": (Fact("arxiv", "2401.14427", "a list", DAY), Fact("upvotes", 3, "a list", DAY)),
    }
    asked = {"a": (Lookup("Hugging Face 2401.14427", DAY),), "c": (Lookup("arXiv by title", DAY),)}
    source, wrong = parse(facts(known, asked), "facts.yml")
    digest, invalid = validate(RawContent("content", facts=source))
    assert [*wrong, *invalid] == []
    assert {id: found for id, found in digest.facts.items() if found} == known
    assert {id: found for id, found in digest.asked.items() if found} == asked


def test_what_was_fetched_is_read_back() -> None:
    """Titles and validators as they came, whatever is in them."""
    known = {
        "daily-papers": Fetched(
            definition="0123",
            etag='W/"a: b"',
            modified="Tue, 24 Nov 2026 10:00:00 GMT",
            newest=DAY,
            seen=(Seen("A: “paper” # 1", "2401.14427", "", DAY), Seen("no", "", "10.1145/3637528.1", DAY)),
        ),
        "empty": Fetched(definition="45"),
    }
    source, wrong = parse(fetched(known), "fetched.yml")
    digest, invalid = validate(RawContent("content", fetched=source))
    assert [*wrong, *invalid] == []
    assert digest.fetched == known
