"""A curator's work on the content: `digest check`."""

import click

from generator.cli.output import config_file, say
from generator.site import build as site
from generator.site.generate import read


@click.command()
@config_file
def check(config_file: str | None) -> None:
    """Look for mistakes in the content."""
    config = site.configuration(config_file)
    catalogue = read(site.project_folder(config), site.settings(config), drafts=True)
    counts = {"papers": catalogue.papers, "issues": catalogue.issues, "tags": catalogue.taxonomy}
    say(f"No mistakes found. {', '.join(f'{name}: {len(of)}' for name, of in counts.items())}.")
