"""`digest check`: mistakes in the content, and what may be one."""

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby

import click

from digestry.check import check as lint
from digestry.check import report
from digestry.check.dates import to_come
from digestry.check.findings import Finding
from digestry.check.links import addresses
from digestry.cli.main import MOST_LINES
from digestry.cli.output import config_file, err, finding, note, on_day, say
from digestry.content.validate import Content
from digestry.intake.network.client import Client
from digestry.intake.network.dead_links import dead_links
from digestry.paper.wording import counted
from digestry.settings import Settings
from digestry.site.project import Project


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
@on_day
def check(config_file: str | None, format: str, strict: bool, links: bool, on: dt.date | None) -> None:
    """Look for mistakes in the content, and for what may be one."""
    project = Project.open(config_file, on)
    settings = project.settings
    digest, problems = project.examine()
    found = lint(digest, problems)
    if links:
        found = sorted({*found, *_dead_links(digest, settings)})
    later = list(to_come(digest.issues, settings.on))
    content = {
        "papers": sum(len(issue.papers) for issue in digest.issues),
        "issues": len({issue.date for issue in digest.issues}),
        "tags": len(digest.tags),
    }
    match format:
        case "json":
            say(report.as_json(found, content, later))
        case "github":
            for line in report.github(found, later):
                say(line)
        case _:
            for problem in later:
                say(str(problem))
            _for_people(found, content)
    counts = report.counts(found)
    if counts["errors"] or (strict and counts["warnings"]):
        sys.exit(1)


def _dead_links(digest: Content, settings: Settings) -> Iterator[Finding]:
    """A finding a place with a dead link; how many would not open for a program is noted."""
    places = addresses(digest)
    unsure = 0
    with (
        Client(settings.site_url, settings.options.contact, settings.options.services) as client,
        err.status(f"Asking for {counted(len(places), 'link')}…"),
    ):
        for link in dead_links(places, client):
            unsure += link.state == "unsure"
            if link.state == "dead":
                yield from places[link.address]
    if unsure:
        note(f"{counted(unsure, 'link')} would not open for a program; they may be fine in a browser.")


def _for_people(found: Sequence[Finding], content: dict[str, int]) -> None:
    """The findings, file by file, and how many there are; of very many the errors first."""
    shown = sorted(sorted(found, key=lambda each: each.severity)[:MOST_LINES])
    for _, each in groupby(shown, key=lambda finding: finding.problem.file):
        finding(list(each))
    if left := len(found) - len(shown):
        say(f"… and {left:,} more, which `digest check --format json` lists, too.")
    size = ", ".join(counted(number, name.removesuffix("s")) for name, number in content.items())
    if not found:
        say(f"No mistakes found in {size}.")
        return
    errors, warnings = (counted(n, name.removesuffix("s")) for name, n in report.counts(found).items())
    files = counted(len({each.problem.file for each in found}), "file")
    say(f"{errors} and {warnings} in {files}; {size}.")
