"""The MkDocs hook that runs the generator, so that `mkdocs build` and `mkdocs serve` do all that
`digest build` and `digest serve` do. Named in `mkdocs.yml` under `hooks`.
"""

import json
import logging
import os
import re
import shutil
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page

from generator import urls
from generator.errors import ContentError
from generator.render.templates import FlushLeft
from generator.search.index import POINTER
from generator.search.scripts import without_comments
from generator.site.build import project_folder, settings
from generator.site.generate import generate

_log = logging.getLogger("mkdocs.plugins.digest")
_drafts = False
_generated = False  # whether there is a good state to fall back on in a preview
_finished: list[str] = []  # files below docs_dir that are published as they are
_own: set[str] = set()  # the curator's own pages, below docs_dir
_aside: list[str] = []  # of the page that is being rendered
# An HTML block ends at a blank line (https://spec.commonmark.org/0.31.2/#html-blocks); no other text of ours
# begins with a tag or holds a comment.
_BLOCK = re.compile(r"^<.*(?:\n.+)*", re.MULTILINE)
_PLACE = re.compile(r"<!-- block (\d+) -->")
EPOCH = "1970-01-01"  # for pages whose age nobody knows; the sitemap leaves it out


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001
    """Remembers whether this is a preview, which shows drafts."""
    global _drafts
    _drafts = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Writes `docs_dir` before MkDocs looks at it, and before it empties the last site.

    Bad content ends a build. A preview that has started goes on with the last good content, says on each
    page what is wrong, and follows once it is mended: MkDocs alone would answer no request until then.
    """
    global _generated
    try:
        made = generate(project_folder(config), settings(config), Path(config.docs_dir), _drafts)
        _own.clear()
        _own.update(document.path for document in made.pages)
        _generated = True
    except ContentError as error:
        if not (_drafts and _generated):
            raise Abort(str(error)) from error
        config.extra["problems"] = [str(problem) for problem in error.problems]
        _log.error("%s\nThe preview stays as it was until this is mended.", error)
    config.extra["search_index"] = json.loads(Path(config.docs_dir, POINTER).read_bytes())
    return config


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:  # noqa: ARG001
    """Pages go without the indents and blank lines of the theme's templates: a tenth of their weight."""
    env.add_extension(FlushLeft)
    env.trim_blocks = True
    return env


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Takes what is finished away from MkDocs, which would make pages of the Markdown twins."""
    _finished.clear()
    for file in list(files):
        ours = file.src_dir == config.docs_dir and file.inclusion != InclusionLevel.EXCLUDED
        if ours and not urls.is_page(file.src_uri):
            files.remove(file)
            _finished.append(file.src_uri)
    return files


def on_post_build(config: MkDocsConfig) -> None:
    """Sends the search's scripts without their comments, a third of their weight; they work with them too.

    Then publishes what is finished, as links where the file system can, since these are most of all files.
    Those are replaced and never changed in place (see `generator.write`), so that the site stays as it is
    while the next one is made.
    """
    for script in Path(config.site_dir, "assets/search").glob("*.js"):
        script.write_text(without_comments(script.read_text("utf-8")), "utf-8")
    folders = set()
    for name in _finished:
        source, target = f"{config.docs_dir}/{name}", f"{config.site_dir}/{name}"
        folder = target.rpartition("/")[0]
        if folder not in folders:
            Path(folder).mkdir(parents=True, exist_ok=True)
            folders.add(folder)
        try:
            os.link(source, target)
        except OSError:  # another file system, one without links, or a file that `--dirty` has left there
            Path(target).unlink(missing_ok=True)
            shutil.copyfile(source, target)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Dates the page by its content: MkDocs would stamp the day of the build on the sitemap.

    Blocks of HTML, which are most of a page of ours, step aside while Markdown is read, and come back in
    `on_page_content`. They would come out as they are, but Python-Markdown takes each tag apart: that is half
    of the time of a build. The curator's own pages are left alone.
    """
    page.update_date = str(page.meta.get("date", EPOCH))
    _aside.clear()
    return markdown if page.file.src_uri in _own else _BLOCK.sub(_set_aside, markdown)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Puts the blocks of HTML back into their places."""
    return _PLACE.sub(lambda place: _aside[int(place[1])], html)


def _set_aside(block: re.Match[str]) -> str:
    _aside.append(block[0])
    return f"<!-- block {len(_aside) - 1} -->"


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG001
    """Watches what people edit; not what the generator writes, which would build twice."""
    server.unwatch(config.docs_dir)
    project = project_folder(config)
    server.watch(str(project / settings(config).digest.content))
    for folder in config.theme.dirs:
        if Path(folder).is_relative_to(project) and ".venv" not in Path(folder).parts:
            server.watch(folder)
    return server
