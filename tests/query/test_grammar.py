"""What the search's language rests on; what it finds is in `queries.yml`."""

import pytest
from digestry.query.grammar import parse
from digestry.query.terms import term
from hypothesis import example, given
from hypothesis import strategies as st


@given(
    st.lists(
        st.sampled_from("al ate bil ed en ful ic ies ing iti ive iz ly ness ous s y z".split()), max_size=4
    )
)
@example(["iz", "iti"])
def test_a_word_begins_as_its_stem_does(endings: list[str]) -> None:
    """But for the stem's last letter, so papers without those letters are not even looked at."""
    for beginning in ("sens", "siz", "h", "hopp", "relat", "ski", "b", ""):
        word = beginning + "".join(endings)
        assert word.startswith(term(word)[:-1])


@pytest.mark.parametrize(
    "query", [" ".join(["models"] * 24), "x" * 1000, '"' + "deep " * 24 + '"', "tga:x model"]
)
def test_a_long_query_is_one(query: str) -> None:
    """Of 24 words and 1,000 characters; an unknown word before a colon is a word."""
    assert parse(query, ()).words


@pytest.mark.parametrize(
    "query", [" ".join(["models"] * 25), "x" * 1001, '"' + "deep " * 25 + '"', "-deep " * 13 + "deep " * 12]
)
def test_a_query_can_be_too_long(query: str) -> None:
    """The words of phrases count, and those that must not be there."""
    with pytest.raises(ValueError, match=r"more than 24 words|longer than 1000"):
        parse(query, ())
