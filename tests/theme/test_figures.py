"""The figure of a paper, as a reader sees it, in a real Chromium."""

from pathlib import Path

from playwright.sync_api import expect

from tests.conftest import DIGEST
from tests.theme.visit import Visit

TERNS = "papers/every-field-there-is/"


def test_a_figure_is_shown_with_its_words_and_moves_nothing(visit: Visit) -> None:
    """Its size is known before it comes; its words are a caption, and are heard once, as text."""
    page = visit.open(TERNS)
    picture = page.locator(".pd-figure img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [960, 540]
    assert (picture.get_attribute("width"), picture.get_attribute("height")) == ("960", "540")
    assert picture.get_attribute("alt") == 'Counts by hand "grow" & <b>level off</b>, O(n) counts do not'
    expect(page.locator("figcaption")).to_contain_text("<b>level off</b>")
    box = picture.bounding_box()
    assert box and abs(box["width"] / box["height"] - 960 / 540) < 0.02
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_figure_opens_in_its_full_size(visit: Visit) -> None:
    """At an address that has the paper's id, whatever the curator's file is called."""
    page = visit.open(TERNS)
    address = page.locator(".pd-figure a").evaluate("link => link.href")
    assert address == f"{visit.address}assets/figures/every-field-there-is.png"
    answer = page.request.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")


def test_a_figure_is_published_as_it_is(built: Path) -> None:
    """To the byte; the preview of links is the figure, and the API has its address."""
    figure = (DIGEST / "content/figures/terns.png").read_bytes()
    assert (built / "assets/figures/every-field-there-is.png").read_bytes() == figure
    head = (built / TERNS / "index.html").read_text("utf-8")
    address = "https://digest.example/some/where/assets/figures/every-field-there-is.png"
    assert f'property="og:image" content="{address}"' in head
    assert 'property="og:image:width" content="960"' in head
    assert f'"image":"{address}"' in (built / "api/papers.json").read_text("utf-8")
    assert not (built / "figures").exists()


def test_a_paper_without_a_figure_has_none(desktop: Visit) -> None:
    """And keeps the preview of its issue."""
    page = desktop.open("papers/only-a-title/")
    expect(page.locator("figure")).to_have_count(0)
    expect(page.locator('meta[property="og:image:width"]')).to_have_attribute("content", "1200")
