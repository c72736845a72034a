"""Every file of a corpus through `digest import`'s readers.

A file ends in papers or in one line that says why not. Anything else is a crash, and told; so is what takes long.
"""

import time
from collections import Counter
from pathlib import Path

from digestry.errors import ContentError
from digestry.intake.importers import source_formats as formats
from digestry.intake.importers.raw import Raw

from tests.corpora.files import files, names
from tests.corpora.outcome import Outcome

_SUFFIXES = tuple(
    ".bib .ris .nbib .enw .xml .atom .rss .rdf .md .html .htm .json .jsonl .csv .tsv .yml .yaml .txt .eml".split()
)
_SLOW = 5  # seconds


def imported(corpus: Path) -> Outcome | None:
    """Reads all files whose names look like a source of papers; nothing where there is none."""
    if not any(name.lower().endswith(_SUFFIXES) for name in names(corpus)):
        return None
    papers: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    refusals: Counter[str] = Counter()
    outcome = Outcome("importers", never={"crashes": 0})
    slow = 0
    for name, data in files(corpus, _SUFFIXES):
        start = time.perf_counter()
        try:
            reading = formats.read(Raw(data, name))
        except ContentError as error:
            refusals[error.problems[0].what.split(";")[0].split(", which")[0].split(" are ")[0][:60]] += 1
        except Exception as error:  # the very thing that this looks for
            outcome.never["crashes"] += 1
            outcome.told.append(f"crash: {name}: {type(error).__name__}: {error}"[:200])
        else:
            counts[reading.format] += 1
            papers[reading.format] += len(reading.papers)
        if (seconds := time.perf_counter() - start) > _SLOW:
            slow += 1
            outcome.told.append(f"slow: {name}: {seconds:.1f} s for {len(data):,} bytes")
    outcome.inputs = counts.total() + refusals.total() + outcome.never["crashes"]
    outcome.refused = refusals.total()
    read = ", ".join(f"{format} {count:,}" for format, count in counts.most_common())
    outcome.figures.append(f"{papers.total():,} papers; {slow} slow; files read: {read or 'none'}")
    outcome.told += [f"refused: {what}: {count}" for what, count in refusals.most_common(6)]
    return outcome
