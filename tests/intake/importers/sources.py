"""Sources as the tests give them to importers."""

import datetime as dt

from digestry.intake.importers import source_formats as formats
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.records import Reading

DAY = dt.date(2026, 11, 24)


def read(source: str | bytes, format: str | None = None, replacements: bool = False) -> Reading:
    """What is read from a source, its format told from its content unless given."""
    data = source.encode() if isinstance(source, str) else source
    return formats.read(Raw(data, "source", DAY, replacements), format)


def reasons(reading: Reading) -> list[tuple[int, str, str]]:
    """The line, the title and the reason of all that was dropped."""
    return [(each.place.line, each.title, each.why) for each in reading.dropped]
