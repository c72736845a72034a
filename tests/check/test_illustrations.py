"""A figure has words, words have a figure, and no figure is too heavy for a phone."""

from pathlib import Path

from digestry.content.figures import Figure

from tests.check.content import WHOLE, feed, findings, said

FIGURE = Figure(Path("a.png"), 500_000, "png", 1200, 800)


def test_a_figure_without_words_is_named() -> None:
    """At its own line: somebody who does not see it has nothing."""
    found = findings(feed(f"{WHOLE}\nimage: a.png"), figures={"a.png": FIGURE})
    assert said(found, "figure-alt", "figure-size") == ["a.yml:7: the figure has no words"]


def test_words_without_a_figure_are_named() -> None:
    """They describe what nobody sees."""
    found = findings(feed(f"{WHOLE}\nimage_alt: Two lines."))
    assert said(found, "figure-alt") == [
        "a.yml:7: `image_alt` describes a figure that the paper does not have"
    ]


def test_a_heavy_figure_is_named_with_its_weight() -> None:
    """From half a megabyte on."""
    heavy = Figure(Path("a.png"), 1_234_567, "png", 1200, 800)
    entry = feed(f"{WHOLE}\nimage: a.png\nimage_alt: Two lines.")
    assert said(findings(entry, figures={"a.png": FIGURE}), "figure-alt", "figure-size") == []
    assert said(findings(entry, figures={"a.png": heavy}), "figure-size") == [
        "a.yml:7: the figure has 1,235 kB, which is slow on a phone"
    ]
