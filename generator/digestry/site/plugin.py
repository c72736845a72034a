"""The MkDocs plugin: with `plugins: [digestry]`, plain `mkdocs build` and `mkdocs serve` do all that `digest
build` and `digest serve` do. It is thin, so that another renderer of Markdown can take the place of MkDocs.
"""

import datetime as dt
import json
import logging
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from digestry import urls
from digestry.errors import ContentError, Problem, refused
from digestry.files import alone, claim, readable
from digestry.outputs.pages.templates import add_theme
from digestry.outputs.search.index import POINTER
from digestry.outputs.search.scripts import without_comments
from digestry.paper.dates import LAST_YEAR
from digestry.settings import Settings
from digestry.site import habits, theme
from digestry.site.frame import SECTION, Frame, frame
from digestry.site.generate import generate
from digestry.site.locale import for_scripts
from digestry.site.modules import NotJoinedError, joined
from digestry.site.policy import kept_out, with_inline
from digestry.site.preview import first_missing, patient, watch_for_good
from digestry.site.project import PLUGIN, Project

_log = logging.getLogger("mkdocs.plugins.digestry")
WAITS = "Another build is at work here; this one waits for it."
# An HTML block ends at a blank line (https://spec.commonmark.org/0.31.2/#html-blocks); no other text of ours
# begins with a tag or holds a comment.
_BLOCK = re.compile(r"^<.*(?:\n.+)*", re.MULTILINE)
_PLACE = re.compile(r"<!-- block (\d+) -->")
_FREE = frozenset({urls.ROBOTS, urls.LLMS})  # files that a site's owner may well have written
EPOCH = "1970-01-01"  # for pages whose age nobody knows; the sitemap leaves it out


class _Unread(Config):  # type: ignore[no-untyped-call]
    """No options that MkDocs would know: see `DigestPlugin.load_config`."""


