"""The colours that Material's palette names, as shades that can be read on the digest's paper.

Material's own shades are made for bars and buttons: as text, most are too pale on white or too dark on black.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from digestry.settings import ACCENTS

# In light and in dark. Each has a contrast of 4.5 or more (WCAG AA) as text on the paper, on cards and on
# tags, and behind the text of a button; tests/site/test_colours.py measures it.
SHADES = {
    "red": ("#c31512", "#e8625f"),
    "pink": ("#c0134e", "#e85c8b"),
    "purple": ("#973da7", "#be72cc"),
    "deep purple": ("#764cbe", "#9e81d1"),
    "indigo": ("#4051b5", "#7f8bd2"),
    "blue": ("#0966af", "#2096f3"),
    "light blue": ("#026a99", "#03a9f4"),
    "cyan": ("#006e7c", "#00bbd3"),
    "teal": ("#007066", "#009f90"),
    "green": ("#317134", "#4caf50"),
    "light green": ("#4c6e25", "#8bc349"),
    "lime": ("#616913", "#cddc39"),
    "yellow": ("#706500", "#e6d753"),
    "amber": ("#7e5f00", "#ffc106"),
    "orange": ("#915600", "#ffa726"),
    "deep orange": ("#bc2c00", "#e77a59"),
    "brown": ("#795548", "#ae8677"),
    "grey": ("#646464", "#8f8f8f"),
    "blue grey": ("#506873", "#7794a0"),
    "black": ("#3c4048", "#c8cad0"),
    "white": ("#3c4048", "#c8cad0"),
}
_PALE = {"black", "white", "grey", "blue grey"}  # as `primary`: a bar without a colour, so `accent` has it
_UNSET = "indigo"  # what Material writes where nothing was chosen
# The text of a button, in light and in dark.
ON_ACCENT = ("#ffffff", "#15171b")


def stylesheet(palette: Sequence[Mapping[str, Any]]) -> str:
    """The rules for those entries of a palette that choose a colour; empty if none does.

    The digest has one colour for links and buttons: `primary`, or `accent` where that is black, white or
    grey. `custom` is what the curator's own style sheet sets, as Material documents it.
    """
    rules = []
    if (both := accents(palette)) != ACCENTS:  # for systems in light and in dark, until a script says which
        rules.append(_rule(":root", f"light-dark({', '.join(both)})", f"light-dark({', '.join(ON_ACCENT)})"))
    for entry in palette:
        part, name = _chosen(entry)
        dark = _is_dark(entry)
        if name == "custom":
            colours = f"var(--md-{part}-fg-color)", f"var(--md-{part}-bg-color, {ON_ACCENT[0]})"
        elif name in SHADES:
            colours = SHADES[name][dark], ON_ACCENT[dark]
        else:
            continue
        values = {
            "scheme": entry.get("scheme") or "default",
            "primary": entry.get("primary") or _UNSET,
            "accent": entry.get("accent") or _UNSET,
        }
        scheme, *others = (
            f"[data-md-color-{attribute}={json.dumps(str(value).replace(' ', '-'))}]"
            for attribute, value in values.items()
        )
        # As weak as the theme's own rules, so that `extra_css` wins.
        selector = f"{scheme}:where({''.join(others)})"
        rules.append(_rule(selector, *colours))
    return "".join(dict.fromkeys(rules))


def _rule(selector: str, accent: str, on_accent: str) -> str:
    return (
        f"{selector} {{ --pd-accent: {accent}; --pd-on-accent: {on_accent};"
        " --pd-accent-soft: color-mix(in srgb, var(--pd-accent) 12%, var(--pd-paper)); }\n"
    )


def accents(palette: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """The colour of links in light and in dark, where no style sheet can be linked; of several, the first."""
    light, dark = ACCENTS
    for entry in reversed(palette):
        _, name = _chosen(entry)
        if name in SHADES:
            light, dark = (light, SHADES[name][1]) if _is_dark(entry) else (SHADES[name][0], dark)
    return light, dark


def _chosen(entry: Mapping[str, Any]) -> tuple[str, str]:
    """Which part of an entry chooses the colour, and which it is; no name where none is chosen."""
    chosen = {part: _name(entry[part]) for part in ("primary", "accent") if entry.get(part)}
    part = "primary" if chosen.get("primary", "white") not in _PALE else "accent"
    return part, chosen.get(part) or chosen.get("primary", "")


def _is_dark(entry: Mapping[str, Any]) -> bool:
    return _name(entry.get("scheme") or "default") == "slate"


def _name(value: object) -> str:
    """A colour's name: Material takes spaces and hyphens for the same."""
    return str(value).replace("-", " ")
