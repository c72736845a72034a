"""The digest's values: frozen, typed, and free of any input or output format.

All text in them is clean (see `digestry.paper.text.clean`) but otherwise as its author wrote it; every output
escapes it in its own way.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any

from digestry.paper import kinds
from digestry.paper.dates import NOON, PartialDate
from digestry.paper.kinds import Kind

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
class Field:
    """What is known of a field of a paper; readers, writers, schema and documents follow from it.

    name: as curators write it; the attribute of `Paper`.
    about: a sentence for the API's documentation and the handbook.
    example: as it stands in a feed file.
    looked_up: whether `digest enrich` looks for it and `facts.yml` may hold it.
    varies: whether two sources may rightly say different things, such as two addresses.
    published: whether the API has it.
    last: whether it is running text, which stands at the end of an entry.
    cited: whether bibliographies print it.
    aliases: other names in tables and in JSON.
    bibtex, ris: what carries it in these formats, for fields that the format has no way of its own for.
    """

    name: str
    kind: Kind
    about: str
    example: str
    looked_up: bool = False
    varies: bool = False
    published: bool = True
    required: bool = False
    last: bool = False
    cited: bool = False
    aliases: tuple[str, ...] = ()
    bibtex: tuple[str, ...] = ()
    ris: str = ""


def _field(kind: Kind, about: str, example: str, **more: Any) -> Any:
    """A field of `Paper` by its declaration."""
    metadata = {"kind": kind, "about": about, "example": example, **more}
    if more.get("required"):
        return field(metadata=metadata)
    return field(default=kind.empty, metadata=metadata)


@dataclass(frozen=True)
class Paper:
    """One entry of the feed. To add a field, declare it here: all that reads and writes papers follows."""

    id: str = _field(
        kinds.SLUG, "Permanent, and part of the page's address.", "a-short-permanent-name", required=True
    )
    title: str = _field(
        kinds.LINE,
        "Plain text; mathematics as LaTeX between dollar signs.",
        '"Attention: a title with a colon wants quotes"',
        required=True,
        looked_up=True,
    )
    authors: tuple[str, ...] = _field(
        kinds.NAMES,
        "Their names as the paper writes them; `others` comes last where not all are named.",
        "[Ann Lee, {organisation: Qwen Team}, others]",
        looked_up=True,
    )
    summary: str = _field(
        kinds.LINE, "The curator's own one or two sentences.", "What it says, in your words.", last=True
    )
    note: str = _field(kinds.MARKDOWN, "The curator's comment, Markdown.", "Read the *appendix*.", last=True)
    abstract: str = _field(
        kinds.TEXT,
        "The authors' words; a blank line parts paragraphs.",
        "The authors' own words.",
        looked_up=True,
        last=True,
        bibtex=("abstract",),
        ris="AB",
    )
    arxiv: str = _field(kinds.ARXIV, "The arXiv id without version.", '"2401.14427"', looked_up=True)
    doi: str = _field(
        kinds.DOI, "Without https://doi.org/ before it.", "10.1145/3637528.3671617", looked_up=True
    )
    url: str = _field(
        kinds.ADDRESS,
        "Where the paper was published.",
        "https://example.org/paper",
        looked_up=True,
        varies=True,
        aliases=("paperurl",),
    )
    pdf: str = _field(
        kinds.ADDRESS,
        "Its PDF, where that is not arXiv's.",
        "https://example.org/paper.pdf",
        looked_up=True,
        varies=True,
        aliases=("pdf_url",),
        bibtex=("pdf",),
        ris="L1",
    )
    code: str = _field(
        kinds.ADDRESS,
        "Its code.",
        "https://github.com/owner/name",
        looked_up=True,
        varies=True,
        aliases=("code_url",),
        bibtex=("code",),
        ris="L2",
    )
    project: str = _field(
        kinds.ADDRESS,
        "Its website.",
        "https://project.example.org/",
        looked_up=True,
        varies=True,
        bibtex=("website", "project"),
    )
    venue: str = _field(kinds.LINE, "The conference or journal.", "KDD 2024", looked_up=True)
    kind: str = _field(
        kinds.PUBLICATION,
        "What kind of publication it is, where the venue's name does not tell.",
        "journal",
        looked_up=True,
        varies=True,
    )
    volume: str = _field(
        kinds.LINE,
        "The volume of the journal or series.",
        '"12"',
        looked_up=True,
        cited=True,
        bibtex=("volume",),
        ris="VL",
    )
    number: str = _field(
        kinds.LINE,
        "The issue of the journal, or the report's number.",
        '"3"',
        looked_up=True,
        cited=True,
        aliases=("issue",),
        bibtex=("number", "issue"),
        ris="IS",
    )
    pages: str = _field(
        kinds.LINE,
        "From which page to which, or the article's number.",
        '"100-112"',
        looked_up=True,
        varies=True,
        cited=True,
        bibtex=("pages",),
        ris="SP",
    )
    publisher: str = _field(
        kinds.LINE,
        "Who published it: a publisher, a university, an institution.",
        "Springer",
        looked_up=True,
        varies=True,
        cited=True,
        bibtex=("publisher", "school", "institution", "organization"),
        ris="PB",
    )
    published: PartialDate | None = _field(
        kinds.DATE,
        "Year, year-month or date, as far as it is known.",
        "2024-01-24",
        looked_up=True,
        aliases=("year",),
    )
    status: str = _field(
        kinds.LINE,
        "What became of it: withdrawn, retracted, corrected or replaced, in plain words.",
        "withdrawn by its authors",
        looked_up=True,
    )
    categories: tuple[str, ...] = _field(
        kinds.CATEGORIES, "Those of arXiv, the primary one first.", "[cs.LG, cs.AI]", looked_up=True
    )
    tags: tuple[str, ...] = _field(
        kinds.TAGS, "The digest's tags, by their slugs.", "[reasoning]", aliases=("keywords",)
    )
    upvotes: int | None = _field(
        kinds.COUNT, "Votes where the paper was found.", "12", looked_up=True, varies=True
    )
    image: str = _field(
        kinds.PICTURE,
        "A figure for its page: a file of yours. The API has its address.",
        "figures/overview.png",
    )
    image_alt: str = _field(
        kinds.LINE,
        "What the figure shows, in words: its caption, and for those who do not see it.",
        "Accuracy grows with depth, then falls.",
    )
    extra: tuple[tuple[str, str | tuple[str, ...]], ...] = _field(
        kinds.EXTRA, "Whatever else the curator keeps, by name.", "{reviewer: Ann, room: B12}"
    )
    draft: bool = _field(kinds.TRUTH, "Shown by `digest serve` only.", "true", published=False)
    place: Place = field(default=Place("", 1), compare=False, repr=False)
    # The day that its issue waits for, in a preview, which alone shows it before.
    scheduled: dt.date | None = field(default=None, compare=False, repr=False)

    @property
    def identifier(self) -> str:
        """What a paper of which nothing else is known is called: `arXiv:2401.14427`, `doi:10.1145/36.37`."""
        return f"arXiv:{self.arxiv}" if self.arxiv else f"doi:{self.doi}" if self.doi else ""

    def lacks(self, name: str) -> bool:
        """Whether nobody has filled a field; a title that is only an identifier waits for its paper's own."""
        value = getattr(self, name)
        return value in EMPTY or (name == "title" and value == self.identifier)


