"""What the search's language rests on; what it finds is in `queries.yml`."""

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
