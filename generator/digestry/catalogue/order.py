"""What stands before what: neighbours, surnames, and the day of the newest paper."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from digestry.catalogue.catalogue import Author, Catalogue
from digestry.paper import names, slugs
from digestry.paper.model import Paper

_T = TypeVar("_T")


def neighbours(values: Sequence[_T]) -> Iterator[tuple[_T | None, _T, _T | None]]:
    """Each value between the one before and the one after it."""
    return zip([None, *values], values, [*values[1:], None], strict=False)


def by_surname(author: Author) -> tuple[str, str]:
    """Sorts authors by the name that citations sort by: van der Maaten, a family of Han, a whole group."""
    slug = slugs.author_slug(names.name(author.name).family) or author.slug
    return slug, author.slug


def newest(papers: Sequence[Paper], catalogue: Catalogue) -> str:
    """The day of the issue of the first of some papers, in ISO 8601; nothing where there are none."""
    return catalogue.date_of[papers[0].id].isoformat() if papers else ""
