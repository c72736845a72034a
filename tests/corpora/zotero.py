"""Zotero's own test cases, read here: `python -m tests.corpora.zotero TRANSLATORS`, a clone of zotero/translators.

Each import translator carries inputs with the items that Zotero makes of them. What differs is printed by kind.
"""

import argparse
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

from digestry.errors import ContentError
from digestry.intake.importers import source_formats as formats
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.source_dates import told
from digestry.paper import names
from digestry.paper.model import Paper

from tests.corpora.files import files

_FILES = {
    "RIS.js": "ris",
    "MEDLINEnbib.js": "nbib",
    "Endnote XML.js": "bibliography-xml",
    "ReferBibIX.js": "refer",
    "RefWorks Tagged.js": "refworks",
    "Web of Science Tagged.js": "wos",
    "PubMed XML.js": "bibliography-xml",
    "MODS.js": "bibliography-xml",
    "BibTeX.js": "bibtex",
    "CSL JSON.js": "",
}
_CASES = re.compile(
    r"/\*\* BEGIN TEST CASES \*\*/\s*(?:var|let) testCases = (\[.*\])\s*;?\s*/\*\* END TEST", re.DOTALL
)


def main() -> None:
    """Reads each case, and prints for each translator how many items are the same, and what differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    for name, data in files(asked.corpus, (".js",)):
        if name in _FILES and asked.only in name:
            _translator(name, data.decode(), asked.show)


def _translator(name: str, script: str, show: int) -> None:
    match = _CASES.search(script)
    cases = [case for case in json.loads(match[1]) if case.get("type") == "import"] if match else []
    kinds: Counter[str] = Counter()
    there = same = 0
    for case in cases:
        items = [item for item in case["items"] if item["itemType"] not in {"note", "attachment"}]
        there += len(items)
        try:
            papers = formats.read(Raw(case["input"].encode(), name), _FILES[name] or None).papers
        except ContentError as error:
            kinds[f"refused: {error.problems[0].what[:60]}"] += len(items)
            continue
        by_title = {_key(paper.title): paper for paper in papers}
        for item in items:
            paper = by_title.get(_key(item.get("title") or item.get("caseName") or ""))
            differs = _differences(item, paper) if paper else ["no such title"]
            same += not differs
            kinds.update(differs)
            if differs and show > 0:
                show -= 1
                print(
                    "   ",
                    differs,
                    "|",
                    item.get("title", "")[:80],
                    "|",
                    item.get("creators"),
                    item.get("date"),
                    "||",
                    paper and [names.name(a).parts for a in paper.authors],
                    paper and str(paper.published),
                )
    print(
        f"{name}: {there} items, {same} the same; " + ", ".join(f"{k}: {n}" for k, n in kinds.most_common(12))
    )


def _key(title: str) -> str:
    plain = re.sub(r"<[^>]+>", "", title)
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", plain).casefold())


def _differences(item: dict[str, Any], paper: Paper) -> list[str]:
    found = []
    theirs = [
        _name(each) for each in item["creators"] if each["creatorType"] in {"author", "inventor", "artist"}
    ]
    ours = [
        _plain(" ".join(filter(None, reversed(names.name(a).parts[:2])))) for a in names.named(paper.authors)
    ]
    if theirs and [_plain(name) for name in theirs] != ours:
        found.append("authors")
    if item.get("DOI") and item["DOI"].lower() not in {
        paper.doi.lower(),
        f"10.48550/arxiv.{paper.arxiv}".lower(),
    }:
        found.append("DOI")
    if item.get("abstractNote") and _key(item["abstractNote"]) != _key(paper.abstract):
        found.append("abstract")
    if (year := _year(item.get("date", ""))) and (not paper.published or paper.published.year != year):
        found.append("date")
    return found


def _name(creator: dict[str, str]) -> str:
    return creator.get("name") or " ".join(filter(None, (creator.get("firstName"), creator.get("lastName"))))


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKD", text).casefold()).strip()


def _year(date: str) -> int:
    try:
        return told(date).year
    except ValueError:
        return 0


if __name__ == "__main__":
    main()
