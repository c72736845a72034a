"""Lists of cards, which most pages are: on as many pages as it takes."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from digestry import urls
from digestry.catalogue.lists import List, Section
from digestry.files import Artefact
from digestry.outputs.pages.templates import page
from digestry.paper.model import Tag
from digestry.settings import Settings
from digestry.words import Words

_T = TypeVar("_T")


@dataclass(frozen=True)
class Pager:
    """Where a page of a long list stands: `number` of `count`, both from 1."""

    target: str
    number: int
    count: int

    @property
    def shown(self) -> Sequence[int]:
        """The pages that it links to: the first, the last, and two on each side; 0 is for those between."""
        near = range(self.number - 2, self.number + 3)
        shown: list[int] = []
        for number in range(1, self.count + 1):
            if number in (1, self.count) or number in near:
                shown.append(number)
            elif shown[-1]:
                shown.append(0)
        return shown


@dataclass(frozen=True)
class Jump:
    """A part of a long list, and where it begins."""

    heading: str
    target: str
    papers: int


def listing(
    found: List,
    tags: Mapping[str, Tag],
    settings: Settings,
    citations: Sequence[tuple[str, str]],
    issues: Sequence[str] = (),
) -> Iterator[Artefact]:
    """The pages of a list of cards, on as many pages as it takes.

    `citations` has name and suffix of each format that the list is published in; `issues`, of a list that is
    not published in all of them, the days of the issues whose files hold its papers in the others.
    """
    words = settings.words
    pages = list(_paginate(found.sections, settings.options.page_size)) or [[]]
    jumps = tuple(_jumps(found, pages))
    for number, part in enumerate(pages, 1):
        pager = Pager(found.target, number, len(pages))
        meta = {
            "title": numbered(found.title, pager, words),
            "description": f"{found.title}: {found.lead}",
            "date": found.date,
            "picture": found.picture,
            "scripts": " ".join(
                ["abstracts.js"]
                + ["copy.js"] * bool(found.announced)
                + ["cite.js"] * bool(issues)
                + ["keep/visit.js"] * found.target.startswith(urls.ISSUES)
            ),
        }
        meta |= announced(found.announced, words)
        yield page(
            "listing.md.j2",
            urls.numbered(found.target, number),
            meta,
            words,
            found=found,
            note=found.note if number == 1 else "",
            citations=citations if number == 1 else (),
            issues=issues,
            sections=part,
            jumps=jumps,
            tags=tags,
            pager=pager,
        )


def announced(feeds: tuple[str, str] | None, words: Words) -> dict[str, str]:
    """What the theme announces in a page's head: the folder of its feeds, and what they are called."""
    return {"feeds": feeds[0], "feeds_name": words.say(feeds[1])} if feeds else {}


def _paginate(sections: Iterable[Section], size: int) -> Iterator[list[Section]]:
    """The sections cut into pages of `size` papers; a section that goes on keeps its heading."""
    flat = [(section, paper) for section in sections for paper in section.papers]
    for batch in batches(flat, size):
        yield [
            replace(section, papers=tuple(paper for _, paper in group))
            for section, group in itertools.groupby(batch, key=lambda entry: entry[0])
        ]


def _jumps(found: List, pages: Sequence[Sequence[Section]]) -> Iterator[Jump]:
    """The way to each part; nothing where there is one alone."""
    first = {
        section.anchor: number for number, part in reversed(list(enumerate(pages, 1))) for section in part
    }
    if len(first) > 1:
        for section in found.sections:
            page = urls.numbered(found.target, first[section.anchor])
            yield Jump(section.heading, f"{page}#{section.anchor}", len(section.papers))


def batches(values: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    """The values in parts of `size`, the last one perhaps shorter."""
    return (values[start : start + size] for start in range(0, len(values), size))


def numbered(title: str, pager: Pager, words: Words) -> str:
    """The title of a page of a long list."""
    if pager.number == 1:
        return title
    return words.say("%(title)s, page %(number)s", title=title, number=words.figure(pager.number))
