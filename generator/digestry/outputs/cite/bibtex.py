"""BibTeX, in the form of arXiv's own export; https://info.arxiv.org/help/hypertex/bibstyles/ has its fields.

What is published somewhere is an @inproceedings or an @article where the venue's name says which; all else
is @misc, which every style knows.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from digestry.catalogue.references import Name, Reference
from digestry.outputs.cite.latex_encoding import address, latex, title
from digestry.paper import kinds
from digestry.paper.kinds import cell
from digestry.paper.model import EMPTY, IN_ENTRIES, Field, Paper, Tag

_TYPES = {"conference": "inproceedings", "journal": "article", "preprint": "misc", "other": "misc"}
_VENUES = {"conference": "booktitle", "journal": "journal", "preprint": "note", "other": "howpublished"}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# BibTeX parts names at "and", and reads "others" as et al.
_AND = re.compile(r"\b(?:and|others)\b", re.IGNORECASE)


def bibtex(reference: Reference, tags: Mapping[str, Tag]) -> str:
    """The entry of a paper, with a line break at its end; it holds what the paper does."""
    lines = "".join(f"  {field} = {value},\n" for field, value in _fields(reference, tags))
    return f"@{_TYPES[reference.kind]}{{{reference.key},\n{lines}}}\n"


def _fields(reference: Reference, tags: Mapping[str, Tag]) -> Iterator[tuple[str, str]]:
    paper = reference.paper
    fields = {
        "title": title(paper.title),
        "author": " and ".join(_author(name) for name in reference.authors),
        _VENUES[reference.kind]: latex(paper.venue),
        "year": f"{paper.published.year:04}" if paper.published else "",
    }
    yield from ((name, f"{{{value}}}") for name, value in fields.items() if value)
    if paper.published and paper.published.month:
        yield "month", _MONTHS[paper.published.month - 1]
    more = {
        "eprint": paper.arxiv,
        "archivePrefix": paper.arxiv and "arXiv",
        "primaryClass": paper.arxiv and paper.categories[0] if paper.categories else "",
        "doi": address(paper.doi),
        "url": address(reference.url),
        **{field.bibtex[0]: _value(paper, field) for field in IN_ENTRIES if field.bibtex and not field.last},
        "keywords": latex(", ".join(tags[slug].name for slug in paper.tags)),
        **{field.bibtex[0]: _value(paper, field) for field in IN_ENTRIES if field.bibtex and field.last},
    }
    yield from ((name, f"{{{value}}}") for name, value in more.items() if value)


def _value(paper: Paper, field: Field) -> str:
    """A field that BibTeX has no way of its own for."""
    text = cell(value) if (value := getattr(paper, field.name)) not in EMPTY else ""
    return address(text) if field.kind is kinds.ADDRESS else latex(text)


@cache  # most have several papers
def _author(name: Name) -> str:
    if not name.given or _AND.search(name.inverted):
        whole = " ".join(filter(None, (name.given, name.family, name.suffix)))
        alone = re.fullmatch(r"[^\s,]+", whole) and not _AND.search(whole)
        return latex(whole) if alone else f"{{{latex(whole)}}}"
    if name.suffix:
        return f"{latex(name.family)}, {latex(name.suffix)}, {latex(name.given)}"
    if _reads_the_same(name):
        return latex(f"{name.given} {name.family}")
    return f"{latex(name.family)}, {latex(name.given)}"


def _reads_the_same(name: Name) -> bool:
    """Whether BibTeX finds these parts in "First von Last": von is what is in lower case."""
    return not any(word[0].islower() for word in name.given.split()) and (
        " " not in name.family or name.family[0].islower()
    )
