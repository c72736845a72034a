"""One function a kind of page. Each takes just the values that the page shows."""

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator import urls
from generator.catalogue import Author, Catalogue, Month, TaggedPapers
from generator.model import Artefact, Issue, Paper, Tag
from generator.render.templates import day, page
from generator.settings import Settings
from generator.text import beginning

_T = TypeVar("_T")

DESCRIPTION = 200  # characters, for the head of a page
AUTHORS_ON_A_PAGE = 600


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


def render(catalogue: Catalogue, settings: Settings) -> Iterator[Artefact]:
    """All pages of the digest, each a Markdown file below `build/docs`."""
    size = settings.digest.page_size
    tags = {slug: tagged.tag for slug, tagged in catalogue.tags.items()}
    newest = catalogue.issues[0].date.isoformat() if catalogue.issues else ""
    used = tuple(tagged for tagged in catalogue.tags.values() if tagged.papers)

    yield home(catalogue.issues[:1], tags, used, catalogue.months, settings, len(catalogue.papers))
    for before, paper, after in _neighbours(catalogue.papers):
        authors = tuple(_author(name, catalogue.authors) for name in paper.authors)
        yield paper_page(paper, catalogue.date_of[paper.id], authors, tags, before, after)
    for later, issue, earlier in _neighbours(catalogue.issues):
        yield from issue_pages(issue, tags, size, later, earlier)
    for month in catalogue.months:
        yield from month_pages(month, tags, size)
    yield issues_page(catalogue.months, newest)
    for tagged in catalogue.tags.values():
        yield from tag_pages(tagged, tags, size, catalogue.date_of)
    yield tags_page(catalogue.tags, newest)
    for author in catalogue.authors.values():
        if author.has_page:
            yield from author_pages(author, tags, size, catalogue.date_of)
    yield from authors_pages(tuple(catalogue.authors.values()), newest)
    yield page("search.md.j2", urls.SEARCH, {"title": "Search", "template": "search.html"})
    yield page("subscribe.md.j2", urls.SUBSCRIBE, {"title": "Subscribe"}, settings=settings)
    for document in catalogue.pages:
        yield Artefact(document.path, document.text.encode())


def home(
    latest: Sequence[Issue],
    tags: Mapping[str, Tag],
    used: Sequence[TaggedPapers],
    months: Sequence[Month],
    settings: Settings,
    papers: int,
) -> Artefact:
    """The home page: the latest issue (at most one is given), topics, months, and how to subscribe."""
    date = latest[0].date.isoformat() if latest else ""
    meta = {"title": settings.site_name, "description": settings.site_description, "date": date}
    shown = latest[0].papers[: settings.digest.home_papers] if latest else ()
    return page(
        "home.md.j2",
        urls.HOME,
        meta,
        latest=latest[0] if latest else None,
        shown=shown,
        tags=tags,
        used=used,
        months=months,
        settings=settings,
        papers=papers,
    )


def paper_page(
    paper: Paper,
    date: dt.date,
    authors: Sequence[Author],
    tags: Mapping[str, Tag],
    before: Paper | None,
    after: Paper | None,
) -> Artefact:
    """The page of one paper, which appeared in the digest on `date`."""
    meta = {
        "title": paper.title,
        "description": beginning(paper.summary or paper.abstract, DESCRIPTION),
        "date": date.isoformat(),
    }
    return page(
        "paper.md.j2",
        urls.paper(paper.id),
        meta,
        paper=paper,
        date=date,
        authors=authors,
        links=urls.links(paper),
        tags=tags,
        before=Neighbour(before.title, urls.paper(before.id)) if before else None,
        after=Neighbour(after.title, urls.paper(after.id)) if after else None,
    )


def issue_pages(
    issue: Issue, tags: Mapping[str, Tag], size: int, later: Issue | None, earlier: Issue | None
) -> Iterator[Artefact]:
    """The page of an issue, several when it is long."""
    yield from _listing(
        urls.issue(issue.date),
        title=issue.title or day(issue.date),
        kicker="Issue of " + day(issue.date) if issue.title else "Issue",
        lead=_count(len(issue.papers), "paper"),
        note=issue.note,
        date=issue.date.isoformat(),
        sections=[Section(issue.papers)],
        tags=tags,
        size=size,
        before=Neighbour(day(later.date), urls.issue(later.date)) if later else None,
        after=Neighbour(day(earlier.date), urls.issue(earlier.date)) if earlier else None,
    )


def month_pages(month: Month, tags: Mapping[str, Tag], size: int) -> Iterator[Artefact]:
    """The page of a month: its issues, newest first, each under its own heading."""
    papers = sum(len(issue.papers) for issue in month.issues)
    yield from _listing(
        urls.month(month.year, month.month),
        title=day(dt.date(month.year, month.month, 1)).partition(" ")[2],
        kicker="Month",
        lead=f"{_count(papers, 'paper')} in {_count(len(month.issues), 'issue')}",
        date=month.issues[0].date.isoformat(),
        sections=[
            Section(issue.papers, issue.title or "Issue of " + day(issue.date), urls.issue(issue.date))
            for issue in month.issues
        ],
        tags=tags,
        size=size,
    )


