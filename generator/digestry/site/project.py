"""A digest on the disk: `mkdocs.yml`, and the folders that it names."""

import datetime as dt
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from mkdocs import exceptions
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from digestry import files
from digestry.catalogue.catalogue import Catalogue, catalogue
from digestry.content import nodes
from digestry.content.load import RawContent, load
from digestry.content.validate import Content, validate
from digestry.errors import ConfigurationError, ContentError, Problem, printable
from digestry.files import ForeignFolderError
from digestry.outputs.pictures import is_font, undrawn
from digestry.paper import prose
from digestry.paper.model import Document, Issue
from digestry.paper.text import readable
from digestry.settings import Settings
from digestry.settings import read as read_settings
from digestry.site import colours, palette

# Material prints a page of notice on MkDocs 2 at each run otherwise; this project stays on MkDocs 1.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

PLUGIN = "digestry"
_CONFIGURATION = "mkdocs.yml"
THEME = "material"  # whose templates ours extend
OLD_HOOKS = ("generator/site/hook.py", "generator/hook.py")  # of digests made before there was a plugin


class Project:
    """A digest, by its loaded MkDocs configuration."""

    def __init__(self, config: MkDocsConfig) -> None:
        self.config = config
        path = Path(config.config_file_path).absolute()  # MkDocs' own `-f` leaves it as it was typed
        self.folder = path.parent
        self.file = path.name  # as messages call it

    @classmethod
    def open(cls, file: str | None = None, on: dt.date | None = None, **options: Any) -> "Project":
        """The digest of `mkdocs.yml` in the current folder, or of another file.

        `on` takes the place of the setting `build_on`. Options are MkDocs' own (`site_dir`, `strict`); those
        that are None count as not given. Raises ConfigurationError where there is none, or where it cannot
        be used.
        """
        given = {name: value for name, value in options.items() if value is not None}
        path = Path(file or _CONFIGURATION)
        if not path.is_file():
            raise ConfigurationError(
                f"There is no {path} here. Go to your digest's folder, or start a digest with `digest init`."
            )
        if not (path.parent / "docs").is_dir() and "docs_dir" not in _keys(path):
            given["docs_dir"] = str(_pages(path.parent))
        try:
            config = load_config(config_file=file, **given)
            project = cls(config)
            for text in _texts([config.data, project.options]):
                text.encode()  # "\\ud83d" in quotes is half a character, which no page can hold
        except exceptions.MkDocsException as error:
            raise ConfigurationError(f"{path} cannot be used: {error}{_upgrade(path)}") from error
        except (ValueError, TypeError, RecursionError) as error:  # a date that is none, lists a thousand deep
            raise ConfigurationError(f"{path} cannot be used: {printable(str(error))}") from error
        if on and project.options is not None:  # where the plugin finds it, when MkDocs calls it
            plugin = cast(Any, project.config.plugins[PLUGIN])
            plugin.options = {**project.options, "build_on": on.isoformat()}
        return project

    @property
    def content_folder(self) -> Path:
        """The folder of feed/, tags.yml and the rest."""
        return self.folder / self.settings.options.content

    @property
    def scratch(self) -> Path:
        """The folder of all that can be made again."""
        return self.folder / self.settings.options.scratch

    @property
    def docs(self) -> Path:
        """What the generator writes, and MkDocs reads."""
        return self.scratch / "docs"

    @property
    def pages(self) -> tuple[Path, ...]:
        """The folders of the curator's own pages: MkDocs' `docs_dir`, and `pages` in the content folder."""
        folders = (Path(self.config.docs_dir), self._own)
        return tuple(folder for folder in dict.fromkeys(folders) if folder.is_dir() and folder != self.docs)

    def examine(self) -> tuple[Content, list[Problem]]:
        """The content as values, as far as it can be used, and every problem in it.

        Raises ContentError where the folder is not there: a slip in its name is no empty digest.
        """
        if not self.content_folder.is_dir():
            what = f"content names `{self.settings.options.content}`, which is not a folder"
            fix = "make that folder, or name the one that holds feed/"
            raise ContentError([Problem(self.file, self.line_of("content"), what, fix)])
        own = {self.name(folder): folder for folder in self.pages}
        loaded, unreadable = load(self.content_folder, self.settings.options.content, own, self.folder)
        content, invalid = validate(loaded, self.settings.options.path)
        pages = tuple(page for page in content.pages if not self._is_left_out(page))
        tags = tuple(tag.told_in(self.settings.language) for tag in content.tags)
        return replace(content, pages=pages, tags=tags), [*unreadable, *invalid]

    def _is_left_out(self, page: Document) -> bool:
        """Whether a page of one's own is not published: then nothing else may tell of it either."""
        if self.is_content(self.folder / page.file) and page.file != f"{self.name(self._own)}/{page.path}":
            return True  # it stands in `docs_dir`, which holds the content folder
        kept_back = (self.config.exclude_docs, self.config.draft_docs)
        return page.path.startswith(".") or any(
            spec is not None and spec.match_file(page.path) for spec in kept_back
        )

    def is_content(self, file: Path) -> bool:
        """Whether a file is in the content folder, and so is none for MkDocs to publish as it is.

        Where `docs_dir` is a folder in there, such as `pages`, what is in it is for MkDocs.
        """
        docs = Path(self.config.docs_dir)
        inner = docs != self.content_folder and docs.is_relative_to(self.content_folder)
        return file.is_relative_to(self.content_folder) and not (inner and file.is_relative_to(docs))

    @property
    def _own(self) -> Path:
        """The folder of own pages that every digest may have."""
        return self.content_folder / "pages"

    def content(self) -> Content:
        """The content as values. Raises ContentError with every problem in it."""
        found, problems = self.examine()
        if problems:
            raise ContentError(problems)
        return found

    def add(self, path: Path, text: str) -> Path:
        """Writes a new file of content, as `files.create`. Raises as `_read_back`."""
        self._read_back(path, text)
        return files.create(path, text, self.scratch)

    def rewrite(self, path: Path, text: str) -> None:
        """Writes a file of content in place of what was there, as `files.replace`. Raises as `_read_back`."""
        self._read_back(path, text)
        files.replace(path, text, self.scratch)

    def _read_back(self, path: Path, text: str) -> None:
        """Reads what is going to be written: nobody should have to mend by hand what a command has made.

        Raises ContentError where it could not be used; then nothing is written.
        """
        source, problems = nodes.parse(text, self.name(path))
        if not problems:
            part = path.stem if path.parent == self.content_folder else "feed"
            written: dict[str, Any] = {"feed": (source,)} if part == "feed" else {part: source}
            tags = self.content_folder / "tags.yml"
            if part == "feed" and tags.is_file():
                written["tags"], _ = nodes.parse(tags.read_text("utf-8-sig"), self.name(tags))
            content = RawContent(self.settings.options.content, **written)
            problems = [each for each in validate(content)[1] if each.file == source.file]
        if problems:
            raise ContentError(problems)

    def catalogue(self, drafts: bool = False, today: dt.date | None = None) -> Catalogue:
        """What would be published, with drafts and issues to come where they are wanted. Raises as `content`.

        `today` counts where no day of the build is named.
        """
        return catalogue(self.content(), drafts, self.settings.on or today)

    @contextmanager
    def claimed(self, setting: str) -> Iterator[None]:
        """Tells a folder that is not ours as a problem of the setting that names it."""
        try:
            yield
        except ForeignFolderError as error:
            name = self.name(error.folder)
            what = f"{setting} names `{name}`, which holds files that Digestry did not make"
            fix = f"name an empty or a new folder with {setting}, or delete `{name}` if nobody needs it"
            raise ContentError([Problem(self.file, self.line_of(setting), what, fix)]) from None

    def name(self, path: Path) -> str:
        """A path as messages call it: relative to the project."""
        return path.relative_to(self.folder).as_posix() if path.is_relative_to(self.folder) else str(path)

    @property
    def options(self) -> Mapping[str, Any] | None:
        """The plugin's options as they are written; nothing where it is not switched on."""
        plugins = cast(Mapping[str, Any], self.config.plugins)
        return cast(Mapping[str, Any], plugins[PLUGIN].options) if PLUGIN in plugins else None

    @cached_property
    def settings(self) -> Settings:
        """The digest's settings. Raises ContentError with every one that is wrong."""
        options = self.options
        if options is None:
            fix = f"add `- {PLUGIN}` to the list `plugins:`"
            what = f"the plugin {PLUGIN} is not switched on"
            raise ContentError([Problem(self.file, self.line_of("plugins"), what, fix)])
        if (name := self.config.theme.name) != THEME:
            line = self.line_at("theme", "name") or self.line_at("theme") or 1
            fix = f"write `theme: {{name: {THEME}}}`, which the digest's own pages build on"
            raise ContentError([Problem(self.file, line, f"the theme is {name or 'none'}", fix)])
        for name in ("logo", "favicon"):
            value: Any = self.config.theme.get(name)
            if value and not isinstance(value, str):
                what = f"theme.{name} is {value!r}, not the name of a file"
                line = self.line_at("theme", name) or 1
                raise ContentError([Problem(self.file, line, what, f"write it as `{name}: img/{name}.svg`")])
        settings = read_settings(self.config, {**self._old_options, **options}, self.file, self.line_of)
        if Path(self.config.docs_dir) == self.folder / settings.options.scratch / "docs":
            fix = "leave docs_dir out, or name the folder of your own pages"
            what = f"docs_dir is {self.name(Path(self.config.docs_dir))}, which holds what is generated"
            raise ContentError([Problem(self.file, self.line_of("docs_dir"), what, fix)])
        if font := settings.options.picture_font:
            file = self.folder / font
            if not is_font(file):
                what, line = f"picture_font names {font}, which is no font", self.line_of("picture_font")
                raise ContentError([Problem(self.file, line, what, "name a file of TrueType or OpenType")])
            settings = replace(settings, options=replace(settings.options, picture_font=str(file)))
        accents = colours.accents(palette.entries(self.config.theme.get("palette")))
        return replace(settings, copyright=prose.line(settings.copyright), accents=accents)

    def undrawn(self, issues: Iterable[Issue]) -> Iterator[str]:
        """The titles that no picture can have, since a letter of theirs is in no font; a line each."""
        font = self.settings.options.picture_font
        titles = [(self.file, self.line_of("site_name"), self.settings.site_name)]
        titles += [(issue.place.file, issue.place.of("title"), readable(issue.title)) for issue in issues]
        for file, line, title in titles:
            if letters := undrawn(title, font):
                shown = letters if len(letters) < 10 else f"{letters[:9]}…"
                what = f"the font of pictures has no letters for {shown}, so none shows this title"
                yield str(Problem(file, line, what, "name one that has them as `picture_font`"))

    @property
    def notes(self) -> tuple[str, ...]:
        """What is written in an old way and still read, with what to write instead; a line each."""
        if not self._old_options:
            return ()
        line = self.line_at("extra", "digest") or 1
        return (
            f"{self.file}:{line}: settings below `extra.digest` are read, but this is their old place; "
            f"move them below `- {PLUGIN}:` in the list `plugins:`",
        )

    @property
    def _old_options(self) -> Mapping[str, Any]:
        """Options where they stood before 0.2."""
        old = self.config.extra.get("digest", {})
        return old if isinstance(old, Mapping) else {"digest": old}

    def line_of(self, key: str) -> int:
        """The line of a setting in the configuration file, of MkDocs' or ours; 1 where it is not there."""
        for path in ((key,), ("plugins", PLUGIN, key), ("extra", "digest", key)):
            if line := self.line_at(*path):
                return line
        return 1

    def line_at(self, *path: str) -> int:
        """The line where a path of keys ends in the configuration file; 0 if it does not lead there."""
        node: nodes.Node | None = self._source.root
        line = 0
        for name in path:
            if isinstance(node, nodes.Sequence):  # plugins: a list of names and of mappings with one key
                node = next((each for each in node.items if _names(each, name)), None)
            if isinstance(node, nodes.Scalar) and node.text == name:
                line, node = node.line, None
                continue
            if not isinstance(node, nodes.Mapping) or name not in node.items:
                return 0
            line, node = node.lines[name], node.items[name]
        return line

    @cached_property
    def _source(self) -> nodes.Source:
        return nodes.parse((self.folder / self.file).read_text("utf-8"), self.file)[0]


