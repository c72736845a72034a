"""Our CSL-JSON against its own schema: `python -m tests.corpora.csl_schema SCHEMAS papers.jsonl.gz`.

SCHEMAS is a clone of citation-style-language/schema, whose csl-data.json is used; no package brings it. Each paper is
written as it is, and as each kind of publication in turn, with all that a citation can have.
"""

import argparse
import datetime as dt
import itertools
import json
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from digestry.catalogue.references import references
from digestry.intake.importers import source_formats as formats
from digestry.intake.importers.raw import Raw
from digestry.outputs.cite.csl import csl
from digestry.paper.publications import NAMES
from jsonschema import Draft7Validator

from tests.corpora.files import files

_MORE: dict[str, Any] = {
    "volume": "12",
    "number": "3",
    "pages": "100-112",
    "publisher": "Springer",
    "status": "retracted",
}


def main() -> int:
    """Prints what the schema finds, by message; exit code 1 where that is anything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("schemas", type=Path)
    parser.add_argument("corpus", type=Path)
    asked = parser.parse_args()
    (schema,) = (data for name, data in files(asked.schemas, (".json",)) if name.endswith("csl-data.json"))
    validator = Draft7Validator(json.loads(schema))
    reading = formats.read(Raw(asked.corpus.read_bytes(), asked.corpus.name), "jsonl")
    papers = [
        changed
        for number, (paper, kind) in enumerate(zip(reading.papers, itertools.cycle(NAMES), strict=False))
        for changed in (
            replace(paper, id=f"p{number}"),
            replace(paper, id=f"k{number}", kind=kind, authors=(*paper.authors, "others"), **_MORE),
        )
    ]
    cited = references(papers, dict.fromkeys((paper.id for paper in papers), dt.date(2025, 4, 24)))
    items = [csl(reference, {}) for reference in cited.values()]
    found = Counter(error.message[:120] for error in validator.iter_errors(items))
    print(f"{len(items):,} items: {found.total()} faults")
    for message, times in found.most_common(10):
        print(f"  {times}: {message}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
