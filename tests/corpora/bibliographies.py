"""Whether BibTeX entries are lost unsaid: `python -m tests.corpora.bibliographies FOLDER…`.

Entries are counted by an expression of this program's own: a line that starts with `@type{`. Each has to be a paper or
dropped with a reason.
"""

import argparse
import re
from pathlib import Path

from digestry.errors import ContentError
from digestry.intake.importers import source_formats as formats
from digestry.intake.importers.raw import Raw

from tests.corpora.files import files

_ENTRY = re.compile(
    r"^[ \t]*@(?!string\b|comment\b|preamble\b)[A-Za-z]+[ \t]*[{(]", re.MULTILINE | re.IGNORECASE
)


def main() -> None:
    """Prints for each corpus how many entries are there, read, dropped, and lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    for corpus in parser.parse_args().corpora:
        there = read = dropped = lost = 0
        for name, data in files(corpus, (".bib",)):
            raw = Raw(data, name)
            try:
                reading = formats.read(raw, "bibtex")
                count = len(_ENTRY.findall(raw.text.replace("\r\n", "\n").replace("\r", "\n")))
            except ContentError as error:
                print(f"  refused: {name}: {error.problems[0].what}")
                continue
            there += count
            read += len(reading.papers)
            dropped += len(reading.dropped)
            missing = count - len(reading.papers) - len(reading.dropped)
            if missing > 0:
                lost += missing
                print(f"  lost: {name}: {missing} of {count}")
        print(
            f"{corpus.parent.name}: {there:,} entries, {read:,} papers, {dropped:,} dropped with a reason, {lost} lost"
        )


if __name__ == "__main__":
    main()
