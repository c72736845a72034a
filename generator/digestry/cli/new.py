"""`digest new`: an empty issue that says how to fill it."""

import datetime as dt

import click

from digestry.cli.output import config_file, note, say, shown
from digestry.content import entries
from digestry.errors import ContentError, Problem
from digestry.paper.text import clean
from digestry.site.project import Project


@click.command()
@config_file
@click.option(
    "--date", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="The issue's day; today if not given."
)
@click.option("--title", default="", help="The issue's name, if it should have one.")
def new(config_file: str | None, date: dt.datetime | None, title: str) -> None:
    """Start a new issue: an empty feed file that says how to fill it."""
    project = Project.open(config_file)
    day = date.date() if date else dt.date.today()
    title = " ".join(clean(title).split())
    digest, _ = project.examine()
    for issue in digest.issues:
        if title and issue.date == day and issue.title not in {"", title}:
            what = f"{day} is titled {issue.title!r} already"
            fix = "leave out --title; files of one date become one issue"
            raise ContentError([Problem(issue.place.file, issue.place.of("title"), what, fix)])
    path = project.add(project.content_folder / f"feed/{day}.yml", entries.blank(day, title))
    say(shown(path))
    note("Next: add papers to it, or `digest import`. `digest check` looks it over, `digest serve` shows it.")
