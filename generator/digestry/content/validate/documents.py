"""The curator's own pages: each stands where no other does."""

from collections.abc import Iterable

from digestry import urls
from digestry.errors import Problem
from digestry.paper.model import Document


def documents(found: Iterable[Document], problems: list[Problem]) -> tuple[Document, ...]:
    """The pages that have a place of their own."""
    taken = {urls.HOME: "the home page"}
    good: list[Document] = []
    for document in found:
        target = urls.target(document.path)
        first = target.partition("/")[0]
        other = f"what the generator puts into {first}/" if first in urls.FOLDERS else taken.get(target)
        if other:
            what = f"this page would stand in the place of {other}"
            problems.append(Problem(document.file, 1, what, "give the file another name"))
        else:
            taken[target] = document.file
            good.append(document)
    return tuple(good)
