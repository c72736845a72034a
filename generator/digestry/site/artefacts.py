"""What a catalogue is published as: all stages that make files, none that writes any."""

from collections.abc import Iterator

from digestry import urls
from digestry.catalogue.catalogue import Catalogue
from digestry.catalogue.references import references
from digestry.files import Artefact
from digestry.outputs.api import endpoints as api
from digestry.outputs.cite import bibliographies as cite
from digestry.outputs.feeds import feeds
from digestry.outputs.pages import plain
from digestry.outputs.pages.pages import api_page, render
from digestry.outputs.pictures import picture
from digestry.outputs.search import index
from digestry.paper.dates import day
from digestry.paper.wording import counted
from digestry.settings import Settings


def pages(digest: Catalogue, settings: Settings) -> Iterator[Artefact]:
    """The files below `build/docs` that MkDocs makes pages of."""
    cited = references(digest.papers, digest.date_of)
    yield from render(digest, cited, cite.entries(cited), settings)
    yield _api_page(digest, settings)


def data(digest: Catalogue, settings: Settings) -> Iterator[Artefact]:
    """The files below `build/docs` that are published as they are."""
    yield from index.artefacts(digest)
    yield from cite.artefacts(digest, cite.citations(references(digest.papers, digest.date_of)))
    yield from plain.artefacts(digest, settings)
    yield from api.artefacts(digest, settings)
    yield from _pictures(digest, settings)
    yield from feeds.artefacts(digest, settings)


def _api_page(digest: Catalogue, settings: Settings) -> Artefact:
    newest = digest.issues[0] if digest.issues else None
    example = api.paper(newest.papers[0], newest.date, settings) if newest else None
    return api_page(
        [(name, api.fields(name)) for name in ("paper", "tag", "issue")],
        api.shown(example) if example else "",
        newest.date.isoformat() if newest else "",
        settings,
    )


def _pictures(digest: Catalogue, settings: Settings) -> Iterator[Artefact]:
    address = settings.site_url.partition("://")[2].rstrip("/")
    yield Artefact(urls.PICTURE, picture(address, settings.site_name, settings.site_description))
    for issue in digest.issues:
        date, count = day(issue.date), counted(len(issue.papers), "paper")
        heading, foot = (issue.title, f"{date} · {count}") if issue.title else (date, count)
        yield Artefact(urls.picture(issue.date), picture(settings.site_name, heading, foot))
