"""Papers and issues out of feed files."""

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from digestry.content.nodes import Mapping, Sequence, Source
from digestry.content.validate.reader import Fields, root
from digestry.errors import Problem
from digestry.paper import slugs, values
from digestry.paper.dates import PartialDate
from digestry.paper.model import Issue, Paper


def issue(source: Source, slugs: dict[str, str], problems: list[Problem]) -> Issue | None:
    """An issue out of a feed file, or nothing; `slugs` maps each name of a tag to its slug."""
    fields = root(source, "add `date:` and `papers:`, or delete the file", problems)
    if not fields:
        return None
    date = fields.parsed("date", dt.date.fromisoformat, "not a date", "write it as 2025-04-24")
    if fields.node("date") is None:
        fields.wrong(fields.line("date"), "`date` is missing", "add the issue's date, as `date: 2025-04-24`")
    title, note = fields.one_line("title"), fields.markdown("note")
    papers = tuple(_papers(fields, slugs))
    fields.finish()
    return Issue(date or dt.date.min, papers, title, note, fields.place)


def _papers(fields: Fields, slugs: dict[str, str]) -> Iterator[Paper]:
    """The papers of an issue; an issue that is still empty has `papers:` with nothing behind it."""
    entries = fields.node("papers")
    if "papers" not in fields.mapping.items:
        fix = "add `papers:` with an entry a paper, or delete the file"
        fields.wrong(fields.mapping.line, "`papers` is missing", fix)
    elif isinstance(entries, Sequence):
        for entry in entries.items:
            if isinstance(entry, Mapping):
                yield _paper(Fields(entry, fields.file, fields.problems), slugs)
            else:
                fields.wrong(
                    entry.line, "this entry is not a paper", "start it with `- id:` and indent its fields"
                )
    elif entries is not None:
        fields.wrong(fields.line("papers"), "`papers` is not a list", "start each paper with `- id:`")


def _paper(fields: Fields, slugs: dict[str, str]) -> Paper:
    title = fields.one_line("title", required=True)
    paper = Paper(
        id=_id(fields, title),
        title=title,
        abstract=fields.text("abstract"),
        summary=fields.one_line("summary"),
        note=fields.markdown("note"),
        tags=_tag_slugs(fields, slugs),
        draft=fields.parsed("draft", values.truth, "neither true nor false", "write true or false") or False,
        place=fields.place,
        **known_facts(fields),
    )
    fields.finish()
    return paper


def known_facts(fields: Fields) -> dict[str, Any]:
    """The fields of a paper that machines look up too (`model.FACTS`), by name; empty where not given."""
    return {
        "authors": tuple(dict.fromkeys(name for name, _ in fields.texts("authors"))),
        "arxiv": _arxiv(fields),
        "doi": fields.parsed("doi", values.doi, "not a DOI", "write it as 10.1145/3637528.3671617") or "",
        "url": _url(fields, "url"),
        "pdf": _url(fields, "pdf"),
        "code": _url(fields, "code"),
        "project": _url(fields, "project"),
        "venue": fields.one_line("venue"),
        "published": fields.parsed(
            "published", PartialDate.parse, "not a date", "write 2024-01-24, 2024-01 or 2024"
        ),
        "categories": _categories(fields),
        "upvotes": fields.parsed("upvotes", values.count, "not a count", "write a whole number, 0 or more"),
    }


def _id(fields: Fields, title: str) -> str:
    text = fields.one_line("id")
    line = fields.line("id")
    if not text:
        suggestion = slugs.slug(title) or "a-short-name"
        fields.wrong(
            line, "`id` is missing", f"add `id: {suggestion}`; it becomes the page's address for good"
        )
    elif not slugs.SLUG.fullmatch(text) or len(text) > slugs.SLUG_LENGTH:
        suggestion = slugs.slug(text) or slugs.slug(title) or "a-short-name"
        fields.wrong(
            line,
            f"`id` is {text[:120]!r}, not a slug of at most {slugs.SLUG_LENGTH} characters",
            f"use lower-case words joined by hyphens, as `id: {suggestion}`",
        )
    return text


def _arxiv(fields: Fields) -> str:
    node = fields.scalar("arxiv")
    if node and node.plain and re.fullmatch(r"[\d._]+", node.text):
        fields.wrong(
            node.line,
            f"`arxiv` is {node.text} without quotes",
            f'write `arxiv: "{node.text}"`; YAML sees a number',
        )
        return ""
    return (
        fields.parsed(
            "arxiv", values.arxiv_id, "not an arXiv id", 'write it as "2401.14427" or "hep-ex/0307015"'
        )
        or ""
    )


def _url(fields: Fields, name: str) -> str:
    return (
        fields.parsed(
            name, values.web_address, "not a web address", "write it in full, starting with https://"
        )
        or ""
    )


def _categories(fields: Fields) -> tuple[str, ...]:
    found = []
    for text, line in fields.texts("categories"):
        try:
            found.append(values.category(text))
        except ValueError:
            fields.wrong(line, f"{text!r} is not an arXiv category", "write it as cs.LG")
    return tuple(dict.fromkeys(found))


def _tag_slugs(fields: Fields, slugs: dict[str, str]) -> tuple[str, ...]:
    found = []
    for text, line in fields.texts("tags"):
        if text in slugs:
            found.append(slugs[text])
        else:
            close = difflib.get_close_matches(text, slugs, 1)
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
