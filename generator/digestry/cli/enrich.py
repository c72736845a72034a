"""`digest enrich`: what papers lack, looked up."""

import datetime as dt
import difflib
import sys
from collections.abc import Sequence

import click

from digestry.cli.output import config_file, note, progress, row, say, shown
from digestry.content import entries
from digestry.content.validate import Content
from digestry.intake.enrich.lookup import Notes, Step, is_open, look_up
from digestry.intake.network.client import Client
from digestry.paper.model import Paper
from digestry.paper.wording import counted
from digestry.site.project import Project

_OFTEN = 500  # papers: facts of fewer are saved after each answer, those of more after every few


@click.command()
@config_file
@click.argument("ids", metavar="[IDS]…", nargs=-1)
@click.option("--again", is_flag=True, help="Ask again what has been asked before.")
@click.option("--limit", type=click.IntRange(1), help="Look up at most this many papers.")
def enrich(config_file: str | None, ids: tuple[str, ...], again: bool, limit: int | None) -> None:
    """Look up what your papers lack, into content/facts.yml.

    IDS are papers' ids; all of them if none is given, the newest first. What you wrote always stays; what was
    not sure is shown and not taken. Interrupted, it goes on where it stopped.
    """
    project = Project.open(config_file)
    settings = project.settings
    digest = project.content()
    path = project.content_folder / "facts.yml"
    notes = Notes(dict(digest.facts), dict(digest.asked))
    papers = _papers(digest, ids)
    today = dt.date.today()
    for paper in papers:
        notes.prune(paper)
    if left := [paper for paper in papers if not is_open(paper, notes, today, again)]:
        note(f"{counted(len(left), 'paper')} asked about before, or lacking nothing; --again asks anew.")
    papers = [paper for paper in papers if is_open(paper, notes, today, again)][:limit]
    steps: list[Step] = []

    def save() -> None:
        if (notes.facts, notes.asked) != (digest.facts, digest.asked):
            project.rewrite(path, entries.facts(notes.facts, notes.asked))

    options = settings.options
    with Client(settings.site_url, options.contact, options.services) as client, progress() as show:
        try:
            for step in look_up(papers, notes, client, settings.options, today, again):
                steps.append(step)
                show(step.service, step.done, step.of)
                if step.found and len(steps) % (1 + len(notes.facts) // _OFTEN) == 0:
                    save()
        finally:
            save()
    if not papers:
        say("Nothing to look up.")
        return
    _tell_status(papers, notes, today)
    _tell(papers, steps, shown(path))
    if any(step.failure for step in steps):
        sys.exit(1)


def _papers(digest: Content, ids: tuple[str, ...]) -> list[Paper]:
    """The papers of these ids, or all, those of the newest issue first."""
    issues = sorted(digest.issues, key=lambda issue: issue.date, reverse=True)
    by_id = {paper.id: paper for issue in issues for paper in issue.papers}
    for id in ids:
        if id not in by_id:
            close = difflib.get_close_matches(id, by_id, 1)
            meant = f" Did you mean {close[0]}?" if close else ""
            raise click.UsageError(f"There is no paper {id!r}.{meant}")
    return [by_id[id] for id in dict.fromkeys(ids)] or list(by_id.values())


def _tell_status(papers: Sequence[Paper], notes: Notes, today: dt.date) -> None:
    """What was found to have become of papers, in the words that readers see."""
    for paper in papers:
        for fact in notes.facts.get(paper.id, ()):
            if fact.field == "status" and fact.date == today:
                row("status", f"{paper.id}: {fact.value} ({fact.source})")


def _tell(papers: Sequence[Paper], steps: Sequence[Step], path: str) -> None:
    """What was found, what was not sure, and who could not be asked."""
    found: dict[str, list[str]] = {}
    for step in steps:
        for id, names in step.found.items():
            if names:
                found.setdefault(id, []).extend(names)
    for id, fields in found.items():
        row("found", f"{id}: {', '.join(fields)}")
    unsure = dict.fromkeys(
        (f"{paper.place.file}:{paper.place.line}: {paper.id}: {what}; {fix}")
        for step in steps
        for paper, what, fix in step.unsure
    )
    for line in unsure:
        row("unsure", line)
    facts = sum(map(len, found.values()))
    where = f" They are in {path}." if facts else ""
    say(
        f"{counted(facts, 'fact')} about {counted(len(found), 'paper')} of {len(papers):,} looked up; "
        f"{len(unsure):,} not sure.{where}"
    )
    for step in steps:
        if step.failure:
            note(f"{step.service} says nothing about {counted(step.left, 'paper')}: {step.failure}")
