"""`digest new`: an empty issue that says how to fill it."""

import datetime as dt

import click

from digestry.cli.output import config_file, note, say, shown
from digestry.content import entries
from digestry.errors import ContentError, Problem
from digestry.paper.dates import NoZoneError, dated, with_time
from digestry.paper.text import clean
from digestry.site.project import Project


def _read(
    context: click.Context,  # noqa: ARG001
    option: click.Parameter,  # noqa: ARG001
    given: str | None,
) -> tuple[dt.date, dt.time | None]:
    """What was written for a date: a day, and perhaps a time."""
    try:
        return dated(given) if given else (dt.date.today(), None)
    except NoZoneError:
        fix = "add Z for UTC or the hours from it, as 2025-04-24T10:00+02:00"
        raise click.BadParameter(f"{given!r} is a time without its zone; {fix}.") from None
    except ValueError:
        fix = "write it as 2025-04-24 or as 2025-04-24T10:00+02:00"
        raise click.BadParameter(f"{given!r} is not a date; {fix}.") from None


@click.command()
@config_file
@click.option(
    "--date",
    metavar="DATE",
    callback=_read,
    help="The issue's day, or day, time and zone, as 2025-04-24T10:00+02:00; today if not given.",
)
@click.option("--title", default="", help="The issue's name, if it should have one.")
def new(config_file: str | None, date: tuple[dt.date, dt.time | None], title: str) -> None:
    """Start a new issue: an empty feed file that says how to fill it."""
    project = Project.open(config_file)
    day, time = date
    title = " ".join(clean(title).split())
    digest, _ = project.examine()
    for issue in digest.issues:
        if title and issue.date == day and issue.title not in {"", title}:
            what = f"{day} is titled {issue.title!r} already"
            fix = "leave out --title; files of one date become one issue"
            raise ContentError([Problem(issue.place.file, issue.place.of("title"), what, fix)])
        if time and issue.date == day and issue.time not in {None, time}:
            what = f"{day} is dated {with_time(day, issue.time)} already"
            fix = f"write --date {day}; files of one date become one issue"
            raise ContentError([Problem(issue.place.file, issue.place.of("date"), what, fix)])
    path = project.add(project.content_folder / f"feed/{day}.yml", entries.blank(with_time(day, time), title))
    say(shown(path))
    note("Next: add papers to it, or `digest import`. `digest check` looks it over, `digest serve` shows it.")
