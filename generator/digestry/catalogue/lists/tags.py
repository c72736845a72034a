"""The papers of each tag."""

from collections.abc import Iterator

from digestry import urls
from digestry.catalogue.catalogue import Catalogue
from digestry.catalogue.lists import List, ListKind, Section
from digestry.catalogue.order import newest
from digestry.paper.wording import counted
from digestry.settings import Options


def tags(catalogue: Catalogue, options: Options) -> Iterator[List]:  # noqa: ARG001
    """Each tag by name, those without papers too."""
    for tagged in catalogue.tags.values():
        target = urls.tag(tagged.tag.slug)
        yield List(
            target=target,
            title=tagged.tag.name,
            description=tagged.tag.description,
            lead=f"{tagged.tag.description} {counted(len(tagged.papers), 'paper')}.",
            kicker="Tag",
            date=newest(tagged.papers, catalogue),
            sections=[Section(tagged.papers)],
            feed=True,
            citations="all",
        )


TAGS = ListKind("Tags", tags)
