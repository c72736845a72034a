"""`digest fetch`: new papers from the sources, as drafts."""

import datetime as dt
import sys
from collections import Counter

import click

from digestry.cli import github as workflow
from digestry.cli.output import complain, config_file, err, recorded, row, say, shown
from digestry.content import entries
from digestry.content.validate import Content
from digestry.errors import ContentError, Problem
from digestry.intake import fetch as intake
from digestry.intake.network.client import Client, NetworkError
from digestry.intake.take_in import Outcome, take_in
from digestry.paper.model import Fetched, PaperSource
from digestry.paper.wording import counted
from digestry.settings import Settings
from digestry.site.project import Project


@click.command()
@config_file
@click.argument("names", metavar="[NAMES]…", nargs=-1)
@click.option(
    "--date", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="The drafts' day; today if not given."
)
@click.option("--dry-run", is_flag=True, help="Say what would be brought in, and write nothing.")
@click.option("--github", is_flag=True, help="In a GitHub workflow: a summary, and `drafts` as an output.")
def fetch(
    config_file: str | None,
    names: tuple[str, ...],
    date: dt.datetime | None,
    dry_run: bool,
    github: bool,
) -> None:
    """Bring new papers in as drafts.

    NAMES are entries of content/sources.yml; all of them if none is given. A draft that you delete does not
    come back.
    """
    project = Project.open(config_file)
    day = date.date() if date else dt.date.today()
    if github and not project.content().sources:
        say("There are no sources yet: content/sources.yml says where to look.")
        return
    with recorded() as lines:
        drafts, failed = _fetch(project, names, day, dry_run)
        if failed:
            complain(failed)
    if github:
        workflow.tell(lines, drafts, "fetched.md", project)
    if failed:
        sys.exit(1)


def _fetch(
    project: Project, names: tuple[str, ...], day: dt.date, dry_run: bool
) -> tuple[int, list[Problem]]:
    """Does it: how many drafts came in, and which sources failed."""
    settings = project.settings
    digest = project.content()
    folder = project.content_folder
    hauls, failed = _hauls(_sources(digest, names, settings), digest, settings, day)
    choice = intake.choose(hauls, digest, day)
    outcome = take_in(choice.papers, digest, "digest fetch", day)
    for haul in choice.hauls:
        _report(haul, outcome)
    for paper in outcome.added:
        row("added", f"{paper.title} → {paper.id}")
    if not dry_run:
        if outcome.added:
            brought = ", ".join(haul.source.name for haul in choice.hauls if _news(haul, outcome))
            comment = (
                f"Found by digest fetch in {brought}. Keep what you like, without `draft`; delete the rest."
            )
            text = entries.feed(day, outcome.added, comment)
            path = project.add(folder / f"feed/{day}-drafts.yml", text)
            say(f"{counted(len(outcome.added), 'draft')} in {shown(path)}; `digest serve` shows them.")
        # Only now: whoever is interrupted before it is asked for the same papers again, and has them.
        if choice.fetched != digest.fetched:
            project.rewrite(folder / "fetched.yml", entries.fetched(choice.fetched))
    if not outcome.added and hauls:
        say("Nothing new.")
    return len(outcome.added), failed


def _sources(digest: Content, names: tuple[str, ...], settings: Settings) -> list[PaperSource]:
    """The sources of these names, or all. Raises ContentError where there are none at all."""
    if not digest.sources:
        file = f"{settings.options.content}/sources.yml"
        fix = "add some; `digest handbook fields` shows how"
        raise ContentError([Problem(file, 1, "no sources to fetch from", fix)])
    by_name = {source.name: source for source in digest.sources}
    for name in names:
        if name not in by_name:
            raise click.UsageError(f"There is no source {name!r}; there are: {', '.join(by_name)}.")
    return [by_name[name] for name in dict.fromkeys(names)] or list(digest.sources)


def _hauls(
    sources: list[PaperSource], digest: Content, settings: Settings, day: dt.date
) -> tuple[list[intake.Haul], list[Problem]]:
    """What the sources have, and which of them failed: one that does loses none of the others."""
    hauls, failed = [], []
    known = (*settings.options.services, *(source.url for source in sources))
    with Client(settings.site_url, settings.options.contact, known) as client:
        for source in sources:
            before = digest.fetched.get(source.name, Fetched())
            try:
                with err.status(f"Asking {source.name}…"):  # shows only on a terminal
                    hauls.append(intake.haul(source, before, client, settings.options, day))
            except NetworkError as error:
                what = f"{source.name} brought nothing: {error.address}: {error.what}"
                failed.append(Problem(source.place.file, source.place.line, what, error.fix))
    return hauls, failed


def _report(haul: intake.Haul, outcome: Outcome) -> None:
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


def _news(haul: intake.Haul, outcome: Outcome) -> int:
    """How many of the drafts come from a source; one that two have counts for the first."""
    return Counter(paper.place.file for paper in outcome.added)[haul.source.name]
