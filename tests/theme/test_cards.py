"""A paper's card and the same paper among search results, on one small site in a real Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.conftest import build_site, copy_project, serve
from tests.theme.visit import DESKTOP

FEED = """
date: 2025-04-24
papers:
  - {id: bare, title: Nothing but a title}
  - {id: code, title: Code alone, code: "https://code.example/"}
  - {id: none, title: No votes, authors: [Ann Lee], upvotes: 0}
  - {id: one, title: One vote, authors: [Ann Lee, Bo Chen, Cy Dee], upvotes: 1, published: 2024-01-24}
  - {id: two, title: Two votes, authors: [Ann Lee, Bo Chen, Cy Dee, Di Ezo], upvotes: 2, published: 2024-01, venue: KDD 2024}
  - id: many
    title: "Many votes, & <b>"
    authors: [Ann Lee, Bo Chen, Cy Dee, Di Ezo, Ed Fox]
    upvotes: 1234
    published: 2024
    venue: "A & B"
    code: "https://code.example/"
  - {id: venue, title: A venue alone, venue: "<i>"}
"""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page on a site with those papers."""
    project = copy_project(tmp_path_factory.mktemp("cards") / "project", content=None)
    (project / "content/feed").mkdir()
    (project / "content/feed/a.yml").write_text(FEED, "utf-8")
    for address in serve(build_site(project)):
        context = browser.new_context(viewport=DESKTOP, base_url=address)
        yield context.new_page()
        context.close()


def card(of: Locator) -> tuple[str, str, str]:
    """Title, address, and what is said below the title; styles put the dots between facts. Code is a link."""
    title = of.locator(".pd-card__title a")
    said = of.locator(".pd-card__authors, .pd-facts > *").all_text_contents()
    said += of.locator(".pd-card__links a", has_text="Code").all_text_contents()
    return title.inner_text(), title.evaluate("link => link.href"), " · ".join(said)


def result(of: Locator) -> tuple[str, str, str]:
    """The same of a result."""
    title = of.locator(".pd-result__title")
    said = of.locator(".pd-result__meta").all_text_contents()
    return title.inner_text(), title.evaluate("link => link.href"), "".join(said)


def test_a_card_and_a_result_say_the_same_of_a_paper(page: Page) -> None:
    """Title, authors, date, venue, votes, code, each as the other has it; what is not known is not there."""
    page.goto("issues/2025-04-24/")
    cards = sorted(map(card, page.locator(".pd-card").all()))
    page.goto("search/?issue=2025-04-24")
    expect(page.locator(".pd-result")).to_have_count(len(cards))
    assert sorted(map(result, page.locator(".pd-result").all())) == cards
    said = {address.split("/")[-2]: text for _, address, text in cards}
    assert said == {
        "bare": "",
        "code": "Code",
        "none": "Ann Lee",
        "one": "Ann Lee, Bo Chen, Cy Dee · 24 January 2024 · 1 vote",
        "two": "Ann Lee, Bo Chen, Cy Dee and 1 other · January 2024 · KDD 2024 · 2 votes",
        "many": "Ann Lee, Bo Chen, Cy Dee and 2 others · 2024 · A & B · 1,234 votes · Code",
        "venue": "<i>",
    }


def test_an_author_who_is_searched_for_is_named(page: Page) -> None:
    """First, however many come before; a card has the first three."""
    page.goto("search/?q=author%3Afox")
    expect(page.locator(".pd-result__meta")).to_contain_text("Ed Fox, Ann Lee, Bo Chen and 2 others")
