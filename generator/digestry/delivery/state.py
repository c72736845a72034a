"""Who has an edition already: a file of lines that only grows, so that a killed run loses none of them.

A line is an object of JSON: `{"to": …, "what": …, "at": …}`. `to` is a hash of edition and address, since a
file that may lie in a repository should not tell who reads what. `what` is `sending`, until an answer comes:
`sent`, `refused` for good, or `later`, which has not arrived.
"""

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, Literal, Self

from digestry.mailboxes import Mailbox

What = Literal["sending", "sent", "refused", "later"]


class State:
    """What is known of an edition's recipients; a context, in which lines can be added."""

    def __init__(self, folder: Path, edition: str) -> None:
        self._path = folder / f"{edition}.jsonl"
        self._edition = edition
        self._file: IO[str] | None = None
        self._known: dict[str, What] = {}
        if self._path.exists():
            for line in self._path.read_text("utf-8").splitlines():
                try:
                    found = json.loads(line)
                    self._known[found["to"]] = found["what"]
                except (ValueError, KeyError, TypeError):
                    continue  # the last line of a run that was killed while it wrote

    def __enter__(self) -> Self:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # A line that was not finished must not become the beginning of the next one.
        torn = self._path.exists() and not self._path.read_bytes().endswith(b"\n")
        self._file = self._path.open("a", encoding="utf-8", newline="\n")
        if torn and self._path.stat().st_size:
            self._file.write("\n")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file:
            self._file.close()

    def of(self, to: Mailbox) -> What | None:
        """The last thing that happened to a recipient; `sending` is a letter whose answer never came."""
        return self._known.get(self._key(to))

    def unsure(self, among: Iterable[Mailbox]) -> tuple[Mailbox, ...]:
        """Those whose letter may have arrived."""
        return tuple(each for each in among if self.of(each) == "sending")

    def add(self, to: Mailbox, what: What) -> None:
        """Writes it down, on the disk, before anything else happens."""
        if not self._file:
            raise RuntimeError("not open")
        self._known[self._key(to)] = what
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        self._file.write(json.dumps({"to": self._key(to), "what": what, "at": now}) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def _key(self, to: Mailbox) -> str:
        return hashlib.sha256(f"{self._edition}\0{to.address.lower()}".encode()).hexdigest()[:32]
