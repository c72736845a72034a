"""The page of what a reader keeps: in a real Chromium, on the tests' digest below a base path."""

from playwright.sync_api import Browser, Page, expect

from tests.theme.keeping import ID, ISSUE, card, kept, press, put, shelf, titles
from tests.theme.visit import PHONE, Visit

STORMS, BARE = "the-year-of-the-storms", "only-a-title"


def filled(visit: Visit, papers: dict[str, dict[str, object]]) -> Page:
    """The page, of a reader who keeps these."""
    visit.open("saved/")
    put(visit.page, papers)
    visit.page.reload()
    return visit.page


def test_an_empty_list_says_how_it_fills(visit: Visit) -> None:
    """Two sentences, and no button that has nothing to do."""
    page = visit.open("saved/")
    expect(page.get_by_text("Nothing saved yet.")).to_be_visible()
    for name in ("Copy link", "BibTeX", "Print"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()
    expect(page.get_by_role("button", name="Take a file in")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_javascript_the_page_says_so(browser: Browser, site_url: str) -> None:
    """And leads somewhere useful."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = Visit(context, site_url).open("saved/")
    expect(page.locator("noscript .pd-empty")).to_be_visible()
    expect(page.get_by_role("button", name="Take a file in")).to_be_hidden()
    context.close()


def test_the_site_completes_what_a_card_could_not_say(visit: Visit) -> None:
    """The day of the issue, and a title whose formula is in letters."""
    page = visit.open(ISSUE)
    tides = page.locator("[data-pd-paper]").filter(has=page.locator("a:has(math)")).first
    press(tides, "Save")
    page.goto(f"{visit.address}saved/")
    title = page.locator(".pd-kept__title")
    expect(title).to_contain_text("O(n log n)")
    expect(page.locator(".pd-kept__facts").get_by_role("link", name="24 April 2025")).to_be_visible()
    assert next(iter(shelf(page).values()))["about"][0]["issue"] == "2025-04-24"


def test_a_note_is_kept_as_it_is_typed(visit: Visit) -> None:
    """It is there after a reload, without any button, and it is found."""
    page = filled(visit, {STORMS: kept("The Year of the Storms"), BARE: kept("Only a Title, on Low Tide")})
    page.get_by_role("button", name="Add a note: The Year of the Storms").click()
    field = page.get_by_label("Your note: The Year of the Storms")
    expect(field).to_be_focused()
    page.keyboard.type("Ask Ada & <b>Bo</b>\nabout dykes")
    assert shelf(page)[STORMS]["note"][0] == "Ask Ada & <b>Bo</b>\nabout dykes"
    page.reload()
    expect(field).to_have_value("Ask Ada & <b>Bo</b>\nabout dykes")
    page.get_by_label("Filter your list").fill("DYKES ada")
    expect(page.locator(".pd-shelf .pd-kept")).to_have_count(1)
    expect(page.get_by_role("status").filter(has_text="1 paper")).to_be_visible()
    page.get_by_label("Filter your list").fill("no such words")
    expect(page.get_by_text("Nothing here has these words.")).to_be_visible()


def test_it_is_sorted_and_sifted(desktop: Visit) -> None:
    """By the day it was saved, its issue, its title; read or not."""
    old = kept("Bravo", 10)
    old["about"][0]["issue"] = "2025-04-30"  # type: ignore[index]
    page = filled(desktop, {"a": kept("Alpha", 5), "b": old, "c": kept("Charlie", 20, read=[True, 1])})
    expect(page.locator(".pd-shelf .pd-kept")).to_have_count(3)
    assert titles(page) == ["Charlie", "Bravo", "Alpha"]
    page.get_by_label("Sort by", exact=True).select_option("newest issue")
    assert titles(page) == ["Bravo", "Charlie", "Alpha"]
    page.get_by_label("Sort by", exact=True).select_option("title")
    assert titles(page) == ["Alpha", "Bravo", "Charlie"]
    page.get_by_label("Show", exact=True).select_option("not read yet")
    assert titles(page) == ["Alpha", "Bravo"]
    page.get_by_role("button", name="Read: Bravo").click()
    expect(page.locator(".pd-shelf .pd-kept")).to_have_count(1)
    assert page.evaluate("document.activeElement !== document.body")
    page.get_by_label("Show", exact=True).select_option("read")
    assert titles(page) == ["Bravo", "Charlie"]


def test_what_is_removed_comes_back_and_the_focus_stays_near(visit: Visit) -> None:
    """To the next paper, the one before, or the page's heading; Undo brings paper and note back."""
    page = filled(visit, {"a": kept("Alpha", 9), "b": kept("Bravo", 5, note=["mine", 1])})
    page.get_by_role("button", name="Remove: Alpha").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove: Bravo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_text("Nothing saved yet.")).to_be_visible()
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove: Bravo")).to_be_focused()
    expect(page.get_by_label("Your note: Bravo")).to_have_value("mine")


def test_hidden_papers_are_found_again(desktop: Visit) -> None:
    """Those that were never saved, too."""
    page = desktop.open(ISSUE)
    card(page, "The Year of the Storms").locator("[data-pd-keep=hidden]").click()
    expect(page.get_by_text("1 hidden paper on this page")).to_be_visible()
    page.goto(f"{desktop.address}saved/")
    page.get_by_label("Show", exact=True).select_option("hidden")
    page.get_by_role("button", name="Show again: The Year of the Storms").click()
    expect(page.get_by_text("Nothing is hidden.")).to_be_visible()
    assert shelf(page)[STORMS]["hidden"][0] is False


def test_titles_of_strangers_are_text(desktop: Visit) -> None:
    """Whatever a file, a link or another script has put into the storage."""
    evil = "<img src=x onerror=alert(1)>"
    about = {"title": evil, "authors": evil, "issue": "2025-04-24"}
    page = filled(desktop, {"evil": {"about": [about, 1], "saved": [True, 1], "note": [evil, 1]}})
    expect(page.get_by_role("link", name=evil)).to_be_visible()
    expect(page.get_by_label(f"Your note: {evil}")).to_have_value(evil)
    assert page.locator(".pd-shelf img").count() == 0


def test_five_hundred_papers(desktop: Visit) -> None:
    """All of them are there, and found as one types."""
    page = filled(desktop, {f"paper-{n}": kept(f"Paper number {n}", n) for n in range(500)})
    expect(page.get_by_role("status").filter(has_text="500 papers")).to_be_visible()
    page.get_by_label("Filter your list").fill("number 499")
    expect(page.locator(".pd-shelf .pd-kept")).to_have_count(1)


def test_a_printed_list_has_notes_and_addresses(desktop: Visit) -> None:
    """And none of the buttons."""
    page = filled(desktop, {ID: kept("Saltmarsh Ledger", note=["Read again", 1])})
    expect(page.locator(".pd-shelf .pd-kept")).to_have_count(1)
    page.emulate_media(media="print")
    expect(page.locator(".pd-kept__printed")).to_have_text("Read again")
    expect(page.locator(".pd-kept__printed")).to_be_visible()
    for name in ("Remove: Saltmarsh Ledger", "Copy link", "Write a file"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()
    printed = page.locator(".pd-kept__title a").evaluate("link => getComputedStyle(link, '::after').content")
    assert f"papers/{ID}/" in printed


def test_an_empty_list_costs_ten_requests(desktop: Visit) -> None:
    """What entries need comes with the first one."""
    asked: list[str] = []
    desktop.page.on("request", lambda request: asked.append(request.url))
    page = desktop.open("saved/")
    expect(page.get_by_text("Nothing saved yet.")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert len(asked) <= 10, asked
