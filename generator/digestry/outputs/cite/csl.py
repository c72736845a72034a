"""CSL-JSON, the input of citeproc processors, Zotero and pandoc; https://docs.citationstyles.org/en/1.0.2/."""

from collections.abc import Mapping
from typing import Any

from digestry.catalogue.references import Reference
from digestry.paper import page_ranges
from digestry.paper.dates import PartialDate
from digestry.paper.model import Tag
from digestry.paper.names import OTHERS, Name


def csl(reference: Reference, tags: Mapping[str, Tag]) -> dict[str, Any]:
    """The item of a paper; it holds what the paper does."""
    paper = reference.paper
    fields = {
        "id": reference.key,
        "type": reference.publication.csl,
        "genre": reference.publication.description,
        "title": paper.title,
        "author": [*map(_name, reference.authors), *([{"literal": OTHERS}] if reference.others else [])],
        "issued": paper.published and {"date-parts": [_parts(paper.published)]},
        "container-title": paper.venue,
        "publisher": paper.publisher or ("arXiv" if reference.kind == "preprint" and paper.arxiv else ""),
        "volume": paper.volume,
        "issue": paper.number if reference.kind != "report" else "",
        "page": page_ranges.joined(paper.pages, "-"),
        "number": _number(reference),
        "DOI": paper.doi,
        "URL": reference.url,
        "status": paper.status,
        "keyword": ", ".join(tags[slug].name for slug in paper.tags),
        "abstract": paper.abstract,
    }
    return {name: value for name, value in fields.items() if value}


def _number(reference: Reference) -> str:
    """A report's, or a preprint's arXiv id; of an article, styles would print it in place of its pages."""
    paper = reference.paper
    if reference.kind == "report":
        return paper.number
    return f"arXiv:{paper.arxiv}" if reference.kind == "preprint" and paper.arxiv else ""


def _parts(date: PartialDate) -> list[int]:
    return [part for part in (date.year, date.month, date.day) if part]


def _name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": str(name)}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: value for part, value in parts.items() if value}
