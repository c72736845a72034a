"""Papers that other programs' libraries write as BibTeX, JSON Lines or CSV are read back as they were."""

import csv
import io
import json
import logging

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexEncodingMiddleware, MergeCoAuthors
from bibtexparser.model import Entry, Field
from digestry.paper import names
from digestry.paper.dates import PartialDate
from digestry.paper.kinds import cell, written
from digestry.paper.model import Paper
from digestry.paper.text import clean
from hypothesis import example, given
from hypothesis import strategies as st

from tests.intake.importers.sources import read

logging.getLogger("pylatexenc").setLevel(
    logging.ERROR
)  # it tells of each character that LaTeX has no name for


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


NASTY = st.sampled_from(
    [
        "50% of $x_1^2$ & {braces} ~ ^ \\ # _",
        "$\\alpha < \\beta$, \\emph{not} | decoded; truly",
        'She said "no", didn\'t she?',
        "=1+1",
        "@misc{a, title = {b}}",
        "2401.14427",
        "null",
        "\U0001f600 中文 العربية e\u0301",
        "<b>&amp;</b>",
        "[1, 2]",
    ]
)
TEXT = (st.text(max_size=40) | NASTY).map(one_line)
PARAGRAPHS = st.lists(TEXT.filter(bool), max_size=3).map("\n\n".join).map(clean)
NAMES = st.lists(
    st.sampled_from(
        [
            "Paul Erdős",
            "Émile Zola",
            "Jan van den Berg",
            "Ludwig von Beethoven",
            "李 明",
            "José de la Cruz Jr.",
            "Søren Łukasz Çelik",
            "O'Neil Ng",
            "Google DeepMind",
            "Conor McGregor-Smith",
        ]
    ),
    unique=True,
    max_size=4,
).map(tuple)
ADDRESSES = st.sampled_from(
    [
        "",
        "https://a.example/b_c?d=e&f=%20#g",
        "http://localhost:8000/~ann/x.pdf",
        "https://b.example/(c)$d;e,f",
    ]
)
DATES = (
    st.none()
    | st.builds(PartialDate, st.integers(1000, 2999))
    | st.builds(PartialDate, st.integers(1000, 2999), st.integers(1, 12))
    | st.dates()
    .map(lambda day: PartialDate(day.year, day.month, day.day))
    .filter(lambda date: date.year >= 1000)
)
AUTHOR = TEXT.filter(bool).map(names.name).filter(lambda name: name and name != names.OTHERS)
AUTHORS = st.builds(
    lambda people, groups, others: (*people, *map(names.organisation, groups), *others),
    st.lists(AUTHOR, max_size=3),
    st.lists(TEXT.filter(bool), max_size=1),
    st.sampled_from([(), (names.OTHERS,)]),
)
PAPERS = st.builds(
    Paper,
    id=st.just("a-paper"),
    title=TEXT.filter(bool),
    abstract=PARAGRAPHS,
    summary=TEXT,
    note=PARAGRAPHS,
    authors=AUTHORS | NAMES,
    arxiv=st.sampled_from(["", "2401.14427", "hep-ex/0307015"]),
    doi=st.sampled_from(["", "10.1145/3637528.3671617", "10.1002/(SICI)1096(199601)99:1<1::AID>3.0.CO;2-1"]),
    url=ADDRESSES,
    pdf=ADDRESSES,
    code=ADDRESSES,
    project=ADDRESSES,
    venue=TEXT,
    published=DATES,
    categories=st.lists(st.sampled_from(["cs.LG", "stat.ML", "hep-ex"]), unique=True).map(tuple),
    tags=st.lists(TEXT.filter(bool), unique=True, max_size=3).map(tuple),
    upvotes=st.none() | st.integers(0, 999_999_999),
    draft=st.booleans(),
)


def plain(paper: Paper) -> dict[str, object]:
    """The fields as the content format has them."""
    values = {**vars(paper), "published": str(paper.published or "")}
    values["authors"] = written(paper.authors)
    return {name: value for name, value in values.items() if name != "place" and value is not None}


@given(st.lists(PAPERS, min_size=1, max_size=3))
def test_json_lines_bring_every_field_back(papers: list[Paper]) -> None:
    """In ASCII as Python writes it, and in UTF-8."""
    for ascii_only in (True, False):
        text = "\n".join(json.dumps(plain(paper), ensure_ascii=ascii_only) for paper in papers)
        reading = read(text)
        assert reading.papers == tuple(papers)
        assert not reading.dropped + reading.left_out


