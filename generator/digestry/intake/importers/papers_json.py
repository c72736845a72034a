"""Papers as JSON and JSON Lines: a list of objects, wherever it lies, or an object a line (https://jsonlines.org).

Which service or program wrote an object is told by its keys; see `json_shapes`.
"""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, NoReturn

from digestry.errors import ContentError
from digestry.intake.importers import paper_lists
from digestry.intake.importers.blocks import Block, Kind
from digestry.intake.importers.json_shapes import record
from digestry.intake.importers.json_stream import objects
from digestry.intake.importers.markdown_blocks import row_cells, spans
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.records import Dropped, Record, Remark
from digestry.paper.model import Place

_SAMPLE = 50  # objects by which a source is judged
_ROW = ("Date", "Title", "Authors", "PDF", "Code")  # of the tables that arXiv bots keep
_ERRORS = ("error", "message", "detail", "errors")  # where services say why there is no answer


def entries(raw: Raw) -> Iterator[Record | Dropped | Remark]:
    """The papers of a list, or the only one.

    `line` is the line in which a paper starts. Raises ContentError for broken JSON, for objects longer than
    LONGEST_ENTRY, and for a service's error messages.
    """
    for line, value in objects(raw):
        if isinstance(value, tuple):
            topic, row = value
            yield from _bots_row(topic, row, line, raw)
        else:
            yield _paper(value, line, raw)


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
            yield _paper(value, number, raw)
    if first and not found:
        raise raw.unreadable(first.place.line, first.why, "write one JSON object a line")


def is_json(raw: Raw) -> bool:
    """Whether it begins as JSON and half of the first objects are papers."""
    if raw.utf8[:1000].lstrip()[:1] not in {b"{", b"["}:
        return False
    seen, papers = 0, 0
    try:
        for _, value in islice(objects(raw), _SAMPLE):
            seen += 1
            papers += isinstance(value, tuple) or _is_paper(value)
    except ContentError:
        return papers > 0  # it is told where it is read
    return seen > 0 and papers * 2 >= seen


def is_lines(raw: Raw) -> bool:
    """Whether there is an object a line, and half of the first ones are papers."""
    seen, papers = 0, 0
    filled = ((number, line) for number, line in raw.lines() if line.strip())
    try:
        for _, line in islice(filled, _SAMPLE):
            if not line.lstrip().startswith("{"):
                return False
            seen += 1
            papers += _is_paper_line(line)
    except ContentError:
        return False
    return seen > 0 and papers > 0 and papers * 2 >= seen


def _is_paper_line(line: str) -> bool:
    try:
        return _is_paper(json.loads(line))
    except (ValueError, RecursionError):
        return False


def _is_paper(value: object) -> bool:
    return isinstance(value, dict) and (record(value, 1) is not None or _error(value) != "")


def _paper(value: object, line: int, raw: Raw) -> Record | Dropped:
    if not isinstance(value, dict):
        return Dropped(Place(raw.name, line), str(value)[:80], "it is not a JSON object")
    if found := record(value, line, raw.is_told):
        return found
    if error := _error(value):
        raise raw.unreadable(line, f"the source answers with an error: {error[:200]}", "try again later")
    if value.get("data") and isinstance(value["data"], dict) and value["data"].get("itemType"):
        return Dropped(Place(raw.name, line), str(value.get("key", ""))[:80], "it is a note or an attachment")
    title = value.get("title")
    if isinstance(title, str) and title:
        why = "it has a title and nothing else that papers have: authors, abstract, an id, a venue"
    else:
        why = "it has no title"
    first = next(
        (text for text in (title, value.get("abstract"), *value.values()) if isinstance(text, str) and text),
        "",
    )
    return Dropped(Place(raw.name, line), first[:80], why)


def _error(value: dict[str, Any]) -> str:
    """Why a service has no answer; nothing where this is no message of an error."""
    if "error" not in value or value.keys() & {"title", "paper"}:
        return ""
    return next((text for key in _ERRORS if isinstance(text := value.get(key), str) and text), "")


def _bots_row(topic: str, row: str, line: int, raw: Raw) -> Iterator[Record | Dropped | Remark]:
    """A row of a table in Markdown, or an entry of a list, as arXiv bots keep each paper, below its topic."""
    heading = Block(Kind.HEADING, line, 2, (spans(topic),))
    text = row.strip()
    if text.startswith("|"):
        found = tuple(map(spans, row_cells(text)))
        block = Block(Kind.ROW, line, 0, found, _ROW if len(found) == len(_ROW) else ())
    else:
        block = Block(Kind.ITEM, line, 0, (spans(text.lstrip("-* ")),))
    yield from paper_lists.records([heading, block], raw.name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands in it twice")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
