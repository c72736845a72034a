"""One function a kind of page. Each takes just the values that the page shows."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from digestry import urls
from digestry.catalogue.catalogue import Author, Catalogue, FoundPapers, Month, TaggedPapers
from digestry.catalogue.counts import months, pairs
from digestry.catalogue.lists import List, Neighbour
from digestry.catalogue.lists.issues import WHOLE_ISSUES
from digestry.catalogue.lists.kinds import kinds
from digestry.catalogue.lists.top import tops
from digestry.catalogue.order import by_surname, neighbours
from digestry.catalogue.references import Reference
from digestry.catalogue.related import Related, related
from digestry.content.figures import Figure
from digestry.files import Artefact
from digestry.outputs.pages.author_index import AuthorIndex, author_index
from digestry.outputs.pages.head import head
from digestry.outputs.pages.listing import announced, listing
from digestry.outputs.pages.templates import page
from digestry.outputs.pages.trends import trends_page
from digestry.paper import names, slugs
from digestry.paper.model import Fact, Issue, Paper, Tag
from digestry.paper.text import beginning
from digestry.settings import Settings
from digestry.words import Words

RECENT_ISSUES = 26  # that home counts new papers of: half a year of weeks
DESCRIPTION = 200  # characters, for the head of a page
TAGS_AT_HOME = 30
TAGS_WITH_WORDS = 60  # an index of more has their names alone
PAIRS = 15  # of tags that occur together
SMALLEST_PREVIEW = 600  # pixels, which services show large
AUTHORS_OF_A_PAPER = 15  # more are shown when somebody asks


def render(
    catalogue: Catalogue,
    cited: Mapping[str, Reference],
    bibtex: Mapping[str, str],
    texts: Mapping[str, Sequence[tuple[str, bool]]],
    citations: Mapping[str, Sequence[tuple[str, str]]],
    settings: Settings,
) -> Iterator[Artefact]:
    """All pages of the digest, each a Markdown file below `build/docs`.

    `cited` has each paper by its id, and so have what its page offers to cite it with: `bibtex`, and `texts`,
    whose pieces say whether they are in italics. `citations` has the names and suffixes of the formats that
    lists are published in, by `List.citations`.
    """
    words = settings.words
    tags = {slug: tagged.tag for slug, tagged in catalogue.tags.items()}
    newest = catalogue.issues[0].date.isoformat() if catalogue.issues else ""
    index = author_index(tuple(catalogue.authors.values()))
    used = tuple(tagged for tagged in catalogue.tags.values() if tagged.papers)

    best = tuple(Neighbour(words.say(title), target) for title, target in tops(catalogue).items())
    recent = catalogue.issues[:RECENT_ISSUES]
    yield home(recent, tags, used, catalogue.months, settings, len(catalogue.papers))
    near = related(catalogue, settings.options.related)
    for before, paper, after in neighbours(catalogue.papers):
        authors = tuple(_author(name, catalogue.authors, index) for name in names.named(paper.authors))
        date = catalogue.date_of[paper.id]
        yield paper_page(
            paper,
            date,
            authors,
            tags,
            cited[paper.id],
            bibtex[paper.id],
            texts[paper.id],
            before,
            after,
            settings,
            catalogue.became.get(paper.id),
            catalogue.figures.get(paper.image),
            near.get(paper.id, ()),
        )
    followed: dict[str, list[List]] = {}
    for kind in kinds().values():
        for found in kind.lists(catalogue, settings):
            dates = {catalogue.date_of[paper.id].isoformat() for paper in found.papers}
            issues = sorted(dates) if found.citations == "brief" else ()
            yield from listing(found, tags, settings, citations[found.citations], issues)
            if found.feed:
                followed.setdefault(words.say(kind.heading), []).append(found)
    yield issues_page(catalogue.months, best, newest, words)
    yield tags_page(catalogue.tags, newest, bool(catalogue.queries), words)
    if catalogue.queries:
        yield queries_page(tuple(catalogue.queries.values()), newest, words)
    yield from authors_pages(index, newest, words)
    yield page(
        "search.md.j2",
        urls.SEARCH,
        {"title": words.say("Search"), "template": "search.html", "styles": "search/search.css"},
        words,
        voted=bool(best),
    )
    yield subscribe_page(followed, settings)
    yield saved_page(words)
    yield trends_page(
        months(catalogue), catalogue.tags, pairs(catalogue, PAIRS), best, len(catalogue.papers), newest, words
    )


def home(
    latest: Sequence[Issue],
    tags: Mapping[str, Tag],
    used: Sequence[TaggedPapers],
    months: Sequence[Month],
    settings: Settings,
    papers: int,
) -> Artefact:
    """The home page: the latest issue, topics, months, and how to subscribe.

    `latest` has the newest issues first; of the others, it tells a script how many papers they have.
    """
    date = latest[0].date.isoformat() if latest else ""
    meta = {"title": settings.site_name, "description": settings.site_description, "date": date}
    meta["scripts"] = "abstracts.js keep/visit.js"
    shown = latest[0].papers[: settings.options.home_papers] if latest else ()
    return page(
        "home.md.j2",
        urls.HOME,
        meta,
        settings.words,
        latest=latest[0] if latest else None,
        recent=latest,
        shown=shown,
        tags=tags,
        used=sorted(sorted(used, key=lambda tagged: -len(tagged.papers))[:TAGS_AT_HOME], key=used.index),
        all_tags=len(used),
        months=months,
        settings=settings,
        papers=papers,
    )


def paper_page(
    paper: Paper,
    date: dt.date,
    authors: Sequence[Neighbour],
    tags: Mapping[str, Tag],
    reference: Reference,
    bibtex: str,
    text: Sequence[tuple[str, bool]],
    before: Paper | None,
    after: Paper | None,
    settings: Settings,
    became: Fact | None = None,
    figure: Figure | None = None,
    near: Sequence[Related] = (),
) -> Artefact:
    """The page of one paper, which appeared in the digest on `date`.

    `became` is who tells its status; `near` are papers that are related to it.
    """
    own = [tags[slug] for slug in paper.tags]
    description = beginning(paper.summary or paper.abstract, DESCRIPTION)
    meta = {
        "title": paper.title,
        "description": description,
        "date": date.isoformat(),
        "head": head(reference, description, own, urls.absolute(urls.paper(paper.id), settings.site_url)),
        "picture": urls.figure(paper) if figure and _previews(figure) else urls.picture(date),
        "picture_size": f"{figure.width} {figure.height}" if figure and _previews(figure) else "",
        "twin": urls.twin(paper.id),
        "scripts": "cite.js",
    }
    return page(
        "paper.md.j2",
        urls.paper(paper.id),
        meta,
        settings.words,
        paper=paper,
        date=date,
        authors=authors,
        shown=len(authors) if len(authors) <= AUTHORS_OF_A_PAPER else AUTHORS_OF_A_PAPER - 5,
        others=names.OTHERS in paper.authors,
        links=urls.links(paper),
        address=urls.absolute(urls.paper(paper.id), settings.site_url),
        entry=urls.entry(settings, paper.place),
        tags=tags,
        bibtex=bibtex,
        text=text,
        figure=figure,
        became=became if became and became.value == paper.status else None,
        near=near,
        before=Neighbour(before.title, urls.paper(before.id)) if before else None,
        after=Neighbour(after.title, urls.paper(after.id)) if after else None,
    )


def api_page(
    objects: Sequence[tuple[str, Sequence[object]]], example: str, date: str, settings: Settings
) -> Artefact:
    """The documentation of the API: the fields of each kind of object, and a paper as JSON.

    A field has a name, a type, whether it is always there, and a description.
    """
    words = settings.words
    meta = {
        "title": words.say("For programs"),
        "description": words.say("The digest as JSON, BibTeX and Markdown."),
        "date": date,
        "styles": "api.css",
    }
    values = {"objects": objects, "example": example, "settings": settings}
    return page("api.md.j2", urls.API, meta, words, **values)


def issues_page(months: Sequence[Month], best: Sequence[Neighbour], date: str, words: Words) -> Artefact:
    """The index of all issues by month, with the lists of those with the most votes."""
    meta = {
        "title": words.say("Issues"),
        "description": words.say("Every issue of the digest, by month."),
        "date": date,
    }
    meta |= announced(WHOLE_ISSUES, words) | {"scripts": "keep/visit.js"}
    return page("issues.md.j2", urls.ISSUES, meta, words, months=months, best=best)


def queries_page(queries: Sequence[FoundPapers], date: str, words: Words) -> Artefact:
    """The index of saved queries, in the curator's order."""
    meta = {
        "title": words.say("Saved searches"),
        "description": words.say("Searches that are kept up to date."),
        "date": date,
    }
    return page("queries.md.j2", urls.QUERIES, meta, words, queries=queries)


