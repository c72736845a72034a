"""Save, read and hide, wherever papers are: in a real Chromium, on the tests' digest below a base path."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.theme.keeping import ID, ISSUE, MODULE, card, press, shelf
from tests.theme.visit import PAPER, PHONE, Visit

STORMS = "The Year of the Storms"


def test_what_is_saved_on_a_card_is_saved_everywhere(visit: Visit) -> None:
    """On the issue's page, on the paper's own, after a reload, and as a number in the menu."""
    page = visit.open(ISSUE)
    press(card(page, STORMS), "Save")
    count = page.locator(".pd-nav [data-pd-count]")
    expect(count).to_have_text(" 1")
    page.reload()
    expect(card(page, STORMS).locator("[data-pd-keep=saved]")).to_have_attribute("aria-pressed", "true")
    card(page, STORMS).get_by_role("link", name=STORMS).first.click()
    expect(page.locator(".pd-links [data-pd-keep=saved]")).to_have_attribute("aria-pressed", "true")
    press(page.locator(".pd-links"), "Save", on=False)
    expect(count).to_have_text("")


def test_a_hidden_paper_is_a_line_and_said(visit: Visit) -> None:
    """It keeps its place, says what it is, and comes back; the focus goes with it."""
    page = visit.open(ISSUE)
    place = card(page, STORMS)
    place.locator("[data-pd-keep=hidden]").focus()
    page.keyboard.press("Enter")
    back = page.get_by_role("button", name=f"Show again: {STORMS}")
    expect(back).to_be_focused()
    expect(page.get_by_text("1 hidden paper on this page")).to_be_visible()
    expect(place.locator(".pd-card__title")).to_be_hidden()
    expect(place.get_by_text(f"Hidden: {STORMS}")).to_be_visible()
    page.keyboard.press("Enter")
    expect(place.locator("[data-pd-keep=hidden]")).to_be_focused()
    expect(place.locator(".pd-card__title")).to_be_visible()
    expect(page.locator(".pd-away-count")).to_be_hidden()


def test_a_read_paper_looks_read(desktop: Visit) -> None:
    """Its title is quieter than others."""
    page = desktop.open(ISSUE)
    title = card(page, STORMS).locator(".pd-card__title a")
    before = title.evaluate("element => getComputedStyle(element).color")
    press(card(page, STORMS), "Read")
    assert title.evaluate("element => getComputedStyle(element).color") != before


def test_results_of_the_search_are_kept_too(desktop: Visit) -> None:
    """Those that come later too; what was saved elsewhere shows."""
    page = desktop.open(PAPER)
    press(page.locator(".pd-links"), "Save")
    page.goto(f"{desktop.address}search/?q=ledger")
    result = page.locator(f"[data-pd-paper={ID}]")
    expect(result.locator("[data-pd-keep=saved]")).to_have_attribute("aria-pressed", "true")
    press(result, "Read")
    assert shelf(page)[ID]["read"][0] is True


def test_whoever_keeps_nothing_loads_one_script(desktop: Visit) -> None:
    """The shelf is asked for once there is one."""
    asked: list[str] = []
    desktop.page.on("request", lambda request: asked.append(request.url))
    page = desktop.open(PAPER)
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()
    assert [url.rpartition("/")[2] for url in asked if MODULE in url] == ["actions.js"]


def test_the_menu_leads_to_the_page_once(desktop: Visit) -> None:
    """Whether `nav` names it or not."""
    page = desktop.open(ISSUE)
    expect(page.locator(".pd-nav [data-pd-count]")).to_have_count(1)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Saved").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved")


def test_a_menu_that_does_not_name_the_page_gets_it(browser: Browser, site_url: str) -> None:
    """A digest that was begun before there was one."""
    context = browser.new_context()
    visit = Visit(context, site_url)

    def without(route: object) -> None:
        response = route.fetch()  # type: ignore[attr-defined]
        body = response.text().replace('<li><a href="../../saved/">Saved</a></li>', "")
        assert ">Saved<" not in body
        route.fulfill(response=response, body=body)  # type: ignore[attr-defined]

    context.route(f"**/{ISSUE}", without)
    page = visit.open(ISSUE)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Saved").click()
    expect(page).to_have_url(f"{site_url}saved/")
    context.close()


def test_sharing_uses_the_systems_sheet(browser: Browser, site_url: str) -> None:
    """With title, reference and the published address; whoever closes it wants nothing else."""
    context = browser.new_context(viewport=PHONE)
    context.add_init_script("navigator.share = async (what) => { globalThis.shared = what; };")
    visit = Visit(context, site_url)
    page = visit.open(PAPER)
    page.get_by_role("button", name="Share").click()
    what = page.evaluate(
        "async () => { while (!globalThis.shared) await new Promise(requestAnimationFrame); return shared; }"
    )
    assert what["url"] == f"https://digest.example/some/where/{PAPER}"
    assert what["title"] == "Saltmarsh Ledger: An Open Market for Sensor Models"
    assert what["text"].startswith("Tan, W., ")
    assert visit.faults == []
    context.close()


@pytest.mark.parametrize("allowed", [True, False])
def test_without_a_sheet_the_link_is_copied(browser: Browser, site_url: str, allowed: bool) -> None:
    """And the reader is told, without any change of place."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    if not allowed:
        context.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'));")
    visit = Visit(context, site_url)
    page = visit.open(PAPER)
    button = page.get_by_role("button", name="Copy link")
    button.click()
    expect(page.get_by_role("status").filter(has_text="Link copied.")).to_be_visible()
    expect(button).to_be_focused()
    assert page.evaluate("navigator.clipboard.readText()") == f"https://digest.example/some/where/{PAPER}"
    assert visit.faults == []
    context.close()


def test_all_by_keyboard_and_big_enough_for_fingers(visit: Visit) -> None:
    """Each button has the name of its paper, a touch target, and no page scrolls sideways."""
    page: Page = visit.open(ISSUE)
    place = card(page, STORMS)
    for label in ("Save", "Read", "Hide"):
        button = place.get_by_role("button", name=f"{label}: {STORMS}")
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44
        button.focus()
        assert button.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
