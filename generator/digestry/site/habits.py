"""What a digest does not honour of MkDocs' and Material's settings: a line each, so that nobody wonders."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from digestry.site import palette
from digestry.site.frame import EDIT, follows, has_icon
from digestry.site.project import OLD_HOOKS, Project
from digestry.words import LOCALES

Told: TypeAlias = Iterator[tuple[tuple[str, ...], str]]  # the keys that lead to a setting, and what is said

# What stands below `extra` for Material's scripts or pages, and what to do instead.
_EXTRA = {
    "analytics": "name your provider's script in `extra_javascript`",
    "alternate": "link to other languages in `nav` or `extra.social`",
    "consent": "there is nothing to consent to",
    "version": "there is one version of a digest",
}
_PLUGINS = {
    "search": "the digest has a search of its own, and nothing reads the index that this plugin writes",
    "offline": "pages open from the disk with `use_directory_urls: false`, but the search needs a server",
}
_ICONS = {"logo", "admonition", "annotation", "tag"}  # those of `theme.icon` that pages show


def notes(project: Project) -> Iterator[str]:
    """All that has no effect, a line each; asked before the theme fills in what was not set."""
    rules = [_language, _hooks, _social]
    if not project.settings.options.path:  # else the site around the digest is as its own theme makes it
        rules += [_features, _font, _icons, _toggles, _extra, _plugins]
    for rule in rules:
        for keys, what in rule(project.config):
            yield f"{project.file}:{_line(project, keys)}: {what}"


def missing(project: Project, files: Files) -> Iterator[str]:
    """The logo and the favicon, where they name a file that is not there."""
    for name in ("logo", "favicon"):
        file: Any = project.config.theme.get(name)
        if isinstance(file, str) and "//" not in file and files.get_file_from_path(file) is None:
            line = _line(project, ("theme", name))
            yield f"{project.file}:{line}: theme.{name}: there is no file {file} among your pages"


def _line(project: Project, keys: tuple[str, ...]) -> int:
    """The line of a setting; of the one that it is a part of, where it is not written in this file."""
    lines = (project.line_at(*keys[:depth]) for depth in range(len(keys), 0, -1))
    return next(filter(None, lines), 1)


def _language(config: MkDocsConfig) -> Told:
    if (language := config.theme.get("language")) not in LOCALES:
        what = f"theme.language {language} is not there, so the digest's pages are in English"
        yield ("theme", "language"), f"{what}; there are {', '.join(LOCALES)}"


def _hooks(config: MkDocsConfig) -> Told:
    for hook in map(str, config.hooks):
        if Path(hook).as_posix().endswith(OLD_HOOKS):
            yield (
                ("hooks", hook),
                f"the hook {hook} is an old version's; leave it out, the plugin does its work",
            )


def _social(config: MkDocsConfig) -> Told:
    listed = config.extra.get("social") or []
    for entry in listed if isinstance(listed, list) else [listed]:
        link = entry.get("link") if isinstance(entry, Mapping) else entry
        what = f"extra.social: {link!r} is left out; links begin with https://, http:// or mailto:"
        if isinstance(entry, Mapping) and isinstance(link, str) and follows(link):
            if has_icon(config, icon := entry.get("icon")):
                continue
            what = f"extra.social: there is no icon {icon}, so the name is shown"
        yield ("extra", "social"), what


def _features(config: MkDocsConfig) -> Told:
    if features := [feature for feature in config.theme.get("features") or [] if feature != EDIT]:
        verb = "has" if len(features) == 1 else "have"
        yield ("theme", "features"), f"theme.features {', '.join(features)} {verb} no effect here"


def _font(config: MkDocsConfig) -> Told:
    if config.theme.get("font") not in (False, Theme(config.theme.name).get("font")):
        yield ("theme", "font"), "theme.font has no effect here: pages use the fonts that their readers have"


def _icons(config: MkDocsConfig) -> Told:
    icons: Any = config.theme.get("icon") or {}
    if not isinstance(icons, Mapping):
        yield ("theme", "icon"), f"theme.icon {icons!r} has no effect: write `icon: {{logo: …}}`"
        return
    for name in icons:
        if name not in _ICONS:
            yield ("theme", "icon", name), f"theme.icon.{name} has no effect here"
    if (logo := icons.get("logo")) and not has_icon(config, logo):
        yield ("theme", "icon", "logo"), f"theme.icon.logo: there is no icon {logo}"


def _toggles(config: MkDocsConfig) -> Told:
    for entry in palette.entries(config.theme.get("palette")):
        toggle = entry.get("toggle")
        icon = toggle.get("icon") if isinstance(toggle, Mapping) else toggle
        if icon and not has_icon(config, icon):
            yield ("theme", "palette"), f"theme.palette: there is no icon {icon}; another is shown"


def _extra(config: MkDocsConfig) -> Told:
    for name, instead in _EXTRA.items():
        if config.extra.get(name):
            yield ("extra", name), f"extra.{name} has no effect here: {instead}"


def _plugins(config: MkDocsConfig) -> Told:
    for found in map(str, config.plugins):
        if (name := found.removeprefix("material/")) in _PLUGINS:
            yield ("plugins", name), f"the plugin {name} has no effect here: {_PLUGINS[name]}"
