"""The fields of a mapping, read by name and type."""

import difflib
from collections.abc import Callable
from typing import Any, TypeVar

from digestry.content.nodes import Mapping, Node, Scalar, Sequence, Source
from digestry.errors import Problem
from digestry.paper import names, slugs
from digestry.paper.kinds import Kind, Shape
from digestry.paper.model import Field, Place
from digestry.paper.prose import is_too_deep
from digestry.paper.text import clean, visible

_T = TypeVar("_T")


class Reader:
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

    def below(self, slug: str, called: str, example: str, needed: str) -> "Reader | None":
        """The fields below a slug; nothing, and a problem, where that is no slug or has no fields."""
        node, line = self.node(slug), self.line(slug)
        if not slugs.SLUG.fullmatch(slug) or len(slug) > slugs.SLUG_LENGTH:
            fix = f"use lower-case words joined by hyphens, as `{slugs.slug(slug) or example}`"
            self.wrong(line, f"the {called} {slug[:120]!r} is not a slug", fix)
            return None
        if not isinstance(node, Mapping):
            self.wrong(line, f"the {called} {slug} has no fields", f"add {needed} below it")
            return None
        return Reader(node, self.file, self.problems)

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
        text = visible(node.text).strip() if node else ""
        if is_too_deep(text):
            what = f"`{name}` has lists or quotations more than 40 deep in each other"
            self.wrong(self.line(name), what, "write it flatter")
            return ""
        return text

    def one_line(self, name: str, required: bool = False) -> str:
        return " ".join(self.text(name, required).split())

    def parsed(
        self, name: str, parse: Callable[[str], _T], what: str, fix: str, required: bool = False
    ) -> _T | None:
        text = self.one_line(name, required)
        if not text:
            return None
        try:
            return parse(text)
        except ValueError:
            self.wrong(self.line(name), f"`{name}` is {text!r}, {what}", fix)
            return None

    def items(self, name: str) -> tuple[Node, ...]:
        """What a list holds; nothing where it is not given, or is none, which is a problem."""
        node = self.node(name)
        if isinstance(node, Sequence):
            return node.items
        if node is not None:
            self.wrong(self.line(name), f"`{name}` is not a list", f"write `{name}: [one, another]`")
        return ()

    def item(self, name: str, item: Node) -> str:
        """An entry of a list as a text; nothing, and a problem, where it is blank or none."""
        text = " ".join(clean(item.text).split()) if isinstance(item, Scalar) and not item.is_null else ""
        if not text:
            what = f"an entry of `{name}` is not a text"
            self.wrong(item.line, what, "write one text an entry, or remove it")
        return text

    def texts(self, name: str) -> tuple[tuple[str, int], ...]:
        """A list of texts, each with its line; blank ones are problems."""
        found = ((self.item(name, item), item.line) for item in self.items(name))
        return tuple((text, line) for text, line in found if text)

    def names(self, name: str) -> tuple[str, ...]:
        """People as texts, organisations as `{organisation: Qwen Team}`, OTHERS last; namesakes stay two."""
        found: list[str] = []
        for item in self.items(name):
            if isinstance(item, Mapping) and "organisation" not in item.items:
                what = f"an entry of `{name}` is neither a text nor an organisation"
                self.wrong(item.line, what, "write it as {organisation: Qwen Team}")
            elif isinstance(item, Mapping):
                group = Reader(item, self.file, self.problems)
                found.append(names.organisation(group.one_line("organisation", required=True)))
                group.finish()
            else:
                text = self.item(name, item)
                found.append(text if text == names.OTHERS else names.name(text))
            if names.OTHERS in found[:-1]:
                fix = "move `others` to the end of the list"
                self.wrong(item.line, f"somebody follows `{names.OTHERS}` in `{name}`", fix)
        return tuple(filter(None, found))

    def value(self, field: Field) -> Any:
        """A paper's field by its declaration; empty where it is not given, or wrong, which is a problem."""
        name, kind = field.name, field.kind
        match kind.shape:
            case Shape.TEXT:
                return self.text(name, field.required)
            case Shape.MARKDOWN:
                return self.markdown(name)
            case Shape.LIST:
                return self.entries(name, kind)
            case Shape.NAMES:
                return self.names(name)
            case Shape.MAPPING:
                return self.pairs(name, kind)
        found = self.parsed(name, kind.parse, kind.wrong, kind.fix, field.required)
        return kind.empty if found is None else found

    def entries(self, name: str, kind: Kind) -> tuple[Any, ...]:
        """A list of values of a kind, each once."""
        found = []
        for text, line in self.texts(name):
            try:
                found.append(kind.parse(text))
            except ValueError:
                self.wrong(line, f"{text!r} is {kind.wrong}", kind.fix)
        return tuple(dict.fromkeys(found))

    def pairs(self, name: str, kind: Kind) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
        """Names with a text or a list of texts each."""
        node = self.node(name)
        if node is None:
            return ()
        if not isinstance(node, Mapping):
            self.wrong(self.line(name), f"`{name}` is {kind.wrong}", kind.fix)
            return ()
        own = Reader(node, self.file, self.problems)
        found: list[tuple[str, str | tuple[str, ...]]] = []
        for key, value in node.items.items():
            if isinstance(value, Sequence):
                found.append((key, tuple(text for text, _ in own.texts(key))))
            elif text := own.text(key):
                found.append((key, text))
        return tuple(found)

    def peek(self, name: str) -> Scalar | None:
        """A field's text where it is one; no problem where it is not, for whoever only wants a hint."""
        node = self.mapping.items.get(name)
        return node if isinstance(node, Scalar) else None

    def finish(self) -> None:
        """Names the fields that nobody asked for."""
        for name, line in self.mapping.lines.items():
            if name not in self.known:
                close = difflib.get_close_matches(name, self.known, 1)
                fix = (
                    f"did you mean `{close[0]}`?" if close else f"use one of: {', '.join(sorted(self.known))}"
                )
                self.wrong(line, f"unknown field `{name}`", fix)


def root(source: Source, problems: list[Problem]) -> Reader | None:
    """The fields of a file that has to be a mapping; nothing where it is none, which becomes a problem.

    A file that is empty or holds comments only says nothing, and is no mistake.
    """
    match source.root:
        case Mapping() as mapping:
            return Reader(mapping, source.file, problems)
        case None:
            pass
        case Scalar() as scalar if scalar.is_null:
            pass
        case other:
            problems.append(
                Problem(source.file, other.line, "the file is not a mapping", "start with `name: value`")
            )
    return None
