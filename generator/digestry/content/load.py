"""Reading the content: the only stage that touches the curator's files."""

import codecs
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from digestry.content.nodes import Source, parse
from digestry.errors import Problem
from digestry.paper.model import Document

# What git leaves in a file that two people have changed: https://git-scm.com/docs/git-merge#_how_conflicts_are_presented
_CONFLICT = re.compile(r"^<<<<<<< .*$(?=[\s\S]*^=======$)(?=[\s\S]*^>>>>>>> )", re.MULTILINE)
FEED_SUFFIXES = (".yml", ".yaml")
LARGEST_FILE = 64 * 2**20  # bytes; ten thousand papers with abstracts take about 20 MiB


@dataclass(frozen=True)
class RawContent:
    """All of the content folder, as written. `folder` is its name, for messages."""

    folder: str
    feed: tuple[Source, ...] = ()
    tags: Source | None = None
    facts: Source | None = None
    sources: Source | None = None
    fetched: Source | None = None
    queries: Source | None = None
    pages: tuple[Document, ...] = ()


def load(folder: Path, name: str, pages: Mapping[str, Path]) -> tuple[RawContent, list[Problem]]:
    """Everything in the content folder, the curator's own pages, and whatever cannot be read of it.

    `name` is how messages call the folder; `pages` has the folders of pages by their names. Files come in the
    order of their names. Files that cannot be read are left out of the content and named in the problems.
    """
    problems: list[Problem] = []

    def shown(path: Path) -> str:
        return f"{name}/{path.relative_to(folder).as_posix()}"

    def text(path: Path, shown: str) -> str | None:
        found = _read(path, shown)
        if isinstance(found, Problem):
            problems.append(found)
            return None
        return found

    def source(path: Path) -> Source | None:
        content = text(path, shown(path))
        if content is None:
            return None
        parsed, wrong = parse(content, shown(path))
        problems.extend(wrong)
        return None if wrong else parsed

    def optional(path: Path) -> Source | None:
        return source(path) if os.path.lexists(path) else None

    problems.extend(_no_folder(folder / "feed", f"{name}/feed"))
    feed = filter(None, map(source, _files(folder / "feed", *FEED_SUFFIXES)))
    documents = []
    for called, place in pages.items():
        for path in _files(place, ".md"):
            below = path.relative_to(place).as_posix()
            if (found := text(path, f"{called}/{below}")) is not None:
                documents.append(Document(below, found, f"{called}/{below}"))
    tags, facts, sources, fetched, queries = (
        optional(folder / f"{each}.yml") for each in ("tags", "facts", "sources", "fetched", "queries")
    )
    return RawContent(name, tuple(feed), tags, facts, sources, fetched, queries, tuple(documents)), problems


def _no_folder(place: Path, shown: str) -> Iterator[Problem]:
    """A folder that may be missing is something else, or a link that leads nowhere."""
    if os.path.lexists(place) and not place.is_dir():
        yield Problem(shown, 1, "this is not a folder", "make it one, with a YAML file for each issue")


def _files(folder: Path, *suffixes: str) -> Iterator[Path]:
    """The files of a folder; those that programs hide there are not the curator's, a broken link is."""
    return iter(
        sorted(
            path
            for path in folder.rglob("*")
            if path.suffix in suffixes and not path.name.startswith(".") and not path.is_dir()
        )
    )


def _read(path: Path, shown: str) -> str | Problem:
    if not path.exists():
        return Problem(shown, 1, "this link leads nowhere", "mend or delete it")
    try:
        if path.stat().st_size > LARGEST_FILE:
            limit = f"{LARGEST_FILE // 2**20} MiB"
            return Problem(shown, 1, f"the file is larger than {limit}", "split it into several files")
        data = path.read_bytes()
    except OSError as error:
        return Problem(shown, 1, f"the file cannot be read ({error.strerror})", "check its permissions")
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem(shown, line, "the file is not UTF-8 here", "save it as UTF-8 in your editor")
    if conflict := _CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        what, fix = "an unresolved merge (`<<<<<<<`)", "keep one side, and delete the markers"
        return Problem(shown, line, what, fix)
    return text
