"""Heads, read as reference managers and search engines do: out of a parsed page."""

import datetime as dt
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import pytest
from digestry.catalogue.references import references
from digestry.outputs.pages.head import head
from digestry.paper import names
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper, Tag
from digestry.paper.text import clean
from hypothesis import example, given
from hypothesis import strategies as st

from tests.theme.visit import PAPER

TEXT = st.text(st.characters(codec="utf-8"), max_size=60).map(clean)
ISSUED = {"a": dt.date(2025, 4, 24)}
PAGE = "https://a.org/d/papers/a/"


def parsed(html: str) -> ElementTree.Element:
    root: ElementTree.Element = html5lib.parse(html, namespaceHTMLElements=False)
    return root


def metadata(root: ElementTree.Element) -> dict[str, list[str]]:
    """All that a head's meta tags say, by name or property, in order."""
    found: dict[str, list[str]] = {}
    for tag in root.iter("meta"):
        for name in filter(None, (tag.attrib.get("name"), tag.attrib.get("property"))):
            found.setdefault(name, []).append(tag.attrib["content"])
    return found


def zotero(root: ElementTree.Element) -> dict[str, object]:
    """What Zotero's translator for embedded metadata saves; its rules, not its code.

    https://github.com/zotero/translators/blob/master/Embedded%20Metadata.js: Highwire's names first; a
    conference or a journal gives the type; `og:type` of `website` would make a web page of it; authors come
    as "Last, First"; dates with slashes.
    """
    told = metadata(root)

    def first(name: str) -> str:
        return told.get(name, [""])[0]

    kind = "preprint" if first("citation_arxiv_id") else "journalArticle"
    kind = "conferencePaper" if first("citation_conference_title") else kind
    kind = "journalArticle" if first("citation_journal_title") else kind
    return {
        "itemType": "webpage" if first("og:type") == "website" else kind,
        "title": first("citation_title") or first("og:title"),
        "creators": [tuple(author.split(", ", 1)) for author in told.get("citation_author", [])],
        "date": (first("citation_date") or first("citation_online_date")).replace("/", "-"),
        "DOI": first("citation_doi"),
        "abstractNote": first("citation_abstract") or first("description"),
        "publication": first("citation_inbook_title") or first("citation_journal_title"),
        "attachments": told.get("citation_pdf_url", []),
    }


def test_zotero_saves_a_paper_of_a_built_site(built: Path) -> None:
    """As what it is, with all authors, its date, its abstract and its PDF."""
    page = parsed((built / PAPER / "index.html").read_text("utf-8"))
    saved = zotero(page)
    abstract = str(saved.pop("abstractNote"))
    creators = saved.pop("creators")
    assert saved == {
        "itemType": "conferencePaper",
        "title": "Saltmarsh Ledger: An Open Market for Sensor Models",
        "date": "2024-01-24",
        "DOI": "",
        "publication": "KDD 2024",
        "attachments": ["https://arxiv.org/pdf/2401.14999"],
    }
    assert isinstance(creators, list)
    assert (len(creators), creators[0]) == (10, ("Tan", "Wei"))
    assert abstract.startswith("The ledger paradigm proposed by Zhou [2016]")
    assert abstract.endswith("a ledger ecosystem.")
    assert metadata(page)["citation_arxiv_id"] == ["2401.14999"]


@pytest.mark.parametrize(
    ("authors", "told"),
    [
        (("Ann B. Lee", "Bo King Jr."), ["Lee, Ann B.", "King, Bo Jr."]),
        ((names.organisation("Qwen Team"), names.organisation("OpenAI")), ["Qwen Team,", "OpenAI"]),
        (("van der Berg", names.organisation("A, B & Co.")), ["van der Berg,", "A, B & Co."]),
        (("Ludwig M. van Beethoven", "others"), ["van Beethoven, Ludwig\u00a0M."]),
        (("Ludwig M. van Beethoven", "张伟"), ["van Beethoven, Ludwig M.", "张伟"]),
    ],
)
def test_zotero_reads_names_as_they_are_meant(authors: tuple[str, ...], told: list[str]) -> None:
    """One comma parts a name; without any, it would be parted at its last space.

    Of one author alone, spaces on both sides of the comma would make two.
    """
    found = metadata(parsed(head(references([Paper("a", "T", authors=authors)], ISSUED)["a"], "", [], PAGE)))
    assert found["citation_author"] == told


@pytest.mark.parametrize("dash", ["-", "--", "–", " – "])
def test_a_range_of_pages_has_two_ends(dash: str) -> None:
    """However it is written."""
    paper = Paper("a", "T", pages=f"100{dash}112")
    found = metadata(parsed(head(references([paper], ISSUED)["a"], "", [], PAGE)))
    assert (found["citation_firstpage"], found["citation_lastpage"]) == (["100"], ["112"])


@pytest.mark.parametrize(
    ("fields", "tag", "value"),
    [
        ({"kind": "chapter"}, "citation_inbook_title", "V"),
        ({"kind": "conference"}, "citation_conference_title", "V"),
        ({"kind": "web"}, "prism.publicationName", "V"),
        ({"kind": "dataset"}, "citation_publisher", "V"),
        ({"kind": "dataset", "publisher": "P"}, "citation_publisher", "P"),
        ({"kind": "preprint", "publisher": "P"}, "citation_publisher", "V"),
        ({"kind": "preprint", "venue": "", "arxiv": "2401.1"}, "citation_publisher", "arXiv"),
        ({"kind": "thesis", "publisher": "P"}, "citation_dissertation_institution", "P"),
        ({"kind": "masters-thesis"}, "eprints.thesis_type", "Master's thesis"),
        ({"kind": "report", "publisher": "P"}, "citation_technical_report_institution", "P"),
        ({"kind": "report", "number": "7"}, "citation_technical_report_number", "7"),
        ({"kind": "journal", "number": "7"}, "citation_issue", "7"),
        ({"arxiv": "2401.1"}, "citation_public_url", "https://arxiv.org/abs/2401.1"),
    ],
)
def test_each_kind_says_where_it_was_published(fields: dict[str, str], tag: str, value: str) -> None:
    """In the tags that reference managers look for; `tests/corpora/zotero_pages.py` asks Zotero itself."""
    paper = Paper("a", "T", **{"venue": "V", **fields})  # type: ignore[arg-type]
    assert metadata(parsed(head(references([paper], ISSUED)["a"], "", [], PAGE)))[tag] == [value]


