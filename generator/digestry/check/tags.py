"""Tags that lead nowhere, and papers without any; and which tags would fit."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from digestry.check.findings import Finding, about, warning
from digestry.paper.model import Paper, Tag

_IN_TITLE = 3  # a phrase in the title says as much as this many in the abstract
_MOST = 5  # tags suggested for a paper
_IN_PASSING = 0.25  # of the best tag's score


@dataclass(frozen=True)
class Suggestion:
    """A tag that would fit a paper: how well, and each phrase that says so with how often it stands there."""

    slug: str
    score: int
    phrases: tuple[tuple[str, int], ...]


def missing(paper: Paper) -> Iterator[Finding]:
    """A paper that has no tags, and gets none by its words."""
    if not paper.tags:
        fix = "add `tags:`; `digest tag --suggest` names some that would fit"
        yield about("no-tags", paper, "tags", "the paper has no tags", fix)


def rare(tags: Sequence[Tag], papers: Sequence[Paper]) -> Iterator[Finding]:
    """Tags of no paper, or of one only. A tag above others is as used as they are."""
    if not papers:
        return  # a new digest
    count = Counter(slug for paper in papers for slug in paper.tags)
    used = Counter(count)
    for tag in tags:
        if tag.parent:
            used[tag.parent] += count[tag.slug]
    for tag in tags:
        if not used[tag.slug]:
            what, fix = f"no paper has the tag {tag.slug}", "use it, or delete it: its page is empty"
            yield warning("unused-tag", tag.place, "", what, fix)
        elif used[tag.slug] == 1:
            what, fix = f"only one paper has the tag {tag.slug}", "use it for more papers, or another tag"
            yield warning("rare-tag", tag.place, "", what, fix)


def suggestions(
    papers: Iterable[Paper], tags: Sequence[Tag]
) -> Iterator[tuple[Paper, tuple[Suggestion, ...]]]:
    """For each paper the tags that would fit, best first: their phrases, names or aliases stand in it.

    What stands there in passing only is left out.
    """
    known = [(tag.slug, [(phrase, _pattern(phrase)) for phrase in _phrases(tag)]) for tag in tags]
    for paper in papers:
        found = []
        for slug, patterns in known:
            counts = [(phrase, *_count(pattern, paper)) for phrase, pattern in patterns]
            score = sum(weight for _, _, weight in counts)
            if score:
                phrases = tuple((phrase, number) for phrase, number, _ in counts if number)
                found.append(Suggestion(slug, score, phrases))
        best = max((each.score for each in found), default=0)
        fitting = [each for each in found if each.score >= _IN_PASSING * best]
        yield paper, tuple(sorted(fitting, key=lambda each: (-each.score, each.slug))[:_MOST])


def _phrases(tag: Tag) -> list[str]:
    """What tells a tag, each once in any case: `match`, name, slug, aliases."""
    slugs = (name.replace("-", " ") for name in (tag.slug, *tag.aliases))
    singular = {_singular(phrase): phrase for phrase in reversed([*tag.match, tag.name, *slugs])}
    return [phrase.casefold() for phrase in reversed(singular.values())]


def _singular(phrase: str) -> str:
    return re.sub(r"[\s-]+", " ", phrase.casefold()).removesuffix("s")


def _pattern(phrase: str) -> re.Pattern[str]:
    """The phrase as whole words, in any case, singular and plural, with hyphens or without."""
    words = r"[\s-]+".join(map(re.escape, _singular(phrase).split(" ")))
    return re.compile(rf"(?<!\w){words}s?(?!\w)", re.IGNORECASE)


def _count(pattern: re.Pattern[str], paper: Paper) -> tuple[int, int]:
    """How often a phrase stands in a paper, and how much that weighs."""
    title, abstract = (len(pattern.findall(text)) for text in (paper.title, paper.abstract))
    return title + abstract, _IN_TITLE * title + abstract
