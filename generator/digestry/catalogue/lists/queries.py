"""The papers that each saved query asks for."""

from collections.abc import Iterator

from digestry import urls
from digestry.catalogue.catalogue import Catalogue
from digestry.catalogue.lists import List, ListKind, Section
from digestry.catalogue.order import newest
from digestry.settings import Settings
from digestry.words import worded


def queries(catalogue: Catalogue, settings: Settings) -> Iterator[List]:
    """Each saved query, in the curator's order."""
    for found in catalogue.queries.values():
        saved, target = found.saved, urls.query(found.saved.slug)
        count = settings.words.many("%(number)s paper.", "%(number)s papers.", len(found.papers))
        yield List(
            target=target,
            title=saved.name,
            description=saved.description,
            lead=f"{saved.description} {count}",
            kicker=settings.words.say("Saved search"),
            date=newest(found.papers, catalogue),
            sections=[Section(found.papers)],
            feed=True,
            citations="all",
            query=saved.query,
        )


QUERIES = ListKind(worded("Saved searches"), queries)
