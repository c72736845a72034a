"""Reading without a mouse: keys for papers, pages and the search, the list of them, and the switch to do without."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.theme.visit import DESKTOP, PAPER, Visit

ISSUE = "issues/2025-04-24/"
TITLES = ".pd-card__title a, .pd-result__title"


def test_j_and_k_walk_through_a_list(visit: Visit) -> None:
    """From the first title to the second, and back; a title that has the focus can be seen, at the ends it stays."""
    page = visit.open(ISSUE)
    titles = page.locator(TITLES)
    count = titles.count()
    page.keyboard.press("j")
    expect(titles.nth(0)).to_be_focused()
    for number in range(1, count):
        page.keyboard.press("j")
        expect(titles.nth(number)).to_be_focused()
        expect(titles.nth(number)).to_be_in_viewport(ratio=1)
    page.keyboard.press("j")
    expect(titles.last).to_be_focused()
    for number in reversed(range(count - 1)):
        page.keyboard.press("k")
        expect(titles.nth(number)).to_be_focused()
        expect(titles.nth(number)).to_be_in_viewport(ratio=1)
    page.keyboard.press("k")
    expect(titles.first).to_be_focused()


def test_j_begins_where_one_has_read_to(desktop: Visit) -> None:
    """The first title below the top of the window; k takes the one above it."""
    for key, step in (("j", 0), ("k", -1)):
        page = desktop.open(ISSUE)
        page.evaluate("document.querySelectorAll('.pd-card')[4].scrollIntoView()")
        tops = page.locator(TITLES).evaluate_all("each => each.map((one) => one.getBoundingClientRect().top)")
        first = next(place for place, top in enumerate(tops) if top >= 0)
        page.keyboard.press(key)
        expect(page.locator(TITLES).nth(first + step)).to_be_focused()


def test_j_goes_on_from_anything_in_a_card_and_leaves_out_what_is_hidden(desktop: Visit) -> None:
    """From a button of the second card to the fourth, where the third is hidden."""
    page = desktop.open(ISSUE)
    cards = page.locator(".pd-card")
    cards.nth(2).get_by_role("button", name="Hide").click()
    expect(cards.nth(2).locator(".pd-card__title")).to_be_hidden()
    cards.nth(1).get_by_role("button", name="Save").focus()
    page.keyboard.press("j")
    expect(page.locator(TITLES).nth(3)).to_be_focused()


def test_o_opens_and_s_saves_the_paper_that_has_the_focus(desktop: Visit) -> None:
    """What was done is said; s once more takes it off the list again."""
    page = desktop.open(ISSUE)
    card = page.locator(".pd-card").nth(1)
    title = card.locator(".pd-card__title").inner_text()
    saved = card.locator("[data-pd-keep=saved]")
    page.keyboard.press("s")  # nothing has the focus: nothing is saved
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(saved).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-pd-keep=saved][aria-pressed=true]")).to_have_count(1)
    expect(page.get_by_role("status").filter(has_text=re.compile(r"^Saved\.$"))).to_be_visible()
    page.keyboard.press("s")
    expect(saved).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_role("status").filter(has_text="No longer saved.")).to_be_visible()
    page.keyboard.press("o")
    expect(page.locator("h1")).to_have_text(title)


def test_s_saves_the_paper_of_a_page(desktop: Visit) -> None:
    """Wherever the focus is on it."""
    page = desktop.open(PAPER)
    page.keyboard.press("s")
    expect(page.locator(".pd-links [data-pd-keep=saved]")).to_have_attribute("aria-pressed", "true")


def test_keys_work_in_results(desktop: Visit) -> None:
    """Once the field is left, in which letters are letters."""
    page = desktop.open("search/?q=models")
    titles = page.locator(".pd-result__title")
    expect(titles.nth(1)).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    expect(titles.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(titles.nth(1)).to_be_focused()
    page.keyboard.press("s")
    expect(page.locator(".pd-result").nth(1).locator("[data-pd-keep=saved]")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_keys_walk_through_the_saved_list(desktop: Visit) -> None:
    """The page of what is kept is a list too."""
    page = desktop.open(ISSUE)
    page.keyboard.type("jsjs")  # faster than what they need comes
    expect(page.locator("[data-pd-keep=saved][aria-pressed=true]")).to_have_count(2)
    page = desktop.open("saved/")
    titles = page.locator(".pd-kept__title a")
    expect(titles).to_have_count(2)
    page.keyboard.press("j")
    expect(titles.first).to_be_focused()
    page.keyboard.press("j")
    expect(titles.last).to_be_focused()


def test_arrows_turn_to_the_papers_before_and_after(desktop: Visit) -> None:
    """And mirrored where the language runs from the right."""
    page = desktop.open(PAPER)
    first = page.url
    after = page.locator("a[rel=next]").evaluate("link => link.href")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(after)
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(first)
    page.evaluate("document.dir = 'rtl'")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(lambda url: url != first)


@pytest.mark.parametrize("place", ["summary", ".pd-cite pre"])
def test_arrows_stay_where_they_have_a_meaning(desktop: Visit, place: str) -> None:
    """In what scrolls or opens, and with a modifier, as where Alt and an arrow lead back."""
    page = desktop.open(PAPER)
    page.evaluate("document.addEventListener('click', ({ target }) => (globalThis.turned = target.rel))")
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    page.locator(f".pd-content {place}").last.focus()
    page.keyboard.press("ArrowRight")
    page.locator("main").focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+ArrowRight")
    assert page.evaluate("globalThis.turned") is None


def test_letters_are_letters_where_one_types(desktop: Visit) -> None:
    """In the field of the search, and in a note."""
    page = desktop.open(ISSUE)
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(page.locator("[data-pd-keep=saved][aria-pressed=true]")).to_have_count(1)
    field = page.locator("#pd-box")
    field.focus()
    page.keyboard.type("jkos/?")
    expect(field).to_have_value("jkos/?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page = desktop.open("saved/")
    page.get_by_role("button", name="Add a note").click()
    page.keyboard.type("just a look?")
    expect(page.locator("textarea")).to_have_value("just a look?")


def test_letters_work_after_a_choice_of_density(desktop: Visit) -> None:
    """A choice keeps the focus, and takes no letters."""
    page = desktop.open(ISSUE)
    page.get_by_text("Titles", exact=True).click()
    page.keyboard.press("j")
    expect(page.locator(TITLES).first).to_be_focused()


def test_other_alphabets_have_their_keys_in_the_same_places(desktop: Visit) -> None:
    """The key of J is о on a Russian keyboard and ت on an Arabic one, whose question mark is ؟."""
    page = desktop.open(ISSUE)
    press = """([key, code, shiftKey]) => (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent("keydown", { key, code, shiftKey, bubbles: true, cancelable: true }))"""
    page.evaluate(press, ["о", "KeyJ", False])
    expect(page.locator(TITLES).nth(0)).to_be_focused()
    page.evaluate(press, ["ت", "KeyJ", False])
    expect(page.locator(TITLES).nth(1)).to_be_focused()
    page.evaluate(press, ["é", "Digit2", False])
    page.evaluate(press, ["؟", "Slash", True])
    expect(page.get_by_role("dialog")).to_be_visible()


def test_the_list_of_keys_comes_and_goes(visit: Visit) -> None:
    """It takes the focus, Escape closes it, and the focus is back where it was; the foot of each page has a button for it."""
    page = visit.open(ISSUE)
    page.keyboard.press("j")
    page.keyboard.press("?")
    shown = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(shown).to_be_visible()
    expect(shown.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("j")  # says nothing to the page behind it
    expect(shown.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    expect(page.locator(TITLES).first).to_be_focused()
    button = page.get_by_role("button", name="Keyboard shortcuts")
    button.press("Enter")
    expect(shown).to_be_visible()
    page.keyboard.press("Enter")
    expect(shown).to_be_hidden()
    expect(button).to_be_focused()


def test_keys_of_one_letter_can_be_switched_off(desktop: Visit) -> None:
    """For whoever speaks to their computer; the choice is kept, arrows still turn pages, and the button is the way back."""
    page = desktop.open(ISSUE)
    page.keyboard.press("?")
    page.get_by_label("Letters and signs work as keys").uncheck()
    page.keyboard.press("Escape")
    for open_again in (False, True):
        if open_again:
            page = desktop.open(ISSUE)
        for key in ("j", "/", "?"):
            page.keyboard.press(key)
        expect(page.locator(f":is({TITLES}):focus, input:focus")).to_have_count(0)
        expect(page.get_by_role("dialog")).to_have_count(0)
    page = desktop.open(PAPER)
    first = page.url
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda url: url != first)
    page.get_by_role("button", name="Keyboard shortcuts").click()
    switch = page.get_by_label("Letters and signs work as keys")
    expect(switch).not_to_be_checked()
    switch.check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#pd-box")).to_be_focused()


def test_a_storage_that_is_off_is_said(browser: Browser, site_url: str) -> None:
    """The choice counts for this page."""
    context = browser.new_context(viewport=DESKTOP)
    context.add_init_script(
        "Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    visit = Visit(context, site_url)
    page = visit.open(ISSUE)
    page.keyboard.press("?")
    page.get_by_label("Letters and signs work as keys").uncheck()
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("This browser keeps nothing")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator(TITLES).first).not_to_be_focused()
    context.close()
    assert visit.faults == []


def test_without_scripts_there_is_no_button_for_keys(browser: Browser, site_url: str) -> None:
    """Which could not work."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url)
    expect(page.locator(".pd-keys")).to_be_hidden()
    context.close()
