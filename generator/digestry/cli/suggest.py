"""`digest suggest`: a reader's suggestion, made on GitHub without git, as a draft."""

import datetime as dt
import os
import sys
from dataclasses import replace

import click

from digestry.cli import github as workflow
from digestry.cli.output import complain, config_file, note, recorded, row, say, shown
from digestry.content import entries
from digestry.errors import ContentError
from digestry.intake.enrich.named import complete
from digestry.intake.importers.reading import reading
from digestry.intake.network.client import Client
from digestry.intake.suggestion import suggested
from digestry.intake.take_in import take_in
from digestry.site.project import Project

BODY, ISSUE = "SUGGESTION", "SUGGESTION_ISSUE"  # environment variables: no shell reads what a stranger wrote


@click.command()
@config_file
@click.option(
    "--date", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="The draft's day; today if not given."
)
@click.option(
    "--issue", metavar="NUMBER", type=click.IntRange(1), envvar=ISSUE, help="The number of GitHub's issue."
)
@click.option("--github", is_flag=True, help="In a GitHub workflow: a summary, and `drafts` as an output.")
def suggest(config_file: str | None, date: dt.datetime | None, issue: int | None, github: bool) -> None:
    """Make a draft of what a reader suggests.

    The environment variable SUGGESTION has the body of the issue that the form "Suggest a paper" makes. What
    arXiv or Crossref know of the paper comes with it. Nothing is published before you take `draft` off.
    """
    body = os.environ.get(BODY)
    if body is None:
        raise click.UsageError(f"Put the issue's text into the environment variable {BODY}.")
    project = Project.open(config_file)
    with recorded() as lines:
        try:
            drafts = _suggest(project, body, date.date() if date else dt.date.today(), issue)
        except ContentError as error:
            complain(error.problems)
            drafts = 0
    if github:
        closes = f"Closes #{issue}" if drafts and issue else ""
        workflow.tell(lines, drafts, "suggestion.md", project, closes)
    if not drafts:
        sys.exit(1)


def _suggest(project: Project, body: str, day: dt.date, issue: int | None) -> int:
    """Does it: how many drafts were written, which is one or none."""
    digest = project.content()
    record = suggested(body)
    if record is None:
        note("This names neither a title nor an arXiv id or DOI. Please write the title beside the address.")
        return 0
    settings = project.settings
    found = reading([record], "suggestion", structured=False)
    with Client(settings.site_url, settings.options.contact, settings.options.services) as client:
        found = complete(found, client, settings.options)
    complain([*found.left_out])
    for dropped in found.dropped:
        row("dropped", f"{dropped.title}: {dropped.why}")
    papers = [replace(each.paper, draft=True) for each in found.candidates]
    outcome = take_in(papers, digest, "a reader's suggestion", day)
    for merged in outcome.merged:  # what a stranger adds to a paper that is here is for a curator to read
        row("merged", f"{merged.paper.title}: in the digest already, as {merged.into.id}")
    for word, _ in outcome.unknown:
        note(f"There is no tag {word!r}.")
    for each in found.candidates:
        for doubt in each.doubts:
            note(f"{each.paper.title}: {doubt}.")
    if not outcome.added:
        return 0
    for remark in found.remarks:
        note(remark)
    (paper,) = outcome.added
    row("added", f"{paper.title} → {paper.id}")
    told = f" in issue {issue}" if issue else ""
    comment = f"Suggested by a reader{told}. Publish it by taking `draft` off, or delete this file."
    text = entries.feed(day, [paper], comment, {paper.id: record.said})
    number = f"-{issue}" if issue else ""
    path = project.add(project.content_folder / f"feed/{day}-suggestion{number}.yml", text)
    say(f"1 draft in {shown(path)}; `digest serve` shows it.")
    return 1
