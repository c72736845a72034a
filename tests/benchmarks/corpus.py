"""A corpus of papers (JSON Lines, gzipped or not) as the content of a digest."""

import datetime as dt
import gzip
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ISSUE = 100  # papers in each


def entries(path: Path) -> Iterator[dict[str, Any]]:
    """The papers of a corpus as entries of a feed, tags not set. Raises OSError and ValueError.

    A line holds a JSON object with `title` and, where known, `authors`, `year`, `venue`, `abstract`,
    `pdf_url`, `url` and `doi`.
    """
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as lines
    ):
        for number, line in enumerate(lines):
            record = json.loads(line)
            slug = "-".join(re.findall(r"[a-z0-9]+", record["title"].lower()))[:60].strip("-")
            fields = {
                "id": f"{slug or 'paper'}-{number}",
                "title": record["title"],
                "abstract": record.get("abstract"),
                "authors": record.get("authors"),
                "published": str(record.get("year") or ""),
                "venue": record.get("venue"),
                "url": record.get("url"),
                "pdf": record.get("pdf_url"),
                "doi": record.get("doi"),
            }
            yield {name: value for name, value in fields.items() if value}


def write_content(path: Path, count: int, content: Path) -> None:
    """Fills a content folder, which has its tags.yml, with the first `count` papers of a corpus.

    Issues of a hundred, one a week; two tags a paper, each tag as often as the others.
    """
    slugs = list(yaml.safe_load((content / "tags.yml").read_text("utf-8")))
    papers = itertools.islice(entries(path), count)
    for week in itertools.count():
        issue = list(itertools.islice(papers, ISSUE))
        if not issue:
            return
        date = dt.date(2020, 1, 6) + dt.timedelta(weeks=week)
        for number, entry in enumerate(issue, week * ISSUE):
            entry["tags"] = [slugs[number % len(slugs)], slugs[(7 * number + 3) % len(slugs)]]
            entry["tags"] = sorted(set(entry["tags"]))
        text = yaml.dump(
            {"date": date, "papers": issue}, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False
        )
        (content / f"feed/{date}.yml").write_text(text, "utf-8")
