"""Tables with a header, as spreadsheets and reference managers write them: CSV, TSV, semicolons or bars.

https://www.rfc-editor.org/rfc/rfc4180. Columns are the fields of the content format under any usual name:
those of conference tables, of Zotero, Scopus, IEEE Xplore, Notion and Google Scholar, and of people's own
making. The standard library's `csv` reads the rows, one by one; frames of columns (pandas) would hold all.
"""

import csv
import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from digestry.errors import ContentError
from digestry.intake.importers import source_dates
from digestry.intake.importers.paper_links import is_paper
from digestry.intake.importers.raw import LONGEST_ENTRY, Raw
from digestry.intake.importers.records import Dropped, Record
from digestry.paper.model import FIELDS, Place

_DELIMITERS = ",;\t|"
_MARKDOWN_RULE = re.compile(rb"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*\|", re.MULTILINE)
_HEAD = 64 * 2**10  # bytes in which such a rule can stand
_ABOVE = 10  # lines in which the header can stand
_SAMPLE = 20  # rows that are looked at for links to papers
_DAY = "day"  # when a paper was added: the digest day
# Names of columns by field, the best first; fields' own names and their aliases count as well.
_CALLED: Mapping[str, tuple[str, ...]] = {
    field: tuple(name for names in called for name in names.split("|"))
    for field, called in {
        "title": ["title|paper title|article title|document title|paper name|publication name|paper|name"],
        "authors": ["author full names|authors|author|author(s)|author names|authors list|creators"],
        "abstract": ["abstract|abstract note"],
        "summary": [
            "summary|description|tl;dr|tldr|tl dr|one liner|short description|highlights",
            "takeaway|takeaways",
        ],
        "note": ["note|notes|my notes|comment|comments|remark|remarks|thoughts|personal notes|review"],
        "url": [
            "url|link|links|paperurl|paper url|paper link|article link|document link|article url|web page",
            "href",
        ],
        "pdf": ["pdf|pdf link|pdf url"],
        "arxiv": ["arxiv|arxiv id|arxivid|arxiv link|arxiv url|arxiv number|eprint"],
        "doi": ["doi|doi link|doi url|article doi"],
        "venue": [
            "venue|publication title|source title|journal|conference|booktitle|book title|publication",
            "journal/book|container title|conference name|proceedings title|proceedings|published in",
            "journal title|venue name",
        ],
        "kind": ["kind|item type|document type|publication type|entry type"],
        "volume": ["volume|volume number"],
        "number": ["number|issue|issue number"],
        "pages": ["pages|page range"],
        "publisher": ["publisher|publisher name"],
        "published": [
            "published|date|publication date|year|publication year|pub date|date published|published date",
            "pubdate",
        ],
        "tags": [
            "tags|manual tags|keywords|author keywords|keyword|tag|topics|topic|category|area|areas|labels",
            "subjects",
        ],
        "code": ["code|code link|code url|github|github link|repo|repository|implementation"],
        "project": ["project|project page|website|homepage|project url|project link"],
        _DAY: ["date added|added|added on|added at|date saved"],
    }.items()
}
_COLUMNS = {name: field for field, called in _CALLED.items() for name in called}
_COLUMNS |= {alias: field.name for field in FIELDS.values() for alias in (field.name, *field.aliases)}
_RANK = {name: rank for called in _CALLED.values() for rank, name in enumerate(called)}
_LISTS = frozenset(field.name for field in FIELDS.values() if field.kind.is_list)
# What makes rows with titles papers: titles alone have films and tasks, too.
_SIGNS = FIELDS.keys() - {
    "id",
    "title",
    "summary",
    "note",
    "url",
    "project",
    "published",
    "image",
    "draft",
    "extra",
}
_LINKS = frozenset({"url", "arxiv", "doi", "pdf"})
_VAGUE = frozenset({"name", "paper"})  # names of a title's column that other tables have, too


@dataclass(frozen=True)
class _Header:
    """The line that names the columns, how cells are parted, and the columns as they are written."""

    line: int
    delimiter: str
    columns: tuple[str, ...]

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(_COLUMNS[_key(name)] for name in self.columns if _key(name) in _COLUMNS)


def rows(raw: Raw) -> Iterator[Record | Dropped]:
    """The papers of a table, a row each; `line` is where the row starts.

    Raises ContentError where no column has titles or links, where one stands twice, and for what is no CSV.
    """
    header = _header(raw)
    if not header:
        fix = "name the columns in the first line"
        raise raw.unreadable(1, "the header has no column `title`", fix)
    keys = [_key(name) for name in header.columns]
    for key in set(filter(None, keys)):
        if keys.count(key) > 1 and key in _COLUMNS:
            raise raw.unreadable(header.line, f"the column `{key}` stands twice", "rename or delete one")
    for first, cells in _rows(raw, header):
        yield _record(header.columns, cells, Place(raw.name, first))


def is_table(raw: Raw) -> bool:
    """Whether the header has titles and something else of papers, or the rows link to papers."""
    try:
        header = _header(raw)
    except ContentError:
        return False
    if not header or (header.delimiter == "|" and _MARKDOWN_RULE.search(raw.utf8[:_HEAD])):
        return False
    fields = header.fields
    vague = not any(
        _key(name) not in _VAGUE and _COLUMNS.get(_key(name)) == "title" for name in header.columns
    )
    if "title" in fields and len(fields & _SIGNS) > (1 if vague else 0):
        return True
    if (
        "title" in fields
        and {_key(name) for name in header.columns} <= FIELDS.keys()
        and len(header.columns) > 1
    ):
        return not fields <= {"title", "published", "url", "id"} or "id" in fields
    return bool(fields & _LINKS) and _leads_to_papers(raw, header)


