"""The index is what lunr.js expects, the same every time, and finds what people look for."""

import json

import pytest
from lunr.index import Index

from generator.model import Paper, Tag
from generator.search.index import artefacts, document, fold, index

TAGS = {"agents": Tag("agents", "Agents", "Models that act.")}
PAPERS = [
    Paper(
        "a",
        "Learning to See",
        "We see 2405.12345, and the model's,",
        authors=("Jürgen Schütze",),
        tags=("agents",),
    ),
    Paper("b", "深度学习", "", summary="x" * 300),
]


def found(word: str) -> list[str]:
    loaded = Index.load(index(PAPERS, TAGS))
    return [result["ref"] for result in loaded.search(word)]


@pytest.mark.parametrize("word", ["learning", "see", "2405.12345", "model's", "schutze", "agents"])
def test_words_are_found_without_their_punctuation_and_accents(word: str) -> None:
    """lunr.py's own trimmer would leave `2405.12345,` and `model's,` unfindable."""
    assert found(word) == ["0"]


def test_titles_in_other_scripts_and_very_long_words_are_found() -> None:
    """Chinese as a whole phrase, and a word of 300 letters."""
    assert found("深度学习") == ["1"]
    assert found("x" * 300) == ["1"]


def test_an_empty_digest_has_an_index() -> None:
    """lunr.py would divide by zero; lunr.js loads an index without terms."""
    files = {artefact.path: artefact.data for artefact in artefacts([], {})}
    assert json.loads(files["assets/search/documents.json"]) == []
    assert json.loads(files["assets/search/index.json"])["invertedIndex"] == []


def test_the_same_papers_give_the_same_bytes() -> None:
    """Run to run."""
    assert list(artefacts(PAPERS, TAGS)) == list(artefacts(PAPERS, TAGS))


def test_results_carry_text_and_an_address_of_our_own() -> None:
    """Nothing in a document is markup, and its address is made from its id."""
    shown = document(Paper("a", "<b>", "word " * 100, tags=("agents",)), TAGS)
    assert shown["title"] == "<b>"
    assert shown["url"] == "papers/a/"
    assert shown["tags"] == [{"slug": "agents", "name": "Agents"}]
    assert len(str(shown["summary"])) <= 241


def test_folding_drops_case_and_accents() -> None:
    """As the browser does it."""
    assert fold("Schütze ÅNGSTRÖM ﬁne") == "schutze angstrom fine"
