"""`digest serve`: a live preview."""

import click

from digestry.cli.output import config_file
from digestry.site import build as site


@click.command()
@config_file
@click.option("-a", "--dev-addr", metavar="HOST:PORT", help="Where to listen; 127.0.0.1:8000 if not given.")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open the preview in the browser.")
def serve(config_file: str | None, dev_addr: str | None, open_browser: bool) -> None:
    """Preview the site, drafts included; it follows your changes."""
    try:
        site.serve(config_file, dev_addr, open_browser)
    except OverflowError:
        raise click.UsageError(f"--dev-addr: {dev_addr} has no port from 0 to 65535.") from None
