"""Requests stay outside of private networks, end in time, and tell nobody's secrets."""

import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from digestry.intake.network.client import Client, Limits, NetworkError, Validators
from digestry.intake.network.dead_links import dead_links
from digestry.intake.network.reach import without_keys
from hypothesis import given
from hypothesis import strategies as st

from tests.server import Reply, Server, running

SHORT = Limits(connect=5, read=5, total=1, tries=1)
INSIDE = "leads to this machine or its private network"


def failure(client: Client, address: str) -> NetworkError:
    with pytest.raises(NetworkError) as caught:
        client.get(address)
    return caught.value


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0.0.0.0",  # noqa: S104 - asked, not bound
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "[fd00::1]",
        "[fe80::1]",
        "168.63.129.16",
        "192.0.0.192",
        "224.0.0.1",
        "255.255.255.255",
        "router.local",
        "metadata.google.internal",
    ],
)
def test_addresses_of_others_do_not_lead_inside(server: Server, host: str) -> None:
    """In whatever form they are written; nothing is asked."""
    port = server.server_port
    server.on("/", Reply("secret"))
    with Client("https://digest.example/", limits=SHORT) as client:
        assert failure(client, f"http://{host}:{port}/").what.startswith(INSIDE)
        (link,) = dead_links([f"http://{host}:{port}/"], client)
        assert (link.state, link.why[: len(INSIDE)]) == ("unsure", INSIDE)
    assert server.asked == []


def test_a_redirect_does_not_lead_inside(server: Server) -> None:
    """Not to another port of a known host either; to the host itself it does."""
    other = next(servers := running())
    other.on("/secret", Reply("secret"))
    server.on("/out", Reply(status=302, headers={"Location": f"{other.address}/secret"}))
    server.on("/same", Reply(status=302, headers={"Location": "/here"}))
    server.on("/here", Reply("found"))
    with Client("https://digest.example/", known=[server.address], limits=SHORT) as client:
        assert failure(client, f"{server.address}/out").what.startswith(INSIDE)
        assert client.get(f"{server.address}/same").data == b"found"
    assert other.asked == []
    next(servers, None)