def _leads_to_papers(raw: Raw, header: _Header) -> bool:
    """Whether half of the first rows link to a paper."""
    at = [place for place, name in enumerate(header.columns) if _COLUMNS.get(_key(name)) in _LINKS]
    try:
        sample = [cells for _, cells in islice(_rows(raw, header), _SAMPLE)]
    except ContentError:
        return False
    leading = sum(
        any(is_paper(cells[place].strip()) for place in at if place < len(cells)) for cells in sample
    )
    return leading * 2 >= len(sample) > 0


def _header(raw: Raw) -> _Header | None:
    """The first line that names a column of titles or links; a title or `sep=;` may precede it."""
    filled = 0
    for number, line in raw.lines():
        if not line.strip():
            continue
        filled += 1
        if filled > _ABOVE:
            return None
        if found := _as_header(line, number):
            return found
    return None


def _as_header(line: str, number: int) -> _Header | None:
    best: _Header | None = None
    for delimiter in _DELIMITERS:
        try:
            cells = next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])
        except csv.Error:
            continue
        header = _Header(number, delimiter, tuple(cell.strip() for cell in cells))
        if not header.fields & ({"title"} | _LINKS) or (len(cells) == 1 and line.count(" ") > 1):
            continue
        if best is None or len(header.fields) > len(best.fields):
            best = header
    return best


def _key(name: str) -> str:
    """A column's name without case, marks and the signs that stand for spaces."""
    return " ".join(re.sub(r"[\s_-]+", " ", name.strip().strip("\"'*:?").lower()).split())


class _Lines:
    """The lines below the header as `csv` wants them, and in which line a row began."""

    def __init__(self, raw: Raw, header: int) -> None:
        self.raw = raw
        self.lines = raw.lines()
        self.line = 0
        while self.line < header:
            self.line, _ = next(self.lines)
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


def _rows(raw: Raw, header: _Header) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with the line in which it starts."""
    lines = _Lines(raw, header.line)
    reader = csv.reader(lines, delimiter=header.delimiter, strict=True)
    while True:
        lines.start()
        try:
            cells = next(reader, None)
        except csv.Error as error:
            fix = "check the quotation marks around this row"
            raise raw.unreadable(lines.first, f"the row is not CSV ({error})", fix) from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield lines.first, cells


def _record(columns: tuple[str, ...], cells: list[str], place: Place) -> Record | Dropped:
    told: dict[str, list[tuple[int, str, str]]] = {}  # by field: rank, column, cell
    unread: list[str] = []
    for column, cell in zip(columns, cells, strict=False):
        key = _key(column)
        if not cell.strip():
            continue
        if field := _COLUMNS.get(key):
            told.setdefault(field, []).append((_RANK.get(key, 0), column, cell))
        else:
            unread.append(f"column {column}" if column else "a column without a name")
    fields: dict[str, object] = {}
    for field, found in told.items():
        fields[field] = _value(field, sorted(found), unread)
    if any(cells[len(columns) :]):
        why = "its row has more cells than the header; put texts that hold the separator in quotes"
        return Dropped(place, str(fields.get("title", ""))[:80], why)
    day = _as_day(fields.pop(_DAY, ""))
    return Record(fields, place.line, day, unread=tuple(unread))


def _value(field: str, found: list[tuple[int, str, str]], unread: list[str]) -> object:
    """A field out of its columns: all notes and keywords, the fullest date, else the best column."""
    texts = [cell for _, _, cell in found]
    if field in {"note", "summary"}:
        return "\n\n".join(texts) if field == "note" else texts[0] if len(texts) == 1 else " ".join(texts)
    if field == "authors":
        return _people(texts[0])
    if field in _LISTS:
        return [each for text in texts for each in _list(text)]
    if field == "published":
        return max(texts, key=source_dates.precision)
    others = ((column, cell) for _, column, cell in found[1:] if cell.strip() != texts[0].strip())
    unread += (f"column {column}" for column, _ in others)
    return texts[0]


def _list(cell: str) -> list[object]:
    """The entries of a list: parted, or as JSON, as `digest export` writes those that hold a separator."""
    if (found := _as_json(cell)) is not None:
        return found
    mark = r"[|;]" if re.search(r"[|;]", cell) else r"[,\n]" if _is_list_of_words(cell) else r"\n"
    return [part.strip() for part in re.split(mark, cell) if part.strip()]


def _is_list_of_words(cell: str) -> bool:
    """Whether commas part keywords: each is a few words."""
    return all(len(part.split()) <= 4 for part in cell.split(","))


def _people(cell: str) -> object:
    return found if (found := _as_json(cell)) is not None else cell


def _as_json(cell: str) -> list[object] | None:
    if not re.match(r'\[\s*["{]', cell):
        return None
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return None  # a name in brackets
    return found if isinstance(found, list) else None


def _as_day(cell: object) -> dt.date | None:
    try:
        told = source_dates.told(str(cell)) if cell else None
    except ValueError:
        return None
    return dt.date(told.year, told.month, told.day) if told and told.day else None
