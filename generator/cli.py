"""The command line `digest`."""

import sys
import time
from pathlib import Path

import click
from rich.console import Console

from generator.errors import ContentError
from generator.site import build as site
from generator.site.generate import read

_out = Console(highlight=False)
_err = Console(stderr=True, highlight=False)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="paper-digest", prog_name="digest")
def digest() -> None:
    """Paper Digest: from a feed of papers to a searchable site."""


_config_file = click.option(
    "-f", "--config-file", type=click.Path(exists=True, dir_okay=False), help="Another file than mkdocs.yml."
)


@digest.command()
@_config_file
@click.option("-d", "--site-dir", type=click.Path(file_okay=False), help="Where the site goes.")
@click.option("-s", "--strict", is_flag=True, help="Fail on warnings of MkDocs too.")
def build(config_file: str | None, site_dir: str | None, strict: bool) -> None:
    """Build the site."""
    start = time.monotonic()
    config = site.configuration(config_file, site_dir=site_dir, strict=strict or None)
    with _err.status("Building the site…"):  # shows only on a terminal
        target = site.build(config)
    shown = target.relative_to(Path.cwd()) if target.is_relative_to(Path.cwd()) else target
    _out.print(f"The site is ready in {shown}/ ({time.monotonic() - start:.1f} s).", soft_wrap=True)


@digest.command()
@_config_file
@click.option("-a", "--dev-addr", metavar="HOST:PORT", help="Where to listen; 127.0.0.1:8000 if not given.")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open the preview in the browser.")
def serve(config_file: str | None, dev_addr: str | None, open_browser: bool) -> None:
    """Preview the site, drafts included; it follows your changes."""
    site.serve(config_file, dev_addr, open_browser)


@digest.command()
@_config_file
def check(config_file: str | None) -> None:
    """Look for mistakes in the content."""
    config = site.configuration(config_file)
    catalogue = read(site.project_folder(config), site.settings(config), drafts=True)
    counts = {"papers": catalogue.papers, "issues": catalogue.issues, "tags": catalogue.taxonomy}
    _out.print(f"No mistakes found. {', '.join(f'{name}: {len(of)}' for name, of in counts.items())}.")


def main() -> None:
    """Runs the command line. Exit codes: 0 done, 1 the content has errors, 2 wrong usage."""
    try:
        digest(standalone_mode=True)
    except ContentError as error:
        for problem in error.problems:
            _err.print(str(problem), markup=False, soft_wrap=True)
        count = len(error.problems)
        noun = "mistake" if count == 1 else "mistakes"
        _err.print(f"{count} {noun}. Nothing was changed; the last good site is as it was.", markup=False)
        sys.exit(1)
    except site.BuildError as error:
        _err.print(f"The site could not be built: {error}", markup=False, soft_wrap=True)
        sys.exit(1)
