"""A mail server that takes letters: RFC 5321, by the standard library's smtplib.

Its `sendmail` cannot tell a connection that broke before the end of a letter from one that broke while the
server answered. The first can be tried again; of the second, nobody knows whether it has arrived.
"""

import re
import select
import smtplib
import socket
import ssl
from collections.abc import Callable
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
    if not (user + password).isascii():  # smtplib sends no other, and servers differ in how they read them
        raise ValueError("user and password can have letters of ASCII only; choose another password")
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
        self._is_in_letter = False
        try:
            self._smtp = _reached(to, name, limits)
        except ssl.SSLCertVerificationError as error:
            raise SendError(_untrusted(to, error)) from None
        except (smtplib.SMTPException, OSError) as error:
            raise _UnreachableError(f"{to.host}:{to.port} does not answer: {_words(str(error))}") from None
        try:
            if to.scheme == "smtp":
                self._smtp.starttls(context=ssl.create_default_context())
            self._smtp.ehlo_or_helo_if_needed()
            if self._smtp.sock:  # else the end of each letter waits until the server has confirmed the rest
                self._smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if to.user:
                self._smtp.login(to.user, to.password)
        except (smtplib.SMTPException, OSError) as error:
            self._smtp.close()
            match error:
                case smtplib.SMTPAuthenticationError():
                    said = f"{error.smtp_code} {_words(error.smtp_error)}"
                    raise SendError(f"{to.host} does not take user and password: {said}") from None
                case ssl.SSLCertVerificationError():
                    raise SendError(_untrusted(to, error)) from None
                case smtplib.SMTPNotSupportedError():
                    raise SendError(f"{to.host}: {_words(str(error))}") from None
            raise _UnreachableError(f"{to.host} does not go on: {_words(str(error))}") from None

    def close(self) -> None:
        """Takes leave, if anybody still listens; in the middle of a letter, without a word."""
        try:
            if not self._is_in_letter:
                self._smtp.quit()
        except (smtplib.SMTPException, OSError):
            pass
        finally:
            self._smtp.close()

    def hand_in(
        self, letter: bytes, sender: Mailbox, to: Mailbox, before_end: Callable[[], object]
    ) -> Outcome:
        """Hands a letter in. `letter` has lines that end in CR LF.

        `before_end` is called when all of it is there but its end: from then on, it may arrive.
        """
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
            self._is_in_letter = True
            self._smtp.send(re.sub(rb"(?m)^\.", b"..", letter))
            if self._has_spoken():
                return self._refused(*self._smtp.getreply())
        except (smtplib.SMTPException, OSError) as error:
            return _broken(error)
        before_end()
        try:
            self._smtp.send(b".\r\n")
        except (smtplib.SMTPException, OSError) as error:
            return _broken(error)
        self._is_in_letter = False
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
        if self._is_in_letter:  # what it said came in the middle, so that it is not clear what follows
            return Outcome("later", f"{code} {_words(words)}", open=False)
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


def _reached(to: Account, name: str, limits: Limits) -> smtplib.SMTP:
    if to.scheme == "smtps":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(to.host, to.port, name, timeout=limits.answer, context=context)
    return smtplib.SMTP(to.host, to.port, name, timeout=limits.answer)


def _untrusted(to: Account, error: ssl.SSLCertVerificationError) -> str:
    return f"the certificate of {to.host} is not to be trusted: {_words(error.verify_message)}"


def _broken(error: Exception) -> Outcome:
    """What a letter without its end becomes: nothing."""
    return Outcome("later", f"the connection broke: {printable(str(error))}", open=False)


def _words(reply: bytes | str) -> str:
    """What a server says, on one line: its words are a stranger's."""
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return printable(" ".join(text.split()))[:200]
