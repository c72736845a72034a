"""Each recipient gets a letter once, whatever the server does."""

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import pytest
from digestry.delivery.send import Pace, Step, send, waiting
from digestry.delivery.server import Account, Limits, SendError, account
from digestry.delivery.state import State
from digestry.mailboxes import Mailbox, mailbox

from tests.delivery.mail_server import PASSWORD, USER, Post, certificates, running

SENDER = mailbox("Reading Group <papers@example.org>")
PEOPLE = tuple(mailbox(f"r{number}@example.org") for number in range(5))
QUICK = Pace(pauses=(0.01, 0.01))
LIMITS = Limits(answer=5, letter=0.5)


def letter(to: Mailbox) -> bytes:
    """One with dots at the beginning of lines, as they end letters."""
    made = EmailMessage()
    made["To"] = to.address
    made.set_content(f"For {to.address}\n.\n.. two\nend")
    return made.as_bytes().replace(b"\n", b"\r\n")


def plain(post: Post) -> Account:
    return account(f"smtp+plain://127.0.0.1:{post.port}")


def sent(folder: Path, where: Account, again: bool = False, pace: Pace = QUICK) -> list[Step]:
    """A run, as the command makes it."""
    with State(folder, "edition") as state:
        return list(send(waiting(PEOPLE, state, again), letter, SENDER, where, state, pace, LIMITS))


def outcomes(steps: list[Step]) -> dict[str, str]:
    return {step.to.address[:2]: step.outcome.what for step in steps if step.is_last}


def test_each_gets_it_once_on_one_connection(tmp_path: Path) -> None:
    """With every line as it was, and a second run sends nothing."""
    with running(Post()) as post:
        assert outcomes(sent(tmp_path, plain(post))) == {f"r{n}": "sent" for n in range(5)}
        assert [address for address, _ in post.letters] == [each.address for each in PEOPLE]
        assert post.connections == 1
        assert (
            post.messages("r1@example.org")[0].get_content() == "For r1@example.org\r\n.\r\n.. two\r\nend\r\n"
        )
        assert sent(tmp_path, plain(post)) == []
        assert len(post.letters) == 5


def test_a_refusal_does_not_stop_the_rest(tmp_path: Path) -> None:
    """Of an address or of a letter; in the server's words, on one line. It is not tried again, in no run."""
    post = Post(rcpt={"r1@example.org": ["550 \x1b[31mno such user"]}, data={"r3@example.org": ["554 spam"]})
    with running(post):
        steps = sent(tmp_path, plain(post))
        assert outcomes(steps) == {"r0": "sent", "r1": "refused", "r2": "sent", "r3": "refused", "r4": "sent"}
        assert next(s.outcome.said for s in steps if s.to == PEOPLE[1]) == "550 \\x1b[31mno such user"
        assert sent(tmp_path, plain(post)) == []


def test_what_is_refused_for_now_is_tried_again(tmp_path: Path) -> None:
    """After the others, as often as there are pauses; the next run tries those who were refused to the end."""
    busy = "451 try later"
    post = Post(
        rcpt={"r0@example.org": [busy, "250 OK"], "r1@example.org": [busy]},
        data={"r2@example.org": [busy, busy, "250 OK"]},
    )
    with running(post):
        found = outcomes(sent(tmp_path, plain(post)))
        assert found == {"r0": "sent", "r1": "later", "r2": "sent", "r3": "sent", "r4": "sent"}
        post.rcpt.clear()
        assert outcomes(sent(tmp_path, plain(post))) == {"r1": "sent"}
        assert set(post.counts().values()) == {1}


def test_an_answer_that_is_lost_leaves_a_doubt(tmp_path: Path) -> None:
    """The letter has arrived, and nobody said so: it is not sent again, unless somebody asks for it."""
    post = Post(data={"r2@example.org": ["drop", "250 OK"]})
    with running(post):
        found = outcomes(sent(tmp_path, plain(post)))
        assert found == {"r0": "sent", "r1": "sent", "r2": "unsure", "r3": "sent", "r4": "sent"}
        assert State(tmp_path, "edition").unsure(PEOPLE) == (PEOPLE[2],)
        assert sent(tmp_path, plain(post)) == []
        assert set(post.counts().values()) == {1}
        assert outcomes(sent(tmp_path, plain(post), again=True)) == {"r2": "sent"}


def test_a_slow_answer_is_waited_for_and_then_is_a_doubt(tmp_path: Path) -> None:
    """The server has all of the letter."""
    stop = threading.Event()

    def slow(_: str) -> str:
        stop.wait(2)
        return "250 OK"

    post = Post(data={"r4@example.org": [slow]})
    with running(post):
        found = outcomes(sent(tmp_path, plain(post)))
        stop.set()
    assert (found["r3"], found["r4"]) == ("sent", "unsure")


