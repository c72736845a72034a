"""`digest import`: papers from whatever a curator has, as new feed files."""

import datetime as dt
import functools
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from digestry.cli import import_report
from digestry.cli.output import config_file, note, say, shown
from digestry.content import entries
from digestry.content.load import FEED_SUFFIXES
from digestry.errors import ContentError, Problem
from digestry.intake.enrich.named import complete
from digestry.intake.importers import source_formats as formats
from digestry.intake.importers.id_list import identifier_in
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.records import Candidate, Reading
from digestry.intake.network.client import Client, NetworkError
from digestry.intake.network.reach import without_keys
from digestry.intake.take_in import Outcome, take_in, with_facts
from digestry.intake.tally import as_json, tally
from digestry.paper.model import Paper
from digestry.paper.wording import counted
from digestry.settings import Options, Settings
from digestry.site.project import Project

_Readings = Sequence[tuple[str, Reading]]


@click.command("import")
@config_file
@click.argument("sources", metavar="SOURCE…", nargs=-1, required=True)
@click.option(
    "--date", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="The issue's day, as 2025-04-24."
)
@click.option("--by-date", is_flag=True, help="An issue for each day that the sources tell.")
@click.option(
    "--format",
    metavar="NAME",
    type=click.Choice(list(formats.formats())),
    help="What it is, where it cannot be told; `digest handbook import` has the names.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--json", "as_data", is_flag=True, help="The report as JSON, for programs.")
@click.option("--draft", is_flag=True, help="As drafts, which only the preview shows.")
@click.option("--publish", is_flag=True, help="No drafts, even from sources without structure.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The new feed file.")
@click.option(
    "--replacements", is_flag=True, help="New versions of old papers too, where a feed announces them."
)
def import_papers(
    config_file: str | None,
    sources: tuple[str, ...],
    date: dt.datetime | None,
    by_date: bool,
    format: str | None,
    dry_run: bool,
    as_data: bool,
    draft: bool,
    publish: bool,
    out: Path | None,
    replacements: bool,
) -> None:
    """Bring papers in as a new feed file.

    A SOURCE is a file, an address, an arXiv id or - for standard input: bibliographies of all kinds, tables,
    JSON, feeds, lists and tables in Markdown or HTML, mails, or any text that names arXiv ids or DOIs. What
    shows no sign of papers is refused. What is in the digest already is not added again.
    """
    project = Project.open(config_file)
    _check_options(out, by_date, draft, publish)
    asked = date.date() if date else None
    bring_in(
        project,
        sources,
        asked,
        by_date=by_date,
        format=format,
        dry_run=dry_run,
        as_data=as_data,
        draft=draft,
        publish=publish,
        out=out,
        replacements=replacements,
    )()


def bring_in(
    project: Project,
    sources: Sequence[str],
    asked: dt.date | None,
    by_date: bool = False,
    format: str | None = None,
    dry_run: bool = False,
    as_data: bool = False,
    draft: bool = False,
    publish: bool = False,
    out: Path | None = None,
    replacements: bool = False,
) -> Callable[[], None]:
    """Does what `digest import` does; what it gives tells the report.

    Where nothing comes in, that is told, and it exits. Raises ContentError for what cannot be read.
    """
    digest = project.content()
    as_asked = functools.partial(Raw, day=asked, replacements=replacements)
    readings = _read(sources, as_asked, format, project.settings)
    candidates = [
        _drafted(each, reading, draft, publish) for _, reading in readings for each in reading.candidates
    ]
    days = _days(candidates, asked) if by_date else [_day(readings, asked)] * len(candidates)
    names = ", ".join(name for name, _ in readings)
    today = asked or max(days, default=dt.date.today())
    outcome = take_in([each.paper for each in candidates], digest, names, today)
    told = tally(readings)
    is_wanted = bool(outcome.added or outcome.merged)
    written: list[str] = []
    if is_wanted and not dry_run:  # first, since what is said then has happened
        written = _write(outcome, candidates, days, out, project, f"Brought in from {names}; yours to edit.")

    def tell() -> None:
        if as_data:
            say(json.dumps(as_json(told, outcome, candidates), ensure_ascii=False, indent=1, default=str))
        else:
            import_report.show(told, outcome, candidates, dry_run)
        if is_wanted and not dry_run and not as_data:
            import_report.show_files(written, [each.draft for each in outcome.added])

    if not is_wanted:
        tell()
        note("There was nothing to bring in.")
        sys.exit(1)
    return tell


def _check_options(out: Path | None, by_date: bool, draft: bool, publish: bool) -> None:
    """Raises click.UsageError for what cannot be asked for."""
    if out and out.exists():
        raise click.UsageError(f"{out} is there already; name a new file.")
    if out and out.suffix not in FEED_SUFFIXES:
        raise click.UsageError(f"{out} would not be read: feed files end in {' or '.join(FEED_SUFFIXES)}.")
    if out and by_date:
        raise click.UsageError("--by-date writes a file a day, --out only one; leave one of them out.")
    if draft and publish:
        raise click.UsageError("--draft and --publish say opposite things; leave one of them out.")


