"""What kinds of values a paper's fields hold: how each is written, checked and told to programs.

A kind knows one value in all its forms: the curator's YAML, JSON, a cell of a table, and JSON Schema
(https://json-schema.org/draft/2020-12). Fields (`digestry.paper.model`) name their kind, and all that reads
or writes papers goes by it.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from digestry.paper import author_lists, publications, values
from digestry.paper.dates import PartialDate
from digestry.paper.names import Name
from digestry.paper.slugs import SLUG_LENGTH


class Shape(Enum):
    """How a value is laid out in the curator's file."""

    LINE = "one line"
    TEXT = "a text, with blank lines between paragraphs"
    MARKDOWN = "a text in Markdown"
    LIST = "a list of texts"
    NAMES = "a list of people as texts and of organisations"
    MAPPING = "names with texts or lists of texts"


@dataclass(frozen=True)
class Kind:
    """One kind of value.

    name: what people call it, for documentation.
    parse: from one clean line of text (of a list: from each entry) to the value; raises ValueError for any
    other.
    wrong: what is said of a text that `parse` refuses, behind its quotation; `fix` is what to do about it.
    schema: of one value, or of one entry of a list.
    empty: what the field holds when nothing was given.
    """

    name: str
    shape: Shape
    schema: Mapping[str, Any] = field(hash=False)
    parse: Callable[[str], Any] = str
    wrong: str = ""
    fix: str = ""
    empty: Any = ""

    @property
    def is_list(self) -> bool:
        """Whether the value is a tuple of texts."""
        return self.shape in {Shape.LIST, Shape.NAMES}

    def json_schema(self) -> dict[str, Any]:
        """The schema of the whole value."""
        if self.is_list:
            return {"type": "array", "minItems": 1, "items": dict(self.schema)}
        return dict(self.schema)


def written(value: object) -> object:
    """A field's value as YAML and JSON have it: texts, numbers, dates, lists, mappings."""
    match value:
        case PartialDate(month=0) if value.year > 999:
            return value.year
        case PartialDate(day=0):
            return str(value)
        case PartialDate():
            return dt.date(value.year, value.month, value.day)
        case tuple() if value and isinstance(value[0], tuple):
            return {name: written(each) for name, each in value}
        case tuple():
            return [written(each) for each in value]
        case Name():
            return {"organisation": str(value)} if value.is_organisation else value.written
    return value


def cell(value: object) -> str:
    """A field's value as text in a table.

    A list is parted by `|`; one that could not be parted again, and names with values, are JSON.
    """
    plain = written(value)
    if isinstance(plain, list) and _can_be_parted(value, plain):
        return "|".join(plain)
    return json.dumps(plain, ensure_ascii=False) if isinstance(plain, dict | list) else str(plain)


def _can_be_parted(value: object, texts: list[Any]) -> bool:
    """Whether a table's reader would find these again, who takes a semicolon for the end of one too."""
    if not all(isinstance(text, str) and "|" not in text and ";" not in text for text in texts):
        return False
    line = "|".join(texts)
    if isinstance(value, tuple) and any(isinstance(each, Name) for each in value):
        return author_lists.split(line).authors == value
    return not (line.startswith('["') or (len(texts) == 1 and "," in line))  # commas part a lone cell


_TEXT = {"$ref": "#/$defs/text"}
_SLUG = {"$ref": "#/$defs/slug"}

SLUG = Kind(
    "a slug",
    Shape.LINE,
    _SLUG,
    wrong=f"not a slug of at most {SLUG_LENGTH} characters",
    fix="use lower-case words joined by hyphens",
)
LINE = Kind("text", Shape.LINE, _TEXT)
TEXT = Kind("text in paragraphs", Shape.TEXT, _TEXT)
MARKDOWN = Kind("Markdown", Shape.MARKDOWN, _TEXT)
NAMES = Kind(
    "list of names",
    Shape.NAMES,
    {
        "oneOf": [
            _TEXT,
            {
                "type": "object",
                "properties": {"organisation": _TEXT},
                "required": ["organisation"],
                "additionalProperties": False,
            },
        ]
    },
    fix="write people as texts and groups as {organisation: Qwen Team}",
    wrong="not a name",
    empty=(),
)
TAGS = Kind("list of slugs", Shape.LIST, _SLUG, empty=())
CATEGORIES = Kind(
    "list of arXiv categories",
    Shape.LIST,
    _TEXT,
    values.category,
    "not an arXiv category",
    "write it as cs.LG",
    empty=(),
)
ARXIV = Kind(
    "an arXiv id",
    Shape.LINE,
    _TEXT,
    values.arxiv_id,
    "not an arXiv id",
    'write it as "2401.14427" or "hep-ex/0307015"',
)
DOI = Kind(
    "a DOI",
    Shape.LINE,
    {"type": "string", "pattern": "^10\\."},
    values.doi,
    "not a DOI",
    "write it as 10.1145/3637528.3671617",
)
ADDRESS = Kind(
    "a web address",
    Shape.LINE,
    {"$ref": "#/$defs/address"},
    values.web_address,
    "not a web address",
    "write it in full, starting with https://",
)
PICTURE = Kind(
    "a picture in content/",
    Shape.LINE,
    {"$ref": "#/$defs/address"},
    values.picture_file,
    "not a picture in the content folder",
    "put a PNG, JPEG, WebP, AVIF or GIF there, and write it as figures/overview.png",
)
DATE = Kind(
    "a date, a month or a year",
    Shape.LINE,
    {"type": "string", "pattern": "^\\d{4}(-\\d{2}(-\\d{2})?)?$"},
    PartialDate.parse,
    "not a date",
    "write 2024-01-24, 2024-01 or 2024",
    empty=None,
)
PUBLICATION = Kind(
    "a kind of publication",
    Shape.LINE,
    {"type": "string", "enum": list(publications.NAMES)},
    publications.parsed,
    "not a kind of publication",
    f"write one of {', '.join(publications.NAMES)}",
)
COUNT = Kind(
    "a whole number",
    Shape.LINE,
    {"type": "integer", "minimum": 0},
    values.count,
    "not a count",
    "write a whole number, 0 or more",
    empty=None,
)
TRUTH = Kind(
    "true or false",
    Shape.LINE,
    {"type": "boolean"},
    values.truth,
    "neither true nor false",
    "write true or false",
    empty=False,
)
EXTRA = Kind(
    "names with texts or lists",
    Shape.MAPPING,
    {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": {"oneOf": [_TEXT, {"type": "array", "minItems": 1, "items": _TEXT}]},
    },
    fix="write `{name: a text, another: [one, two]}`",
    wrong="not names with texts",
    empty=(),
)
