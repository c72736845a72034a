"""The citations that are published: one file a paper, and those of each list that has a page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from digestry import urls
from digestry.catalogue.catalogue import Catalogue
from digestry.catalogue.references import Reference
from digestry.files import Artefact
from digestry.outputs.cite.bibtex import bibtex
from digestry.outputs.cite.csl import csl
from digestry.outputs.cite.ris import ris
from digestry.outputs.json_text import compact
from digestry.paper.model import Paper, Tag


@dataclass(frozen=True)
class Citation:
    """A paper in the formats of reference managers: an entry, a record, an item, each as text."""

    bibtex: str
    ris: str
    csl: str  # CSL-JSON, on one line


def citations(cited: Mapping[str, Reference]) -> dict[str, Citation]:
    """Each paper's citation by id, as it is published; `cited` has each paper by its id."""
    return {id: citation(_brief(reference), {}) for id, reference in cited.items()}


def entries(cited: Mapping[str, Reference]) -> dict[str, str]:
    """The BibTeX of each of them alone, which is what the papers' pages show."""
    return {id: bibtex(_brief(reference), {}) for id, reference in cited.items()}


def citation(reference: Reference, tags: Mapping[str, Tag]) -> Citation:
    """A paper in all formats, with all that it holds."""
    return Citation(
        bibtex(reference, tags),
        ris(reference, tags),
        compact(csl(reference, tags)),
    )


def artefacts(catalogue: Catalogue, citations: Mapping[str, Citation]) -> Iterator[Artefact]:
    """A BibTeX file a paper, a list and author, one for the digest; RIS and CSL-JSON for tags and issues.

    Each paper is in one issue: the pages of papers and authors take RIS and CSL-JSON out of its files, in the
    browser (assets/cite.js). Files of their own would be three times as many.
    """
    for id, made in citations.items():
        yield Artefact(urls.bibtex(id), made.bibtex.encode())
    yield _bibliography(urls.HOME, citations.values())
    for tagged in catalogue.tags.values():
        yield from _list(urls.tag(tagged.tag.slug), tagged.papers, citations)
    for found in catalogue.queries.values():
        yield from _list(urls.query(found.saved.slug), found.papers, citations)
    for issue in catalogue.issues:
        yield from _list(urls.issue(issue.date), issue.papers, citations)
    for author in catalogue.authors.values():
        if author.has_page:
            yield _bibliography(urls.author(author.slug), [citations[paper.id] for paper in author.papers])


def _list(target: str, papers: Iterable[Paper], citations: Mapping[str, Citation]) -> Iterator[Artefact]:
    found = [citations[paper.id] for paper in papers]
    yield _bibliography(target, found)
    yield Artefact(urls.citations(target, "ris"), ris_file(found).encode())
    yield Artefact(urls.citations(target, "csl.json"), csl_file(found).encode())


def _bibliography(target: str, found: Iterable[Citation]) -> Artefact:
    return Artefact(urls.citations(target, "bib"), bibtex_file(found).encode())


def bibtex_file(found: Iterable[Citation]) -> str:
    """A bibliography."""
    return "\n".join(made.bibtex for made in found)


def ris_file(found: Iterable[Citation]) -> str:
    """Records of RIS, one after the other."""
    return "".join(made.ris for made in found)


def csl_file(found: Iterable[Citation]) -> str:
    """An array of CSL-JSON, an item a line."""
    return "[\n" + ",\n".join(made.csl for made in found) + "\n]\n"


def _brief(reference: Reference) -> Reference:
    """What a bibliography prints, without abstract, tags and code.

    The pages and the API have those, `digest export` too; a paper is in many lists, and would be as often in
    full.
    """
    paper = replace(reference.paper, abstract="", tags=(), pdf="", code="", project="")
    return replace(reference, paper=paper)
