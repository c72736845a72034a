"""Which papers are one: the same arXiv id in any version, the same DOI, or the same title.

Equal titles do not count where the arXiv ids differ or where no author is shared: workshops print many a
"Preface", and "Reply to the comments" has no single author.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, replace

from digestry.paper import names, slugs
from digestry.paper.model import Paper
from digestry.paper.text import normal

_ARXIV_DOI = "10.48550/arxiv."


def title_key(title: str) -> str:
    """A title without case, accents, punctuation and spaces; the title itself where nothing is left."""
    parts = normal("NFKD", title).casefold()
    return re.sub(r"[\W_]+", "", "".join(c for c in parts if not unicodedata.combining(c))) or title


def keys(paper: Paper) -> tuple[str, ...]:
    """What tells a paper from others, the surest first: `arxiv:…`, `doi:…`, `title:…`.

    arXiv's own DOIs (https://info.arxiv.org/help/doi.html) say the same as the id.
    """
    doi = paper.doi.lower()
    arxiv = paper.arxiv.lower() or (doi.removeprefix(_ARXIV_DOI) if doi.startswith(_ARXIV_DOI) else "")
    found = [f"arxiv:{arxiv}"] if arxiv else []
    if doi and not doi.startswith(_ARXIV_DOI):
        found.append(f"doi:{doi}")
    return (*found, f"title:{title_key(paper.title)}")


class Known:
    """Papers that are there already, to be found again by whatever tells them.

    Papers of one title are kept by whether they have an arXiv id, and by who wrote them: one is found at
    once, however many are called "Editorial".
    """

    def __init__(self) -> None:
        self._papers: dict[str, Paper] = {}  # by id, the first first
        self._ids: dict[tuple[str, ...], dict[str, None]] = defaultdict(
            dict
        )  # paper ids by key, in their order

    def add(self, paper: Paper) -> None:
        """Remembers a paper, or what has become of one that was remembered under its id."""
        self._papers[paper.id] = paper
        *sure, title = keys(paper)
        for key in sure:
            self._ids[(key,)].setdefault(paper.id)
        for person in (*_kept_under(paper), _ANYBODY):
            self._ids[title, _HAS_ID if paper.arxiv else "", *person].setdefault(paper.id)

    def find(self, paper: Paper) -> Paper | None:
        """The remembered paper that this one is, or nothing."""
        *sure, title = keys(paper)
        for key in sure:
            if ids := self._ids.get((key,)):
                return self._papers[next(iter(ids))]
        # Of those with an arXiv id, one with the same would have been found by it.
        flags = ("",) if paper.arxiv else ("", _HAS_ID)
        places = [(title, flag, *person) for flag in flags for person in _looked_for(paper)]
        found = [
            next((id for id in self._ids.get(place, ()) if not _told_apart(self._papers[id], paper)), None)
            for place in places
        ]
        candidates = {id for id in found if id is not None}
        if len(candidates) < 2:
            return self._papers[candidates.pop()] if candidates else None
        return next(found for id, found in self._papers.items() if id in candidates)

    def __contains__(self, id: object) -> bool:
        return id in self._papers


_HAS_ID = "with an arXiv id"
_ANYBODY, _NOBODY = ("*", "*"), ("", "")


def _kept_under(paper: Paper) -> Iterator[tuple[str, str]]:
    """The people of a paper, as names and initials; each also under any initial."""
    people = _people(paper)
    yield from ((name, initial) for name, initials in people.items() for initial in {*initials, "*"})
    if not people:
        yield _NOBODY


def _looked_for(paper: Paper) -> Iterator[tuple[str, str]]:
    """Under whom a paper may be kept that is this one; see `share_an_author`."""
    people = _people(paper)
    if not people:
        yield _ANYBODY
        return
    yield _NOBODY
    for name, initials in people.items():
        yield from ((name, initial) for initial in ({"*"} if "" in initials else {*initials, ""}))


def _told_apart(one: Paper, other: Paper) -> bool:
    """Whether two papers of one title are two papers."""
    if one.arxiv and other.arxiv and one.arxiv.lower() != other.arxiv.lower():
        return True
    return bool(one.authors and other.authors) and not share_an_author(one, other)


def share_an_author(one: Paper, other: Paper) -> bool:
    """Whether somebody wrote both, as far as the names tell: "A. Lee" can be "Ann Lee", but not "Bo Lee"."""
    mine, theirs = _people(one), _people(other)
    shared = mine.keys() & theirs
    return any(_can_be_one(first, second) for key in shared for first in mine[key] for second in theirs[key])


def _people(paper: Paper) -> dict[str, set[str]]:
    """The initials of the authors by the last word of the family name; and by all words, in any order."""
    found: dict[str, set[str]] = defaultdict(set)
    for author in names.named(paper.authors):
        name = names.name(author)
        family, given = slugs.author_slug(name.family), slugs.author_slug(name.given)
        found[family.rpartition("-")[2]].add(given[:1])
        found[" ".join(sorted(slugs.author_slug(name).split("-")))].add("")
    return found


def _can_be_one(initial: str, other: str) -> bool:
    return initial == other or not (initial and other)


def filled(paper: Paper, other: Paper) -> Paper:
    """The paper, its empty fields taken from the other; nothing that it says is changed."""
    return replace(
        paper,
        **{
            field.name: getattr(other, field.name)
            for field in fields(Paper)
            if field.compare and paper.lacks(field.name)
        },
    )
