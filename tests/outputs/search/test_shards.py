"""Shards are of even size, and each key is found in the one that the starts tell."""

import itertools
import json
from bisect import bisect_right

from digestry.outputs.search.postings import Posting
from digestry.outputs.search.shards import COMPLETIONS, SIZE, cut, order, starts, term_files, word_files
from hypothesis import given
from hypothesis import strategies as st

KEYS = st.sets(st.text(st.sampled_from("abé中\U00020000\uff5ez"), min_size=1, max_size=6), max_size=60)


@given(st.lists(st.integers(1, 2 * SIZE), max_size=40))
def test_runs_are_filled_but_not_overfilled(sizes: list[int]) -> None:
    """None is bigger than SIZE unless its only entry is, and no two neighbours would fit into one."""
    runs = cut(sizes, lambda size: size)
    assert [size for run in runs for size in run] == sizes
    assert all(sum(run) <= SIZE or len(run) == 1 for run in runs)
    assert all(sum(first) + second[0] > SIZE for first, second in itertools.pairwise(runs))


@given(KEYS, st.integers(1, 7))
def test_every_key_is_in_the_run_that_the_starts_tell(keys: set[str], size: int) -> None:
    """In the order in which JavaScript compares; characters beyond the first 65,536 sort before U+FF5E there."""
    ordered = sorted(keys, key=order)
    runs = [ordered[start : start + size] for start in range(0, len(ordered), size)]
    begin = [order(start) for start in starts(runs)]
    for number, run in enumerate(runs):
        assert all(bisect_right(begin, order(key)) - 1 == number for key in run)


def test_short_beginnings_know_their_commonest_words() -> None:
    """Where they go on in other files, so that one file answers the first letters."""
    words = {
        f"{first}{second}{number:04}": number for first in "ab" for second in "xy" for number in range(2000)
    }
    begin, files = word_files("w", words)
    assert len(files) > 5
    contents = [json.loads(file.data) for file in files]
    for beginning in ("a", "ax", "b"):
        words_in = contents[bisect_right([order(start) for start in begin], order(beginning)) - 1][1][
            beginning
        ]
        assert len(words_in) == COMPLETIONS
        assert words_in[0].endswith("1999")
    assert all(len(file.data) < 2 * SIZE for file in files)


def test_terms_and_their_places_stand_side_by_side() -> None:
    """The n-th entry of a file of places belongs to the n-th term."""
    terms = {
        f"term{number:04}": {0: Posting("B", "C", f"{number}"), 6: Posting("B", "", "E")}
        for number in range(900)
    }
    begin, files = term_files(terms)
    named = {file.path: json.loads(file.data) for file in files}
    assert len(begin) == len(files) // 2 > 1
    for number in range(len(begin)):
        for entry, places in zip(named[f"t/{number}.json"], named[f"p/{number}.json"], strict=True):
            assert entry[1:] == [0, "B", "C", 6, "B", ""]
            assert places == [entry[0].removeprefix("term").lstrip("0") or "0", "E"]
