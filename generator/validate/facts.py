"""Looked-up facts, out of facts.yml."""

import datetime as dt

from generator.errors import Problem
from generator.model import FACTS, Fact, Place
from generator.nodes import Mapping, Source
from generator.validate.fields import Fields, root
from generator.validate.papers import known_facts


def facts(source: Source, problems: list[Problem]) -> dict[str, tuple[Fact, ...]]:
    """The facts of each paper, by its id, in the order of the file. A paper need not be in the feed."""
    fields = root(source, "delete the file; `digest enrich` makes a new one", problems)
    if not fields:
        return {}
    found = {}
    for id in fields.mapping.items:
        node = fields.node(id)
        if isinstance(node, Mapping):
            place = Place(source.file, fields.line(id), node.lines)
            found[id] = tuple(_facts(Fields(node, source.file, problems), place))
        else:
            fields.wrong(fields.line(id), f"`{id}` holds no facts", "delete the line")
    return found


def _facts(fields: Fields, place: Place) -> list[Fact]:
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
        own = Fields(node, fields.file, fields.problems)
        value = Mapping({name: node.items["value"]}, {name: node.lines["value"]}, node.line)
        date = own.parsed("date", dt.date.fromisoformat, "not a date", "write it as 2025-04-24")
        source = own.one_line("source", required=True)
        own.known.add("value")
        own.finish()
        found.append(
            Fact(
                name,
                known_facts(Fields(value, fields.file, fields.problems))[name],
                source,
                date or dt.date.min,
                place,
            )
        )
    fields.finish()
    return found
