"""From what is written to typed values, with every problem found on the way.

Each function takes nodes and a list that it adds problems to; a value that is wrong is left out, so that
one mistake does not hide the next.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from digestry.content.figures import Figure
from digestry.content.load import RawContent
from digestry.content.validate.documents import documents
from digestry.content.validate.looked_up import facts
from digestry.content.validate.papers import issue, one_time_a_day, one_title_a_day, unique_ids
from digestry.content.validate.pictured import pictured
from digestry.content.validate.remembered import fetched
from digestry.content.validate.saved_queries import saved_queries
from digestry.content.validate.sources import sources
from digestry.content.validate.taxonomy import taxonomy
from digestry.errors import Problem
from digestry.paper.model import Document, Fact, Fetched, Issue, Lookup, PaperSource, SavedQuery, Tag


@dataclass(frozen=True)
class Content:
    """The content as values: an issue a file (one day can have several), the taxonomy, pages, queries."""

    issues: tuple[Issue, ...]
    tags: tuple[Tag, ...]
    pages: tuple[Document, ...]
    facts: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)  # by paper id
    asked: Mapping[str, tuple[Lookup, ...]] = field(default_factory=dict)  # by paper id
    sources: tuple[PaperSource, ...] = ()
    fetched: Mapping[str, Fetched] = field(default_factory=dict)  # by source name
    queries: tuple[SavedQuery, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)  # by `Paper.image`


def validate(content: RawContent, path: str = "") -> tuple[Content, list[Problem]]:
    """Values out of loaded content, and everything that is wrong with it.

    `path` is where the digest stands on the site: own pages may stand anywhere else.
    """
    problems: list[Problem] = []
    tags = taxonomy(content.tags, problems) if content.tags else ()
    slugs = {name: tag.slug for tag in tags for name in (tag.slug, *tag.aliases)}
    issues = [found for source in content.feed if (found := issue(source, slugs, problems))]
    unique_ids((paper for each in issues for paper in each.papers), problems)
    figures = pictured(
        (paper for each in issues for paper in each.papers), content.figures, content.folder, problems
    )
    one_title_a_day(issues, problems)
    one_time_a_day(issues, problems)
    known, asked = facts(content.facts, problems) if content.facts else ({}, {})
    where = sources(content.sources, problems) if content.sources else ()
    before = fetched(content.fetched, problems) if content.fetched else {}
    kept = saved_queries(content.queries, tags, problems) if content.queries else ()
    pages = documents(content.pages, path, problems)
    return Content(tuple(issues), tags, pages, known, asked, where, before, kept, figures), problems
