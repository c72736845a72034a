"""How much of real lists of papers is read: `python -m tests.corpora.lists FOLDER…`.

The ids that a file names are counted by an expression of this program's own. Wrong is an id that the file does not
name, and a paper whose title is a heading of the file. `--show N` prints so many papers of each file.
"""

import argparse
import json
import random
import re
import time
from pathlib import Path

from digestry.errors import ContentError
from digestry.intake.importers import source_formats as formats
from digestry.intake.importers.raw import Raw
from digestry.paper.model import Paper

from tests.corpora.files import files

_ID = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf|html|format)/|alphaxiv\.org/(?:abs|overview)/|huggingface\.co/papers/|arxiv[:.])"
    r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})",
    re.IGNORECASE,
)
_HEADING = re.compile(r"(?m)^#{1,6}\s+(.+?)\s*#*$")


def main() -> None:
    """Reads each Markdown, HTML and JSON file, and prints what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--least", type=int, default=20, help="ids that a file has to name")
    asked = parser.parse_args()
    for corpus in asked.corpora:
        for name, data in files(corpus, (".md", ".html", ".json", ".markdown")):
            text = data.decode(errors="replace")
            there = {id.lower() for id in _ID.findall(text)}
            if len(there) >= asked.least:
                _told(f"{corpus.parent.name}: {name}", data, text, there, asked.show)


def _told(name: str, data: bytes, text: str, there: set[str], show: int) -> None:
    start = time.perf_counter()
    try:
        reading = formats.read(Raw(data, name))
    except ContentError as error:
        print(f"{name}: {len(there)} ids there; refused: {error.problems[0].what}")
        return
    seconds = time.perf_counter() - start
    ids = [paper.arxiv.lower() for paper in reading.papers if paper.arxiv]
    right = there & set(ids)
    headings = {heading.lower() for heading in _HEADING.findall(text)}
    wrong = [paper for paper in reading.papers if _is_wrong(paper, there, headings)]
    titled = sum(not paper.lacks("title") for paper in reading.papers if paper.arxiv)
    print(
        f"{name}: {reading.format}; {len(there)} ids there, {len(right)} right ({len(right) / len(there):.1%}), "
        f"{len(wrong)} wrong, {titled} with a title, {len(reading.papers)} papers, {seconds:.1f} s"
    )
    for each in wrong[:5]:
        print("  wrong:", each.place.line, each.arxiv, each.title[:80])
    for lost in sorted(there - right)[:5]:
        print("  lost:", lost)
    for each in random.Random(1).sample(reading.papers, min(show, len(reading.papers))):
        values = {
            n: getattr(each, n) for n in ("title", "authors", "venue", "published", "tags", "code", "summary")
        }
        shown = {n: str(value)[:100] for n, value in values.items() if value}
        print(
            "  ", each.place.line, each.arxiv or each.doi or each.url, json.dumps(shown, ensure_ascii=False)
        )


def _is_wrong(paper: Paper, there: set[str], headings: set[str]) -> bool:
    return bool(paper.arxiv) and (paper.arxiv.lower() not in there or paper.title.lower() in headings)


if __name__ == "__main__":
    main()
