"""Pages for everybody: what axe-core says, focus that shows, nothing that jumps; in a real Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import ROOT
from tests.theme.visit import DESKTOP, PAPER, PHONE, Visit

AXE = ROOT / "tests/types/node_modules/axe-core/axe.min.js"
KINDS = (
    f" {PAPER} issues/2025-04-24/ issues/ tags/ tags/ocean/ authors/ authors/wei-tan/ subscribe/ queries/"
    " search/ search/?q=models search/?q=models&tag=ocean search/?q=zzzqqq saved/ trends/ top/ api/ about/ no/such/page/"
    " papers/as-many-authors-as-a-ship-has/ papers/mathematics-in-pieces/ papers/a-title-without-spaces/"
).split(" ")
SCREENS = [("light", PHONE), ("dark", DESKTOP), ("dark", PHONE), ("light", DESKTOP)]


@pytest.fixture(params=SCREENS, ids=lambda each: f"{each[0]}-{each[1]['width']}", scope="module")
def screen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """Light and dark, phone and desktop; axe is let in beside the pages' policy."""
    scheme, size = request.param
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
    yield context
    context.close()


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe-core finds, by all its rules: the rule, and where."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document)")["violations"]
    return [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found]


@pytest.mark.parametrize("target", KINDS)
def test_axe_finds_nothing(screen: BrowserContext, site_url: str, target: str) -> None:
    """On any kind of page, with its boxes open."""
    page = screen.new_page()
    page.goto(site_url + target)
    page.wait_for_load_state("networkidle")
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    assert violations(page) == []
    page.close()


def test_axe_finds_nothing_in_the_box_of_the_search(browser: Browser, site_url: str) -> None:
    """With results, and with none."""
    for scheme in ("light", "dark"):
        context = browser.new_context(viewport=DESKTOP, color_scheme=scheme, bypass_csp=True)
        page = context.new_page()
        page.goto(site_url)
        for words, shown in (("models", ".pd-option"), ("zzzqqq", ".pd-search__results p")):
            page.locator("#pd-box").fill(words)
            expect(page.locator(shown).first).to_be_visible()
            assert violations(page) == []
        context.close()


def test_the_box_of_the_search_is_heard_and_left(desktop: Visit) -> None:
    """A count is announced, an option is called by its title; Tab and Escape close the list."""
    page = desktop.open(PAPER)
    box, status = page.locator("#pd-box"), page.locator(".pd-header [role=status]")
    box.press_sequentially("saltmarsh")
    option = page.get_by_role("option", name="Saltmarsh Ledger: An Open Market for Sensor Models", exact=True)
    expect(option).to_be_visible()
    expect(status).to_have_text("2 papers")
    page.keyboard.press("Tab")
    expect(option).to_be_hidden()
    expect(page.locator(".pd-header .pd-scheme")).to_be_focused()
    box.fill("zzzqqq")
    expect(status).to_have_text("No paper found. Fewer or other words may help.")
    page.keyboard.press("Escape")
    expect(page.locator(".pd-search__results")).to_be_hidden()
    expect(box).to_be_focused()


@pytest.mark.parametrize("target", KINDS)
def test_whatever_has_the_focus_shows_it(visit: Visit, target: str) -> None:
    """By an outline of its own, or of the label that stands for it."""
    page = visit.open(target)
    if target == "no/such/page/":
        visit.faults.clear()  # that it is not there
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Tab")  # from here on, the focus is the keyboard's
    unseen = page.evaluate("""() => {
      for (const box of document.querySelectorAll("details")) box.open = true;
      const shows = (element) => element && getComputedStyle(element).outlineStyle !== "none";
      return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled)
        .filter((element) => {
          element.focus();
          if (document.activeElement !== element) return false;
          return !shows(element) && !(element.type === "radio" && shows(element.nextElementSibling));
        })
        .map((element) => element.outerHTML.slice(0, 200));
    }""")
    assert unseen == []


@pytest.mark.parametrize("target", KINDS)
def test_no_page_is_wider_than_a_small_phone(browser: Browser, site_url: str, target: str) -> None:
    """320 pixels: also a desktop at 400 %."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(site_url + target)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


@pytest.mark.parametrize("target", ["", PAPER, "about/", "search/?q=models"])
@pytest.mark.parametrize("press", ["mouse", "Space", "Enter"])
def test_the_switch_moves_nothing(visit: Visit, target: str, press: str) -> None:
    """It is a button: it works by mouse and keys, stays where it is, and says the scheme to the browser."""
    page = visit.open(target)
    switch = page.locator(".pd-scheme")
    expect(switch).to_have_accessible_name("Switch to dark")
    before = page.evaluate("scrollY")
    if press == "mouse":
        switch.click()
    else:
        switch.focus()
        page.keyboard.press(press)
    expect(switch).to_have_accessible_name("Switch to light")
    expect(switch).to_be_focused()
    assert page.evaluate("scrollY") == before
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"
    colours = page.locator("meta[name=theme-color]").all()
    assert {colour.get_attribute("content") for colour in colours} == {"#15171b"}


def test_a_dark_system_gets_dark_pages_without_a_script(browser: Browser, site_url: str) -> None:
    """And none of the controls that would need one."""
    context = browser.new_context(java_script_enabled=False, color_scheme="dark", viewport=PHONE)
    page = context.new_page()
    for target in ("", PAPER, "tags/ocean/", "search/", "saved/", "about/", "subscribe/"):
        page.goto(site_url + target)
        expect(page.locator("body")).to_have_css("background-color", "rgb(21, 23, 27)")
        expect(page.locator(".pd-scheme:visible, .pd-density:visible, .pd-copy:visible")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize(
    "target", ["", "issues/2025-04-24/", "search/?q=models", "search/?q=sensor&tag=ocean"]
)
def test_nothing_jumps(browser: Browser, site_url: str, width: int, target: str) -> None:
    """Layout shift as browsers count it (https://web.dev/articles/cls): 0.02 at most while a page comes to rest."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.add_init_script("""
      window.shift = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((each) => (window.shift += each.value)))
        .observe({ type: "layout-shift", buffered: true });
    """)
    page.goto(site_url + target)
    page.wait_for_load_state("networkidle")
    if "q=" in target:
        expect(page.locator(".pd-result").first).to_be_visible()
        expect(page.locator(".pd-filters--empty")).to_have_count(0)
    assert page.evaluate("shift") <= 0.02
    context.close()


def test_the_skip_link_leads_to_the_content(desktop: Visit) -> None:
    """It is the first stop, on every page; what comes next is in the page."""
    for target in ("", PAPER, "about/", "search/?q=models"):
        page = desktop.open(target)
        page.locator("body").press("Tab") if "search" not in target else page.locator(".pd-skip").focus()
        expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
