"""Damaged mathematics is found, English is left alone."""

import pytest

from tests.check.content import feed, findings, said

RULES = ("mathematics", "dollar-sign", "latex")


def of(abstract: str) -> list[str]:
    entry = f"id: a\ntitle: A paper\ntags: [theory]\nabstract: |\n  {abstract}"
    return [text.partition("`abstract` has ")[2] for text in said(findings(feed(entry)), *RULES)]


@pytest.mark.parametrize(
    "abstract",
    [
        "Videos of 1920times1080 pixels.",
        "A 10times improvement.",
        "By times100 times.",
        "Some labels (le13 labeled images).",
        "It is (varepsilon,delta)-private.",
        "It finds nvarepsilon roots.",
        "A function F:R^drightarrowR is smooth.",
        "In mathbbR we trust.",
        "A rate of lambda^Q holds.",
        "A rate of Obig(1) holds.",
        "An error of 10^{-3 in all.",
        "At sqrt{n} steps.",
        "For n leq 5 only.",
        "By 95.2pm0.3 points.",
    ],
)
def test_mathematics_without_its_signs_is_found(abstract: str) -> None:
    """What pages leave of LaTeX."""
    (found,) = of(abstract)
    assert found.startswith("damaged mathematics: “")


@pytest.mark.parametrize(
    "abstract",
    [
        "Three times as fast, 10 times in all, at times.",
        "An alpha version, beta testing, a delta of weights, the lambda calculus, and epsilon-greedy.",
        "Well known cells tell approximately 5 of approx. 9 and sim2real, pm25 and top5, O(n log n).",
        "The gap (delta) is small; with epsilon=8 it is n^2 or O(n^2), and (IA)^3 scales.",
        "See https://example.org/a_{b}?times100 and www.example.org/10times, and nablaDFT and Big(ger) data.",
        "A formula $10^{-3}$ and $1920\\times1080$, and another \\(\\varepsilon\\).",
        "It costs $5, US$ 10 or $3.50 and between $10 and $20 million.",
        "A snake_case name, __init__, 3x and 4x faster, 10to1 odds, at 5pm.",
    ],
)
def test_english_and_whole_formulas_are_left_alone(abstract: str) -> None:
    """Words that are names of LaTeX commands too; money; addresses."""
    assert of(abstract) == []


@pytest.mark.parametrize(
    "abstract",
    ["An error of $x in all.", "It is $\\sim$25 high.", "A rate of $ O(n) $ holds.", "By $\\times$ and $."],
)
def test_dollars_that_make_no_formula_are_found(abstract: str) -> None:
    """They stay on the page as they are written."""
    assert of(abstract)[0].startswith("a dollar sign that opens or ends no formula: “")


@pytest.mark.parametrize("abstract", ["An \\emph{open} one.", "Up to 5\\% more.", 'In Z\\"urich.'])
def test_commands_outside_of_formulas_are_found(abstract: str) -> None:
    """They stay on the page as they are written."""
    assert of(abstract)[0].startswith("LaTeX that readers see as it is: “")


def test_the_message_shows_the_place_in_the_text() -> None:
    """The word, with its neighbours; a formula beside it is shortened."""
    assert of("At $x$ a 10times improvement is seen.") == ["damaged mathematics: “$…$ a 10times improvement”"]


def test_titles_are_looked_at_too() -> None:
    """At the line of the title."""
    entry = "id: a\ntags: [theory]\ntitle: From 10times to more\nabstract: Yes."
    assert said(findings(feed(entry)), *RULES) == [
        "a.yml:5: `title` has damaged mathematics: “From 10times to”"
    ]
