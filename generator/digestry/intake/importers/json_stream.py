"""JSON as a stream: a list of papers is read one by one, wherever it lies, and no more of it is held.

ijson gives events; the standard library's parser would hold all of a source, ten times as large as it is
written.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import ijson

from digestry.intake.importers.raw import LONGEST_ENTRY, Raw

DEEPEST = 20  # levels within one paper; the API's have three
_CHUNK = 16 * 2**10  # bytes given to the parser at once
# The keys under which services and programs keep their lists of papers.
_LISTS = frozenset(
    "results items data notes hit hits papers records entries works publications documents docs articles "
    "result entry list preprints collection".split()
)
_NESTED = 4  # levels of objects around a list
_ROW = re.compile(r"\s*(?:\||[-*] )")  # a line of Markdown, as arXiv bots keep them by id


def objects(raw: Raw) -> Iterator[tuple[int, Any]]:
    """The values of the array, or the one value that is not an array, each with its first line."""
    builder = _Builder(raw)
    events = ijson.sendable_list()
    parser = ijson.basic_parse_coro(events)
    try:
        for line, chunk in _chunks(raw.utf8):
            builder.at(line, len(chunk))
            parser.send(chunk)
            yield from builder.take(events)
            del events[:]
        builder.at(builder.line, 0)
        parser.close()
        yield from builder.take(events)
    except ijson.JSONError as error:
        reason = str(error.args[0] if error.args else error).removeprefix("b'").split("\n")[0].split("\\n")[0]
        raise raw.unreadable(builder.line, f"this is not JSON ({reason})", "fetch it again") from None
    except (UnicodeDecodeError, SystemError, ArithmeticError):
        # The C parser gives half surrogates as bytes on to Python's decoder; an integer of more digits than
        # Python reads (4,300) leaves it as a SystemError, an exponent beyond all as an ArithmeticError.
        raise raw.unreadable(builder.line, "this is not JSON (a text or number)", "fetch it again") from None


def _chunks(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The data in pieces that end with a line or at _CHUNK, each with its line; without copying all of it."""
    line, start = 1, 0
    while start < len(data):
        end = data.find(b"\n", start, start + _CHUNK) + 1
        chunk = data[start : end or start + _CHUNK]
        yield line, chunk
        line += 1 if end else 0
        start += len(chunk)


class _Builder:
    """Puts JSON events together to values, one paper at a time, and no larger than a paper is."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self.line = 1
        self.size = 0  # bytes since the last paper ended
        self.start = 1  # the line of the paper that is being read
        self.in_array = False
        self.base = 0  # the objects around the list that is streamed
        self.has_list = False
        self.open: list[dict[str, Any] | list[Any]] = []
        self.keys: list[str] = []

    def at(self, line: int, size: int) -> None:
        """Notes where the next events come from. Raises ContentError where a paper gets too long."""
        self.line = line
        self.size += size
        if self.size > LONGEST_ENTRY:
            what = f"an entry of more than {LONGEST_ENTRY:,} bytes"
            raise self.raw.unreadable(self.start, what, "this is no list of papers")

    def take(self, events: Iterable[tuple[str, Any]]) -> Iterator[tuple[int, Any]]:
        """The values that are complete with these events, each with the line in which it starts."""
        for event, value in events:
            if event == "map_key":
                self.key(value)
            elif event in {"start_map", "start_array"}:
                self.begin([] if event == "start_array" else {})
            elif event == "end_array" and self.in_array and len(self.open) == self.base:
                self.list_ends()
            elif event in {"end_map", "end_array"}:
                yield from self.add(self.open.pop())
            else:
                self.start = self.start if self.is_within else self.line
                yield from self.add(value)

    @property
    def is_within(self) -> bool:
        """Whether a value is being read that goes out as a whole."""
        return len(self.open) > self.base if self.in_array else bool(self.open) and not self.has_list

    def list_ends(self) -> None:
        """The list of papers ends; what is around it goes on, and goes nowhere."""
        self.in_array = False
        if self.open:
            self.keys.pop()

    def key(self, name: str) -> None:
        around = self.open[-1]
        if name in around:
            raise self.raw.unreadable(self.line, f"`{name[:80]}` stands twice in one object", "keep one")
        self.keys.append(name)
        around[name] = None  # type: ignore[call-overload]

    def begin(self, value: dict[str, Any] | list[Any]) -> None:
        if isinstance(value, list) and not self.in_array and self.is_list_of_papers():
            self.in_array, self.base, self.has_list = True, len(self.open), True
            self.size = 0
            return
        self.start = self.start if self.is_within else self.line
        if len(self.open) - self.base >= DEEPEST:
            what = f"more than {DEEPEST} levels deep"
            raise self.raw.unreadable(self.line, what, "this is no list of papers")
        self.open.append(value)

    def is_list_of_papers(self) -> bool:
        """Whether the list that begins is all there is, or lies below objects under a usual name."""
        if not self.open:
            return True
        around = all(isinstance(each, dict) for each in self.open)
        return around and len(self.open) <= _NESTED and self.keys[-1].lower() in _LISTS

    def add(self, value: object) -> Iterator[tuple[int, Any]]:
        """A complete value goes into what is open around it, or out."""
        if len(self.open) == self.base if self.in_array else not self.open:
            self.size = 0
            if self.in_array or not self.has_list:
                yield self.start, value
        elif isinstance(around := self.open[-1], list):
            around.append(value)
        elif isinstance(value, str) and len(self.open) == 2 and not self.in_array and _ROW.match(value):
            self.size = 0
            yield self.line, (self.keys[-2], value)
            del around[self.keys.pop()]
        else:
            around[self.keys.pop()] = value
