"""The papers of each author who has several."""

from collections.abc import Iterator, Sequence

from digestry import urls
from digestry.catalogue.catalogue import Catalogue
from digestry.catalogue.lists import List, ListKind, Section
from digestry.catalogue.order import by_surname, newest
from digestry.paper.model import Paper
from digestry.settings import Settings
from digestry.words import worded


def authors(catalogue: Catalogue, settings: Settings) -> Iterator[List]:
    """Each author with a page, by surname; the first of them have feeds."""
    followed = catalogue.followed(settings.options.author_feeds)
    for author in sorted(catalogue.authors.values(), key=by_surname):
        if not author.has_page:
            continue
        target = urls.author(author.slug)
        yield List(
            target=target,
            title=author.name,
            description=settings.words.say("Papers by %(name)s.", name=author.name),
            lead=settings.words.many("%(number)s paper", "%(number)s papers", len(author.papers)),
            kicker=settings.words.say("Author"),
            date=newest(author.papers, catalogue),
            sections=_by_year(author.papers, catalogue),
            newest_first=author.papers,
            feed=author.slug in followed,
            citations="brief",
        )


def _by_year(papers: Sequence[Paper], catalogue: Catalogue) -> list[Section]:
    """The papers by the year they are of, newest first; one year needs no heading."""
    years: dict[int, list[Paper]] = {}
    for paper in papers:
        year = paper.published.year if paper.published else catalogue.date_of[paper.id].year
        years.setdefault(year, []).append(paper)
    if len(years) < 2:
        return [Section(tuple(papers))]
    return [
        Section(tuple(years[year]), str(year), anchor=f"year-{year}") for year in sorted(years, reverse=True)
    ]


AUTHORS = ListKind(worded("Authors"), authors)
