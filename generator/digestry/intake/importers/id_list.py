"""Plain identifiers, one a line: arXiv ids and DOIs in any form. Their papers are known only by asking."""

import re
from collections.abc import Iterator
from itertools import islice

from digestry.intake.importers.identifiers import alone_in, arxiv_id
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.records import Dropped, Record
from digestry.paper import values
from digestry.paper.model import Place

_NUMBER = re.compile(r"[-+]?\d+\.\d+")
_SAMPLE = 50  # lines


def entries(raw: Raw) -> Iterator[Record | Dropped]:
    """What each line names, once; blank lines and comments (`#` and what follows) are skipped."""
    seen: set[str] = set()
    for number, line in raw.lines():
        text = without_comment(line)
        if not text:
            continue
        identifier = identifier_in(text)
        if not identifier:
            yield Dropped(Place(raw.name, number), text[:80], "it is neither an arXiv id nor a DOI")
        elif identifier.lower() not in seen:
            seen.add(identifier.lower())
            yield Record({"arxiv" if arxiv_id(identifier) else "doi": identifier}, number)


def is_list(raw: Raw) -> bool:
    """Whether half of the first lines are identifiers."""
    filled = (text for _, line in raw.lines() if (text := without_comment(line)))
    sample = list(islice(filled, _SAMPLE))
    numbers = [bool(identifier_in(text)) for text in sample if _NUMBER.fullmatch(text)]
    if sum(numbers) * 3 < len(numbers) * 2:  # a list of numbers, of which some look like ids
        return False
    return sum(bool(identifier_in(text)) for text in sample) * 2 >= len(sample) > 0


def without_comment(line: str) -> str:
    """A line without its comment; a `#` within a word is part of it, as in addresses."""
    words = line.split()
    kept = next((index for index, word in enumerate(words) if word.startswith("#")), len(words))
    return " ".join(words[:kept])


def identifier_in(text: str) -> str:
    """The arXiv id or the bare DOI that `text` is; nothing where it is neither."""
    if len(text) > 500:  # characters; the longest DOIs have about 200
        return ""
    if re.fullmatch(r"[\d.]+(?:v\d+)?", text) and not next(alone_in(text), None):
        return ""
    found = arxiv_id(text)
    try:
        return found or values.doi(text)
    except ValueError:
        return ""
