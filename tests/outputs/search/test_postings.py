"""The numbers are those that lunr itself counts."""

from collections import Counter

from digestry.outputs.search.postings import numbers, postings, vlq
from digestry.query.terms import fold, term, tokens
from hypothesis import given
from hypothesis import strategies as st

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def read(text: str) -> list[int]:
    """VLQ read independently: five bits a character, the lowest first; 32 says that more follow."""
    found, value, shift = [], 0, 0
    for character in text:
        digit = DIGITS.index(character)
        value += (digit & 31) << shift
        shift += 5
        if digit < 32:
            found.append(value)
            value = shift = 0
    return found


@given(st.lists(st.integers(0, 2**30), max_size=30))
def test_numbers_survive(values: list[int]) -> None:
    """From 0 to a thousand millions."""
    assert read(numbers(values)) == values == [read(vlq(value))[0] for value in values]


WORD = st.sampled_from("model models the learning pre-training deep a graph 2401.1 x's".split())
PAPER = st.tuples(*[st.lists(WORD, max_size=8).map(" ".join)] * 2)


@given(st.lists(PAPER, max_size=8))
def test_postings_tell_how_often_and_where_each_term_stands(papers: list[tuple[str, str]]) -> None:
    """And how long each field is; decoded and counted again, naively."""
    built = postings(papers, 2, longest=1)
    found = [[[term(token) for token in tokens(fold(text))] for text in paper] for paper in papers]
    sizes = [[sum(map(bool, terms)) for terms in paper] for paper in found]
    assert sorted(built.order) == list(range(len(papers)))
    assert [sizes[place][1] for place in built.order] == [
        size for size, count in enumerate(built.lengths) for _ in range(count)
    ]
    assert built.totals == tuple(sum(size[field] for size in sizes) for field in range(2))
    assert set(built.terms) == {name for paper in found for terms in paper for name in terms if name}
    for name, fields in built.terms.items():
        for field, posting in fields.items():
            number, place, decoded = -1, 0, []
            for step, distance in zip(read(posting.papers), read(posting.places), strict=True):
                number, place = number + step, distance + (0 if step else place)
                decoded.append((built.order[number], place))
            assert decoded == [
                (paper, at)
                for paper in built.order
                for at, other in enumerate(found[paper][field])
                if other == name
            ]
            if field == 0:
                holders = dict.fromkeys(paper for paper, _ in decoded)
                assert read(posting.lengths) == [sizes[paper][0] for paper in holders]


@given(st.lists(PAPER, max_size=8))
def test_words_are_counted_by_paper(papers: list[tuple[str, str]]) -> None:
    """As written; a word that stands in both fields counts once."""
    counted = Counter(
        word for paper in papers for word in set(" ".join(paper).replace("'s", "").replace("-", " ").split())
    )
    told = postings(papers, 2, longest=1).words
    assert {word: count for word, count in told.items() if word != "pretraining"} == {
        word: count for word, count in counted.items() if word not in {"the", "a"}
    }
