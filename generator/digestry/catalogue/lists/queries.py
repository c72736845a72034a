"""The papers that each saved query asks for."""

from collections.abc import Iterator

from digestry import urls
from digestry.catalogue.catalogue import Catalogue
from digestry.catalogue.lists import List, ListKind, Section
from digestry.catalogue.order import newest
from digestry.paper.wording import counted
from digestry.settings import Options


def queries(catalogue: Catalogue, options: Options) -> Iterator[List]:  # noqa: ARG001
    """Each saved query, in the curator's order."""
    for found in catalogue.queries.values():
        saved, target = found.saved, urls.query(found.saved.slug)
        yield List(
            target=target,
            title=saved.name,
            description=saved.description,
            lead=f"{saved.description} {counted(len(found.papers), 'paper')}.",
            kicker="Saved search",
            date=newest(found.papers, catalogue),
            sections=[Section(found.papers)],
            feed=True,
            citations="all",
            query=saved.query,
        )


QUERIES = ListKind("Saved searches", queries)
