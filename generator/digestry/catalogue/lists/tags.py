"""The papers of each tag."""

from collections.abc import Iterator

from digestry import urls
from digestry.catalogue.catalogue import Catalogue
from digestry.catalogue.lists import List, ListKind, Section
from digestry.catalogue.order import newest
from digestry.settings import Settings
from digestry.words import worded


def tags(catalogue: Catalogue, settings: Settings) -> Iterator[List]:
    """Each tag by name, those without papers too."""
    for tagged in catalogue.tags.values():
        target = urls.tag(tagged.tag.slug)
        count = settings.words.many("%(number)s paper.", "%(number)s papers.", len(tagged.papers))
        yield List(
            target=target,
            title=tagged.tag.name,
            description=tagged.tag.description,
            lead=f"{tagged.tag.description} {count}",
            kicker=settings.words.say("Tag"),
            date=newest(tagged.papers, catalogue),
            sections=[Section(tagged.papers)],
            feed=True,
            citations="all",
        )


TAGS = ListKind(worded("Tags"), tags)
