"""RIS, as EndNote, Mendeley and Zotero exchange it: https://en.wikipedia.org/wiki/RIS_(file_format).

Each value is one line; a paper ends with `ER`.
"""

from collections.abc import Callable, Iterator, Mapping

from digestry.catalogue.references import Reference
from digestry.paper import page_ranges
from digestry.paper.dates import PartialDate
from digestry.paper.kinds import cell
from digestry.paper.model import EMPTY, IN_ENTRIES, Field, Paper, Tag
from digestry.paper.names import OTHERS


def ris(reference: Reference, tags: Mapping[str, Tag]) -> str:
    """The record of a paper, with a line break at its end; it holds what the paper does."""
    paper = reference.paper
    lines = [
        ("TY", reference.publication.ris),
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
        *_lines(paper, lambda field: field.cited),
        *_lines(paper, lambda field: not field.cited and not field.last),
        *(("KW", tags[slug].name) for slug in paper.tags),
        *_lines(paper, lambda field: field.last),
    ]
    told = "".join(f"{tag}  - {' '.join(value.split())}\n" for tag, value in lines if value)
    return f"{told}ER  - \n"


def _lines(paper: Paper, is_wanted: Callable[[Field], bool]) -> Iterator[tuple[str, str]]:
    """Fields that RIS has no way of its own for, with their tags."""
    for field in IN_ENTRIES:
        value = getattr(paper, field.name)
        if not field.ris or not is_wanted(field) or value in EMPTY:
            continue
        if field.name == "pages" and " " not in page_ranges.joined(value, "-"):
            first, last = page_ranges.ends(value)
            yield from ((field.ris, first), ("EP", last))
        else:
            yield field.ris, cell(value)


def _date(date: PartialDate) -> str:
    """YYYY/MM/DD/, with nothing between the slashes for a part that is not known."""
    month, day = (f"{part:02}" if part else "" for part in (date.month, date.day))
    return f"{date.year:04}/{month}/{day}/" if month else ""
