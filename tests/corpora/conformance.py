"""Public corpora through loader, importers, notes, feeds and pages: `make conformance CORPORA="folder folder"`.

A corpus is known by what is in it; what fits no part is said. Ends with 1 where anything happened that must not.
"""

import argparse
import sys
import time
from pathlib import Path

from tests.corpora import commonmark_examples, everything, payloads, suggestions, yaml_cases
from tests.corpora.outcome import Outcome, table

# Each gives nothing for a corpus that has nothing for it.
_PARTS = (
    suggestions.drafted,
    payloads.published,
    commonmark_examples.noted,
    yaml_cases.loaded,
    everything.imported,
)
_SHOWN = 40  # lines about single inputs, by part; --told prints all


def main() -> None:
    """Runs all parts over all corpora, and prints the table at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--told", action="store_true", help="print each line about a single input")
    asked = parser.parse_args()
    outcomes = [
        (name(corpus), outcome)
        for corpus in asked.corpora
        for outcome in run(corpus, sys.maxsize if asked.told else _SHOWN)
    ]
    print(f"\n{table(outcomes)}")
    sys.exit(any(outcome.failed for _, outcome in outcomes))


def name(corpus: Path) -> str:
    """What a corpus is called: by its folder, or by the one above where that is only `repo`."""
    return corpus.parent.name if corpus.name in {"repo", ".git"} else corpus.name


def run(corpus: Path, shown: int = _SHOWN) -> list[Outcome]:
    """All parts that have something to do with a corpus."""
    outcomes = []
    for part in _PARTS:
        start = time.perf_counter()
        outcome = part(corpus)
        if outcome:
            print(f"{name(corpus)}: {outcome.part}, {time.perf_counter() - start:.0f} s")
            # What must not happen comes first, and is told in full.
            faults = [line for line in outcome.told if line.split(":")[0] in {*outcome.never, "crash"}]
            rest = [line for line in outcome.told if line not in set(faults)]
            for line in [*faults, *rest[:shown]]:
                print(f"  {line}")
            outcomes.append(outcome)
    if not outcomes:
        print(
            f"{name(corpus)}: nothing in here is known: no strings, examples, YAML cases or sources of papers"
        )
    return outcomes


if __name__ == "__main__":
    main()
