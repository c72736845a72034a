"""From what is written to typed values, with every problem found on the way.

Each function takes nodes and a list that it adds problems to; a value that is wrong is left out, so that
one mistake does not hide the next.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.errors import Problem
from generator.load import Content
from generator.model import Document, Fact, Issue, SavedQuery, Tag
from generator.validate.facts import facts
from generator.validate.papers import issue, one_title_a_day, unique_ids
from generator.validate.queries import saved_queries
from generator.validate.taxonomy import taxonomy


@dataclass(frozen=True)
class Digest:
    """The content as values: an issue a file (one day can have several), the taxonomy, pages, queries."""

    issues: tuple[Issue, ...]
    tags: tuple[Tag, ...]
    pages: tuple[Document, ...]
    facts: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)  # by paper id
    queries: tuple[SavedQuery, ...] = ()


def validate(content: Content) -> tuple[Digest, list[Problem]]:
    """Values out of loaded content, and everything that is wrong with it."""
    problems: list[Problem] = []
    tags = taxonomy(content.tags, problems) if content.tags else ()
    slugs = {name: tag.slug for tag in tags for name in (tag.slug, *tag.aliases)}
    issues = [found for source in content.feed if (found := issue(source, slugs, problems))]
    unique_ids((paper for each in issues for paper in each.papers), problems)
    one_title_a_day(issues, problems)
    known = facts(content.facts, problems) if content.facts else {}
    queries = saved_queries(content.queries, tags, problems) if content.queries else ()
    return Digest(tuple(issues), tags, content.pages, known, queries), problems
