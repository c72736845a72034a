"""YAML in and out: text to nodes with their lines, and plain values to text that a person likes to read.

YAML is read as the curator sees it: every scalar is text, so `no`, `12:30` and `2401.10` arrive as
they stand, with the line they stand on. What makes YAML dangerous or ambiguous is refused: aliases
(a bomb takes 342 bytes), custom tags, duplicate keys, depth beyond any real feed.
"""

import re
from collections.abc import Sequence as AbstractSequence
from dataclasses import dataclass
from typing import Any

import yaml

from digestry.errors import Problem

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


WIDTH = 110  # characters of a line, as in the curator's own files
_NUMBER = re.compile(r"[\d._:+-]+")
_WIDE = re.compile("[\U00010000-\U0010ffff]")
_LONG = 100  # characters from which a text is folded over lines of its own


def dump(value: dict[str, Any] | list[dict[str, Any]]) -> str:
    """Plain values (texts, numbers, dates, lists, mappings) as YAML that `parse` reads back.

    Keys keep their order; long texts are folded; lists of texts, and of mappings of one text, stand in
    brackets. Texts have to be clean (see `digestry.paper.text`): YAML knows no characters that nobody sees.
    """
    # libyaml is ten times faster, but writes what lies beyond the Basic Multilingual Plane as numbers.
    dumper = _Dumper if _WIDE.search(str(value)) else _FastDumper
    text: str = yaml.dump(value, Dumper=dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
    return text


class _Readable:
    """No aliases: `parse` refuses them, and nobody likes to read them."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


class _Dumper(_Readable, yaml.SafeDumper):
    """YAML in Python."""


class _FastDumper(_Readable, getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """The same by libyaml."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    style = ">" if (len(value) > _LONG and " " in value) or "\n" in value else None
    if style is None and _NUMBER.fullmatch(value):
        style = '"'  # ids such as 2401.14427 always wear quotes
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _is_short(item: object) -> bool:
    """Whether a mapping has one text, as `{organisation: Qwen Team}`, and so has its place in a line."""
    return isinstance(item, dict) and len(item) == 1 and all(isinstance(each, str) for each in item.values())


def _list(dumper: yaml.SafeDumper, value: AbstractSequence[object]) -> yaml.Node:
    texts = sum(isinstance(item, str) for item in value)
    flat = all(isinstance(item, str) or _is_short(item) for item in value) and (texts > 0 or not value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=flat)


for _each in (_Dumper, _FastDumper):
    _each.add_representer(str, _text)
    _each.add_representer(list, _list)
