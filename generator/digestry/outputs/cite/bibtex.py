"""BibTeX, in the form of arXiv's own export; https://info.arxiv.org/help/hypertex/bibstyles/ has its fields.

Each kind of publication has its type (`digestry.paper.publications`); of what nobody said, it is @misc,
which every style knows. What a style does not know, such as @dataset, it prints like that.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from digestry.catalogue.references import Reference
from digestry.outputs.cite.latex_encoding import address, latex, title
from digestry.paper import kinds, page_ranges
from digestry.paper.kinds import cell
from digestry.paper.model import EMPTY, IN_ENTRIES, Field, Paper, Tag
from digestry.paper.names import OTHERS, Name

_RANGE = re.compile(r"(?<=\d)-(?=\w*\d)")  # of pages, which BibTeX joins by two hyphens
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# biber cuts initials out of names, and in the middle of what stands for these; of a group, it takes a half.
_UNLIKE_NAMES = re.compile(r"[\\{}$^~#%&_]")
_GROUP = re.compile(r"\{(\\(?:[^{}]|\{[^{}]*\})*)\}")
_FIRST_GROUPS = re.compile(rf"(?:{_GROUP.pattern})+")
# BibTeX parts names at "and", and reads "others" as et al.
_AND = re.compile(r"\b(?:and|others)\b", re.IGNORECASE)


def bibtex(reference: Reference, tags: Mapping[str, Tag]) -> str:
    """The entry of a paper, with a line break at its end; it holds what the paper does."""
    lines = "".join(f"  {field} = {value},\n" for field, value in _fields(reference, tags))
    return f"@{reference.publication.bibtex}{{{reference.key},\n{lines}}}\n"


def _fields(reference: Reference, tags: Mapping[str, Tag]) -> Iterator[tuple[str, str]]:
    paper = reference.paper
    fields = {
        "title": title(paper.title),
        "author": " and ".join([*map(_author, reference.authors), *([OTHERS] if reference.others else [])]),
        reference.publication.venue: latex(paper.venue),
        "year": f"{paper.published.year:04}" if paper.published else "",
        "note": latex(paper.status),  # free: a preprint, whose venue would stand here, has none
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
        **{
            _called(field, reference): _value(paper, field)
            for field in IN_ENTRIES
            if field.bibtex and not field.last
        },
        "keywords": latex(", ".join(tags[slug].name for slug in paper.tags)),
        **{field.bibtex[0]: _value(paper, field) for field in IN_ENTRIES if field.bibtex and field.last},
    }
    yield from ((name, f"{{{value}}}") for name, value in more.items() if value)


def _value(paper: Paper, field: Field) -> str:
    """A field that BibTeX has no way of its own for."""
    text = cell(value) if (value := getattr(paper, field.name)) not in EMPTY else ""
    if field.name == "pages":
        return _RANGE.sub("--", latex(page_ranges.joined(text, "-")))
    return address(text) if field.kind is kinds.ADDRESS else latex(text)


def _called(field: Field, reference: Reference) -> str:
    """What BibTeX calls a field in an entry of this type."""
    return reference.publication.publisher if field.name == "publisher" else field.bibtex[0]


def _author(name: Name) -> str:
    return _organisation(str(name)) if name.is_organisation else _person(*name.parts)


@cache  # most have several papers
def _organisation(name: str) -> str:
    written = latex(name)
    if _UNLIKE_NAMES.match(name):
        written = _FIRST_GROUPS.sub(lambda match: _GROUP.sub(r"\1{}", match[0]), written, count=1)
    return f"{{{written}}}"


@cache
def _person(family: str, given: str, suffix: str) -> str:
    name = Name(family, given, suffix)
    if _UNLIKE_NAMES.search(name):
        return _organisation(str(name))
    if not name.given or _AND.search(name.inverted):
        alone = re.fullmatch(r"[^\s,]+", name) and not _AND.search(name)
        return latex(name) if alone else f"{{{latex(name)}}}"
    if name.suffix:
        return f"{latex(name.family)}, {latex(name.suffix)}, {latex(name.given)}"
    if _reads_the_same(name):
        return latex(f"{name.given} {name.family}")
    return f"{latex(name.family)}, {latex(name.given)}"


def _reads_the_same(name: Name) -> bool:
    """Whether BibTeX finds these parts in "First von Last": von is what is in lower case."""
    if str(name) != f"{name.given} {name.family}":  # the family stands first, as in Han and Hangul
        return False
    return not any(word[0].islower() for word in name.given.split()) and (
        " " not in name.family or name.family[0].islower()
    )
