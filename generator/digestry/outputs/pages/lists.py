"""Lists of cards, which most pages are: on as many pages as it takes."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from digestry import urls
from digestry.files import Artefact
from digestry.outputs.pages.templates import page
from digestry.paper.model import Paper, Tag

_T = TypeVar("_T")

WHOLE_ISSUES = "whole issues"  # what the feed of the issues is called


@dataclass(frozen=True)
class Section:
    """Some cards under a heading; without a heading they follow the page's own title."""

    papers: tuple[Paper, ...]
    heading: str = ""
    target: str = ""


@dataclass(frozen=True)
class Pager:
    """Where a page of a long list stands: `number` of `count`, both from 1."""

    target: str
    number: int
    count: int


@dataclass(frozen=True)
class Neighbour:
    """The page before or after this one in the digest's order."""

    title: str
    target: str


def listing(
    target: str,
    *,
    title: str,
    kicker: str,
    lead: str,
    date: str,
    sections: Sequence[Section],
    tags: Mapping[str, Tag],
    size: int,
    note: str = "",
    citations: Sequence[urls.Bibliography] = (),
    issues: Sequence[str] = (),
    picture: str = "",
    feed: str = "",
    query: str = "",
    before: Neighbour | None = None,
    after: Neighbour | None = None,
) -> Iterator[Artefact]:
    """A list of cards, on as many pages as it takes.

    `feed` is the folder of its feeds, where it has any; `query` is a search that finds the same.
    """
    followed = WHOLE_ISSUES if feed == urls.ISSUES else title
    pages = list(_paginate(sections, size)) or [[]]
    for number, part in enumerate(pages, 1):
        pager = Pager(target, number, len(pages))
        meta = {
            "title": numbered(title, pager),
            "description": f"{title}: {lead}",
            "date": date,
            "picture": picture,
            "scripts": " ".join(["copy.js"] * bool(feed) + ["cite.js"] * bool(issues)),
        }
        meta |= announced(feed, followed)
        yield page(
            "listing.md.j2",
            urls.numbered(target, number),
            meta,
            title=title,
            kicker=kicker,
            lead=lead,
            note=note if number == 1 else "",
            citations=citations if number == 1 else (),
            issues=issues,
            feed=feed,
            followed=followed,
            query=query,
            sections=part,
            tags=tags,
            pager=pager,
            before=before,
            after=after,
        )


def announced(feed: str, name: str) -> dict[str, str]:
    """What overrides/main.html needs to announce a page's own feeds in its head."""
    return {"feeds": feed, "feeds_name": name} if feed else {}


def _paginate(sections: Iterable[Section], size: int) -> Iterator[list[Section]]:
    """The sections cut into pages of `size` papers; a section that goes on keeps its heading."""
    flat = [(section, paper) for section in sections for paper in section.papers]
    for batch in batches(flat, size):
        yield [
            Section(tuple(paper for _, paper in group), section.heading, section.target)
            for section, group in itertools.groupby(batch, key=lambda entry: entry[0])
        ]


def batches(values: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    """The values in parts of `size`, the last one perhaps shorter."""
    return (values[start : start + size] for start in range(0, len(values), size))


def numbered(title: str, pager: Pager) -> str:
    """The title of a page of a long list."""
    return f"{title}, page {pager.number}" if pager.number > 1 else title
