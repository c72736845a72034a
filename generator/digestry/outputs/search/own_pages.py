"""The curator's own pages as the search takes them: what each is called, and its text."""

import re
from dataclasses import dataclass

from digestry import urls
from digestry.content import nodes
from digestry.paper import prose
from digestry.paper.model import Document
from digestry.paper.text import clean

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)


@dataclass(frozen=True)
class OwnPage:
    """A page: `summary` is its description, `text` what it says; all is plain text."""

    target: str
    title: str
    summary: str
    text: str


def own_page(document: Document, directory_urls: bool) -> OwnPage | None:
    """A page out of its Markdown; nothing where it asks not to be found (`search: {exclude: true}`).

    Its title is, as MkDocs has it, the one in its front matter, its first heading, or its file's name.
    """
    front = _FRONT_MATTER.match(document.text)
    meta = nodes.parse(front[1], document.file)[0].root if front else None
    body = document.text[front.end() :] if front else document.text
    if _said(meta, "search", "exclude").lower() in {"true", "yes"}:
        return None
    title, heading = _said(meta, "title"), _HEADING.search(body)
    name = (
        document.path.rpartition("/")[2].removesuffix(".md").replace("-", " ").replace("_", " ").capitalize()
    )
    return OwnPage(
        target=urls.target(document.path, directory_urls),
        title=title or (_plain(heading[1]) if heading else name),
        summary=_said(meta, "description"),
        text=_plain(body if title or not heading else body[: heading.start()] + body[heading.end() :]),
    )


def _said(meta: nodes.Node | None, *path: str) -> str:
    """A text in the front matter; nothing where it is not there."""
    for name in path:
        meta = meta.items.get(name) if isinstance(meta, nodes.Mapping) else None
    return " ".join(clean(meta.text).split()) if isinstance(meta, nodes.Scalar) and not meta.is_null else ""


def _plain(markdown: str) -> str:
    return clean(prose.plain(prose.html(markdown)))
