"""What a catalogue is published as: all outputs together, none of which writes any file."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from digestry import urls
from digestry.catalogue.catalogue import Catalogue
from digestry.catalogue.references import references
from digestry.content.figures import read
from digestry.files import Artefact
from digestry.outputs.api import endpoints as api
from digestry.outputs.cite import bibliographies as cite
from digestry.outputs.feeds import feeds
from digestry.outputs.mail import letter
from digestry.outputs.pages import plain
from digestry.outputs.pages.pages import api_page, render
from digestry.outputs.pictures import picture, undrawn
from digestry.outputs.search import index
from digestry.paper.text import readable
from digestry.registry import registry
from digestry.settings import Settings


@dataclass(frozen=True)
class Output:
    """One thing that a digest is published as.

    about: what it is, for the handbook.
    artefacts: its files, below the site's root. Markdown files become pages, but for the papers' twins; all
        else is published as it is.
    rendered: whether most of its files are Markdown that MkDocs has to render. A big digest is written by two
        processes, one for these and one for the others.
    """

    about: str
    artefacts: Callable[[Catalogue, Settings], Iterable[Artefact]]
    rendered: bool = False


@registry("digestry.outputs", Output)
def outputs() -> Mapping[str, Output]:
    """Each output by name, in the order in which they are written."""
    return {
        "pages": Output("the pages, as Markdown that MkDocs renders", _pages, rendered=True),
        "search": Output("the search's index in shards, and lunr.js", _search),
        "citations": Output("papers and lists as BibTeX, RIS and CSL-JSON", _citations),
        "text": Output("Markdown twins of the papers' pages, llms.txt, robots.txt", plain.artefacts),
        "api": Output("papers, tags and issues as JSON, with their schema", api.artefacts),
        "pictures": Output("what links to the digest and its issues are shown with", _pictures),
        "figures": Output("the figures of papers, as the curator has put them", _figures),
        "letters": Output("each issue as the letter that `digest email` sends", letter.artefacts),
        "feeds": Output(
            "RSS, Atom and JSON Feed of the digest and its lists, archives, OPML", feeds.artefacts
        ),
    }


def pages(catalogue: Catalogue, settings: Settings) -> Iterator[Artefact]:
    """The files below `build/docs` that MkDocs makes pages of."""
    yield from _of(catalogue, settings, rendered=True)


def data(catalogue: Catalogue, settings: Settings) -> Iterator[Artefact]:
    """The files below `build/docs` that are published as they are."""
    yield from _of(catalogue, settings, rendered=False)


def _of(catalogue: Catalogue, settings: Settings, rendered: bool) -> Iterator[Artefact]:
    for output in outputs().values():
        if output.rendered == rendered:
            yield from output.artefacts(catalogue, settings)


def _pages(catalogue: Catalogue, settings: Settings) -> Iterator[Artefact]:
    cited = references(catalogue.papers, catalogue.date_of)
    formats = {
        citations: [(format.title, format.suffix) for format in found]
        for citations, found in cite.published().items()
    }
    yield from render(catalogue, cited, cite.entries(cited), cite.texts(cited), formats, settings)
    yield _api_page(catalogue, settings)


def _api_page(catalogue: Catalogue, settings: Settings) -> Artefact:
    newest = catalogue.issues[0] if catalogue.issues else None
    example = api.paper(newest.papers[0], newest.date, settings) if newest else None
    return api_page(
        [(name, api.fields(name)) for name in ("paper", "tag", "issue")],
        api.shown(example) if example else "",
        newest.date.isoformat() if newest else "",
        settings,
    )


def _search(catalogue: Catalogue, settings: Settings) -> Iterator[Artefact]:
    # In a section of a site, its own search finds its pages.
    own = () if settings.options.path else catalogue.pages
    yield from index.artefacts(catalogue, own, settings.directory_urls)


def _citations(catalogue: Catalogue, settings: Settings) -> Iterator[Artefact]:
    cited = references(catalogue.papers, catalogue.date_of)
    yield from cite.artefacts(catalogue, cited, settings)


def _pictures(catalogue: Catalogue, settings: Settings) -> Iterator[Artefact]:
    font = settings.options.picture_font
    address = settings.site_url.partition("://")[2].rstrip("/")
    place, name = ("", address) if undrawn(settings.site_name, font) else (address, settings.site_name)
    own = picture(place, name, settings.site_description, font)
    yield Artefact(urls.PICTURE, own)
    for issue in catalogue.issues:
        date = settings.words.day(issue.date)
        count = settings.words.many("%(number)s paper", "%(number)s papers", len(issue.papers))
        heading, foot = (readable(issue.title), f"{date} · {count}") if issue.title else (date, count)
        # A picture without the title would be that of another issue.
        made = own if undrawn(heading, font) else picture(settings.site_name, heading, foot, font)
        yield Artefact(urls.picture(issue.date), made)


def _figures(catalogue: Catalogue, settings: Settings) -> Iterator[Artefact]:  # noqa: ARG001 - as all outputs
    for paper in catalogue.papers:
        if figure := catalogue.figures.get(paper.image):
            yield Artefact(urls.figure(paper), read(figure))
