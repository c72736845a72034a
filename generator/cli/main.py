"""All commands together, and how they end."""

import sys

import click

from generator.cli import curate, export, gather, publish, seek
from generator.cli.output import complain, counted, err
from generator.errors import ContentError
from generator.site import build as site


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="paper-digest", prog_name="digest")
def digest() -> None:
    """Paper Digest: from a feed of papers to a searchable site."""


_COMMANDS = (
    publish.build,
    publish.serve,
    gather.bring,
    seek.bring_news,
    seek.enrich,
    curate.check,
    curate.new,
    curate.tag,
    export.export,
)
for _command in _COMMANDS:
    digest.add_command(_command)


def main() -> None:
    """Runs the command line. Exit codes: 0 done, 1 the content has errors, 2 wrong usage."""
    try:
        digest(standalone_mode=True)
    except ContentError as error:
        complain(error.problems)
        mistakes = counted(len(error.problems), "mistake")
        err.print(f"{mistakes}. Nothing was changed; the last good site is as it was.", markup=False)
        sys.exit(1)
    except site.BuildError as error:
        err.print(f"The site could not be built: {error}", markup=False, soft_wrap=True)
        sys.exit(1)
