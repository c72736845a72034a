"""CSV tables with a header, as spreadsheets write them: https://www.rfc-editor.org/rfc/rfc4180.

Columns are the fields of the content format, and those of conference tables: `UID`, `keywords`,
`PaperURL`. Lists (authors, tags, categories, keywords) are parted by `|` or `;`; where an entry holds one of
these, the whole list is one of JSON.
"""

import csv
import json
import re
from collections.abc import Iterator

from digestry.intake.importers.raw import LONGEST_ENTRY, Raw
from digestry.intake.importers.records import Dropped, Record
from digestry.paper.model import FIELDS, Place

_COLUMNS = {alias: field.name for field in FIELDS.values() for alias in field.aliases}
_LISTS = frozenset(field.name for field in FIELDS.values() if field.kind.is_list)
_DELIMITERS = ",;\t"


def rows(raw: Raw) -> Iterator[Record | Dropped]:
    """The papers of a table, a row each; `line` is where the row starts.

    Raises ContentError where there is no column `title`, where a column stands twice, and for what is no CSV.
    """
    lines = _Lines(raw)
    header = next((line for line in lines if line.strip()), "")
    delimiter = delimiter_of(header)
    if not delimiter:
        fix = "name the columns in the first line"
        raise raw.unreadable(max(lines.line, 1), "the header has no column `title`", fix)
    names = [_column(cell) for cell in next(csv.reader([header], delimiter=delimiter))]
    for name in set(filter(None, names)):
        if names.count(name) > 1:
            raise raw.unreadable(lines.line, f"the column `{name}` stands twice", "rename or delete one")
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.start()
        try:
            cells = next(reader, None)
        except csv.Error as error:
            fix = "check the quotation marks around this row"
            raise raw.unreadable(lines.first, f"the row is not CSV ({error})", fix) from None
        if cells is None:
            return
        if any(cells):
            yield _record(names, cells, Place(raw.name, lines.first))


def delimiter_of(header: str) -> str:
    """What parts the cells of a header with a column `title`; nothing where it is no such header."""
    found = {
        delimiter: len(cells)
        for delimiter in _DELIMITERS
        if "title" in (cells := [_column(cell) for cell in header.split(delimiter)])
    }
    return max(found, key=found.__getitem__, default="")


class _Lines:
    """The lines as `csv` wants them, and in which line a row began."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self.lines = raw.lines()
        self.line = 0
        self.start()

    def start(self) -> None:
        self.first = self.line + 1
        self.size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self.line, line = next(self.lines)
        self.size += len(line)
        if self.size > LONGEST_ENTRY:
            fix = "check the quotation marks in this row"
            raise self.raw.unreadable(self.first, f"a row of more than {LONGEST_ENTRY:,} characters", fix)
        return line


def _column(cell: str) -> str:
    name = cell.strip().strip('"').strip().lower()
    return _COLUMNS.get(name, name)


def _list(cell: str) -> list[object]:
    """The entries of a list: parted, or as JSON, as `digest export` writes those that hold a separator."""
    if cell.startswith('["'):
        try:
            return list(json.loads(cell))
        except (ValueError, RecursionError):
            pass  # a name in brackets
    return [part.strip() for part in re.split(r"[|;]", cell) if part.strip()]


def _record(names: list[str], cells: list[str], place: Place) -> Record | Dropped:
    if any(cells[len(names) :]):
        title = dict(zip(names, cells, strict=False)).get("title", "")
        why = "its row has more cells than the header; put texts that hold the separator in quotes"
        return Dropped(place, title[:80], why)
    fields: dict[str, object] = {}
    for name, cell in zip(names, cells, strict=False):
        fields[name] = _list(cell) if name in _LISTS else cell
    unread = tuple(
        name for name, cell in zip(names, cells, strict=False) if cell.strip() and name not in FIELDS
    )
    return Record(fields, place.line, unread=unread)
