"""Storage that is shared, full, forbidden, damaged or from the future: nothing is lost, and the reader is told."""

import json

import pytest
from playwright.sync_api import Browser, expect

from tests.theme.keeping import ID, ISSUE, SHELF, card, kept, press, put, shelf
from tests.theme.visit import PAPER, Visit

STORMS = "The Year of the Storms"


def test_two_tabs_see_and_keep_each_others_changes(browser: Browser, site_url: str) -> None:
    """What one saves shows in the other at once; neither overwrites."""
    context = browser.new_context()
    one, two = Visit(context, site_url), Visit(context, site_url)
    first, second = one.open(ISSUE), two.open(ISSUE)
    press(card(first, STORMS), "Save")
    expect(card(second, STORMS).locator("[data-pd-keep=saved]")).to_have_attribute("aria-pressed", "true")
    press(card(second, STORMS), "Read")
    press(card(first, "Only a Title, on Low Tide"), "Save")
    expect(card(first, STORMS).locator("[data-pd-keep=read]")).to_have_attribute("aria-pressed", "true")
    expect(second.locator(".pd-nav [data-pd-count]")).to_have_text(" 2")
    assert one.faults == two.faults == []
    context.close()


def test_a_change_from_elsewhere_leaves_a_note_alone_that_is_being_written(
    browser: Browser, site_url: str
) -> None:
    """The focus, the place in the text, and all that is typed."""
    context = browser.new_context()
    writer, other = Visit(context, site_url), Visit(context, site_url)
    page = writer.open("saved/")
    put(page, {"a": kept("Alpha", 5)})
    page.reload()
    page.get_by_role("button", name="Add a note: Alpha").click()
    page.keyboard.type("half a ")
    press(card(other.open(ISSUE), STORMS), "Save")
    expect(page.locator(".pd-shelf .pd-kept")).to_have_count(2)
    page.keyboard.type("sentence")
    expect(page.get_by_label("Your note: Alpha")).to_be_focused()
    assert shelf(page)["a"]["note"][0] == "half a sentence"
    assert "the-year-of-the-storms" in shelf(page)
    context.close()


def test_what_two_tabs_write_at_one_moment_is_merged(browser: Browser, site_url: str) -> None:
    """Even if one has overwritten the other: whoever is told puts back what is missing."""
    context = browser.new_context()
    visit, other = Visit(context, site_url), Visit(context, site_url)
    page = visit.open(ISSUE)
    press(card(page, STORMS), "Save")
    put(other.open(), {"a": kept("Alpha", 5)})  # a tab that had not seen it
    expect(page.locator(".pd-nav [data-pd-count]")).to_have_text(" 2")
    assert set(shelf(page)) == {"a", "the-year-of-the-storms"}
    context.close()


def test_a_full_storage_is_said(visit: Visit) -> None:
    """What was pressed holds while the page is open, and what was kept before stays."""
    page = visit.open(ISSUE)
    press(card(page, STORMS), "Save")
    before = shelf(page)
    page.evaluate(
        """() => {
          let size = 1 << 22;
          for (let at = 0; size >= 1; at++) {
            try { localStorage.setItem(`filler-${at}`, "x".repeat(size)); } catch { size = Math.floor(size / 2); }
          }
        }"""
    )
    press(card(page, "Only a Title, on Low Tide"), "Save")
    expect(page.get_by_role("status").filter(has_text="storage for this site is full")).to_be_visible()
    assert shelf(page) == before
    page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('filler')).forEach((key) => localStorage.removeItem(key))"
    )
    press(card(page, STORMS), "Read")  # there is room again: nothing of before is lost
    assert set(shelf(page)) == {"only-a-title", "the-year-of-the-storms"}


@pytest.mark.parametrize("page_of", [PAPER, "saved/"])
def test_a_forbidden_storage_is_said(browser: Browser, site_url: str, page_of: str) -> None:
    """As a browser does it that blocks a site's data; every button still works on its page."""
    context = browser.new_context()
    context.add_init_script(
        """Object.defineProperty(window, "localStorage", {
          get() { throw new DOMException("denied", "SecurityError"); },
        });"""
    )
    visit = Visit(context, site_url)
    page = visit.open(page_of)
    if page_of == PAPER:
        press(page.locator(".pd-links"), "Save")
    expect(page.get_by_text("This browser keeps nothing for this site")).to_be_visible()
    assert visit.faults == []
    context.close()


def test_a_list_of_a_newer_version_is_left_alone(visit: Visit) -> None:
    """An old page that a cache has kept must not spoil it."""
    page = visit.open(PAPER)
    text = json.dumps({"version": 99, "papers": {"a": "anything"}})
    page.evaluate(f"text => localStorage.setItem('{SHELF}', text)", text)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("written by a newer version of this site")).to_be_visible()
    page.goto(f"{visit.address}saved/")
    expect(page.get_by_role("alert")).to_contain_text("written by a newer version of this site")
    assert page.evaluate(f"localStorage.getItem('{SHELF}')") == text


def test_what_cannot_be_read_is_set_aside(visit: Visit) -> None:
    """It may still be mended by hand; a new list begins."""
    page = visit.open("saved/")
    page.evaluate(f"localStorage.setItem('{SHELF}', '{{half a li')")
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("could not be read")
    assert page.evaluate(f"localStorage.getItem('{SHELF}.damaged')") == "{half a li"
    page.goto(visit.address + PAPER)
    press(page.locator(".pd-links"), "Save")
    assert set(shelf(page)) == {ID}


def test_two_digests_on_one_host_keep_apart(desktop: Visit) -> None:
    """The name in the storage has the digest's path in it."""
    page = desktop.open()
    page.evaluate("localStorage.setItem('/elsewhere/.shelf', '{}')")
    page.goto(desktop.address + PAPER)
    press(page.locator(".pd-links"), "Save")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.endsWith('.shelf')).sort()") == [
        "/elsewhere/.shelf",
        SHELF,
    ]
