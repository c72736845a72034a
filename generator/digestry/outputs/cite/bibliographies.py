"""The citations that are published: one file a paper, and those of each list that has a page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from digestry import urls
from digestry.catalogue.catalogue import Catalogue
from digestry.catalogue.lists import lists
from digestry.catalogue.lists.kinds import kinds
from digestry.catalogue.references import Reference
from digestry.files import Artefact
from digestry.outputs.cite.apa import Run, runs
from digestry.outputs.cite.bibtex import bibtex
from digestry.outputs.cite.citation_formats import CitationFormat, formats
from digestry.paper.model import FIELDS, Paper
from digestry.settings import Settings


def entries(cited: Mapping[str, Reference]) -> dict[str, str]:
    """The BibTeX of each paper alone, which is what the papers' pages show."""
    return {id: bibtex(_brief(reference), {}) for id, reference in cited.items()}


def texts(cited: Mapping[str, Reference]) -> dict[str, tuple[Run, ...]]:
    """Each paper as it stands in a list of references, which the papers' pages show too."""
    return {id: runs(reference) for id, reference in cited.items()}


def published() -> Mapping[str, tuple[CitationFormat, ...]]:
    """The formats in which a list is published, by its `citations`."""
    every = tuple(format for format in formats().values() if format.listed)
    return {"all": every, "brief": tuple(each for each in every if each.each), "none": ()}


def artefacts(catalogue: Catalogue, cited: Mapping[str, Reference], settings: Settings) -> Iterator[Artefact]:
    """A BibTeX file a paper, a list and author, one for the digest; RIS and CSL-JSON for tags and issues.

    Each paper is in one issue: the pages of papers and authors take RIS and CSL-JSON out of its files, in the
    browser (assets/cite.js). Files of their own would be three times as many.
    """
    written = {
        format.suffix: {id: format.entry(_brief(reference), {}) for id, reference in cited.items()}
        for format in published()["all"]
    }

    def bibliography(target: str, papers: Iterable[Paper], format: CitationFormat) -> Artefact:
        found = (written[format.suffix][paper.id] for paper in papers)
        return Artefact(urls.citations(target, format.suffix), format.join(found).encode())

    for format in published()["brief"]:
        for id, entry in written[format.suffix].items():
            yield Artefact(urls.citation(id, format.suffix), entry.encode())
        yield bibliography(urls.HOME, catalogue.papers, format)
    for found in lists(kinds(), catalogue, settings):
        for format in published()[found.citations]:
            yield bibliography(found.target, found.papers, format)


def _brief(reference: Reference) -> Reference:
    """What a bibliography prints, without abstract, tags and code.

    The pages and the API have those, `digest export` too; a paper is in many lists, and would be as often in
    full.
    """
    return replace(reference, paper=replace(reference.paper, **_LEFT_OUT))


# Whatever a format passes on without a way of its own for it, and the tags.
_LEFT_OUT = {
    name: field.kind.empty
    for name, field in FIELDS.items()
    if ((field.bibtex or field.ris) and not field.cited) or name == "tags"
}
