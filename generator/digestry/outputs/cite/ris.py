"""RIS, as EndNote, Mendeley and Zotero exchange it: https://en.wikipedia.org/wiki/RIS_(file_format).

Each value is one line; a paper ends with `ER`.
"""

from collections.abc import Mapping

from digestry.catalogue.references import Reference
from digestry.paper.dates import PartialDate
from digestry.paper.kinds import cell
from digestry.paper.model import EMPTY, IN_ENTRIES, Field, Paper, Tag
from digestry.paper.names import OTHERS

_TYPES = {"conference": "CPAPER", "journal": "JOUR", "preprint": "UNPB", "other": "GEN"}


def ris(reference: Reference, tags: Mapping[str, Tag]) -> str:
    """The record of a paper, with a line break at its end; it holds what the paper does."""
    paper = reference.paper
    lines = [
        ("TY", _TYPES[reference.kind]),
        ("ID", reference.key),
        ("TI", paper.title),
        *(("AU", name.inverted) for name in reference.authors),
        ("AU", OTHERS if reference.others else ""),
        ("T2", paper.venue),
        ("PY", f"{paper.published.year:04}" if paper.published else ""),
        ("DA", _date(paper.published) if paper.published else ""),
        ("AN", paper.arxiv and f"arXiv:{paper.arxiv}"),
        ("DO", paper.doi),
        ("UR", reference.url),
        ("N1", paper.status),
        *((field.ris, _value(paper, field)) for field in IN_ENTRIES if field.ris and not field.last),
        *(("KW", tags[slug].name) for slug in paper.tags),
        *((field.ris, _value(paper, field)) for field in IN_ENTRIES if field.ris and field.last),
    ]
    told = "".join(f"{tag}  - {' '.join(value.split())}\n" for tag, value in lines if value)
    return f"{told}ER  - \n"


def _value(paper: Paper, field: Field) -> str:
    """A field that RIS has no way of its own for."""
    return cell(value) if (value := getattr(paper, field.name)) not in EMPTY else ""


def _date(date: PartialDate) -> str:
    """YYYY/MM/DD/, with nothing between the slashes for a part that is not known."""
    month, day = (f"{part:02}" if part else "" for part in (date.month, date.day))
    return f"{date.year:04}/{month}/{day}/" if month else ""
