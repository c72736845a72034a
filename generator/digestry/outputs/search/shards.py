"""The index cut into files of even size, so that a browser loads only those that its query needs.

- `manifest.json`: what the others are, and what Lunr's formula needs to know of all papers.
- `t/<n>.json`: terms, each `[term, field, papers, lengths, field, …]`; see `postings.Posting`.
- `p/<n>.json`: the places of the same terms, each `[places, …]`, a string a field; for phrases.
- `w/<n>.json`: words as written, each with the number of its papers; and the commonest words of beginnings
  that go on in other files.
- `e/<n>.json`: the same words from back to front, for slips in the first letters.
- `d/<n>.json`: a paper, as results show it.
- `facets.json`: who has which tags, date, venue, issue, code and how many votes.

Keys are in the order of UTF-16 code units, in which JavaScript compares strings.
"""

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from digestry.files import Artefact
from digestry.outputs.json_text import compact
from digestry.outputs.search.postings import Posting

_Entry = TypeVar("_Entry")

SIZE = 7_000  # characters of a file of terms or words: about 3 kB gzipped
COMPLETIONS = 20  # words that a short beginning may stand for
LONGEST_WORD = 40  # letters; longer ones are found whole, but neither completed nor corrected


def order(text: str) -> bytes:
    """Sorts as JavaScript does."""
    return text.encode("utf-16-be", "surrogatepass")


def cut(entries: Iterable[_Entry], size: Callable[[_Entry], int]) -> list[list[_Entry]]:
    """The entries in runs of at most SIZE characters; what is bigger alone stands alone."""
    runs: list[list[_Entry]] = []
    room = 0
    for entry in entries:
        needed = size(entry)
        if not runs or needed > room:
            runs.append([])
            room = SIZE
        runs[-1].append(entry)
        room -= needed
    return runs


def starts(runs: Sequence[Sequence[str]]) -> list[str]:
    """The first key of each run, as short as still parts it from the run before; the first is empty."""
    return [""] * bool(runs) + [
        second[0][: _shared(first[-1], second[0]) + 1] for first, second in pairwise(runs)
    ]


def term_files(terms: Mapping[str, Mapping[int, Posting]]) -> tuple[list[str], list[Artefact]]:
    """The starts of the files of terms, and those files with their places."""
    entries = [
        (name, compact([name, *(part for n, p in fields.items() for part in (n, p.papers, p.lengths))]))
        for name, fields in sorted(terms.items(), key=lambda item: order(item[0]))
    ]
    runs = cut(entries, lambda entry: len(entry[1]))
    files = []
    for number, run in enumerate(runs):
        places = compact([[posting.places for posting in terms[name].values()] for name, _ in run])
        files += [
            Artefact(f"t/{number}.json", f"[{','.join(entry for _, entry in run)}]".encode()),
            Artefact(f"p/{number}.json", places.encode()),
        ]
    return starts([[name for name, _ in run] for run in runs]), files


def word_files(folder: str, words: Mapping[str, int]) -> tuple[list[str], list[Artefact]]:
    """The starts of the files of words, and those files: `[[word, papers, …], {beginning: [word, …]}]`."""
    ordered = sorted((word for word in words if len(word) <= LONGEST_WORD), key=order)
    runs = cut(ordered, lambda word: len(word) + 5)
    begin = starts(runs)
    keys, places = [order(word) for word in ordered], [order(start) for start in begin]
    common: list[dict[str, list[str]]] = [{} for _ in runs]
    for beginning in sorted(_spanning(runs)):
        key = order(beginning)
        inside = ordered[bisect_left(keys, key) : bisect_right(keys, key + b"\xff\xff")]
        best = heapq.nsmallest(COMPLETIONS, inside, key=lambda word: (-words[word], word))
        common[bisect_right(places, key) - 1][beginning] = best
    files = [
        Artefact(
            f"{folder}/{number}.json",
            compact([[part for word in run for part in (word, words[word])], common[number]]).encode(),
        )
        for number, run in enumerate(runs)
    ]
    return begin, files


def _spanning(runs: Sequence[Sequence[str]]) -> set[str]:
    """The beginnings whose words stand in more than one run."""
    shared = (first[-1][: _shared(first[-1], second[0])] for first, second in pairwise(runs))
    return {prefix[:length] for prefix in shared for length in range(1, len(prefix) + 1)}


def _shared(first: str, second: str) -> int:
    """How many characters two keys begin with in common."""
    pairs = zip(first, second, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def paper_files(documents: Iterable[Mapping[str, object]]) -> Iterator[Artefact]:
    """A file a paper: ten results are ten files anyway, and they hardly ever stand side by side."""
    for number, document in enumerate(documents):
        yield Artefact(f"d/{number}.json", compact(document).encode())
