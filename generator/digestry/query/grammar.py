"""Saved queries: the search's syntax, read and answered as overrides/assets/search does, without a browser.

What differs is meant: a person who types wants something in any case, a feed only what was asked for. So all
words have to be there, none is completed or corrected, and what the search would shrug off is a mistake.
`tests/query/queries.yml` is asked of both.
"""

import difflib
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from digestry.paper import names
from digestry.paper.model import Paper, Tag
from digestry.query import addresses
from digestry.query.terms import fold, sought, term, tokens, trim, written

LONGEST = 1000  # characters, as in query.js
MOST_WORDS = 24

_PART = re.compile(r'(?<!\S)(-?)(?:(author|tag|year):)?(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_YEARS = re.compile(r"(\d{4})(?:(-|\.\.|–)(\d{4})?)?", re.ASCII)
_FIELDS = ("author", "tag", "year")


@dataclass(frozen=True)
class Words:
    """Terms that have to stand in one field side by side: each with its place, alone or as its compound.

    A paper holds them where one of `either` (as many terms as places) begins at one place; `authors` says
    whether only the authors count.
    """

    either: tuple[tuple[tuple[str, int], ...], ...]
    authors: bool
    negated: bool


@dataclass(frozen=True)
class Query:
    """What a paper must have: `words`, a tag (slug) out of each of `tags`, its year between `years`, both
    included; and none of `not_tags` and `not_years`.
    """

    words: tuple[Words, ...]
    tags: tuple[frozenset[str], ...]
    not_tags: frozenset[str]
    years: tuple[tuple[int, int], ...]
    not_years: tuple[tuple[int, int], ...]


def parse(text: str, taxonomy: Iterable[Tag]) -> Query:
    """A query in the search's own syntax. Raises ValueError, in words for people, where it has a slip."""
    if len(text) > LONGEST:
        raise ValueError(f"it is longer than {LONGEST} characters")
    text = addresses.plain(text)
    if text.count('"') % 2:
        raise ValueError("a quotation mark is open")
    words: list[Words] = []
    tags: list[frozenset[str]] = []
    not_tags: set[str] = set()
    years: list[tuple[int, int]] = []
    not_years: list[tuple[int, int]] = []
    known = tuple(taxonomy)
    for minus, name, value, whole in _joined(_parts(text)):
        match name:
            case "tag":
                slugs = _named(value, known)
                if minus:
                    not_tags |= slugs
                else:
                    tags.append(slugs)
            case "year":
                (not_years if minus else years).append(_years(value))
            case _:
                words += _words(value, name == "author", bool(minus), whole or bool(minus))
    if sum(len(each.either[0]) for each in words) > MOST_WORDS:
        raise ValueError(f"it has more than {MOST_WORDS} words")
    if not (any(not each.negated for each in words) or tags or years):
        raise ValueError("it asks for nothing: a word that says something, a tag or a year is missing")
    return Query(tuple(words), tuple(tags), frozenset(not_tags), tuple(years), tuple(not_years))


def answer(
    queries: Sequence[Query], papers: Iterable[Paper], taxonomy: Iterable[Tag]
) -> list[tuple[Paper, ...]]:
    """The papers that each query asks for, in their order."""
    names = {tag.slug: tag.name for tag in taxonomy}
    found: list[list[Paper]] = [[] for _ in queries]
    for paper in papers:
        held = _Held(paper, names)
        for query, answers in zip(queries, found, strict=True):
            if _fits(query, held):
                answers.append(paper)
    return [tuple(answers) for answers in found]


def _parts(text: str) -> Iterator[tuple[str, str, str, bool]]:
    """Each part of a query: its minus, its field, its value, and whether that is to stand as it is."""
    for match in _PART.finditer(text):
        minus, name, quoted, plain = match.groups()
        if plain and not name and (slip := re.match(r"([a-z]+):.", plain, re.IGNORECASE)):
            close = difflib.get_close_matches(slip[1].lower(), _FIELDS, 1, cutoff=0.75)
            if close:
                raise ValueError(f"{slip[1]}: is not a field; did you mean {close[0]}:")
        value = plain if plain is not None else quoted
        address = "" if name else addresses.word(value)
        yield minus, (name or "").lower(), address or value, plain is None or bool(address)


def _joined(parts: Iterable[tuple[str, str, str, bool]]) -> Iterator[tuple[str, str, str, bool]]:
    """The parts, but words beside each other are one, since `GPT 4` is one name."""
    for plain, run in itertools.groupby(parts, lambda part: not (part[0] or part[1] or part[3])):
        if plain:
            yield "", "", " ".join(value for _, _, value, _ in run), False
        else:
            yield from run


def _named(text: str, taxonomy: Sequence[Tag]) -> frozenset[str]:
    """The tags of that slug, name or alias, or that begin so."""
    wanted = fold(text).strip()
    names = {
        tag.slug: [tag.slug, fold(tag.name).strip(), *(fold(alias).strip() for alias in tag.aliases)]
        for tag in taxonomy
    }
    exact = frozenset(slug for slug, own in names.items() if wanted in own)
    begun = frozenset(
        slug for slug, own in names.items() if wanted and any(n.startswith(wanted) for n in own)
    )
    if not (exact or begun):
        close = difflib.get_close_matches(wanted, names, 1)
        raise ValueError(
            f"there is no tag {text!r}" + (f"; did you mean tag:{close[0]}" if close else " in tags.yml")
        )
    return exact or begun


def _years(text: str) -> tuple[int, int]:
    match = _YEARS.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no year: write year:2024, year:2020-2023 or year:2020-")
    first = int(match[1])
    last = int(match[3] or 9999) if match[2] else first
    if last < first:
        raise ValueError(f"{text!r} ends before it begins")
    return first, last


def _words(text: str, authors: bool, negated: bool, whole: bool) -> Iterator[Words]:
    """The words of a part of the query: side by side where it is a phrase, each for itself otherwise."""
    folded = fold(text)
    if whole:
        placed = tuple((name, place) for place, name in enumerate(_terms(folded)) if name)
        if placed:
            yield Words((placed,), authors, negated)
        return
    for word, compound in sought(folded):
        if name := term(word):
            either = dict.fromkeys((name, term(compound) or name))
            yield Words(tuple(((one, 0),) for one in either), authors, negated)


def _terms(folded: str) -> list[str]:
    """The term of each word; nothing for those that say nothing, which keep their place all the same."""
    return [term(trim(token)) for token in written(folded)]


@dataclass(frozen=True)
class _Held:
    """A paper as queries look at it; its words are taken apart only when a query could want them."""

    paper: Paper
    names: Mapping[str, str]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The fields that the search indexes; the authors come first."""
        paper = self.paper
        tags = " ".join(f"{slug} {self.names[slug]}" for slug in paper.tags)
        authors = " ".join(names.named(paper.authors))
        texts = (authors, paper.title, tags, paper.summary, paper.venue, paper.arxiv, addresses.words(paper))
        return (*texts, paper.abstract)

    @cached_property
    def letters(self) -> str:
        """All of them in one case and without accents, with and without hyphens."""
        text = " ".join(self.texts)
        text = text.lower() if text.isascii() else fold(text)
        return f"{text} {text.replace('-', '')}"

    @cached_property
    def fields(self) -> tuple[Sequence[str], ...]:
        """The tokens of each field."""
        return tuple(tokens(fold(text)) for text in self.texts)


def _fits(query: Query, held: _Held) -> bool:
    own = frozenset(held.paper.tags)
    year = held.paper.published.year if held.paper.published else 0
    return (
        not own & query.not_tags
        and all(own & slugs for slugs in query.tags)
        and all(first <= year <= last for first, last in query.years)
        and not any(first <= year <= last for first, last in query.not_years)
        and all(words.negated or _could_hold(words, held) for words in query.words)
        and all(_holds(words, held) != words.negated for words in query.words)
    )


def _could_hold(words: Words, held: _Held) -> bool:
    """A word begins as its stem does, but for the stem's last letter; a name with a number begins with its
    letters. So most papers need not be stemmed.
    """
    return any(all(_beginning(name) in held.letters for name, _ in phrase) for phrase in words.either)


def _beginning(name: str) -> str:
    letters = _LETTERS.match(name)
    return letters[0][: len(name) - 1] if letters else ""


def _holds(words: Words, held: _Held) -> bool:
    fields = held.fields[:1] if words.authors else held.fields
    return any(_stands(phrase, field) for phrase in words.either for field in fields)


def _stands(phrase: Sequence[tuple[str, int]], field: Sequence[str]) -> bool:
    starts = [{at - place for at in _places(name, field)} for name, place in phrase]
    return bool(set.intersection(*starts))


def _places(name: str, field: Sequence[str]) -> Iterator[int]:
    """Where in a field a term stands; only tokens that could be it are stemmed."""
    return (at for at, token in enumerate(field) if name[:-1] in token and term(token) == name)
