"""Where requests may go, and how long they may take: held at the sockets, beneath httpx2.

Addresses come from files, feeds and redirects, so from strangers. They never lead to this machine or its
private networks, where routers, databases and cloud credentials answer whoever asks from inside. A name is
looked up once, and the connection goes to what was checked, so that one which changes its mind gains nothing.
"""

import ipaddress
import queue
import re
import socket
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import getproxies

import httpcore2
import httpx2

_PORTS = {"http": 80, "https": 443}
_HERE = re.compile(
    r"(?:.*\.)?(?:localhost|local|internal|home\.arpa)\.?", re.IGNORECASE
)  # RFC 6761, 6762, 8375
# Names of parts of a query that are keys, as services call them.
_SECRET = re.compile(
    r"(?:.*[-_.])?(?:key|apikey|token|secret|password|passwd|pwd|auth|sig|signature|credential|session|code)s?",
    re.IGNORECASE,
)
_PART = re.compile(r"((?:^|(?<=[&;]))([^=&;]*)=)[^&;]+")
# Where clouds answer their own machines, though Python calls these addresses public: Azure's, and Oracle's
# 192.0.0.192, in a network that RFC 6890 keeps for protocols.
_CLOUDS = tuple(map(ipaddress.ip_network, ("168.63.129.16/32", "192.0.0.0/24")))
HIDDEN = "…"


class RefusedError(Exception):
    """An address leads to this machine or to a private network."""


@dataclass(frozen=True)
class Reach:
    """Of one request: the moment on the monotonic clock at which it ends, and whether it may stay inside."""

    end: float
    inside: bool

    def left(self, timeout: float | None) -> float:
        """The seconds that an operation may take. Raises httpcore2.ReadTimeout where none are left."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the whole request took too long")
        return left if timeout is None else min(timeout, left)


class Guard:
    """Holds the sockets of a client to the reach of the request that a thread is at."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        """`known` are addresses that the owner has named: their hosts may be inside."""
        self._known = {place for address in known if (place := _place(address))}
        self._now = threading.local()

    def over(self, client: httpx2.Client) -> None:
        """Puts itself below a client. httpx2 has no option for it, its connection pools do."""
        for transport in (client._transport, *client._mounts.values()):
            if isinstance(transport, httpx2.HTTPTransport):
                transport._pool._network_backend = _Backend(self._now)

    def enter(self, address: str, end: float) -> None:
        """What follows in this thread is a request to an address. Raises RefusedError where that is none."""
        inside = _place(address) in self._known
        host = urlsplit(address).hostname or ""
        if not inside and (_HERE.fullmatch(host) or _is_inside(host)):  # also where a proxy would look it up
            raise RefusedError
        self._now.reach = Reach(end, inside)


def without_keys(address: str) -> str:
    """An address as it may be printed and kept: without user and password, with keys in its query hidden."""
    try:
        parts = urlsplit(address)
    except ValueError:  # no address; it is told as what it is
        return address
    if not parts.scheme or not parts.netloc:
        return address
    query = _PART.sub(
        lambda part: part[1] + HIDDEN if _SECRET.fullmatch(unquote(part[2])) else part[0], parts.query
    )
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query=query))


def _place(address: str) -> tuple[str, int] | None:
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").lower(), parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        return None
    return (host, port) if host else None


def _is_inside(host: str) -> bool:
    """Whether an IP address, in whatever form, is not one of the public internet."""
    try:
        ip = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    inner = [ip]
    if isinstance(ip, ipaddress.IPv6Address):  # that stand for addresses of version 4
        inner += [each for each in (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())) if each]
        if ip in ipaddress.ip_network("64:ff9b::/96"):  # RFC 6052
            inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return any(
        not each.is_global or each.is_multicast or any(each in network for network in _CLOUDS)
        for each in inner
    )


class _Backend(httpcore2.SyncBackend):
    def __init__(self, now: threading.local) -> None:
        self._now = now
        self._proxies = {place for address in getproxies().values() if (place := _place(address))}

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connects to the first address of a host that answers, after all of them were checked."""
        reach: Reach = self._now.reach
        may_be_inside = reach.inside or (host.lower(), port) in self._proxies
        addresses = _looked_up(host, port, reach.left(timeout))
        if not may_be_inside and any(map(_is_inside, addresses)):
            raise RefusedError
        failure: httpcore2.ConnectError | httpcore2.ConnectTimeout | None = None
        for address in addresses:
            try:
                stream = super().connect_tcp(
                    address, port, reach.left(timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self._now)
        raise failure or httpcore2.ConnectError("no address")


class _Stream(httpcore2.NetworkStream):
    """A stream each of whose steps has what is left of the request's time."""

    def __init__(self, stream: httpcore2.NetworkStream, now: threading.local) -> None:
        self._stream, self._now = stream, now

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._now.reach.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._now.reach.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = self._now.reach.left(timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._now)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _looked_up(host: str, port: int, timeout: float) -> list[str]:
    """The addresses of a host. The system's own look-up takes as long as it likes, so it has a thread."""
    found: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.put(list(dict.fromkeys(str(entry[4][0]) for entry in entries)))
        except (OSError, UnicodeError) as error:
            found.put(error)

    threading.Thread(target=look_up, daemon=True).start()
    try:
        result = found.get(timeout=timeout)
    except queue.Empty:
        raise httpcore2.ConnectTimeout("the name was not looked up in time") from None
    if isinstance(result, list):
        return result
    try:
        raise result
    except OSError as error:  # raised here, since the pool drops causes and leaves contexts
        raise httpcore2.ConnectError(str(error)) from error
