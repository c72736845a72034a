"""Taking papers in: which are new, which are here already, and what they are called."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from digestry.catalogue.catalogue import completed
from digestry.catalogue.dedupe import Known, filled, title_key
from digestry.content.validate import Content
from digestry.paper import slugs
from digestry.paper.model import FACTS, FIELDS, Fact, Paper


@dataclass(frozen=True)
class Merged:
    """A paper that is here already.

    paper: as the source has it.
    into: as it is here; in the digest, or earlier in the same source.
    facts: what the source knows of it and the digest does not.
    differs: the fields in which the source says something else; what was here first stays.
    untaken: the fields that are empty here and stay so: the digest's own words are for its curator to write.
    """

    paper: Paper
    into: Paper
    facts: tuple[Fact, ...] = ()
    differs: tuple[str, ...] = ()
    untaken: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What becomes of papers that come in.

    added: new papers with their ids, in the source's order.
    merged: those that are here already.
    unknown: keywords that no tag has, and of how many papers, the commonest first.
    positions: where each new paper, by id, stood among those that came in: once, or in several places.
    """

    added: tuple[Paper, ...]
    merged: tuple[Merged, ...]
    unknown: tuple[tuple[str, int], ...] = ()
    positions: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def take_in(papers: Iterable[Paper], digest: Content, source: str, day: dt.date) -> Outcome:
    """What becomes of papers that come from `source`, beside all that is in the digest.

    A new paper gets an id that nothing has: its title as a slug, numbered where that is taken. Its keywords
    become tags where the taxonomy has them under any name. Papers that come twice become one, with the
    longer abstract. `day` dates the facts.
    """
    known = Known()
    for issue in digest.issues:
        for paper in issue.papers:
            known.add(completed(paper, digest.facts))
    slug_of = {
        slugs.slug(name): tag.slug for tag in digest.tags for name in (tag.name, *tag.aliases, tag.slug)
    }
    numbers: Counter[str] = Counter()
    added: dict[str, Paper] = {}
    merged: list[Merged] = []
    unknown: Counter[str] = Counter()
    positions: dict[str, tuple[int, ...]] = {}
    for at, paper in enumerate(papers):
        unknown.update(word for word in paper.tags if slugs.slug(word) not in slug_of)
        tagged = replace(paper, tags=_tags(paper.tags, slug_of))
        found = known.find(tagged)
        if found is None:
            found = replace(tagged, id=_id(tagged, known, numbers))
            added[found.id] = found
            positions[found.id] = (at,)
        elif found.id in added:
            differs = (name for name in _differences(tagged, found) if name != "abstract")  # the longer one
            merged.append(Merged(tagged, found, differs=tuple(differs)))
            found = added[found.id] = _joined(found, tagged)
            positions[found.id] += (at,)
        else:
            facts = tuple(
                Fact(name, getattr(tagged, name), source, day)
                for name in FACTS
                if found.lacks(name) and not tagged.lacks(name)
            )
            merged.append(Merged(tagged, found, facts, _differences(tagged, found), _untaken(tagged, found)))
            found = completed(found, {found.id: facts})
        known.add(found)
    return Outcome(tuple(added.values()), tuple(merged), tuple(unknown.most_common()), positions)


def with_facts(known: Mapping[str, tuple[Fact, ...]], outcome: Outcome) -> dict[str, tuple[Fact, ...]]:
    """All facts, with those that came in."""
    facts = dict(known)
    for each in outcome.merged:
        if each.facts:
            facts[each.into.id] = (*facts.get(each.into.id, ()), *each.facts)
    return facts


def _joined(paper: Paper, again: Paper) -> Paper:
    """What a source says of one paper in two places; a draft if it is one in either."""
    abstract = max(paper.abstract, again.abstract, key=len)
    return replace(filled(paper, again), abstract=abstract, draft=paper.draft or again.draft)


def _differences(paper: Paper, here: Paper) -> tuple[str, ...]:
    """The fields that both have, and each otherwise; title and abstract by their letters and digits."""
    return tuple(
        name
        for name in FIELDS
        if name not in ("id", "draft")
        and not (paper.lacks(name) or here.lacks(name))
        and not _agree(name, getattr(paper, name), getattr(here, name))
    )


def _agree(field: str, theirs: Any, ours: Any) -> bool:
    match field:
        case "title" | "abstract":
            return title_key(theirs) == title_key(ours)
        case "tags":
            return set(theirs) <= set(ours)
    return bool(theirs == ours)


def _untaken(paper: Paper, here: Paper) -> tuple[str, ...]:
    """The curator's own fields that only the source has something for."""
    return tuple(name for name in FIELDS if name not in FACTS and here.lacks(name) and not paper.lacks(name))


def _tags(keywords: Iterable[str], slug_of: Mapping[str, str]) -> tuple[str, ...]:
    found = (slug_of.get(slugs.slug(keyword)) for keyword in keywords if slugs.slug(keyword))
    return tuple(dict.fromkeys(slug for slug in found if slug))


def _id(paper: Paper, known: Known, numbers: Counter[str]) -> str:
    """A slug that nothing has yet: the paper's own id, if it has one, or made of its title.

    A title without a Latin letter gives none; then arXiv id or DOI stand for it, or a hash of the title.
    `numbers` has how far each name was counted.
    """
    name = (
        paper.id
        or slugs.slug(paper.title)
        or slugs.slug(f"arxiv {paper.arxiv}" if paper.arxiv else paper.doi)
        or f"paper-{hashlib.sha256(paper.title.encode()).hexdigest()[:8]}"
    )
    number, id = max(1, numbers[name]), name
    while id in known:
        number += 1
        id = f"{name[: slugs.SLUG_LENGTH - len(str(number)) - 1].rstrip('-')}-{number}"
    numbers[name] = number
    return id
