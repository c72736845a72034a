"""Content in, `build/docs` out: all stages in a row, or in two."""

from itertools import chain
from pathlib import Path

from generator.catalogue import Catalogue, catalogue
from generator.errors import ContentError, Problem
from generator.load import load
from generator.settings import Settings
from generator.site.artefacts import data, pages
from generator.site.beside import data_beside
from generator.validate import Digest, validate
from generator.write import put, tidy, write

MANY = 500  # papers; with fewer, a second process takes longer to start than it saves


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


def generate(project: Path, settings: Settings, docs: Path, drafts: bool) -> Catalogue:
    """Writes `docs` from the content below `project`, and gives back what it holds.

    Raises ContentError before anything is written.
    """
    digest = read(project, settings, drafts)
    if len(digest.papers) < MANY:
        write(chain(pages(digest, settings), data(digest, settings)), docs)
    else:
        with data_beside(digest, settings, docs) as theirs:
            tidy(docs, put(pages(digest, settings), docs), theirs())
    return digest
