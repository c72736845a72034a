"""MkDocs, called so that a failed build leaves the last good site as it was."""

import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from mkdocs import exceptions
from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator.errors import ContentError
from generator.nodes import Mapping, Node, parse
from generator.settings import Settings
from generator.settings import read as read_settings

# Material prints a page of notice on MkDocs 2 at each run otherwise; this project stays on MkDocs 1.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


class BuildError(Exception):
    """MkDocs could not build; the message says why."""


def configuration(file: str | None = None, **options: Any) -> MkDocsConfig:
    """MkDocs' configuration from `mkdocs.yml` or another file. Raises BuildError when it cannot be used.

    Options are MkDocs' own (`site_dir`, `strict`); those that are None count as not given.
    """
    given = {name: value for name, value in options.items() if value is not None}
    try:
        return load_config(config_file=file, **given)
    except exceptions.MkDocsException as error:
        raise BuildError(str(error)) from error


def project_folder(config: MkDocsConfig) -> Path:
    """The folder of `mkdocs.yml`: the content folder is relative to it."""
    return Path(config.config_file_path).parent


def settings(config: MkDocsConfig) -> Settings:
    """The digest's settings. Raises ContentError with every one that is wrong."""
    path = Path(config.config_file_path)
    source, _ = parse(path.read_text("utf-8"), path.name)

    def line_of(key: str) -> int:
        node: Node | None = source.root
        place = 1
        for name in (key,) if key == "site_url" else ("extra", "digest", key):
            if isinstance(node, Mapping) and name in node.items:
                place = node.lines[name]
                node = node.items[name]
        return place

    return read_settings(config, path.name, line_of)


def build(config: MkDocsConfig) -> Path:
    """The whole site, built beside `site_dir` and swapped in when it is complete; gives its folder.

    The generator runs as a hook of MkDocs (see `generator.site.hook`). Raises ContentError for bad content
    and BuildError when MkDocs fails; the site of the last good build then stays.
    """
    site = Path(config.site_dir)
    site.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{site.name}-", dir=site.parent))
    try:
        aside.chmod(0o755)  # mkdtemp gives 0700, which a web server could not read
        config.site_dir = str(aside / "new")
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build.build(config)
        config.plugins.on_shutdown()
        if site.exists():
            site.rename(aside / "old")
        (aside / "new").rename(site)
    except exceptions.Abort as error:
        if isinstance(error.__cause__, ContentError):
            raise error.__cause__ from None
        raise BuildError(str(error)) from error
    except (exceptions.MkDocsException, OSError) as error:
        raise BuildError(str(error)) from error
    finally:
        config.site_dir = str(site)
        shutil.rmtree(aside, ignore_errors=True)
    return site


def serve(file: str | None = None, address: str | None = None, open_browser: bool = False) -> None:
    """A live preview, drafts included, until it is interrupted. Raises as `build` does."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("mkdocs.commands").setLevel(logging.WARNING)  # each step of each build is too much
    try:
        mkdocs_serve.serve(config_file=file, dev_addr=address, open_in_browser=open_browser)
    except exceptions.Abort as error:
        if isinstance(error.__cause__, ContentError):
            raise error.__cause__ from None
        raise BuildError(str(error)) from error
    except (exceptions.MkDocsException, OSError) as error:
        raise BuildError(str(error)) from error
