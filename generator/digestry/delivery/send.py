"""An edition to all its recipients: each gets it once, whatever happens on the way."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from digestry.delivery.server import Account, Connection, Limits, Outcome, SendError, is_passing
from digestry.delivery.state import State
from digestry.mailboxes import Mailbox


@dataclass(frozen=True)
class Pace:
    """How fast, and how patient.

    rate: letters a minute at most; 0 for as fast as the server takes them.
    pauses: seconds before each further try of what was refused for now; there are as many tries more.
    """

    rate: float = 0
    pauses: tuple[float, ...] = (60, 300, 900)


@dataclass(frozen=True)
class Step:
    """What happened to one recipient. `is_last`: it is not tried again in this run."""

    to: Mailbox
    outcome: Outcome
    is_last: bool


def waiting(among: Sequence[Mailbox], state: State, again: bool) -> tuple[Mailbox, ...]:
    """Those who get a letter in this run: not who has it, not who was refused for good; `again` adds those of
    whom nobody knows."""
    done = {"sent", "refused"} if again else {"sent", "refused", "sending"}
    return tuple(each for each in among if state.of(each) not in done)


def send(
    to: Sequence[Mailbox],
    letter: Callable[[Mailbox], bytes],
    sender: Mailbox,
    account: Account,
    state: State,
    pace: Pace,
    limits: Limits,
) -> Iterator[Step]:
    """Sends, and yields what happens to each recipient. Raises SendError where nothing more can be sent.

    On the disk, `state` says `sending` before a letter is at its end, and what became of it after the answer:
    so a run that is killed leaves one recipient at most of whom nobody knows.
    """
    queue = deque((each, 0) for each in to)  # with the number of tries before
    rest: list[tuple[Mailbox, int]] = []
    connection: Connection | None = None
    last = float("-inf")
    try:
        while queue or rest:
            if not queue:  # all others are done: once more those who were refused for now
                time.sleep(pace.pauses[min(tries for _, tries in rest) - 1])
                queue, rest = deque(rest), []
            if pace.rate and (left := last + 60 / pace.rate - time.monotonic()) > 0:
                time.sleep(left)
            if connection is None:
                connection = _connected(account, sender, pace, limits)
            each, tries = queue.popleft()
            last = time.monotonic()
            outcome = connection.hand_in(letter(each), sender, each, partial(state.add, each, "sending"))
            if outcome.what != "unsure":  # then `sending` says all that is known
                state.add(each, outcome.what)
            again = outcome.what == "later" and tries < len(pace.pauses)
            if again:
                rest.append((each, tries + 1))
            if not outcome.open:
                connection.close()
                connection = None
            yield Step(each, outcome, not again)
    finally:
        if connection:
            connection.close()


def _connected(account: Account, sender: Mailbox, pace: Pace, limits: Limits) -> Connection:
    for pause in (*pace.pauses, None):
        try:
            return Connection(account, sender.domain, limits)
        except SendError as error:
            if pause is None or not is_passing(error):
                raise
        time.sleep(pause)
    raise AssertionError  # the last try returns or raises
