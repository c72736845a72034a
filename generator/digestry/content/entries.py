"""Papers and facts as files: what `digestry.content.validate` reads, in a form that people like."""

import csv
import datetime as dt
import io
import json
import re
import textwrap
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from digestry.content.nodes import dump
from digestry.errors import printable
from digestry.paper.kinds import cell, written
from digestry.paper.model import EMPTY, IN_ENTRIES, Fact, Fetched, Lookup, Paper

_FIELDS = tuple(field.name for field in IN_ENTRIES)
# https://owasp.org/www-community/attacks/CSV_Injection; the wide signs are those of Japanese keyboards.
_FORMULA = re.compile(r"(?:^|(?<=[;\n]))(?=[=+\-@＝＋－＠])")
_NOTHING: Mapping[str, str] = MappingProxyType({})


def feed(date: dt.date, papers: Iterable[Paper], comment: str, said: Mapping[str, str] = _NOTHING) -> str:
    """A feed file: a comment, the issue's date, an entry a paper.

    `said` has, by a paper's id, the text that stood around it, which becomes a comment above its entry.
    """
    head = textwrap.fill(comment, 108, initial_indent="# ", subsequent_indent="# ")
    return f"{head}\ndate: {date}\npapers:\n{_entries(papers, said)}"


def filled(text: str, date: dt.date, papers: Iterable[Paper], said: Mapping[str, str]) -> str | None:
    """A feed file without papers, with these in it; all that was written in it stays.

    Nothing where it is not clear where they belong.
    """
    entries = _entries(papers, said)
    if not re.search(r"(?m)^[^#\s]", text):  # nothing but comments
        return f"{_ended(text)}date: {date}\npapers:\n{entries}"
    places = list(re.finditer(r"(?m)^papers:[ \t]*(?:\[\s*\]|null|~)?[ \t]*(#[^\n]*)?(?:\n|\Z)", text))
    if not places:
        return f"{_ended(text)}papers:\n{entries}"
    if len(places) > 1:
        return None
    (place,) = places
    comment = f"  {place[1]}" if place[1] else ""
    after = text[place.end() :]
    parted = "\n" if after.strip() else ""
    return f"{text[: place.start()]}papers:{comment}\n{entries}{parted}{after}"


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _entries(papers: Iterable[Paper], said: Mapping[str, str]) -> str:
    """An entry a paper, a blank line between two."""
    blocks = (_said(said.get(paper.id, "")) + dump([_entry(paper)]) for paper in papers)
    return re.sub(r"(?m)^(?=.)", "  ", "\n".join(blocks))


def _said(text: str) -> str:
    """A text as a comment, on one line."""
    line = printable(" ".join(text.split()))
    return f"# {line}\n" if line else ""


def json_lines(papers: Iterable[Paper]) -> str:
    """JSON Lines (https://jsonlines.org), an object a paper, as `digest import` reads them."""
    return "".join(json.dumps(_entry(paper), ensure_ascii=False, default=str) + "\n" for paper in papers)


def table(papers: Iterable[Paper]) -> str:
    """CSV (https://www.rfc-editor.org/rfc/rfc4180) with a header, as `digest import` reads it.

    Lists are parted by `|`. A space before what a spreadsheet would take for a formula keeps it text: at the
    start of a cell, and behind what starts one where people write `;` between cells.
    """
    rows = io.StringIO()
    writer = csv.DictWriter(rows, _FIELDS, restval="")
    writer.writeheader()
    for paper in papers:
        cells = {name: cell(getattr(paper, name)) for name in _entry(paper)}
        writer.writerow({name: _FORMULA.sub(" ", text) for name, text in cells.items()})
    return rows.getvalue()


def blank(date: str, title: str = "") -> str:
    """A feed file for an issue to come, which says how to go on; it holds no papers yet, and is valid."""
    head = dump({"title": title}) if title else "# title: A few words, if the issue should have a name\n"
    return f"""\
# A new issue. It is published once it has a paper that is no draft.
date: {date}
{head}# note: A line or two to the reader, in Markdown.
papers:
  # Take the number signs off and fill in; only `id` and `title` have to be there.
  # - id: a-short-name              # the page's address, for good: lower-case words and hyphens
  #   title: "Attention: a title with a colon wants quotes"
  #   authors: [Ann Lee, Bo Chen]
  #   arxiv: "2401.14427"           # always in quotes
  #   published: 2024-01-24         # or 2024-01, or 2024
  #   url: https://example.org/     # also: doi, pdf, code, project, venue
  #   tags: [reasoning]             # from tags.yml
  #   draft: true                   # shown by `digest serve`, left out of `digest build`
  #   summary: What it says, in your own words.
  #   abstract: >-
  #     The authors' own words.
"""


def facts(known: Mapping[str, Iterable[Fact]], asked: Mapping[str, Iterable[Lookup]]) -> str:
    """`content/facts.yml`: each fact of each paper with its source and date, and who was asked for them."""
    papers = (
        dump({id: _facts(known.get(id, ()), asked.get(id, ()))}) for id in dict.fromkeys([*known, *asked])
    )
    head = (
        "# Looked up by `digest`. To correct a fact, write it into the feed file: that always counts more.\n"
    )
    return head + "".join(papers)


def fetched(known: Mapping[str, Fetched]) -> str:
    """`content/fetched.yml`: what `digest fetch` remembers of each source."""
    head = (
        "# Written by `digest fetch`; do not edit. It keeps papers that you turned down from coming back;\n"
        "# whoever wants them all back deletes this file.\n"
    )
    return head + "".join(dump({name: _fetched(state)}) for name, state in known.items())


def _facts(found: Iterable[Fact], asked: Iterable[Lookup]) -> dict[str, Any]:
    facts: dict[str, Any] = {
        fact.field: {"value": written(fact.value), "source": fact.source, "date": fact.date} for fact in found
    }
    lookups = {lookup.question: lookup.date for lookup in asked}
    return {**facts, "asked": lookups} if lookups else facts


def _fetched(state: Fetched) -> dict[str, Any]:
    values = {**vars(state), "seen": [_filled(vars(paper)) for paper in state.seen]}
    return _filled(values)


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in EMPTY and value != []}


def _entry(paper: Paper) -> dict[str, Any]:
    values = {name: getattr(paper, name) for name in _FIELDS}
    return {
        name: written(value) for name, value in values.items() if value not in EMPTY and value is not False
    }
