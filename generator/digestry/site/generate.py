"""A catalogue in, `build/docs` out: all outputs in a row, or in two."""

from itertools import chain
from pathlib import Path

from digestry.catalogue.catalogue import Catalogue
from digestry.files import claim, put, tidy, write
from digestry.outputs.registry import data, pages
from digestry.settings import Settings
from digestry.site.beside import data_beside

MANY = 500  # papers; with fewer, a second process takes longer to start than it saves


def generate(catalogue: Catalogue, settings: Settings, docs: Path) -> tuple[str, ...]:
    """Writes all that is published of a catalogue into `docs`; gives the paths below it, in order.

    Raises ForeignFolderError where that folder is not ours.
    """
    claim(docs)
    if len(catalogue.papers) < MANY:
        written = write(chain(pages(catalogue, settings), data(catalogue, settings)), docs)
    else:
        with data_beside(catalogue, settings, docs) as theirs:
            written = tidy(docs, put(pages(catalogue, settings), docs), theirs())
    return tuple(sorted(written))
