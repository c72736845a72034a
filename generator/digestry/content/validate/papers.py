"""Papers and issues out of feed files."""

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from digestry.content.nodes import Mapping, Sequence, Source
from digestry.content.validate.reader import Reader, root
from digestry.errors import Problem
from digestry.paper import kinds, slugs
from digestry.paper.dates import LAST_YEAR, NoZoneError, dated, with_time
from digestry.paper.model import FIELDS, Field, Issue, Paper

_GUESSED = 50  # problems up to which a tag is guessed for one that does not exist


def issue(source: Source, slug_of: dict[str, str], problems: list[Problem]) -> Issue | None:
    """An issue out of a feed file, or nothing; `slug_of` maps each name of a tag to its slug."""
    fields = root(source, problems)
    if not fields:
        return None
    date, time = _dated(fields)
    if fields.node("date") is None:
        fields.wrong(fields.line("date"), "`date` is missing", "add the issue's date, as `date: 2025-04-24`")
    elif date and date.year > LAST_YEAR:
        fields.wrong(fields.line("date"), f"`date` is in the year {date.year}", "check its digits")
        date = None
    title, note = fields.one_line("title"), fields.markdown("note")
    papers = tuple(_papers(fields, slug_of))
    fields.finish()
    return Issue(date or dt.date.min, papers, title, note, time if date else None, fields.place)


def _dated(fields: Reader) -> tuple[dt.date | None, dt.time | None]:
    """The issue's day, and its time where it has one; nothing, and a problem, where they are none."""
    text = fields.one_line("date")
    if not text:
        return None, None
    try:
        return dated(text)
    except NoZoneError:
        what, fix = "a time without its zone", "add Z for UTC or the hours from it, as 2025-04-24T10:00+02:00"
    except ValueError:
        what, fix = "not a date", "write it as 2025-04-24, or with time and zone as 2025-04-24T10:00+02:00"
    fields.wrong(fields.line("date"), f"`date` is {text!r}, {what}", fix)
    return None, None


def _papers(fields: Reader, slug_of: dict[str, str]) -> Iterator[Paper]:
    """The papers of an issue; an issue that is still empty has `papers:` with nothing behind it."""
    entries = fields.node("papers")
    if "papers" not in fields.mapping.items:
        fix = "add `papers:` with an entry a paper, or delete the file"
        fields.wrong(fields.mapping.line, "`papers` is missing", fix)
    elif isinstance(entries, Sequence):
        for entry in entries.items:
            if isinstance(entry, Mapping):
                yield _paper(Reader(entry, fields.file, fields.problems), slug_of)
            else:
                fields.wrong(
                    entry.line, "this entry is not a paper", "start it with `- id:` and indent its fields"
                )
    elif entries is not None:
        fields.wrong(fields.line("papers"), "`papers` is not a list", "start each paper with `- id:`")


def _paper(fields: Reader, slug_of: dict[str, str]) -> Paper:
    values = {name: _value(field, fields, slug_of) for name, field in FIELDS.items()}
    fields.finish()
    return Paper(**values, place=fields.place)


def known_fact(name: str, fields: Reader) -> Any:
    """One of the fields of a paper that machines look up too (`model.FACTS`), checked."""
    return _value(FIELDS[name], fields, {})


def _value(field: Field, fields: Reader, slug_of: dict[str, str]) -> Any:
    """A field as it is written, checked; empty where it is not given or wrong."""
    if field.kind is kinds.SLUG:
        return _id(fields)
    if field.kind is kinds.TAGS:
        return _tag_slugs(fields, slug_of)
    if field.kind is kinds.ARXIV and _is_a_number(fields):
        return field.kind.empty
    return fields.value(field)


def _id(fields: Reader) -> str:
    text = fields.one_line("id")
    line = fields.line("id")
    title = " ".join(scalar.text.split()) if (scalar := fields.peek("title")) else ""
    if not text:
        suggestion = slugs.slug(title) or "a-short-name"
        fields.wrong(
            line, "`id` is missing", f"add `id: {suggestion}`; it becomes the page's address for good"
        )
    elif not slugs.SLUG.fullmatch(text) or len(text) > slugs.SLUG_LENGTH:
        suggestion = slugs.slug(text) or slugs.slug(title) or "a-short-name"
        what = f"`id` is {text[:120]!r}, {kinds.SLUG.wrong}"
        fields.wrong(line, what, f"{kinds.SLUG.fix}, as `id: {suggestion}`")
    return text


def _is_a_number(fields: Reader) -> bool:
    """Whether an arXiv id has no quotes, which is a mistake: YAML makes 2401.1 of 2401.10."""
    node = fields.scalar("arxiv")
    if not node or not node.plain or not re.fullmatch(r"[\d._]+", node.text):
        return False
    what = f"`arxiv` is {node.text} without quotes"
    fields.wrong(node.line, what, f'write `arxiv: "{node.text}"`; YAML sees a number')
    return True


def _tag_slugs(fields: Reader, slug_of: dict[str, str]) -> tuple[str, ...]:
    found = []
    for text, line in fields.texts("tags"):
        if text in slug_of:
            found.append(slug_of[text])
        else:
            # Each is held against all tags: of thousands, the first few show what is meant.
            close = difflib.get_close_matches(text, slug_of, 1) if len(fields.problems) < _GUESSED else []
            meant = f"did you mean `{close[0]}`? Otherwise add" if close else "add"
            fields.wrong(line, f"unknown tag {text!r}", f"{meant} it to tags.yml")
    return tuple(dict.fromkeys(found))


def unique_ids(papers: Iterable[Paper], problems: list[Problem]) -> None:
    """Names the papers whose id another paper has."""
    first: dict[str, Paper] = {}
    for paper in papers:
        if paper.id and paper.id in first:
            at = first[paper.id].place
            fix = f"give one of them another id; the first is in {at.file}:{at.line}"
            problems.append(Problem(paper.place.file, paper.place.line, f"the id {paper.id!r} is taken", fix))
        first.setdefault(paper.id, paper)


def one_title_a_day(issues: Iterable[Issue], problems: list[Problem]) -> None:
    """Names the files that title a day which has another title already."""
    titles: dict[dt.date, str] = {}
    for issue in issues:
        known = titles.setdefault(issue.date, issue.title) or issue.title
        if issue.title and known != issue.title:
            fix = "keep one title for the day; files of one date become one issue"
            what = f"{issue.date} is already titled {known!r}"
            problems.append(Problem(issue.place.file, issue.place.of("title"), what, fix))
        titles[issue.date] = known


def one_time_a_day(issues: Iterable[Issue], problems: list[Problem]) -> None:
    """Names the files that give a day a time which has another already."""
    first: dict[dt.date, Issue] = {}
    for issue in issues:
        if issue.time and (other := first.setdefault(issue.date, issue)).moment != issue.moment:
            fix = "keep one time for the day; files of one date become one issue"
            what = f"{issue.date} is dated {with_time(other.date, other.time)} already"
            problems.append(Problem(issue.place.file, issue.place.of("date"), what, fix))
