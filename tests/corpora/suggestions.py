"""Nasty strings as what readers suggest: each in each field of the form, down to the feed file that would be written."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from digestry.content import entries, nodes
from digestry.content.load import RawContent
from digestry.content.validate import Content, validate
from digestry.intake.importers.reading import reading
from digestry.intake.suggestion import PAPER, TOPIC, WHY, suggested
from digestry.intake.take_in import take_in

from tests.corpora.outcome import Outcome
from tests.corpora.strings import strings

_DAY = dt.date(2026, 11, 26)


def drafted(corpus: Path) -> Outcome | None:
    """What each string becomes; nothing where a corpus has no strings."""
    found = strings(corpus)
    if not found:
        return None
    outcome = Outcome("suggestions", len(found), never={"crash": 0, "not one draft": 0, "file not read": 0})
    for text in found:
        for body in _bodies(text):
            try:
                fault = _fault(body, outcome)
            except Exception as error:  # the very thing that this looks for
                fault = "crash"
                outcome.told.append(f"crash: {text!r}: {type(error).__name__}: {error}"[:240])
            if fault:
                outcome.never[fault] += 1
                outcome.told.append(f"{fault}: {body!r}"[:240])
    return outcome


def _bodies(text: str) -> Iterator[str]:
    """The form with the string in one of its fields, alone and behind other words."""
    for label in (PAPER, WHY, TOPIC):
        for value in (text, f"A title {text}"):
            values = {PAPER: "A title", WHY: "", TOPIC: ""} | {label: value}
            yield "".join(f"### {name}\n\n{written}\n\n" for name, written in values.items())


def _fault(body: str, outcome: Outcome) -> str:
    """What is wrong with the draft that comes of a suggestion; nothing where it is right, or there is none."""
    record = suggested(body)
    found = reading([record] if record else [], "suggestion", structured=False)
    papers = take_in(
        [replace(each.paper, draft=True) for each in found.candidates], Content((), (), ()), "it", _DAY
    )
    if not papers.added:
        outcome.refused += 1
        return ""
    said = {papers.added[0].id: record.said if record else ""}
    text = entries.feed(_DAY, papers.added, "Suggested by a reader.", said)
    source, problems = nodes.parse(text, "content/feed/x.yml")
    content, more = validate(RawContent("content", feed=(source,)))
    if [*problems, *(each for each in more if "tag" not in each.what)]:
        return "file not read"
    issue = content.issues[0]
    is_one = len(content.issues) == len(issue.papers) == 1 and issue.papers[0].draft
    return "" if is_one and issue.papers[0].title == papers.added[0].title else "not one draft"
