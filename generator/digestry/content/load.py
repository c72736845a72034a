"""Reading the content: the only stage that touches the curator's files."""

import codecs
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from digestry.content.figures import Figure, look
from digestry.content.nodes import Source, parse
from digestry.errors import Problem
from digestry.paper.model import Document
from digestry.paper.values import PICTURES

# What git leaves in a file that two people have changed: https://git-scm.com/docs/git-merge#_how_conflicts_are_presented
_CONFLICT = re.compile(r"^<<<<<<< .*$", re.MULTILINE)
_OTHER_MARKS = (re.compile(r"^=======$", re.MULTILINE), re.compile(r"^>>>>>>> ", re.MULTILINE))
_NO_TEXT = re.compile("[\udc80-\udcff]")  # how Python shows bytes of a name that are not UTF-8
FEED_SUFFIXES = (".yml", ".yaml")
PICTURE_SUFFIXES = tuple(f".{case}" for each in PICTURES for case in (each, each.upper()))
LARGEST_FILE = 64 * 2**20  # bytes; ten thousand papers with abstracts take about 20 MiB


@dataclass(frozen=True)
class RawContent:
    """All of the content folder, as written.

    folder: its name, for messages.
    figures: the pictures in it, by their paths below it, or why one cannot be used, if anything names it.
    """

    folder: str
    feed: tuple[Source, ...] = ()
    tags: Source | None = None
    facts: Source | None = None
    sources: Source | None = None
    fetched: Source | None = None
    queries: Source | None = None
    pages: tuple[Document, ...] = ()
    figures: Mapping[str, Figure | Problem] = field(default_factory=dict)


def load(folder: Path, name: str, pages: Mapping[str, Path], home: Path) -> tuple[RawContent, list[Problem]]:
    """Everything in the content folder, the curator's own pages, and whatever cannot be read of it.

    `name` is how messages call the folder; `pages` has the folders of pages by their names; `home` is where
    `mkdocs.yml` is. Files come in the order of their names. Files that cannot be read, and links that lead
    elsewhere, are left out of the content and named in the problems.
    """
    problems: list[Problem] = []
    places = Places(folder, pages.values(), home)

    def text(path: Path, shown: str) -> str | None:
        found = _fault(path, shown, places) or _read(path, shown)
        if isinstance(found, Problem):
            problems.append(found)
            return None
        return found

    def source(path: Path) -> Source | None:
        shown = f"{name}/{path.relative_to(folder).as_posix()}"
        content = text(path, shown)
        if content is None:
            return None
        parsed, wrong = parse(content, shown)
        problems.extend(wrong)
        return None if wrong else parsed

    def optional(path: Path) -> Source | None:
        return source(path) if os.path.lexists(path) else None

    problems.extend(_no_folder(folder / "feed", f"{name}/feed", places))
    feed = filter(None, map(source, _files(folder / "feed", *FEED_SUFFIXES)))
    documents = []
    for called, place in pages.items():
        for path in _files(place):
            below = path.relative_to(place).as_posix()
            shown = f"{called}/{below}"
            if path.suffix != ".md":  # a picture, say, which is published as it is
                problems.extend(filter(None, [_fault(path, shown, places)]))
            elif (found := text(path, shown)) is not None:
                documents.append(Document(below, found, shown))
    figures = dict(_figures(folder, name, places))
    tags, facts, sources, fetched, queries = (
        optional(folder / f"{each}.yml") for each in ("tags", "facts", "sources", "fetched", "queries")
    )
    loaded = RawContent(name, tuple(feed), tags, facts, sources, fetched, queries, tuple(documents), figures)
    return loaded, list(dict.fromkeys(problems))


