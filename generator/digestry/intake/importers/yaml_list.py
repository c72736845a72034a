"""YAML: the digest's own feed files, and lists of papers of others (CSL, ML Anthology, data of static sites).

The entries of the list are cut apart by their indentation and parsed one by one, as the content is: a whole
tree would take fifty times the text, and one slip would cost all papers.
"""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from digestry.content.nodes import Mapping, Node, Scalar, Sequence, parse
from digestry.errors import ContentError
from digestry.intake.importers.json_shapes import record
from digestry.intake.importers.raw import LONGEST_ENTRY, Raw
from digestry.intake.importers.records import Dropped, Record
from digestry.paper.model import Place

_ENTRY = re.compile(r"( *)- +\S")
_DATE = re.compile(r"date:\s*[\"']?(\d{4}-\d{2}-\d{2})")
_KEY = re.compile(r"[\w\"'][\w .\"'-]*:(?:\s|$)")
_SAMPLE = 20  # entries by which a source is judged
_DEEPEST = 20  # levels within an entry
_ABOVE = 200  # lines in which the first entry has to start


def entries(raw: Raw) -> Iterator[Record | Dropped]:
    """The papers of a list, each with its line; the date above the list is the digest day."""
    day: dt.date | None = None
    for line, text in _pieces(raw):
        if line == 0:
            day = _date(text)
            continue
        source, problems = parse(text, raw.name)
        if problems or not isinstance(source.root, Sequence) or not source.root.items:
            first = problems[0] if problems else None
            why = f"the entry is not YAML: {first.what}" if first else "it is no entry of a list"
            yield Dropped(Place(raw.name, line), text.strip()[:80], why)
            continue
        value = _plain(source.root.items[0], 0)
        found = record(value, line, raw.is_told) if isinstance(value, dict) else None
        if found:
            yield Record(found.fields, line, found.day or day, found.unread)
        else:
            title = value.get("title") if isinstance(value, dict) else None
            why = "it has no title" if not title else "it has a title and nothing else that papers have"
            yield Dropped(Place(raw.name, line), str(title or text.strip())[:80], why)


def is_list(raw: Raw) -> bool:
    """Whether it is a list in YAML, of whose first entries half are papers."""
    head = raw.utf8[:2000].lstrip()
    if head[:1] in {b"{", b"[", b"<", b"|", b"@", b"%"} or (
        b"\n- " not in b"\n" + raw.utf8 and not re.search(rb"^ +- ", raw.utf8, re.MULTILINE)
    ):
        return False
    try:
        sample = list(islice(entries(raw), _SAMPLE))
    except ContentError:
        return False
    papers = [each for each in sample if isinstance(each, Record)]
    return len(papers) * 2 >= len(sample) > 0


def _pieces(raw: Raw) -> Iterator[tuple[int, str]]:
    """What precedes the list, as line 0, and each of its entries with its line."""
    indent: str | None = None
    start, lines, size = 0, list[str](), 0
    for number, line in raw.lines():
        match = _ENTRY.match(line)
        if indent is None and match and all(_may_precede(each) for each in lines):
            indent = match[1]
        begins = match is not None and match[1] == indent
        if begins or (indent is not None and _ends(line, indent)):
            if lines and (start or indent is not None):
                yield start, "".join(lines)
            start, lines, size = (number, [], 0) if begins else (0, [], 0)
        if indent is None and number > _ABOVE:
            return
        lines.append(line)
        size += len(line)
        if size > LONGEST_ENTRY:
            raise raw.unreadable(
                max(start, 1), f"an entry of more than {LONGEST_ENTRY:,} characters", "split it"
            )
    if lines and start:
        yield start, "".join(lines)


def _may_precede(line: str) -> bool:
    """Whether a line can stand above a list: a key with its value, a comment, a marker of a document."""
    return not line.strip() or line[0] in " #" or bool(_KEY.match(line)) or line.startswith(("---", "%YAML"))


def _ends(line: str, indent: str) -> bool:
    """Whether a line is less indented than the list: another key begins."""
    return (
        bool(line.strip())
        and not line.lstrip().startswith("#")
        and bool(_KEY.match(line))
        and (len(indent) > 0 or not line.startswith("-"))
    )


def _date(text: str) -> dt.date | None:
    match = re.search(rf"^{_DATE.pattern}", text, re.MULTILINE)
    try:
        return dt.date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def _plain(node: Node, depth: int) -> Any:
    """A node as texts, lists and mappings."""
    if depth > _DEEPEST:
        return None
    match node:
        case Mapping():
            return {key: _plain(value, depth + 1) for key, value in node.items.items()}
        case Sequence():
            return [_plain(item, depth + 1) for item in node.items]
        case Scalar():
            return None if node.is_null else node.text
