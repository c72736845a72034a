"""The one HTTP client: polite to whom it asks, bounded in what it takes, plain about what went wrong.

Retries stand here rather than in a library: a transport that retries (httpx-retries) has returned before
the body breaks half-way, and asks too early where a server wants a longer pause than the bound.
"""

import datetime as dt
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from importlib.metadata import version
from types import MappingProxyType

import httpx2

from digestry.intake.network.reach import Guard, RefusedError, without_keys

# Seconds between two requests to a host and all below it. arXiv asks for these, and for one connection:
# https://info.arxiv.org/help/api/tou.html
PAUSES = MappingProxyType({"arxiv.org": 3.0})
_SCHEMES = {"http", "https"}
_DAY = 86_400.0  # seconds
_LATER = 10 * 365 * _DAY  # longer than anybody waits
_PHRASES = {status.value: status.phrase for status in HTTPStatus}  # the server's own words may be anything
_LONGEST_VALIDATOR = 1000  # characters; a longer one is no help to anybody
_NOT_MODIFIED, _TOO_MANY, _SERVER_ERROR = 304, 429, range(500, 600)


@dataclass(frozen=True)
class Limits:
    """What the client takes: seconds, bytes after unpacking, and how many times it tries."""

    connect: float = 10
    read: float = 30  # until the next bytes come
    total: float = 180  # for one address, all tries together
    size: int = 64 * 2**20
    tries: int = 4
    backoff: float = 1  # before the second try; doubled for each one after
    longest_wait: float = 60  # what a server may ask for with Retry-After
    redirects: int = 5


