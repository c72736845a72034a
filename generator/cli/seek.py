"""What asks the network: `digest fetch` and `digest enrich`."""

import datetime as dt
import difflib
import sys
from collections import Counter
from collections.abc import Sequence

import click

from generator import entries, fetch, write
from generator.cli.output import complain, config_file, counted, err, note, progress, row, say, shown
from generator.enrich.lookup import Notes, Step, is_open, look_up
from generator.errors import ContentError, Problem
from generator.intake import Outcome, take_in
from generator.model import Fetched, Paper, PaperSource
from generator.network.client import Client, NetworkError
from generator.settings import Settings
from generator.site import build as site
from generator.site.generate import content
from generator.validate import Digest

_OFTEN = 500  # papers: facts of fewer are saved after each answer, those of more after every few


@click.command("fetch")
@config_file
@click.argument("names", metavar="[NAMES]…", nargs=-1)
@click.option(
    "--date", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="The drafts' day; today if not given."
)
@click.option("--dry-run", is_flag=True, help="Say what would be brought in, and write nothing.")
def bring_news(
    config_file: str | None, names: tuple[str, ...], date: dt.datetime | None, dry_run: bool
) -> None:
    """Bring new papers in as drafts.

    NAMES are entries of content/sources.yml; all of them if none is given. A draft that you delete does not
    come back.
    """
    config = site.configuration(config_file)
    project, settings = site.project_folder(config), site.settings(config)
    digest = content(project, settings)
    folder = project / settings.digest.content
    day = date.date() if date else dt.date.today()
    hauls, failed = _hauls(_sources(digest, names, settings), digest, settings, day)
    choice = fetch.choose(hauls, digest, day)
    outcome = take_in(choice.papers, digest, "digest fetch", day)
    for haul in choice.hauls:
        _report(haul, outcome)
    for paper in outcome.added:
        row("added", f"{paper.title} → {paper.id}")
    if not dry_run:
        scratch = project / "build"
        if outcome.added:
            brought = ", ".join(haul.source.name for haul in choice.hauls if _news(haul, outcome))
            comment = (
                f"Found by digest fetch in {brought}. Keep what you like, without `draft`; delete the rest."
            )
            text = entries.feed(day, outcome.added, comment)
            path = write.create(folder / f"feed/{day}-drafts.yml", text, scratch)
            say(f"{counted(len(outcome.added), 'draft')} in {shown(path)}; `digest serve` shows them.")
        # Only now: whoever is interrupted before it is asked for the same papers again, and has them.
        if choice.fetched != digest.fetched:
            write.replace(folder / "fetched.yml", entries.fetched(choice.fetched), scratch)
    if not outcome.added and hauls:
        say("Nothing new.")
    if failed:
        complain(failed)
        sys.exit(1)


def _sources(digest: Digest, names: tuple[str, ...], settings: Settings) -> list[PaperSource]:
    """The sources of these names, or all. Raises ContentError where there are none at all."""
    if not digest.sources:
        file = f"{settings.digest.content}/sources.yml"
        raise ContentError([Problem(file, 1, "no sources to fetch from", "add some; README.md shows how")])
    by_name = {source.name: source for source in digest.sources}
    for name in names:
        if name not in by_name:
            raise click.UsageError(f"There is no source {name!r}; there are: {', '.join(by_name)}.")
    return [by_name[name] for name in dict.fromkeys(names)] or list(digest.sources)


def _hauls(
    sources: list[PaperSource], digest: Digest, settings: Settings, day: dt.date
) -> tuple[list[fetch.Haul], list[Problem]]:
    """What the sources have, and which of them failed: one that does loses none of the others."""
    hauls, failed = [], []
    with Client(settings.site_url, settings.digest.contact) as client:
        for source in sources:
            before = digest.fetched.get(source.name, Fetched())
            try:
                with err.status(f"Asking {source.name}…"):  # shows only on a terminal
                    hauls.append(fetch.haul(source, before, client, settings.digest, day))
            except NetworkError as error:
                what = f"{source.name} brought nothing: {error.address}: {error.what}"
                failed.append(Problem(source.place.file, source.place.line, what, error.fix))
    return hauls, failed


def _report(haul: fetch.Haul, outcome: Outcome) -> None:
    """A source's line: what it had, what of it is new, and why the rest is not."""
    complain(haul.left_out)
    name = haul.source.name
    passed_over = ", ".join(f"{number:,} {reason}" for reason, number in haul.passed_over.items())
    counts = f"{counted(haul.total, 'paper')}, {_news(haul, outcome):,} new"
    if passed_over:
        counts += f"; passed over: {passed_over}"
    if haul.note:
        counts = f"{haul.note}; what is here stays" + (f"; {counts}" if haul.total else "")
    say(f"{name}: {counts}.")


def _news(haul: fetch.Haul, outcome: Outcome) -> int:
    """How many of the drafts come from a source; one that two have counts for the first."""
    return Counter(paper.place.file for paper in outcome.added)[haul.source.name]


@click.command("enrich")
@config_file
@click.argument("ids", metavar="[IDS]…", nargs=-1)
@click.option("--again", is_flag=True, help="Ask again what has been asked before.")
@click.option("--limit", type=click.IntRange(1), help="Look up at most this many papers.")
def enrich(config_file: str | None, ids: tuple[str, ...], again: bool, limit: int | None) -> None:
    """Look up what your papers lack, into content/facts.yml.

    IDS are papers' ids; all of them if none is given, the newest first. What you wrote always stays; what was
    not sure is shown and not taken. Interrupted, it goes on where it stopped.
    """
    config = site.configuration(config_file)
    project, settings = site.project_folder(config), site.settings(config)
    digest = content(project, settings)
    path = project / settings.digest.content / "facts.yml"
    notes = Notes(dict(digest.facts), dict(digest.asked))
    papers = _papers(digest, ids)
    for paper in papers:
        notes.prune(paper)
    if left := [paper for paper in papers if not is_open(paper, notes, again)]:
        note(f"{counted(len(left), 'paper')} asked about before, or lacking nothing; --again asks anew.")
    papers = [paper for paper in papers if is_open(paper, notes, again)][:limit]
    steps: list[Step] = []

    def save() -> None:
        if (notes.facts, notes.asked) != (digest.facts, digest.asked):
            write.replace(path, entries.facts(notes.facts, notes.asked), project / "build")

    with Client(settings.site_url, settings.digest.contact) as client, progress() as show:
        try:
            for step in look_up(papers, notes, client, settings.digest, dt.date.today(), again):
                steps.append(step)
                show(step.service, step.done, step.of)
                if step.found and len(steps) % (1 + len(notes.facts) // _OFTEN) == 0:
                    save()
        finally:
            save()
    if not papers:
        say("Nothing to look up.")
        return
    _tell(papers, steps, shown(path))
    if any(step.failure for step in steps):
        sys.exit(1)


def _papers(digest: Digest, ids: tuple[str, ...]) -> list[Paper]:
    """The papers of these ids, or all, those of the newest issue first."""
    issues = sorted(digest.issues, key=lambda issue: issue.date, reverse=True)
    by_id = {paper.id: paper for issue in issues for paper in issue.papers}
    for id in ids:
        if id not in by_id:
            close = difflib.get_close_matches(id, by_id, 1)
            meant = f" Did you mean {close[0]}?" if close else ""
            raise click.UsageError(f"There is no paper {id!r}.{meant}")
    return [by_id[id] for id in dict.fromkeys(ids)] or list(by_id.values())


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
