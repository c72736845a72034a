"""Saved queries, out of queries.yml."""

from collections.abc import Sequence

from digestry.content.nodes import Source
from digestry.content.validate.reader import Reader, root
from digestry.errors import Problem
from digestry.paper.model import Place, SavedQuery, Tag
from digestry.query import grammar as queries


def saved_queries(source: Source, tags: Sequence[Tag], problems: list[Problem]) -> tuple[SavedQuery, ...]:
    """The saved queries, in the order of the file."""
    fields = root(source, problems)
    if not fields:
        return ()
    return tuple(saved for slug in fields.mapping.items if (saved := _query(slug, fields, tags)))


def _query(slug: str, fields: Reader, tags: Sequence[Tag]) -> SavedQuery | None:
    own = fields.below(slug, "saved query", "a-search", "`name:`, `description:` and `query:`")
    if not own:
        return None
    saved = SavedQuery(
        slug=slug,
        name=own.one_line("name", required=True),
        description=own.one_line("description", required=True),
        query=own.one_line("query", required=True),
        place=Place(fields.file, fields.line(slug)),
    )
    own.finish()
    if not saved.query:
        return None
    try:
        queries.parse(saved.query, tags)
    except ValueError as error:
        fix = "write it as in the search, and try it there"
        own.wrong(own.line("query"), f"the query {saved.query[:120]!r} cannot be used: {error}", fix)
        return None
    return saved
