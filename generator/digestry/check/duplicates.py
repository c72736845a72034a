"""Papers that are there twice, and titles so alike that they may be."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from rapidfuzz.distance import OSA

from digestry.catalogue.dedupe import Known, keys, share_an_author, title_key
from digestry.check.findings import Finding, Severity, about
from digestry.errors import Problem
from digestry.paper.model import Paper

# Titles are compared in the words that say something. Two of them are worth a closer look when they share
# this part of all their words (Jaccard's index), so some of each title's rarest words are the other's too.
_SHARED = 0.5
_MOST = 300  # titles that one is held against; among 10,000 papers, 259 shared a rare word with one at most
_SMALL = frozenset(
    "a an the of in on for to with by and or from via at as is are using towards toward".split()
)
_NUMBER = re.compile(r"\d+(?:st|nd|rd|th)?|[ivx]+|[a-z]|one|two|three|four|five|first|second|third")
_SHORT = 5  # letters; of shorter words, many a pair differs in one letter only: "text" and "test"
_LETTERS = 8  # to each wrong one


def exact(papers: Iterable[Paper]) -> Iterator[Finding]:
    """Papers that are there already, by arXiv id, DOI or title; the later one is named."""
    known = Known()
    for paper in papers:
        if not (paper.id and paper.title) or paper.id in known:
            continue  # an error of its own
        first = known.find(paper)
        if first:
            key = next(key for key in keys(paper) if key in keys(first))
            kind, _, value = key.partition(":")
            field, same = {
                "arxiv": ("arxiv", f"arXiv id {value}"),
                "doi": ("doi", f"DOI {value}"),
                "title": ("title", f"title {paper.title!r}"),
            }[kind]
            fix = f"delete one of them; the first is in {first.place.file}:{first.place.line}"
            problem = Problem(paper.place.file, paper.place.of(field), f"another paper has the {same}", fix)
            yield Finding(problem, "duplicate", Severity.ERROR, paper.id)
        else:
            known.add(paper)


def similar(papers: Sequence[Paper]) -> Iterator[Finding]:
    """Papers whose titles are nearly one, and that are not told apart by their authors or by a number."""
    words = [_words(paper.title) for paper in papers]
    for one, other in sorted(_candidates(words)):
        first, second = papers[one], papers[other]
        if title_key(first.title) == title_key(second.title) or not _nearly(words[one], words[other]):
            continue
        if first.authors and second.authors and not share_an_author(first, second):
            continue
        at = first.place
        what = f"the title is nearly that of {first.id!r} in {at.file}:{at.line}"
        yield about("near-duplicate", second, "title", what, "delete one of them if they are one paper")


def _candidates(words: Sequence[tuple[str, ...]]) -> set[tuple[int, int]]:
    """Pairs of titles, by their positions, that share `_SHARED` of all their words.

    Prefix filtering (Chaudhuri, Ganti and Kaushik 2006): of two sets that share so much, the beginnings in
    any one order have a word in common; with the rarest words first, few others do. A title is held against
    those that share its rarest words, _MOST of them.
    """
    count = Counter(word for title in words for word in title)
    found: dict[str, list[int]] = defaultdict(list)
    pairs = set()
    sets = [frozenset(title) for title in words]
    for position, title in enumerate(words):
        ordered = sorted(title, key=lambda word: (count[word], word))
        beginning = ordered[: len(title) - math.ceil(_SHARED * len(title)) + 1]
        for other in islice(dict.fromkeys(other for word in beginning for other in found[word]), _MOST):
            shared = len(sets[position] & sets[other])
            if shared >= _SHARED * (len(title) + len(words[other]) - shared):
                pairs.add((other, position))
        for word in beginning:
            found[word].append(position)
    return pairs


def _words(title: str) -> tuple[str, ...]:
    """The words of a title, each once, in any case; without those that say nothing, where others remain."""
    words = tuple(dict.fromkeys(re.findall(r"[^\W_]+", title.casefold())))
    return tuple(word for word in words if word not in _SMALL) or words


def _nearly(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the words of two titles differ in how they are written, not in what they say."""
    mine = [word for word in one if word not in other]
    theirs = [word for word in other if word not in one]
    if any(map(_NUMBER.fullmatch, mine + theirs)):
        return False  # "Part I" and "Part II", "GPT-3" and "GPT-4"
    short, long = sorted(("".join(mine), "".join(theirs)), key=len)
    if not long:
        return True
    if len(short) < _SHORT or (short != long and long.endswith(short)):
        return False  # "supervised" and "unsupervised"
    return OSA.distance(short, long) <= max(1, len(long) // _LETTERS)
