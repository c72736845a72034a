"""Time grows with the input: ten times as much of anything nasty takes ten times as long, or little more.

What is measured is the processor's time, the best of some runs, and only how it grows: what grew with the square
would take a hundred times as long.
"""

import datetime as dt
import gc
import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from digestry.catalogue.catalogue import Catalogue
from digestry.catalogue.references import references
from digestry.catalogue.related import related
from digestry.check import duplicates
from digestry.content.load import load
from digestry.content.nodes import parse
from digestry.content.validate import Content
from digestry.errors import ContentError
from digestry.intake.importers import source_formats
from digestry.intake.importers.raw import Raw
from digestry.intake.take_in import take_in
from digestry.outputs.cite.bibtex import bibtex
from digestry.outputs.mail.editions import of_issue
from digestry.outputs.mail.letter import letter
from digestry.outputs.pictures import picture
from digestry.outputs.search.index import fields
from digestry.paper import author_lists, names, prose, slugs, text
from digestry.paper.model import Issue, Paper
from digestry.paper.prose_commonmark import commonmark
from digestry.query import terms

from tests.check.content import feed, findings
from tests.outputs.mail.samples import SETTINGS

DAY = dt.date(2025, 4, 24)
MOST = 35  # times as long for ten times as much; between the ten of the line and the hundred of the square
PIECES = [
    *". #+ é. a. [ ( $ $a$ \\( { & < <a> ` * _ - 1, x= www. http:// 10. arxiv: @ — ^{ \\frac | ~ aB a- 中 () a/ a;".split(),
    "e\u0301",
    "\u0301\u0316",
    "'s.",
    "👩‍👧",
    " and ",
    "1,1 ",
]


def measured(run: Callable[[], object]) -> float:
    """The processor's seconds of a run, the least of three."""
    times = []
    for _ in range(3):
        gc.collect()
        begin = time.process_time()
        run()
        times.append(time.process_time() - begin)
        if times[-1] > 0.3:
            break
    return min(times)


def grows(make: Callable[[int], Callable[[], object]], size: int) -> None:
    """Compares a size with ten times as much; where both are quick, there is nothing to compare."""
    large = measured(make(10 * size))
    if large < 0.05:
        return
    small = measured(make(size))
    assert large < MOST * max(small, 0.004), f"{small:.3f} s, then {large:.3f} s"


@pytest.mark.parametrize("piece", PIECES)
def test_a_check_of_one_long_word(piece: str) -> None:
    """As a title and as an abstract."""

    def make(size: int) -> Callable[[], object]:
        word = json.dumps(piece * size, ensure_ascii=False)
        content = feed(f"id: a\ntitle: {word}\nabstract: {word}\ntags: [theory]")
        return lambda: findings(content)

    grows(make, 1000)


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_word_in_all_that_is_published(piece: str) -> None:
    """Citations, the search's words, feeds, pages, the Markdown twin and the letter."""

    def make(size: int) -> Callable[[], object]:
        words = text.clean(piece * size) or "a"
        paper = Paper("a", words, authors=(words,), venue=words, abstract=words, summary=words)

        def publish() -> None:
            for reference in references([paper], {"a": DAY}).values():
                bibtex(reference, {})
            for value in fields(paper, {}).values():
                for token in terms.tokens(terms.fold(value)):
                    terms.term(token)
            for written in (text.html, text.markdown, text.commonmark):
                written(words)
            slugs.slug(words)
            slugs.author_slug(words)
            names.name(words)
            author_lists.split(words)
            picture("A digest", words, "")
            letter(of_issue(Issue(DAY, (paper,), words)), {}, SETTINGS)

        return publish

    grows(make, 400)


@pytest.mark.parametrize(
    "piece", [*PIECES, "![", "[a](", "![a][", "[[", "> ", "- ", "# a\n", "---\n", "|a|\n", "<!--", "```\n"]
)
def test_a_note(piece: str) -> None:
    def make(size: int) -> Callable[[], object]:
        return lambda: (
            prose.is_too_deep(piece * size),
            commonmark(prose.html(piece * size)),
            prose.links(piece * size),
        )

    grows(make, 200)


