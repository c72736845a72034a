"""What a letter says of each paper: the same words in HTML and in text, with formulas in letters.

All texts are plain, but for notes, which are clean HTML.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from digestry import urls
from digestry.paper import names, prose
from digestry.paper.model import Issue, Paper, Tag
from digestry.paper.text import beginning, readable
from digestry.paper.wording import sentence
from digestry.settings import Settings
from digestry.words import Words

# Characters. A letter is no place for all of a paper, and one paper may not fill it.
_TITLE, _SUMMARY, _ABSTRACT, _FACT, _NOTE = 300, 600, 280, 100, 1500
_AUTHORS, _TAGS = 6, 8
_EDITORIAL = 8000  # characters of HTML


@dataclass(frozen=True)
class Entry:
    """A paper in a letter.

    address: of its page in the digest.
    facts: its venue and date. tags: their names. links: label and address.
    """

    title: str
    address: str
    status: str
    authors: str
    facts: tuple[str, ...]
    summary: str
    note: str
    tags: tuple[str, ...]
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Section:
    """An issue in a letter.

    note: the editor's, as HTML; nothing where it is too long, then `more` is the address that has it.
    """

    heading: str
    note: str
    more: str
    entries: tuple[Entry, ...]


def section(issue: Issue, tags: Mapping[str, Tag], settings: Settings) -> Section:
    """An issue with all its papers."""
    title = beginning(readable(issue.title), _TITLE)
    page = urls.absolute(urls.issue(issue.date), settings.site_url)
    day = settings.words.day(issue.date)
    note = prose.html(issue.note, page)
    is_long = len(note) > _EDITORIAL
    return Section(
        f"{title}: {day}" if title else day,
        "" if is_long else note,
        page if is_long else "",
        tuple(entry(paper, tags, settings) for paper in issue.papers),
    )


def entry(paper: Paper, tags: Mapping[str, Tag], settings: Settings) -> Entry:
    """A paper: its summary, or the beginning of its abstract where there is none."""
    words = settings.words
    page = urls.absolute(urls.paper(paper.id), settings.site_url)
    note = prose.html(paper.note, page)
    facts = [beginning(readable(paper.venue), _FACT), words.day(paper.published) if paper.published else ""]
    return Entry(
        beginning(readable(paper.title), _TITLE),
        page,
        beginning(sentence(paper.status), _FACT),
        _authors(paper, words),
        tuple(fact for fact in facts if fact),
        beginning(readable(paper.summary), _SUMMARY) or beginning(readable(paper.abstract), _ABSTRACT),
        note if len(note) <= _NOTE else "",
        tuple(tags[slug].name for slug in paper.tags[:_TAGS]),
        tuple((words.say(label), address) for label, address in urls.links(paper)),
    )


def _authors(paper: Paper, words: Words) -> str:
    """`Ann Lee, Bo Chen and 12 others`."""
    people = names.named(paper.authors)
    shown = [beginning(name, _FACT) for name in people[:_AUTHORS]]
    return words.people(shown, len(people) - len(shown), names.OTHERS in paper.authors)
