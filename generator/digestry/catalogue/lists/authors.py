"""The papers of each author who has several."""

from collections.abc import Iterator

from digestry import urls
from digestry.catalogue.catalogue import Catalogue
from digestry.catalogue.lists import List, ListKind, Section
from digestry.catalogue.order import by_surname, newest
from digestry.paper.wording import counted
from digestry.settings import Options


def authors(catalogue: Catalogue, options: Options) -> Iterator[List]:
    """Each author with a page, by surname; the first of them have feeds."""
    followed = catalogue.followed(options.author_feeds)
    for author in sorted(catalogue.authors.values(), key=by_surname):
        if not author.has_page:
            continue
        target = urls.author(author.slug)
        yield List(
            target=target,
            title=author.name,
            description=f"Papers by {author.name}.",
            lead=counted(len(author.papers), "paper"),
            kicker="Author",
            date=newest(author.papers, catalogue),
            sections=[Section(author.papers)],
            feed=author.slug in followed,
            citations="brief",
        )


AUTHORS = ListKind("Authors", authors)
