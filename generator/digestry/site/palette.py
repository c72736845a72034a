"""The colour schemes that readers may choose of: `theme.palette` in `mkdocs.yml`, as Material has it.

https://squidfunk.github.io/mkdocs-material/setup/changing-the-colors/#color-palette-toggle
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

LIGHT, DARK = "(prefers-color-scheme: light)", "(prefers-color-scheme: dark)"
_SYSTEMS = {"default": LIGHT, "slate": DARK}


@dataclass(frozen=True)
class Option:
    """A scheme and its colours, under Material's names; who clicks while it is shown gets the next.

    media: the media query of the systems that it is for; empty for every system.
    label: what the button says while it is shown; empty without a toggle.
    icon: one of Material's icons for the button; empty for the theme's own.
    """

    media: str
    scheme: str
    primary: str
    accent: str
    label: str
    icon: str


def entries(palette: object) -> Sequence[Mapping[str, Any]]:
    """A palette as a list of its entries: Material lets a single one stand alone."""
    found = [palette] if isinstance(palette, Mapping) else palette if isinstance(palette, list) else []
    return [entry for entry in found if isinstance(entry, Mapping) and entry]


def options(palette: object) -> tuple[Option, ...]:
    """The options that a palette gives; one at least, since all pages have a scheme."""
    return tuple(map(_option, entries(palette))) or (_option({}),)


def fixed(among: Sequence[Option], own_styles: bool) -> Option | None:
    """What pages have until a script runs; nothing where they go by the system, as the style sheet can.

    An owner's style sheet may know schemes by their names only, so that pages have to say one.
    """
    systems = {option.scheme: option.media for option in among}
    return None if systems == _SYSTEMS and len(among) == len(systems) and not own_styles else among[0]


def for_script(among: Sequence[Option]) -> str:
    """The options as JSON, for `assets/look.js`; nothing for those that it knows."""
    known = [_option({"media": media, "scheme": scheme}) for scheme, media in _SYSTEMS.items()]
    shown = [_shown(option) for option in among]
    if shown == [_shown(option) for option in known]:
        return ""
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":"))


def _shown(option: Option) -> dict[str, str]:
    return {name: value for name, value in asdict(option).items() if name not in {"label", "icon"}}


def _option(entry: Mapping[str, Any]) -> Option:
    toggle = entry.get("toggle")
    toggle = toggle if isinstance(toggle, Mapping) else {"icon": toggle, "name": toggle}
    return Option(
        media=str(entry.get("media") or ""),
        scheme=_attribute(entry.get("scheme") or "default"),
        primary=_attribute(entry.get("primary") or "indigo"),
        accent=_attribute(entry.get("accent") or "indigo"),
        label=str(toggle.get("name") or ""),
        icon=str(toggle.get("icon") or ""),
    )


def _attribute(value: object) -> str:
    """A value as Material writes it into a page's attributes."""
    return str(value).replace(" ", "-")
