"""How `digest email --send` speaks to the mail server, and of what became of the letters."""

import datetime as dt
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

import click

from digestry import files
from digestry.cli.output import note, progress, row, say
from digestry.delivery import server
from digestry.delivery.recipients import recipients
from digestry.delivery.send import Pace, Step, send, waiting
from digestry.delivery.state import State
from digestry.errors import ContentError, Problem
from digestry.mailboxes import Mailbox, mailbox
from digestry.outputs.mail.editions import Edition
from digestry.outputs.mail.letter import Letter
from digestry.outputs.mail.message import message
from digestry.paper.wording import counted
from digestry.settings import Settings
from digestry.site.project import Project

_SHOWN = 20  # recipients that are named


def account(address: str | None) -> server.Account:
    """Where to send. Raises UsageError where it cannot be used."""
    if not address:
        raise click.UsageError("--send wants a --server, or DIGEST_SMTP_SERVER in the environment.")
    user, password = (os.environ.get(f"DIGEST_SMTP_{name}", "") for name in ("USER", "PASSWORD"))
    try:
        return server.account(address, user, password)
    except ValueError as error:
        raise click.UsageError(f"The server cannot be used: {error}.") from None


def sender(project: Project) -> Mailbox:
    """Who letters are from. Raises ContentError where the settings do not say."""
    if not project.settings.options.email_from:
        what, fix = (
            "email_from is missing",
            "add who the letter is from, as Reading Group <papers@example.org>",
        )
        raise ContentError([Problem(project.file, project.line_of("plugins"), what, fix)])
    return mailbox(project.settings.options.email_from)


def people(to: Sequence[str], file: IO[str] | None, project: Project) -> tuple[Mailbox, ...]:
    """All recipients, each once. Raises UsageError or ContentError before anything is sent."""
    found = []
    for each in to:
        try:
            found.append(mailbox(each))
        except ValueError:
            raise click.UsageError(f"--to is {each!r}, which is no address.") from None
    if file:
        if file.name != "<stdin>" and _is_inside(Path(file.name), project.folder):
            raise click.UsageError(
                f"{file.name} is in the digest's repository. Keep addresses elsewhere: what is committed is"
                " for everybody."
            )
        found += recipients(file.read(), file.name)
    if not found:
        raise click.UsageError(
            "--send wants recipients: --to with your list's address, or --recipients with a file."
        )
    return tuple({each.address.lower(): each for each in found}.values())


def _is_inside(file: Path, project: Path) -> bool:
    """Whether a file is in the folder of the project, or in the repository that it is a part of."""
    root = next((each for each in (project, *project.parents) if (each / ".git").exists()), project)
    return file.resolve().is_relative_to(root.resolve())


def deliver(
    made: Letter,
    edition: Edition,
    to: Sequence[Mailbox],
    author: Mailbox,
    who: server.Account,
    pace: Pace,
    folder: Path,
    settings: Settings,
    again: bool,
) -> None:
    """Sends it to those who do not have it, and says what happened.

    Exit code 1 where anybody did not get it.
    """
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)

    def written(one: Mailbox) -> bytes:
        return message(made, edition.name, settings, now, one).as_bytes()

    steps: list[Step] = []
    with (
        files.alone(
            folder / edition.name, lambda: note("Another `digest email` sends this; waiting for it.")
        ),
        State(folder, edition.name) as state,
    ):
        if unsure := state.unsure(to):
            _name(
                unsure,
                "may have arrived",
                "its answer was lost" + ("" if again else "; --again sends it once more"),
            )
        left = waiting(to, state, again)
        try:
            with progress() as show:
                for step in send(left, written, author, who, state, pace, server.Limits()):
                    steps.append(step)
                    show("Sending", sum(each.is_last for each in steps), len(left))
        except server.SendError as error:
            note(f"{error}.")
            note("Nothing more was sent. Run the same again: who has it does not get it twice.")
            sys.exit(1)
        finally:
            _tell(steps, len(to) - len(left))
    if any(step.is_last and step.outcome.what != "sent" for step in steps):
        sys.exit(1)


def _tell(steps: Iterable[Step], before: int) -> None:
    """What happened to whom."""
    last = [step for step in steps if step.is_last]
    words = {"refused": "refused", "later": "not taken", "unsure": "unsure"}
    for what, word in words.items():
        found = [step for step in last if step.outcome.what == what]
        for step in found[:_SHOWN]:
            row(word, f"{step.to.address}: {step.outcome.said}")
        if len(found) > _SHOWN:
            row(word, f"and {len(found) - _SHOWN:,} more")
    sent = sum(step.outcome.what == "sent" for step in last)
    say(f"Sent to {counted(sent, 'recipient')}{f', after {before:,} before' if before else ''}.")


def _name(people: Sequence[Mailbox], what: str, why: str) -> None:
    for each in people[:_SHOWN]:
        row("unsure", f"{each.address}: {what}, {why}")
    if len(people) > _SHOWN:
        row("unsure", f"and {len(people) - _SHOWN:,} more")
