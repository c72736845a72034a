"""What comes out of a printer: black on white from any scheme, an issue in columns, addresses; in a real Chromium."""

import pytest
from playwright.sync_api import Browser, expect

from tests.theme.visit import DESKTOP, PAPER

GONE = ".pd-nav, .pd-scheme, .pd-links, .pd-card__links > :not(a:first-child), .pd-density, .pd-footer, .pd-header .pd-search, .pd-copy, .pd-filters, .pd-search--page"


@pytest.mark.parametrize("target", ["", PAPER, "issues/2025-04-24/", "tags/ocean/", "search/?q=models"])
def test_paper_is_white_whatever_the_screen_shows(browser: Browser, site_url: str, target: str) -> None:
    """Also where a reader has chosen dark; no buttons, no menus."""
    context = browser.new_context(viewport=DESKTOP, color_scheme="dark")
    page = context.new_page()
    page.goto(site_url + target)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(media="print")
    shown = page.evaluate("""() => {
      const page = document.querySelector("main");
      const colours = [...page.querySelectorAll("h1, h2, h3, p, a")]
        .filter((element) => element.checkVisibility())
        .map((element) => getComputedStyle(element).color);
      return [getComputedStyle(document.body).backgroundColor, [...new Set(colours)]];
    }""")
    assert shown[0] == "rgb(255, 255, 255)"
    assert set(shown[1]) <= {"rgb(0, 0, 0)", "rgb(51, 51, 51)"}
    expect(page.locator(GONE).locator("visible=true")).to_have_count(0)
    context.close()


def test_an_issue_has_two_columns_that_keep_cards_whole(browser: Browser, site_url: str) -> None:
    """Each card says where its paper is, and so does a paper."""
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.goto(site_url + "issues/2025-04-24/")
    page.emulate_media(media="print")
    expect(page.locator(".pd-cards").first).to_have_css("column-count", "2")
    expect(page.locator(".pd-card").first).to_have_css("break-inside", "avoid")
    shown = page.locator(".pd-card__links a[href^='https://arxiv.org/abs/']").first
    assert shown.evaluate("link => getComputedStyle(link, '::after').content").startswith(
        '"https://arxiv.org/'
    )
    page.goto(site_url + PAPER)
    told = page.locator("[data-pd-address]").evaluate("line => getComputedStyle(line, '::after').content")
    assert told == f'"https://digest.example/some/where/{PAPER}"'
    context.close()
