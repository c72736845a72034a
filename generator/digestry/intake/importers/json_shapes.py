"""What an object of JSON says of a paper: in the shape of a service or a program, or under any usual keys."""

import datetime as dt
from typing import Any

from digestry.intake.importers.identifiers import arxiv_id
from digestry.intake.importers.json_services import SERVICES, Shape
from digestry.intake.importers.json_values import Object, named, words
from digestry.intake.importers.paper_links import is_paper
from digestry.intake.importers.records import Record
from digestry.paper.model import FIELDS
from digestry.paper.slugs import SLUG

_ALIASES = {alias: field.name for field in FIELDS.values() for alias in field.aliases}
# What makes an object with a title a paper: a title alone have films and tasks, too.
_SIGNS = ("authors", "abstract", "arxiv", "doi", "venue", "pdf")


def record(value: Object, line: int, is_told: bool = False) -> Record | None:
    """What an object says; nothing where it shows no sign of a paper. Where it is told, a title is enough."""
    if isinstance(inner := value.get("message"), dict):  # Crossref's answer about one work
        value = inner
    shape = next(shape for shape in SHAPES if shape.fits(value))
    fields = {name: given for name, given in shape.fields(value).items() if given not in (None, "", [], {})}
    if not (is_one(fields) or (is_told and isinstance(fields.get("title"), str))):
        return None
    unread = (key for key in value if key not in shape.used and value[key] not in (None, "", [], {}, False))
    if shape is _PLAIN:
        unread = (key for key in unread if key not in FIELDS and key.lower() not in _ALIASES)
    return Record(fields, line, _day(fields.pop("day", None)), tuple(key[:60] for key in unread))


def is_one(fields: Object) -> bool:
    """Whether these fields are those of a paper, by a sign beside the title."""
    if any(fields.get(name) for name in ("arxiv", "doi")):
        return True
    if not isinstance(fields.get("title"), str):
        return False
    if any(fields.get(name) for name in _SIGNS) or is_paper(str(fields.get("url") or "")):
        return True
    ours = fields.get("id")  # our own export of a paper of which little is known
    return isinstance(ours, str) and bool(SLUG.fullmatch(ours)) and fields.keys() <= FIELDS.keys()


def _day(given: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(given[:10]) if isinstance(given, str) else None
    except ValueError:
        return None


# Names of a record's fields in objects of people's own making, beside the fields' own other names.
_OWN_NAMES = {
    "authors": ("author", "creators"),
    "abstract": ("abstractText", "abstract_text"),
    "summary": ("tldr", "TLDR", "tl;dr", "description"),
    "note": ("notes", "comment", "comments"),
    "arxiv": ("arxiv_id", "arxivId", "arXiv", "eprint"),
    "doi": ("DOI",),
    "url": ("URL", "link", "paper_url", "href"),
    "pdf": ("pdfUrl", "pdf_link"),
    "code": ("github", "repo"),
    "venue": ("journal", "conference", "booktitle", "publication"),
    "published": ("date", "publication_date", "published_date", "publicationDate"),
    "tags": ("topics", "categories_", "labels"),
}
_PLAIN_KEYS = {key: name for name, keys in _OWN_NAMES.items() for key in keys}


def _plain(value: Object) -> dict[str, Any]:
    fields = {name: given for name, given in value.items() if name in FIELDS}
    for key, name in {**_ALIASES, **_PLAIN_KEYS}.items():
        if fields.get(name) in (None, "", [], {}):
            fields[name] = value.get(key)
    if isinstance(authors := fields.get("authors"), list):
        fields["authors"] = [
            named(each) if isinstance(each, dict) and "organisation" not in each else each for each in authors
        ]
    if isinstance(fields.get("tags"), str):
        fields["tags"] = words(fields["tags"])
    if isinstance(fields.get("categories"), str):
        fields["categories"] = fields["categories"].split()
    if isinstance(fields.get("arxiv"), str) or not isinstance(value.get("id"), str):
        return fields
    fields["arxiv"] = arxiv_id(value["id"]) or fields.get("arxiv")
    return fields


_PLAIN = Shape("any", lambda value: True, _plain, frozenset(_PLAIN_KEYS))  # noqa: ARG005
SHAPES = (*SERVICES, _PLAIN)
