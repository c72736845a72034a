"""Ten times as much takes about ten times as long, whatever a source consists of."""

import time
from contextlib import suppress

import pytest
from digestry.errors import ContentError

from tests.intake.importers.sources import read

SMALL = 50_000  # bytes
TIMES = 10
MOST = 30  # times as long; quadratic reading would take a hundred
FLOOR = 0.05  # seconds, below which only the clock is measured
WORST = {
    "bibtex: braces": ("@a{x, title={", "{", "}}"),
    "bibtex: commands": ("@a{x, title={", "\\'{e}", "}}"),
    "bibtex: names": ("@a{x, title={a}, author={", "a and ", "b}}"),
    "bibtex: commas": ("@a{x, title={a}, author={", "a,", "b}}"),
    "bibtex: quotes": ('@a{x, title="', "``a''", '"}'),
    "csv: commas": ("title,authors\na,", '"', "\n"),
    "csv: authors": ('title,authors\na,"', "Lee, A., ", '"\n'),
    "ris: lines": ("TY  - JOUR\n", "AU  - Lee, Ann\n", "ER  -\n"),
    "markdown: brackets": ("- ", "[", "\n"),
    "markdown: links": ("- ", "[a](https://arxiv.org/abs/2401.14427) ", "\n"),
    "markdown: bars": ("|a|b|\n|-|-|\n", "|", "\n"),
    "markdown: emphasis": ("- [a](https://arxiv.org/abs/2401.14427) ", "*_", "\n"),
    "markdown: entries": ("", "- [A Good Title](https://arxiv.org/abs/2401.14427) - words\n", ""),
    "html: tags": ("", "<ul><li><b>", ""),
    "html: brackets": ("<p>", "<", "</p>"),
    "text: ids": ("", "10.1234/a)", "\n"),
    "text: digits": ("", "2401.1442", "\n"),
    "arxiv-listing: brackets": ("[1] arXiv:2401.14427 [pdf", "[", "]\n"),
    "yaml: entries": ("papers:\n", "- {title: a, doi: 10.1000/a}\n", ""),
    "json: brackets": ("[", "[", ""),
    "mail: lines": ("From: a\nTo: b\nSubject: c\n\n", "From me ", "\n"),
}


def seconds(name: str, size: int) -> float:
    """The processor's time for so many bytes of a source; the better of two."""
    start, piece, end = WORST[name]
    text = start + piece * (size // len(piece)) + end
    found = []
    for _ in range(2):
        before = time.process_time()
        with suppress(ContentError):
            read(text, name.split(":")[0])
        found.append(time.process_time() - before)
    return min(found)


@pytest.mark.parametrize("name", WORST)
def test_time_grows_as_the_source_does(name: str) -> None:
    assert seconds(name, TIMES * SMALL) < MOST * max(seconds(name, SMALL), FLOOR)
