"""Which texts are nearest to each other: BM25 (https://doi.org/10.1561/1500000019) over all their words.

A pair is scored once, when the later of the two comes, by how rare words were until then. So what comes later
changes no score: a list changes where somebody new comes into it, and nowhere else.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

# How much repeating a word adds, and how much long texts lose. `make bench-related` tells what comes of it.
_K1, _B = 1.2, 0.75
_SCALE = 1000  # weights are whole numbers, so that a sum is the same in any order
# The work for one text is bounded, however many there are: so many entries of its rarest words' lists are
# read, and so many of those who share most of these words are scored by all.
_READ, _SCORED = 800, 22
_RAREST = 5  # words whose lists are read in any case, each to the newest entries only

Near = tuple[int, int]  # a score, and the number of a text, below zero: tuples so sort by both


@dataclass(frozen=True)
class Nearest:
    """What is near to each text, by its number.

    found: the numbers of the nearest texts, the nearest first.
    weights: how much each of its words says.
    """

    found: Sequence[Sequence[int]]
    weights: Sequence[Mapping[str, int]]


def nearest(groups: Iterable[Sequence[Sequence[str]]], most: int) -> Nearest:
    """The texts, at most `most`, that are nearest to each.

    Each is given by its words, as often as they stand in it; they are numbered as they come. Texts of one
    group come at once; of two that are equally near, the one that came first is the nearer.
    """
    held: Counter[str] = Counter()  # by how many texts a word is
    holders: dict[str, list[int]] = defaultdict(list)
    words: list[frozenset[str]] = []
    weights: list[dict[str, int]] = []
    brevity: list[int] = []  # what the words of a text count for: less where there are many
    found: list[list[Near]] = []
    length = 0
    for group in groups:
        counted = [Counter(text) for text in group]
        held.update(chain.from_iterable(counted))
        length += sum(map(len, group))
        count = len(found) + len(group)
        rarity = _Rarity(count)
        for number, counts in enumerate(counted, len(found)):
            own = {word: round(rarity[held[word]] * n / (n + _K1)) for word, n in counts.items()}
            brief = round(_SCALE / (1 + _K1 * (1 - _B + _B * counts.total() * count / (length or 1))))
            mine, weight = frozenset(own), own.__getitem__
            near: list[Near] = []
            for other in _candidates(own, held, holders):
                both = sum(map(weight, mine & words[other]))
                near.append((both * brevity[other], -other))
                _enter(found[other], (both * brief, -number), most)
            near.sort(reverse=True)
            found.append(near[:most])
            words.append(mine)
            weights.append(own)
            brevity.append(brief)
            for word in own:
                holders[word].append(number)
    return Nearest([[-number for _, number in near] for near in found], weights)


class _Rarity(dict[int, float]):
    """How much a word says that so many of `count` texts hold, found out once for each number."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def __missing__(self, held: int) -> float:
        self[held] = _SCALE * (_K1 + 1) * math.log1p((self._count - held + 0.5) / (held + 0.5))
        return self[held]


def _candidates(
    weights: Mapping[str, int], held: Mapping[str, int], holders: Mapping[str, list[int]]
) -> Sequence[int]:
    """Those who may be nearest: who share most of the rarest words."""
    lists: list[list[int]] = []
    read = 0
    for word in sorted(weights, key=held.__getitem__):  # of equally rare ones, the first in the text first
        if not (holding := holders.get(word)):
            continue
        read += len(holding)
        if read > _READ:
            if len(lists) >= _RAREST:
                break
            holding = holding[-(_READ // _RAREST) :]
        lists.append(holding)
    shares = Counter(chain.from_iterable(lists))
    if len(shares) <= _SCORED:
        return list(shares)
    least = sorted(shares.values())[-_SCORED]
    more = [other for other, number in shares.items() if number > least]
    return more + [other for other, number in shares.items() if number == least][: _SCORED - len(more)]


def _enter(near: list[Near], entry: Near, most: int) -> None:
    """Puts an entry where it belongs, if it does."""
    if len(near) == most:
        if entry <= near[-1]:
            return
        near.pop()
    near.append(entry)
    near.sort(reverse=True)


def with_everybody(found: Sequence[Sequence[int]], most: int) -> list[list[int]]:
    """The first `most` of each list; whom nobody would name has the last place of one that is near.

    That is the nearest of those whose last one others name too, and whose last place has nobody else yet.
    """
    lists = [list(near[:most]) for near in found]
    named = Counter(chain.from_iterable(lists))
    given: set[int] = set()
    for number, near in enumerate(found):
        if named[number]:
            continue
        for host in near:
            full = len(lists[host]) == most
            if host in given or (full and named[lists[host][-1]] < 2):
                continue
            if full:
                named[lists[host].pop()] -= 1
            lists[host].append(number)
            named[number] += 1
            given.add(host)
            break
    return lists
