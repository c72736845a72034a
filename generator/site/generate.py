"""Content in, `build/docs` out: all stages in a row."""

from collections.abc import Iterator
from pathlib import Path

from generator import urls
from generator.api import files as api
from generator.catalogue import Catalogue, catalogue
from generator.cite import files as cite
from generator.errors import ContentError, Problem
from generator.feeds import feeds
from generator.load import load
from generator.model import Artefact, day
from generator.pictures import picture
from generator.references import references
from generator.render.pages import api_page, render
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
    cited = references(digest.papers, digest.date_of)
    citations = cite.citations(digest, cited)
    yield from render(digest, cited, citations, settings)
    yield from cite.artefacts(digest, citations)
    yield from api.artefacts(digest, settings)
    yield _api_page(digest, settings)
    yield from _pictures(digest, settings)
    yield from index.artefacts(digest)
    yield from feeds.artefacts(digest, settings)


def generate(project: Path, settings: Settings, docs: Path, drafts: bool) -> Catalogue:
    """Writes `docs` from the content below `project`, and gives back what it holds.

    Raises ContentError before anything is written.
    """
    digest = read(project, settings, drafts)
    write(artefacts(digest, settings), docs)
    return digest


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
        date, count = day(issue.date), f"{len(issue.papers):,} paper" + "s"[: len(issue.papers) != 1]
        heading, foot = (issue.title, f"{date} · {count}") if issue.title else (date, count)
        yield Artefact(urls.picture(issue.date), picture(settings.site_name, heading, foot))
