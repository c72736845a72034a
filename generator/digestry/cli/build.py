"""`digest build`: from content to a site."""

import time

import click

from digestry.cli.output import config_file, err, say, shown
from digestry.site import build as site
from digestry.site.project import Project


@click.command()
@config_file
@click.option("-d", "--site-dir", type=click.Path(file_okay=False), help="Where the site goes.")
@click.option("-s", "--strict", is_flag=True, help="Fail on warnings of MkDocs too.")
def build(config_file: str | None, site_dir: str | None, strict: bool) -> None:
    """Build the site."""
    start = time.monotonic()
    project = Project.open(config_file, site_dir=site_dir, strict=strict or None)
    with err.status("Building the site…"):  # shows only on a terminal
        target = site.build(project, "--site-dir" if site_dir else "site_dir")
    say(f"The site is ready in {shown(target)}/ ({time.monotonic() - start:.1f} s).")
