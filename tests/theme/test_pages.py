"""What readers do, in a real Chromium, on the tests' digest below a base path."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.theme.visit import DESKTOP, PAPER, PHONE, Visit


@pytest.mark.parametrize(
    "target",
    (
        f" {PAPER} tags/ tags/ocean/ tags/economics/ tags/volcanoes/ issues/ issues/2025-04-24/ issues/2025-03-27/"
        " issues/2025-04/ authors/ authors/wei-tan/ authors/ольга-кузнецова/ search/?q=models search/?q=script"
        " subscribe/ trends/ top/ top/year/ queries/ queries/recent-forecasts/ queries/nothing-yet/ about/ field/boots/ api/"
        " papers/every-field-there-is/ papers/only-a-title/ papers/markup-of-all-kinds/ papers/a-title-without-spaces/"
        " papers/remote-sensing-of-tidal-flats/ papers/sand-and-water-in-arabic/ papers/mathematics-in-pieces/"
        " papers/small-pictures-for-long-days/ papers/as-many-authors-as-a-ship-has/"
    ).split(" "),
)
def test_every_kind_of_page_fits_its_screen(visit: Visit, target: str) -> None:
    """One heading, a title, no sideways scrolling, no request elsewhere, no error."""
    page = visit.open(target)
    expect(page.locator("h1")).to_have_count(1)
    assert "Salt & Soil" in page.title()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_home_page_shows_the_latest_issue(visit: Visit) -> None:
    """Cards, topics, months, and the way to all 22 papers, of two files."""
    page = visit.open()
    expect(page.locator(".pd-card")).to_have_count(6)
    expect(page.locator(".pd-aside")).to_contain_text("April 2025")
    page.get_by_role("link", name="All 22 papers of this issue").click()
    expect(page).to_have_url(re.compile("/issues/2025-04-24/$"))
    expect(page.locator(".pd-card")).to_have_count(20)
    page.get_by_role("link", name="Page 2").click()
    expect(page.locator(".pd-card")).to_have_count(2)


def test_a_paper_has_its_facts_and_its_neighbours(visit: Visit) -> None:
    """Authors, date, venue, links that exist, summary, abstract, tags, issue, previous and next."""
    page = visit.open(PAPER)
    expect(page.locator("h1")).to_have_text("Saltmarsh Ledger: An Open Market for Sensor Models")
    expect(page.locator(".pd-byline a")).to_have_count(10)
    expect(page.locator(".pd-facts").first).to_contain_text("24 January 2024")
    assert [link.inner_text() for link in page.locator(".pd-links a").all()] == ["arXiv", "PDF"]
    expect(page.locator(".pd-summary")).to_contain_text("open-source market")
    expect(page.locator(".pd-abstract")).to_contain_text("The ledger paradigm proposed by Zhou [2016]")
    expect(page.locator(".pd-context a").first).to_have_text("Sensing")
    page.locator(".pd-neighbours a[rel=next]").click()
    expect(page.locator("h1")).to_contain_text("Tides & <b>Terns</b>: an")


def test_the_palette_is_the_readers_choice(browser: Browser, site_url: str) -> None:
    """As the system has it at first; then as chosen, on every page."""
    for scheme, first, other in (("dark", "slate", "default"), ("light", "default", "slate")):
        context = browser.new_context(color_scheme=scheme, viewport=PHONE)  # type: ignore[arg-type]
        visit = Visit(context, site_url)
        page = visit.open()
        body = page.locator("body")
        expect(body).to_have_attribute("data-md-color-scheme", first)
        page.locator(".pd-scheme").click()
        expect(body).to_have_attribute("data-md-color-scheme", other)
        visit.open(PAPER)
        expect(body).to_have_attribute("data-md-color-scheme", other)
        assert visit.faults == []
        context.close()


def test_without_javascript_everything_but_search_works(browser: Browser, site_url: str) -> None:
    """The search page says so and offers the indexes."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = Visit(context, site_url).open("search/")
    expect(page.locator("noscript, .pd-empty").first).to_be_visible()
    page.locator(".pd-empty").get_by_role("link", name="tags").click()
    page.locator(".pd-topics a").first.click()
    expect(page.locator(".pd-card").first).to_be_visible()
    context.close()


