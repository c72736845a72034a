"""Objects of JSON in the shapes of services and programs: each says the same of one paper."""

import json
from typing import Any

import pytest
from digestry.errors import ContentError
from digestry.intake.importers.json_shapes import record
from digestry.paper.dates import PartialDate
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.importers.sources import read

OPENALEX = {
    "id": "https://openalex.org/W1",
    "doi": "https://doi.org/10.1000/a",
    "display_name": "A Good Title",
    "publication_date": "2024-01-24",
    "authorships": [{"author": {"display_name": "Ann Lee"}}, {"raw_author_name": "Bo Chen"}],
    "primary_location": {"source": {"display_name": "Things"}, "pdf_url": None},
    "abstract_inverted_index": {"Words": [0], "are": [1], "here.": [2]},
}
CROSSREF = {
    "DOI": "10.1000/a",
    "title": ["A <i>Good</i> Title"],
    "author": [{"given": "Ann", "family": "Lee"}, {"family": "Chen", "given": "Bo"}],
    "container-title": ["Things"],
    "issued": {"date-parts": [[2024, 1, 24]]},
    "abstract": "<jats:p>Words are here.</jats:p>",
    "volume": "12",
}
SEMANTIC_SCHOLAR = {
    "paperId": "0" * 40,
    "externalIds": {"DOI": "10.1000/a"},
    "title": "A Good Title",
    "abstract": "Words are here.",
    "venue": "Things",
    "publicationDate": "2024-01-24",
    "authors": [{"name": "Ann Lee"}, {"name": "Bo Chen"}],
    "tldr": {"text": "A machine's words."},
}
DBLP = {
    "@score": "1",
    "info": {
        "title": "A Good Title.",
        "authors": {"author": [{"text": "Ann Lee 0001"}, {"text": "Bo Chen"}]},
        "venue": "Things",
        "year": "2024",
        "doi": "10.1000/a",
    },
}
ZOTERO = {
    "key": "K",
    "data": {
        "itemType": "journalArticle",
        "title": "A Good Title",
        "creators": [
            {"creatorType": "author", "firstName": "Ann", "lastName": "Lee"},
            {"creatorType": "author", "firstName": "Bo", "lastName": "Chen"},
            {"creatorType": "editor", "name": "Somebody"},
        ],
        "abstractNote": "Words are here.",
        "date": "2024-01-24",
        "DOI": "10.1000/a",
        "publicationTitle": "Things",
    },
}
CSL = {
    "id": "k",
    "type": "article-journal",
    "title": "A Good Title",
    "author": [{"family": "Lee", "given": "Ann"}, {"family": "Chen", "given": "Bo"}],
    "container-title": "Things",
    "issued": {"date-parts": [["2024", "01", "24"]]},
    "DOI": "10.1000/a",
    "abstract": "Words are here.",
}
PAPERS_WITH_CODE = {
    "url_abs": "https://example.org/a",
    "title": "A Good Title",
    "authors": ["Ann Lee", "Bo Chen"],
    "abstract": "Words are here.",
    "proceeding": "Things",
    "date": "2024-01-24",
    "doi": "10.1000/a",
}
SHAPES: dict[str, dict[str, Any]] = {
    "OpenAlex": OPENALEX,
    "Crossref": CROSSREF,
    "Semantic Scholar": SEMANTIC_SCHOLAR,
    "DBLP": DBLP,
    "Zotero": ZOTERO,
    "CSL-JSON": CSL,
}
WRAPPED = [
    lambda value: [value],
    lambda value: {"meta": {"count": 1}, "results": [value]},
    lambda value: {"status": "ok", "message": {"total-results": 1, "items": [value]}},
    lambda value: {"total": 1, "data": [value], "next": None},
    lambda value: {"result": {"hits": {"@total": "1", "hit": [value]}}},
    lambda value: {"status": "ok", "message-type": "work", "message": value},
    lambda value: value,
]


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("wrap", WRAPPED)
def test_one_paper_in_every_shape_and_wrapping(name: str, wrap: Any) -> None:
    """A list may lie under the keys that services use; it is read the same."""
    (paper,) = read(json.dumps(wrap(SHAPES[name]), indent=1)).papers
    assert (paper.title, paper.doi, paper.venue) == ("A Good Title", "10.1000/a", "Things")
    assert paper.authors == ("Ann Lee", "Bo Chen")
    assert paper.published in {PartialDate(2024), PartialDate(2024, 1, 24)}
    assert paper.abstract in {"", "Words are here."}


