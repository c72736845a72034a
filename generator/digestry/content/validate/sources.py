"""Where `digest fetch` looks for papers, out of sources.yml."""

from digestry.content.nodes import Mapping, Source
from digestry.content.source_kinds import SourceKind, kinds
from digestry.content.validate.reader import Reader, root
from digestry.errors import Problem
from digestry.paper import slugs, values
from digestry.paper.model import PaperSource, Place


def sources(source: Source, problems: list[Problem]) -> tuple[PaperSource, ...]:
    """The sources, in the order of the file."""
    fields = root(source, problems)
    if not fields:
        return ()
    return tuple(found for name in fields.mapping.items if (found := _source(name, fields)))


def _source(name: str, fields: Reader) -> PaperSource | None:
    node, line = fields.node(name), fields.line(name)
    if not slugs.SLUG.fullmatch(name):
        fix = f"use lower-case words joined by hyphens, as `{slugs.slug(name) or 'daily-papers'}`"
        fields.wrong(line, f"the source {name[:120]!r} is not a slug", fix)
        return None
    if not isinstance(node, Mapping):
        fields.wrong(line, f"the source {name} has no fields", f"add `kind:` below it: {', '.join(kinds())}")
        return None
    own = Reader(node, fields.file, fields.problems)
    kind = own.one_line("kind", required=True)
    if kind and kind not in kinds():
        own.wrong(own.line("kind"), f"`kind` is {kind!r}", f"use one of: {', '.join(kinds())}")
    found = PaperSource(
        name=name,
        kind=kind,
        query=own.one_line("query"),
        url=own.parsed("url", values.web_address, "not a web address", "write it in full, as https://…")
        or "",
        match=tuple(dict.fromkeys(text for text, _ in own.texts("match"))),
        min_upvotes=own.parsed("min_upvotes", values.count, "not a count", "write a whole number, 0 or more"),
        max_age=own.parsed("max_age", values.count, "no number of days", "write a whole number, as 7"),
        limit=own.parsed("limit", _some, "no number of papers", "write a whole number, 1 or more"),
        replacements=own.parsed("replacements", values.truth, "neither true nor false", "write true or false")
        or False,
        place=Place(fields.file, line),
    )
    if kind in kinds():
        _fitting(kind, kinds()[kind], own)
    own.finish()
    return found if kind in kinds() else None


# Fields that fit some kinds only: what is said of them elsewhere, and what to do.
_SPECIAL = {
    "query": ("has no `query`", "remove it"),
    "min_upvotes": ("has no upvotes", "remove it; only Hugging Face counts upvotes"),
    "replacements": (
        "announces no replacements",
        "remove it; only arXiv's feeds announce new versions",
    ),
}


def _fitting(name: str, kind: SourceKind, fields: Reader) -> None:
    """Names what a source of its kind lacks, and what it has no use for."""
    for missing in sorted(kind.needs):
        if fields.node(missing) is None:
            what, fix = f"`{missing}` is missing", f"add `{missing}:`; a source of kind {name} needs it"
            fields.wrong(fields.line("kind"), what, fix)
    for field, (what, fix) in _SPECIAL.items():
        if field not in kind.takes and fields.node(field) is not None:
            fields.wrong(fields.line(field), f"a source of kind {name} {what}", fix)


def _some(text: str) -> int:
    """A whole number from 1. Raises ValueError for any other."""
    number = values.count(text)
    if not number:
        raise ValueError(text)
    return number
