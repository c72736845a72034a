"""The search, for those who go by the focus: what has it may go away, but never to nowhere."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.theme.visit import PHONE, Visit

STATUS = ".pd-search__status"


def at_rest(visit: Visit, target: str) -> Page:
    """The search page, with all that comes late, and its filters open."""
    page = visit.open(target)
    expect(page.locator(".pd-filter").first).to_be_attached()
    page.locator(".pd-filters").evaluate("panel => (panel.open = true)")
    return page


def press(control: Locator) -> None:
    """As somebody without a mouse."""
    control.focus()
    control.press("Enter")


def test_the_focus_outlives_the_filters(visit: Visit) -> None:
    """From a chip that is taken off to the next, and from the last to the count."""
    page = at_rest(visit, "search/?q=model&tag=ocean&year=2024")
    press(page.get_by_role("button", name="Remove filter: Ocean"))
    expect(page.get_by_role("button", name="Remove filter: 2024")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".pd-chip")).to_have_count(0)
    expect(page.locator(STATUS)).to_be_focused()


@pytest.mark.parametrize("name", ["Ocean", "Leave out Ocean"])
def test_a_filter_keeps_the_focus(visit: Visit, name: str) -> None:
    """Though the list of filters is made anew, with other counts; pressed twice, it is off again."""
    page = at_rest(visit, "search/?q=model")
    filters = page.locator(".pd-filters")
    button = (
        filters.get_by_role("button", name=name)
        if " " in name
        else filters.locator(".pd-filter", has_text=name)
    )
    for pressed in ("true", "false"):
        press(button.first)
        expect(button.first).to_have_attribute("aria-pressed", pressed)
        expect(button.first).to_be_focused()


def test_more_results_begin_at_the_first_of_them(visit: Visit) -> None:
    """Until there are no more, and the button goes."""
    page = at_rest(visit, "search/?q=model")
    more = page.get_by_role("button", name="Show more")
    titles = page.locator(".pd-result__title")
    while more.is_visible():
        before = titles.count()
        press(more)
        expect(titles.nth(before)).to_be_focused()
        expect(page.locator(".pd-results")).not_to_have_attribute("aria-busy", "true")


def test_a_suggestion_leads_to_the_count(visit: Visit) -> None:
    """The link goes as it is followed."""
    page = visit.open("search/?q=diffusoin+clay")
    press(page.get_by_role("link", name="diffusion clay"))
    expect(page.locator(".pd-search__suggestion")).to_be_hidden()
    expect(page.locator(STATUS)).to_be_focused()


def test_on_phones_a_link_leads_past_the_results_to_the_filters(visit: Visit) -> None:
    """It opens them, has the focus there, and leaves the address of the search alone."""
    page = visit.open("search/?q=model")
    page.set_viewport_size(PHONE)
    expect(page.locator(".pd-filter").first).to_be_attached()
    page.locator(".pd-filters").evaluate("panel => (panel.open = false)")
    address = page.url
    press(page.locator(".pd-find__jump"))
    expect(page.locator(".pd-filters summary")).to_be_focused()
    expect(page.locator(".pd-filter").first).to_be_visible()
    expect(page).to_have_url(address)


def test_tab_comes_to_the_results_before_the_filters(visit: Visit) -> None:
    """Field, order, results, filters."""
    page = at_rest(visit, "search/?q=model")
    order = page.evaluate("""() => ["#pd-query", ".pd-find__sort select", ".pd-result__title", ".pd-filter"]
      .map((each) => document.querySelector(each))
      .every((each, place, all) => !place || all[place - 1].compareDocumentPosition(each) === Node.DOCUMENT_POSITION_FOLLOWING)""")
    assert order
    assert page.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])").count() == 0


def test_tab_leaves_a_list_that_scrolls(desktop: Visit) -> None:
    """Browsers let Tab into whatever scrolls; from the box it leads on, and the list closes. Arrows reach all of it."""
    page = desktop.open()
    page.set_viewport_size({"width": 1280, "height": 400})
    page.locator("#pd-box").press_sequentially("model")
    options = page.get_by_role("option")
    expect(options).to_have_count(7)
    assert page.get_by_role("listbox").evaluate("list => list.scrollHeight > list.clientHeight")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_be_in_viewport(ratio=0.9)
    page.keyboard.press("Tab")
    expect(page.locator(".pd-scheme")).to_be_focused()
    expect(page.locator(".pd-search__results")).to_be_hidden()


def test_escape_closes_the_box_from_all_that_is_in_it(desktop: Visit) -> None:
    """Also from the button that tries again, where the line is down."""
    page = desktop.open()
    page.route("**/d/*.json", lambda route: route.abort())
    box = page.locator("#pd-box")
    box.fill("ledger")
    again = page.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    page.keyboard.press("Tab")
    expect(again).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".pd-search__results")).to_be_hidden()
    expect(box).to_be_focused()
    expect(box).to_have_value("ledger")
    desktop.faults.clear()  # the files that did not come