@pytest.mark.parametrize(
    "title",
    ["Editorial", "A nearly equal title about machine learning models number {}", "Part {} of the whole"],
)
def test_many_titles_that_are_nearly_one(title: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a lower bound than usual, so that both sizes are beyond it."""
    monkeypatch.setattr(duplicates, "_MOST", 30)

    def make(size: int) -> Callable[[], object]:
        entries = (
            f"id: p{n}\ntitle: {title.format(n)}\nauthors: [A B{n % 7}]\narxiv: '2401.{n:05}'"
            for n in range(size)
        )
        content = feed(*entries)
        return lambda: findings(content)

    grows(make, 150)


@pytest.mark.parametrize("abstract", ["the same words in all of them", "subject{} in area{}", "word{}"])
def test_related_papers(abstract: str) -> None:
    """Of one subject all, of some subjects, and of none in common."""

    def make(size: int) -> Callable[[], object]:
        papers = tuple(
            Paper(f"p{n}", f"Herons {n % 50}", abstract=abstract.format(n % 700, n % 40)) for n in range(size)
        )
        catalogue = Catalogue((Issue(DAY, papers),), (), ())
        return lambda: related(catalogue, 5)

    grows(make, 1000)


@pytest.mark.parametrize("piece", PIECES)
def test_related_papers_of_one_long_word(piece: str) -> None:
    """Twice, so that they have it in common."""

    def make(size: int) -> Callable[[], object]:
        long = text.clean(piece * size) or "a"
        papers = (Paper("a", long, abstract=long), Paper("b", long, abstract=long))
        catalogue = Catalogue((Issue(DAY, papers),), (), ())
        return lambda: related(catalogue, 5)

    grows(make, 400)


@pytest.mark.parametrize("arxiv", [True, False], ids=["with ids", "without"])
def test_one_title_many_times(arxiv: bool) -> None:
    """By other people each time, or with another id."""

    def make(size: int) -> Callable[[], object]:
        papers = [
            Paper("", "Editorial", authors=(f"Ann Bee{n}",), arxiv=f"2401.{n:05}" if arxiv else "")
            for n in range(size)
        ]
        return lambda: take_in(papers, Content((), (), ()), "test", DAY)

    grows(make, 300)


@pytest.mark.parametrize(
    "line",
    [
        "%TAG !a! tag:a,2000:\n",
        "# a\n",
        "- a\n",
        "a{}: b\n",
        "? a{}\n",
        '"',
        "[",
        "{{a: ",
        "&a{} b\n",
        "\t",
        "--- \n",
    ],
)
def test_yaml_that_goes_on_and_on(line: str) -> None:
    def make(size: int) -> Callable[[], object]:
        content = "".join(line.format(number) for number in range(size))
        return lambda: parse(content, "a.yml")

    grows(make, 2000)


def test_tags_that_nobody_knows() -> None:
    """As many as there are tags."""

    def make(size: int) -> Callable[[], object]:
        entry = f"id: a\ntitle: A\nabstract: Yes.\ntags: [{', '.join(f'tug-{n}' for n in range(size))}]"
        tags = "".join(f"tag-{n}: {{name: Tag {n}, description: Yes.}}\n" for n in range(size))
        return lambda: findings(feed(entry), tags=tags)

    grows(make, 60)


def test_marks_of_a_merge(tmp_path: Path) -> None:
    """Which none is, as long as nothing ends it."""
    (tmp_path / "feed").mkdir()

    def make(size: int) -> Callable[[], object]:
        def read() -> None:
            (tmp_path / "feed/a.yml").write_text("<<<<<<< ours\n" * size, "utf-8")
            load(tmp_path, "content", {}, tmp_path)

        return read

    grows(make, 1000)


MAIL = "From: a\nTo: b\nSubject: c\nContent-Type: "


@pytest.mark.parametrize(
    ("start", "piece", "end"),
    [
        (MAIL, "](", "\n\narXiv:2401.14427\n"),
        (MAIL, "; a", "\n\narXiv:2401.14427\n"),
        ("From ", "a", "\n\narXiv:2401.14427\n"),
        ("title,", "\n", "\na,b\n"),
        ("", "\n", "x"),
        ("<html><body>&nbsp;", "<!--", "</body></html>"),
        ("<rss>", "<![CDATA[", "</rss>"),
    ],
)
def test_a_source_of_no_format(start: str, piece: str, end: str) -> None:
    """All formats look at it."""

    def make(size: int) -> Callable[[], object]:
        def read() -> None:
            with suppress(ContentError):
                source_formats.read(Raw((start + piece * size + end).encode(), "a"))

        return read

    grows(make, 1000)
