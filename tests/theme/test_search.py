"""Searching, as readers do it: in a real Chromium, on the tests' digest below a base path."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Route, expect

from tests.conftest import build_site, copy_project, serve
from tests.theme.visit import Visit


def test_the_search_page_answers_as_one_types(visit: Visit) -> None:
    """Results, highlights, and the query in the address, so that a search can be sent to somebody."""
    page = visit.open("search/")
    page.keyboard.type("diffus")
    expect(page.locator(".pd-result").first).to_be_visible()
    expect(page.locator(".pd-result mark").first).to_have_text("Diffusion")
    expect(page).to_have_url(re.compile(r"/search/\?q=diffus$"))
    page.reload()
    expect(page.locator("input[name=q]").last).to_have_value("diffus")
    expect(page.locator(".pd-result").first).to_be_visible()
    expect(page.locator(".pd-search__status")).to_contain_text("for “diffus”")


def test_letters_typed_while_the_scripts_load_are_kept(visit: Visit) -> None:
    """The field has the focus before the search is there."""
    held: list[Route] = []
    page = visit.page
    page.route("**/search/page.js", lambda route: held.append(route))
    page.goto(f"{visit.address}search/", wait_until="domcontentloaded")
    page.keyboard.type("diff")
    for route in held:
        route.continue_()
    page.keyboard.type("us")
    expect(page.locator(".pd-result mark").first).to_have_text("Diffusion")
    expect(page.locator("[data-pd-search=page] input")).to_have_value("diffus")


def test_the_best_paper_is_shown_while_others_load(visit: Visit) -> None:
    """On a slow line each paper takes its time."""
    asked: list[Route] = []

    def only_the_first(route: Route) -> None:
        asked.append(route)
        if len(asked) == 1:
            route.continue_()

    page = visit.open("search/")
    page.route("**/d/*.json", only_the_first)
    page.locator("[data-pd-search=page] input").fill("diffusion")
    expect(page.locator(".pd-result")).to_have_count(1)
    first = page.locator(".pd-result__title").text_content()
    page.keyboard.press("ArrowDown")
    for route in asked[1:]:
        route.continue_()
    expect(page.locator(".pd-result")).not_to_have_count(1)
    expect(page.locator(".pd-result__title").first).to_have_text(first or "")
    expect(page.locator(".pd-result__title").first).to_be_focused()


def test_the_search_page_asks_for_each_file_once(visit: Visit) -> None:
    """What its head asks for early is what its scripts ask for."""
    asked: list[str] = []
    visit.page.on("request", lambda sent: asked.append(sent.url))
    page = visit.open("search/?q=diffusion")
    expect(page.locator(".pd-filter").first).to_be_attached()
    assert len(asked) == len(set(asked))
    assert any("/lunr-" in url for url in asked)


def test_back_returns_to_the_search_before(visit: Visit) -> None:
    """A search is a place to come back to; the letters on the way to it are not. Forward works too."""
    page = visit.open("search/?q=privacy")
    field = page.locator("[data-pd-search=page] input")
    field.press("Enter")
    field.fill("")
    page.keyboard.type("forecast")
    expect(page.locator(".pd-search__status")).to_contain_text("forecast")
    field.press("Enter")
    page.go_back()
    expect(page.locator(".pd-search__status")).to_contain_text("privacy")
    expect(field).to_have_value("privacy")
    page.go_forward()
    expect(field).to_have_value("forecast")
    expect(page.locator(".pd-search__status")).to_contain_text("forecast")


def test_two_filters_one_right_after_the_other_both_count(visit: Visit) -> None:
    """Before the list of filters has been shown anew: clicks of the same moment, and two on one filter are one."""
    page = visit.open("search/?q=tide+model")
    expect(page.locator(".pd-filter").first).to_be_attached()
    page.evaluate(
        """() => {
        const named = (name) => [...document.querySelectorAll(".pd-filter")].find((one) => one.textContent.startsWith(name));
        named("Forecasting").click();
        named("Forecasting").click();
        document.querySelector("[aria-label='Leave out Ocean']").click();
        }"""
    )
    expect(page).to_have_url(re.compile(r"\?q=tide\+model&tag=forecasting&not=ocean$"))


def test_filters_stand_beside_the_results_and_in_the_address(visit: Visit) -> None:
    """With counts; a tag to have, one not to have, a year; sorted by date; and Back takes them off again."""
    page = visit.open("search/?q=tide+model")
    expect(page.locator(".pd-result").first).to_be_visible()
    if not page.locator(".pd-filters").evaluate("panel => panel.open"):
        page.locator(".pd-filters summary").click()
    forecasting = page.locator(".pd-filter", has_text="Forecasting").first
    count = int(forecasting.locator(".pd-filter__count").inner_text())
    forecasting.click()
    expect(page).to_have_url(re.compile(r"\?q=tide\+model&tag=forecasting$"))
    expect(page.locator(".pd-search__status")).to_contain_text(f"{count} papers")
    page.get_by_role("button", name="Leave out Ocean").click()
    expect(page).to_have_url(re.compile(r"tag=forecasting&not=ocean$"))
    expect(page.locator(".pd-chip")).to_have_text(["Forecasting×", "not Ocean×"])
    expect(page.locator(".pd-result .pd-tag", has_text="Ocean")).to_have_count(0)
    page.get_by_label("Sort by").select_option("date")
    expect(page).to_have_url(re.compile(r"not=ocean&sort=date$"))
    shared = page.url
    page.locator(".pd-chip").first.click()
    expect(page).to_have_url(re.compile(r"\?q=tide\+model&not=ocean&sort=date$"))
    expect(page.locator(".pd-chip")).to_have_count(1)
    page.go_back()
    expect(page.locator(".pd-chip")).to_have_count(2)
    titles = page.locator(".pd-result__title").all_inner_texts()
    page.goto(shared)
    expect(page.locator(".pd-result__title")).to_have_text(titles)


def test_the_search_page_works_from_the_keyboard(desktop: Visit) -> None:
    """`/` goes to the field, arrows walk through the results and back, Escape returns, Enter opens."""
    page = desktop.open("search/?q=experts")
    titles = page.locator(".pd-result__title")
    expect(titles.first).to_be_visible()
    field = page.locator("[data-pd-search=page] input")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(titles.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    title = titles.first.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)


def test_a_slip_is_asked_about(visit: Visit) -> None:
    """The right word's papers are there already; the question leads to the right query."""
    page = visit.open("search/?q=diffusoin+clay")
    expect(page.locator(".pd-result").first).to_contain_text("iffusion")
    page.locator(".pd-search__suggestion").get_by_role("link", name="diffusion clay").click()
    expect(page).to_have_url(re.compile(r"\?q=diffusion\+clay$"))
    expect(page.locator(".pd-search__suggestion")).to_be_hidden()


