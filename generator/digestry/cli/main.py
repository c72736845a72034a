"""All commands together, and how they end."""

import sys
from importlib import import_module

import click

from digestry.changes import placed
from digestry.errors import BuildError, ConfigurationError, ContentError, fault, printable, refused
from digestry.paper.wording import counted

FAULT = 70  # EX_SOFTWARE of sysexits.h
MOST_LINES = 1000  # of mistakes that are printed; nobody reads on, and the rest is counted
# Where each command is. Its module is loaded when it is called: most need all of MkDocs, `--version` nothing.
COMMANDS = {
    "init": "digestry.cli.init:init",
    "build": "digestry.cli.build:build",
    "serve": "digestry.cli.serve:serve",
    "check": "digestry.cli.check:check",
    "import": "digestry.cli.import_:import_papers",
    "fetch": "digestry.cli.fetch:fetch",
    "enrich": "digestry.cli.enrich:enrich",
    "export": "digestry.cli.export:export",
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

    Exit codes: 0 done, 1 the content has errors, 2 wrong usage, 70 a fault of ours.
    """
    try:
        with placed() as changed:
            digest(standalone_mode=True)
    except ContentError as error:
        for problem in error.problems[:MOST_LINES]:
            click.echo(str(problem), err=True)
        if (left := len(error.problems) - MOST_LINES) > 0:
            click.echo(f"… and {left:,} more.", err=True)
        mistakes = counted(len(error.problems), "mistake")
        click.echo(f"{mistakes}. Nothing was changed.", err=True)
        sys.exit(1)
    except ConfigurationError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except OSError as error:  # no permission, a full disk
        click.echo(refused(error), err=True)
        sys.exit(1)
    except BuildError as error:
        click.echo(f"The site could not be built: {error}", err=True)
        sys.exit(1)
    except MemoryError:
        click.echo("There is not enough memory for this.", err=True)
        sys.exit(1)
    except Exception as error:  # the last resort: nobody is shown a traceback who did not ask for one
        click.echo(fault(error), err=True)
        there = [printable(str(path)) for path in changed if path.exists()]
        click.echo(f"Written before: {', '.join(there)}." if there else "Nothing was changed.", err=True)
        sys.exit(FAULT)
