"""Citing, as readers do it: in a real Chromium, on the tests' digest below a base path."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from playwright.sync_api import Browser, Page, expect

from tests.theme.visit import DESKTOP, PAPER, PHONE, Visit

KEY = "tan2024saltmarshledgeropen"


@pytest.fixture(params=["desktop", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, site_url: str) -> Iterator[Page]:
    """A paper's page on each kind of screen, with its box open; nothing in it may go wrong."""
    screen = PHONE if request.param == "phone" else DESKTOP
    context = browser.new_context(viewport=screen, permissions=["clipboard-read", "clipboard-write"])
    visit = Visit(context, site_url)
    visit.page.clock.install()  # so that nobody waits until a button has its old name again
    visit.open(PAPER)
    visit.page.get_by_text("Cite", exact=True).click()
    yield visit.page
    context.close()
    assert visit.faults == []


def saved(page: Page) -> tuple[str, str]:
    """The name and the text of the file that the button gives."""
    with page.expect_download() as download:
        page.locator(".pd-cite__box").get_by_role("button", name="Save").click()
    return download.value.suggested_filename, Path(download.value.path()).read_text("utf-8")


def test_each_format_is_shown_copied_and_saved(page: Page) -> None:
    """What is seen is what is had, and other programs read it as this paper alone."""
    text = page.locator(".pd-cite__box pre")
    for name, start, suffix in (
        ("RIS", "TY  - CPAPER", "ris"),
        ("CSL-JSON", "[", "csl.json"),
        ("BibTeX", "@", "bib"),
    ):
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.get_by_role("button", name=name, exact=True)).to_have_attribute("aria-pressed", "true")
        expect(text).to_contain_text(KEY)
        shown = text.evaluate("element => element.textContent")
        assert shown.startswith(start)
        page.get_by_role("button", name="Copy", exact=True).click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == shown
        assert saved(page) == (f"{PAPER.split('/')[1]}.{suffix}", shown)
        if suffix == "ris":
            assert [record["id"] for record in rispy.loads(shown)] == [KEY]
        elif suffix == "csl.json":
            assert [item["id"] for item in json.loads(shown)] == [KEY]
        else:
            assert [entry.key for entry in parse_string(shown).entries] == [KEY]
        page.clock.fast_forward(5000)
        expect(page.get_by_role("button", name="Copy", exact=True)).to_be_visible()


def test_a_reference_is_shown_copied_and_saved(page: Page) -> None:
    """In APA style: with italics to read, as plain text to paste."""
    page.get_by_role("button", name="APA", exact=True).click()
    expect(page.locator(".pd-cite__box pre")).to_be_hidden()
    text = page.locator(".pd-cite__text")
    expect(text).to_be_visible()
    expect(text.locator("em")).to_have_text("KDD 2024")
    shown = text.evaluate("element => element.textContent")
    assert shown.startswith("Tan, W., ")
    assert shown.endswith(
        " (2024). Saltmarsh Ledger: An Open Market for Sensor Models. In KDD 2024. https://arxiv.org/abs/2401.14999"
    )
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == shown
    assert saved(page) == (f"{PAPER.split('/')[1]}.txt", shown)
    page.get_by_role("button", name="BibTeX", exact=True).click()
    expect(text).to_be_hidden()
    expect(page.locator(".pd-cite__box pre")).to_be_visible()


def test_the_box_fits_and_closes(page: Page) -> None:
    """No sideways scrolling; Escape closes it, and so does a click elsewhere."""
    box = page.locator(".pd-cite__box")
    expect(box).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(page.locator(".pd-cite summary")).to_be_focused()
    page.get_by_text("Cite", exact=True).click()
    expect(box).to_be_visible()
    page.locator("h1").click()
    expect(box).to_be_hidden()


def test_an_authors_papers_in_every_format(browser: Browser, site_url: str) -> None:
    """BibTeX is a file; the others are put together out of the issues' files, with exactly the author's papers."""
    context = browser.new_context(viewport=PHONE)
    visit = Visit(context, site_url)
    page = visit.open("authors/wei-tan/")
    line = page.locator(".pd-cite-list")
    files = []
    for role, name in (("link", "BibTeX"), ("button", "RIS"), ("button", "CSL-JSON")):
        with page.expect_download() as download:
            line.get_by_role(role, name=name).click()  # type: ignore[arg-type]
        files.append(Path(download.value.path()).read_text("utf-8"))
    keys = {entry.key for entry in parse_string(files[0]).entries}
    assert len(keys) == page.locator(".pd-card").count() > 1
    assert {record["id"] for record in rispy.loads(files[1])} == keys
    assert {item["id"] for item in json.loads(files[2])} == keys
    assert visit.faults == []
    context.close()


def test_without_javascript_there_is_text_and_there_are_files(
    browser: Browser, site_url: str, built: Path
) -> None:
    """BibTeX and reference to select, BibTeX to save, the issue's files for all else; no button that does nothing."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = Visit(context, site_url).open(PAPER)
    page.get_by_text("Cite", exact=True).click()
    box = page.locator(".pd-cite__box")
    expect(box.locator("pre")).to_contain_text(f"@inproceedings{{{KEY},")
    expect(box.locator(".pd-cite__text")).to_contain_text("In KDD 2024. https://")
    expect(box.locator("button")).to_have_count(0)
    for name, file in (
        ("BibTeX", f"{PAPER[:-1]}.bib"),
        ("RIS", "issues/2025-04-24/papers.ris"),
        ("CSL-JSON", "issues/2025-04-24/papers.csl.json"),
    ):
        with page.expect_download() as download:
            box.get_by_role("link", name=name, exact=True).click()
        assert Path(download.value.path()).read_bytes() == (built / file).read_bytes()
    context.close()
