"""One function a kind of page. Each takes just the values that the page shows."""

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from digestry import urls
from digestry.catalogue.catalogue import Author, Catalogue, FoundPapers, Month, TaggedPapers
from digestry.catalogue.references import Reference
from digestry.files import Artefact
from digestry.outputs.pages.head import head
from digestry.outputs.pages.lists import (
    WHOLE_ISSUES,
    Neighbour,
    Pager,
    Section,
    announced,
    batches,
    listing,
    numbered,
)
from digestry.outputs.pages.templates import page
from digestry.paper import slugs
from digestry.paper.dates import day
from digestry.paper.model import Issue, Paper, Tag
from digestry.paper.text import beginning
from digestry.paper.wording import counted
from digestry.settings import Settings

_T = TypeVar("_T")

DESCRIPTION = 200  # characters, for the head of a page
AUTHORS_ON_A_PAGE = 600


@dataclass(frozen=True)
class FeedRow:
    """A list that has feeds: its name, its page, and how many papers it has."""

    name: str
    target: str
    count: int


def render(
    catalogue: Catalogue,
    cited: Mapping[str, Reference],
    bibtex: Mapping[str, str],
    settings: Settings,
) -> Iterator[Artefact]:
    """All pages of the digest, each a Markdown file below `build/docs`.

    `cited` and `bibtex`, the entry that the paper's page offers, have each paper by its id.
    """
    size = settings.options.page_size
    tags = {slug: tagged.tag for slug, tagged in catalogue.tags.items()}
    newest = catalogue.issues[0].date.isoformat() if catalogue.issues else ""
    used = tuple(tagged for tagged in catalogue.tags.values() if tagged.papers)

    yield home(catalogue.issues[:1], tags, used, catalogue.months, settings, len(catalogue.papers))
    for before, paper, after in _neighbours(catalogue.papers):
        authors = tuple(_author(name, catalogue.authors) for name in paper.authors)
        date = catalogue.date_of[paper.id]
        yield paper_page(
            paper, date, authors, tags, cited[paper.id], bibtex[paper.id], before, after, settings.site_url
        )
    for later, issue, earlier in _neighbours(catalogue.issues):
        yield from issue_pages(issue, tags, size, later, earlier)
    for month in catalogue.months:
        yield from month_pages(month, tags, size)
    yield issues_page(catalogue.months, newest)
    for tagged in catalogue.tags.values():
        yield from tag_pages(tagged, tags, size, catalogue.date_of)
    yield tags_page(catalogue.tags, newest, bool(catalogue.queries))
    for found in catalogue.queries.values():
        yield from query_pages(found, tags, size, catalogue.date_of)
    if catalogue.queries:
        yield queries_page(tuple(catalogue.queries.values()), newest)
    followed = catalogue.followed(settings.options.author_feeds)
    for author in catalogue.authors.values():
        if author.has_page:
            yield from author_pages(author, tags, size, catalogue.date_of, author.slug in followed)
    yield from authors_pages(tuple(catalogue.authors.values()), newest)
    yield page("search.md.j2", urls.SEARCH, {"title": "Search", "template": "search.html"})
    authors = tuple(author for author in catalogue.authors.values() if author.slug in followed)
    yield subscribe_page(used, tuple(catalogue.queries.values()), authors, settings)


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
    shown = latest[0].papers[: settings.options.home_papers] if latest else ()
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
    reference: Reference,
    bibtex: str,
    before: Paper | None,
    after: Paper | None,
    site_url: str,
) -> Artefact:
    """The page of one paper, which appeared in the digest on `date`."""
    own = [tags[slug] for slug in paper.tags]
    description = beginning(paper.summary or paper.abstract, DESCRIPTION)
    meta = {
        "title": paper.title,
        "description": description,
        "date": date.isoformat(),
        "head": head(reference, description, own, urls.absolute(urls.paper(paper.id), site_url)),
        "picture": urls.picture(date),
        "twin": urls.twin(paper.id),
        "scripts": "cite.js",
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
        bibtex=bibtex,
        before=Neighbour(before.title, urls.paper(before.id)) if before else None,
        after=Neighbour(after.title, urls.paper(after.id)) if after else None,
    )


