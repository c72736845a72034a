"""The client asks politely, takes no more than it can hold, and says in one line what went wrong."""

import datetime as dt
import gzip
import itertools
import socket
import tracemalloc
from collections.abc import Iterator
from email.utils import format_datetime
from importlib.metadata import version

import pytest
from digestry.intake.network.client import Client, Limits, NetworkError, Validators

from tests import server as bad
from tests.server import Reply, Server, Unless

QUICK = Limits(connect=5, read=0.3, total=20, size=2**20, tries=3, backoff=0.01, longest_wait=2)


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    with Client("https://digest.example/", known=[server.address], limits=QUICK) as client:
        yield client


def error(client: Client, address: str) -> NetworkError:
    with pytest.raises(NetworkError) as caught:
        client.get(address)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(f"{address}: ")
    return caught.value


def test_an_answer_comes_with_its_type_and_validators(server: Server, client: Client) -> None:
    """The address is the one at the end of the redirects."""
    headers = {"Content-Type": "text/plain; charset=utf-8", "Last-Modified": "Tue, 24 Nov 2026 10:00:00 GMT"}
    server.on("/new", Unless('"1"', Reply("hello", headers=headers)))
    answer = client.get(server.on("/old", Reply(status=301, headers={"Location": "/new"})))
    assert (answer.data, answer.media_type) == (b"hello", "text/plain")
    assert answer.address == server.address + "/new"
    assert answer.validators == Validators('"1"', headers["Last-Modified"])


def test_servers_learn_who_asks(server: Server) -> None:
    """Program, version, the digest's own address, and an e-mail address where the owner gave one."""
    with Client("https://digest.example/", "me@digest.example\r\nX-Evil: 1", [server.address]) as client:
        client.get(server.on("/", Reply()))
    agent = server.asked[0].headers["user-agent"]
    assert agent.startswith(
        f"digestry/{version('digestry')} (+https://digest.example/; mailto:me@digest.example"
    )
    assert "x-evil" not in server.asked[0].headers


def test_what_has_not_changed_is_not_sent_again(server: Server, client: Client) -> None:
    """Both validators go back; 304 is an answer, not an error."""
    address = server.on("/feed", Unless('"7"', Reply("papers")))
    first = client.get(address)
    again = client.get(address, Validators(first.validators.etag, "Tue, 24 Nov 2026 10:00:00 GMT"))
    assert (again.unchanged, again.data) == (True, b"")
    assert server.asked[1].headers["if-modified-since"] == "Tue, 24 Nov 2026 10:00:00 GMT"


def test_gzip_is_unpacked(server: Server, client: Client) -> None:
    """And asked for."""
    body = gzip.compress(b"papers " * 1000)
    assert (
        client.get(server.on("/", Reply(body, headers={"Content-Encoding": "gzip"}))).data
        == b"papers " * 1000
    )
    assert "gzip" in server.asked[0].headers["accept-encoding"]


@pytest.mark.parametrize(
    "failure",
    [Reply(status=500), Reply(status=503), Reply(status=429), bad.reset, bad.cut_off, bad.falls_silent],
)
def test_what_passes_is_tried_again(server: Server, client: Client, failure: bad.Answer) -> None:
    """Server errors, and connections that break or fall silent, before the body or in it."""
    assert client.get(server.on("/", failure, Reply("at last"))).data == b"at last"
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("failure", "what"),
    [
        (Reply(status=500), "answered 500 Internal Server Error; try again later"),
        (bad.reset, "the connection broke; try again later"),
        (bad.cut_off, "the connection broke; try again later"),
        (bad.falls_silent, "no answer in time; try again later"),
    ],
)
def test_what_does_not_pass_is_told(server: Server, client: Client, failure: bad.Answer, what: str) -> None:
    """After a bounded number of tries."""
    assert str(error(client, server.on("/", failure))).endswith(what)
    assert len(server.asked) == QUICK.tries


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_refusal_is_not_asked_again(server: Server, client: Client, status: int) -> None:
    """Only what may pass is."""
    failure = error(client, server.on("/", Reply(status=status)))
    assert (failure.status, failure.gone) == (status, status in {404, 410})
    assert len(server.asked) == 1


def test_waits_grow(server: Server) -> None:
    """Each one doubles, without chance in it."""
    with Client(
        "https://digest.example/", known=[server.address], limits=Limits(tries=4, backoff=0.1)
    ) as client:
        client.get(server.on("/", Reply(status=500), Reply(status=500), Reply(status=500), Reply()))
    times = [asked.time for asked in server.asked]
    gaps = [after - before for before, after in itertools.pairwise(times)]
    assert [gap >= wait for gap, wait in zip(gaps, (0.1, 0.2, 0.4), strict=True)] == [True] * 3


