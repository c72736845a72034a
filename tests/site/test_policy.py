"""What the policy of a page lets browsers do, in one that keeps to it."""

import html
import re
from pathlib import Path

import pytest
from digestry.errors import ContentError
from digestry.site.project import Project
from playwright.sync_api import Browser

from tests.conftest import serve
from tests.server import Reply, Server
from tests.site.digests import built as build
from tests.site.digests import write

SETTINGS = "theme: {name: material}\nplugins: [digestry]\nmarkdown_extensions: [attr_list, md_in_html]\n"
FOREIGN = "https://elsewhere.example"
OWN = """\
# Own

<script>document.body.dataset.ran = "script";</script>
<style>#styled { color: rgb(1, 2, 3); }</style>
<p id="styled" onclick="this.dataset.ran = 'handler'">Words</p>
<p id="attribute" style="color: rgb(4, 5, 6)">More</p>

| a | b |
|--:|---|
| 1 | 2 |

![Badge](https://elsewhere.example/badge.png)
"""
ATTACK = """\
<script>window.ran = 1</script><img src="x" onerror="window.ran = 2"><script src="FOREIGN/x.js"></script>
<img src="FOREIGN/pixel.png"><style>body { display: none }</style><p style="background: url(FOREIGN/y)">x</p>
<iframe src="FOREIGN/frame"></iframe><a id="lure" href="javascript:window.ran=3">here</a>
<form action="FOREIGN/form"><button id="send">send</button></form><base href="FOREIGN/">
<svg onload="window.ran = 4"></svg><object data="FOREIGN/o"></object><link rel="stylesheet" href="FOREIGN/s.css">
"""


def policies(folder: Path) -> dict[str, str]:
    """Each page's policy, which stands in its head before anything that loads."""
    found = {}
    for path in folder.rglob("*.html"):
        head = path.read_text("utf-8").partition("<head>")[2]
        first = re.match(r'\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)">', head)
        found[path.relative_to(folder).as_posix()] = html.unescape(first[1]) if first else ""
    return found


def test_every_page_has_a_strict_policy(built: Path) -> None:
    """The site alone, no inline code; but for the hashes of what the curator has written into a page of theirs."""
    for page, policy in policies(built).items():
        if page.endswith("/email/index.html"):  # a letter has no script, and its styles stand in it
            assert re.fullmatch(
                r"default-src 'none'; style-src 'sha256-\S+'; base-uri 'none'; form-action 'none'", policy
            )
            continue
        assert policy.startswith("default-src 'none'; script-src 'self'"), page
        assert "unsafe-inline" not in policy
        assert "http" not in policy
        if page.startswith("papers/"):
            assert policy == (
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                "media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
            )


@pytest.mark.parametrize("policy", [True, False], ids=["with the policy", "without it"])
def test_no_code_of_a_stranger_runs_even_where_it_is_in_the_page(
    browser: Browser, server: Server, tmp_path: Path, policy: bool
) -> None:
    """As if an escape had been forgotten: nothing runs, nothing is asked of others, and the page stays to be seen.

    Without the policy, all of it happens: so the attack is one.
    """
    foreign = server.on("/x.js", Reply("window.ran = 5")).removesuffix("/x.js")
    folder = build(write(tmp_path, SETTINGS))
    file = folder / "papers/quokkas/index.html"
    text = file.read_text("utf-8").replace("</article>", ATTACK.replace("FOREIGN", foreign) + "</article>")
    file.write_text(text if policy else re.sub("<meta http-equiv[^>]*>", "", text), "utf-8")
    local = serve(folder)
    page = browser.new_page()
    page.goto(next(local) + "papers/quokkas/", wait_until="networkidle")
    for lure in ("#lure", "#send"):
        page.locator(lure).evaluate("element => element.click()")
    page.wait_for_timeout(300)
    asked = {each.path for each in server.asked}
    if policy:
        assert (page.evaluate("window.ran"), asked) == (None, set())
        assert page.locator("h1").is_visible()
    else:
        assert {"/x.js", "/pixel.png", "/frame", "/s.css"} <= asked
    page.close()
    next(local, None)