def test_a_name_that_leads_inside_is_refused_by_what_it_leads_to(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked up once: the second answer, which would be another one, is never asked for."""
    answers = itertools.count()

    def look_up(_: str, port: int, **__: object) -> list[tuple[object, ...]]:
        ip = "127.0.0.1" if next(answers) else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    monkeypatch.setattr("digestry.intake.network.reach.socket.getaddrinfo", look_up)
    with Client("https://digest.example/", limits=SHORT) as client:
        what = failure(client, f"http://rebinds.example:{server.server_port}/").what
    assert what.startswith(INSIDE)
    assert next(answers) == 1
    assert server.asked == []


@contextmanager
def talking(speak: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that says what it likes to everybody who connects; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                threading.Thread(target=told, args=(connection,), daemon=True).start()

        def told(connection: socket.socket) -> None:
            try:
                speak(connection)
            except OSError:
                connection.close()

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"


def bytewise(text: bytes) -> Callable[[socket.socket], None]:
    def speak(connection: socket.socket) -> None:
        for byte in itertools.cycle(text) if text.endswith(b"~") else text:
            connection.sendall(bytes([byte]))
            time.sleep(0.05)

    return speak


def flood(first: bytes, again: bytes) -> Callable[[socket.socket], None]:
    def speak(connection: socket.socket) -> None:
        connection.sendall(first)
        while True:
            connection.sendall(again)
            time.sleep(0.001)

    return speak


@pytest.mark.parametrize(
    "speak",
    [
        bytewise(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 10_000),
        bytewise(b"H~"),
        flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        flood(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
        flood(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1;a=b\r\nx\r\n"),
        flood(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"a"),
        flood(b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        lambda _: time.sleep(60),
    ],
    ids=["head bytewise", "no head", "100 Continue", "headers", "chunks", "extension", "body", "silence"],
)
def test_a_request_ends_in_its_time(speak: Callable[[socket.socket], None]) -> None:
    """However a server goes on: a test that hangs here fails by never ending."""
    with (
        talking(speak) as address,
        Client("https://digest.example/", known=[address], limits=SHORT) as client,
    ):
        started = time.monotonic()
        failure(client, address)
        assert time.monotonic() - started < 30  # of the 60 that the slowest would take


def test_a_name_that_is_never_looked_up_ends_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's own look-up may go on for as long as it likes."""
    over = threading.Event()

    def look_up(*_: object, **__: object) -> None:
        over.wait()
        raise OSError("at last")

    monkeypatch.setattr("digestry.intake.network.reach.socket.getaddrinfo", look_up)
    with Client("https://digest.example/", limits=SHORT) as client:
        assert "took longer" in failure(client, "http://slow.example/").what
    over.set()


@pytest.mark.parametrize("etag", [f'"{"x" * 5000}"', '"\xe9"', '"a\tb"', '"\x7f"'])
def test_a_tag_that_no_request_can_hold_is_not_kept(server: Server, etag: str) -> None:
    """The next fetch asks without it; an old one that was kept does no harm."""
    address = server.on("/feed", Reply("found", headers={"ETag": etag, "Last-Modified": "caf\xe9"}))
    with Client("https://digest.example/", known=[address], limits=SHORT) as client:
        answer = client.get(address)
        assert answer.validators == Validators()
        assert client.get(address, Validators(etag, "caf\xe9")).data == b"found"
    assert "if-none-match" not in server.asked[-1].headers


@pytest.mark.parametrize(
    "after",
    ["inf", "nan", "-5", "99999999", "9" * 400, "Thu, 01 Jan 9999 00:00:00 GMT", "1e9", "Mon, 99 Foo"],
)
def test_a_pause_that_nobody_waits_is_later(server: Server, after: str) -> None:
    address = server.on("/", Reply(status=429, headers={"Retry-After": after}))
    with Client("https://digest.example/", known=[address], limits=SHORT) as client:
        assert str(failure(client, address)).endswith("answered 429 Too Many Requests; try again later")


def test_what_a_server_says_in_its_status_is_not_repeated() -> None:
    """It could set colours and titles of a terminal."""

    def speak(connection: socket.socket) -> None:
        connection.recv(1000)
        connection.sendall(b"HTTP/1.1 404 \x1b[31mGone\r\nContent-Length: 0\r\n\r\n")

    with (
        talking(speak) as address,
        Client("https://digest.example/", known=[address], limits=SHORT) as client,
    ):
        assert str(failure(client, address)) == f"{address}: answered 404 Not Found; check the address"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://ann:geheim@a.example:8080/x?q=1#f", "https://a.example:8080/x?q=1#f"),
        ("https://a.example/?api_key=geheim&q=1", "https://a.example/?api_key=…&q=1"),
        ("https://a.example/?q=1&access_token=geheim", "https://a.example/?q=1&access_token=…"),
        (
            "https://a.example/?X-Amz-Signature=geheim;sig=geheim",
            "https://a.example/?X-Amz-Signature=…;sig=…",
        ),
        (
            "https://a.example/?keyword=1&monkey=2&authors=3",
            "https://a.example/?keyword=1&monkey=2&authors=3",
        ),
        ("https://a.example/?token=", "https://a.example/?token="),
        ("no address: at all", "no address: at all"),
        ("https://[::1", "https://[::1"),
    ],
)
def test_keys_are_not_shown(address: str, expected: str) -> None:
    assert without_keys(address) == expected


@given(st.text(st.characters(codec="ascii", exclude_characters="@/?#[]\\ \t\r\n"), min_size=8, max_size=20))
def test_no_password_is_shown(password: str) -> None:
    """Whatever is in it."""
    shown = without_keys(
        f"https://ann:X{password}X@a.example/?token=X{password.replace('&', '').replace(';', '')}X"
    )
    assert f"X{password}X" not in shown
    assert shown.startswith("https://a.example/?token=")