def test_retry_after_in_seconds_is_kept(server: Server, client: Client) -> None:
    """The server says when."""
    client.get(server.on("/", Reply(status=429, headers={"Retry-After": "1"}), Reply()))
    assert server.asked[1].time - server.asked[0].time >= 1


def test_retry_after_as_a_date_is_kept(server: Server, client: Client) -> None:
    """HTTP dates have whole seconds."""
    date = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(seconds=2)
    after = format_datetime(date, usegmt=True)
    client.get(server.on("/", Reply(status=503, headers={"Retry-After": after}), Reply()))
    assert dt.datetime.now(dt.UTC) >= date


def test_a_pause_may_be_as_long_as_the_limit(server: Server) -> None:
    """One second is waited for where one is allowed; two are not."""
    limits = Limits(tries=2, backoff=0.01, longest_wait=1)
    with Client("https://digest.example/", known=[server.address], limits=limits) as client:
        for seconds, asked in ((1, 2), (2, 1)):
            path = f"/{seconds}"
            busy = Reply(status=429, headers={"Retry-After": str(seconds)})
            address = server.on(path, busy, Reply("fine"))
            if asked == 2:
                assert client.get(address).data == b"fine"
            else:
                assert "try again in 2 seconds" in str(error(client, address))
            assert server.paths().count(path) == asked


@pytest.mark.parametrize("tries", [1, 2, 5])
def test_an_address_is_tried_as_often_as_the_limit_says(server: Server, tries: int) -> None:
    """And the last try counts."""
    broken = [Reply(status=500)] * (tries - 1)
    with Client(
        "https://digest.example/", known=[server.address], limits=Limits(tries=tries, backoff=0.001)
    ) as client:
        assert client.get(server.on("/in-time", *broken, Reply("fine"))).data == b"fine"
        assert error(client, server.on("/late", *broken, Reply(status=500), Reply("fine"))).status == 500
    assert server.paths() == ["/in-time"] * tries + ["/late"] * tries


@pytest.mark.parametrize(
    ("status", "times"), [(428, 1), (429, 2), (430, 1), (499, 1), (500, 2), (599, 2), (200, 1), (299, 1)]
)
def test_only_what_may_pass_is_asked_for_again(
    server: Server, client: Client, status: int, times: int
) -> None:
    """429 and the five hundreds; the two hundreds are answers."""
    address = server.on("/", Reply("x", status), Reply("fine"))
    if status < 300 or times == 2:
        assert client.get(address).data == (b"fine" if times == 2 else b"x")
    else:
        assert error(client, address).status == status
    assert len(server.asked) == times


@pytest.mark.parametrize(
    "after",
    ["3600", format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(hours=2), usegmt=True)],
    ids=["seconds", "a date"],
)
def test_who_wants_a_long_pause_is_not_asked_again(server: Server, client: Client, after: str) -> None:
    """Nobody waits an hour, and nobody asks too early: the curator is told when to come back."""
    failure = error(client, server.on("/", Reply(status=429, headers={"Retry-After": after})))
    assert "answered 429 Too Many Requests; try again in " in str(failure)
    assert len(server.asked) == 1


