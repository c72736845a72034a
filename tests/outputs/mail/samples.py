"""A digest of a few issues, as a catalogue, and its settings."""

import datetime as dt
from dataclasses import replace
from typing import Any

from digestry.catalogue.catalogue import Catalogue, catalogue
from digestry.content.validate import Content
from digestry.paper.model import Issue, Paper, Tag
from digestry.settings import Options, Settings

TAGS = (Tag("reasoning", "Reasoning", "Thought."), Tag("surveys", "Surveys & lists", "Lists."))
SETTINGS = Settings(
    "Reading Group", "https://reading.example.org/", "Papers that we read.", "", "en", Options()
)


def settings(**options: Any) -> Settings:
    """Those, with options of the plugin."""
    return replace(SETTINGS, options=replace(SETTINGS.options, **options))


def papers(count: int, start: int = 0) -> tuple[Paper, ...]:
    """Papers with all that a letter shows."""
    return tuple(
        Paper(
            f"p{n}",
            f"Paper {n}: an $O(n^2)$ bound",
            abstract="Costs $10^{2}$. " * 40,
            summary=f"Says {n}." if n % 2 else "",
            authors=tuple(f"Author {k} of {n}" for k in range(1 + n % 9)),
            venue="KDD 2024",
            arxiv=f"2401.{n:05}",
            tags=("reasoning", "surveys")[: n % 3],
        )
        for n in range(start, start + count)
    )


def of(*issues: Issue) -> Catalogue:
    """A catalogue of issues."""
    return catalogue(Content(tuple(issues), TAGS, ()), drafts=False)


def small() -> Catalogue:
    """Three issues in two weeks, and two months."""
    return of(
        Issue(dt.date(2025, 4, 24), papers(3), "Big $n$", "Read *this*: [tags](../../tags/)."),
        Issue(dt.date(2025, 4, 25), papers(2, 3)),
        Issue(dt.date(2025, 5, 1), papers(12, 5)),
    )
