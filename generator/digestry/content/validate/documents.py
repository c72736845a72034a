"""The curator's own pages: each stands where no other does."""

from collections.abc import Iterable

from digestry import urls
from digestry.errors import Problem
from digestry.paper.model import Document

_RENAME = "give the file another name"
_MOVE = ", or give the digest a folder of the site: `path: digest/` among the plugin's options"


def documents(found: Iterable[Document], path: str, problems: list[Problem]) -> tuple[Document, ...]:
    """The pages that have a place of their own. The digest stands at `path`, or else at the site's root."""
    taken: dict[str, str] = {}
    good: list[Document] = []
    for document in found:
        target = urls.target(document.path)
        other = _ours(target, path) or taken.get(target)
        if other:
            fix = _RENAME if path or target in taken else _RENAME + _MOVE
            what = f"this page would stand in the place of {other}"
            problems.append(Problem(document.file, 1, what, fix))
        else:
            taken[target] = document.file
            good.append(document)
    return tuple(good)


def _ours(target: str, path: str) -> str:
    """What the generator has at a target; empty if nothing."""
    if not target.startswith(path):
        return ""
    below = target.removeprefix(path)
    if below == urls.HOME:
        return "the digest's home page" if path else "the home page"
    first = below.partition("/")[0]
    return f"what the generator puts into {path}{first}/" if first in urls.FOLDERS else ""
