"""A paper that a reader suggests: the body of GitHub's issue form, as a record of what it says.

GitHub writes a form as Markdown, each field as a heading with its label, and `_No response_` where nobody
wrote anything. All of it is a stranger's: people can edit the issue into anything.
"""

import re
from collections.abc import Mapping

from digestry.intake.importers.id_list import identifier_in
from digestry.intake.importers.identifiers import arxiv_id, named_in
from digestry.intake.importers.records import Record

PAPER, WHY, TOPIC = "Title or address", "Why", "Topic"  # the labels of the form that `digest init` writes
_EMPTY = "_No response_"
_HEADING = re.compile(rf"^### +({'|'.join(map(re.escape, (PAPER, WHY, TOPIC)))})[ \t]*\r?$", re.MULTILINE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_LONGEST = 4000  # characters of a field
_SAID = 500  # characters of the reason, as a comment


def suggested(body: str) -> Record | None:
    """The paper that a form's body names, with the reason as what was said; nothing where no paper is named.

    An id counts in any form, alone, in an address or beside a title; of several the first, which is a doubt.
    An address without an id is the paper's own, and wants a title beside it.
    """
    fields = _fields(body)
    words = " ".join(fields.get(PAPER, "").split())[:_LONGEST]
    found: dict[str, object] = {}
    doubts: list[str] = []
    if alone := identifier_in(words):
        found["arxiv" if arxiv_id(alone) else "doi"] = alone
        words = ""
    elif named := list(named_in(words)):
        found.update(named[0].fields)
        others = dict.fromkeys(each.arxiv or each.doi for each in named[1:])
        doubts += [f"also names {other}" for other in others if other not in found.values()]
    addresses = _ADDRESS.findall(words)
    if addresses and not found:
        found["url"] = addresses[0]
    found["title"] = _title(words)
    if not (found["title"] or "arxiv" in found or "doi" in found):
        return None
    found["tags"] = [word for each in re.split(r"[,;\n]", fields.get(TOPIC, "")) if (word := each.strip())]
    why = " ".join(fields.get(WHY, "").split())
    said = why if len(why) <= _SAID else why[: _SAID - 1] + "…"
    return Record(found, 1, said=said, doubts=tuple(doubts))


def _fields(body: str) -> Mapping[str, str]:
    """What stands below each heading of the form, the first of a name; empty ones are left out."""
    parts = _HEADING.split(body)
    found: dict[str, str] = {}
    for label, text in zip(parts[1::2], parts[2::2], strict=True):
        value = text.strip()
        if label not in found and value and value != _EMPTY:
            found[label] = value
    return found


def _title(words: str) -> str:
    """What is left of a text without addresses and ids; nothing where no word is."""
    text = re.sub(rf"[(\[<]?{_ADDRESS.pattern}", " ", words, flags=re.IGNORECASE)
    for each in reversed(list(named_in(text))):
        text = f"{text[: each.start]} {text[each.end :]}"
    text = re.sub(r"\b(?:arxiv|doi) ?:(?!\w)|[(\[<]\s*[)\]>]", " ", text, flags=re.IGNORECASE)
    title = " ".join(text.split()).strip(" ,;:–—-|")
    return title if re.search(r"[^\W\d_]", title) else ""
