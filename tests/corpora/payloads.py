"""Nasty strings in every text field of content: the loader, the site in a Chromium, and the feeds."""

import logging
import tempfile
from collections import Counter
from pathlib import Path

from digestry.site.build import build
from digestry.site.project import Project

from tests.corpora import feeds_read, hostile_digest, in_browser
from tests.corpora.outcome import Outcome
from tests.corpora.strings import strings

_IN_A_DIGEST = 500
_MANY = 1000  # strings from which ten share an issue, a tag and a saved query; else five do


def published(corpus: Path) -> Outcome | None:
    """Builds a digest of each 500 strings, and looks at all of it; nothing where a corpus has no strings."""
    found = strings(corpus)
    if not found:
        return None
    outcome = Outcome("payloads", len(found), never=dict.fromkeys((*in_browser.NEVER, *feeds_read.NEVER), 0))
    refused: Counter[str] = Counter()
    sizes = Counter(pages=0, feeds=0, results=0)
    for start in range(0, len(found), _IN_A_DIGEST):
        some = found[start : start + _IN_A_DIGEST]
        with tempfile.TemporaryDirectory() as folder:
            refused += one_digest(Path(folder), some, 10 if len(found) > _MANY else 5, outcome, sizes)
        print(f"{min(start + _IN_A_DIGEST, len(found)):,} of {len(found):,} strings", flush=True)
    outcome.refused = refused.total()
    shown = ", ".join(f"{count:,} {what}" for what, count in sizes.items())
    outcome.figures.append(f"in Chromium and in feedparser: {shown} of searches")
    outcome.figures.append("fields refused: " + ", ".join(f"{n} {c:,}" for n, c in refused.most_common()))
    return outcome


def one_digest(
    folder: Path, some: list[str], together: int, outcome: Outcome, sizes: Counter[str]
) -> Counter[str]:
    """Writes, builds and looks at one digest; gives how often each field was refused."""
    refused, told = hostile_digest.write(folder, some, together)
    outcome.told += told
    logging.disable(logging.INFO)
    site = build(Project.open(str(folder / "mkdocs.yml")))
    logging.disable(logging.NOTSET)
    groups = -(-len(some) // together) + 1
    typed = [" ".join(some[start : start + 10]) for start in range(0, len(some), 10)]
    queries = [*map(hostile_digest.reader, range(groups)), *typed]
    never, said, (pages, results) = in_browser.visited(site, queries, least=len(some))
    for kind, what in feeds_read.faults(site):
        never[kind] += 1
        said.append(f"{kind}: {what}"[:240])
    for kind, count in never.items():
        outcome.never[kind] += count
    outcome.told += said
    sizes.update(pages=pages, feeds=feeds_read.count(site), results=results)
    return refused