class DigestPlugin(BasePlugin[_Unread]):  # type: ignore[no-untyped-call]
    """One for each run of MkDocs; in a preview, it lives through all builds."""

    def __init__(self) -> None:
        self.options: Mapping[str, Any] = {}  # as mkdocs.yml has them; digestry.settings reads them
        self._drafts = False
        self._docs = Path()  # what the generator writes
        self._pages: tuple[Path, ...] = ()  # the folders of the curator's own pages
        self._generated: tuple[str, ...] = ()  # the files of the last good state, below `_docs`
        self._aside: list[str] = []  # blocks of the page that is being rendered
        self._reduced = ExitStack()  # open while the settings are those of a page of ours
        self._held = ExitStack()  # while a site is built: nobody else writes into its folder
        self._said: set[str] = set()
        self._is_whole = False  # whether the site that is shown is that of one build
        self._theirs: frozenset[str] = frozenset()  # those of `_generated` that the curator has instead
        self._newest = EPOCH  # the date of the newest issue
        self._read: tuple[Path, bytes, Path]  # mkdocs.yml, what it said last, and the docs_dir that it named
        self._settings: Settings
        self._frame: Frame
        self._globals: dict[str, Any]  # what the templates know

    def load_config(
        self,
        options: Any,
        config_file_path: str | None = None,  # noqa: ARG002
    ) -> tuple[list[Any], list[Any]]:
        """Takes the options as they are: `digestry.settings` checks them, and knows their lines."""
        self.options = options if isinstance(options, Mapping) else {}
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remembers whether this is a preview, which shows drafts."""
        self._drafts = command == "serve"
        self._said.clear()  # MkDocs keeps this object for all that one process builds

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Generates before MkDocs looks at any file, and before it empties the last site.

        Bad content ends a build. A preview that has started goes on with the last good content, says on each
        page what is wrong, and follows once it is mended: MkDocs alone would answer no request until then.
        """
        project = Project(config)
        source = project.folder / project.file
        self._read = (source, source.read_bytes(), Path(config.docs_dir))
        try:
            # A preview has drafts in it, and may run while a build does.
            self._docs = project.scratch / "preview" if self._drafts else project.docs
            with project.claimed("scratch"):
                claim(self._docs, make=False)
            self._held.close()
            self._held.enter_context(readable())
            self._held.enter_context(alone(self._docs, lambda: _log.info(WAITS)))
            self._say([*project.notes, *habits.notes(project)])
            with project.claimed("site_dir"):
                claim(Path(config.site_dir))
            # A preview is for the curator, who wants to know what is still to come; no build asks the clock.
            made = project.catalogue(self._drafts, dt.date.today() if self._drafts else None)
            with project.claimed("scratch"):
                self._generated = generate(made, project.settings, self._docs)
            self._say(project.undrawn(made.issues))
            self._newest = max((issue.date.isoformat() for issue in made.issues), default=EPOCH)
            self._settings, self._pages = project.settings, project.pages
        except ContentError as error:
            if not (self._drafts and self._generated):
                raise Abort(str(error)) from error
            config.extra["problems"] = [str(problem) for problem in error.problems]
            _log.error("%s\nThe preview stays as it was until this is mended.", error)
        except OSError as error:  # a full disk, a file in the place of a folder
            raise Abort(refused(error)) from error
        if not self._settings.options.path:
            theme.apply(config)
        edit = any(project.line_at(key) for key in ("edit_uri", "edit_uri_template"))
        self._frame = frame(config, self._settings, edit, preview=self._drafts)
        config.extra["search_index"] = json.loads((self._docs / POINTER).read_bytes())
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002
        """From here on, MkDocs empties the last site."""
        self._is_whole = False

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Gives MkDocs the pages. Finished files it never sees: it would make pages of the Markdown twins."""
        project = Project(config)
        _settle(files, self._pages, project)
        at = self._frame.path
        for name in self._generated:
            if urls.is_page(name):
                file = File.generated(config, at + name, abs_src_path=f"{self._docs}/{name}")
                if not (at and name == urls.source(urls.HOME)):
                    file.inclusion = InclusionLevel.NOT_IN_NAV  # there are too many to tell of each
                _put(file, files)
        for file in theme.assets(config, at) if at else ():
            _put(file, files)
        if texts := for_scripts(self._settings.words):
            _put(File.generated(config, at + urls.LOCALE, content=texts), files)
        if rules := self._frame.colours:
            _put(File.generated(config, at + urls.COLOURS, content=rules), files)
        self._theirs = self._replaced(files, project)
        self._say(habits.missing(project, files), logging.WARNING)
        return Files(sorted(files, key=_as_listed))  # as if all were in one folder

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:  # noqa: ARG002
        """Gives the templates what they know of the digest; on another's site, makes ours known at all."""
        self._globals = env.globals
        env.globals["digest"], env.globals["urls"] = self._frame, urls
        add_theme(env, {SECTION: theme.folder()} if self._frame.path else {}, self._settings.words)
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Sends scripts with what they import, and without comments, a third of their weight.

        Then publishes what is finished, as links where the file system can, since these are most of all
        files. Those are replaced and never changed in place (see `digestry.files`), so that the site stays as
        it is while the next one is made.
        """
        if not Path(config.site_dir, self._frame.path, "index.html").is_file():
            what = "another plugin leaves the digest's pages out"
            raise Abort(f"{what}; take the others out of `plugins:`, one by one, to see which")
        self._send_scripts(Path(config.site_dir, self._frame.path))
        folders = set()
        for name in self._generated:
            if urls.is_page(name) or name in self._theirs:
                continue
            source, target = f"{self._docs}/{name}", f"{config.site_dir}/{self._frame.path}{name}"
            folder = target.rpartition("/")[0]
            if folder not in folders:
                Path(folder).mkdir(parents=True, exist_ok=True)
                folders.add(folder)
            try:
                os.link(source, target)
            except OSError:  # another file system, one without links, or a file that `--dirty` has left there
                Path(target).unlink(missing_ok=True)
                shutil.copyfile(source, target)
        self._is_whole = True
        self._held.close()

    def _send_scripts(self, site: Path) -> None:
        """Writes the theme's scripts, each with all that it imports; another in its place stays."""
        sent = {}
        for source in Path(theme.folder(), "assets").rglob("*.js"):
            script = site / source.relative_to(theme.folder())
            with suppress(NotJoinedError, OSError):  # one that the curator has in its place, or has left out
                sent[script] = without_comments(joined(script))
        for script, text in sent.items():
            script.write_text(text, "utf-8")

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002
        """Lets the next one go on."""
        self._held.close()

    @event_priority(100)  # other plugins get nothing to read that strangers wrote, but a title without markup
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Dates the page by its content: MkDocs would stamp the day of the build on the sitemap.

        Blocks of HTML, which are most of a page of ours, step aside while Markdown is read, and come back in
        `on_page_content`. They would come out as they are, but Python-Markdown takes each tag apart: that is
        half of the time of a build. The curator's own pages are left alone.
        """
        self._aside.clear()
        if self._frame.is_own(page):
            if not self._frame.path:
                page.update_date = _day(page.meta.get("date"))
            return markdown
        page.meta["render_macros"] = False  # of mkdocs-macros, which runs what stands in a title too
        page.update_date = str(page.meta.get("date", self._newest))
        target = urls.target(page.file.src_uri.removeprefix(self._frame.path))
        page.canonical_url = urls.absolute(target, self._frame.address)  # however it is linked to here
        if self._frame.path:
            page.meta["template"] = SECTION + page.meta.get("template", "main.html")
            # Out of the site's own search: thousands of papers would swamp its pages.
            page.meta["search"] = {"exclude": True}
        self._reduced.enter_context(theme.plain_markdown(config))
        return _BLOCK.sub(self._set_aside, markdown)

    @event_priority(-100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Puts the blocks of HTML back into their places."""
        self._reduced.close()
        if not self._aside:
            return html
        whole = _PLACE.sub(lambda place: self._aside[int(place[1])], html)
        return urls.to_files(whole, self._frame.index) if self._frame.index else whole

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:  # noqa: ARG002
        """A page of ours in somebody else's site is rendered without what only theirs can do."""
        if self._frame.path and not self._frame.is_own(page):
            self._reduced.enter_context(theme.reduced(config))
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """The next page may be theirs. One of the curator's own may hold scripts and styles."""
        self._reduced.close()
        if self._frame.path or not self._frame.is_own(page):
            return output
        for address in kept_out(output, self._frame.policy):
            fix = "write the beginning of its address into `origins:` of the plugin, if readers may ask it"
            self._say([f"{page.file.src_uri}:1: browsers do not load {address}, of another site; {fix}"])
        return with_inline(output, self._frame.policy)[0]

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """No stranger has a word in the page "not found": its scripts are the theme's, and on all pages."""
        if self._frame.path or template_name != "404.html":
            return output
        html, allowed = with_inline(output, self._frame.policy)
        self._frame = self._globals["digest"] = replace(self._frame, policy=allowed)
        return html

    @event_priority(100)  # so that all that plugins watch is watched for good
    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,
        builder: object,  # noqa: ARG002
    ) -> LiveReloadServer:
        """Watches what people edit; MkDocs itself watches its `docs_dir`."""
        project = Project(config)
        watch_for_good(server, (config.docs_dir, config.config_file_path, *config.theme.dirs))
        server.builder = patient(server.builder, lambda: self._missing(project), lambda: self._is_whole)
        server.watch(str(project.content_folder))
        for folder in config.theme.dirs:
            if Path(folder).is_relative_to(project.folder) and ".venv" not in Path(folder).parts:
                server.watch(folder)
        return server

    def _missing(self, project: Project) -> str:
        """What is not there of what MkDocs cannot do without, as messages call it; nothing if all is."""
        source, text, docs = self._read
        missing = first_missing(source)
        if not missing and source.read_bytes() == text:  # else it may name another folder by now
            missing = first_missing(docs)
        return project.name(missing) if missing else ""

    def _replaced(self, files: Files, project: Project) -> frozenset[str]:
        """The files that the curator has in place of ours, where that is theirs to choose.

        Raises Abort, for the same reasons as `on_config`, where another file or page has the name of one.
        """
        taken = {file.dest_uri: file for file in files if file.inclusion != InclusionLevel.EXCLUDED}
        themes = tuple(map(Path, project.config.theme.dirs))
        problems, theirs = [], set()
        for name in self._generated:
            file = taken.get(self._frame.path + name)
            if urls.is_page(name) or file is None:
                continue
            source = Path(file.abs_src_path or file.src_uri)
            if any(source.is_relative_to(folder) for folder in themes):
                continue
            shown = project.name(source)
            if name in _FREE and file.generated_by != PLUGIN:
                theirs.add(name)
                self._say([f"{shown}:1: this file is published in place of the digest's own {name}"])
            else:
                what = f"the digest makes a file {name}, in whose place this one would be"
                problems.append(Problem(shown, 1, what, "give one of them another name"))
        if problems:
            raise Abort("\n".join(map(str, problems))) from ContentError(problems)
        return frozenset(theirs)

    def _say(self, notes: Iterable[str], level: int = logging.INFO) -> None:
        """Tells each once, however often a preview builds."""
        for note in notes:
            if note not in self._said:
                self._said.add(note)
                _log.log(level, note)

    def _set_aside(self, block: re.Match[str]) -> str:
        self._aside.append(block[0])
        return f"<!-- block {len(self._aside) - 1} -->"


