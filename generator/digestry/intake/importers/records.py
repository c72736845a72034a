"""What every importer yields, and what is read from a source in the end.

A record says what a source says, in the content format's field names; nothing is invented.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from digestry.errors import Problem
from digestry.paper.model import Paper, Place

LONGEST_TITLE = 1000  # characters; longer ones are abstracts that lost their title
LONGEST_TEXT = 100_000  # characters; a longer one is a book, not an abstract


@dataclass(frozen=True)
class Record:
    """One paper as a source has it.

    `fields` maps names of the content format to a text, a number, or a list of texts; None and "" count as
    absent. `authors` is one text that names them all, or a list: of texts that name one each, of `Name`s, and
    OTHERS. `tags` may hold any keywords. A record with an arXiv id or a DOI needs no title: it is asked for.
    `line` (from 1) is where it stands in the source: the line, the row, or the how-manieth entry where a
    format has no lines. `day` is the digest day a source assigns. `unread` names what the source says
    besides, which no field takes, each by a name that many records share. `said` is the text around it, in a
    source of which only a part is understood. `doubts` say what was read in one way and could be in another.
    """

    fields: Mapping[str, Any]
    line: int
    day: dt.date | None = None
    unread: tuple[str, ...] = ()
    said: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dropped:
    """Something in a source that becomes no paper."""

    place: Place
    title: str  # or whatever names it
    why: str


@dataclass(frozen=True)
class Remark:
    """Something to know about a source as a whole: that it is damaged, or in which encoding it is."""

    what: str


@dataclass(frozen=True, order=True)
class LeftOut(Problem):
    """A value that cannot be used; `kind` is what many of them share."""

    kind: str = field(default="", compare=False)


@dataclass(frozen=True)
class Candidate:
    """A paper that a source has, and what the source says beside it.

    day: the digest day that the source gives it.
    said: the text around it, where only a part of that is understood.
    doubts: what was read in one way and could be in another.
    is_named: whether it is only named: arXiv and Crossref know better what it is.
    """

    paper: Paper
    day: dt.date | None = None
    said: str = ""
    doubts: tuple[str, ...] = ()
    is_named: bool = False


@dataclass(frozen=True)
class Reading:
    """All that was read from one source.

    candidates: its papers, without ids but for those that the source itself gives; `tags` are the source's
        own keywords, `place` is where each stands in the source.
    dropped: what became no paper.
    left_out: values that cannot be used; their papers are there without them.
    unread: what the source says that no field takes, by its own name, and how often.
    remarks: what there is to know about the source as a whole.
    format: the name of the format that it was read in.
    """

    candidates: tuple[Candidate, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    unread: Counter[str] = field(default_factory=Counter)
    remarks: tuple[str, ...] = ()
    format: str = ""

    @property
    def papers(self) -> tuple[Paper, ...]:
        return tuple(each.paper for each in self.candidates)

    @property
    def days(self) -> frozenset[dt.date]:
        """The digest days that the source gives its papers."""
        return frozenset(each.day for each in self.candidates if each.day)
