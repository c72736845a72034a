"""The MkDocs hook that runs the generator, so that `mkdocs build` and `mkdocs serve` do all that
`digest build` and `digest serve` do. Named in `mkdocs.yml` under `hooks`.
"""

from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from generator.errors import ContentError
from generator.site.build import project_folder, settings
from generator.site.generate import generate

_drafts = False
EPOCH = "1970-01-01"  # for pages whose age nobody knows; the sitemap leaves it out


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001
    """Remembers whether this is a preview, which shows drafts."""
    global _drafts  # noqa: PLW0603
    _drafts = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Writes `docs_dir` before MkDocs looks at it, and before it empties the last site."""
    try:
        generate(project_folder(config), settings(config), Path(config.docs_dir), _drafts)
    except ContentError as error:
        raise Abort(str(error)) from error
    return config


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Dates the page by its content: MkDocs would stamp the day of the build on the sitemap."""
    page.update_date = str(page.meta.get("date", EPOCH))
    return markdown


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG001
    """Watches what people edit; not what the generator writes, which would build twice."""
    server.unwatch(config.docs_dir)
    project = project_folder(config)
    server.watch(str(project / settings(config).digest.content))
    for folder in config.theme.dirs:
        if Path(folder).is_relative_to(project) and ".venv" not in Path(folder).parts:
            server.watch(folder)
    return server
