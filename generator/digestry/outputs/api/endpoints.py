"""The files of the API; `schema.json` beside this module says what is in them, but for the fields of a
paper, which say it themselves; the tests hold the files to it.

A field that is not known is not there. Papers are paged from the oldest on, so that a page that is full
changes with its papers only, however many come after.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from digestry import urls
from digestry.catalogue.catalogue import Catalogue, TaggedPapers
from digestry.files import Artefact
from digestry.outputs.json_text import compact
from digestry.paper.dates import PartialDate
from digestry.paper.kinds import written
from digestry.paper.model import FIELDS, Issue, Paper
from digestry.paper.model import Field as FieldOfPaper
from digestry.settings import Settings

PAGE = 250  # papers on each page but the newest, which has up to twice as many; about half a megabyte

_PUBLISHED = tuple(name for name, field in FIELDS.items() if field.published and name != "id")


@dataclass(frozen=True)
class Field:
    """What the schema says of one field of an object."""

    name: str
    type: str
    always: bool  # whether every such object has it
    description: str


def artefacts(catalogue: Catalogue, settings: Settings) -> Iterator[Artefact]:
    """Papers in pages, tags, issues, and the schema of all three."""
    yield from _papers(catalogue, settings)
    tags = (tag(tagged, settings) for tagged in catalogue.tags.values())
    yield Artefact(urls.API_TAGS, _file(settings, "tags", tags))
    issues = (issue(each, settings) for each in catalogue.issues)
    yield Artefact(urls.API_ISSUES, _file(settings, "issues", issues))
    told = {"$id": urls.absolute(urls.API_SCHEMA, settings.site_url), **schema()}
    yield Artefact(urls.API_SCHEMA, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())


def schema() -> dict[str, Any]:
    """The JSON Schema (https://json-schema.org/draft/2020-12) of every file, but for its address."""
    frame = files("digestry.outputs.api").joinpath("schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(frame)
    paper = loaded["$defs"]["paper"]
    paper["properties"] = {
        "id": _property(FIELDS["id"]),
        **paper["properties"],
        **{name: _property(FIELDS[name]) for name in _PUBLISHED},
    }
    return loaded


def _property(field: FieldOfPaper) -> dict[str, Any]:
    return {**field.kind.json_schema(), "description": field.about}


def fields(name: str) -> tuple[Field, ...]:
    """What the schema says of a `paper`, a `tag` or an `issue`, for people to read."""
    definitions = schema()["$defs"]
    found = definitions[name]
    return tuple(
        Field(field, _type(about, definitions), field in found["required"], about["description"])
        for field, about in found["properties"].items()
    )


def paper(of: Paper, date: dt.date, settings: Settings) -> dict[str, Any]:
    """A paper, which appeared in the digest on `date`."""
    found = {
        "id": of.id,
        "page": urls.absolute(urls.paper(of.id), settings.site_url),
        "issue": date.isoformat(),
        **{name: _value(getattr(of, name)) for name in _PUBLISHED},
        "image": urls.absolute(urls.figure(of), settings.site_url) if of.image else "",
    }
    return _known(found)


def tag(tagged: TaggedPapers, settings: Settings) -> dict[str, Any]:
    """A tag with the number of its papers."""
    of = tagged.tag
    found = {
        "slug": of.slug,
        "page": urls.absolute(urls.tag(of.slug), settings.site_url),
        "name": of.name,
        "description": of.description,
        "aliases": of.aliases,
        "parent": of.parent,
        "papers": len(tagged.papers),
    }
    return _known(found)


def issue(of: Issue, settings: Settings) -> dict[str, Any]:
    """An issue with the ids of its papers."""
    found = {
        "date": of.date.isoformat(),
        "time": of.moment.isoformat().replace("+00:00", "Z") if of.time else "",
        "page": urls.absolute(urls.issue(of.date), settings.site_url),
        "title": of.title,
        "note": of.note,
        "papers": [paper.id for paper in of.papers],
    }
    return _known(found)


def _papers(catalogue: Catalogue, settings: Settings) -> Iterator[Artefact]:
    papers = catalogue.papers  # newest first
    full = max(0, len(papers) // PAGE - 1)
    told = [paper(each, catalogue.date_of[each.id], settings) for each in papers]

    def before(number: int) -> str | None:
        return urls.absolute(urls.api_papers(number - 1), settings.site_url) if number > 1 else None

    newest = told[: len(told) - full * PAGE]
    more = {"total": len(papers), "next": before(full + 1)}
    yield Artefact(urls.API_PAPERS, _file(settings, "papers", newest, **more))
    for number in range(full, 0, -1):
        start = len(told) - number * PAGE
        page = _file(settings, "papers", told[start : start + PAGE], next=before(number))
        yield Artefact(urls.api_papers(number), page)


def _file(settings: Settings, name: str, entries: Iterable[dict[str, Any]], **more: object) -> bytes:
    """An object with one list in it, an entry a line."""
    head = {
        "$schema": urls.absolute(urls.API_SCHEMA, settings.site_url),
        "version": 1,
        "title": settings.site_name,
        "home": settings.site_url,
        **more,
    }
    lines = ",\n".join(map(compact, entries))
    return f'{compact(head)[:-1]},"{name}":[\n{lines}\n]}}\n'.encode()


def shown(value: object) -> str:
    """JSON for people to read."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def _value(value: object) -> object:
    """A field's value in JSON: dates are texts, names with values an object."""
    if isinstance(value, PartialDate):
        return str(value)
    return written(value) if isinstance(value, tuple) and value else value


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in ("", (), None)}


def _type(about: dict[str, Any], definitions: dict[str, Any]) -> str:
    """A field's type in a word or three."""
    if "$ref" in about:
        name = about["$ref"].rpartition("/")[2]
        return "text" if name == "slug" else str(name)
    if "oneOf" in about:
        return " or ".join(_type(each, definitions) for each in about["oneOf"])
    if about["type"] == "array":
        return f"list of {_type(about['items'], definitions)}s"
    names = {"integer": "number", "boolean": "true or false", "object": "object"}
    return names.get(about["type"]) or str(about.get("format", "text"))
