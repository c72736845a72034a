"""Lists of papers that have a page: one shape for all of them, and a module a kind.

Pages, feeds, citations and /subscribe/ go over the same lists, so that a new kind of list is one module here,
or in an installed package (entry points `digestry.lists`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from digestry.catalogue.catalogue import Catalogue
from digestry.paper.model import Paper
from digestry.settings import Settings


@dataclass(frozen=True)
class Section:
    """Some papers under a heading; without a heading they follow the page's own title.

    target: the page that the heading links to, if there is one.
    anchor: what a link to this part of a page ends in; a long list has a way to each part.
    """

    papers: tuple[Paper, ...]
    heading: str = ""
    target: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Neighbour:
    """The page before or after one in the digest's order."""

    title: str
    target: str


@dataclass(frozen=True, kw_only=True)
class List:
    """Some of the digest's papers, newest first, with what its page, its feeds and its citations say of them.

    target: the address of its page, below which its feeds and citations are.
    title: its name; texts are plain.
    description: what it is, for feeds and for the page's head.
    lead: the line below the title.
    kicker: what kind of list it is, in a word or two, above the title.
    date: the day of its newest issue; nothing for a list without papers.
    sections: the papers as the page shows them.
    newest_first: all papers in the order of feeds, where the page has another.
    feed: whether it has feeds of its own.
    follows: the folder and the name of feeds that its page announces instead of its own.
    citations: whether it is published in every citation format, in those that each paper has too, or in none.
    note: the editor's words, Markdown.
    query: a search that finds the same papers.
    picture: the address of what links to it are shown with, where it has one of its own.
    before, after: its neighbours.
    beside: lists that a reader may mean as well, such as those of another time.
    """

    target: str
    title: str
    description: str = ""
    lead: str
    kicker: str
    date: str = ""
    sections: Sequence[Section]
    newest_first: tuple[Paper, ...] = ()
    feed: bool = False
    follows: tuple[str, str] | None = None
    citations: Literal["all", "brief", "none"] = "none"
    note: str = ""
    query: str = ""
    picture: str = ""
    before: Neighbour | None = None
    after: Neighbour | None = None
    beside: tuple[Neighbour, ...] = ()

    @property
    def announced(self) -> tuple[str, str] | None:
        """The folder and the name of the feeds that its page announces; nothing where there are none."""
        return self.follows or ((self.target, self.title) if self.feed else None)

    @property
    def papers(self) -> tuple[Paper, ...]:
        """All papers, newest first."""
        return self.newest_first or tuple(paper for section in self.sections for paper in section.papers)


@dataclass(frozen=True)
class ListKind:
    """One kind of list.

    heading: what they are called together, on /subscribe/ and in the OPML file; in English, translated there.
    lists: all lists of this kind, in the order in which people look for them.
    """

    heading: str
    lists: Callable[[Catalogue, Settings], Iterable[List]]


def lists(kinds: Mapping[str, ListKind], catalogue: Catalogue, settings: Settings) -> Iterator[List]:
    """All lists of all kinds."""
    for kind in kinds.values():
        yield from kind.lists(catalogue, settings)
