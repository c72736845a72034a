"""Citations, read back by the parsers that other programs use."""

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry
from digestry.catalogue.references import Reference, references
from digestry.intake.importers import source_formats as formats
from digestry.intake.importers.raw import Raw
from digestry.outputs.cite import citation_formats as cite
from digestry.outputs.cite.bibtex import bibtex
from digestry.outputs.cite.csl import csl
from digestry.outputs.cite.ris import ris
from digestry.paper import names
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper, Tag
from digestry.paper.text import clean
from hypothesis import example, given
from hypothesis import strategies as st

TAGS = {"agents": Tag("agents", "Agents", ""), "q-and-a": Tag("q-and-a", "Q&A", "")}
LINE = st.text(st.characters(codec="utf-8"), max_size=50) | st.text(
    "ab B1.-+*_`~#>|[](){}<>&;:!$\\^=@'\"%/é中عß–’“ø", max_size=40
)
TEXT = LINE.map(lambda given: " ".join(clean(given).split()))
NAME = st.from_regex(r"[A-ZÉŁØ][a-zéłø]{1,6}( [A-Z]\.)?( (van|de))? [A-ZÅÖ][a-zåöñ']{1,8}", fullmatch=True)
NASTY = [
    "AT&T <script>alert(1)</script>: 100% of $5 #1_a ~c^2 \\d",
    "}{ unbalanced {{ braces \\} and \\{",
    "]]> & an $O(n \\log n)$ bound, $\\alpha_{i}^2 < 3\\%$",
    "$\\input{/etc/passwd}$ and \\write18{rm}",
    "שלום عربي 中文 🙂 Zoë Åström — “quoted” ’",
    "@article{x, title = {y}}",
    "a" * 5000,
]
PAPER = st.builds(
    Paper,
    id=st.just("a-paper"),
    title=TEXT.filter(bool),
    abstract=TEXT,
    authors=st.lists(NAME, max_size=4, unique=True).map(tuple),
    arxiv=st.sampled_from(["", "2401.14427"]),
    doi=st.sampled_from(["", "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0_2"]),
    url=st.sampled_from(["", "https://a.org/x_y%20z?a=1&b=~c#d"]),
    code=st.sampled_from(["", "https://a.org/code"]),
    venue=st.sampled_from(["", "KDD 2024", "Journal of X & Y", "A <b>blog</b>"]),
    published=st.sampled_from([None, PartialDate(2024), PartialDate(2024, 2), PartialDate(2024, 2, 29)]),
    tags=st.sampled_from([(), ("agents",), ("agents", "q-and-a")]),
)


def of(paper: Paper) -> Reference:
    return references([paper], {paper.id: dt.date(2025, 4, 24)})[paper.id]


def entry(text: str) -> Entry:
    """The one entry of a bibliography, as bibtexparser reads it."""
    library = parse_string(text)
    assert library.failed_blocks == []
    assert len(library.blocks) == 1
    return library.entries[0]


def imported(text: str) -> Paper:
    """The paper that `digest import` finds in a bibliography."""
    reading = formats.read(Raw(text.encode(), "a.bib"))
    assert (reading.dropped, reading.left_out) == ((), ())
    return reading.papers[0]


def same(text: str) -> str:
    """Texts that TeX cannot tell apart: spaces that do not break, accents apart, a formula in other marks."""
    plain = unicodedata.normalize("NFC", text)
    return " ".join(re.sub(r"\\\((.+?)\\\)", r"$\1$", plain).split())


@given(PAPER)
def test_bibtex_gives_its_fields_back(paper: Paper) -> None:
    """To bibtexparser what arXiv would print; to `digest import` the paper itself."""
    text = bibtex(of(paper), TAGS)
    found = {field.key: field.value.strip("{}") for field in entry(text).fields}
    assert found.get("eprint", "") == paper.arxiv
    assert found.get("archivePrefix", "") == ("arXiv" if paper.arxiv else "")
    assert found.get("year", "") == (str(paper.published.year) if paper.published else "")
    back = imported(text)
    assert back.authors == paper.authors
    assert (back.arxiv, back.doi, back.code) == (paper.arxiv, paper.doi, paper.code)
    assert back.url == ("" if paper.arxiv else of(paper).url)  # arXiv's address says the id again
    assert back.tags == tuple(TAGS[slug].name for slug in paper.tags)
    assert back.published == (paper.published and replace(paper.published, day=0))
    if of(paper).kind != "other":
        assert back.venue == paper.venue


