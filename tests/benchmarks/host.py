"""A static host for the benchmarks: it gzips, and counts what it sends."""

import functools
import gzip
import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TEXT = {".html", ".js", ".css", ".json", ".svg", ".xml", ".wasm"}


class Host(http.server.SimpleHTTPRequestHandler):
    """A static host that gzips what hosts gzip, and counts the bytes of its answers."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body in one packet
    packed: dict[str, bytes] = {}  # noqa: RUF012 - shared between requests on purpose
    sent: list[tuple[float, int]] = []  # noqa: RUF012 - when, and how many bytes

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if str(path) not in self.packed:
            self.send_error(404)
            return
        body = self.packed[str(path)]
        self.sent.append((time.time(), len(body)))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if path.suffix in _TEXT:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """The address of a site on this machine; all of it is gzipped before the first request."""
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            Host.packed[str(path)] = gzip.compress(data, 9, mtime=0) if path.suffix in _TEXT else data
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    Host.packed.clear()
