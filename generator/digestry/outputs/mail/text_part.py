"""A letter as plain text: for those who read mail that way, and aloud."""

import textwrap
from collections.abc import Iterator, Sequence
from itertools import count

from digestry.outputs.mail.sections import Entry, Section
from digestry.paper import prose
from digestry.words import Words

_WIDTH = 72  # characters; an address is never broken


def text(
    heads: Sequence[str],
    sections: Sequence[Section],
    left: Sequence[str],
    foot: Sequence[str],
    words: Words,
) -> str:
    """All of it. `heads`, `left` (what is said of papers that did not fit) and `foot` are paragraphs."""
    parts = [_wrapped(head) for head in heads]
    numbers = count(1)
    for section in sections:
        if len(sections) > 1:
            parts.append(f"{_wrapped(section.heading)}\n{'-' * min(len(section.heading), _WIDTH)}")
        parts += _note(section.note)
        parts.append(
            words.say("The editor's note: %(address)s", address=section.more) if section.more else ""
        )
        parts += ["\n".join(_entry(next(numbers), entry, words)) for entry in section.entries]
    parts += [*map(_wrapped, left), "-- \n" + "\n".join(map(_wrapped, foot))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _entry(number: int, entry: Entry, words: Words) -> Iterator[str]:
    yield _wrapped(entry.title, f"{number}. ")
    if entry.status:
        yield _wrapped(f"{entry.status}.", "   ")
    if about := " · ".join([*filter(None, [entry.authors]), *entry.facts]):
        yield _wrapped(about, "   ")
    if entry.summary:
        yield _wrapped(entry.summary, "   ")
    if entry.note:
        for line in "\n\n".join(_note(entry.note)).split("\n"):
            yield f"   > {line}".rstrip()
    if entry.tags:
        yield _wrapped(words.say("Tags: %(names)s", names=", ".join(entry.tags)), "   ")
    yield f"   {entry.address}"
    for label, address in entry.links:
        yield f"   {label}: {address}"


def _note(html: str) -> list[str]:
    """The paragraphs of a note, and where its links lead."""
    paragraphs = [
        _wrapped(" ".join(part.split())) for part in prose.plain(html).split("\n\n") if part.strip()
    ]
    return [*paragraphs, *(["\n".join(links)] if (links := prose.links(html)) else [])]


def _wrapped(line: str, first: str = "") -> str:
    return textwrap.fill(
        line,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
