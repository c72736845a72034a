"""Which papers are one: the same arXiv id in any version, the same DOI, or the same title.

Equal titles do not count where the arXiv ids differ or where no author is shared: workshops print many a
"Preface", and "Reply to the comments" has no single author.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import fields, replace

from digestry.paper import names, slugs
from digestry.paper.model import Paper

_ARXIV_DOI = "10.48550/arxiv."


def title_key(title: str) -> str:
    """A title without case, accents, punctuation and spaces; the title itself where nothing is left."""
    parts = unicodedata.normalize("NFKD", title).casefold()
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
    """Papers that are there already, to be found again by whatever tells them."""

    def __init__(self) -> None:
        self._papers: dict[str, Paper] = {}  # by id
        self._ids: dict[str, list[str]] = {}  # paper ids by key

    def add(self, paper: Paper) -> None:
        """Remembers a paper, or what has become of one that was remembered under its id."""
        self._papers[paper.id] = paper
        for key in keys(paper):
            ids = self._ids.setdefault(key, [])
            if paper.id not in ids:
                ids.append(paper.id)

    def find(self, paper: Paper) -> Paper | None:
        """The remembered paper that this one is, or nothing."""
        for key in keys(paper):
            for id in self._ids.get(key, ()):
                found = self._papers[id]
                if not key.startswith("title:") or not _told_apart(found, paper):
                    return found
        return None

    def __contains__(self, id: object) -> bool:
        return id in self._papers


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
