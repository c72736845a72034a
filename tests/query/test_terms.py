"""Words are taken apart as lunr does it, with its faults mended."""

import re

import pytest
from digestry.query.terms import STOP_WORDS, compounds, fold, term, tokens, trim, unwritten, written
from hypothesis import given
from hypothesis import strategies as st
from lunr.tokenizer import Tokenizer


@given(st.text(max_size=80))
def test_tokens_are_those_of_lunrs_own_tokenizer(text: str) -> None:
    """Of folded text, but that a name's number is apart; what is added are compounds and what nobody wrote."""
    folded = fold(text)
    assert "".join(written(folded)) == "".join(str(token) for token in Tokenizer(folded))
    assert {str(token) for token in Tokenizer(folded)} <= {*written(folded), *compounds(folded)}
    assert tokens(folded) == written(folded) + compounds(folded) + unwritten(folded)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    """And leaves nothing but words, what may stand in them, and spaces."""
    folded = fold(text)
    assert fold(folded).split() == folded.split()
    assert "," not in folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Schütze ÅNGSTRÖM ﬁne", "schutze angstrom fine"),
        ("Łukasz Øre Straße", "lukasz ore strasse"),
        ("the model’s (best) α/β", "the model's  best  α β"),
        ("深度 learning", " 深  度  learning"),
    ],
)
def test_folding_drops_case_accents_and_punctuation(text: str, folded: str) -> None:
    """Letters that Unicode does not take apart too; characters of unspaced scripts become words."""
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("token", "word"),
    [
        ("2405.12345.", "2405.12345"),
        ("model's", "model"),
        ("'quoted'", "quoted"),
        ("k++", "k++"),
        ("c#.", "c#"),
        ("means++", "means"),
        (".net", ".net"),
        (".nets", "nets"),
        ("ู", "ู"),
        ("don't", "don't"),
        ("--", ""),
    ],
)
def test_words_lose_the_punctuation_around_them(token: str, word: str) -> None:
    """lunr.py's own trimmer would leave `2405.12345,` and `model's,` unfindable."""
    assert trim(token) == word


def test_hyphenated_pairs_are_words_of_their_own() -> None:
    """Pairs of words only, each of two letters at least."""
    assert compounds(fold("Pre-training of state-of-the-art x-ray, fine-grained. 3-d")) == [
        "pretraining",
        "finegrained",
    ]


@pytest.mark.parametrize("text", ["GPT4", "GPT-4", "GPT 4", "(gpt‑4)", "GPT-4.", "gpt４"])
def test_a_name_with_its_number_is_one_word_and_two(text: str) -> None:
    """However it is written; its words stand side by side, for phrases."""
    found = [trim(token) for token in tokens(fold(f"see {text}"))]
    assert found == ["see", "gpt", "4", "gpt4"]


@pytest.mark.parametrize("text", ["in 3", "gpt 2023", "gpt, 4", "gpt (4)", "4 gpt", "4-gpt", "x 4"])
def test_not_every_number_is_part_of_a_name(text: str) -> None:
    """Not behind words that say nothing, nor years, nor across punctuation."""
    folded = fold(text)
    assert tokens(folded) == written(folded)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("10,000", "10000"),
        ("1,234,567.5", "1234567.5"),
        ("1,23", "1 23"),
        ("7,2024", "7 2024"),
        (r"\ell_1", "l1"),
        (r"$\ell_{12}$", "l12"),
        ("ℓ₁", "l1"),
        (r"\ell_p", "lp"),
        ("CO_2", "co2"),
        ("snake_case", "snake_case"),
        ("bell_1", "bell1"),
    ],
)
def test_numbers_and_indices_are_written_plainly(text: str, plain: str) -> None:
    """As a reader would type them."""
    assert fold(text).strip() == plain


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("深度学习", ["深度", "度学", "学习"]),
        ("深，度", []),
        ("深 度", []),
        ("모델을", ["모델", "델을"]),
        ("모델", []),
        ("ลึก", ["ลึ", "ึก"]),
        ("ガス・炭", ["カス"]),
    ],
)
def test_pairs_of_characters_are_words_where_no_spaces_part_words(text: str, pairs: list[str]) -> None:
    """Within a run of them; Korean words of two syllables are whole as they are."""
    assert unwritten(fold(text)) == pairs


def test_stop_words_and_bare_punctuation_are_no_terms() -> None:
    """`the` is not in the index; `survey` is stemmed as lunr.js does it."""
    assert {term(word) for word in STOP_WORDS} == {""}
    assert term("...") == ""
    assert term("surveys") == "survey"


@given(st.text("ab's._é-", max_size=12))  # no + or #, which names of one letter keep
def test_trimming_is_as_the_pattern_says(token: str) -> None:
    """Which would look on from each of many dots in a row."""
    assert trim(token) == re.sub(r"^\W+|(?:'s)?\W*$", "", token)
