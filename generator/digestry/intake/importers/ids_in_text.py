"""Any text that names arXiv ids or DOIs: notes, mails, chats, references. Its lines are never titles."""

import re
from collections.abc import Iterator

from digestry.intake.importers.identifiers import Named, alone_in, named_in
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.records import Record

# A number alone counts where a line is nothing but such, or begins with one and a dash, or a comment.
_NUMBER = r"\d{4}\.\d{4,5}(?:v\d{1,2})?"
_ONLY_IDS = re.compile(
    rf"[\s\"'\[(*•·>-]*{_NUMBER}(?:[\s,;|\"'\])]+{_NUMBER})*[\s,;.\"'\])]*(?:\s(?:#|//).*)?"
)
_FIRST = re.compile(
    rf"[\s*•·>-]*(?:\[?{_NUMBER}\]?\s*(?:[-–—:|]|\t)|\[\d{{4}}\.\d{{5}}(?:v\d{{1,2}})?\])\s*[^\W\d_]"
)
_OTHER_NUMBER = re.compile(r"[\s\"'\[(*•·>-]*[-+]?\d+\.\d+(?:[\s,;|:\])]|$)")
_LONGEST = 10_000  # characters of a line of numbers
_SAID = 500  # characters of the line around an id


def entries(raw: Raw) -> Iterator[Record]:
    """A paper each id, once, with the line in which it stands first."""
    seen: set[str] = set()
    also_alone = _may_stand_alone(raw)
    for number, line in raw.lines():
        for named in _named(line, also_alone):
            value = (named.arxiv or named.doi).lower()
            if value not in seen:
                seen.add(value)
                said = " ".join(line.split())
                shown = "" if said.lower() in {value, f"arxiv:{value}"} else said[:_SAID]
                yield Record(named.fields, number, said=shown)


def is_text(raw: Raw) -> bool:
    """Whether at least one id is named."""
    also_alone = _may_stand_alone(raw)
    return any(next(_named(line, also_alone), None) for _, line in raw.lines())


def _may_stand_alone(raw: Raw) -> bool:
    """Whether numbers alone can be ids: not where lines begin with other numbers too, as in logs and data."""
    others = (line for _, line in raw.lines() if _OTHER_NUMBER.match(line))
    return all(next(_alone(line), None) for line in others)


def _alone(line: str) -> Iterator[Named]:
    if len(line) < _LONGEST and _ONLY_IDS.fullmatch(line.strip()):
        yield from alone_in(line.partition(" #")[0])
    elif first := _FIRST.match(line):
        yield from alone_in(first[0])


def _named(line: str, also_alone: bool) -> Iterator[Named]:
    if also_alone:
        yield from _alone(line)
    yield from named_in(line)
