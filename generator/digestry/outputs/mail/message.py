"""A letter as a message: RFC 5322, with two parts (RFC 2046) and how to leave the list (RFC 2369, 8058)."""

import datetime as dt
import hashlib
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from urllib.parse import urlsplit

from digestry.mailboxes import Mailbox, mailbox
from digestry.outputs.mail.letter import Letter
from digestry.settings import Settings

# The standard library folds these in the middle of an address, and mail programs then find no address.
_WHOLE = {"list-unsubscribe", "list-id", "message-id"}


class _Policy(EmailPolicy):
    """As SMTP wants it, but for headers that stay on their line: a line may have 998 characters."""

    def fold(self, name: str, value: str) -> str:
        """As the base class has it."""
        if name.lower() in _WHOLE:
            return f"{name}: {value}{self.linesep}"
        folded: str = super().fold(name, value)
        return folded

    def fold_binary(self, name: str, value: str) -> bytes:
        """As the base class has it."""
        return self.fold(name, value).encode("ascii", "surrogateescape")


_POLICY = _Policy(linesep=SMTP.linesep, cte_type="7bit")


def message(
    letter: Letter, edition: str, settings: Settings, date: dt.datetime, to: Mailbox | None = None
) -> EmailMessage:
    """The message to one recipient, or to nobody, to be looked at. `edition` is its name.

    date: when it was sent, or the moment of its newest issue where it is not.
    """
    options = settings.options
    found = EmailMessage(_POLICY)
    found["Subject"] = letter.subject
    if options.email_from:
        found["From"] = mailbox(options.email_from).header
    if to:
        found["To"] = to.header
    found["Date"] = format_datetime(date)
    found["Message-ID"] = message_id(edition, settings, to)
    found["List-Id"] = f"<{options.email_list_id or _host(settings)}>"
    if options.email_unsubscribe:
        found["List-Unsubscribe"] = f"<{options.email_unsubscribe}>"
        if options.email_unsubscribe.lower().startswith("https:"):
            found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    found.set_content(letter.text, cte="quoted-printable")
    found.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    # Random ones would give each run other bytes.
    found.set_boundary(hashlib.sha256(found["Message-ID"].encode()).hexdigest()[:40])
    return found


def message_id(edition: str, settings: Settings, to: Mailbox | None = None) -> str:
    """The same for an edition and a recipient, however often it is made: who gets it twice can tell."""
    named = "\0".join([settings.feed_id, edition, to.address.lower() if to else ""])
    return f"<{hashlib.sha256(named.encode()).hexdigest()[:32]}@{_host(settings)}>"


def _host(settings: Settings) -> str:
    """The domain of the sender, or that of the site."""
    if settings.options.email_from:
        return mailbox(settings.options.email_from).domain
    host = urlsplit(settings.site_url).hostname or ""
    return host if host.isascii() and "." in host else "digest.invalid"
