"""The search's files alone, in a process of their own: `python -m tests.benchmarks.search_index CORPUS COUNT FOLDER`.

Prints a JSON list of seconds and the peak of resident memory in MB.
"""

import datetime as dt
import itertools
import json
import resource
import sys
import time
from pathlib import Path

from digestry.catalogue.catalogue import Catalogue
from digestry.files import write
from digestry.outputs.search.index import artefacts
from digestry.paper.dates import PartialDate
from digestry.paper.model import Issue, Paper, Tag

from tests.benchmarks.corpus import ISSUE, entries

TAGS = 30


def catalogue(corpus: Path, count: int) -> Catalogue:
    """The first papers of a corpus in issues of a hundred, with two tags each, which chance has not chosen."""
    papers = []
    for number, entry in enumerate(itertools.islice(entries(corpus), count)):
        chosen = {f"tag-{hash_of % TAGS}" for hash_of in (number * 2654435761 >> 7, number * 40503 >> 3)}
        papers.append(
            Paper(
                entry["id"],
                entry["title"],
                abstract=entry.get("abstract", ""),
                authors=tuple(entry.get("authors", ())),
                venue=entry.get("venue", ""),
                published=PartialDate.parse(entry["published"]) if entry.get("published") else None,
                tags=tuple(sorted(chosen)),
            )
        )
    issues = [
        Issue(dt.date(2020, 1, 6) + dt.timedelta(weeks=start // ISSUE), tuple(papers[start : start + ISSUE]))
        for start in range(0, len(papers), ISSUE)
    ]
    tags = tuple(Tag(f"tag-{number}", f"Tag {number}", "") for number in range(TAGS))
    return Catalogue(tuple(reversed(issues)), tags, ())


def main() -> None:
    """Times from the catalogue to the files on disk; reading the corpus is nobody's index."""
    corpus, count, folder = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    digest = catalogue(corpus, count)
    start = time.perf_counter()
    write(artefacts(digest), folder)
    seconds = time.perf_counter() - start
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6]))


if __name__ == "__main__":
    main()
