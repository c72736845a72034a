"""All pages of a site in a real Chromium, under their own policies, and what happened that must not happen.

Pages are loaded many at a time, in frames of one page: that takes a quarter of the time.
"""

import functools
import http.server
import json
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Dialog, Page, Request, sync_playwright

from tests.browser import launch

NEVER = (
    "scripts run",
    "requests to others",
    "blocked by the policy",
    "script errors",
    "code in links",
    "event handlers",
    "foreign elements",
    "broken frames",
)
_AT_ONCE = 24
_WATCH = """
top.seen ??= {"scripts run": [], "blocked by the policy": []};
for (const name of ["alert", "confirm", "prompt", "print"])
  window[name] = (...said) => { top.seen["scripts run"].push(`${location.pathname} ${name} ${said}`); };
document.addEventListener("securitypolicyviolation", (event) =>
  top.seen["blocked by the policy"].push(`${location.pathname} ${event.violatedDirective} ${event.blockedURI}`));
"""
# What a document holds: its elements' names, its frame, and whatever could run code.
_LOOK = """
(document) => {
  const all = [...document.querySelectorAll("*")];
  const attributes = all.flatMap((element) => [...element.attributes]);
  const code = /^[\\0- ]*(?:j\\s*a\\s*v\\s*a\\s*s\\s*c\\s*r\\s*i\\s*p\\s*t|vbscript|data)\\s*:/i;
  const shape = (element) => element.localName + "." + (element.getAttribute("class") ?? "");
  const body = document.body;
  return {
    "event handlers": attributes.filter(({ name }) => name.startsWith("on")).map(({ name, value }) => name + value),
    "code in links": attributes.filter(({ name, value }) => /^(href|src|action|formaction|xlink:href|data|srcdoc)$/.test(name) && code.test(value)).map(({ value }) => value),
    elements: [...new Set(all.map((element) => element.localName))],
    frame: JSON.stringify([[...body.children].map(shape), [...document.querySelectorAll("header, main, main > *, body > footer, footer, body > script")].map(shape), document.querySelector("footer")?.textContent, document.title !== ""]),
  };
}
"""
_FRAMES = f"""
async (addresses) => {{
  const look = {_LOOK};
  document.body.replaceChildren();
  return Promise.all(addresses.map((address) => new Promise((done) => {{
    const frame = document.createElement("iframe");
    frame.onload = () => done(look(frame.contentDocument));
    frame.src = address;
    document.body.append(frame);
  }})));
}}
"""
_SEARCH = f"""
async (queries) => {{
  const look = {_LOOK};
  const input = document.querySelector("form[data-pd-search=page] input");
  const list = document.querySelector(".pd-results");
  const seen = [];
  let shown = 0;
  for (const query of queries) {{
    input.value = query;
    input.dispatchEvent(new Event("input", {{ bubbles: true }}));
    await new Promise((done) => setTimeout(done));
    while (list.getAttribute("aria-busy")) await new Promise((done) => setTimeout(done, 2));
    shown += list.childElementCount;
    seen.push(look(document));
  }}
  return [shown, seen];
}}
"""
# What our templates, notes and formulas may hold; nothing else is an element of a page.
_MAY_BE = set(
    "html head meta link title script body input label div a header svg rect path circle form span nav ul li main "
    "article h1 h2 h3 h4 h5 h6 p details summary pre footer time section button fieldset legend select option ol br strong em del code "
    "blockquote hr aside bdi noscript table thead tbody tr th td dl dt dd sub sup abbr small img kbd mark "
    "math mrow mi mn mo mtext mspace mfrac msqrt mroot mstyle mpadded mphantom mover munder munderover msub msup "
    "msubsup mmultiscripts mprescripts mtable mtr mtd menclose mfenced none".split()
)


def visited(
    site: Path, queries: Sequence[str], least: int
) -> tuple[Counter[str], list[str], tuple[int, int]]:
    """What must not happen, by kind and a line each; and how many pages and results of searches were shown.

    `queries` are typed into the search, which has to show `least` papers in all.
    """
    with _served(site) as base:
        return _visited(site, base, queries, least)


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files that a browser keeps: scripts and styles are asked for once."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextmanager
def _served(site: Path) -> Iterator[str]:
    """The address of a site, on this machine."""
    handler = functools.partial(_Handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _visited(
    site: Path, base: str, queries: Sequence[str], least: int
) -> tuple[Counter[str], list[str], tuple[int, int]]:
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    told: list[str] = []
    never: Counter[str] = Counter(dict.fromkeys(NEVER, 0))

    def note(kind: str, what: str) -> None:
        never[kind] += 1
        told.append(f"{kind}: {what}"[:240])

    def asked(request: Request) -> None:
        if not request.url.startswith((base, "data:")):
            note("requests to others", request.url)

    def dismiss(dialog: Dialog) -> None:
        note("scripts run", dialog.message)
        dialog.dismiss()

    with sync_playwright() as playwright:
        browser = launch(playwright)
        context = browser.new_context()
        context.add_init_script(_WATCH)
        context.on("request", asked)
        page = context.new_page()
        page.on("pageerror", lambda error: note("script errors", str(error)))
        page.on("dialog", dismiss)
        page.goto(base + "robots.txt")
        looks = dict(_looks(page, base, pages))
        for path, look in looks.items():
            _judge(path, look, note)
        for path in _odd_frames(looks):
            note("broken frames", path)
        _told_by_page(page, note)
        page.goto(f"{base}search/")
        page.wait_for_load_state("networkidle")
        shown, seen = page.evaluate(_SEARCH, list(queries))
        for query, look in zip(queries, seen, strict=True):
            _judge(f"search for {query}", look, note)
        if shown < least:
            note("script errors", f"the searches showed {shown} papers, and not {least}")
        _told_by_page(page, note)
        browser.close()
    return never, told, (len(pages), shown)


def _looks(page: Page, base: str, pages: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for start in range(0, len(pages), _AT_ONCE):
        some = pages[start : start + _AT_ONCE]
        yield from zip(some, page.evaluate(_FRAMES, [base + path for path in some]), strict=True)


def _judge(where: str, look: dict[str, Any], note: Any) -> None:
    for kind in ("event handlers", "code in links"):
        for what in look[kind]:
            note(kind, f"{where}: {what}")
    may_be = (
        _MAY_BE | {"style"} if where.endswith("/email/index.html") else _MAY_BE
    )  # a letter brings its own
    for name in sorted(set(look["elements"]) - may_be):
        note("foreign elements", f"{where}: {name}")


def _odd_frames(looks: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Pages whose frame is not that of most pages of their kind; a kind of few pages has one of its own."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for path, look in looks.items():
        kinds[_kind(path)][look["frame"]] += 1
    for path, look in looks.items():
        usual, _ = kinds[_kind(path)].most_common(1)[0]
        if look["frame"] != usual:
            yield f"{path}: {_difference(json.loads(look['frame']), json.loads(usual))}"


def _kind(path: str) -> str:
    parts = path.split("/")
    return f"{parts[0]}/{len(parts)}"


def _difference(own: list[Any], usual: list[Any]) -> str:
    return next(
        (f"{one} instead of {other}" for one, other in zip(own, usual, strict=True) if one != other), ""
    )


def _told_by_page(page: Page, note: Any) -> None:
    for kind, lines in page.evaluate("window.seen").items():
        for line in lines:
            note(kind, line)
