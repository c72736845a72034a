"""All commands together, and how they end."""

import sys
from collections.abc import Iterator
from importlib import import_module

import click

from digestry.errors import BuildError, ConfigurationError, ContentError, fault, refused
from digestry.paper.wording import counted

FAULT = 70  # the exit code of a fault of ours: EX_SOFTWARE of sysexits.h
MOST_LINES = 1000  # of mistakes that are printed; nobody reads on, and the rest is counted
# Where each command is. Its module is loaded when it is called: most need all of MkDocs, `--version` nothing.
COMMANDS = {
    "init": "digestry.cli.init:init",
    "build": "digestry.cli.build:build",
    "serve": "digestry.cli.serve:serve",
    "check": "digestry.cli.check:check",
    "import": "digestry.cli.import_:import_papers",
    "fetch": "digestry.cli.fetch:fetch",
    "suggest": "digestry.cli.suggest:suggest",
    "enrich": "digestry.cli.enrich:enrich",
    "export": "digestry.cli.export:export",
    "email": "digestry.cli.email:email",
    "new": "digestry.cli.new:new",
    "tag": "digestry.cli.tag:tag",
    "handbook": "digestry.cli.handbook:handbook",
}


class _Commands(click.Group):
    """The commands of the table above, in its order."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="digestry", prog_name="digest")
def digest() -> None:
    """Digestry: from a feed of papers to a searchable site."""


def main() -> None:
    """Runs the command line.

    Exit codes: 0 done, 1 the content has errors, 2 wrong usage, FAULT.
    """
    try:
        digest(standalone_mode=True)
    except Exception as error:
        for line in _told(error):
            click.echo(line, err=True)
        sys.exit(1 if isinstance(error, ContentError | BuildError | OSError | MemoryError) else FAULT)


def _told(error: Exception) -> Iterator[str]:
    """What ended a command, in lines for people."""
    match error:
        case ContentError():
            yield from map(str, error.problems[:MOST_LINES])
            if (left := len(error.problems) - MOST_LINES) > 0:
                yield f"… and {left:,} more."
            yield f"{counted(len(error.problems), 'mistake')}. Nothing was changed."
        case ConfigurationError():
            yield str(error)
        case OSError():  # no permission, a full disk
            yield refused(error)
        case BuildError():
            yield f"The site could not be built: {error}"
        case MemoryError():
            yield "There is not enough memory for this."
        case _:
            yield fault(error)
