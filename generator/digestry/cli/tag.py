"""`digest tag`: papers without tags of their own, and which would fit."""

import click

from digestry.check.tags import suggestions
from digestry.cli.output import config_file, note, say
from digestry.errors import ContentError
from digestry.paper.wording import counted
from digestry.site.project import Project


@click.command()
@config_file
@click.option("--suggest", is_flag=True, help="Name tags that would fit, and why.")
def tag(config_file: str | None, suggest: bool) -> None:
    """List the papers that have no tags of their own."""
    project = Project.open(config_file)
    digest, problems = project.examine()
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
