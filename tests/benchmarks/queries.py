"""Known-item queries: each is drawn from one paper, so that it is known which paper should come first.

Five kinds in equal shares: `title3`, three words of the title; `typo`, the longest of them with a letter missing
in its middle; `prefix`, the last of them cut to four letters; `author`, the first author's surname and two words
of the title; `abstract5`, five content words of the abstract, in their order.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

KINDS = ("title3", "typo", "prefix", "author", "abstract5")
_STOP = frozenset(
    "a an the of for with and in on to via from by is are at as using into how what we do does can not be or its "
    "towards toward".split()
)


@dataclass(frozen=True)
class KnownItem:
    """A query, and the id of the paper that it was drawn from."""

    kind: str
    text: str
    id: str


def known_items(entries: Sequence[Mapping[str, Any]], papers: int, seed: int = 1) -> list[KnownItem]:
    """Queries from `papers` of the entries of a feed, chosen by chance; the same for the same seed."""
    chance = random.Random(seed)
    shuffled = list(entries)
    chance.shuffle(shuffled)
    drawn = (list(_queries(entry, chance)) for entry in shuffled)
    wanted = [queries for queries in drawn if queries][:papers]
    return [query for queries in wanted for query in queries]


def reciprocal_rank(id: str, found: Sequence[str]) -> float:
    """1 for the first place, 1/2 for the second; 0 where it is not among the first ten."""
    return 1 / (found.index(id) + 1) if id in found[:10] else 0.0


def _content_words(text: str, least: int) -> list[str]:
    words = re.findall(r"[A-Za-z][A-Za-z0-9-]{2,}", text)
    return [word for word in words if len(word) >= least and word.lower() not in _STOP]


def _queries(entry: Mapping[str, Any], chance: random.Random) -> Iterator[KnownItem]:
    title = _content_words(entry["title"], 4)
    abstract = _content_words(entry.get("abstract") or "", 5)
    if len(title) < 4 or len(abstract) < 13 or not entry.get("authors"):
        return
    three = [title[place] for place in sorted(chance.sample(range(len(title)), 3))]
    longest = max(three, key=len)
    slip = longest[: len(longest) // 2] + longest[len(longest) // 2 + 1 :]
    start = chance.randrange(len(abstract) - 6)
    texts = (
        three,
        [slip if word is longest else word for word in three],
        [*three[:2], three[2][:4]],
        [entry["authors"][0].split()[-1], *three[:2]],
        abstract[start : start + 5],
    )
    for kind, words in zip(KINDS, texts, strict=True):
        yield KnownItem(kind, " ".join(words), entry["id"])