@dataclass(frozen=True)
class Validators:
    """What a server gave with an answer, to be asked next time whether it still holds (RFC 9110, 8.8)."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True)
class Answer:
    """What came back; `unchanged` means that it is what came last time, and `data` is empty."""

    address: str  # after redirects
    data: bytes = field(repr=False)
    media_type: str = ""
    validators: Validators = Validators()
    unchanged: bool = False


class NetworkError(Exception):
    """An address gave no answer that can be used; reads as one line `address: what; what to do`.

    status: the HTTP status, 0 where there was none.
    gone: the host does not exist, or says that there is nothing at the address.
    passing: another try may help, after `retry_after` seconds where the server says so.
    """

    def __init__(
        self,
        address: str,
        what: str,
        fix: str = "try again later",
        *,
        status: int = 0,
        gone: bool = False,
        passing: bool = False,
        retry_after: float | None = None,
    ) -> None:
        self.address, self.what, self.fix = without_keys(address), what, fix
        self.status, self.gone, self.passing, self.retry_after = status, gone, passing, retry_after
        line = f"{self.address}: {what}; {fix}"
        super().__init__("".join(c if c.isprintable() else repr(c)[1:-1] for c in line))


class Client:
    """Asks one address after the other; to be closed, or used in a `with`.

    `home` is the address at which people learn who asks, `contact` an e-mail address for those who run the
    servers (Crossref answers such clients from a faster pool). `known` are addresses that the owner has typed
    or written into the settings: only their hosts may be on this machine or in its private networks. Threads
    may share a client: those that ask one host with a pause wait for each other.
    """

    def __init__(
        self,
        home: str,
        contact: str = "",
        known: Iterable[str] = (),
        pauses: Mapping[str, float] = PAUSES,
        limits: Limits = Limits(),
    ) -> None:
        self._pauses, self._limits = pauses, limits
        self._turns = {host: threading.Lock() for host in pauses}
        self._free = dict.fromkeys(pauses, 0.0)  # when a host may be asked again
        who = f"+{home}; mailto:{contact}" if contact else f"+{home}"
        agent = f"digestry/{version('digestry')} ({who})"
        self._http = httpx2.Client(
            headers={"User-Agent": "".join(c for c in agent if c.isascii() and c.isprintable())},
            timeout=httpx2.Timeout(limits.read, connect=limits.connect),
            # No connection is used twice: it would not be checked again.
            limits=httpx2.Limits(max_keepalive_connections=0),
        )
        self._guard = Guard(known)
        self._guard.over(self._http)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(self, address: str, validators: Validators = Validators()) -> Answer:
        """What stands at an address, or that it is what it was when `validators` were given.

        Tries again after 429, 5xx and broken connections. Raises NetworkError.
        """
        headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.modified}
        headers = {name: value for name, value in headers.items() if _is_plain(value)}
        end = time.monotonic() + self._limits.total
        wait = self._limits.backoff
        for left in reversed(range(self._limits.tries)):
            try:
                return self._read(address, headers, end)
            except NetworkError as error:
                if error.passing and time.monotonic() >= end:
                    raise self._too_slow(address) from None
                pause = max(wait, error.retry_after or 0)
                too_long = pause > self._limits.longest_wait or time.monotonic() + pause > end
                if not error.passing or not left or too_long:
                    raise
            time.sleep(pause)
            wait *= 2
        raise ValueError("tries must be 1 or more")

    def status(self, address: str) -> int:
        """The HTTP status at the end of an address's redirects, asked once; no body is read.

        Asks by HEAD, then by GET where that is refused: some servers do not know HEAD. Raises NetworkError.
        """
        end = time.monotonic() + self._limits.total
        for method in ("HEAD", "GET"):
            with self._open(method, address, {}, end) as response:
                status = response.status_code
            if status < 400 or status == _TOO_MANY:
                break
        return status

    def pause(self, host: str) -> float:
        """The seconds between two requests to a host."""
        site = self._site(host)
        return self._pauses[site] if site else 0

    def _site(self, host: str) -> str | None:
        """The host with a pause that `host` is or belongs to."""
        return next((site for site in self._pauses if host == site or host.endswith(f".{site}")), None)

    def _read(self, address: str, headers: Mapping[str, str], end: float) -> Answer:
        with self._open("GET", address, headers, end) as response, _told(address):
            place = without_keys(str(response.url))
            kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            if response.status_code == _NOT_MODIFIED and headers:
                return Answer(place, b"", kind, unchanged=True)
            if not response.is_success:
                raise _refusal(address, response)
            data = b"".join(self._chunks(address, response, end))
            given = (response.headers.get(name, "") for name in ("ETag", "Last-Modified"))
            return Answer(place, data, kind, Validators(*(each if _is_plain(each) else "" for each in given)))

    def _chunks(self, address: str, response: httpx2.Response, end: float) -> Iterator[bytes]:
        """The body, unpacked piece by piece, so that neither a large one nor a gzip bomb fills the memory."""
        most = self._limits.size
        announced = response.headers.get("Content-Length", "")
        size = int(announced) if announced.isdecimal() else 0
        if size <= most:
            size = 0
            for chunk in response.iter_bytes():
                size += len(chunk)
                if size > most:
                    break
                if time.monotonic() > end:
                    raise self._too_slow(address)
                yield chunk
        if size > most:
            fix = "save it and cut it into parts, or name a smaller source"
            raise NetworkError(address, f"the answer is larger than {most / 2**20:g} MiB", fix)

    @contextmanager
    def _open(
        self, method: str, address: str, headers: Mapping[str, str], end: float
    ) -> Iterator[httpx2.Response]:
        """The response at the end of all redirects, its body unread; each hop waits for its host's turn."""
        place = address
        for _ in range(self._limits.redirects + 1):
            with _told(address):
                url = httpx2.URL(place)
                if url.scheme not in _SCHEMES or not url.host:
                    what = "not a web address"
                    if place != address:
                        what = f"leads to {without_keys(place)}, no web address"
                    raise NetworkError(address, what, "write an address that starts with https://")
                if time.monotonic() > end:
                    raise self._too_slow(address)
                self._guard.enter(place, end)
                request = self._http.build_request(method, url, headers=headers)
            with self._turn(url.host), _response(self._http, request, address) as response:
                location = response.headers.get("Location")
                if response.status_code == _NOT_MODIFIED or not location or not response.is_redirect:
                    yield response
                    return
                with _told(address):
                    place = str(url.join(location))
        what = f"sends on more than {self._limits.redirects} times"
        raise NetworkError(address, what, "open it in a browser and write the address it ends at")

    def _too_slow(self, address: str) -> NetworkError:
        return NetworkError(address, f"took longer than {self._limits.total:g} seconds")

    @contextmanager
    def _turn(self, host: str) -> Iterator[None]:
        """Waits until a host may be asked. Its pause begins when its last answer was read."""
        site = self._site(host)
        if site is None:
            yield
            return
        with self._turns[site]:
            time.sleep(max(0.0, self._free[site] - time.monotonic()))
            try:
                yield
            finally:
                self._free[site] = time.monotonic() + self._pauses[site]


