"""A static host for the benchmarks: it gzips, and counts what it sends.

Every answer lies ready before the first request and is sent by one thread, so that the host takes as little as
can be of the two cores on which the browser is measured.
"""

import asyncio
import gzip
import mimetypes
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_TEXT = {".html", ".js", ".css", ".json", ".svg", ".xml", ".wasm"}
_MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


@dataclass
class Host:
    """Where a site is served, and what was sent of it: when, and how many bytes of body."""

    address: str = ""
    sent: list[tuple[float, int]] = field(default_factory=list)


class _Connection(asyncio.Protocol):
    def __init__(self, answers: Mapping[bytes, tuple[bytes, int]], host: Host) -> None:
        self.answers = answers
        self.host = host
        self.waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        *requests, self.waiting = (self.waiting + data).split(b"\r\n\r\n")
        for request in requests:
            path = request.split(b" ", 2)[1].partition(b"?")[0]
            answer, size = self.answers.get(path, (_MISSING, 0))
            self.host.sent.append((time.time(), size))
            assert isinstance(self.transport, asyncio.Transport)
            self.transport.write(answer)


def _answers(folder: Path) -> Iterator[tuple[bytes, tuple[bytes, int]]]:
    """The path of each file, its whole answer, and the size of the answer's body."""
    for path in folder.rglob("*"):
        if not path.is_file():
            continue
        body = path.read_bytes()
        packed = path.suffix in _TEXT
        body = gzip.compress(body, 9, mtime=0) if packed else body
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        lines = ["HTTP/1.1 200 OK", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
        head = "\r\n".join(lines + ["Content-Encoding: gzip"] * packed + ["", ""])
        url = "/" + path.relative_to(folder).as_posix()
        for name in {url, url.removesuffix("index.html")}:
            yield name.encode(), (head.encode() + body, len(body))


@contextmanager
def hosted(folder: Path) -> Iterator[Host]:
    """Serves a site on this machine."""
    answers = dict(_answers(folder))
    host = Host()
    ready = threading.Event()
    loop = asyncio.new_event_loop()

    async def listen() -> None:
        server = await loop.create_server(lambda: _Connection(answers, host), "127.0.0.1", 0)
        host.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        ready.set()

    listening = loop.create_task(listen())
    thread = threading.Thread(target=loop.run_forever, daemon=True)  # Playwright has a loop of its own here
    thread.start()
    ready.wait()
    listening.result()
    yield host
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
