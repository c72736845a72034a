"""What all tests share: a project to build, its finished site, and a real browser on it."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from digestry.paper.model import Paper
from digestry.site import build as site
from digestry.site.project import Project
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.browser import launch
from tests.server import Server, running
from tests.theme.visit import BASE_PATH, DESKTOP, PHONE, Visit

ROOT = Path(__file__).parent.parent
DIGEST = ROOT / "tests/digest"  # what the tests build; the repository's own content is an example's
settings.register_profile("digest", deadline=None)  # no time limits in tests: machines differ
settings.load_profile("digest")


def copy_project(folder: Path, content: Path | None = DIGEST / "content") -> Path:
    """The tests' `mkdocs.yml` in `folder`, with the given content, or with the curator's own pages only."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(DIGEST / "mkdocs.yml", folder)
    if content:
        shutil.copytree(content, folder / "content")
    else:
        shutil.copytree(DIGEST / "content/pages", folder / "content/pages")
    return folder


def plain_papers() -> tuple[Paper, ...]:
    """The digest's papers that are like most: all but those in files of their own, which are nasty on purpose."""
    issues = Project.open(str(DIGEST / "mkdocs.yml")).content().issues
    return tuple(
        paper for issue in issues if len(Path(issue.place.file).stem) == 10 for paper in issue.papers
    )


def build_site(project: Path, site_url: str = "https://digest.example/some/where/") -> Path:
    """Builds a project as `digest build --strict` does; gives the site's folder."""
    return site.build(Project.open(str(project / "mkdocs.yml"), site_url=site_url, strict=True))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with no papers."""
    return copy_project(tmp_path / "project", content=None)


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on this machine that answers as a test tells it, misbehaving as real ones do."""
    yield from running()


class _Handler(http.server.SimpleHTTPRequestHandler):
    """A static host that serves the site below a base path, with its 404 page, as GitHub Pages does."""

    protocol_version = "HTTP/1.1"  # a connection serves many requests, as on any real host

    def translate_path(self, path: str) -> str:
        below = path.removeprefix(BASE_PATH)
        return super().translate_path("/" + below if below != path else "/outside-the-base-path")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: pytest's output is for tests."""


def serve(folder: Path) -> Iterator[str]:
    """Serves a site on this machine; yields its address."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{BASE_PATH}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the tests' digest."""
    return build_site(copy_project(tmp_path_factory.mktemp("built") / "project"))


@pytest.fixture(scope="session")
def site_url(built: Path) -> Iterator[str]:
    """The address of that site on a local server, below a base path."""
    yield from serve(built)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(params=["desktop", "phone"])
def visit(request: pytest.FixtureRequest, browser: Browser, site_url: str) -> Iterator[Visit]:
    """A visit on each kind of screen; it must not ask other hosts for anything, nor raise errors."""
    context = browser.new_context(viewport=PHONE if request.param == "phone" else DESKTOP)
    made = Visit(context, site_url)
    yield made
    context.close()
    assert made.faults == []


@pytest.fixture
def desktop(browser: Browser, site_url: str) -> Iterator[Visit]:
    """A visit on a wide screen."""
    context = browser.new_context(viewport=DESKTOP)
    made = Visit(context, site_url)
    yield made
    context.close()
    assert made.faults == []
