"""Lists that can be scanned, as readers do it: in a real Chromium."""

import re
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.conftest import build_site, copy_project, serve
from tests.theme.visit import DESKTOP, Visit

TITLES = (
    "A market for models that were trained elsewhere",
    "Sparse attention over very long legal contracts, measured and explained",
    "What small sensors can tell of tides before anybody asks them to, in three estuaries",
)


def test_the_density_is_chosen_and_remembered(visit: Visit) -> None:
    """Titles, cards, whole abstracts; the choice holds on other lists."""
    page = visit.open("issues/2025-04-24/")
    card = page.locator(".pd-card").first
    expect(card.locator(".pd-card__summary")).to_be_visible()
    page.get_by_text("Titles", exact=True).click()
    expect(card.locator(".pd-card__summary")).to_be_hidden()
    expect(card.locator(".pd-card__title")).to_be_visible()
    visit.open("tags/ocean/")
    expect(page.get_by_role("radio", name="Titles")).to_be_checked()
    expect(page.locator(".pd-card__authors").first).to_be_hidden()


def test_whole_abstracts_come_when_they_are_wanted(desktop: Visit) -> None:
    """Of the papers that come into view, and go again; those without one stay as they are."""
    page = desktop.open("issues/2025-04-24/")
    card = page.locator(".pd-card", has_text="Saltmarsh Ledger")
    expect(card.locator(".pd-card__abstract")).to_have_count(0)
    page.get_by_text("Abstracts", exact=True).click()
    card.scroll_into_view_if_needed()
    expect(card.locator(".pd-card__abstract")).to_contain_text("a ledger ecosystem.")
    page.get_by_text("Cards", exact=True).click()
    expect(card.locator(".pd-card__abstract")).to_be_hidden()


def test_an_abstract_that_does_not_come_is_said(browser: Browser, site_url: str) -> None:
    """And the title still leads to it."""
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.goto(site_url + "issues/2025-04-24/")
    context.set_offline(True)
    page.get_by_text("Abstracts", exact=True).click()
    expect(page.locator(".pd-card__abstract").first).to_have_text(
        "The abstract could not be loaded; the title leads to it."
    )
    context.close()


def test_a_card_leads_to_the_paper_elsewhere_and_to_citing(desktop: Visit) -> None:
    """arXiv, PDF, and the box to cite, open."""
    page = desktop.open("issues/2025-04-24/")
    card = page.locator(".pd-card", has_text="Saltmarsh Ledger")
    links = card.locator(".pd-card__links a")
    expect(links).to_have_text(["arXiv", "PDF", "Cite"])
    expect(links.first).to_have_attribute("href", "https://arxiv.org/abs/2401.14999")
    links.last.click()
    expect(page).to_have_url(re.compile("/papers/saltmarsh-ledger.*/#cite$"))
    expect(page.locator(".pd-cite__box")).to_be_visible()


def test_names_are_found_as_one_types(visit: Visit) -> None:
    """Tags and authors, without accents and case; the number is said, and all come back."""
    page = visit.open("authors/")
    rows, field = page.locator(".pd-names li:visible"), page.get_by_role("searchbox", name="Find a name")
    before = rows.count()
    field.fill("WEI tán")
    expect(rows.first).to_contain_text("Wei Tan")
    expect(page.locator("main [role=status]")).to_have_text(re.compile(r"^\d+ found$"))
    expect(page.locator(".pd-letters")).to_be_visible()
    field.fill("nobody at all")
    expect(rows).to_have_count(0)
    expect(page.locator("main [role=status]")).to_have_text("Nothing found")
    field.fill("")
    expect(rows).to_have_count(before)


def test_seventy_one_titles_take_three_screens(browser: Browser, tmp_path: Path) -> None:
    """Of a desktop, with their headings; each title has two lines here, or one."""
    project = copy_project(tmp_path / "project", content=None)
    (project / "content/feed").mkdir()
    (project / "content/tags.yml").write_text(
        "".join(f"t{n}: {{name: Topic {n}, description: About.}}\n" for n in range(11))
    )
    papers = "".join(
        f"  - {{id: p{n}, title: '{TITLES[n % 3]} ({n})', summary: Words., tags: [t{n % 11}]}}\n"
        for n in range(71)
    )
    (project / "content/feed/a.yml").write_text(f"date: 2025-04-24\npapers:\n{papers}", "utf-8")
    settings = project / "mkdocs.yml"
    settings.write_text(re.sub(r"\n +page_size: .*", "", settings.read_text("utf-8")), "utf-8")
    for address in serve(build_site(project)):
        page = browser.new_page(viewport=DESKTOP)
        page.goto(address + "issues/2025-04-24/")
        page.get_by_text("Titles", exact=True).click()
        expect(page.locator(".pd-card:visible")).to_have_count(71)
        end = page.locator(".pd-card").last.evaluate("card => card.getBoundingClientRect().bottom + scrollY")
        assert end <= 3 * DESKTOP["height"]
        page.locator(".pd-jump a").last.click()
        expect(page.locator(".pd-section").last).to_be_in_viewport()
        page.close()