def _texts(value: object) -> Iterator[str]:
    """All texts in a configuration, keys and values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts([*value, *value.values()])
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _keys(file: Path) -> Collection[str]:
    """The settings that a configuration file has."""
    root = nodes.parse(file.read_text("utf-8", "replace"), file.name)[0].root
    return root.items if isinstance(root, nodes.Mapping) else ()


def _pages(folder: Path) -> Path:
    """The folder of own pages where none is named and there is no `docs`: MkDocs wants one that exists.

    Without own pages it is the content folder, none of whose files are for MkDocs (see `Project.is_content`).
    """
    content = folder.absolute() / "content"
    for usual in (content / "pages", content):
        if usual.is_dir():
            return usual
    none = folder.absolute() / "build/pages"
    none.mkdir(parents=True, exist_ok=True)
    return none


def _upgrade(path: Path) -> str:
    """What to do where a configuration cannot be used because it is one of before there was a plugin."""
    if not any(hook in path.read_text("utf-8", "replace") for hook in OLD_HOOKS):
        return ""
    what = "take `hooks`, `custom_dir: overrides` and `docs_dir: build/docs` out of it"
    return f"\n{path} is of an older version: {what}, and write `plugins: [{PLUGIN}]`"


def _names(node: nodes.Node, name: str) -> bool:
    """Whether an entry of a list, alone or with values of its own, is called so."""
    return name == node.text if isinstance(node, nodes.Scalar) else name in getattr(node, "items", ())
