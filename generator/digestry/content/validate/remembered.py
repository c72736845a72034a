"""What `digest fetch` remembers, out of fetched.yml."""

import datetime as dt
from collections.abc import Iterator

from digestry.content.nodes import Mapping, Sequence, Source
from digestry.content.validate.reader import Reader, root
from digestry.errors import Problem
from digestry.paper import values
from digestry.paper.model import Fetched, Seen

_FIX = "delete the file; `digest fetch` makes a new one"


def fetched(source: Source, problems: list[Problem]) -> dict[str, Fetched]:
    """What is known of each source, by its name. The source need not be in sources.yml any more."""
    fields = root(source, problems)
    if not fields:
        return {}
    found = {}
    for name in fields.mapping.items:
        node = fields.node(name)
        if isinstance(node, Mapping):
            own = Reader(node, source.file, problems)
            found[name] = Fetched(
                definition=own.one_line("definition"),
                etag=own.one_line("etag"),
                modified=own.one_line("modified"),
                newest=_date(own, "newest"),
                seen=tuple(_seen(own)),
            )
            own.finish()
        else:
            fields.wrong(fields.line(name), f"`{name}` is not what `digest fetch` writes", _FIX)
    return found


def _seen(fields: Reader) -> Iterator[Seen]:
    node = fields.node("seen")
    if node is not None and not isinstance(node, Sequence):
        fields.wrong(fields.line("seen"), "`seen` is not a list", _FIX)
        return
    for entry in node.items if node else ():
        if not isinstance(entry, Mapping):
            fields.wrong(entry.line, "this entry is not a paper", _FIX)
            continue
        own = Reader(entry, fields.file, fields.problems)
        yield Seen(
            title=own.one_line("title", required=True),
            arxiv=own.parsed("arxiv", values.arxiv_id, "not an arXiv id", _FIX) or "",
            doi=own.parsed("doi", values.doi, "not a DOI", _FIX) or "",
            last=_date(own, "last") or dt.date.min,
        )
        own.finish()


def _date(fields: Reader, name: str) -> dt.date | None:
    return fields.parsed(name, dt.date.fromisoformat, "not a date", _FIX)
