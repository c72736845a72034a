"""Reading the content: the only stage that touches the curator's files.

YAML is read as the curator sees it: every scalar is text, so `no`, `12:30` and `2401.10` arrive as
they stand, with the line they stand on. What makes YAML dangerous or ambiguous is refused: aliases
(a bomb takes 342 bytes), custom tags, duplicate keys, depth and size beyond any real feed.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.errors import Problem
from generator.model import Document

LARGEST_FILE = 64 * 2**20  # bytes; ten thousand papers with abstracts take about 20 MiB
DEEPEST = 20  # levels; a feed has four

_Loader: type = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # libyaml where it is built in: ten times faster


@dataclass(frozen=True)
class Scalar:
    """A piece of text; `plain` when it stands there without quotes or a block marker."""

    text: str
    plain: bool
    line: int

    @property
    def is_null(self) -> bool:
        """Nothing was written, or one of YAML's words for nothing."""
        return self.plain and self.text in {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True)
class Mapping:
    """Keys with their values, and the line of each key."""

    items: dict[str, "Node"]
    lines: dict[str, int]
    line: int


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True)
class Source:
    """A YAML file and what stands in it; `root` is nothing when the file is empty."""

    file: str
    root: Node | None


@dataclass(frozen=True)
class Content:
    """All of the content folder, as written. `folder` is its name, for messages."""

    folder: str
    feed: tuple[Source, ...] = ()
    tags: Source | None = None
    pages: tuple[Document, ...] = ()


def load(folder: Path, name: str) -> tuple[Content, list[Problem]]:
    """Everything in the content folder, and whatever in it cannot be read.

    `name` is how messages call the folder. Files come in the order of their names. Files that cannot be
    read are left out of the content and named in the problems.
    """
    problems: list[Problem] = []

    def shown(path: Path) -> str:
        return f"{name}/{path.relative_to(folder).as_posix()}"

    def text(path: Path) -> str | None:
        found = _read(path, shown(path))
        if isinstance(found, Problem):
            problems.append(found)
            return None
        return found

    def source(path: Path) -> Source | None:
        content = text(path)
        if content is None:
            return None
        parsed, wrong = parse(content, shown(path))
        problems.extend(wrong)
        return None if wrong else parsed

    feed = filter(None, map(source, _files(folder / "feed", ".yml", ".yaml")))
    tags = folder / "tags.yml"
    pages = [
        Document(path.relative_to(folder / "pages").as_posix(), found)
        for path in _files(folder / "pages", ".md")
        if (found := text(path)) is not None
    ]
    return Content(name, tuple(feed), source(tags) if tags.exists() else None, tuple(pages)), problems


def _files(folder: Path, *suffixes: str) -> Iterator[Path]:
    return iter(sorted(path for path in folder.rglob("*") if path.suffix in suffixes and path.is_file()))


def _read(path: Path, shown: str) -> str | Problem:
    try:
        if path.stat().st_size > LARGEST_FILE:
            limit = f"{LARGEST_FILE // 2**20} MiB"
            return Problem(shown, 1, f"the file is larger than {limit}", "split it into several files")
        data = path.read_bytes()
    except OSError as error:
        return Problem(shown, 1, f"the file cannot be read ({error.strerror})", "check its permissions")
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem(shown, line, "the file is not UTF-8 here", "save it as UTF-8 in your editor")


def parse(text: str, file: str) -> tuple[Source, list[Problem]]:
    """A YAML text as a tree of nodes with their lines, and all that is wrong with its form.

    `file` is the name for messages. A syntax error ends the reading, so there is at most one.
    """
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
            if builder.too_deep:
                break
    except yaml.YAMLError as error:
        builder.problems.append(_syntax_problem(error, text, file))
    return Source(file, builder.root), builder.problems


class _Builder:
    """Puts YAML events together to nodes, on a stack of its own so that depth cannot exhaust Python's."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.too_deep = False
        self.documents = 0
        # An open mapping or list: its line, its values so far, and the keys' lines of a mapping.
        self.open: list[tuple[int, list[Node], list[tuple[str, int]] | None]] = []

    def wrong(self, line: int, what: str, fix: str) -> None:
        self.problems.append(Problem(self.file, line, what, fix))

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            self.wrong(line, f"the tag {event.tag} is not allowed", "write the value without it")
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents == 2:
                    self.wrong(
                        line, "a second document starts here", "remove the line `---`, or split the file"
                    )
            case yaml.AliasEvent():
                self.wrong(line, f"the alias *{event.anchor} is not allowed", "write the value out")
                self.add(Scalar("", True, line))
            case yaml.ScalarEvent():
                self.add(Scalar(event.value, event.style is None or event.style == "", line))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self.too_deep = len(self.open) >= DEEPEST
                if self.too_deep:
                    self.wrong(
                        line, f"more than {DEEPEST} levels deep", "check the indentation and the brackets"
                    )
                self.open.append((line, [], [] if isinstance(event, yaml.MappingStartEvent) else None))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                start, values, keys = self.open.pop()
                self.add(
                    Sequence(tuple(values), start) if keys is None else self.mapping(start, values, keys)
                )

    def add(self, node: Node) -> None:
        if not self.open:
            self.root = self.root if self.documents > 1 else node
            return
        _, values, keys = self.open[-1]
        if keys is None or len(keys) > len(values):
            values.append(node)
        elif isinstance(node, Scalar):
            keys.append((node.text, node.line))
        else:
            self.wrong(node.line, "a list or mapping is used as a key", "put quotes around the key")
            keys.append(("", node.line))

    def mapping(self, start: int, values: list[Node], keys: list[tuple[str, int]]) -> Mapping:
        items: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for (key, line), value in zip(keys, values, strict=True):
            if key in items:
                self.wrong(
                    line, f"`{key}` stands here a second time", f"keep one; the first is in line {lines[key]}"
                )
            else:
                items[key], lines[key] = value, line
        return Mapping(items, lines, start)


def _syntax_problem(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """libyaml's message in words that help."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
    if (
        mark is None
    ):  # a ReaderError: a character that YAML forbids, its position counted in characters or bytes
        bad = next((i for i, c in enumerate(text) if yaml.reader.Reader.NON_PRINTABLE.match(c)), 0)
        line = text.count("\n", 0, bad) + 1
        return Problem(file, line, f"the character U+{ord(text[bad]):04X} is not allowed", "delete it")
    line = mark.line + 1
    rows = text.split("\n")
    row = rows[mark.line] if mark.line < len(rows) else ""
    if "\t" in row[: len(row) - len(row.lstrip())]:
        return Problem(file, line, "a tab in the indentation", "use spaces")
    if "mapping values are not allowed" in what:
        return Problem(file, line, "a colon where YAML expects none", "put the whole value in double quotes")
    return Problem(
        file, line, f"not valid YAML ({what})", "check quotes, colons and indentation around this line"
    )
