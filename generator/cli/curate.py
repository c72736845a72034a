"""A curator's work on the content: `digest check`, `digest new`, `digest tag`."""

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby

import click

from generator import entries, write
from generator.check import check as lint
from generator.check import report
from generator.check.findings import Finding
from generator.check.links import addresses
from generator.check.tags import suggestions
from generator.cli.output import config_file, counted, err, finding, note, say, shown
from generator.errors import ContentError, Problem
from generator.network.client import Client
from generator.network.links import dead_links
from generator.settings import Settings
from generator.site import build as site
from generator.site.generate import examine
from generator.text import clean
from generator.validate import Digest


@click.command()
@config_file
@click.option(
    "--format",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    help="For people, for annotations in a GitHub workflow, or for programs.",
)
@click.option("-s", "--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--links", is_flag=True, help="Ask the network which links are dead.")
def check(config_file: str | None, format: str, strict: bool, links: bool) -> None:
    """Look for mistakes in the content, and for what may be one."""
    config = site.configuration(config_file)
    settings = site.settings(config)
    digest, problems = examine(site.project_folder(config), settings)
    found = lint(digest, problems, settings.digest.content)
    if links:
        found = sorted({*found, *_dead_links(digest, settings)})
    content = {
        "papers": sum(len(issue.papers) for issue in digest.issues),
        "issues": len({issue.date for issue in digest.issues}),
        "tags": len(digest.tags),
    }
    match format:
        case "json":
            say(report.as_json(found, content))
        case "github":
            for line in report.github(found):
                say(line)
        case _:
            _for_people(found, content)
    counts = report.counts(found)
    if counts["errors"] or (strict and counts["warnings"]):
        sys.exit(1)


def _dead_links(digest: Digest, settings: Settings) -> Iterator[Finding]:
    """A finding a place with a dead link; how many would not open for a program is noted."""
    places = addresses(digest)
    unsure = 0
    with (
        Client(settings.site_url, settings.digest.contact) as client,
        err.status(f"Asking for {counted(len(places), 'link')}…"),
    ):
        for link in dead_links(places, client):
            unsure += link.state == "unsure"
            if link.state == "dead":
                yield from places[link.address]
    if unsure:
        note(f"{counted(unsure, 'link')} would not open for a program; they may be fine in a browser.")


def _for_people(found: Sequence[Finding], content: dict[str, int]) -> None:
    """The findings, file by file, and how many there are."""
    for _, each in groupby(found, key=lambda finding: finding.problem.file):
        finding(list(each))
    size = ", ".join(counted(number, name.removesuffix("s")) for name, number in content.items())
    if not found:
        say(f"No mistakes found in {size}.")
        return
    errors, warnings = (counted(n, name.removesuffix("s")) for name, n in report.counts(found).items())
    files = counted(len({each.problem.file for each in found}), "file")
    say(f"{errors} and {warnings} in {files}; {size}.")


@click.command()
@config_file
@click.option(
    "--date", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="The issue's day; today if not given."
)
@click.option("--title", default="", help="The issue's name, if it should have one.")
def new(config_file: str | None, date: dt.datetime | None, title: str) -> None:
    """Start a new issue: an empty feed file that says how to fill it."""
    config = site.configuration(config_file)
    project, settings = site.project_folder(config), site.settings(config)
    day = date.date() if date else dt.date.today()
    title = " ".join(clean(title).split())
    digest, _ = examine(project, settings)
    for issue in digest.issues:
        if title and issue.date == day and issue.title not in {"", title}:
            what = f"{day} is titled {issue.title!r} already"
            fix = "leave out --title; files of one date become one issue"
            raise ContentError([Problem(issue.place.file, issue.place.of("title"), what, fix)])
    path = write.create(
        project / settings.digest.content / f"feed/{day}.yml", entries.blank(day, title), project / "build"
    )
    say(shown(path))
    note("Next: add papers to it, or `digest import`. `digest check` looks it over, `digest serve` shows it.")


@click.command()
@config_file
@click.option("--suggest", is_flag=True, help="Name tags that would fit, and why.")
def tag(config_file: str | None, suggest: bool) -> None:
    """List the papers that have no tags of their own."""
    config = site.configuration(config_file)
    settings = site.settings(config)
    digest, problems = examine(site.project_folder(config), settings)
    if problems:
        raise ContentError(problems)
    papers = [paper for issue in digest.issues for paper in issue.papers if not paper.tags]
    for paper, fitting in suggestions(papers, digest.tags):
        say(f"{paper.place.file}:{paper.place.line}: {paper.title}")
        if suggest and fitting:
            say(f"    tags: [{', '.join(each.slug for each in fitting)}]")
            for each in fitting:
                phrases = ", ".join(f"{phrase} ×{number}" for phrase, number in each.phrases)
                say(f"    # {each.slug}: {phrases}")
        elif suggest:
            say("    # nothing in tags.yml fits")
    total = sum(len(issue.papers) for issue in digest.issues)
    say(f"{len(papers):,} of {counted(total, 'paper')} without tags of their own.")
    if papers and not suggest:
        note("`digest tag --suggest` names tags that would fit.")