def api_page(
    objects: Sequence[tuple[str, Sequence[object]]], example: str, date: str, settings: Settings
) -> Artefact:
    """The documentation of the API: the fields of each kind of object, and a paper as JSON.

    A field has a name, a type, whether it is always there, and a description.
    """
    meta = {"title": "For programs", "description": "The digest as JSON, BibTeX and Markdown.", "date": date}
    values = {"objects": objects, "example": example, "settings": settings}
    return page("api.md.j2", urls.API, meta, **values)


def issue_pages(
    issue: Issue, tags: Mapping[str, Tag], size: int, later: Issue | None, earlier: Issue | None
) -> Iterator[Artefact]:
    """The page of an issue, several when it is long."""
    yield from listing(
        urls.issue(issue.date),
        title=issue.title or day(issue.date),
        feed=urls.ISSUES,
        kicker="Issue of " + day(issue.date) if issue.title else "Issue",
        lead=counted(len(issue.papers), "paper"),
        note=issue.note,
        date=issue.date.isoformat(),
        sections=[Section(issue.papers)],
        tags=tags,
        size=size,
        before=Neighbour(day(later.date), urls.issue(later.date)) if later else None,
        after=Neighbour(day(earlier.date), urls.issue(earlier.date)) if earlier else None,
        citations=("bib", "ris", "csl.json"),
        picture=urls.picture(issue.date),
    )


