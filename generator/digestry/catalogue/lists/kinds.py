"""All kinds of lists together."""

from collections.abc import Mapping

from digestry.catalogue.lists import ListKind
from digestry.catalogue.lists.authors import AUTHORS
from digestry.catalogue.lists.issues import ISSUES, MONTHS
from digestry.catalogue.lists.queries import QUERIES
from digestry.catalogue.lists.tags import TAGS
from digestry.catalogue.lists.top import TOP
from digestry.registry import registry


@registry("digestry.lists", ListKind)
def kinds() -> Mapping[str, ListKind]:
    """Each kind by name; those with feeds in the order of /subscribe/."""
    return {
        "issues": ISSUES,
        "months": MONTHS,
        "top": TOP,
        "queries": QUERIES,
        "tags": TAGS,
        "authors": AUTHORS,
    }