def subscribe_page(followed: Mapping[str, Sequence[List]], settings: Settings) -> Artefact:
    """What feeds there are, by the heading of their kind, and how to use one."""
    meta = {
        "title": settings.words.say("Subscribe"),
        "description": settings.words.say("Feeds of new papers: all of them, or one topic."),
        "scripts": "copy.js filter.js",
        "styles": "subscribe.css",
    }
    return page("subscribe.md.j2", urls.SUBSCRIBE, meta, settings.words, settings=settings, followed=followed)


def saved_page(words: Words) -> Artefact:
    """What a reader keeps in the browser, for a script to show: the page is the same for all."""
    meta = {
        "title": words.say("Saved"),
        "description": words.say("The papers that you keep, with notes of your own."),
        "template": "saved.html",
        "scripts": "keep/saved.js",
        "styles": "saved.css",
    }
    return page("saved.md.j2", urls.SAVED, meta, words)


def tags_page(tags: Mapping[str, TaggedPapers], date: str, queries: bool, words: Words) -> Artefact:
    """The index of the taxonomy: tags with those below each; many tags by their names alone."""
    tops = [tagged for tagged in tags.values() if not tagged.tag.parent]
    below = {top.tag.slug: [t for t in tags.values() if t.tag.parent == top.tag.slug] for top in tops}
    meta = {
        "title": words.say("Tags"),
        "description": words.say("The topics of the digest."),
        "date": date,
        "scripts": "filter.js",
    }
    values = {"tops": tops, "below": below, "every": tuple(tags.values()), "queries": queries}
    return page("tags.md.j2", urls.TAGS, meta, words, is_long=len(tags) > TAGS_WITH_WORDS, **values)