def test_own_pages_may_hold_what_they_like(browser: Browser, tmp_path: Path) -> None:
    """Their scripts and styles are let in by their hashes, on this page only; of other sites it is said."""
    folder = build(write(tmp_path, SETTINGS, {"docs/own.md": OWN}))
    server = serve(folder)
    address = next(server)
    page = browser.new_page()
    page.goto(address + "own/", wait_until="networkidle")
    assert page.locator("body").get_attribute("data-ran") == "script"
    assert page.locator("#styled").evaluate("e => getComputedStyle(e).color") == "rgb(1, 2, 3)"
    assert page.locator("#attribute").evaluate("e => getComputedStyle(e).color") == "rgb(4, 5, 6)"
    assert page.locator("td").first.evaluate("e => getComputedStyle(e).textAlign") == "right"
    page.locator("#styled").click()
    assert page.locator("#styled").get_attribute("data-ran") == "handler"
    page.close()
    next(server, None)
    assert "sha256" not in policies(folder)["papers/quokkas/index.html"]


def test_other_sites_are_let_in_where_the_owner_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """By `origins`, and by the scripts and styles of `mkdocs.yml`; else the build names the address."""
    caplog.set_level("INFO")
    build(write(tmp_path, SETTINGS, {"docs/own.md": OWN}))
    assert (
        f"own.md:1: browsers do not load {FOREIGN}/badge.png, of another site; write the beginning"
        in caplog.text
    )
    caplog.clear()
    more = "extra_javascript: ['https://cdn.example/a.js']\nextra_css: ['//styles.example/b.css']\n"
    allowed = SETTINGS.replace("[digestry]", f"[digestry: {{origins: '{FOREIGN} https://*.frames.example'}}]")
    folder = build(write(tmp_path, allowed + more, {"docs/own.md": OWN}))
    policy = policies(folder)["papers/quokkas/index.html"]
    assert "browsers do not load" not in caplog.text
    assert f"script-src 'self' {FOREIGN} https://*.frames.example https://cdn.example;" in policy
    assert f"style-src 'self' {FOREIGN} https://*.frames.example https://styles.example;" in policy
    assert f"img-src 'self' data: {FOREIGN} https://*.frames.example;" in policy
    assert policy.endswith(f"frame-src {FOREIGN} https://*.frames.example")


@pytest.mark.parametrize(
    "value", ["elsewhere.example", "https://a.example/path", "'unsafe-inline'", "*", "data:"]
)
def test_what_is_no_site_is_refused(tmp_path: Path, value: str) -> None:
    settings = SETTINGS.replace("[digestry]", f'[digestry: {{origins: "{value}"}}]')
    write(tmp_path, settings)
    with pytest.raises(ContentError, match="in origins is no web site"):
        _ = Project.open(str(tmp_path / "mkdocs.yml")).settings


def test_a_script_of_the_owners_theme_runs_on_every_page(browser: Browser, tmp_path: Path) -> None:
    """Such as one that counts visits: it is known from the page "not found", which holds no stranger's words."""
    main = '{% extends "base.html" %}{% block extrahead %}{{ super() }}<script>window.counted = true</script>{% endblock %}'
    settings = SETTINGS.replace("name: material", "name: material, custom_dir: own")
    folder = build(write(tmp_path, settings, {"own/main.html": main}))
    server = serve(folder)
    address = next(server)
    page = browser.new_page()
    for target in ("papers/quokkas/", "", "404.html"):
        page.goto(address + target)
        assert page.evaluate("window.counted") is True
    page.close()
    next(server, None)


def test_a_tab_opens_by_its_address(browser: Browser, tmp_path: Path) -> None:
    """On own pages, as with Material; by a script of the site, since inline ones do not run."""
    tabs = '# Own\n\n=== "One"\n\n    First.\n\n=== "Two"\n\n    Second.\n'
    settings = SETTINGS.replace(
        "[attr_list", "[pymdownx.superfences, {pymdownx.tabbed: {alternate_style: true}}, attr_list"
    )
    folder = build(write(tmp_path, settings, {"docs/own.md": tabs}))
    server = serve(folder)
    address = next(server)
    page = browser.new_page()
    page.goto(address + "own/#__tabbed_1_2")
    assert page.locator("#__tabbed_1_2").is_checked()
    assert "tabs.js" not in (folder / "papers/quokkas/index.html").read_text("utf-8")
    page.close()
    next(server, None)