def month_pages(month: Month, tags: Mapping[str, Tag], size: int) -> Iterator[Artefact]:
    """The page of a month: its issues, newest first, each under its own heading."""
    papers = sum(len(issue.papers) for issue in month.issues)
    yield from listing(
        urls.month(month.year, month.month),
        title=day(dt.date(month.year, month.month, 1)).partition(" ")[2],
        feed=urls.ISSUES,
        kicker="Month",
        lead=f"{counted(papers, 'paper')} in {counted(len(month.issues), 'issue')}",
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
    meta |= announced(urls.ISSUES, WHOLE_ISSUES)
    return page("issues.md.j2", urls.ISSUES, meta, months=months)


def tag_pages(
    tagged: TaggedPapers, tags: Mapping[str, Tag], size: int, dates: Mapping[str, dt.date]
) -> Iterator[Artefact]:
    """The page of a tag: its papers, newest first."""
    yield from listing(
        urls.tag(tagged.tag.slug),
        title=tagged.tag.name,
        feed=urls.tag(tagged.tag.slug),
        kicker="Tag",
        lead=f"{tagged.tag.description} {counted(len(tagged.papers), 'paper')}.",
        date=_newest(tagged.papers, dates),
        sections=[Section(tagged.papers)],
        tags=tags,
        size=size,
        citations=("bib", "ris", "csl.json"),
    )


def query_pages(
    found: FoundPapers, tags: Mapping[str, Tag], size: int, dates: Mapping[str, dt.date]
) -> Iterator[Artefact]:
    """The page of a saved query: the papers that it asks for, newest first."""
    saved = found.saved
    yield from listing(
        urls.query(saved.slug),
        title=saved.name,
        feed=urls.query(saved.slug),
        kicker="Saved search",
        lead=f"{saved.description} {counted(len(found.papers), 'paper')}.",
        date=_newest(found.papers, dates),
        sections=[Section(found.papers)],
        tags=tags,
        size=size,
        query=saved.query,
        citations=("bib", "ris", "csl.json"),
    )


def queries_page(queries: Sequence[FoundPapers], date: str) -> Artefact:
    """The index of saved queries, in the curator's order."""
    meta = {"title": "Saved searches", "description": "Searches that are kept up to date.", "date": date}
    return page("queries.md.j2", urls.QUERIES, meta, queries=queries)


def subscribe_page(
    tags: Sequence[TaggedPapers],
    queries: Sequence[FoundPapers],
    authors: Sequence[Author],
    settings: Settings,
) -> Artefact:
    """What feeds there are, and how to use one."""
    meta = {
        "title": "Subscribe",
        "description": "Feeds of new papers: all of them, or one topic.",
        "scripts": "copy.js",
    }
    return page(
        "subscribe.md.j2",
        urls.SUBSCRIBE,
        meta,
        settings=settings,
        tags=[FeedRow(t.tag.name, urls.tag(t.tag.slug), len(t.papers)) for t in tags],
        queries=[FeedRow(q.saved.name, urls.query(q.saved.slug), len(q.papers)) for q in queries],
        authors=[
            FeedRow(a.name, urls.author(a.slug), len(a.papers)) for a in sorted(authors, key=_by_surname)
        ],
    )


def tags_page(tags: Mapping[str, TaggedPapers], date: str, queries: bool) -> Artefact:
    """The index of the taxonomy: tags without parent, each with those below it."""
    tops = [tagged for tagged in tags.values() if not tagged.tag.parent]
    below = {top.tag.slug: [t for t in tags.values() if t.tag.parent == top.tag.slug] for top in tops}
    meta = {"title": "Tags", "description": "The topics of the digest.", "date": date}
    return page("tags.md.j2", urls.TAGS, meta, tops=tops, below=below, queries=queries)


def author_pages(
    author: Author, tags: Mapping[str, Tag], size: int, dates: Mapping[str, dt.date], followed: bool
) -> Iterator[Artefact]:
    """The page of an author with several papers; `followed` says whether the author has feeds."""
    yield from listing(
        urls.author(author.slug),
        title=author.name,
        feed=urls.author(author.slug) if followed else "",
        kicker="Author",
        lead=counted(len(author.papers), "paper"),
        date=_newest(author.papers, dates),
        sections=[Section(author.papers)],
        tags=tags,
        size=size,
        citations=("bib",),
        issues=sorted({dates[paper.id].isoformat() for paper in author.papers}),
    )


def authors_pages(authors: Sequence[Author], date: str) -> Iterator[Artefact]:
    """The index of authors: those with a page first, then everybody by surname, paginated."""
    frequent = sorted((a for a in authors if a.has_page), key=lambda a: (-len(a.papers), _by_surname(a)))
    pages = list(batches(sorted(authors, key=_by_surname), AUTHORS_ON_A_PAGE)) or [()]
    for number, batch in enumerate(pages, 1):
        letters = [
            (letter, tuple(group))
            for letter, group in itertools.groupby(batch, key=lambda author: _by_surname(author)[0][:1])
        ]
        pager = Pager(urls.AUTHORS, number, len(pages))
        meta = {"title": numbered("Authors", pager), "description": "Everybody in the digest.", "date": date}
        yield page(
            "authors.md.j2",
            urls.numbered(urls.AUTHORS, number),
            meta,
            frequent=frequent if number == 1 else (),
            letters=letters,
            total=len(authors),
            pager=pager,
        )


def _neighbours(values: Sequence[_T]) -> Iterator[tuple[_T | None, _T, _T | None]]:
    return zip([None, *values], values, [*values[1:], None], strict=False)


def _author(name: str, authors: Mapping[str, Author]) -> Author:
    """The author's page under the name as this paper writes it."""
    known = authors.get(slugs.author_slug(name))
    return Author(known.slug, name, known.papers) if known else Author("", name, ())


def _by_surname(author: Author) -> tuple[str, str]:
    slug = slugs.author_slug(author.name.split()[-1]) or author.slug
    return slug, author.slug


def _newest(papers: Sequence[Paper], dates: Mapping[str, dt.date]) -> str:
    return dates[papers[0].id].isoformat() if papers else ""
