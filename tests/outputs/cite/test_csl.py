"""CSL-JSON, read back by citeproc-py; `python -m tests.corpora.csl_schema` holds it against its own schema."""

import datetime as dt
from typing import Any

import pytest
from citeproc.source.json import CiteProcJSON
from digestry.catalogue.references import Reference, references
from digestry.outputs.cite.csl import csl
from digestry.paper import names
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper, Tag
from digestry.paper.publications import NAMES
from digestry.paper.text import clean
from hypothesis import given
from hypothesis import strategies as st

TAGS = {"agents": Tag("agents", "Agents", "")}
LINE = st.text(st.characters(codec="utf-8"), max_size=30).map(lambda text: " ".join(clean(text).split()))
PERSON = st.from_regex(r"[A-Z][a-z]{1,6}( [A-Z]\.)?( van| de)? [A-Z][a-z]{2,8}( Jr\.)?", fullmatch=True)
PAPER = st.builds(
    Paper,
    id=st.just("a"),
    title=LINE.filter(bool),
    authors=st.lists(PERSON | LINE.filter(bool).map(names.organisation) | st.just("others"), unique=True).map(tuple),
    abstract=LINE,
    kind=st.sampled_from(["", *NAMES]),
    venue=LINE,
    volume=LINE,
    number=LINE,
    pages=LINE,
    publisher=LINE,
    status=LINE,
    published=st.sampled_from([None, PartialDate(2024), PartialDate(2024, 2), PartialDate(2024, 2, 29)]),
    doi=st.sampled_from(["", "10.1000/a"]),
    arxiv=st.sampled_from(["", "2401.14427"]),
    url=st.sampled_from(["", "https://a.org/x?a=1&b=2"]),
    tags=st.sampled_from([(), ("agents",)]),
)  # fmt: skip


def of(paper: Paper) -> Reference:
    return references([paper], {paper.id: dt.date(2025, 4, 24)})[paper.id]


@given(PAPER)
def test_citeproc_reads_it(paper: Paper) -> None:
    """As the processor that other programs bring along: each value is where a style looks for it."""
    item = csl(of(paper), TAGS)
    read = CiteProcJSON([item])[item["id"]]
    assert read.type.replace("_", "-") == item["type"]
    for name, value in item.items():
        if name not in {"id", "type", "author", "issued", "page"}:
            assert str(read[name.replace("-", "_")]) == value
    found: list[dict[str, str]] = [
        {
            part: str(value)
            for part in ("family", "given", "suffix", "literal")
            if (value := _part(each, part))
        }
        for each in read.get("author", ())
    ]
    assert found == item.get("author", [])
    issued = read.get("issued", {})
    assert [issued[part] for part in ("year", "month", "day") if issued.get(part)] == (
        item["issued"]["date-parts"][0] if "issued" in item else []
    )


def _part(name: Any, part: str) -> object:
    """A part of a name; particles belong to the family here."""
    if part != "family" or not name.get("family"):
        return name.get(part)
    return " ".join(
        filter(None, (name.get("dropping-particle"), name.get("non-dropping-particle"), name["family"]))
    )


@pytest.mark.parametrize("kind", ["journal", "conference", "chapter", "book"])
def test_an_arxiv_id_takes_the_place_of_no_pages(kind: str) -> None:
    """Styles print a number of an article before its pages; the address has the id."""
    item = csl(of(Paper("a", "T", kind=kind, venue="V", arxiv="2401.14427", pages="1-9")), {})
    assert "number" not in item
    assert item["URL"] == "https://arxiv.org/abs/2401.14427"
