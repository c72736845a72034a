"""The theme, and what the digest has defaults for among the settings of MkDocs and Material."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

_DEFAULTS: Mapping[str, object] = {
    "font": False,  # the reader's own fonts: nothing to download, nothing to track
    "favicon": "assets/logo.svg",
    "palette": [
        {
            "media": "(prefers-color-scheme: light)",
            "scheme": "default",
            "toggle": {"icon": "material/weather-night", "name": "Switch to dark"},
        },
        {
            "media": "(prefers-color-scheme: dark)",
            "scheme": "slate",
            "toggle": {"icon": "material/weather-sunny", "name": "Switch to light"},
        },
    ],
}
_NAV = (
    ("Latest", "index.md"),
    ("Issues", "issues/index.md"),
    ("Tags", "tags/index.md"),
    ("Authors", "authors/index.md"),
    ("Subscribe", "subscribe/index.md"),
)


def folder() -> Path:
    """Where the theme's templates, styles and scripts are."""
    return Path(str(files("digestry.theme")))


def apply(config: MkDocsConfig) -> None:
    """Puts the theme below the user's own `custom_dir` and above Material, and fills in what was not set."""
    place = 1 if config.theme.custom_dir else 0
    if str(folder()) not in config.theme.dirs:
        config.theme.dirs.insert(place, str(folder()))
    plain = Theme(config.theme.name)  # what Material itself sets, nobody has asked for
    for name, value in _DEFAULTS.items():
        if config.theme.get(name) == plain.get(name):
            config.theme[name] = value
    if config.nav is None:
        config.nav = [{title: source} for title, source in _NAV]
