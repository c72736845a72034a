"""The digest's values: frozen, typed, and free of any input or output format.

All text in them is clean (see `generator.text.clean`) but otherwise as its author wrote it; every output
escapes it in its own way.
"""

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

_MONTHS = ("January February March April May June July August September October November December").split()
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date known to the day, the month or only the year; unknown parts are 0."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """`2024`, `2024-01` or `2024-01-24` as a date.

        Raises ValueError for any other form and for days that do not exist.
        """
        match = _PARTIAL_DATE.fullmatch(text)
        if not match:
            raise ValueError(f"not a date: {text!r}")
        year, month, day = (int(part or 0) for part in match.groups())
        if match[2]:
            dt.date(year, month, day if match[3] else 1)  # raises for 2024-13 and 2024-02-30
        elif year == 0:
            raise ValueError("there is no year 0")
        return cls(year, month, day)

    def __str__(self) -> str:
        """ISO 8601 with the parts that are known: `2024`, `2024-01`, `2024-01-24`."""
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)])


def day(date: dt.date | PartialDate) -> str:
    """A date as people write it: 24 April 2025, April 2025, 2025."""
    month = _MONTHS[date.month - 1] if date.month else ""
    return " ".join(str(part) for part in (date.day, month, date.year) if part)


@dataclass(frozen=True)
class Place:
    """Where something stands in the content: a file relative to the project, and a line from 1.

    `fields` has the lines of its fields, as far as they are written there.
    """

    file: str
    line: int
    fields: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    def of(self, name: str) -> int:
        """The line of a field, or where the whole stands if the field is not there."""
        return self.fields.get(name, self.line)


@dataclass(frozen=True)
class Paper:
    """One entry of the feed. `id` is a slug, permanent, and the page's URL."""

    id: str
    title: str
    abstract: str = ""
    summary: str = ""
    note: str = ""  # Markdown
    authors: tuple[str, ...] = ()
    arxiv: str = ""  # without version: "2401.14427", "hep-ex/0307015"
    doi: str = ""  # bare: "10.1145/3637528.3671617"
    url: str = ""
    pdf: str = ""
    code: str = ""
    project: str = ""
    venue: str = ""
    published: PartialDate | None = None
    categories: tuple[str, ...] = ()  # arXiv's, the primary one first
    tags: tuple[str, ...] = ()  # slugs of the taxonomy
    upvotes: int | None = None
    draft: bool = False
    place: Place = field(default=Place("", 1), compare=False, repr=False)


# The fields of a paper that `digest enrich` looks up; all others are the curator's alone.
FACTS = (
    "authors",
    "arxiv",
    "doi",
    "url",
    "pdf",
    "code",
    "project",
    "venue",
    "published",
    "categories",
    "upvotes",
)


@dataclass(frozen=True)
class Fact:
    """A field of a paper as somebody else tells it; it counts where the curator left the field empty."""

    field: str  # one of FACTS
    value: Any  # of the field's own type in Paper
    source: str  # where it was seen: an address, or the name of what was imported
    date: dt.date
    # Where the facts of its paper stand.
    place: Place = dataclasses.field(default=Place("", 1), compare=False, repr=False)


@dataclass(frozen=True)
class Lookup:
    """That a service was asked about a paper: `arXiv 2401.14427`, and when."""

    question: str
    date: dt.date


@dataclass(frozen=True)
class PaperSource:
    """One entry of `content/sources.yml`: where `digest fetch` looks, and what it takes from there."""

    name: str
    kind: str  # huggingface, arxiv, feed
    query: str = ""  # of the arXiv API
    url: str = ""
    match: tuple[str, ...] = ()  # phrases, of which one has to stand in the title or the abstract
    min_upvotes: int | None = None
    max_age: int | None = None  # days since the paper was published
    limit: int | None = None  # new papers at a time
    replacements: bool = False  # new versions of old papers too
    place: Place = field(default=Place("", 1), compare=False, repr=False)


@dataclass(frozen=True)
class Seen:
    """A paper that a source has brought; it is not brought again, whatever became of it."""

    title: str
    arxiv: str
    doi: str
    last: dt.date  # when the source still had it


@dataclass(frozen=True)
class Fetched:
    """What `digest fetch` remembers of a source between two runs.

    definition: a hash of the entry in sources.yml that the rest goes with.
    etag, modified: the server's validators of its last answer.
    newest: the newest date in any answer so far.
    """

    definition: str = ""
    etag: str = ""
    modified: str = ""
    newest: dt.date | None = None
    seen: tuple[Seen, ...] = ()


@dataclass(frozen=True)
class Issue:
    """What appeared in the digest on one day, in the curator's order."""

    date: dt.date
    papers: tuple[Paper, ...]
    title: str = ""
    note: str = ""  # Markdown
    place: Place = field(default=Place("", 1), compare=False, repr=False)


@dataclass(frozen=True)
class Tag:
    """One entry of the taxonomy `content/tags.yml`."""

    slug: str
    name: str
    description: str
    aliases: tuple[str, ...] = ()
    parent: str = ""  # slug
    match: tuple[str, ...] = ()  # phrases that give the tag to papers without any
    place: Place = field(default=Place("", 1), compare=False, repr=False)


@dataclass(frozen=True)
class SavedQuery:
    """A search that has its own page and feeds, out of `content/queries.yml`."""

    slug: str
    name: str
    description: str
    query: str  # in the search's syntax; see generator.queries
    place: Place = field(default=Place("", 1), compare=False, repr=False)


@dataclass(frozen=True)
class Document:
    """A page of the curator's own: `content/pages/*.md`, as it stands."""

    path: str  # relative to content/pages, with forward slashes
    text: str


@dataclass(frozen=True)
class Citation:
    """A paper in the formats of reference managers: an entry, a record, an item, each as text."""

    bibtex: str
    ris: str
    csl: str  # CSL-JSON, on one line


@dataclass(frozen=True)
class Artefact:
    """A file to be published: a path below `build/docs` with forward slashes, and its bytes."""

    path: str
    data: bytes
