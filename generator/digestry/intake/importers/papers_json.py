"""Papers as JSON: the Hugging Face API's answers, and JSON Lines.

The API (https://huggingface.co/docs/hub/api, `/api/daily_papers` and `/api/papers/<id>`) answers with an
array of objects that hold a `paper`, or with one paper's object. It is read as a stream, so that what a
source holds in memory is one paper of it. JSON Lines (https://jsonlines.org) has an object a line; its
fields are those of the content format and of the corpora that people share. Either kind of object is
understood in either form.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn

import ijson

from digestry.intake.importers.raw import LONGEST_ENTRY, Raw
from digestry.intake.importers.records import Dropped, Record
from digestry.paper.model import FIELDS, Place

DEEPEST = 20  # levels within one paper; the API's have three
_CHUNK = 16 * 2**10  # bytes given to the parser at once
_ALIASES = {alias: field.name for field in FIELDS.values() for alias in field.aliases}
_API = frozenset({"paper", "publishedAt", "githubRepo", "projectPage", "ai_keywords", "submittedOnDailyAt"})


def api(raw: Raw) -> Iterator[Record | Dropped]:
    """The papers of a JSON array of objects, or of a single object.

    `line` is the line in which a paper starts. Raises ContentError for broken JSON, for objects longer than
    LONGEST_ENTRY, and for the API's error messages.
    """
    for line, value in _objects(raw):
        if isinstance(value, dict):
            error = value.get("error")
            if isinstance(error, str) and not value.keys() & {"title", "paper"}:
                what = f"the source answers with an error: {error[:200]}"
                raise raw.unreadable(line, what, "try again later")
        yield _record(value, line, raw)


def lines(raw: Raw) -> Iterator[Record | Dropped]:
    """The papers of JSON Lines. A broken line is dropped; raises ContentError where all of them are."""
    found = False
    first: Dropped | None = None
    for number, line in raw.lines():
        if not line.strip():
            continue
        try:
            value = json.loads(line, object_pairs_hook=_once, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            dropped = Dropped(Place(raw.name, number), line.strip()[:80], f"the line is not JSON: {reason}")
            first = first or dropped
            yield dropped
        else:
            found = True
            yield _record(value, number, raw)
    if first and not found:
        raise raw.unreadable(first.place.line, first.why, "write one JSON object a line")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands in it twice")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _objects(raw: Raw) -> Iterator[tuple[int, Any]]:
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
    except (UnicodeDecodeError, SystemError):
        # The C parser gives half surrogates as bytes on to Python's decoder; an integer of more digits than
        # Python reads (4,300) leaves it as a SystemError.
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
            elif event in {"end_map", "end_array"}:
                if self.open:  # else it is the end of the list of papers
                    yield from self.add(self.open.pop())
            else:
                self.start = self.start if self.open else self.line
                yield from self.add(value)

    def key(self, name: str) -> None:
        around = self.open[-1]
        if name in around:
            raise self.raw.unreadable(self.line, f"`{name[:80]}` stands twice in one object", "keep one")
        self.keys.append(name)
        around[name] = None  # type: ignore[call-overload]

    def begin(self, value: dict[str, Any] | list[Any]) -> None:
        if not self.open and not self.in_array and isinstance(value, list):
            self.in_array = True
            return
        self.start = self.start if self.open else self.line
        if len(self.open) >= DEEPEST:
            what = f"more than {DEEPEST} levels deep"
            raise self.raw.unreadable(self.line, what, "this is no list of papers")
        self.open.append(value)

    def add(self, value: object) -> Iterator[tuple[int, Any]]:
        """A complete value goes into what is open around it, or out."""
        if not self.open:
            self.size = 0
            yield self.start, value
        elif isinstance(around := self.open[-1], list):
            around.append(value)
        else:
            around[self.keys.pop()] = value


def _record(value: object, line: int, raw: Raw) -> Record | Dropped:
    if not isinstance(value, dict):
        return Dropped(Place(raw.name, line), str(value)[:80], "it is not a JSON object")
    if value.keys() & _API:
        return _of_api(value, line)
    fields = {name: given for name, given in value.items() if name not in _ALIASES}
    for alias, name in _ALIASES.items():
        if not fields.get(name):
            fields[name] = value.get(alias)
    unread = tuple(name for name in fields if name not in FIELDS and fields[name] not in (None, "", [], {}))
    return Record(fields, line, unread=unread)


def _of_api(value: Mapping[str, Any], line: int) -> Record:
    """The inner `paper` counts: the outer `publishedAt` differs by hours."""
    inner = value.get("paper")
    paper = {**value, **inner} if isinstance(inner, dict) else value
    authors = paper.get("authors")
    if isinstance(authors, list):
        authors = [_name(each) for each in authors if not _hidden(each)]
    fields = {
        "title": paper.get("title"),
        "abstract": paper.get("summary"),
        "authors": authors,
        "arxiv": paper.get("id"),
        "published": paper.get("publishedAt"),
        "upvotes": paper.get("upvotes"),
        "project": paper.get("projectPage"),
        "code": paper.get("githubRepo"),
        "tags": paper.get("ai_keywords"),
    }
    return Record(fields, line, _day(paper.get("submittedOnDailyAt")))


def _name(author: object) -> object:
    return author.get("name") if isinstance(author, dict) else author


def _hidden(author: object) -> bool:
    """Whether a claimed author asked not to be shown."""
    return isinstance(author, dict) and author.get("hidden") is True


def _day(given: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(given[:10]) if isinstance(given, str) else None
    except ValueError:
        return None
