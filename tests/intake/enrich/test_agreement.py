"""Records of one paper are told from near misses; in doubt nobody guesses."""

import pytest
from digestry.intake.enrich.agreement import agreement
from digestry.paper.model import Paper

ABSTRACT = (
    "We prove that gradient descent with $\\ell_2$ penalty converges in $O(\\varepsilon^{-2})$ steps on images of "
    "$1920\\times1080$ pixels. The proof needs no convexity. It rests on a new potential that falls in each step, "
    "and it covers momentum. Experiments on four tasks show that the bound is tight up to a factor of two."
)
DAMAGED = (
    "We prove that gradient descent with ell_2 penalty converges in O(varepsilon^{-2}) steps on images of "
    "1920times1080 pixels. The proof needs no convexity. It rests on a new potential that falls in each step, "
    "and it covers momentum. Experiments on four tasks show that the bound is tight up to a factor of two."
)
REVISED = DAMAGED.replace("It rests on a new potential that falls in each step, and it covers momentum. ", "")
OTHER = (
    "Speech codecs for small devices trade quality for delay. This survey sorts sixty of them by what they keep, "
    "measures nine on one benchmark, and finds that listeners prefer older ones at low rates. We close with open "
    "questions on noise, on languages with few speakers, and on how to compare codecs fairly at all."
)
TITLE = "Tight Rates for Gradient Descent without Convexity"


def paper(title: str, abstract: str = ABSTRACT) -> Paper:
    return Paper(id="", title=title, abstract=abstract)


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        (TITLE, ABSTRACT),
        ("Tight rates for gradient descent, without convexity!", DAMAGED),
        ("Tight Rate for Gradient Descent without Convexity", DAMAGED),
        (TITLE, REVISED),
        (TITLE, ABSTRACT[:230]),
    ],
)
def test_one_paper_is_known_again(title: str, abstract: str) -> None:
    """With damaged mathematics, a sentence more or less, a plural, or an abstract that is cut off."""
    assert agreement(paper(TITLE), paper(title, abstract)).sure


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (paper(TITLE), paper(TITLE, OTHER), "the same title, another abstract"),
        (paper(TITLE), paper(TITLE, ""), "the same title, no abstract to compare"),
        (paper(TITLE, "Short."), paper(TITLE), "the same title, no abstract to compare"),
        (
            paper("Llama 2: Open Models"),
            paper("Llama 3: Open Models"),
            "a title with another number, the same abs",
        ),
        (
            paper("Rates of Descent, Part II"),
            paper("Rates of Descent, Part III"),
            "a title with another number, ",
        ),
        (
            paper("Rates of Descent, Part I"),
            paper("Rates of Descent, Part II"),
            "a title with another number, ",
        ),
        (
            paper(TITLE),
            paper("Tight Rates for Coordinate Descent without Convexity"),
            "nearly the same title, the s",
        ),
    ],
)
def test_a_near_miss_is_a_question_for_the_curator(one: Paper, other: Paper, words: str) -> None:
    """Title and abstract have to agree, and so do numbers in titles."""
    found = agreement(one, other)
    assert (found.sure, found.possible) == (False, True)
    assert str(found).startswith(words)


def test_another_paper_is_no_question() -> None:
    """Not even with a common word or two."""
    found = agreement(paper(TITLE), paper("Speech Codecs without Tears: a Survey", OTHER))
    assert not (found.sure or found.possible or found.related)


def test_a_paper_that_was_renamed_is_still_what_its_id_leads_to() -> None:
    """The abstract stayed, or the title's words did."""
    assert agreement(paper(TITLE), paper("A Potential for Descent", REVISED)).related
    assert agreement(paper(TITLE, ""), paper("Gradient Descent without Convexity: Tight Rates", "")).related
