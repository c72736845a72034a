"""Looked-up facts, out of facts.yml."""

import datetime as dt
from collections.abc import Iterator

from digestry.content.nodes import Mapping, Source
from digestry.content.validate.papers import known_fact
from digestry.content.validate.reader import Reader, root
from digestry.errors import Problem
from digestry.paper.model import FACTS, Fact, Lookup, Place


def facts(
    source: Source, problems: list[Problem]
) -> tuple[dict[str, tuple[Fact, ...]], dict[str, tuple[Lookup, ...]]]:
    """The facts of each paper, and who was asked for them, by its id, in the order of the file.

    A paper need not be in the feed.
    """
    fields = root(source, problems)
    if not fields:
        return {}, {}
    found, asked = {}, {}
    for id in fields.mapping.items:
        node = fields.node(id)
        if isinstance(node, Mapping):
            own = Reader(node, source.file, problems)
            asked[id] = tuple(_asked(own))
            found[id] = tuple(_facts(own, Place(source.file, fields.line(id), node.lines)))
        else:
            fields.wrong(fields.line(id), f"`{id}` holds no facts", "delete the line")
    return found, asked


def _asked(fields: Reader) -> Iterator[Lookup]:
    """The field `asked`: a question a key, with the date on which it was asked."""
    node = fields.node("asked")
    if isinstance(node, Mapping):
        own = Reader(node, fields.file, fields.problems)
        for question in node.items:
            date = own.parsed(question, dt.date.fromisoformat, "not a date", "write it as 2025-04-24")
            yield Lookup(question, date or dt.date.min)
    elif node is not None:
        fields.wrong(fields.line("asked"), "`asked` holds no questions", "delete the line")


def _facts(fields: Reader, place: Place) -> list[Fact]:
    found = []
    for name in FACTS:
        node = fields.node(name)
        if node is None:
            continue
        if not isinstance(node, Mapping) or "value" not in node.items:
            fields.wrong(
                fields.line(name), f"`{name}` has no value", "write `{value: …, source: …, date: …}`"
            )
            continue
        own = Reader(node, fields.file, fields.problems)
        value = Mapping({name: node.items["value"]}, {name: node.lines["value"]}, node.line)
        date = own.parsed("date", dt.date.fromisoformat, "not a date", "write it as 2025-04-24")
        source = own.one_line("source", required=True)
        own.known.add("value")
        own.finish()
        found.append(
            Fact(
                name,
                known_fact(name, Reader(value, fields.file, fields.problems)),
                source,
                date or dt.date.min,
                place,
            )
        )
    fields.finish()
    return found
