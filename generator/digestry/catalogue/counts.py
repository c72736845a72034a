"""What the digest has had when: papers a month, tags over time, and tags that occur together."""

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from digestry.catalogue.catalogue import Catalogue, TaggedPapers
from digestry.paper.model import Paper, Tag

LONGEST = 120  # months: ten years back from the newest issue
SINGLE = 24  # months that are shown one by one; a longer time is shown in quarters
FEWEST = 3  # papers that have both tags of a pair
_QUARTER = 3  # months


@dataclass(frozen=True)
class Period:
    """A month or a quarter, by its first day, with its papers; there may be none."""

    first: dt.date
    papers: tuple[Paper, ...]
    issues: int
    months: int = 1

    @cached_property
    def tags(self) -> Mapping[str, int]:
        """How many of the papers have each tag, by its slug."""
        return Counter(slug for paper in self.papers for slug in set(paper.tags))

    def share(self, slug: str) -> float:
        """The part of the papers that have a tag, from 0 to 1."""
        return self.tags.get(slug, 0) / len(self.papers) if self.papers else 0.0


@dataclass(frozen=True)
class Pair:
    """Two tags that more papers have together than chance would give.

    papers: how many have both.
    by_chance: how many would, if the one said nothing of the other.
    """

    tags: tuple[Tag, Tag]
    papers: int
    by_chance: float

    @property
    def times(self) -> float:
        """How often they occur together for each time that they would by chance."""
        return self.papers / self.by_chance


def months(catalogue: Catalogue) -> tuple[Period, ...]:
    """Each month from the first issue to the newest, oldest first, empty ones too; ten years at most."""
    if not catalogue.months:
        return ()
    found = {(month.year, month.month): month.issues for month in catalogue.months}
    newest = _number(catalogue.issues[0].date)
    oldest = max(_number(catalogue.issues[-1].date), newest - LONGEST + 1)
    periods = []
    for number in range(oldest, newest + 1):
        first = dt.date(number // 12, number % 12 + 1, 1)
        issues = found.get((first.year, first.month), ())
        papers = tuple(paper for issue in issues for paper in issue.papers)
        periods.append(Period(first, papers, len(issues)))
    return tuple(periods)


def steps(months: Sequence[Period]) -> tuple[Period, ...]:
    """The same time in as many steps as a small chart can show: months, or the quarters of a longer time."""
    if len(months) <= SINGLE:
        return tuple(months)
    quarters: dict[dt.date, list[Period]] = defaultdict(list)
    for month in months:
        start = month.first.month - (month.first.month - 1) % _QUARTER
        quarters[month.first.replace(month=start)].append(month)
    return tuple(
        Period(
            first,
            tuple(paper for part in parts for paper in part.papers),
            sum(part.issues for part in parts),
            _QUARTER,
        )
        for first, parts in quarters.items()
    )


def most_used(
    tags: Mapping[str, TaggedPapers], periods: Sequence[Period], most: int
) -> list[tuple[Tag, int]]:
    """The tags that most papers of a time have, with their number; of equal ones, in the order of `tags`."""
    papers = sum((Counter(period.tags) for period in periods), Counter[str]())
    ranked = sorted((slug for slug in tags if papers[slug]), key=lambda slug: -papers[slug])
    return [(tags[slug].tag, papers[slug]) for slug in ranked[:most]]


def pairs(catalogue: Catalogue, most: int) -> list[Pair]:
    """The pairs of tags that the most papers have beyond what chance would give.

    Chance is that of the tagged papers: of 100, of which 20 have one tag and 30 the other, 6 would have both.
    A pair counts from three papers on, if they are more than by chance by twice its spread, the square root.
    That a tag meets one above it says nothing. Pairs come by how many papers they have beyond chance, so that
    two rare tags that met thrice do not come first.
    """
    tagged = [set(paper.tags) for paper in catalogue.papers if paper.tags]
    alone = Counter(slug for slugs in tagged for slug in slugs)
    together = Counter(pair for slugs in tagged for pair in combinations(sorted(slugs), 2))
    taxonomy = {slug: each.tag for slug, each in catalogue.tags.items()}
    found = []
    for (one, other), papers in together.items():
        by_chance = alone[one] * alone[other] / len(tagged)
        if papers < FEWEST or papers - by_chance < 2 * math.sqrt(by_chance):
            continue
        if one not in _above(other, taxonomy) and other not in _above(one, taxonomy):
            found.append(Pair((taxonomy[one], taxonomy[other]), papers, by_chance))
    found.sort(key=lambda pair: (pair.by_chance - pair.papers, pair.tags[0].slug, pair.tags[1].slug))
    return found[:most]


def _above(slug: str, taxonomy: Mapping[str, Tag]) -> Iterator[str]:
    seen = {slug}
    while (slug := taxonomy[slug].parent) and slug not in seen:
        seen.add(slug)
        yield slug


def _number(date: dt.date) -> int:
    """A month as a number, one more each month."""
    return date.year * 12 + date.month - 1