@pytest.mark.parametrize("after", ["soon", "-1", "Fri, 99 Dec 2100", "9" * 5000])
def test_a_senseless_retry_after_does_no_harm(server: Server, client: Client, after: str) -> None:
    """It counts as none, or as too long."""
    address = server.on("/", Reply(status=429, headers={"Retry-After": after}), Reply("fine"))
    if after.startswith("9"):
        error(client, address)
    else:
        assert client.get(address).data == b"fine"


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_of_a_gigabyte_is_not_read(server: Server, client: Client, announced: bool) -> None:
    """It ends at the cap, whether the size is told beforehand or not."""
    tracemalloc.start()
    failure = error(client, server.on("/", bad.streams(2**30, announced)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "the answer is larger than 1 MiB" in str(failure)
    assert peak < 16 * 2**20
    assert server.sent < 2**28  # what fits into the sockets' buffers; far from a gigabyte
    assert len(server.asked) == 1


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_may_be_as_large_as_the_limit(server: Server, client: Client, announced: bool) -> None:
    """To the byte."""

    def sends(size: int) -> bad.Answer:
        def answer(handler: bad.Handler, _: bad.Asked) -> None:
            handler.send_response(200)
            if announced:
                handler.send_header("Content-Length", str(size))
            handler.end_headers()
            handler.close_connection = True
            handler.wfile.write(bytes(size))

        return answer

    assert len(client.get(server.on("/fits", sends(QUICK.size))).data) == QUICK.size
    assert "the answer is larger than 1 MiB" in str(error(client, server.on("/over", sends(QUICK.size + 1))))


@pytest.mark.parametrize("layers", [1, 2])
def test_a_gzip_bomb_does_not_go_off(server: Server, client: Client, layers: int) -> None:
    """What counts is the size after unpacking, and it is counted on the way; packed twice it is smaller still."""
    bomb = bytes(2**26)
    for _ in range(layers):
        bomb = gzip.compress(bomb, 1)
    address = server.on("/", Reply(bomb, headers={"Content-Encoding": ", ".join(["gzip"] * layers)}))
    tracemalloc.start()
    failure = error(client, address)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "the answer is larger than 1 MiB" in str(failure)
    assert peak < 16 * 2**20


def test_damaged_gzip_is_told(server: Server, client: Client) -> None:
    """Not a traceback."""
    address = server.on("/", Reply(b"not gzip", headers={"Content-Encoding": "gzip"}))
    assert "the answer is damaged" in str(error(client, address))


def test_a_body_that_never_ends_does(server: Server) -> None:
    """Bytes keep coming, so only the deadline for the whole ends it."""
    with Client("https://digest.example/", known=[server.address], limits=Limits(total=0.5)) as client:
        assert "took longer than 0.5 seconds" in str(error(client, server.on("/", bad.drips)))


def test_redirects_that_go_round_end(server: Server, client: Client) -> None:
    """After a bounded number of hops."""
    address = server.on("/a", Reply(status=302, headers={"Location": "/b"}))
    server.on("/b", Reply(status=302, headers={"Location": "/a"}))
    assert "sends on more than 5 times" in str(error(client, address))
    assert len(server.asked) == 6


def test_as_many_redirects_as_the_limit_are_followed(server: Server, client: Client) -> None:
    """The sixth is one too many."""
    for number in range(6):
        server.on(f"/{number}", Reply(status=302, headers={"Location": f"/{number + 1}"}))
    server.on("/6", Reply("there"))
    assert client.get(f"{server.address}/1").data == b"there"
    assert "sends on more than 5 times" in str(error(client, f"{server.address}/0"))


@pytest.mark.parametrize(
    "place", ["file:///etc/passwd", "ftp://127.0.0.1/", "data:text/plain,x", "javascript:1"]
)
def test_a_redirect_off_the_web_is_not_followed(server: Server, client: Client, place: str) -> None:
    """Least of all into this machine's files."""
    failure = error(client, server.on("/", Reply(status=302, headers={"Location": place})))
    assert "no web address" in str(failure)
    assert len(server.asked) == 1


@pytest.mark.parametrize("address", ["", "x", "file:///etc/passwd", "http://", f"http://{'a' * 70}.example/"])
def test_what_is_no_address_is_told(client: Client, address: str) -> None:
    """Nothing is asked."""
    assert "not a web address" in str(error(client, address))


def test_a_host_that_does_not_exist_is_told(client: Client) -> None:
    """`.invalid` never does (RFC 6761); without a network its name cannot be looked up at all."""
    assert "host" in str(error(client, "http://digest.invalid/"))


def test_nobody_listening_is_told() -> None:
    """A port that was just free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/"
    with Client("https://digest.example/", known=[address], limits=QUICK) as client:
        assert "the connection broke" in str(error(client, address))


def test_a_control_character_cannot_break_the_line(client: Client) -> None:
    """Messages quote what strangers wrote."""
    with pytest.raises(NetworkError) as caught:
        client.get("http://a/\n\x1b[31m")
    assert str(caught.value).isprintable()


def test_a_host_with_a_pause_gets_it(server: Server) -> None:
    """Between an answer and the next question; redirects and second tries count."""
    server.on("/b", Reply())
    with Client(
        "https://digest.example/", known=[server.address], pauses={"127.0.0.1": 0.2}, limits=QUICK
    ) as client:
        client.get(server.on("/a", Reply(status=302, headers={"Location": "/b"})))
        client.get(server.on("/c", Reply(status=500), Reply()))
    gaps = [after.time - before.time for before, after in itertools.pairwise(server.asked)]
    assert len(gaps) == 3
    assert min(gaps) >= 0.2


@pytest.mark.parametrize("host", ["arxiv.org", "export.arxiv.org", "rss.arxiv.org"])
def test_arxiv_gets_its_three_seconds(host: str) -> None:
    """All its hosts together, as it asks for."""
    with Client("https://digest.example/") as client:
        assert client.pause(host) == 3
        assert client.pause("notarxiv.org") == 0
