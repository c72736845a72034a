"""Words that ran together and abstracts that stop too soon are found; names are left alone."""

import pytest

from tests.check.content import feed, findings, said


def of(abstract: str, rule: str) -> list[str]:
    entry = f"id: a\ntitle: A paper\ntags: [theory]\nabstract: |\n  {abstract}"
    return said(findings(feed(entry)), rule)


@pytest.mark.parametrize(
    "abstract",
    [
        "A new paradigm.The system is ready.",
        "Is it in the datasets?We look.",
        "A gain of 73%.Empirical work.".replace("Empirical", "The"),
        "At one time andthe next.",
        "Tothe best of our knowledge.",
        "State-ofthe-art work.",
        "A scheme(CKKS) for all.",
        "A machine (FSM)that solves it.",
        "Hopfield models.2. A second point.",
    ],
)
def test_words_that_ran_together_are_found(abstract: str) -> None:
    """As copying from two columns leaves them."""
    assert len(of(abstract, "glued-words")) == 1


@pytest.mark.parametrize(
    "abstract",
    [
        "See arXiv.org, Node.js, torch.Tensor, np.Array, e.g. this, i.e. that, and v2.0.1 of it.",
        "LlaMA, iPhone, GitHub, DeepSpeed, PyTorch, OpenAI and MoE models, and Yahoo!Answers.",
        "An (Im)possibility of (pre)training f(x), LLM(s) and GPT(4), f(X) aside.",
        "Bathe the lathe inthrall; another, further, whether, together, weather, feather.",
        "At https://example.org/paradigm.The/andthe and www.example.org/datasets?We too.",
        "A class Foo.This or foo.The() or foo.The_x in code, and 10.5 or Fig.2.",
    ],
)
def test_names_and_addresses_are_left_alone(abstract: str) -> None:
    """No false alarms."""
    assert of(abstract, "glued-words") == []


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("It goes on and …", "is cut off: “goes on and …”"),
        ("It goes on...", "is cut off: “It goes on...”"),
        ("It goes on with the", "is cut off: “goes on with the”"),
        ("It has three parts:", "is cut off: “It has three parts:”"),
        ("It goes on with the mod", "ends without a full stop: “on with the mod”"),
    ],
)
def test_an_abstract_that_stops_too_soon_is_found(abstract: str, expected: str) -> None:
    """With its last words."""
    assert of(abstract, "truncated") == [f"a.yml:6: `abstract` {expected}"]


@pytest.mark.parametrize(
    "abstract",
    [
        "It ends.",
        "Does it end?",
        "It ends (so it says.)",
        "It “ends.”",
        "It ends with $x^2$",
        "Code: https://example.org/a",
        "Code: github.com/a/b",
        "Code is at this https URL",
        "它结束了。",
    ],
)
def test_an_abstract_that_ends_is_left_alone(abstract: str) -> None:
    """In a full stop, a bracket, a formula, an address; in any script."""
    assert of(abstract, "truncated") == []
