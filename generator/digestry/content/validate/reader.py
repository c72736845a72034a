"""The fields of a mapping, read by name and type."""

import difflib
from collections.abc import Callable
from typing import TypeVar

from digestry.content.nodes import Mapping, Node, Scalar, Sequence, Source
from digestry.errors import Problem
from digestry.paper.model import Place
from digestry.paper.text import clean, visible

_T = TypeVar("_T")


class Fields:
    """The fields of one mapping, read by name and type; what is left over at the end is unknown."""

    def __init__(self, mapping: Mapping, file: str, problems: list[Problem]) -> None:
        self.mapping = mapping
        self.file = file
        self.problems = problems
        self.known: set[str] = set()

    @property
    def place(self) -> Place:
        return Place(self.file, self.mapping.line, self.mapping.lines)

    def wrong(self, line: int, what: str, fix: str) -> None:
        self.problems.append(Problem(self.file, line, what, fix))

    def node(self, name: str) -> Node | None:
        self.known.add(name)
        node = self.mapping.items.get(name)
        return None if isinstance(node, Scalar) and node.is_null else node

    def line(self, name: str) -> int:
        return self.mapping.lines.get(name, self.mapping.line)

    def scalar(self, name: str) -> Scalar | None:
        node = self.node(name)
        if node is None or isinstance(node, Scalar):
            return node
        self.wrong(self.line(name), f"`{name}` is not text", "write one text; quote it if it holds : [ ] { }")
        return None

    def text(self, name: str, required: bool = False) -> str:
        node = self.scalar(name)
        text = clean(node.text) if node else ""
        if required and not text and not isinstance(self.node(name), Mapping | Sequence):
            self.wrong(self.line(name), f"`{name}` is missing", f"add `{name}:` with a text")
        return text

    def markdown(self, name: str) -> str:
        node = self.scalar(name)
        return visible(node.text).strip() if node else ""

    def one_line(self, name: str, required: bool = False) -> str:
        return " ".join(self.text(name, required).split())

    def parsed(self, name: str, parse: Callable[[str], _T], what: str, fix: str) -> _T | None:
        text = self.one_line(name)
        if not text:
            return None
        try:
            return parse(text)
        except ValueError:
            self.wrong(self.line(name), f"`{name}` is {text!r}, {what}", fix)
            return None

    def texts(self, name: str) -> tuple[tuple[str, int], ...]:
        """A list of texts, each with its line; blank ones are problems."""
        node = self.node(name)
        if node is None:
            return ()
        if not isinstance(node, Sequence):
            self.wrong(self.line(name), f"`{name}` is not a list", f"write `{name}: [one, another]`")
            return ()
        found = []
        for item in node.items:
            text = " ".join(clean(item.text).split()) if isinstance(item, Scalar) and not item.is_null else ""
            if text:
                found.append((text, item.line))
            else:
                self.wrong(
                    item.line, f"an entry of `{name}` is not a text", "write one text an entry, or remove it"
                )
        return tuple(found)

    def finish(self) -> None:
        """Names the fields that nobody asked for."""
        for name, line in self.mapping.lines.items():
            if name not in self.known:
                close = difflib.get_close_matches(name, self.known, 1)
                fix = (
                    f"did you mean `{close[0]}`?" if close else f"use one of: {', '.join(sorted(self.known))}"
                )
                self.wrong(line, f"unknown field `{name}`", fix)


def root(source: Source, empty_fix: str, problems: list[Problem]) -> Fields | None:
    """The fields of a file that has to be a mapping; nothing where it is none, which becomes a problem."""
    match source.root:
        case Mapping() as mapping:
            return Fields(mapping, source.file, problems)
        case None:
            problems.append(Problem(source.file, 1, "the file is empty", empty_fix))
        case Scalar() as scalar if scalar.is_null:
            problems.append(Problem(source.file, 1, "the file is empty", empty_fix))
        case other:
            problems.append(
                Problem(source.file, other.line, "the file is not a mapping", "start with `name: value`")
            )
    return None