@contextmanager
def _response(http: httpx2.Client, request: httpx2.Request, address: str) -> Iterator[httpx2.Response]:
    with _told(address):
        response = http.send(request, stream=True)
    try:
        yield response
    finally:
        response.close()


def _is_plain(value: str) -> bool:
    """Whether a header's value may be kept and sent back: some are huge, or hold what no request can."""
    return 0 < len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable()


def _refusal(address: str, response: httpx2.Response) -> NetworkError:
    """What a status that is no success means."""
    status = response.status_code
    what = f"answered {status} {_PHRASES.get(status, '')}".strip()
    if status == _TOO_MANY or status in _SERVER_ERROR:
        after = _seconds(response.headers.get("Retry-After", ""))
        wait = f"try again in {after:,.0f} seconds" if after and after <= _DAY else "try again later"
        return NetworkError(address, what, wait, status=status, passing=True, retry_after=after)
    gone = status in {404, 410}
    fix = "check the address" if gone else "see in a browser whether it wants a login"
    return NetworkError(address, what, fix, status=status, gone=gone)


def _seconds(retry_after: str) -> float | None:
    """The pause that a server asks for, in seconds or by a date (RFC 9110, 10.2.3); None for all else."""
    if retry_after.isascii() and retry_after.isdigit():
        return min(float(retry_after), _LATER)
    try:
        date = parsedate_to_datetime(retry_after)
    except (ValueError, OverflowError):
        return None
    date = date if date.tzinfo else date.replace(tzinfo=dt.UTC)
    return max(0.0, (date - dt.datetime.now(dt.UTC)).total_seconds())


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Turns what httpx2 raises into NetworkError."""
    try:
        yield
    except RefusedError:
        what = "leads to this machine or its private network, where no address of others may lead"
        raise NetworkError(address, what, "download it yourself, or type the address") from None
    except (
        httpx2.InvalidURL,
        httpx2.UnsupportedProtocol,
        UnicodeError,
    ):  # a host's name of 64 letters and more
        raise NetworkError(address, "not a web address", "check how it is written") from None
    except httpx2.TimeoutException:
        raise NetworkError(address, "no answer in time", passing=True) from None
    except httpx2.DecodingError:
        raise NetworkError(address, "the answer is damaged (it cannot be unpacked)", passing=True) from None
    except httpx2.LocalProtocolError:
        raise NetworkError(address, "cannot be asked for", "check how it is written") from None
    except httpx2.HTTPError as error:
        raise _broken(address, error) from None


def _broken(address: str, error: BaseException) -> NetworkError:
    """What a connection failed of: a name, a certificate, or something that may pass."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, socket.gaierror):
            if cause.errno == socket.EAI_AGAIN:
                fix = "check your connection to the internet"
                return NetworkError(address, "the host's name cannot be looked up", fix, passing=True)
            return NetworkError(address, "there is no such host", "check the address", gone=True)
        if isinstance(cause, ssl.SSLError):
            fix = "see in a browser what is wrong with it"
            return NetworkError(address, "no safe connection (its certificate is not valid)", fix)
        cause = cause.__cause__ or cause.__context__
    return NetworkError(address, "the connection broke", passing=True)
