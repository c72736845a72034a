"""`make bench-related CORPUS=…`: how good related papers are, what they cost, and how often they change.

The proxy for "related" is that two papers share an author: of the papers that have such another one, the share whose
first five hold one. `text alone` does not look at authors and tags; `as published` does, so that its figure says only
that the authors count. Tags are left out, since chance has given those of the corpus.
"""

import argparse
import gc
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from digestry.catalogue.catalogue import Catalogue
from digestry.catalogue.related import Related, related
from digestry.paper import names, slugs
from rich.console import Console
from rich.table import Table

from tests.benchmarks.search_index import catalogue

SHOWN = 5

Lists = Mapping[str, Sequence[Related]]


def hits(digest: Catalogue, lists: Lists) -> float:
    """Of the papers that have another one by one of their authors, the share whose list has one."""
    written: dict[str, set[str]] = defaultdict(set)
    for paper in digest.papers:
        for name in names.named(paper.authors):
            written[slugs.author_slug(name)].add(paper.id)
    found = []
    for paper in digest.papers:
        same = set().union(*(written[slugs.author_slug(name)] for name in names.named(paper.authors))) - {
            paper.id
        }
        if same:
            found.append(any(each.paper.id in same for each in lists[paper.id]))
    return sum(found) / len(found)


def unnamed(lists: Lists) -> float:
    """The share of papers that are in nobody's list."""
    named = {each.paper.id for near in lists.values() for each in near}
    return 1 - len(named) / len(lists)


def seen(near: Sequence[Related]) -> list[tuple[object, ...]]:
    """What a page shows of a list."""
    return [(each.paper.id, each.words, each.about, each.authors) for each in near]


def main() -> None:
    """Prints a row for text alone, and one for what is published."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--papers", type=int, default=10_000)
    arguments = parser.parse_args()
    digest = catalogue(arguments.corpus, arguments.papers)
    untagged = replace(
        digest,
        issues=tuple(
            replace(issue, papers=tuple(replace(paper, tags=()) for paper in issue.papers))
            for issue in digest.issues
        ),
    )
    gc.freeze()
    table = Table("", "hit@5", "named by nobody", "processor, s", "old lists that one more issue changes")
    for name, text_alone in (("text alone", True), ("as published", False)):
        start = time.process_time()
        lists = related(untagged, SHOWN, text_alone)
        seconds = time.process_time() - start
        before = related(replace(untagged, issues=untagged.issues[1:]), SHOWN, text_alone)
        changed = sum(seen(near) != seen(lists[id]) for id, near in before.items())
        table.add_row(
            name,
            f"{hits(digest, lists):.3f}",
            f"{unnamed(lists):.2%}",
            f"{seconds:.1f}",
            f"{changed:,} of {len(before):,}",
        )
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