def authors_pages(index: AuthorIndex, date: str, words: Words) -> Iterator[Artefact]:
    """The index of authors: those with several papers first, then everybody, or the way to them."""
    everybody = [author for letter in index.letters.values() for author in letter]
    frequent = sorted((a for a in everybody if a.has_page), key=lambda a: (-len(a.papers), by_surname(a)))
    meta = {
        "description": words.say("Everybody in the digest."),
        "date": date,
        "scripts": "filter.js",
    }
    shown = {urls.AUTHORS: index.letters if index.is_whole else {}} | dict(index.pages())
    for target, letters in shown.items():
        title = words.say("Authors")
        if target != urls.AUTHORS:
            title = words.say("Authors: %(letters)s", letters=", ".join(letters).upper())
        yield page(
            "authors.md.j2",
            target,
            {"title": title, **meta},
            words,
            title=title,
            frequent=frequent if target == urls.AUTHORS else (),
            letters=letters,
            index=index,
        )


def _previews(figure: Figure) -> bool:
    """Whether a link may be shown with it: in a format that all services know, neither small nor a strip."""
    shape = figure.width / max(1, figure.height)
    return figure.format in {"png", "jpg"} and figure.width >= SMALLEST_PREVIEW and 1 <= shape <= 3


def _author(name: str, authors: Mapping[str, Author], index: AuthorIndex) -> Neighbour:
    """The name as this paper writes it, and where a link on it leads."""
    known = authors.get(slugs.author_slug(name))
    if not known:  # signs that are no name
        return Neighbour(name, urls.AUTHORS)
    return Neighbour(name, urls.author(known.slug) if known.has_page else index.place(known))
