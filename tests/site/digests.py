"""Small digests of the tests' own, each with settings as people bring them from MkDocs."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
from digestry.site.build import build
from digestry.site.project import Project

PICTURE = b"\x89PNG\r\n\x1a\n and so on"
ADDRESS = "https://digest.example/some/where/"
FEED = """\
date: 2025-04-24
title: Small things
papers:
  - id: quokkas
    title: Quokkas <smile> & wave
    authors: [Ann Lee, Bo Chen]
    abstract: They are friendly.
    tags: [theory]
  - {id: others, title: On other animals, authors: [Ann Lee], tags: [theory]}
"""


@dataclass(frozen=True)
class Site:
    """A built site: its folder, and what the build said on stderr."""

    folder: Path
    said: str

    def text(self, file: str) -> str:
        return (self.folder / file).read_text("utf-8")

    def page(self, file: str = "index.html") -> Element:
        parsed: Element = html5lib.parse(self.text(file), namespaceHTMLElements=False)
        return parsed

    def links(self, file: str = "index.html", within: str = "body") -> dict[str, str]:
        """The links in an element of a page: address by words."""
        found = self.page(file).find(f".//{within}")
        assert found is not None
        return {words(link): link.get("href", "") for link in found.iter("a")}


def words(element: Element) -> str:
    """The text of an element, white space as a browser shows it."""
    comments = {text for part in element.iter() if not isinstance(part.tag, str) for text in part.itertext()}
    return " ".join("".join(text for text in element.itertext() if text not in comments).split())


def write(folder: Path, settings: str, files: Mapping[str, str | bytes] | None = None) -> Path:
    """A digest of two papers with these settings and files; gives its `mkdocs.yml`."""
    given = {
        "mkdocs.yml": f"site_name: Small Digest\nsite_url: {ADDRESS}\n{textwrap.dedent(settings)}",
        "content/feed/a.yml": FEED,
        "content/tags.yml": "theory: {name: Theory, description: Proofs.}\n",
        **(files or {}),
    }
    for name, content in given.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    if "docs_dir:" not in settings:
        (folder / "docs").mkdir(exist_ok=True)
    return folder / "mkdocs.yml"


def built(file: Path, strict: bool = True) -> Path:
    """Builds as `digest build --strict` does; gives the site's folder."""
    return build(Project.open(str(file), strict=strict))
