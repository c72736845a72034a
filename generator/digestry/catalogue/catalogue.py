"""The digest as the outputs need it: merged, sorted, tagged, and each list that has a page."""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from digestry.content.figures import Figure
from digestry.content.validate import Content
from digestry.paper import names, slugs
from digestry.paper.model import Document, Fact, Issue, Paper, SavedQuery, Tag
from digestry.query import grammar as queries


@dataclass(frozen=True)
class Author:
    """Everybody who writes their name this way; `papers` come newest first."""

    slug: str
    name: str
    papers: tuple[Paper, ...]

    @property
    def has_page(self) -> bool:
        """Authors of one paper are left to the search, so that a big digest does not double in size."""
        return len(self.papers) > 1


@dataclass(frozen=True)
class TaggedPapers:
    """A tag and its papers, newest first."""

    tag: Tag
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class FoundPapers:
    """A saved query and the papers that it asks for, newest first."""

    saved: SavedQuery
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class Month:
    """The issues of one month, newest first."""

    year: int
    month: int
    issues: tuple[Issue, ...]


@dataclass(frozen=True)
class Catalogue:
    """Issues newest first, with the papers' tags settled, and what follows from them.

    `figures` has the pictures of papers, by `Paper.image`; `became`, by a paper's id, who says what became
    of it, where that was looked up.
    A paper's place in `papers` (newest issue first, then the curator's order) is its place everywhere.
    """

    issues: tuple[Issue, ...]
    taxonomy: tuple[Tag, ...]
    pages: tuple[Document, ...]
    saved: tuple[SavedQuery, ...] = ()
    became: Mapping[str, Fact] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """All papers, newest issue first."""
        return tuple(paper for issue in self.issues for paper in issue.papers)

    @cached_property
    def date_of(self) -> Mapping[str, dt.date]:
        """The day each paper appeared in the digest, by id."""
        return {paper.id: issue.date for issue in self.issues for paper in issue.papers}

    @cached_property
    def moment_of(self) -> Mapping[str, dt.datetime]:
        """The moment that dates each paper in feeds, by id."""
        return {paper.id: issue.moment for issue in self.issues for paper in issue.papers}

    @cached_property
    def tags(self) -> Mapping[str, TaggedPapers]:
        """Each tag of the taxonomy by slug, in order of names, the unused ones too."""
        papers = defaultdict(list)
        for paper in self.papers:
            for slug in paper.tags:
                papers[slug].append(paper)
        ordered = sorted(self.taxonomy, key=lambda tag: (tag.name.casefold(), tag.slug))
        return {tag.slug: TaggedPapers(tag, tuple(papers[tag.slug])) for tag in ordered}

    @cached_property
    def authors(self) -> Mapping[str, Author]:
        """Each author by slug, in order of slugs."""
        papers: dict[str, list[Paper]] = defaultdict(list)
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        for paper in self.papers:
            for name in names.named(paper.authors):
                slug = slugs.author_slug(name)
                if slug and (not papers[slug] or papers[slug][-1] is not paper):
                    papers[slug].append(paper)
                spellings[slug][name] += 1
        return {
            slug: Author(
                slug,
                min(spellings[slug], key=lambda name: (-spellings[slug][name], name)),
                tuple(papers[slug]),
            )
            for slug in sorted(papers)
            if slug
        }

    def followed(self, most: int) -> frozenset[str]:
        """The authors, by slug, who have feeds: of those with a page, the `most` who came to have it first.

        So a feed that is there once stays there, however the digest grows.
        """
        second = [(self.date_of[a.papers[-2].id], a.slug) for a in self.authors.values() if a.has_page]
        return frozenset(slug for _, slug in sorted(second)[:most])

    @cached_property
    def queries(self) -> Mapping[str, FoundPapers]:
        """Each saved query by slug, in the curator's order, those without papers too."""
        parsed = [queries.parse(saved.query, self.taxonomy) for saved in self.saved]
        found = queries.answer(parsed, self.papers, self.taxonomy) if parsed else []
        return {
            saved.slug: FoundPapers(saved, papers) for saved, papers in zip(self.saved, found, strict=True)
        }

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """The months that have issues, newest first."""
        issues = defaultdict(list)
        for issue in self.issues:
            issues[issue.date.year, issue.date.month].append(issue)
        return tuple(Month(year, month, tuple(found)) for (year, month), found in issues.items())


def catalogue(digest: Content, drafts: bool, on: dt.date | None = None) -> Catalogue:
    """The digest's issues merged by date and its papers tagged; drafts only where they are asked for.

    `on` is the day, where one is named: issues of later days wait. With drafts, they are there and say so.
    Papers that carry no tag get those whose phrases stand in their title or abstract; a field that the
    curator left empty holds the fact that was looked up.
    """
    matchers = [_Matcher(tag.slug, tag.match) for tag in digest.tags if tag.match]
    by_date: dict[dt.date, list[Issue]] = defaultdict(list)
    for issue in digest.issues:
        if drafts or not waits(issue, on):
            by_date[issue.date].append(_marked(issue) if waits(issue, on) else issue)
    merged = (_merge(date, by_date[date], drafts) for date in sorted(by_date, reverse=True))
    issues = tuple(
        replace(
            issue, papers=tuple(_tagged(completed(paper, digest.facts), matchers) for paper in issue.papers)
        )
        for issue in merged
        if issue.papers
    )
    became = {id: fact for id, own in digest.facts.items() for fact in own if fact.field == "status"}
    return Catalogue(issues, digest.tags, digest.pages, digest.queries, became, digest.figures)


def waits(issue: Issue, on: dt.date | None) -> bool:
    """Whether an issue is one to come on a day; without one, none is."""
    return on is not None and issue.date > on


def _marked(issue: Issue) -> Issue:
    return replace(issue, papers=tuple(replace(paper, scheduled=issue.date) for paper in issue.papers))


def _merge(date: dt.date, issues: Iterable[Issue], drafts: bool) -> Issue:
    parts = list(issues)
    return Issue(
        date,
        tuple(paper for part in parts for paper in part.papers if drafts or not paper.draft),
        title=next((part.title for part in parts if part.title), ""),
        note="\n\n".join(part.note for part in parts if part.note),
        place=next((part.place for part in parts if part.title), parts[0].place),
        time=next((part.time for part in parts if part.time), None),
    )


def completed(paper: Paper, facts: Mapping[str, Iterable[Fact]]) -> Paper:
    """The paper with looked-up facts in its empty fields."""
    return replace(
        paper,
        **{fact.field: fact.value for fact in facts.get(paper.id, ()) if paper.lacks(fact.field)},
    )


def phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases as whole words, in any case."""
    return re.compile(r"\b(?:" + "|".join(re.escape(phrase) for phrase in phrases) + r")\b", re.IGNORECASE)


class _Matcher:
    """A tag's phrases. Most stand in no paper: looking for them as mere text is twenty times faster."""

    def __init__(self, slug: str, match: Iterable[str]) -> None:
        self.slug = slug
        self._lower = [phrase.lower() for phrase in match]
        self._pattern = phrases(match)

    def matches(self, text: str, lower: str) -> bool:
        """Whether one of them stands in `text`, which is `lower` in lower case."""
        return any(phrase in lower for phrase in self._lower) and bool(self._pattern.search(text))


def _tagged(paper: Paper, matchers: Iterable[_Matcher]) -> Paper:
    if paper.tags:
        return paper
    text = f"{paper.title}\n{paper.abstract}"
    lower = text.lower()
    return replace(paper, tags=tuple(each.slug for each in matchers if each.matches(text, lower)))
