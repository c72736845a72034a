"""The theme, and what the digest has defaults for among the settings of MkDocs and Material."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.theme import Theme

from digestry import urls
from digestry.site.frame import EDIT, PAGES
from digestry.words import LOCALES, SOURCE, Words, worded

_DEFAULTS: Mapping[str, object] = {
    "font": False,  # the reader's own fonts: nothing to download, nothing to track
    "favicon": "assets/logo.svg",
    "palette": [
        {
            "media": "(prefers-color-scheme: light)",
            "scheme": "default",
            "toggle": {"name": worded("Switch to dark")},
        },
        {
            "media": "(prefers-color-scheme: dark)",
            "scheme": "slate",
            "toggle": {"name": worded("Switch to light")},
        },
    ],
}

_EXTENSIONS = ("toc", "tables", "fenced_code")  # MkDocs' own, which nobody has to ask for


def folder() -> Path:
    """Where the theme's templates, styles and scripts are."""
    return Path(str(files("digestry.theme")))


def apply(config: MkDocsConfig) -> None:
    """Makes the whole site the digest's: its theme below the user's own `custom_dir` and above Material.

    Fills in what was not set, and switches off what would need Material's scripts.
    """
    place = 1 if config.theme.custom_dir else 0
    if str(folder()) not in config.theme.dirs:
        config.theme.dirs.insert(place, str(folder()))
    plain = Theme(config.theme.name)  # what Material itself sets, nobody has asked for
    for name, value in _DEFAULTS.items():
        if not config.theme.get(name) or config.theme.get(name) == plain.get(name):
            config.theme[name] = value
    _reduce(config)
    if config.nav is None:
        words = Words(config.theme["language"])
        config.nav = [{words.say(title): urls.source(target)} for title, target in PAGES]


@contextmanager
def reduced(config: MkDocsConfig) -> Iterator[None]:
    """While a page of a digest is rendered that is a section of a site: as `apply` has it, then as it was."""
    theme, extra = dict(config.theme), dict(config.extra)
    _reduce(config)
    yield
    config.theme.update(theme)
    config.extra.update(extra)


@contextmanager
def plain_markdown(config: MkDocsConfig) -> Iterator[None]:
    """While a page of the digest is read: `markdown_extensions` are for the curator's own pages."""
    chosen = config.markdown_extensions, config.mdx_configs
    config.markdown_extensions, config.mdx_configs = list(_EXTENSIONS), {}
    yield
    config.markdown_extensions, config.mdx_configs = chosen


def assets(config: MkDocsConfig, path: str) -> Iterator[File]:
    """The theme's styles, scripts and pictures, at `path`."""
    for file in sorted(Path(folder(), "assets").rglob("*")):
        if file.is_file():
            name = file.relative_to(folder()).as_posix()
            yield File.generated(config, path + name, abs_src_path=str(file))


def _reduce(config: MkDocsConfig) -> None:
    """What the digest's pages can do of what is asked of Material."""
    config.theme["language"] = config.theme["language"] if config.theme["language"] in LOCALES else SOURCE
    config.theme["features"] = [name for name in config.theme.get("features") or [] if name == EDIT]
    for name in ("consent", "version"):
        config.extra.pop(name, None)