def issues_page(months: Sequence[Month], date: str) -> Artefact:
    """The index of all issues by month."""
    meta = {"title": "Issues", "description": "Every issue of the digest, by month.", "date": date}
    return page("issues.md.j2", urls.ISSUES, meta, months=months)


def tag_pages(
    tagged: TaggedPapers, tags: Mapping[str, Tag], size: int, dates: Mapping[str, dt.date]
) -> Iterator[Artefact]:
    """The page of a tag: its papers, newest first."""
    yield from _listing(
        urls.tag(tagged.tag.slug),
        title=tagged.tag.name,
        kicker="Tag",
        lead=f"{tagged.tag.description} {_count(len(tagged.papers), 'paper')}.",
        date=_newest(tagged.papers, dates),
        sections=[Section(tagged.papers)],
        tags=tags,
        size=size,
    )


def tags_page(tags: Mapping[str, TaggedPapers], date: str) -> Artefact:
    """The index of the taxonomy: tags without parent, each with those below it."""
    tops = [tagged for tagged in tags.values() if not tagged.tag.parent]
    below = {top.tag.slug: [t for t in tags.values() if t.tag.parent == top.tag.slug] for top in tops}
    meta = {"title": "Tags", "description": "The topics of the digest.", "date": date}
    return page("tags.md.j2", urls.TAGS, meta, tops=tops, below=below)


def author_pages(
    author: Author, tags: Mapping[str, Tag], size: int, dates: Mapping[str, dt.date]
) -> Iterator[Artefact]:
    """The page of an author with several papers."""
    yield from _listing(
        urls.author(author.slug),
        title=author.name,
        kicker="Author",
        lead=_count(len(author.papers), "paper"),
        date=_newest(author.papers, dates),
        sections=[Section(author.papers)],
        tags=tags,
        size=size,
    )


def authors_pages(authors: Sequence[Author], date: str) -> Iterator[Artefact]:
    """The index of authors: those with a page first, then everybody by surname, paginated."""
    frequent = sorted((a for a in authors if a.has_page), key=lambda a: (-len(a.papers), _by_surname(a)))
    pages = list(_batches(sorted(authors, key=_by_surname), AUTHORS_ON_A_PAGE)) or [()]
    for number, batch in enumerate(pages, 1):
        letters = [
            (letter, tuple(group))
            for letter, group in itertools.groupby(batch, key=lambda author: _by_surname(author)[0][:1])
        ]
        pager = Pager(urls.AUTHORS, number, len(pages))
        meta = {"title": _numbered("Authors", pager), "description": "Everybody in the digest.", "date": date}
        yield page(
            "authors.md.j2",
            urls.numbered(urls.AUTHORS, number),
            meta,
            frequent=frequent if number == 1 else (),
            letters=letters,
            total=len(authors),
            pager=pager,
        )


def _listing(
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
    before: Neighbour | None = None,
    after: Neighbour | None = None,
) -> Iterator[Artefact]:
    """A list of cards, on as many pages as it takes."""
    pages = list(_paginate(sections, size)) or [[]]
    for number, part in enumerate(pages, 1):
        pager = Pager(target, number, len(pages))
        meta = {"title": _numbered(title, pager), "description": f"{title}: {lead}", "date": date}
        yield page(
            "listing.md.j2",
            urls.numbered(target, number),
            meta,
            title=title,
            kicker=kicker,
            lead=lead,
            note=note if number == 1 else "",
            sections=part,
            tags=tags,
            pager=pager,
            before=before,
            after=after,
        )


def _paginate(sections: Iterable[Section], size: int) -> Iterator[list[Section]]:
    """The sections cut into pages of `size` papers; a section that goes on keeps its heading."""
    flat = [(section, paper) for section in sections for paper in section.papers]
    for batch in _batches(flat, size):
        yield [
            Section(tuple(paper for _, paper in group), section.heading, section.target)
            for section, group in itertools.groupby(batch, key=lambda entry: entry[0])
        ]


def _batches(values: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    return (values[start : start + size] for start in range(0, len(values), size))


def _neighbours(values: Sequence[_T]) -> Iterator[tuple[_T | None, _T, _T | None]]:
    return zip([None, *values], values, [*values[1:], None], strict=False)


def _author(name: str, authors: Mapping[str, Author]) -> Author:
    """The author's page under the name as this paper writes it."""
    known = authors.get(urls.author_slug(name))
    return Author(known.slug, name, known.papers) if known else Author("", name, ())


def _by_surname(author: Author) -> tuple[str, str]:
    slug = urls.author_slug(author.name.split()[-1]) or author.slug
    return slug, author.slug


def _newest(papers: Sequence[Paper], dates: Mapping[str, dt.date]) -> str:
    return dates[papers[0].id].isoformat() if papers else ""


def _numbered(title: str, pager: Pager) -> str:
    return f"{title}, page {pager.number}" if pager.number > 1 else title


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
