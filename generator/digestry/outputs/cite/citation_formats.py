"""The formats of reference managers: how a paper is written in each, and what it leaves out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from digestry.catalogue.references import Reference
from digestry.outputs.cite.apa import apa
from digestry.outputs.cite.bibtex import bibtex
from digestry.outputs.cite.csl import csl
from digestry.outputs.cite.ris import ris
from digestry.outputs.json_text import compact
from digestry.paper.model import FIELDS, Tag
from digestry.registry import registry


@dataclass(frozen=True)
class CitationFormat:
    """A citation format.

    title: what people call it.
    suffix: how its files end: `papers.<suffix>` beside the page of each list.
    entry: a paper in it, with the tags of the digest by slug.
    join: a file out of some papers' entries.
    holds: the fields of a paper that it carries; `digest export` says what it leaves out.
    each: whether each paper has a file of its own, and each author; others are cut out of the issues' files.
    listed: whether lists are published in it; else it is for `digest export` alone.
    """

    title: str
    suffix: str
    entry: Callable[[Reference, Mapping[str, Tag]], str]
    join: Callable[[Iterable[str]], str]
    holds: frozenset[str]
    each: bool = False
    listed: bool = True


# What every one of ours has a way of its own for; drafts are never exported.
_OWN = frozenset("id title authors arxiv doi url venue kind published status tags abstract draft".split())

_NOT_IN_TEXT = frozenset({"tags", "abstract"})  # of a reference to print

_CITED = frozenset(name for name, field in FIELDS.items() if field.cited)


def _carried(format: str) -> frozenset[str]:
    """The fields that a format carries by its own means, and those that name something of it."""
    return _OWN | {name for name, field in FIELDS.items() if getattr(field, format)}


@registry("digestry.citations", CitationFormat)
def formats() -> Mapping[str, CitationFormat]:
    """Each format by its name for `digest export --format`."""
    return {
        "bibtex": CitationFormat("BibTeX", "bib", bibtex, "\n".join, _carried("bibtex"), each=True),
        "ris": CitationFormat("RIS", "ris", ris, "".join, _carried("ris")),
        "csl-json": CitationFormat("CSL-JSON", "csl.json", _item, _array, _OWN | _CITED),
        "apa": CitationFormat("APA", "apa.txt", apa, _lines, _OWN - _NOT_IN_TEXT | _CITED, listed=False),
    }


def _item(reference: Reference, tags: Mapping[str, Tag]) -> str:
    return compact(csl(reference, tags))


def _lines(references: Iterable[str]) -> str:
    return "".join(f"{each}\n" for each in references)


def _array(items: Iterable[str]) -> str:
    """An array of CSL-JSON, an item a line."""
    return "[\n" + ",\n".join(items) + "\n]\n"
