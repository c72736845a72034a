"""Content in, `build/docs` out: all stages in a row."""

from collections.abc import Iterator
from pathlib import Path

from generator import prose, urls
from generator.catalogue import Catalogue, catalogue
from generator.errors import ContentError, Problem
from generator.feeds.rss import Channel, Item, rss
from generator.load import load
from generator.model import Artefact
from generator.render.pages import render
from generator.search import index
from generator.settings import Settings
from generator.validate import Digest, validate
from generator.write import write


def examine(project: Path, settings: Settings) -> tuple[Digest, list[Problem]]:
    """The content folder below `project` as values, as far as it can be used, and every problem in it."""
    name = settings.digest.content
    loaded, unreadable = load(project / name, name)
    digest, invalid = validate(loaded)
    return digest, [*unreadable, *invalid]


def content(project: Path, settings: Settings) -> Digest:
    """The content folder below `project` as values. Raises ContentError with every problem in it."""
    digest, problems = examine(project, settings)
    if problems:
        raise ContentError(problems)
    return digest


def read(project: Path, settings: Settings, drafts: bool) -> Catalogue:
    """The catalogue of the content folder below `project`. Raises ContentError with every problem in it."""
    return catalogue(content(project, settings), drafts)


def artefacts(digest: Catalogue, settings: Settings) -> Iterator[Artefact]:
    """Every file of `build/docs`."""
    yield from render(digest, settings)
    yield from index.artefacts(digest.papers, {slug: tagged.tag for slug, tagged in digest.tags.items()})
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
