"""Every file of public corpora through `digest import`'s readers: `python -m tests.corpora.everything FOLDER…`.

A file ends in papers or in one line that says why not. Anything else is a crash, and printed; so is what takes long.
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from digestry.errors import ContentError
from digestry.intake.importers import source_formats as formats
from digestry.intake.importers.raw import Raw

from tests.corpora.files import files

_SUFFIXES = tuple(
    ".bib .ris .nbib .enw .xml .atom .rss .rdf .md .html .htm .json .jsonl .csv .tsv .yml .yaml .txt .eml".split()
)
_SLOW = 5  # seconds


def main() -> None:
    """Reads all files, prints a table for each corpus, and ends with 1 where anything crashed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    crashes = sum(_corpus(corpus) for corpus in parser.parse_args().corpora)
    sys.exit(bool(crashes))


def _corpus(corpus: Path) -> int:
    read: Counter[str] = Counter()
    papers: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    crashes = 0
    for name, data in files(corpus, _SUFFIXES):
        start = time.perf_counter()
        try:
            reading = formats.read(Raw(data, name))
        except ContentError as error:
            refused[error.problems[0].what.split(";")[0].split(", which")[0].split(" are ")[0][:60]] += 1
        except Exception as error:  # the very thing that this looks for
            crashes += 1
            print(f"crash: {name}: {type(error).__name__}: {error}"[:200])
        else:
            read[reading.format] += 1
            papers[reading.format] += len(reading.papers)
        if (seconds := time.perf_counter() - start) > _SLOW:
            print(f"slow: {name}: {seconds:.1f} s for {len(data):,} bytes")
    print(f"{corpus.parent.name}: {read.total()} files read, {refused.total()} refused, {crashes} crashes")
    for format, count in read.most_common():
        print(f"  {format}: {count} files, {papers[format]:,} papers")
    for what, count in refused.most_common(6):
        print(f"  refused: {what}: {count}")
    return crashes


if __name__ == "__main__":
    main()