@pytest.mark.parametrize("text", NASTY)
def test_nasty_texts_survive_in_bibtex(text: str) -> None:
    """Title and abstract come back from `digest import` as they went in, on one line of a sound entry."""
    paper = Paper("a-paper", text, abstract=text, authors=("Ann Lee",))
    written = bibtex(of(paper), TAGS)
    assert len(written.splitlines()) == 5
    back = imported(written) if len(text) <= 1000 else replace(paper, title=text)
    assert same(back.title) == same(text)
    assert same(back.abstract) == same(text)


@given(TEXT)
@example("a}{b")
@example("\\")
@example("$}{$ {$x$}")
def test_bibtex_finds_each_field_whatever_strangers_write(text: str) -> None:
    """No brace, quotation mark, percent sign or @ of theirs ends a field or starts one."""
    paper = Paper("a-paper", f"T {text}", abstract=text, venue=text, authors=(text,) if text else ())
    fields = [field.key for field in entry(bibtex(of(paper), TAGS)).fields]
    assert fields[0] == "title"
    assert set(fields) <= {"title", "author", "journal", "booktitle", "howpublished", "abstract"}
    for value in re.findall(r"(?m)^  \w+ = (.*),$", bibtex(of(paper), TAGS)):
        depth = 0
        for brace in re.findall(r"[{}]", value):
            depth += 1 if brace == "{" else -1
            assert depth >= 0
        assert depth == 0


def test_the_types_say_what_is_known() -> None:
    """An entry a kind of paper, as arXiv writes those of its own."""
    paper = Paper("big-models", "On AT&T and LLaMA", authors=("Ann Lee", "Ludwig van Beethoven"), arxiv="2401.14427",
                  categories=("cs.LG", "cs.AI"), published=PartialDate(2024, 1, 24), doi="10.1/x_y")  # fmt: skip
    assert bibtex(of(paper), TAGS) == (
        "@misc{lee2024bigmodels,\n"
        "  title = {On {AT{\\&}T} and {LLaMA}},\n"
        "  author = {Ann Lee and Ludwig van Beethoven},\n"
        "  year = {2024},\n"
        "  month = jan,\n"
        "  eprint = {2401.14427},\n"
        "  archivePrefix = {arXiv},\n"
        "  primaryClass = {cs.LG},\n"
        "  doi = {10.1/x_y},\n"
        "  url = {https://arxiv.org/abs/2401.14427},\n"
        "}\n"
    )
    for venue, start, field in (
        ("KDD 2024", "@inproceedings", "booktitle"),
        ("JMLR", "@article", "journal"),
        ("A blog", "@misc", "howpublished"),
    ):
        written = bibtex(of(replace(paper, venue=venue)), TAGS)
        assert written.startswith(f"{start}{{lee2024bigmodels,")
        assert f"  {field} = {{{venue}}},\n" in written


@pytest.mark.parametrize(
    ("author", "written"),
    [
        ("Research and Development Team", "{Research and Development Team}"),
        ("张伟", "张伟"),
        ("李 华", "李, 华"),
        ("DeepSeek-AI", "DeepSeek-AI"),
        ("yichen jia", "jia, yichen"),
        ("Adı́n Ramı́rez", "Ad{\\'\\i}n Ram{\\'\\i}rez"),
        ("Vallée Poussin, Charles", "Vall{\\'e}e Poussin, Charles"),
        ("Martin King Jr.", "King, Jr., Martin"),
        ("Zoë Åström", 'Zo{\\"e} {\\r{A}}str{\\"o}m'),
    ],
)
def test_bibtex_reads_names_as_they_are_meant(author: str, written: str) -> None:
    """`and` parts no name, a family name of two words stays one."""
    assert f"  author = {{{written}}},\n" in bibtex(of(Paper("a", "T", authors=(author,))), TAGS)


