"""`make bench-words CORPUS=…`: the search, asked in other words than those of the papers that are meant.

`other_words.jsonl` holds a hundred queries, written by hand from the titles and abstracts of a hundred papers that
chance had chosen, before anything was tried on them. Nothing is tuned on every second of them. A paper that is found
among the first ten counts as found; the mean reciprocal rank is that of `make bench-search`.
"""

import argparse
import itertools
import json
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.table import Table

from tests.benchmarks.corpus import entries
from tests.benchmarks.queries import KnownItem, known_items, reciprocal_rank
from tests.benchmarks.search import digest_finds
from tests.benchmarks.search_index import catalogue
from tests.browser import launch
from tests.outputs.search.host import host_folder, opened

QUERIES = Path(__file__).with_name("other_words.jsonl")


def in_other_words(ids: dict[str, str]) -> list[KnownItem]:
    """The queries for papers of these ids by title; "tuned" and "held out" take turns."""
    lines = map(json.loads, QUERIES.read_text("utf-8").splitlines())
    return [
        KnownItem(kind, line["query"], ids[line["title"]])
        for kind, line in zip(itertools.cycle(("tuned", "held out")), lines, strict=False)
        if line["title"] in ids
    ]


def main() -> None:
    """Prints a row for each half of the queries, and for known-item queries as they are drawn by default."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument(
        "--known", type=int, default=200, help="papers that five known-item queries each are drawn from"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the known-item queries")
    parser.add_argument("--each", action="store_true", help="print the rank of each query, too")
    arguments = parser.parse_args()
    known = list(itertools.islice(entries(arguments.corpus), arguments.papers))
    queries = in_other_words({entry["title"]: entry["id"] for entry in known})
    queries += known_items(known, arguments.known, arguments.seed)
    ranks: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        host = host_folder(Path(folder) / "host", catalogue(arguments.corpus, arguments.papers))
        with opened(browser, host) as page:
            for query in queries:
                rank = reciprocal_rank(query.id, digest_finds(page, query.text))
                ranks.setdefault(query.kind, []).append(rank)
                if arguments.each:
                    print(query.kind, f"{rank:.2f}", query.text, query.id, sep="\t", flush=True)
        browser.close()
    table = Table("queries", "number", "among the first ten", "mean reciprocal rank")
    for kind, found in ranks.items():
        table.add_row(kind, str(len(found)), f"{_share(found):.0%}", f"{statistics.mean(found):.3f}")
    Console(width=110).print(table)


def _share(ranks: Sequence[float]) -> float:
    return sum(rank > 0 for rank in ranks) / len(ranks)


if __name__ == "__main__":
    main()
