"""Content in, `build/docs` out: all stages in a row."""

from collections.abc import Iterator
from pathlib import Path

from generator import prose, urls
from generator.catalogue import Catalogue, catalogue
from generator.errors import ContentError
from generator.feeds.rss import Channel, Item, rss
from generator.load import load
from generator.model import Artefact
from generator.render.pages import render
from generator.search import index
from generator.settings import Settings
from generator.validate import validate
from generator.write import write


def read(project: Path, settings: Settings, drafts: bool) -> Catalogue:
    """The catalogue of the content folder below `project`. Raises ContentError with every problem in it."""
    name = settings.digest.content
    content, unreadable = load(project / name, name)
    digest, invalid = validate(content)
    if unreadable or invalid:
        raise ContentError([*unreadable, *invalid])
    return catalogue(digest, drafts)


def artefacts(digest: Catalogue, settings: Settings) -> Iterator[Artefact]:
    """Every file of `build/docs`."""
    yield from render(digest, settings)
    yield from index.artefacts(digest)
    yield Artefact(urls.RSS, _rss(digest, settings))


def generate(project: Path, settings: Settings, docs: Path, drafts: bool) -> Catalogue:
    """Writes `docs` from the content below `project`, and gives back what it holds.

    Raises ContentError before anything is written.
    """
    digest = read(project, settings, drafts)
    write(artefacts(digest, settings), docs)
    return digest


def _rss(digest: Catalogue, settings: Settings) -> bytes:
    channel = Channel(
        title=settings.site_name,
        description=settings.site_description or settings.site_name,
        self_url=urls.absolute(urls.RSS, settings.site_url),
        home_url=settings.site_url,
        language=settings.language,
        copyright=settings.copyright,
    )
    items = [
        Item(
            paper=paper,
            date=digest.date_of[paper.id],
            url=urls.absolute(urls.paper(paper.id), settings.site_url),
            tags=tuple(digest.tags[slug].tag for slug in paper.tags),
            note=prose.html(paper.note),
        )
        for paper in digest.papers[: settings.digest.feed_items]
    ]
    return rss(channel, items)