@contextmanager
def dropping(times: int, then: Post) -> Iterator[int]:
    """A server that breaks a few connections in the middle of a letter, and passes others on to `then`."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        for number in range(times + 1):
            with listener.accept()[0] as client:
                if number < times:
                    client.sendall(b"220 hello\r\n")
                    while (line := client.recv(1000)) and not line.startswith(b"DATA"):
                        client.sendall(b"250 OK\r\n")
                    client.sendall(b"354 go on\r\n")
                    client.recv(10)
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                else:
                    with socket.create_connection(("127.0.0.1", then.port)) as server:
                        back = threading.Thread(target=pump, args=(server, client))
                        back.start()
                        pump(client, server)
                        back.join()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        thread.join(5)
        listener.close()


def pump(one: socket.socket, other: socket.socket) -> None:
    while data := one.recv(65536):
        other.sendall(data)
    other.shutdown(socket.SHUT_WR)


def test_a_connection_that_breaks_in_a_letter_is_made_again(tmp_path: Path) -> None:
    """Nothing has arrived, so that the same recipient is tried again."""
    with running(Post()) as post, dropping(2, post) as port:
        found = outcomes(sent(tmp_path, account(f"smtp+plain://127.0.0.1:{port}")))
    assert found == {f"r{n}": "sent" for n in range(5)}
    assert post.counts() == {each.address: 1 for each in PEOPLE}


def test_a_server_that_is_away_is_asked_again_within_a_bound(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(SendError, match="does not answer"):
        sent(tmp_path, account(f"smtp+plain://127.0.0.1:{port}"))


def test_a_sender_that_is_not_taken_stops_everything(tmp_path: Path) -> None:
    """Each other letter would be refused as well."""

    class Strict(Post):
        async def handle_MAIL(self, *_: object) -> str:  # noqa: N802 - aiosmtpd's name
            return "550 not you"

    with (
        running(Strict()) as post,
        pytest.raises(SendError, match=r"no letters from papers@example\.org: 550 not you"),
    ):
        sent(tmp_path, plain(post))


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_certificate_user_and_password_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    """TLS by STARTTLS or at once: nothing goes to a server whose certificate nobody vouches for."""
    tls, authority = certificates(tmp_path)
    with running(Post(), tls, at_once=scheme == "smtps") as post:
        url = f"{scheme}://localhost:{post.port}"
        with pytest.raises(SendError, match="certificate of localhost is not to be trusted"):
            sent(tmp_path, account(url, USER, PASSWORD))
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        with pytest.raises(SendError, match="does not take user and password: "):
            sent(tmp_path, account(url, USER, "wrong"))
        assert not post.letters
        assert set(outcomes(sent(tmp_path, account(url, USER, PASSWORD))).values()) == {"sent"}


def test_a_certificate_of_another_host_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tls, authority = certificates(tmp_path, "mail.example.org")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    with running(Post(), tls) as post, pytest.raises(SendError, match="not to be trusted"):
        sent(tmp_path, account(f"smtp://localhost:{post.port}", USER, PASSWORD))


def test_a_server_without_tls_gets_nothing(tmp_path: Path) -> None:
    """No password, no letter."""
    with running(Post()) as post, pytest.raises(SendError, match="STARTTLS"):
        sent(tmp_path, account(f"smtp://127.0.0.1:{post.port}", USER, PASSWORD))


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("mail.example.org", "write it as"),
        ("http://mail.example.org", "write it as"),
        ("smtp://a:b@mail.example.org", "leave user and password out"),
        ("smtp+plain://mail.example.org", "on this machine only"),
    ],
)
def test_an_address_of_a_server_that_cannot_be_used(url: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        account(url)


def test_a_password_that_smtplib_cannot_send_is_told() -> None:
    with pytest.raises(ValueError, match="ASCII"):
        account("smtps://mail.example.org", "curator", "café")


def test_letters_keep_a_distance(tmp_path: Path) -> None:
    """A rate of 600 a minute: five take four tenths of a second at least."""
    with running(Post()) as post:
        start = time.monotonic()
        sent(tmp_path, plain(post), pace=Pace(rate=600))
        assert time.monotonic() - start > 0.4


def test_a_line_that_a_killed_run_has_torn_is_no_line(tmp_path: Path) -> None:
    """And does not spoil the next one."""
    with running(Post()) as post:
        sent(tmp_path, plain(post))
        path = tmp_path / "edition.jsonl"
        path.write_bytes(path.read_bytes()[:-20])
        assert State(tmp_path, "edition").unsure(PEOPLE) == (PEOPLE[4],)
        sent(tmp_path, plain(post), again=True)
        assert State(tmp_path, "edition").unsure(PEOPLE) == ()