# The fields of a paper by name, in the order in which they are declared.
FIELDS: Mapping[str, Field] = MappingProxyType(
    {each.name: Field(each.name, **each.metadata) for each in fields(Paper) if each.metadata}
)

# The same in the order in which a curator reads an entry: what it is, where it is, what is said of it.
IN_ENTRIES = tuple(sorted(FIELDS.values(), key=lambda each: each.last))

# Those that `digest enrich` looks up; all others are the curator's alone.
FACTS = tuple(name for name, each in FIELDS.items() if each.looked_up)


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
    """What appeared in the digest on one day, in the curator's order.

    time: when, with its zone, in which `date` is the day; nothing where the curator has not said it.
    """

    date: dt.date
    papers: tuple[Paper, ...]
    title: str = ""
    note: str = ""  # Markdown
    time: dt.time | None = None
    place: Place = field(default=Place("", 1), compare=False, repr=False)

    @property
    def moment(self) -> dt.datetime:
        """What dates it where a day is not enough; its own day is the issue's."""
        return dt.datetime.combine(self.date, self.time or NOON)


@dataclass(frozen=True)
class Tag:
    """One entry of the taxonomy `content/tags.yml`."""

    slug: str
    name: str
    description: str
    aliases: tuple[str, ...] = ()
    parent: str = ""  # slug
    match: tuple[str, ...] = ()  # phrases that give the tag to papers without any
    names: tuple[tuple[str, str], ...] = ()  # languages, each with the name in it
    descriptions: tuple[tuple[str, str], ...] = ()
    place: Place = field(default=Place("", 1), compare=False, repr=False)

    def told_in(self, language: str) -> "Tag":
        """The tag as pages in a language call it; by its first name it is found all the same."""
        name = dict(self.names).get(language, self.name)
        description = dict(self.descriptions).get(language, self.description)
        known = {self.slug, *self.aliases, name}
        aliases = self.aliases if self.name in known else (*self.aliases, self.name)
        return replace(self, name=name, description=description, aliases=aliases)


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