def _day(given: object) -> str:
    """The day of a page of one's own, as its author wrote it; in Material's blog it may have several."""
    if isinstance(given, Mapping):
        given = given.get("updated") or given.get("created")
    try:
        day = dt.date.fromisoformat(str(given)[: len(EPOCH)])
    except ValueError:
        return EPOCH
    return day.isoformat() if day.year <= LAST_YEAR else EPOCH


def _as_listed(file: File) -> list[tuple[int, str]]:
    """Sorts as MkDocs lists a folder: its index, its other files, then the folders in it."""
    *folders, name = file.src_uri.split("/")
    return [*((2, folder) for folder in folders), (int(not name.startswith("index.")), name)]


def _settle(files: Files, pages: Iterable[Path], project: Project) -> None:
    """Leaves the curator's own pages among the files, wherever they are, and nothing else of the content."""
    for file in list(files):  # no drafts, where `docs_dir` holds the content folder
        if file.abs_src_path and project.is_content(Path(file.abs_src_path)):
            files.remove(file)
    for folder in pages:
        if folder != Path(project.config.docs_dir):
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    _put(_own(path, folder, project.config), files)


def _put(file: File, files: Files) -> None:
    """Adds a file, in the place of the one that has its name, as the theme's logo may."""
    if there := files.get_file_from_path(file.src_uri):
        files.remove(there)
    files.append(file)


def _own(path: Path, folder: Path, config: MkDocsConfig) -> File:
    """A file of the curator's that lies in another folder than `docs_dir`."""
    file = File(path.relative_to(folder).as_posix(), str(folder), config.site_dir, config.use_directory_urls)
    file.edit_uri = Path(os.path.relpath(path, config.docs_dir)).as_posix()
    return file
