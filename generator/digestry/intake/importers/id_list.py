"""Plain identifiers, one a line: arXiv ids and DOIs in any form. Their papers are known only by asking."""

from collections.abc import Iterator

from digestry.intake.importers.identifiers import arxiv_id
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.records import Dropped, Record
from digestry.paper import values
from digestry.paper.model import Place


def wanted(raw: Raw) -> Iterator[Record | Dropped]:
    """What each line names; blank lines and comments (`#` and what follows) are skipped."""
    for number, line in raw.lines():
        text = without_comment(line)
        if text:
            identifier = identifier_in(text)
            if identifier:
                yield Record({"arxiv" if arxiv_id(identifier) else "doi": identifier}, number)
            else:
                yield Dropped(Place(raw.name, number), text[:80], "it is neither an arXiv id nor a DOI")


def without_comment(line: str) -> str:
    """A line without its comment; a `#` within a word is part of it, as in addresses."""
    words = line.split()
    kept = next((index for index, word in enumerate(words) if word.startswith("#")), len(words))
    return " ".join(words[:kept])


def identifier_in(text: str) -> str:
    """The arXiv id or the bare DOI that `text` is; nothing where it is neither."""
    if len(text) > 500:  # characters; the longest DOIs have about 200
        return ""
    found = arxiv_id(text)
    try:
        return found or values.doi(text)
    except ValueError:
        return ""
