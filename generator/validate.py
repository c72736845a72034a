"""From what is written to typed values, with every problem found on the way.

Each function takes nodes and a list that it adds problems to; a value that is wrong is left out, so that
one mistake does not hide the next.
"""

import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from generator import urls
from generator.errors import Problem
from generator.load import Content, Mapping, Node, Scalar, Sequence, Source
from generator.model import Document, Issue, Paper, PartialDate, Place, Tag
from generator.text import clean, visible

_ARXIV = re.compile(
    r"(?:arxiv:)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?", re.ASCII | re.IGNORECASE
)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.\d{4,9}/\S+)", re.ASCII | re.IGNORECASE)
_T = TypeVar("_T")
_CATEGORY = re.compile(r"[a-z-]+(?:\.[A-Za-z-]+)?", re.ASCII)


@dataclass(frozen=True)
class Digest:
    """The content as values: an issue a file (one day can have several), the taxonomy, the pages."""

    issues: tuple[Issue, ...]
    tags: tuple[Tag, ...]
    pages: tuple[Document, ...]


def validate(content: Content) -> tuple[Digest, list[Problem]]:
    """Values out of loaded content, and everything that is wrong with it."""
    problems: list[Problem] = []
    tags = _tags(content.tags, problems) if content.tags else ()
    slugs = {name: tag.slug for tag in tags for name in (tag.slug, *tag.aliases)}
    issues = [issue for source in content.feed if (issue := _issue(source, slugs, problems))]
    _unique_ids((paper for issue in issues for paper in issue.papers), problems)
    _one_title_a_day(issues, problems)
    return Digest(tuple(issues), tags, content.pages), problems


class _Fields:
    """The fields of one mapping, read by name and type; what is left over at the end is unknown."""

    def __init__(self, mapping: Mapping, file: str, problems: list[Problem]) -> None:
        self.mapping = mapping
        self.file = file
        self.problems = problems
        self.known: set[str] = set()

    def wrong(self, line: int, what: str, fix: str) -> None:
        self.problems.append(Problem(self.file, line, what, fix))

    def node(self, name: str) -> Node | None:
        self.known.add(name)
        node = self.mapping.items.get(name)
        return None if isinstance(node, Scalar) and node.is_null else node

    def line(self, name: str) -> int:
        return self.mapping.lines.get(name, self.mapping.line)

    def scalar(self, name: str) -> Scalar | None:
        node = self.node(name)
        if node is None or isinstance(node, Scalar):
            return node
        self.wrong(self.line(name), f"`{name}` is not text", "write one text; quote it if it holds : [ ] { }")
        return None

    def text(self, name: str, required: bool = False) -> str:
        node = self.scalar(name)
        text = clean(node.text) if node else ""
        if required and not text and not isinstance(self.node(name), Mapping | Sequence):
            self.wrong(self.line(name), f"`{name}` is missing", f"add `{name}:` with a text")
        return text

    def markdown(self, name: str) -> str:
        node = self.scalar(name)
        return visible(node.text).strip() if node else ""

    def one_line(self, name: str, required: bool = False) -> str:
        return " ".join(self.text(name, required).split())

    def parsed(self, name: str, parse: Callable[[str], _T], what: str, fix: str) -> _T | None:
        text = self.one_line(name)
        if not text:
            return None
        try:
            return parse(text)
        except ValueError:
            self.wrong(self.line(name), f"`{name}` is {text!r}, {what}", fix)
            return None

    def texts(self, name: str) -> tuple[tuple[str, int], ...]:
        """A list of texts, each with its line; blank ones are problems."""
        node = self.node(name)
        if node is None:
            return ()
        if not isinstance(node, Sequence):
            self.wrong(self.line(name), f"`{name}` is not a list", f"write `{name}: [one, another]`")
            return ()
        found = []
        for item in node.items:
            text = " ".join(clean(item.text).split()) if isinstance(item, Scalar) and not item.is_null else ""
            if text:
                found.append((text, item.line))
            else:
                self.wrong(
                    item.line, f"an entry of `{name}` is not a text", "write one text an entry, or remove it"
                )
        return tuple(found)

    def finish(self) -> None:
        """Names the fields that nobody asked for."""
        for name, line in self.mapping.lines.items():
            if name not in self.known:
                close = difflib.get_close_matches(name, self.known, 1)
                fix = (
                    f"did you mean `{close[0]}`?" if close else f"use one of: {', '.join(sorted(self.known))}"
                )
                self.wrong(line, f"unknown field `{name}`", fix)


