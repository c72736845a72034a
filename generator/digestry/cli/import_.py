"""`digest import`: papers from whatever a curator has, as one new feed file."""

import datetime as dt
import functools
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import click

from digestry import files
from digestry.cli.output import complain, config_file, note, row, say, shown
from digestry.content import entries
from digestry.content.load import FEED_SUFFIXES
from digestry.content.validate import Content
from digestry.errors import ContentError, Problem, printable
from digestry.intake.enrich.named import complete
from digestry.intake.importers import source_formats as formats
from digestry.intake.importers.id_list import identifier_in
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.records import Reading
from digestry.intake.network.client import Client, NetworkError
from digestry.intake.take_in import Merged, Outcome, take_in, with_facts
from digestry.paper.wording import counted
from digestry.settings import Options, Settings
from digestry.site.project import Project

_TOLD = 12  # names of what is left out; a bibliography can have thousands of keywords


@click.command("import")
@config_file
@click.argument("sources", metavar="SOURCE…", nargs=-1, required=True)
@click.option(
    "--date", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="The issue's day, as 2025-04-24."
)
@click.option(
    "--format", type=click.Choice(list(formats.formats())), help="What it is, where it cannot be told."
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--draft", is_flag=True, help="As drafts, which only the preview shows.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The new feed file.")
@click.option(
    "--replacements", is_flag=True, help="New versions of old papers too, where a feed announces them."
)
def import_papers(
    config_file: str | None,
    sources: tuple[str, ...],
    date: dt.datetime | None,
    format: str | None,
    dry_run: bool,
    draft: bool,
    out: Path | None,
    replacements: bool,
) -> None:
    """Bring papers in as a new feed file.

    A SOURCE is a file, an address, an arXiv id or - for standard input: text copied from a papers page, JSON,
    JSON Lines, Atom, RSS, BibTeX, CSV, or a list of ids. What is in the digest already is not added again.
    """
    project = Project.open(config_file)
    settings = project.settings
    if out and out.exists():
        raise click.UsageError(f"{out} is there already; name a new file.")
    if out and out.suffix not in FEED_SUFFIXES:
        raise click.UsageError(f"{out} would not be read: feed files end in {' or '.join(FEED_SUFFIXES)}.")
    digest = project.content()
    asked = date.date() if date else None
    as_asked = functools.partial(Raw, day=asked, replacements=replacements)
    readings = _read(sources, as_asked, format, settings)
    day = _day(readings, asked)
    papers = [
        replace(paper, draft=paper.draft or draft) for _, reading in readings for paper in reading.papers
    ]
    names = ", ".join(name for name, _ in readings)
    outcome = take_in(papers, digest, names, day)
    _report(readings, outcome, dry_run)
    if not outcome.added and not outcome.merged:
        say("There was nothing to bring in.")
        sys.exit(1)
    if not outcome.added:
        say("No paper is new.")
    if not dry_run:
        folder = project.content_folder
        text = entries.feed(day, outcome.added, f"Brought in from {names}; yours to edit.")
        feed = (out or folder / f"feed/{day}.yml", text)
        _write(outcome, digest, feed, folder / "facts.yml", project.scratch)


def _read(
    sources: Iterable[str], raw: Callable[[bytes, str], Raw], format: str | None, settings: Settings
) -> list[tuple[str, Reading]]:
    """Each source's name with what it holds. Raises ContentError with what is wrong with all of them."""
    readings: list[tuple[str, Reading]] = []
    problems: list[Problem] = []
    with Client(settings.site_url, settings.options.contact) as client:
        for source in sources:
            try:
                name, packed = _named(source, client, settings.options)
                reading = formats.read(raw(packed, name), format)
                readings.append((name, complete(reading, client, settings.options)))
            except ContentError as error:
                problems.extend(error.problems)
            except NetworkError as error:
                problems.append(Problem(error.address, 1, error.what, error.fix))
    if problems:
        raise ContentError(problems)
    return readings


def _write(outcome: Outcome, digest: Content, feed: tuple[Path, str], facts: Path, scratch: Path) -> None:
    """Writes what came in, the new feed file and the facts, each as a whole; says where they are."""
    if outcome.added:
        path = files.create(*feed, scratch)
        say(f"They are in {shown(path)}. Next: `digest check` names their faults, `digest serve` shows them.")
    if any(each.facts for each in outcome.merged):
        files.replace(facts, entries.facts(with_facts(digest.facts, outcome), digest.asked), scratch)
        say(f"What is new about papers that were here already is in {shown(facts)}.")


def _named(source: str, client: Client, services: Options) -> tuple[str, bytes]:
    """A source's name for messages, and its bytes. Raises ContentError or NetworkError."""
    path = Path(source)
    try:
        if source == "-":
            return "standard input", sys.stdin.buffer.read()
        if identifier_in(source) and not path.exists():
            return source, source.encode()
        if re.match("https?://", source):
            return source, client.get(_feed_of(source, services)).data
        return path.name, path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ContentError([Problem(source, 1, f"cannot be read ({reason})", "check its name")]) from None


def _feed_of(address: str, services: Options) -> str:
    """An address; that of the API where it is one of Hugging Face's pages of daily papers."""
    page = re.fullmatch(r"https://huggingface\.co/papers(?:/date/(\d{4}-\d{2}-\d{2}))?/?", address)
    if not page:
        return address
    return f"{services.huggingface_api.rstrip('/')}/daily_papers" + (f"?date={page[1]}" if page[1] else "")


def _day(readings: Sequence[tuple[str, Reading]], asked: dt.date | None) -> dt.date:
    """The issue's day: the one that was asked for, or the one that the sources agree on."""
    told = {day for _, reading in readings for day in reading.days}
    if asked is None:
        if len(told) != 1:
            raise click.UsageError("Say which day's issue this is, as --date 2025-04-24.")
        return told.pop()
    for name, reading in readings:
        for other in sorted(reading.days - {asked}):
            note(f"{name} says that it is of {other}; the issue is dated {asked}, as you asked.")
    return asked


def _report(readings: Iterable[tuple[str, Reading]], outcome: Outcome, dry_run: bool) -> None:
    """What becomes of each paper, a line each, and how many there are of each kind."""
    dropped = 0
    for paper in outcome.added:
        row("added", f"{paper.title} → {paper.id}")
    for each in outcome.merged:
        row("merged", _merged(each))
    for name, reading in readings:
        for left in reading.dropped:
            dropped += 1
            row("dropped", f"{left.place.file}:{left.place.line}: {left.title or 'an entry'}: {left.why}")
        complain(reading.left_out)
        if reading.unread:
            note(f"{name}: left out, since no field takes it: {_counts(reading.unread.most_common())}.")
    if outcome.unknown:
        note(f"Keywords that tags.yml has no tag for: {_counts(outcome.unknown)}.")
    added, merged = counted(len(outcome.added), "paper"), len(outcome.merged)
    say(f"{'Would be: ' if dry_run else ''}{added} added, {merged:,} merged, {dropped:,} dropped.")


def _counts(found: Sequence[tuple[str, int]]) -> str:
    """The first names, each with its number of papers."""
    told = [f"{printable(name[:60])} ({counted(number, 'paper')})" for name, number in found[:_TOLD]]
    return ", ".join(told) + (f" and {len(found) - _TOLD:,} more" if len(found) > _TOLD else "")


def _merged(each: Merged) -> str:
    place = each.into.place
    into = f"{each.into.id} ({place.file}:{place.line})"
    facts = f"; new about it: {', '.join(fact.field for fact in each.facts)}" if each.facts else ""
    differs = f"; said otherwise here, which stays: {', '.join(each.differs)}" if each.differs else ""
    untaken = f"; left out, for you to write: {', '.join(each.untaken)}" if each.untaken else ""
    return f"{each.paper.title} → {into}{facts}{differs}{untaken}"
