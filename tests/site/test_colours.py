"""The colours that a palette names can be read."""

import re
from itertools import product

import pytest
from digestry.site.colours import ON_ACCENT, SHADES
from digestry.site.theme import folder

AA = 4.5  # https://www.w3.org/TR/WCAG22/#contrast-minimum
MATERIALS = set(
    "red pink purple deep-purple indigo blue light-blue cyan teal green light-green lime yellow amber orange"
    " deep-orange brown grey blue-grey black white".split()
)


def luminance(colour: tuple[float, ...]) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def rgb(text: str) -> tuple[float, ...]:
    return tuple(int(text[place : place + 2], 16) for place in (1, 3, 5))


def paper(dark: bool) -> dict[str, tuple[float, ...]]:
    """What our style sheet sets in a scheme, by name."""
    css = (folder() / "assets/digest.css").read_text("utf-8")
    colours = re.findall(r"--pd-([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", css)
    assert colours
    return {name: rgb(both[dark]) for name, *both in colours}


def test_every_colour_of_materials_has_shades() -> None:
    """Those of `primary` and `accent`."""
    assert {name.replace(" ", "-") for name in SHADES} == MATERIALS


@pytest.mark.parametrize(("name", "dark"), list(product(SHADES, (False, True))))
def test_a_shade_can_be_read(name: str, dark: bool) -> None:
    """As a link on the page, on a card and on a tag, and behind the words of a button."""
    shade, ground = rgb(SHADES[name][dark]), paper(dark)
    tag = tuple(0.12 * own + 0.88 * below for own, below in zip(shade, ground["paper"], strict=True))
    for behind in (ground["paper"], ground["surface"], tag, rgb(ON_ACCENT[dark])):
        assert contrast(shade, behind) >= AA
    assert contrast(ground["ink"], tag) >= AA