def _root(source: Source, empty_fix: str, problems: list[Problem]) -> _Fields | None:
    match source.root:
        case Mapping() as mapping:
            return _Fields(mapping, source.file, problems)
        case None:
            problems.append(Problem(source.file, 1, "the file is empty", empty_fix))
        case Scalar() as scalar if scalar.is_null:
            problems.append(Problem(source.file, 1, "the file is empty", empty_fix))
        case other:
            problems.append(
                Problem(source.file, other.line, "the file is not a mapping", "start with `name: value`")
            )
    return None


def _issue(source: Source, slugs: dict[str, str], problems: list[Problem]) -> Issue | None:
    fields = _root(source, "add `date:` and `papers:`, or delete the file", problems)
    if not fields:
        return None
    date = fields.parsed("date", dt.date.fromisoformat, "not a date", "write it as 2025-04-24")
    if fields.node("date") is None:
        fields.wrong(fields.line("date"), "`date` is missing", "add the issue's date, as `date: 2025-04-24`")
    title, note = fields.one_line("title"), fields.markdown("note")
    entries = fields.node("papers")
    papers: list[Paper] = []
    if not isinstance(entries, Sequence) or not entries.items:
        empty = entries is None or isinstance(entries, Sequence)
        what = "the issue has no papers" if empty else "`papers` is not a list"
        fix = "add one below `papers:`, or delete the file" if empty else "start each paper with `- id:`"
        fields.wrong(fields.line("papers"), what, fix)
    else:
        for entry in entries.items:
            if isinstance(entry, Mapping):
                papers.append(_paper(_Fields(entry, source.file, problems), slugs))
            else:
                fields.wrong(
                    entry.line, "this entry is not a paper", "start it with `- id:` and indent its fields"
                )
    fields.finish()
    return Issue(date or dt.date.min, tuple(papers), title, note, Place(source.file, fields.line("title")))


def _paper(fields: _Fields, slugs: dict[str, str]) -> Paper:
    title = fields.one_line("title", required=True)
    paper = Paper(
        id=_id(fields, title),
        title=title,
        abstract=fields.text("abstract"),
        summary=fields.one_line("summary"),
        note=fields.markdown("note"),
        authors=tuple(dict.fromkeys(name for name, _ in fields.texts("authors"))),
        arxiv=_arxiv(fields),
        doi=fields.parsed("doi", _doi, "not a DOI", "write it as 10.1145/3637528.3671617") or "",
        url=_url(fields, "url"),
        pdf=_url(fields, "pdf"),
        code=_url(fields, "code"),
        project=_url(fields, "project"),
        venue=fields.one_line("venue"),
        published=fields.parsed(
            "published", PartialDate.parse, "not a date", "write 2024-01-24, 2024-01 or 2024"
        ),
        categories=_categories(fields),
        tags=_tag_slugs(fields, slugs),
        upvotes=fields.parsed("upvotes", _count, "not a count", "write a whole number, 0 or more"),
        draft=fields.parsed("draft", _truth, "neither true nor false", "write true or false") or False,
        place=Place(fields.file, fields.mapping.line),
    )
    fields.finish()
    return paper


def _id(fields: _Fields, title: str) -> str:
    text = fields.one_line("id")
    line = fields.line("id")
    if not text:
        suggestion = urls.slug(title) or "a-short-name"
        fields.wrong(
            line, "`id` is missing", f"add `id: {suggestion}`; it becomes the page's address for good"
        )
    elif not urls.SLUG.fullmatch(text) or len(text) > urls.SLUG_LENGTH:
        suggestion = urls.slug(text) or urls.slug(title) or "a-short-name"
        fields.wrong(
            line,
            f"`id` is {text[:120]!r}, not a slug of at most {urls.SLUG_LENGTH} characters",
            f"use lower-case words joined by hyphens, as `id: {suggestion}`",
        )
    return text


def _arxiv(fields: _Fields) -> str:
    node = fields.scalar("arxiv")
    if node and node.plain and re.fullmatch(r"[\d._]+", node.text):
        fields.wrong(
            node.line,
            f"`arxiv` is {node.text} without quotes",
            f'write `arxiv: "{node.text}"`; YAML sees a number',
        )
        return ""
    return (
        fields.parsed("arxiv", _arxiv_id, "not an arXiv id", 'write it as "2401.14427" or "hep-ex/0307015"')
        or ""
    )


def _arxiv_id(text: str) -> str:
    match = _ARXIV.fullmatch(text)
    if not match:
        raise ValueError(text)
    return match[1]


def _doi(text: str) -> str:
    match = _DOI.fullmatch(text)
    if not match:
        raise ValueError(text)
    return match[1]