def test_results_show_where_the_words_stand(visit: Visit) -> None:
    """In the title, the summary and the best passage of the abstract; with authors, date and tags."""
    result = visit.open("search/?q=ledger+market").locator(".pd-result").first
    expect(result.locator(".pd-result__title mark")).to_have_text(["Ledger", "Market"])
    expect(result.locator(".pd-result__summary mark")).to_have_text("market")
    expect(result.locator(".pd-result__passage mark").first).to_have_text(re.compile("edger"))
    expect(result.locator(".pd-result__meta")).to_contain_text("Wei Tan")
    expect(result.locator(".pd-result__meta")).to_contain_text("24 January 2024")
    expect(result.locator(".pd-tag").first).to_have_text("Sensing")


def test_the_box_in_the_header_works_from_the_keyboard(desktop: Visit) -> None:
    """`/` goes to it, arrows choose, Escape closes, Enter opens."""
    page = desktop.open()
    page.keyboard.press("/")
    page.keyboard.type("mixture of exp")
    options = page.locator("[role=option]")
    expect(options.first).to_contain_text("Mixture of Expert Divers")
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    page.keyboard.type("e")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Mixture of Expert Divers")


def test_a_list_that_was_closed_stays_closed(desktop: Visit) -> None:
    """Also when the papers for it come later, as on a slow line."""
    held: list[Route] = []
    page = desktop.open()
    field = page.locator("[data-pd-search=box] input")
    options = page.locator("[role=option]")
    field.fill("ledger")
    expect(options.first).to_be_visible()
    page.route("**/d/*.json", lambda route: held.append(route))
    with page.expect_request("**/d/*.json"):
        field.fill("divers")
    field.press("Escape")
    expect(options.first).to_be_hidden()
    with page.expect_event("requestfinished"):
        for route in held:
            route.continue_()
    page.wait_for_load_state("networkidle")
    expect(options.first).to_be_hidden()
    field.fill("divers ")
    expect(options.first).to_contain_text("Divers")


def test_without_votes_nothing_is_sorted_by_them(browser: Browser, tmp_path: Path) -> None:
    """An old link that asks for it finds the best matches."""
    project = copy_project(tmp_path / "project", content=None)
    (project / "content/feed").mkdir()
    issue = "date: 2025-04-24\npapers:\n  - {id: a, title: Mud and sand}\n  - {id: b, title: Mud}\n"
    (project / "content/feed/a.yml").write_text(issue)
    page = browser.new_page()
    for address in serve(build_site(project)):
        page.goto(address + "search/?q=mud&sort=votes")
        expect(page.locator(".pd-result__title")).to_have_count(2)
        sorting = page.locator(".pd-find__sort select")
        expect(sorting.locator("option")).to_have_text(["relevance", "date"])
        expect(sorting).to_have_value("relevance")
    page.close()