def test_groups_and_those_that_are_not_named_are_cited_as_such() -> None:
    """In the way of each format."""
    paper = Paper("a", "T", authors=("Ann Lee", names.organisation("OpenAI"), names.OTHERS))
    assert "  author = {Ann Lee and {OpenAI} and others},\n" in bibtex(of(paper), TAGS)
    assert "AU  - Lee, Ann\nAU  - OpenAI\nAU  - others\n" in ris(of(paper), TAGS)
    assert csl(of(paper), TAGS)["author"] == [
        {"family": "Lee", "given": "Ann"},
        {"literal": "OpenAI"},
        {"literal": "others"},
    ]


def test_what_no_page_shows_as_mathematics_is_text_in_latex() -> None:
    """A stranger's `$\\input{…}$` would read a file of whoever cites the paper."""
    written = bibtex(of(Paper("a", "$\\input{/etc/passwd}$ $x^2$")), TAGS)
    assert "\\input" not in written
    assert "{$x^2$}" in written


@given(PAPER)
def test_ris_gives_its_fields_back(paper: Paper) -> None:
    """To rispy, which knows every tag."""
    (found,) = rispy.loads(ris(of(paper), TAGS))
    assert found["title"] == " ".join(paper.title.split())
    assert found.get("abstract", "") == paper.abstract
    assert found.get("authors", []) == [names.name(author).inverted for author in paper.authors]
    assert found.get("doi", "") == paper.doi
    assert found.get("secondary_title", "") == paper.venue
    assert found.get("year", "") == (str(paper.published.year) if paper.published else "")
    assert found.get("keywords", []) == [TAGS[slug].name for slug in paper.tags]
    assert found.get("urls", []) == [of(paper).url] * bool(of(paper).url)
    assert "unknown_tag" not in found


def written(name: str, papers: Iterable[Paper]) -> str:
    """A file of papers in a format."""
    format = cite.formats()[name]
    return format.join(format.entry(of(paper), TAGS) for paper in papers)


@pytest.mark.parametrize("text", [*NASTY, "TY  - JOUR", "ER  - "])
def test_nasty_texts_survive_in_ris_and_csl(text: str) -> None:
    """A value that looks like a tag stays a value."""
    text = clean(text)
    paper = Paper("a-paper", text, abstract=f"{text}\n\n{text}")
    records = rispy.loads(written("ris", [paper] * 2))
    assert [record["title"] for record in records] == [text] * 2
    assert records[0]["abstract"] == f"{text} {text}"
    items = json.loads(written("csl-json", [paper] * 2))
    assert [(item["title"], item["abstract"]) for item in items] == [(paper.title, paper.abstract)] * 2


def test_csl_has_the_names_of_its_schema() -> None:
    """https://github.com/citation-style-language/schema/blob/v1.0.2/schemas/input/csl-data.json."""
    paper = Paper("big-models", "T", authors=("Ann Lee", "DeepSeek-AI", "Bo King Jr."), arxiv="2401.1", venue="KDD 2024",
                  doi="10.1/x", published=PartialDate(2024, 2), tags=("agents", "q-and-a"))  # fmt: skip
    assert csl(of(paper), TAGS) == {
        "id": "lee2024bigmodels",
        "type": "paper-conference",
        "title": "T",
        "author": [
            {"family": "Lee", "given": "Ann"},
            {"literal": "DeepSeek-AI"},
            {"family": "King", "given": "Bo", "suffix": "Jr."},
        ],
        "issued": {"date-parts": [[2024, 2]]},
        "container-title": "KDD 2024",
        "DOI": "10.1/x",
        "URL": "https://arxiv.org/abs/2401.1",
        "keyword": "Agents, Q&A",
    }
