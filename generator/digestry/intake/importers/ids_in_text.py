"""Any text that names arXiv ids or DOIs: notes, mails, chats, references. Its lines are never titles."""

import re
from collections.abc import Iterator

from digestry.intake.importers.identifiers import Named, arxiv_id, named_in
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.records import Record

# A bare id counts where a line is nothing but ids, or begins with one and a dash or a colon.
_BARE = r"(?:0[7-9]|[1-4]\d)(?:0[1-9]|1[0-2])\.\d{4,5}(?:v\d{1,2})?"
_ONLY_IDS = re.compile(rf"[\s\"'\[(*•-]*{_BARE}(?:[\s,;|\"'\])]+{_BARE})*[\s,;.\"'\])]*")
_FIRST = re.compile(rf"[\s*•-]*({_BARE})\s*(?:[-–—:|]|\t)\s*\S")


def entries(raw: Raw) -> Iterator[Record]:
    """A paper each id, once, with the line in which it stands first."""
    seen: set[str] = set()
    for number, line in raw.lines():
        for named in _named(line):
            value = (named.arxiv or named.doi).lower()
            if value not in seen:
                seen.add(value)
                said = " ".join(line.split())
                yield Record(named.fields, number, said="" if said == (named.arxiv or named.doi) else said)


def is_text(raw: Raw) -> bool:
    """Whether at least one id is named."""
    return any(next(_named(line), None) for _, line in raw.lines())


def _named(line: str) -> Iterator[Named]:
    if len(line) < 10_000 and _ONLY_IDS.fullmatch(line.strip()):
        for match in re.finditer(_BARE, line):
            yield Named(arxiv_id(match[0]), "", match.start(), match.end())
        return
    if first := _FIRST.match(line):
        yield Named(arxiv_id(first[1]), "", first.start(1), first.end(1))
    yield from named_in(line)
