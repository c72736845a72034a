"""`digest build`: from content to a site."""

import datetime as dt
import time
from contextlib import nullcontext

import click

from digestry.cli.output import config_file, err, on_day, say, shown
from digestry.files import ForeignFolderError
from digestry.site import build as site
from digestry.site.project import Project


@click.command()
@config_file
@click.option("-d", "--site-dir", type=click.Path(file_okay=False), help="Where the site goes.")
@click.option("-s", "--strict", is_flag=True, help="Fail on warnings of MkDocs too.")
@on_day
def build(config_file: str | None, site_dir: str | None, strict: bool, on: dt.date | None) -> None:
    """Build the site."""
    start = time.monotonic()
    project = Project.open(config_file, on, site_dir=site_dir, strict=strict or None)
    named = nullcontext() if site_dir else project.claimed("site_dir")
    try:
        with named, err.status("Building the site…"):  # shows only on a terminal
            target = site.build(project)
    except ForeignFolderError as error:
        raise click.UsageError(f"--site-dir: {error}; name an empty folder or a new one.") from None
    say(f"The site is ready in {shown(target)}/ ({time.monotonic() - start:.1f} s).")
