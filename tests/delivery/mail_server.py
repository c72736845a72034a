"""A real mail server on this machine, which misbehaves as the real ones do, and keeps what it takes."""

# ruff: noqa: ARG001, ARG002, N802 - aiosmtpd gives the names and the arguments

import socket
import ssl
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "curator", "a secret, with = and %"


@dataclass
class Post:
    """What a server does: `rcpt` and `data` have its answers to an address, one a try; the last one stays.

    An answer to a letter may be `drop`: the letter has arrived, and the connection closes without an answer; or a
    function, which is called with the address when the letter has arrived, and gives the answer. `at_rcpt` is
    called when a recipient is named.
    """

    rcpt: dict[str, list[str]] = field(default_factory=dict)
    data: dict[str, list[str | Callable[[str], str]]] = field(default_factory=dict)
    at_rcpt: dict[str, Callable[[str], object]] = field(default_factory=dict)
    letters: list[tuple[str, bytes]] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    _tries: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def messages(self, to: str) -> list[EmailMessage]:
        """What arrived for an address."""
        return [message_from_bytes(data, policy=POLICY) for address, data in self.letters if address == to]

    def counts(self) -> dict[str, int]:
        """How many letters each address has."""
        found: dict[str, int] = defaultdict(int)
        for address, _ in self.letters:
            found[address] += 1
        return dict(found)

    def _answer(self, kind: str, answers: dict[str, list[Any]], address: str) -> Any:
        if address not in answers:
            return "250 OK"
        number = self._tries[f"{kind} {address}"]
        self._tries[f"{kind} {address}"] += 1
        return answers[address][min(number, len(answers[address]) - 1)]

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """As aiosmtpd calls it."""
        if address in self.at_rcpt:
            self.at_rcpt[address](address)
        answer: str = self._answer("rcpt", self.rcpt, address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """As aiosmtpd calls it."""
        (address,) = envelope.rcpt_tos
        answer = self._answer("data", self.data, address)
        if callable(answer):
            self.letters.append((address, envelope.original_content or b""))
            return str(answer(address))
        if answer.startswith("250") or answer == "drop":
            self.letters.append((address, envelope.original_content or b""))
        if answer == "drop":
            assert server.transport
            server.transport.abort()  # type: ignore[attr-defined]  # it is one of a socket
        return str(answer)


class _Server(SMTP):
    """aiosmtpd's, which counts connections."""

    def connection_made(self, transport: Any) -> None:
        self.event_handler.connections += 1
        super().connection_made(transport)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Server(self.handler, **self.SMTP_kwargs)


@contextmanager
def running(post: Post, tls: ssl.SSLContext | None = None, at_once: bool = False) -> Iterator[Post]:
    """The server: with `tls` it offers STARTTLS and wants user and password, or speaks TLS `at_once`."""

    def authenticate(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        given = isinstance(data, LoginPassword) and (data.login.decode(), data.password.decode())
        return AuthResult(success=given == (USER, PASSWORD), handled=False)

    wants: dict[str, Any] = {"authenticator": authenticate} if tls else {}
    if tls and not at_once:
        wants |= {"tls_context": tls, "auth_required": True}
    controller = _Controller(
        post,
        hostname="127.0.0.1",
        port=_free_port(),
        ssl_context=tls if at_once else None,
        auth_require_tls=not at_once,
        **wants,
    )
    controller.start()  # looks whether it answers
    post.port, post.connections = controller.port, 0
    try:
        yield post
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


def certificates(folder: Path, host: str = "localhost") -> tuple[ssl.SSLContext, Path]:
    """A server's certificate for a host, and the file of the authority that vouches for it."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host).configure_cert(context)
    path = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return context, path
