"""A real HTTP server on this machine that answers like the services we ask, their bad days included."""

import contextlib
import http.server
import socket
import struct
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request as it arrived; `time` is of the monotonic clock."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    time: float


@dataclass(frozen=True)
class Reply:
    """An ordinary answer."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, handler: "Handler", _: Asked) -> None:
        data = self.body.encode() if isinstance(self.body, str) else self.body
        handler.send_response(self.status)
        for name, value in self.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(data)


@dataclass(frozen=True)
class Unless:
    """304 for whoever shows the entity tag, the reply with that tag for everybody else."""

    etag: str
    reply: Reply

    def __call__(self, handler: "Handler", asked: Asked) -> None:
        if asked.headers.get("if-none-match") == self.etag:
            Reply(status=304, headers={"ETag": self.etag})(handler, asked)
        else:
            headers = {**self.reply.headers, "ETag": self.etag}
            Reply(self.reply.body, self.reply.status, headers)(handler, asked)


Answer = Callable[["Handler", Asked], None]


def reset(handler: "Handler", _: Asked) -> None:
    """The connection is reset before a byte came."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def cut_off(handler: "Handler", _: Asked) -> None:
    """The connection closes in the middle of the body."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"half of it")
    handler.close_connection = True


def falls_silent(handler: "Handler", _: Asked) -> None:
    """The body stops half-way; the connection stays open."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"half of it")
    handler.server.stopped.wait()


def drips(handler: "Handler", _: Asked) -> None:
    """A byte now and then, for ever."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.stopped.wait(0.02):
        handler.wfile.write(b".")


def streams(size: int, announced: bool) -> Answer:
    """A body of `size` zeros, made as it is read; `handler.server.sent` counts what went out."""

    def answer(handler: "Handler", _: Asked) -> None:
        handler.send_response(200)
        if announced:
            handler.send_header("Content-Length", str(size))
        handler.end_headers()
        handler.close_connection = True
        piece = bytes(2**20)
        for _number in range(size // len(piece)):
            handler.wfile.write(piece)
            handler.server.sent += len(piece)

    return answer


class Handler(http.server.BaseHTTPRequestHandler):
    """Gives each path its next answer."""

    server: "Server"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, parts.path, query, headers, time.monotonic())
        with self.server.lock:
            self.server.asked.append(asked)
            answers = self.server.answers.get(parts.path, [Reply("Not here", 404)])
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
        with contextlib.suppress(ConnectionError):
            answer(self, asked)

    do_HEAD = do_GET  # noqa: N815, http.server's name

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: pytest's output is for tests."""


class Server(http.server.ThreadingHTTPServer):
    """Answers by path, one after the other; the last one stays. `asked` is all that was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.stopped = threading.Event()
        self.answers: dict[str, list[Answer]] = defaultdict(list)
        self.asked: list[Asked] = []
        self.sent = 0
        self.address = f"http://127.0.0.1:{self.server_port}"

    def on(self, path: str, *answers: Answer) -> str:
        """Sets a path's answers; gives its address."""
        with self.lock:
            self.answers[path] = list(answers)
        return self.address + path

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is what many tests are about."""


def running() -> Iterator[Server]:
    """A server, until the test is over."""
    server = Server()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server
    server.stopped.set()
    server.shutdown()
    server.server_close()
