"""From content to a site: `digest build` and `digest serve`."""

import time

import click

from generator.cli.output import config_file, err, say, shown
from generator.site import build as site


@click.command()
@config_file
@click.option("-d", "--site-dir", type=click.Path(file_okay=False), help="Where the site goes.")
@click.option("-s", "--strict", is_flag=True, help="Fail on warnings of MkDocs too.")
def build(config_file: str | None, site_dir: str | None, strict: bool) -> None:
    """Build the site."""
    start = time.monotonic()
    config = site.configuration(config_file, site_dir=site_dir, strict=strict or None)
    with err.status("Building the site…"):  # shows only on a terminal
        target = site.build(config)
    say(f"The site is ready in {shown(target)}/ ({time.monotonic() - start:.1f} s).")


@click.command()
@config_file
@click.option("-a", "--dev-addr", metavar="HOST:PORT", help="Where to listen; 127.0.0.1:8000 if not given.")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open the preview in the browser.")
def serve(config_file: str | None, dev_addr: str | None, open_browser: bool) -> None:
    """Preview the site, drafts included; it follows your changes."""
    site.serve(config_file, dev_addr, open_browser)
