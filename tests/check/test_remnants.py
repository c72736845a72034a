"""What another program left in a text is found, and text is left alone."""

import pytest
from digestry.check.remnants import remnants
from digestry.paper.model import Paper
from digestry.paper.names import name, organisation


def found(**fields: object) -> list[tuple[str, str]]:
    paper = Paper(id="a", **{"title": "A Title", **fields})  # type: ignore[arg-type]
    return [(each.rule, each.problem.fix) for each in remnants(paper)]


@pytest.mark.parametrize(
    ("title", "rule"),
    [
        ("Growth of <i>E. coli</i>", "markup"),
        ("H<sub>2</sub>O", "markup"),
        ("<jats:p>Words</jats:p>", "markup"),
        ("**Attention** - what it is", "markup"),
        ("See [the paper](https://example.org)", "markup"),
        ("Models &amp; data", "entity"),
        ("Caf&eacute;", "entity"),
        ("Dash &#8211; dash", "entity"),
        ("MÃ¼ller and friends", "encoding"),
        ("Itâ€™s here", "encoding"),
        ("Lost \ufffd letters", "encoding"),
    ],
)
def test_what_another_program_left(title: str, rule: str) -> None:
    assert [each for each, _ in found(title=title)] == [rule]


def test_a_remedy_is_named() -> None:
    assert found(venue="Caf&eacute; & Co") == [("entity", "write “é”")]
    assert found(authors=(name("Ann MÃ¼ller"),)) == [("encoding", "write “Müller”")]


@pytest.mark.parametrize(
    "title",
    [
        "a < b and c > d",
        "AT&T; R&D",
        "Müller’s naïve café",
        "2 ** 3 ** 4",
        "Ω-logic → ∀x",
        "C++ & Rust",
        "[1] (2)",
    ],
)
def test_text_is_left_alone(title: str) -> None:
    assert found(title=title) == []


@pytest.mark.parametrize(
    "author", ["Ann Lee; Bo Chen", "Ann Lee and Bo Chen", "Ann Lee, Bo Chen, Cy Dee", "Ann Lee et al."]
)
def test_a_list_in_one_name(author: str) -> None:
    assert [rule for rule, _ in found(authors=(name(author),))] == ["author-list"]


def test_organisations_and_inverted_names_are_no_lists() -> None:
    assert found(authors=(organisation("Barnes and Noble"), name("King, Jr., Martin Luther"), "others")) == []


def test_an_identifier_is_no_title() -> None:
    assert [rule for rule, _ in found(title="arXiv:2401.14427", arxiv="2401.14427")] == ["no-title"]
    assert found(title="arXiv:2401.14427") == []


@pytest.mark.parametrize(
    "author", ["Qwen Team", "Google DeepMind", "ATLAS Collaboration", "The International Brain Laboratory"]
)
def test_a_group_that_would_be_cited_as_a_person(author: str) -> None:
    """Nobody can know; whoever can is told how to write it."""
    assert found(authors=(name(author),)) == [("group-name", f"write it as {{organisation: {author}}}")]
    assert found(authors=(organisation(author),)) == []


@pytest.mark.parametrize("author", ["Marc Huertas-Company", "Ann Lee", "OpenAI", "Teamo Labard", "李 华"])
def test_people_are_no_groups(author: str) -> None:
    """Nor is a name in one word, which is cited as it stands."""
    assert found(authors=(name(author),)) == []
