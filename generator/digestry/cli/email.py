"""`digest email`: the newest papers as a letter, to be looked at or sent."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import IO

import click

from digestry import files
from digestry.catalogue.catalogue import Catalogue
from digestry.cli import choice, sending
from digestry.cli.output import config_file, note, on_day, say, shown
from digestry.delivery.send import Pace
from digestry.errors import printable
from digestry.outputs.mail import editions
from digestry.outputs.mail.editions import Edition, Period
from digestry.outputs.mail.letter import Letter, letter
from digestry.outputs.mail.message import message
from digestry.paper.wording import counted
from digestry.site.project import Project
from digestry.words import Words

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@config_file
@click.argument("issue", type=_DAY, required=False, metavar="[ISSUE]")
@click.option("--week", help="The issues of a week, as 2025-W17.")
@click.option("--month", help="The issues of a month, as 2025-04.")
@click.option("--since", type=_DAY, metavar="DATE", help="The issues from this day on, as 2025-04-24.")
@click.option("--tag", help="Only papers with this tag: its slug in tags.yml.")
@click.option("--query", help="Only papers that a search finds, in the syntax of the site's own.")
@on_day
@click.option(
    "--not-before",
    type=_DAY,
    metavar="DATE",
    help="Do nothing if the newest of its issues is older than this day.",
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder to write it to.")
@click.option("--send", "is_sent", is_flag=True, help="Send it. Without, nothing leaves this machine.")
@click.option("--to", multiple=True, envvar="DIGEST_EMAIL_TO", help="The address of your mailing list.")
@click.option(
    "--recipients",
    "file",
    type=click.File("r", encoding="utf-8"),
    help="A file of addresses, one a line; - for standard input.",
)
@click.option(
    "--server",
    envvar="DIGEST_SMTP_SERVER",
    help="As smtp://mail.example.org:587 or smtps://mail.example.org.",
)
@click.option("--rate", type=click.FloatRange(min=0), default=0, help="Letters a minute at most.")
@click.option(
    "--state",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder that says who has it; `sent` if not given.",
)
@click.option("--again", is_flag=True, help="Send to those too of whom nobody knows whether it has arrived.")
def email(
    config_file: str | None,
    issue: dt.datetime | None,
    week: str | None,
    month: str | None,
    since: dt.datetime | None,
    tag: str | None,
    query: str | None,
    on: dt.date | None,
    not_before: dt.datetime | None,
    out: Path | None,
    is_sent: bool,
    to: tuple[str, ...],
    file: IO[str] | None,
    server: str | None,
    rate: float,
    state: Path | None,
    again: bool,
) -> None:
    """Write an issue as a letter: .eml, .html and .txt.

    It is the newest issue, if you name no other by its day. With --tag or --query alone, it is all papers
    that they leave. User and password of the mail server come from DIGEST_SMTP_USER and DIGEST_SMTP_PASSWORD.
    """
    project = Project.open(config_file, on)
    settings = project.settings
    # What is wrong with the sending is told before anything is written.
    who = sending.account(server) if is_sent else None
    author = sending.sender(project) if is_sent else None
    people = sending.people(to, file, project) if is_sent else ()
    catalogue = project.catalogue()
    edition = _edition(catalogue, project.settings.words, issue, week, month, since, tag, query)
    if edition is None:
        say("No papers, no letter.")
        return
    if not_before and edition.date < not_before.date():
        say(f"The newest issue is of {edition.date}, before {not_before.date()}: nothing to do.")
        return
    made = letter(edition, {slug: tagged.tag for slug, tagged in catalogue.tags.items()}, settings)
    folder = out or project.scratch / "email"
    _write(made, edition, folder, project)
    if who and author:
        kept = state or project.folder / "sent"
        sending.deliver(made, edition, people, author, who, Pace(rate), kept, settings, again)
    else:
        say("Next: open the .html in a browser, the .eml in a mail program; --send hands it in.")


def _edition(
    catalogue: Catalogue,
    words: Words,
    issue: dt.datetime | None,
    week: str | None,
    month: str | None,
    since: dt.datetime | None,
    tag: str | None,
    query: str | None,
) -> Edition | None:
    """The edition that is asked for. Raises UsageError for what does not exist, or for two periods."""
    if len([each for each in (issue, week, month, since) if each]) > 1:
        raise click.UsageError("Name an issue, --week, --month or --since: one of them.")
    narrowed = tag or query is not None
    found = {paper.id for paper in choice.papers(catalogue, tag, query)} if narrowed else None
    if issue:
        period = editions.one_day(choice.issue(catalogue, issue.date()), words)
    elif week:
        period = _period(lambda text: editions.week(text, words), week, "--week", "2025-W17")
    elif month:
        period = _period(lambda text: editions.month(text, words), month, "--month", "2025-04")
    elif since:
        period = editions.since(since.date(), words)
    elif narrowed or not catalogue.issues:
        period = editions.everything(words)
    else:
        period = editions.one_day(catalogue.issues[0].date, words)
    return editions.edition(catalogue, period, catalogue.tags[tag].tag if tag else None, query or "", found)


def _period(read: Callable[[str], Period], text: str, option: str, like: str) -> Period:
    try:
        return read(text)
    except ValueError:
        raise click.UsageError(f"{option} is {text!r}; write it as {like}.") from None


def _write(made: Letter, edition: Edition, folder: Path, project: Project) -> None:
    """The letter as files, and a line on what it is."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = message(made, edition.name, project.settings, edition.issues[0].moment)
    paths = [folder / f"{edition.name}.{suffix}" for suffix in ("eml", "html", "txt")]
    for path, text in zip(paths, (whole.as_bytes().decode(), made.html, made.text), strict=True):
        files.write_out(path, text, project.scratch)
    count = counted(len(edition.papers), "paper")
    say(f"{printable(made.subject)}")
    say(f"{count}, {round(len(made.html.encode()) / 1000)} kB: {', '.join(map(shown, paths))}")
    if made.left:
        note(f"{counted(made.left, 'paper')} did not fit: mail programs cut longer letters. A link leads on.")