def _read(
    sources: Sequence[str], raw: Callable[[bytes, str], Raw], format: str | None, settings: Settings
) -> _Readings:
    """Each source's name with what it holds. Raises ContentError with what is wrong with all of them."""
    readings: list[tuple[str, Reading]] = []
    problems: list[Problem] = []
    known = (*settings.options.services, *sources)
    with Client(settings.site_url, settings.options.contact, known) as client:
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


def _drafted(each: Candidate, reading: Reading, draft: bool, publish: bool) -> Candidate:
    """The paper, a draft where it was asked for, and where nobody has yet seen what it is."""
    unseen = each.paper.lacks("title") or not (publish or formats.formats()[reading.format].structured)
    return replace(each, paper=replace(each.paper, draft=each.paper.draft or draft or unseen))


def _write(
    outcome: Outcome,
    candidates: Sequence[Candidate],
    days: Sequence[dt.date],
    out: Path | None,
    project: Project,
    comment: str,
) -> list[str]:
    """Writes what came in, a feed file a day, and the facts, each as a whole; gives the files' names."""
    issues: dict[dt.date, list[Paper]] = defaultdict(list)
    for paper in outcome.added:
        issues[days[outcome.positions[paper.id][0]]].append(paper)
    said = {
        id: " | ".join(dict.fromkeys(filter(None, (candidates[at].said for at in places))))
        for id, places in outcome.positions.items()
    }
    written = [_issue(day, papers, said, out, project, comment) for day, papers in sorted(issues.items())]
    if any(each.facts for each in outcome.merged):
        digest = project.content()
        facts = project.content_folder / "facts.yml"
        text = entries.facts(with_facts(digest.facts, outcome), digest.asked)
        project.rewrite(facts, text)
        written.append(shown(facts))
    return written


def _issue(
    day: dt.date,
    papers: Sequence[Paper],
    said: Mapping[str, str],
    out: Path | None,
    project: Project,
    comment: str,
) -> str:
    """Writes the papers of a day into the file that waits for them, or into a new one; gives its name."""
    folder = project.content_folder
    waiting = None if out else _waiting(day, project)
    if waiting and (text := entries.filled(waiting.read_text("utf-8"), day, papers, said)):
        project.rewrite(waiting, text)
        return shown(waiting)
    text = entries.feed(day, papers, comment, said)
    return shown(project.add(out or folder / f"feed/{day}.yml", text))


def _waiting(day: dt.date, project: Project) -> Path | None:
    """The feed file of a day that holds no papers yet, as `digest new` makes it, or nothing at all."""
    for issue in project.content().issues:
        if issue.date == day and not issue.papers:
            return project.folder / issue.place.file
    path = project.content_folder / f"feed/{day}.yml"
    if path.is_file() and not re.search(r"(?m)^[^#\s]", path.read_text("utf-8")):
        return path
    return None


def _named(source: str, client: Client, services: Options) -> tuple[str, bytes]:
    """A source's name for messages, and its bytes. Raises ContentError or NetworkError."""
    path = Path(source)
    try:
        if source == "-":
            return "standard input", sys.stdin.buffer.read()
        if identifier_in(source) and not path.exists():
            return source, source.encode()
        if re.match("https?://", source):
            return without_keys(source), client.get(_feed_of(source, services)).data
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


def _day(readings: _Readings, asked: dt.date | None) -> dt.date:
    """The issue's day: the one that was asked for, or the one that the sources agree on."""
    told = {day for _, reading in readings for day in reading.days}
    if asked is None:
        if len(told) > 1:
            what = f"The sources tell {counted(len(told), 'day')}, {min(told)} to {max(told)}"
            raise click.UsageError(f"{what}; add --by-date for an issue each, or --date for one of all.")
        if not told:
            raise click.UsageError("Say which day's issue this is, as --date 2025-04-24.")
        return told.pop()
    for name, reading in readings:
        others = sorted(reading.days - {asked})
        if len(others) == 1:
            note(f"{name} says that it is of {others[0]}; the issue is dated {asked}, as you asked.")
        elif others:
            what = f"{name} tells {counted(len(others), 'other day')}, {others[0]} to {others[-1]}"
            note(f"{what}; --by-date makes an issue of each. All goes into that of {asked}, as you asked.")
    return asked


def _days(candidates: Sequence[Candidate], asked: dt.date | None) -> list[dt.date]:
    """The day of each paper: its source's, else that of its publication, else the one that was asked for."""
    days = [each.day or _published(each.paper) or asked for each in candidates]
    lost = [each.paper for each, day in zip(candidates, days, strict=True) if not day]
    if lost:
        first = f"{lost[0].place.file}:{lost[0].place.line}"
        what = f"{counted(len(lost), 'paper')} without a day, the first in {first}"
        raise click.UsageError(f"{what}; add --date for the issue that they go into.")
    return [day for day in days if day]


def _published(paper: Paper) -> dt.date | None:
    date = paper.published
    return dt.date(date.year, date.month, date.day) if date and date.day else None
