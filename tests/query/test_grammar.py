"""Saved queries find what the search finds, as far as it was asked for, and slips are named."""

import pytest
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper, Tag
from digestry.query.grammar import answer, parse
from digestry.query.terms import term
from hypothesis import example, given
from hypothesis import strategies as st

TAGS = (
    Tag("agents", "Agents & tools", "d", aliases=("assistants",)),
    Tag("fine-tuning", "Fine-tuning", "d"),
    Tag("theory", "Theory", "d"),
)
PAPERS = (
    Paper(
        "bert",
        "BERT: Pre-training of Deep Transformers",
        abstract="We pretrain language representations. Models of language.",
        authors=("Jacob Devlin", "Ming-Wei Chang"),
        tags=("fine-tuning",),
        published=PartialDate(2018, 10),
        arxiv="1810.04805",
    ),
    Paper(
        "agents",
        "Étude of Agents",
        abstract="A survey. The model's tools; C++ and large language models.",
        authors=("Ann Lee", "Chang Ming"),
        tags=("agents", "theory"),
        published=PartialDate(2024),
        venue="KDD 2024",
    ),
    Paper("bare", "Nothing known", summary="On surveys of 图像识别 methods."),
)


def found(query: str) -> list[str]:
    return [paper.id for paper in answer([parse(query, TAGS)], PAPERS, TAGS)[0]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("language models", ["bert", "agents"]),
        ("Language MODELS", ["bert", "agents"]),
        ("model", ["bert", "agents"]),  # stems
        ("the models of", ["bert", "agents"]),  # words that say nothing
        ('"language models"', ["agents"]),  # side by side
        ('"models of language"', ["bert"]),  # over a word that says nothing
        ("pretraining", ["bert"]),
        ("pre-training", ["bert"]),
        ('"pre-training"', ["bert"]),
        ("etude", ["agents"]),  # accents
        ("c++", ["agents"]),
        ("识别", ["bare"]),
        ("survey", ["agents", "bare"]),
        ("survey -model", ["bare"]),
        ('survey -"language models"', ["bare"]),
        ("mode", []),  # no beginnings, no guesses: a feed holds what was asked for
        ("langauge models", []),
        ("author:chang", ["bert", "agents"]),
        ('author:"chang ming"', ["agents"]),
        ("author:devlin author:chang", ["bert"]),
        ("chang -author:devlin", ["agents"]),
        ("author:survey", []),
        ("author:etude", []),  # a word of a title
        ("tag:agents", ["agents"]),
        ("tag:assistants", ["agents"]),  # an alias
        ('tag:"Fine-tuning"', ["bert"]),
        ("tag:fine", ["bert"]),  # how a tag begins
        ("survey -tag:agents", ["bare"]),
        ("tag:agents tag:theory", ["agents"]),
        ("tag:agents tag:fine-tuning", []),
        ("year:2024", ["agents"]),
        ("year:2017-2020", ["bert"]),
        ("year:2019-", ["agents"]),
        ("year:2018-", ["bert", "agents"]),
        ("year:2018-2024", ["bert", "agents"]),
        ("year:2018–2018", ["bert"]),
        ("year:2019-2023", []),
        ("year:2024-2018", []),
        ("year:2018 year:2024", []),
        ("author:ming-wei", ["bert"]),
        ('author:"wei chang"', ["bert"]),
        ('author:"ming chang"', []),
        ('"survey of agents"', []),  # an author's, a title's and an abstract's words are not side by side
        ('"tools c++ and large"', ["agents"]),
        ("survey -pre-training", ["agents", "bare"]),
        ("language -pre-training", ["agents"]),
        ("language -tag:agents -tag:theory", ["bert"]),
        ('-"language models" models', ["bert"]),
        ("language -author:lee", ["bert"]),
        ("tag:agents -tag:theory", []),
        ("year:2019..2024 survey", ["agents"]),
        ("arXiv:1810.04805v2", ["bert"]),
        ("https://arxiv.org/abs/1810.04805", ["bert"]),
        ("kdd", ["agents"]),
        ("BERT: deep", ["bert"]),
    ],
)
def test_a_query_finds(query: str, expected: list[str]) -> None:
    """Words as stems anywhere, phrases, authors, tags and years; papers keep their order."""
    assert found(query) == expected


@pytest.mark.parametrize(
    ("query", "slip"),
    [
        ("", "it asks for nothing"),
        ("the of", "it asks for nothing"),
        ("-survey", "it asks for nothing"),
        ('"language models', "a quotation mark is open"),
        ("tag:agent-s", "there is no tag 'agent-s'; did you mean tag:agents"),
        ("tag:xyz", "there is no tag 'xyz' in tags.yml"),
        ("tags:agents", "tags: is not a field; did you mean tag:"),
        ("authors:lee", "authors: is not a field; did you mean author:"),
        ("year:20x4", "'20x4' is no year"),
        ("survey -year:2024", "a year cannot be left out"),
        ("word " * 25, "more than 24 words"),
        ("x" * 1001, "longer than 1000 characters"),
    ],
)
def test_a_slip_is_named(query: str, slip: str) -> None:
    """What the search would shrug off would be a feed that never has anything."""
    with pytest.raises(ValueError, match=slip.replace("?", r"\?")):
        parse(query, TAGS)


@pytest.mark.parametrize(
    "query", [" ".join(["models"] * 24), "x" * 1000, '"' + "deep " * 24 + '"', "tga:x model"]
)
def test_a_long_query_is_one(query: str) -> None:
    """Of 24 words and 1,000 characters; an unknown word before a colon is a word."""
    assert found(query) is not None


@pytest.mark.parametrize(
    "query", [" ".join(["models"] * 25), "x" * 1001, '"' + "deep " * 25 + '"', "-deep " * 13 + "deep " * 12]
)
def test_a_query_can_be_too_long(query: str) -> None:
    """The words of phrases count, and those that must not be there."""
    with pytest.raises(ValueError, match=r"more than 24 words|longer than 1000"):
        parse(query, TAGS)


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
