"""MkDocs, called so that a failed build leaves the last good site as it was."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve

from digestry.files import alone, claim, clear, readable
from digestry.site.failures import told
from digestry.site.plugin import WAITS
from digestry.site.project import Project
from digestry.site.swap import filled

_log = logging.getLogger("mkdocs.plugins.digestry")


def build(project: Project) -> Path:
    """The whole site, built beside `site_dir` and swapped in when it is complete; gives its folder.

    The generator runs as a plugin of MkDocs (see `digestry.site.plugin`). Raises ForeignFolderError where
    that folder is not ours, ContentError for bad content, BuildError when MkDocs fails; the site of the last
    good build then stays.
    """
    config = project.config
    _ = project.settings  # what is wrong with them is told first
    site = Path(config.site_dir).resolve()  # links are followed
    claim(site, make=False)
    with project.claimed("scratch"):
        claim(project.docs, make=False)
    clear(project.scratch, (project.content_folder, project.content_folder / "feed"))
    with told(), _notes(), readable(), alone(project.docs, lambda: _log.info(WAITS)):
        try:
            with filled(site, project.scratch, _log.info) as new:
                config.site_dir = str(new)
                config.plugins.on_startup(command="build", dirty=False)
                mkdocs_build.build(config)
                config.plugins.on_shutdown()
        finally:
            config.site_dir = str(site)
    return site


def serve(file: str | None = None, address: str | None = None, open_browser: bool = False) -> None:
    """A live preview, drafts included, until it is interrupted. Raises as `build` does."""
    project = Project.open(file)
    _ = project.settings
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("mkdocs.commands").setLevel(logging.WARNING)  # each step of each build is too much
    with told():
        mkdocs_serve.serve(
            config_file=file,
            docs_dir=project.config.docs_dir,  # `Project.open` has a default that MkDocs does not know
            dev_addr=address,
            open_in_browser=open_browser,
        )


@contextmanager
def _notes() -> Iterator[None]:
    """Shows what the plugin says of the settings, as `mkdocs build` does; MkDocs' own steps stay unsaid."""
    shown, level = logging.StreamHandler(), _log.level
    _log.addHandler(shown)
    _log.setLevel(logging.INFO)
    try:
        yield
    finally:
        _log.removeHandler(shown)
        _log.setLevel(level)
