"""The handbook's tables, made of what the code itself says, installed packages included.

In a page, a table stands between `<!-- name -->` and `<!-- end -->`; `make handbook` writes it anew.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields

from digestry.catalogue.lists.kinds import kinds as lists
from digestry.check.rules import OTHERS, rules
from digestry.cli.main import COMMANDS, digest
from digestry.content.source_kinds import kinds as sources
from digestry.intake.importers.source_formats import formats as importers
from digestry.outputs.cite.citation_formats import formats as citations
from digestry.outputs.registry import outputs
from digestry.paper.model import FIELDS, Field
from digestry.paper.publications import OTHER, PUBLICATIONS
from digestry.registry import GROUPS
from digestry.settings import ABOUT, Options

_BLOCK = re.compile(r"(?s)(<!-- (\w+) -->\n).*?(<!-- end -->)")


def filled(page: str) -> str:
    """A page of the handbook, its tables as they are now. Raises KeyError for a table that does not exist."""
    return _BLOCK.sub(lambda block: f"{block[1]}{TABLES[block[2]]()}{block[3]}", page)


def _table(heads: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    cells = [heads, ["---"] * len(heads), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)


def _fields() -> str:
    rows = (
        (f"`{name}`", field.kind.name, field.about, f"`{name}: {field.example}`")
        for name, field in FIELDS.items()
    )
    return _table(("field", "holds", "what it is", "for example"), rows)


def _exchange() -> str:
    """What each field is called in other formats."""

    def row(field: Field) -> Iterable[str]:
        yield f"`{field.name}`"
        yield ", ".join(f"`{alias}`" for alias in field.aliases)
        for format in citations().values():
            yield "yes" if field.name in format.holds else "no"

    titles = [format.title for format in citations().values()]
    return _table(
        ("field", "also read as", *titles), map(row, filter(lambda field: field.published, FIELDS.values()))
    )


def _publications() -> str:
    """What each format calls each kind of publication."""
    rows = (
        (
            "" if each.name == OTHER else f"`{each.name}`",
            each.about,
            f"`@{each.bibtex}`",
            *(f"`{name}`" for name in (each.ris, each.csl, each.schema, each.zotero)),
        )
        for each in PUBLICATIONS.values()
    )
    return _table(("`kind`", "what it is", "BibTeX", "RIS", "CSL", "schema.org", "`dc.type`"), rows)


def _settings() -> str:
    rows = (
        (f"`{each.name}`", f"`{each.default}`" if each.default else "", ABOUT[each.name])
        for each in fields(Options)
    )
    return _table(("setting", "default", "means"), rows)


def _rules() -> str:
    every = {**OTHERS, **{id: about for rule in rules().values() for id, about in rule.about.items()}}
    return _table(("rule", "what it finds"), ((f"`{id}`", about) for id, about in every.items()))


def _commands() -> str:
    context = digest.make_context("digest", [], resilient_parsing=True)
    rows = []
    for name in COMMANDS:
        command = digest.get_command(context, name)
        if command:
            rows.append((f"`digest {name}`", command.get_short_help_str(200)))
    return _table(("command", "does"), rows)


def _importers() -> str:
    return _table(("format", "what it is"), ((f"`{name}`", each.about) for name, each in importers().items()))


def _sources() -> str:
    return _table(("kind", "what it is"), ((f"`{name}`", each.about) for name, each in sources().items()))


def _citations() -> str:
    rows = (
        (f"`{name}`", each.title, f"`papers.{each.suffix}`" if each.listed else "")
        for name, each in citations().items()
    )
    return _table(("`--format`", "format", "published beside lists"), rows)


def _outputs() -> str:
    return _table(("output", "what it is"), ((f"`{name}`", each.about) for name, each in outputs().items()))


def _lists() -> str:
    return _table(("kind", "on /subscribe/"), ((f"`{name}`", each.heading) for name, each in lists().items()))


def _groups() -> str:
    rows = ((f"`{name}`", what, f"`{kind}`") for name, (what, kind) in GROUPS.items())
    return _table(("entry points", "what they add", "class"), rows)


TABLES: Mapping[str, Callable[[], str]] = {
    "fields": _fields,
    "exchange": _exchange,
    "publications": _publications,
    "settings": _settings,
    "rules": _rules,
    "commands": _commands,
    "importers": _importers,
    "sources": _sources,
    "citations": _citations,
    "outputs": _outputs,
    "lists": _lists,
    "groups": _groups,
}
