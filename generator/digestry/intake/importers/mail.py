"""Mails: alerts, arXiv's mailings, newsletters, and whatever names arXiv ids or DOIs.

The standard library's `email` finds the part that people read, and decodes it.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from digestry.intake.importers import arxiv_text, ids_in_text, pages_of_papers, scholar_alert
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.records import Dropped, Record, Remark
from digestry.paper.model import Place

_HEADER = re.compile(
    rb"(?:From|To|Cc|Subject|Date|Message-ID|MIME-Version|Received|Return-Path|Delivered-To|Content-Type|Reply-To|Sender|"
    rb"List-[\w-]+|X-[\w-]+|DKIM-Signature|Authentication-Results|ARC-[\w-]+): ",
    re.IGNORECASE,
)
_MBOX = re.compile(rb"^From \S.*\d{4}\r?\n", re.MULTILINE)
_HEAD = 16 * 2**10  # bytes in which a mail has its header
_FEWEST = 3  # fields of a header
# Characters of a field that is read: date, type, encoding. `email` takes the square of them, and calls itself
# for each bracket; a longer one is that of an attachment with a long name.
_LONGEST_FIELD = 300
_fields = HeaderRegistry()
_POLICY = policy.default.clone(header_factory=lambda name, value: _fields(name, value[:_LONGEST_FIELD]))


def is_mail(raw: Raw) -> bool:
    """Whether it begins with the header of a mail, and names papers."""
    head = _MBOX.sub(b"", _data(raw)[:_HEAD], count=1)
    header = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0].splitlines()
    fields = sum(bool(_HEADER.match(line)) for line in header)
    others = sum(not _HEADER.match(line) and not re.match(rb"[ \t]|[\w-]+:", line) for line in header)
    return fields >= _FEWEST and not others and next(entries(raw), None) is not None


def entries(raw: Raw) -> Iterator[Record | Dropped | Remark]:
    """The papers of each mail; `line` counts in its text, and the day is that on which it was sent."""
    for packed in _messages(_data(raw)):
        try:
            message = message_from_bytes(packed, policy=_POLICY)
        except RecursionError:  # of brackets in brackets
            yield Dropped(Place(raw.name, 1), "a mail", "its header cannot be read")
            continue
        if isinstance(message, EmailMessage):
            yield from _of_message(message, raw)


def _data(raw: Raw) -> bytes:
    """The bytes: a mail tells the encodings of its parts itself, if not all of it has a mark."""
    return (raw.utf8 if raw.encoding.startswith("utf") else raw.data).lstrip()


def _messages(data: bytes) -> Iterator[bytes]:
    """The mails of a mailbox, or the one that there is."""
    starts = [match.start() for match in _MBOX.finditer(data)]
    if not starts or data[: starts[0]].strip():
        yield data
        return
    for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
        yield _MBOX.sub(b"", data[start:end], count=1)


def _of_message(message: EmailMessage, raw: Raw) -> Iterator[Record | Dropped | Remark]:
    sent = _sent(message)
    for text, is_html in _parts(message):
        inner = Raw(text.encode(errors="replace"), raw.name, raw.day, raw.replacements)
        found = False
        for each in _read(inner, is_html):
            found = found or isinstance(each, Record)
            yield replace(each, day=each.day or sent) if isinstance(each, Record) else each
        if found:
            return


def _read(text: Raw, is_html: bool) -> Iterator[Record | Dropped | Remark]:
    if is_html:
        return scholar_alert.entries(text) if scholar_alert.is_alert(text) else pages_of_papers.html(text)
    if arxiv_text.is_mailing(text):
        return arxiv_text.mailing(text)
    return pages_of_papers.markdown(text) if pages_of_papers.is_markdown(text) else ids_in_text.entries(text)


def _parts(message: EmailMessage) -> Iterator[tuple[str, bool]]:
    """The texts that a mail program would show, HTML first; the plain one may say what HTML hides."""
    for kind in ("html", "plain"):
        try:
            part = message.get_body((kind,))
            content = part.get_content() if part else None
        except (
            LookupError,
            ValueError,
            KeyError,
            AttributeError,
            RecursionError,
        ):  # an encoding that nobody knows, a broken part
            continue
        if isinstance(content, str):
            yield content, kind == "html"


def _sent(message: EmailMessage) -> dt.date | None:
    try:
        return parsedate_to_datetime(str(message["Date"])).date() if message["Date"] else None
    except (ValueError, TypeError, IndexError, RecursionError):
        return None
