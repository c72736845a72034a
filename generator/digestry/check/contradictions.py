"""Looked-up facts that say something else than the curator, or that nobody needs any more."""

from collections.abc import Iterator, Mapping
from typing import Any

from digestry.catalogue.dedupe import title_key
from digestry.check.findings import Finding, about, warning
from digestry.paper import slugs
from digestry.paper.dates import PartialDate
from digestry.paper.model import EMPTY, FIELDS, Fact, Paper


def contradictions(paper: Paper, facts: Mapping[str, tuple[Fact, ...]]) -> Iterator[Finding]:
    """Fields of a paper, as its curator wrote them, that differ from a fact."""
    for fact in facts.get(paper.id, ()):
        curated = getattr(paper, fact.field)
        if (
            FIELDS[fact.field].varies
            or curated in EMPTY
            or fact.value in EMPTY
            or _agree(curated, fact.value)
        ):
            continue
        at = f"{fact.place.file}:{fact.place.of(fact.field)}"
        what = f"`{fact.field}` is {_shown(curated)}, but {fact.source} says {_shown(fact.value)} ({at})"
        yield about("contradiction", paper, fact.field, what, "keep what is right, and delete the other")


def status(paper: Paper, facts: Mapping[str, tuple[Fact, ...]]) -> Iterator[Finding]:
    """What became of a paper, until its curator has taken note of it in its entry."""
    for fact in facts.get(paper.id, ()):
        if fact.field == "status" and not paper.status:
            what = f"the paper is {fact.value!r}, says {fact.source} ({fact.date})"
            fix = f"keep it with `status: {fact.value}` in its entry, or take it out"
            yield about("status", paper, "title", what, fix)


def orphans(facts: Mapping[str, tuple[Fact, ...]], ids: frozenset[str]) -> Iterator[Finding]:
    """Facts of papers that are gone."""
    for id, found in facts.items():
        if found and id not in ids:
            what, fix = f"these facts are of no paper: {id!r}", "delete them, or give it its old id"
            yield warning("orphan-fact", found[0].place, "", what, fix)


def _agree(one: Any, other: Any) -> bool:
    """Whether two values say the same, as far as both say something."""
    if isinstance(one, PartialDate):
        both = zip(_parts(one), _parts(other), strict=True)
        return all(mine == theirs for mine, theirs in both if mine and theirs)
    if isinstance(one, tuple):
        return {slugs.author_slug(name) for name in one} == {slugs.author_slug(name) for name in other}
    mine, theirs = title_key(one), title_key(other)
    return mine in theirs or theirs in mine  # "KDD" and "KDD 2024"


def _parts(date: PartialDate) -> tuple[int, int, int]:
    return date.year, date.month, date.day


def _shown(value: Any) -> str:
    text = ", ".join(value) if isinstance(value, tuple) else str(value)
    return repr(text if len(text) <= 100 else f"{text[:100]}…")
