"""Dead links are told from those that only will not open for a program."""

from digestry.intake.network.client import Client, Limits
from digestry.intake.network.dead_links import dead_links

from tests import server as bad
from tests.server import Asked, Handler, Reply, Server


def no_head(handler: Handler, asked: Asked) -> None:
    Reply(status=404 if asked.method == "HEAD" else 200)(handler, asked)


def test_links_are_alive_dead_or_unsure(server: Server) -> None:
    """Gone is dead; being turned away, broken or slow is not; what HEAD denies is asked for with GET."""
    expected = {
        server.on("/fine", Reply("x" * 1000)): "alive",
        server.on("/moved", Reply(status=301, headers={"Location": "/fine"})): "alive",
        server.on("/no-head", no_head): "alive",
        server.on("/gone", Reply(status=410)): "dead",
        server.address + "/nothing": "dead",
        server.on("/moved-away", Reply(status=301, headers={"Location": "/nothing"})): "dead",
        server.on("/forbidden", Reply(status=403)): "unsure",
        server.on("/busy", Reply(status=429)): "unsure",
        server.on("/broken", Reply(status=500)): "unsure",
        server.on("/reset", bad.reset): "unsure",
        server.on("/round", Reply(status=302, headers={"Location": "/round"})): "unsure",
    }
    with Client("https://digest.example/", known=[server.address], limits=Limits(read=1)) as client:
        links = list(dead_links([*expected, *expected], client))
    assert {link.address: link.state for link in links} == expected
    assert len(links) == len(expected)
    assert all(link.why for link in links if link.state != "alive")
    assert server.paths().count("/busy") == 1  # who is busy is left alone


def test_a_large_page_is_not_read_to_know_that_it_is_there(server: Server) -> None:
    """Its head is enough."""

    def no_head_and_large(handler: Handler, asked: Asked) -> None:
        (Reply(status=405) if asked.method == "HEAD" else bad.streams(2**30, announced=True))(handler, asked)

    with Client("https://digest.example/", known=[server.address]) as client:
        (link,) = dead_links([server.on("/", no_head_and_large)], client)
    assert link.state == "alive"
    assert server.sent < 2**28


def test_one_host_is_asked_one_address_after_the_other(server: Server) -> None:
    """However many links lead there."""
    at_once, most = 0, 0

    def counting(handler: Handler, asked: Asked) -> None:
        nonlocal at_once, most
        with server.lock:
            at_once += 1
            most = max(most, at_once)
        server.stopped.wait(0.02)
        with server.lock:
            at_once -= 1
        Reply()(handler, asked)

    with Client("https://digest.example/", known=[server.address]) as client:
        list(dead_links([server.on(f"/{number}", counting) for number in range(8)], client))
    assert most == 1


def test_a_host_that_does_not_answer_is_left(server: Server) -> None:
    """Two addresses show it; each further one would take as long again."""
    addresses = [server.on(f"/{number}", bad.reset) for number in range(20)]
    with Client("https://digest.example/", known=[server.address]) as client:
        links = list(dead_links(addresses, client))
    assert [(link.address, link.state) for link in links] == [(each, "unsure") for each in addresses]
    assert set(server.paths()) == {"/0", "/1"}