def test_papers_with_code_and_openreview() -> None:
    (paper,) = read(json.dumps([PAPERS_WITH_CODE])).papers
    assert (paper.url, paper.venue) == ("https://example.org/a", "Things")
    note = {
        "id": "n",
        "forum": "f",
        "content": {
            "title": {"value": "A"},
            "authors": {"value": ["Ann Lee"]},
            "pdf": {"value": "/pdf/x.pdf"},
        },
    }
    (paper,) = read(json.dumps({"notes": [note]})).papers
    assert (paper.url, paper.pdf) == ("https://openreview.net/forum?id=f", "https://openreview.net/pdf/x.pdf")


def test_arxivs_metadata_is_read() -> None:
    """LaTeX in names, categories in one text, the day of the first version."""
    value = {
        "id": "2401.14427",
        "title": "A Good\n  Title",
        "authors": "Paul Erd\\H{o}s and Ann Lee",
        "authors_parsed": [["Erd\\H{o}s", "Paul", ""], ["Lee", "Ann", "Jr."]],
        "abstract": "  Words\nare here.\n",
        "categories": "cs.LG stat.ML",
        "versions": [{"version": "v1", "created": "Wed, 24 Jan 2024 07:00:00 GMT"}],
        "update_date": "2024-03-01",
        "journal-ref": None,
    }
    (paper,) = read(json.dumps(value)).papers
    assert (paper.arxiv, paper.title, paper.abstract) == ("2401.14427", "A Good Title", "Words are here.")
    assert paper.authors == ("Paul Erdős", "Ann Lee Jr.")
    assert paper.categories == ("cs.LG", "stat.ML")
    assert paper.published == PartialDate(2024, 1, 24)


def test_groups_particles_and_others_are_kept() -> None:
    authors = [
        {"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
        {"literal": "Qwen Team"},
        {"literal": "others"},
    ]
    (paper,) = read(json.dumps([{**CSL, "author": authors}])).papers
    assert paper.authors == ("Laurens van der Maaten", "Qwen Team", "others")
    assert [getattr(each, "is_organisation", None) for each in paper.authors] == [False, True, None]


def test_what_no_field_takes_is_named() -> None:
    assert read(json.dumps([{**CROSSREF, "ISSN": "1"}])).unread == {"ISSN": 1}
    assert read(json.dumps([SEMANTIC_SCHOLAR])).unread == {"tldr": 1}


def test_bots_keep_rows_of_markdown_by_id() -> None:
    """Their topics are tags."""
    row = "|**2024-01-24**|**A Good Title**|Ann Lee et.al.|[2401.14427v2](http://arxiv.org/abs/2401.14427v2)|**[link](https://github.com/a/b)**|\n"
    (paper,) = read(json.dumps({"SLAM": {"2401.14427": row}})).papers
    assert (paper.title, paper.authors, paper.arxiv) == ("A Good Title", ("Ann Lee", "others"), "2401.14427")
    assert (paper.published, paper.code, paper.tags) == (
        PartialDate(2024, 1, 24),
        "https://github.com/a/b",
        ("SLAM",),
    )


@pytest.mark.parametrize(
    "value",
    [
        {"name": "left-pad", "version": "1.0.0", "dependencies": {}},
        [{"title": "Buy milk", "done": False}, {"title": "Sleep", "done": True}],
        [{"title": "Alien", "year": 1979, "genre": "horror"}],
        {"title": "Home", "about": "About", "search": "Search"},
        {"meta": {"count": 0}, "results": []},
        {"cells": [{"cell_type": "code", "source": ["import sys"]}], "nbformat": 4},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"title": "A place"}}]},
        [1, 2, 3],
        "text",
    ],
)
def test_what_shows_no_sign_of_papers_is_refused(value: object) -> None:
    """A title alone have films, tasks and translations, too."""
    with pytest.raises(ContentError):
        read(json.dumps(value))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 10**20) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(sorted({*CSL, *OPENALEX, *ZOTERO, "data", "content", "info", "paper"})),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(
        st.sampled_from(
            sorted(
                {
                    *CSL,
                    *CROSSREF,
                    *OPENALEX,
                    *SEMANTIC_SCHOLAR,
                    *ZOTERO,
                    *PAPERS_WITH_CODE,
                    "content",
                    "info",
                    "authors_parsed",
                    "versions",
                }
            )
        ),
        JSON,
        max_size=8,
    )
)
def test_no_values_break_it(value: dict[str, Any]) -> None:
    """Whatever stands where a service has something else."""
    record(value, 1)
