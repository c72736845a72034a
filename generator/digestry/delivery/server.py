"""A mail server that takes letters: RFC 5321, by the standard library's smtplib.

Its `sendmail` cannot tell a connection that broke before the end of a letter from one that broke while the
server answered. The first can be tried again; of the second, nobody knows whether it has arrived.
"""

import re
import select
import smtplib
import ssl
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from digestry.errors import printable
from digestry.mailboxes import Mailbox

_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
_LOCAL = {"localhost", "127.0.0.1", "::1"}
_GO_ON = 354


class SendError(Exception):
    """Nothing can be sent at all; the message says why."""


@dataclass(frozen=True)
class Account:
    """Where letters are handed in.

    scheme: `smtp` asks for TLS by STARTTLS, `smtps` speaks TLS at once, `smtp+plain` does neither, and is for
    a server on this machine. The certificate has to be the host's own.
    """

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""


def account(url: str, user: str = "", password: str = "") -> Account:
    """`smtp://mail.example.org:587`, `smtps://mail.example.org`. Raises ValueError, with what is wrong."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("write it as smtp://mail.example.org:587 or smtps://mail.example.org")
    if parts.username or parts.password:
        raise ValueError("leave user and password out of the address; they come from the environment")
    if parts.scheme == "smtp+plain" and parts.hostname not in _LOCAL:
        raise ValueError(
            "without TLS, letters go to a server on this machine only; write smtp:// or smtps://"
        )
    return Account(parts.scheme, parts.hostname, parts.port or _PORTS[parts.scheme], user, password)


@dataclass(frozen=True)
class Limits:
    """Seconds that a server may take: for an answer, and for that to a whole letter: RFC 5321, 4.5.3.2."""

    answer: float = 60
    letter: float = 600


@dataclass(frozen=True)
class Outcome:
    """What became of a letter: `later` has not arrived and may be tried again, `unsure` may have arrived.

    said: the server's words, or what went wrong. open: whether the connection can be used on.
    """

    what: Literal["sent", "refused", "later", "unsure"]
    said: str
    open: bool = True


class Connection:
    """A connection to a mail server. Raises SendError where none can be had."""

    def __init__(self, to: Account, name: str, limits: Limits) -> None:
        """`name` is what we call ourselves: a domain."""
        self._limits = limits
        context = ssl.create_default_context()
        try:
            if to.scheme == "smtps":
                self._smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                    to.host, to.port, name, timeout=limits.answer, context=context
                )
            else:
                self._smtp = smtplib.SMTP(to.host, to.port, name, timeout=limits.answer)
            if to.scheme == "smtp":
                self._smtp.starttls(context=context)
            if to.user:
                self._smtp.login(to.user, to.password)
        except smtplib.SMTPAuthenticationError as error:
            raise SendError(
                f"{to.host} does not take user and password: {_words(error.smtp_error)}"
            ) from None
        except smtplib.SMTPNotSupportedError as error:
            raise SendError(f"{to.host}: {printable(str(error))}") from None
        except ssl.SSLCertVerificationError as error:
            raise SendError(
                f"the certificate of {to.host} is not to be trusted: {error.verify_message}"
            ) from None
        except (smtplib.SMTPException, OSError) as error:
            raise _UnreachableError(
                f"{to.host}:{to.port} does not answer: {printable(str(error))}"
            ) from error

    def close(self) -> None:
        """Takes leave, if anybody still listens."""
        try:
            self._smtp.quit()
        except (smtplib.SMTPException, OSError):
            self._smtp.close()

    def hand_in(self, letter: bytes, sender: Mailbox, to: Mailbox) -> Outcome:
        """Hands a letter in. `letter` has lines that end in CR LF."""
        try:
            code, words = self._smtp.mail(sender.address)
            if 500 <= code < 600:
                raise SendError(f"the server takes no letters from {sender.address}: {code} {_words(words)}")
            if code == 250:
                code, words = self._smtp.rcpt(to.address)
            if code in {250, 251}:
                code, words = self._smtp.docmd("DATA")
            if code != _GO_ON:
                return self._refused(code, words)
            self._smtp.send(re.sub(rb"(?m)^\.", b"..", letter))
            if self._has_spoken():
                return self._refused(*self._smtp.getreply())
            self._smtp.send(b".\r\n")
        except (smtplib.SMTPException, OSError) as error:
            return Outcome("later", f"the connection broke: {printable(str(error))}", open=False)
        return self._answered()

    def _answered(self) -> Outcome:
        """The answer to a whole letter."""
        if self._smtp.sock:
            self._smtp.sock.settimeout(self._limits.letter)
        try:
            code, words = self._smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            return Outcome("unsure", f"no answer: {printable(str(error))}", open=False)
        if self._smtp.sock:
            self._smtp.sock.settimeout(self._limits.answer)
        return Outcome("sent", _words(words)) if code == 250 else self._refused(code, words)

    def _has_spoken(self) -> bool:
        """Whether the server says something, or has gone, before the letter is at its end."""
        return self._smtp.sock is None or bool(select.select([self._smtp.sock], [], [], 0)[0])

    def _refused(self, code: int, words: bytes) -> Outcome:
        """What a refusal means, and the connection ready for the next letter."""
        said = f"{code} {_words(words)}"
        what: Literal["refused", "later"] = "refused" if 500 <= code < 600 else "later"
        if code == 421:  # the server closes the connection
            return Outcome(what, said, open=False)
        try:
            self._smtp.rset()
        except (smtplib.SMTPException, OSError):
            return Outcome(what, said, open=False)
        return Outcome(what, said)


class _UnreachableError(SendError):
    """A server that may answer in a while."""


def is_passing(error: SendError) -> bool:
    """Whether it is worth while to connect again later."""
    return isinstance(error, _UnreachableError)


def _words(reply: bytes | str) -> str:
    """What a server says, on one line: its words are a stranger's."""
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return printable(" ".join(text.split()))[:200]