class Places:
    """Where content may stand: a link that leads elsewhere would publish what nobody meant to publish.

    A pull request may hold links, and what is behind them is on the machine that builds. Those of content
    stay in there; those of pages beside it may lead to all that `home` shows. Where `mkdocs.yml` itself
    names a folder elsewhere, that is where content stands.
    """

    def __init__(self, content: Path, pages: Iterable[Path], home: Path) -> None:
        self._content, self._home = content, home.resolve()
        named = [
            place for place in (content, *pages) if self._is_shown(place.resolve()) or not _is_in(place, home)
        ]
        self._roots = tuple(place.resolve() for place in named)

    def leads_out(self, path: Path, target: Path) -> bool:
        """Whether the file at `path`, which is really at `target`, is none of the content."""
        if any(target.is_relative_to(root) for root in self._roots):
            return False
        return _is_in(path, self._content) or not self._is_shown(target)

    def _is_shown(self, target: Path) -> bool:
        """Whether something stands in the digest's folder, and in no hidden one, such as `.git`."""
        if not target.is_relative_to(self._home):
            return False
        return not any(part.startswith(".") for part in target.relative_to(self._home).parts)


def _is_in(path: Path, folder: Path) -> bool:
    """Whether a path leads into a folder as it is written, links or not."""
    return Path(os.path.normpath(path.absolute())).is_relative_to(os.path.normpath(folder.absolute()))


def _fault(path: Path, shown: str, places: Places) -> Problem | None:
    """What is wrong with a file before it is opened: it leads out, or is none."""
    if _NO_TEXT.search(shown):
        return Problem(shown, 1, "the name is not UTF-8", "rename it, with letters that all systems know")
    try:
        target = path.resolve(strict=True)
        mode = target.stat().st_mode
    except (OSError, RuntimeError):  # RuntimeError: links in a circle
        return Problem(shown, 1, "this link leads nowhere", "mend or delete it")
    if places.leads_out(path, target):
        what = "this link leads out of your content, and would publish what is there"
        return Problem(shown, 1, what, "put a copy here in its place")
    if stat.S_ISDIR(mode):
        return Problem(
            shown, 1, "this is a folder, or a link to one, which is not followed", "move its files up"
        )
    if not stat.S_ISREG(mode):
        return Problem(shown, 1, "this is no file but a pipe, a device or a socket", "delete it")
    return None


def _no_folder(place: Path, shown: str, places: Places) -> Iterator[Problem]:
    """A folder that may be missing is something else, or a link that leads nowhere, or out."""
    if os.path.lexists(place) and not place.is_dir():
        yield Problem(shown, 1, "this is not a folder", "make it one, with a YAML file for each issue")
    elif place.is_symlink() and places.leads_out(place, place.resolve()):
        yield Problem(
            shown, 1, "this link leads out of your content", "make it a folder, with the files in it"
        )


def _files(folder: Path, *suffixes: str) -> Iterator[Path]:
    """The files of a folder and those below, of all kinds or of some; links to folders are among them.

    What programs hide there is not the curator's. Broken links are.
    """
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(parent, name).is_symlink()]
        wanted = [name for name in names if not suffixes or name.endswith(suffixes)]
        found += [Path(parent, name) for name in [*links, *wanted] if not name.startswith(".")]
    return iter(sorted(found))


def _figures(folder: Path, name: str, places: Places) -> Iterator[tuple[str, Figure | Problem]]:
    """The pictures of a folder, by their paths below it, or why one of them cannot be used."""
    for path in _files(folder, *PICTURE_SUFFIXES):
        if not path.name.endswith(PICTURE_SUFFIXES):  # a link to a folder, which is not followed
            continue
        below = path.relative_to(folder).as_posix()
        shown = f"{name}/{below}"
        try:
            yield below, _fault(path, shown, places) or look(path)
        except OSError as error:
            what = f"the file cannot be read ({error.strerror})"
            yield below, Problem(shown, 1, what, "check its permissions")


def _read(path: Path, shown: str) -> str | Problem:
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
    conflict = _CONFLICT.search(text)
    if conflict and all(mark.search(text, conflict.end()) for mark in _OTHER_MARKS):
        line = text.count("\n", 0, conflict.start()) + 1
        what, fix = "an unresolved merge (`<<<<<<<`)", "keep one side, and delete the markers"
        return Problem(shown, line, what, fix)
    return text
