"""Figures of papers: what readers miss or wait for."""

from collections.abc import Iterator, Mapping

from digestry.check.findings import Finding, about
from digestry.content.figures import Figure
from digestry.paper.model import Paper

HEAVY = 500_000  # bytes, which a phone takes a second or more to load


def illustrations(paper: Paper, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """A figure without words, words without a figure, and a figure that is heavy."""
    figure = figures.get(paper.image)
    if figure and not paper.image_alt:
        what, fix = "the figure has no words", "say in `image_alt` what it shows, for those who do not see it"
        yield about("figure-alt", paper, "image", what, fix)
    if paper.image_alt and not paper.image:
        what = "`image_alt` describes a figure that the paper does not have"
        yield about("figure-alt", paper, "image_alt", what, "name its file in `image`, or delete the line")
    if figure and figure.size > HEAVY:
        what = f"the figure has {round(figure.size / 1000):,} kB, which is slow on a phone"
        fix = "save it smaller, 1,200 pixels wide, or as WebP"
        yield about("figure-size", paper, "image", what, fix)