def _count(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise ValueError(text)
    return int(text)


def _truth(text: str) -> bool:
    return {"true": True, "false": False}[text] if text in {"true", "false"} else _fail(text)


def _fail(text: str) -> bool:
    raise ValueError(text)


def _url(fields: _Fields, name: str) -> str:
    return (
        fields.parsed(name, web_address, "not a web address", "write it in full, starting with https://")
        or ""
    )


def web_address(text: str) -> str:
    """`text` if it is an http or https address with a host and nothing a browser would trip over.

    Raises ValueError otherwise: `javascript:` and relative links never get past this.
    """
    parts = urlsplit(text)
    if (
        parts.scheme.lower() not in {"http", "https"}
        or not parts.hostname
        or re.search(r'[\s<>"\\^`{|}]', text)
    ):
        raise ValueError(text)
    return text


def _categories(fields: _Fields) -> tuple[str, ...]:
    found = []
    for text, line in fields.texts("categories"):
        if _CATEGORY.fullmatch(text):
            found.append(text)
        else:
            fields.wrong(line, f"{text!r} is not an arXiv category", "write it as cs.LG")
    return tuple(dict.fromkeys(found))


def _tag_slugs(fields: _Fields, slugs: dict[str, str]) -> tuple[str, ...]:
    found = []
    for text, line in fields.texts("tags"):
        if text in slugs:
            found.append(slugs[text])
        else:
            close = difflib.get_close_matches(text, slugs, 1)
            meant = f"did you mean `{close[0]}`? Otherwise add" if close else "add"
            fields.wrong(line, f"unknown tag {text!r}", f"{meant} it to tags.yml")
    return tuple(dict.fromkeys(found))


def _tags(source: Source, problems: list[Problem]) -> tuple[Tag, ...]:
    fields = _root(source, "add tags as `slug:` with a name and a description, or delete the file", problems)
    if not fields:
        return ()
    tags = [tag for slug in fields.mapping.items if (tag := _tag(slug, fields))]
    first: dict[str, Tag] = {}
    for tag in tags:
        for name in (tag.slug, *tag.aliases):
            if name in first:
                taken = f"already means the tag {first[name].slug}"
                problems.append(
                    Problem(source.file, tag.place.line, f"{name!r} {taken}", "use each name once")
                )
            first.setdefault(name, tag)
    parents = {tag.slug: tag.parent for tag in tags}
    for tag in tags:
        if tag.parent and parents.get(tag.parent) != "":
            fix = "name a tag that exists and has no parent itself"
            problems.append(
                Problem(source.file, tag.place.line, f"the parent {tag.parent!r} cannot be one", fix)
            )
    return tuple(tags)


def _tag(slug: str, fields: _Fields) -> Tag | None:
    node, line = fields.node(slug), fields.line(slug)
    if not urls.SLUG.fullmatch(slug) or len(slug) > urls.SLUG_LENGTH:
        fix = f"use lower-case words joined by hyphens, as `{urls.slug(slug) or 'a-tag'}`"
        fields.wrong(line, f"the tag {slug[:120]!r} is not a slug", fix)
        return None
    if not isinstance(node, Mapping):
        fields.wrong(line, f"the tag {slug} has no fields", "add `name:` and `description:` below it")
        return None
    own = _Fields(node, fields.file, fields.problems)
    tag = Tag(
        slug=slug,
        name=own.one_line("name", required=True),
        description=own.one_line("description", required=True),
        aliases=tuple(dict.fromkeys(text for text, _ in own.texts("aliases"))),
        parent=own.one_line("parent"),
        match=tuple(dict.fromkeys(text for text, _ in own.texts("match"))),
        place=Place(fields.file, line),
    )
    own.finish()
    return tag


def _unique_ids(papers: Iterable[Paper], problems: list[Problem]) -> None:
    first: dict[str, Paper] = {}
    for paper in papers:
        if paper.id and paper.id in first:
            at = first[paper.id].place
            fix = f"give one of them another id; the first is in {at.file}:{at.line}"
            problems.append(Problem(paper.place.file, paper.place.line, f"the id {paper.id!r} is taken", fix))
        first.setdefault(paper.id, paper)


def _one_title_a_day(issues: Iterable[Issue], problems: list[Problem]) -> None:
    titles: dict[dt.date, str] = {}
    for issue in issues:
        known = titles.setdefault(issue.date, issue.title) or issue.title
        if issue.title and known != issue.title:
            fix = "keep one title for the day; files of one date become one issue"
            problems.append(
                Problem(issue.place.file, issue.place.line, f"{issue.date} is already titled {known!r}", fix)
            )
        titles[issue.date] = known