def test_only_papers_are_articles(built: Path) -> None:
    """Every page has one canonical address, which is also what a shared link leads to."""
    for path in built.rglob("index.html"):
        if path.parent.name == "email":  # a letter, which its issue stands for
            continue
        root = parsed(path.read_text("utf-8"))
        (canonical,) = [
            tag.attrib["href"] for tag in root.iter("link") if tag.attrib.get("rel") == "canonical"
        ]
        target = path.relative_to(built).as_posix().removesuffix("index.html")
        assert canonical == f"https://digest.example/some/where/{target}" or not target.isascii()
        told = metadata(root)
        assert told["og:url"] == [canonical]
        assert told["og:description"] == told["description"]
        is_paper = re.fullmatch("papers/[^/]+/", target) is not None
        assert told["og:type"] == ["article" if is_paper else "website"]
        assert ("citation_title" in told) == is_paper


@given(title=TEXT, author=TEXT.map(lambda text: " ".join(text.split())), abstract=TEXT, venue=TEXT)
@example("AT&T <script>alert(1)</script>", 'A "B" O\'C', "</script><!-- ]]> --><script>", "</head><body>")
@example("שלום عربي", "张伟", "a" * 5000, "\u2028")
def test_whatever_strangers_write_stays_in_its_place(
    title: str, author: str, abstract: str, venue: str
) -> None:
    """Read by a parser, the head says what went in, and holds no tag of theirs."""
    paper = Paper("a", title, abstract=abstract, venue=venue, authors=(author,) if author else ())
    made = head(references([paper], ISSUED)["a"], abstract, [Tag("t", title, "")], PAGE)
    root = parsed(f"<!doctype html><head>{made}</head>")
    told = metadata(root)
    assert told.get("citation_title", [""]) == [" ".join(title.split())]
    assert told.get("citation_abstract", [""]) == [" ".join(abstract.split())]
    (script,) = root.iter("script")
    data = json.loads(script.text or "")
    assert (data.get("headline", ""), data.get("keywords", [])) == (title, [title])
    assert (data.get("name", ""), data.get("abstract", "")) == (title, abstract)
    assert {str(tag.tag) for tag in root.iter()} == {"html", "head", "body", "meta", "script"}


@pytest.mark.parametrize(
    ("published", "told"),
    [(PartialDate(2024), "2024"), (PartialDate(2024, 1), "2024/01"), (PartialDate(2024, 1, 4), "2024/01/04")],
)
def test_dates_are_told_as_far_as_they_are_known(published: PartialDate, told: str) -> None:
    """Nothing is made up; arXiv's date is one online."""
    paper = Paper("a", "T", published=published, arxiv="2401.1")
    found = metadata(parsed(head(references([paper], ISSUED)["a"], "", [], PAGE)))
    assert (found["citation_date"], found["citation_online_date"]) == ([told], [told])


@pytest.mark.parametrize(
    ("kind", "venue", "publisher", "number"),
    [
        ("journal", "citation_journal_title", "citation_publisher", "citation_issue"),
        ("conference", "citation_conference_title", "citation_publisher", "citation_issue"),
        ("chapter", "citation_inbook_title", "citation_publisher", "citation_issue"),
        ("thesis", "", "citation_dissertation_institution", "citation_issue"),
        ("report", "", "citation_technical_report_institution", "citation_technical_report_number"),
    ],
)
def test_a_kind_has_its_own_tags(kind: str, venue: str, publisher: str, number: str) -> None:
    """By which Zotero and Google Scholar know what it is."""
    paper = Paper("a", "T", kind=kind, venue="V", publisher="P", number="3", volume="12", pages="100-112")
    found = metadata(parsed(head(references([paper], ISSUED)["a"], "", [], PAGE)))
    assert found.get(venue, [""]) == ["V" if venue else ""]
    assert (found[publisher], found[number], found["citation_volume"]) == (["P"], ["3"], ["12"])
    assert (found["citation_firstpage"], found["citation_lastpage"]) == (["100"], ["112"])


def test_json_ld_says_who_what_when_and_where() -> None:
    """As https://schema.org/ScholarlyArticle."""
    paper = Paper(
        "a",
        "T",
        authors=("Ann Lee",),
        arxiv="2401.1",
        doi="10.1/x",
        venue="JMLR",
        published=PartialDate(2024, 1),
    )
    root = parsed(head(references([paper], ISSUED)["a"], "In short.", [Tag("t", "Tools", "")], PAGE))
    (script,) = root.iter("script")
    assert json.loads(script.text or "") == {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "url": PAGE,
        "name": "T",
        "headline": "T",
        "author": [{"@type": "Person", "name": "Ann Lee"}],
        "datePublished": "2024-01",
        "abstract": "In short.",
        "keywords": ["Tools"],
        "isPartOf": {"@type": "Periodical", "name": "JMLR"},
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "arXiv", "value": "2401.1"},
            {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.1/x"},
        ],
        "sameAs": ["https://arxiv.org/abs/2401.1", "https://doi.org/10.1/x"],
    }