@given(st.lists(PAPERS, min_size=1, max_size=3), st.sampled_from(["excel", "excel-tab", "unix"]))
@example([Paper("a", "A", authors=tuple(map(names.name, ("Ann Lee; Bo Chen Team", "A|B", '["C'))))], "excel")
def test_csv_brings_every_field_back(papers: list[Paper], dialect: str) -> None:
    """In each of Python's dialects, as cells are written here; `|` and `;` within a name too."""
    rows = [
        {
            name: cell(getattr(paper, name) if name == "authors" else value)
            for name, value in plain(paper).items()
        }
        for paper in papers
    ]
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)), dialect=dialect)
    writer.writeheader()
    writer.writerows(rows)
    reading = read(file.getvalue(), "csv")
    assert reading.papers == tuple(papers)
    assert not reading.dropped + reading.left_out


# What LaTeX has signs of its own for, and what it has none for. Characters are left out that the encoder writes
# like others: quotation marks, Greek capitals like Latin ones.
LETTERS = (
    "abcXYZ 019 .,:;!?()[]/*+=|<>@ \\{}~^#_&% éöñçšžłøåæßŐőūşğıÅ αβγπΩΔ Жя 中文日本한 ∀∈≤→∞×±… –— «» €£©°· 😀"
)
PROSE = st.text(LETTERS, max_size=30)
FORMULAS = st.sampled_from(
    [
        "",
        "$x_{1}^2$",
        "$\\alpha < \\beta$",
        "$$O(n \\log n)$$",
        "$\\{1, \\dots, n\\}$",
        "$f''(x) \\& \\%$",
        "1920$\\times$1080",
    ]
)
# One formula a paragraph: the encoder leaves all between two as it is. A backslash before it would make its
# dollar sign an ordinary one.
LATEX = st.builds(
    lambda before, formula, after: one_line(before.rstrip("\\") + formula + after), PROSE, FORMULAS, PROSE
)
BIBTEX = st.builds(
    Paper,
    id=st.just(""),
    title=LATEX.filter(bool),
    abstract=st.lists(LATEX.filter(bool), max_size=3)
    .map("\n\n".join)
    .filter(lambda text: "\n@" not in text),  # bibtexparser would see the next entry
    authors=NAMES,
    arxiv=st.sampled_from(["", "2401.14427", "hep-ex/0307015"]),
    doi=st.sampled_from(["", "10.1145/3637528.3671617", "10.1002/(SICI)1096_(199601)99:1<1::AID>3.0.CO;2-1"]),
    url=ADDRESSES,
    pdf=ADDRESSES,
    code=ADDRESSES,
    project=ADDRESSES,
    venue=LATEX,
    published=DATES,
    categories=st.sampled_from([(), ("cs.LG",)]),
    tags=st.lists(
        PROSE.map(lambda text: one_line(text.replace(",", "").replace(";", ""))).filter(bool), unique=True
    ).map(tuple),
)


def entry(paper: Paper, key: str) -> Entry:
    """The paper as a reference manager stores it."""
    date = paper.published or PartialDate(0)
    fields = {
        "title": paper.title,
        "author": list(paper.authors),
        "abstract": paper.abstract,
        "eprint": paper.arxiv,
        "archivePrefix": "arXiv" if paper.arxiv else "",
        "primaryClass": "".join(paper.categories),
        "doi": paper.doi,
        "url": paper.url,
        "pdf": paper.pdf,
        "code": paper.code,
        "website": paper.project,
        "booktitle": paper.venue,
        "keywords": ", ".join(paper.tags),
        "year": str(date.year or ""),
        "month": str(date.month or ""),
        "day": str(date.day or ""),
    }
    return Entry("misc", key, [Field(name, value) for name, value in fields.items() if value])


@given(st.lists(BIBTEX, min_size=1, max_size=3))
def test_bibtex_brings_back_what_it_has_fields_for(papers: list[Paper]) -> None:
    """Names with particles and accents, mathematics, and all that is special in LaTeX."""
    library = Library([entry(paper, f"key{number}") for number, paper in enumerate(papers)])
    encoder = LatexEncodingMiddleware(keep_math=True, enclose_urls=False)
    text = write_string(library, prepend_middleware=[MergeCoAuthors(), encoder])
    reading = read(text)
    assert reading.papers == tuple(papers), text
    assert not reading.dropped + reading.left_out