def test_a_wrong_address_gets_help(browser: Browser, site_url: str) -> None:
    """At any depth, with working links and styles."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(site_url + "papers/no/such/paper/")
    expect(page.locator("h1")).to_have_text("This page is not here")
    page.get_by_role("link", name="Latest papers").click()
    expect(page).to_have_url(site_url)
    context.close()


@pytest.mark.parametrize(
    ("target", "announced"),
    [
        ("", ["feed.xml", "atom.xml", "feed.json"]),
        (PAPER, ["feed.xml"]),
        *(
            (target, [*(folder + name for name in ("feed.xml", "atom.xml", "feed.json")), "feed.xml"])
            for target, folder in (
                ("tags/forecasting/", "tags/forecasting/"),
                ("authors/wei-tan/", "authors/wei-tan/"),
                ("queries/open-data/", "queries/open-data/"),
                ("issues/2025-04-24/page/2/", "issues/"),
            )
        ),
    ],
)
def test_pages_announce_their_feeds(desktop: Visit, target: str, announced: list[str]) -> None:
    """For feed readers that look for them: a page's own first, in all formats, then the digest's in the first."""
    page = desktop.open(target)
    found = [
        (link.get_attribute("type"), link.get_attribute("href"))
        for link in page.locator("link[rel=alternate]:not([type='text/markdown'])").all()
    ]
    types = {"feed.xml": "rss+xml", "atom.xml": "atom+xml", "feed.json": "feed+json"}
    assert found == [
        (f"application/{types[path.rpartition('/')[2]]}", f"https://digest.example/some/where/{path}")
        for path in announced
    ]


def test_announced_feeds_are_there(built: Path, desktop: Visit) -> None:
    """And their pictures, in the places that they name."""
    desktop.open()
    assert (built / "assets/icon.png").read_bytes().startswith(b"\x89PNG")
    for folder in ("", "tags/forecasting/", "authors/wei-tan/", "queries/open-data/", "issues/"):
        for name in ("feed.xml", "atom.xml", "feed.json"):
            assert (built / folder / name).exists()


def test_an_address_is_copied(browser: Browser, site_url: str) -> None:
    """By a button that says so; what is copied is the feed's whole address."""
    context = browser.new_context(viewport=PHONE)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit = Visit(context, site_url)
    visit.page.clock.install()
    page = visit.open("subscribe/")
    button = page.get_by_role("button", name="Copy: the RSS feed of Forecasting", exact=True)
    button.click()
    expect(page.get_by_role("button", name="Copied")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site_url}tags/forecasting/feed.xml"
    page.clock.fast_forward(5000)
    expect(button).to_have_text("Copy")
    context.close()


def test_an_address_is_copied_where_the_clipboard_is_closed(browser: Browser, site_url: str) -> None:
    """As on a page without https."""
    context = browser.new_context(viewport=DESKTOP)
    context.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page = Visit(context, site_url).open("tags/forecasting/")
    page.evaluate("document.addEventListener('copy', () => (window.copied = document.activeElement.value))")
    page.get_by_role("button", name="Copy address").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("window.copied") == f"{site_url}tags/forecasting/feed.xml"
    context.close()


def test_a_feed_is_found_by_name(visit: Visit) -> None:
    """Without accents and case; groups without any go, closed ones open, and all comes back."""
    page = visit.open("subscribe/")
    rows, groups = page.locator(".pd-feed:visible"), page.locator(".pd-feed-group:visible")
    field = page.get_by_role("searchbox", name="Find a topic or a person")
    before = rows.count()
    field.fill("WEI tán")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Wei Tan")
    expect(groups).to_have_count(1)
    field.fill("nobody at all")
    expect(rows).to_have_count(0)
    field.fill("")
    expect(rows).to_have_count(before)


def test_without_javascript_addresses_are_text(browser: Browser, site_url: str) -> None:
    """No button that does nothing."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = Visit(context, site_url).open("subscribe/")
    expect(page.locator("code").first).to_have_text("https://digest.example/some/where/feed.xml")
    expect(page.locator("button:visible, input[data-pd-filter]:visible")).to_have_count(0)
    expect(page.locator("a[href$='tags/forecasting/feed.xml']")).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    ("name", "item", "hidden"), [("feed.xml", "item", "encoded"), ("atom.xml", "entry", "content")]
)
def test_a_feed_in_a_browser_can_be_read(
    browser: Browser, built: Path, name: str, item: str, hidden: str
) -> None:
    """Opened at its public address: what it is, titles and authors; not the markup that is for programs."""
    context = browser.new_context(viewport=PHONE)
    public = "https://digest.example/some/where/"
    context.route(
        f"{public}**", lambda route: route.fulfill(path=built / route.request.url.removeprefix(public))
    )
    page = context.new_page()
    page.goto(f"{public}tags/forecasting/{name}")
    expect(page.locator(f"{item} > title").first).to_be_visible()
    expect(page.locator(f"{item} > {hidden}").first).to_be_hidden()
    told = page.evaluate("getComputedStyle(document.documentElement, '::before').content")
    assert "paste it into a feed reader" in told
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
