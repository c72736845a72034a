"""The inverted index: which papers hold a term, in which field, how often and where.

The numbers are those that lunr.Builder counts, kept in the form in which the browser gets them: unsigned
base64 VLQ (https://tc39.es/ecma426/#sec-base64-vlq, without the sign bit), in which most take one character.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digestry.query.terms import compounds, fold, term, trim, unwritten, written

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def vlq(number: int) -> str:
    """A whole number from 0 up, five bits a character, the lowest first."""
    text = ""
    while number > 31:
        text += _DIGITS[32 + (number & 31)]
        number >>= 5
    return text + _DIGITS[number]


_TABLE = 1 << 14  # the numbers that are looked up
_VLQ = [vlq(number) for number in range(_TABLE)]


def numbers(values: Iterable[int]) -> str:
    """Some numbers, one behind the other."""
    return "".join([_VLQ[value] if value < _TABLE else vlq(value) for value in values])


@dataclass(frozen=True)
class Posting:
    """Where a term stands in one field, as numbers in text.

    papers: one an occurrence: how far on the paper is (from -1), 0 for one more in the same paper.
    lengths: one a paper: how many terms the field has there; none for the field that orders the papers.
    places: one an occurrence: how many tokens on it is in the field (from 0, anew in each paper).
    """

    papers: str
    lengths: str
    places: str


@dataclass(frozen=True)
class Postings:
    """The inverted index, and what else the browser needs to know of the papers' words.

    order: the papers, as places in what was given, by their number in the index: by the length of the longest
        field, so that its length, which Lunr's formula wants, need not stand in each posting.
    lengths: how many papers have 0, 1, 2, … terms in that field.
    terms: term → field's number → posting, terms in order of their code points.
    totals: the number of terms in each field over all papers, of which lunr takes the average.
    words: word as written (folded, trimmed) → how many papers hold it; without stop words, and what stands
        in the unread field only.
    """

    order: Sequence[int]
    lengths: Sequence[int]
    terms: Mapping[str, Mapping[int, Posting]]
    totals: tuple[int, ...]
    words: Mapping[str, int]


_PLACE = 32  # bits: an occurrence is its paper's number above so many bits, and its place in the field below
_IN_FIELD = (1 << _PLACE) - 1


def _occurrences(
    papers: Sequence[tuple[str, ...]], fields: int, unread: int | None
) -> "tuple[list[dict[str, array[int]]], list[list[int]], set[str]]":
    """Where each token stands, by field; how many tokens each field has in each paper; and the tokens that
    somebody has written so.
    """
    # By tokens as they come, so that the inner loop is one look-up; what each stands for is found out once.
    # Arrays, since Python's collector of garbage would look at each number in a list again and again.
    occurrences: list[dict[str, array[int]]] = [defaultdict(lambda: array("q")) for _ in range(fields)]
    lengths = [[0] * len(papers) for _ in range(fields)]
    known: set[str] = set()
    for number, texts in enumerate(papers):
        for field, text in enumerate(texts):
            if text:
                folded = fold(text)
                own = written(folded) + compounds(folded)
                found = own + unwritten(folded)
                if field != unread:
                    known.update(own)
                lengths[field][number] = len(found)
                at = occurrences[field]
                for occurrence, token in enumerate(found, number << _PLACE):
                    at[token].append(occurrence)
    return occurrences, lengths, known


def postings(
    papers: Sequence[tuple[str, ...]], fields: int, longest: int, unread: int | None = None
) -> Postings:
    """The index of papers, each given as the texts of its fields: one of these is the longest, one may hold
    addresses instead of words.
    """
    occurrences, lengths, known = _occurrences(papers, fields, unread)

    merged: dict[str, dict[int, array[int]]] = defaultdict(lambda: defaultdict(lambda: array("q")))
    spellings: dict[str, array[int]] = defaultdict(lambda: array("q"))
    for field, at in enumerate(occurrences):
        for token, found_at in at.items():
            if name := term(token):
                if token in known:
                    spellings[trim(token)].extend(found_at)
                merged[name][field].extend(found_at)
            else:
                for occurrence in found_at:
                    lengths[field][occurrence >> _PLACE] -= 1
    order = sorted(range(len(papers)), key=lengths[longest].__getitem__)
    first = [0] * len(papers)  # the first occurrence that a paper's number gives, by its place
    for number, place in enumerate(order):
        first[place] = number << _PLACE
    sizes = [[of_field[place] for place in order] for of_field in lengths]
    counts = Counter(lengths[longest])
    return Postings(
        order,
        [counts[length] for length in range(max(counts, default=-1) + 1)],
        {
            name: {
                field: _posting(
                    sorted([first[o >> _PLACE] + (o & _IN_FIELD) for o in found_at]),
                    None if field == longest else sizes[field],
                )
                for field, found_at in sorted(of_term.items())
            }
            for name, of_term in sorted(merged.items())
        },
        tuple(map(sum, lengths)),
        {
            word: len({occurrence >> _PLACE for occurrence in found_at})
            for word, found_at in spellings.items()
        },
    )


def _posting(occurrences: Sequence[int], lengths: Sequence[int] | None) -> Posting:
    papers, sizes, places = [], [], []
    paper, place = -1, 0
    for occurrence in occurrences:
        number, at = occurrence >> _PLACE, occurrence & _IN_FIELD
        papers.append(number - paper)
        if number != paper:
            if lengths:
                sizes.append(lengths[number])
            place = 0
        places.append(at - place)
        paper, place = number, at
    return Posting(numbers(papers), numbers(sizes), numbers(places))
