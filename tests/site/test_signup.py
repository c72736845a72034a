"""The form on /subscribe/ that hands an address to the owner's provider, and to nobody else."""

import re
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from digestry.errors import ContentError
from digestry.site.build import build
from digestry.site.project import Project
from playwright.sync_api import Browser

from tests.conftest import copy_project, serve
from tests.delivery.mail_server import certificates


def built(folder: Path, *options: str) -> Path:
    project = copy_project(folder / "project")
    settings = project / "mkdocs.yml"
    lines = "".join(f"      {option}\n" for option in options)
    settings.write_text(
        settings.read_text("utf-8").replace("- digestry:\n", f"- digestry:\n{lines}"), "utf-8"
    )
    return build(Project.open(str(settings)))


@contextmanager
def provider(tls: ssl.SSLContext) -> Iterator[tuple[str, list[dict[str, list[str]]]]]:
    """A provider's server: its address, and the forms that it gets."""
    forms: list[dict[str, list[str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            forms.append(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"Thank you")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"https://localhost:{server.server_port}", forms
    finally:
        server.shutdown()
        server.server_close()


def test_an_address_reaches_the_provider(browser: Browser, tmp_path: Path) -> None:
    """Under the name that its form wants, with what it wants besides: in a browser, under the page's own policy."""
    tls, _ = certificates(tmp_path)
    with provider(tls) as (address, forms):
        site = built(
            tmp_path,
            f"signup_url: {address}/join?x=1",
            "signup_field: EMAIL",
            'signup_hidden: "l=a&<b>  tag=t"',
        )
        for url in serve(site):
            page = browser.new_context(ignore_https_errors=True).new_page()
            page.goto(f"{url}subscribe/")
            page.get_by_label("Your e-mail address").fill("ann@example.org")
            page.get_by_role("button", name="Subscribe").click()
            page.wait_for_url(f"{address}/**")
    assert forms == [{"EMAIL": ["ann@example.org"], "l": ["a&<b>"], "tag": ["t"]}]


def test_without_a_provider_there_is_no_form(tmp_path: Path) -> None:
    """And no page lets a form go anywhere else; the feed of whole issues is there either way."""
    site = built(tmp_path)
    page = (site / "subscribe/index.html").read_text("utf-8")
    assert 'type="email"' not in page
    assert "form-action 'self';" in page
    assert "issues/feed.xml" in page


@pytest.mark.parametrize(
    ("option", "fix"),
    [
        ("signup_url: http://a.example/", "write it as https://…"),
        ("signup_url: javascript:alert(1)", "write it as https://…"),
        ("signup_field: 'a b'", "write the name of a form's field, as email"),
        ("signup_hidden: l", "write it as name=value"),
        ("email_from: ann", "write it as Reading Group <papers@example.org>"),
        ("email_list_id: a b", "write it like the name of a host, as papers.example.org"),
        ("email_unsubscribe: http://a.example/", "write it as https://… or mailto:…"),
        (
            'email_unsubscribe: "https://a.example/\\r\\nBcc: b@c.example"',
            "write it as https://… or mailto:…",
        ),
    ],
)
def test_settings_that_cannot_be_are_told_with_their_line(tmp_path: Path, option: str, fix: str) -> None:
    with pytest.raises(ContentError) as caught:
        built(tmp_path, option)
    (problem,) = caught.value.problems
    name = option.partition(":")[0]
    assert re.match(rf"mkdocs\.yml:\d+: {name} is '.*; {re.escape(fix)}", str(problem))
    assert "\r" not in str(problem)
