"""MkDocs, called so that a failed build leaves the last good site as it was."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs import exceptions
from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve

from digestry.errors import BuildError, ContentError, refused
from digestry.files import alone, claim, clear, readable
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
    with _told(), _notes(), readable(), alone(project.docs, lambda: _log.info(WAITS)):
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
    with _told():
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


@contextmanager
def _told() -> Iterator[None]:
    """Turns what ends MkDocs into errors of ours."""
    try:
        yield
    except exceptions.Abort as error:
        if isinstance(error.__cause__, ContentError):
            raise error.__cause__ from None
        raise BuildError(str(error)) from error
    except TemplateSyntaxError as error:  # in a template of the curator's own
        raise BuildError(f"{error.filename or error.name}:{error.lineno}: {error.message}") from error
    except TemplateError as error:
        raise BuildError(f"a template: {error}") from error
    except exceptions.MkDocsException as error:
        raise BuildError(str(error)) from error
    except OSError as error:
        raise BuildError(refused(error)) from error
