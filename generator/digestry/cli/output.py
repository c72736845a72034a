"""How the commands speak: results on standard output, what went wrong or goes on on standard error."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from digestry.check.findings import Finding
from digestry.errors import Problem, printable

err = Console(stderr=True, highlight=False)

config_file = click.option(
    "-f", "--config-file", type=click.Path(exists=True, dir_okay=False), help="Another file than mkdocs.yml."
)
on_day = click.option(
    "--on",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=lambda context, option, given: given and given.date(),  # noqa: ARG005
    help="The day, as 2026-11-27: issues of later days wait. Without, there is no day to wait for.",
)


_COLOURS = {
    "added": "green",
    "found": "green",
    "unsure": "yellow",
    "merged": "blue",
    "dropped": "yellow",
    "error": "red",
    "warning": "yellow",
}


_recorded: list[list[str]] = []


@contextmanager
def recorded() -> Iterator[list[str]]:
    """All lines that are said meanwhile, without colours, for whoever wants them in a file too."""
    _recorded.append([])
    try:
        yield _recorded[-1]
    finally:
        _recorded.pop()


def _line(text: str, err: bool = False) -> None:
    for lines in _recorded:
        lines.append(click.unstyle(text))
    click.echo(text, err=err)


def say(text: str) -> None:
    """One line of a result, to the letter: whatever it quotes is not read as markup."""
    _line(text)


def row(kind: str, text: str) -> None:
    """One line of a list: what happened, and to what."""
    _line(f"{click.style(f'{kind:8}', fg=_COLOURS.get(kind))} {text}")


def finding(found: Sequence[Finding]) -> None:
    """What was found in one file: below its name on a terminal, `file:line: …` a line in a pipe."""
    if not sys.stdout.isatty():
        for each in found:
            say(f"{each.problem} [{each.severity}: {each.rule}]")
        return
    say(click.style(printable(found[0].problem.file), bold=True))
    for each in found:
        severity = click.style(each.severity, fg=_COLOURS[each.severity])
        say(f"{each.problem.line:6}  {severity}: {printable(each.problem.what)}")
        say(click.style(f"        {printable(each.problem.fix)} [{each.rule}]", dim=True))
    say("")


def note(text: str) -> None:
    """Something to know that is no result."""
    _line(text, err=True)


def complain(problems: Sequence[Problem]) -> None:
    """The problems, a line each."""
    for problem in problems:
        note(str(problem))


_elsewhere: list[tuple[Path, Path]] = []


@contextmanager
def shown_as(place: Path, aside: Path) -> Iterator[None]:
    """What is `aside` is shown as being in its place meanwhile, where it will be once all went well."""
    _elsewhere.append((place, aside))
    try:
        yield
    finally:
        _elsewhere.pop()


def shown(path: Path) -> str:
    """A path as short as it can be written from here."""
    for place, aside in _elsewhere:
        if path.is_relative_to(aside):
            path = place / path.relative_to(aside)
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on a terminal, nothing in a pipe; to be told what is being done, how much of it, of how much."""
    with Progress(console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done, of: bar.update(task, description=what, completed=done, total=of)
