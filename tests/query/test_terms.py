"""Words are taken apart as lunr does it, with its faults mended."""

import re

import pytest
from digestry.query.terms import STOP_WORDS, compounds, fold, term, tokens, trim
from hypothesis import given
from hypothesis import strategies as st
from lunr.tokenizer import Tokenizer


@given(st.text(max_size=80))
def test_tokens_are_those_of_lunrs_own_tokenizer(text: str) -> None:
    """Of folded text; what is added are its compounds."""
    folded = fold(text)
    assert tokens(folded) == [str(token) for token in Tokenizer(folded)] + compounds(folded)


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
        ("c++", "c"),
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


def test_stop_words_and_bare_punctuation_are_no_terms() -> None:
    """`the` is not in the index; `survey` is stemmed as lunr.js does it."""
    assert {term(word) for word in STOP_WORDS} == {""}
    assert term("...") == ""
    assert term("surveys") == "survey"


@given(st.text("ab's._é-+", max_size=12))
def test_trimming_is_as_the_pattern_says(token: str) -> None:
    """Which would look on from each of many dots in a row."""
    assert trim(token) == re.sub(r"^\W+|(?:'s)?\W*$", "", token)
