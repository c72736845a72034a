"""Plain titles, one a line: nothing in such a text says what it is, so it is only read so when asked for."""

from collections.abc import Iterator

from digestry.intake.importers.raw import Raw
from digestry.intake.importers.records import Dropped, Record
from digestry.paper.model import Place

_SHORTEST = 2  # words


def entries(raw: Raw) -> Iterator[Record | Dropped]:
    """A paper a line, without its bullet or number; blank lines and comments (`#`) are skipped."""
    for number, line in raw.lines():
        title = line.strip().lstrip("-*•·").strip()
        head, _, rest = title.partition(" ")
        if rest and head.rstrip(".)").isdecimal() and head != head.rstrip(".)"):
            title = rest.strip()
        if not title or title.startswith("#"):
            continue
        if len(title.split()) < _SHORTEST:
            yield Dropped(Place(raw.name, number), title, "it is one word, hardly a title")
        else:
            yield Record({"title": title}, number)
