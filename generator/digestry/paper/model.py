"""The digest's values: frozen, typed, and free of any input or output format.

All text in them is clean (see `digestry.paper.text.clean`) but otherwise as its author wrote it; every output
escapes it in its own way.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from digestry.paper.dates import PartialDate

EMPTY: tuple[object, ...] = ("", (), None)  # what a field holds that nobody has filled


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
    query: str  # in the search's syntax; see digestry.query.grammar
    place: Place = field(default=Place("", 1), compare=False, repr=False)


@dataclass(frozen=True)
class Document:
    """A page of the curator's own, as it stands."""

    path: str  # relative to its folder of pages, with forward slashes
    text: str
    file: str = ""  # as messages call it
