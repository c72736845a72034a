"""Papers and facts as files: what `generator.validate` reads, in a form that people like."""

import datetime as dt
import re
import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from generator.dedupe import EMPTY
from generator.model import Fact, Paper, PartialDate
from generator.nodes import dump

# In the order in which a curator reads an entry: what it is, where it is, what is said of it.
_FIELDS = (
    "id", "title", "authors", "arxiv", "doi", "url", "pdf", "code", "project", "venue", "published",
    "categories", "tags", "upvotes", "draft", "summary", "note", "abstract",
)  # fmt: skip


def feed(date: dt.date, papers: Iterable[Paper], comment: str) -> str:
    """A feed file: a comment, the issue's date, an entry a paper."""
    head = textwrap.fill(comment, 108, initial_indent="# ", subsequent_indent="# ")
    entries = re.sub(r"(?m)^(?=.)", "  ", "\n".join(dump([_entry(paper)]) for paper in papers))
    return f"{head}\ndate: {date}\npapers:\n{entries}"


def facts(known: Mapping[str, Iterable[Fact]]) -> str:
    """`content/facts.yml`: each fact of each paper with its source and date."""
    papers = (
        dump(
            {
                id: {
                    fact.field: {"value": _plain(fact.value), "source": fact.source, "date": fact.date}
                    for fact in found
                }
            }
        )
        for id, found in known.items()
    )
    return "# Looked up by `digest`; do not edit: what stands in a feed file always counts more.\n" + "".join(
        papers
    )


def _entry(paper: Paper) -> dict[str, Any]:
    values = {name: getattr(paper, name) for name in _FIELDS}
    return {
        name: _plain(value) for name, value in values.items() if value not in EMPTY and value is not False
    }


def _plain(value: object) -> object:
    """A field's value as YAML has it."""
    match value:
        case PartialDate(month=0) if value.year > 999:
            return value.year
        case PartialDate(day=0):
            return str(value)
        case PartialDate():
            return dt.date(value.year, value.month, value.day)
        case tuple():
            return list(value)
    return value
