"""CSL-JSON, the input of citeproc processors, Zotero and pandoc; https://docs.citationstyles.org/en/1.0.2/."""

from collections.abc import Mapping
from typing import Any

from digestry.catalogue.references import Reference
from digestry.paper.dates import PartialDate
from digestry.paper.model import Tag
from digestry.paper.names import OTHERS, Name

_TYPES = {
    "conference": "paper-conference",
    "journal": "article-journal",
    "preprint": "article",  # CSL 1.0.2's type for preprints
    "other": "document",
}


def csl(reference: Reference, tags: Mapping[str, Tag]) -> dict[str, Any]:
    """The item of a paper; it holds what the paper does."""
    paper = reference.paper
    fields = {
        "id": reference.key,
        "type": _TYPES[reference.kind],
        "title": paper.title,
        "author": [*map(_name, reference.authors), *([{"literal": OTHERS}] if reference.others else [])],
        "issued": paper.published and {"date-parts": [_parts(paper.published)]},
        "container-title": paper.venue,
        "publisher": "arXiv" if reference.kind == "preprint" else "",
        "number": paper.arxiv and f"arXiv:{paper.arxiv}",
        "DOI": paper.doi,
        "URL": reference.url,
        "status": paper.status,
        "keyword": ", ".join(tags[slug].name for slug in paper.tags),
        "abstract": paper.abstract,
    }
    return {name: value for name, value in fields.items() if value}


def _parts(date: PartialDate) -> list[int]:
    return [part for part in (date.year, date.month, date.day) if part]


def _name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": str(name)}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: value for part, value in parts.items() if value}
