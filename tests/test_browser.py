"""What readers do, in a real Chromium, on the real digest below a base path."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize, expect

from tests.conftest import BASE_PATH

PAPER = "papers/beimingwu-a-learnware-dock-system/"
PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


class Visit:
    """A reader's visit: a page, and everything that went wrong in it."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.address = address
        self.faults: list[str] = []
        host = address.removesuffix(BASE_PATH)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda said: self.faults.extend([said.text] if said.type == "error" else []))
        self.page.on(
            "request", lambda sent: self.faults.extend([] if sent.url.startswith(host) else [sent.url])
        )

    def open(self, target: str = "") -> Page:
        self.page.goto(self.address + target)
        return self.page


@pytest.fixture(params=["desktop", "phone"])
def visit(request: pytest.FixtureRequest, browser: Browser, site_url: str) -> Iterator[Visit]:
    """A visit on each kind of screen; it must not ask other hosts for anything, nor raise errors."""
    context = browser.new_context(viewport=PHONE if request.param == "phone" else DESKTOP)
    made = Visit(context, site_url)
    yield made
    context.close()
    assert made.faults == []


@pytest.fixture
def desktop(browser: Browser, site_url: str) -> Iterator[Visit]:
    """A visit on a wide screen."""
    context = browser.new_context(viewport=DESKTOP)
    made = Visit(context, site_url)
    yield made
    context.close()
    assert made.faults == []


@pytest.mark.parametrize(
    "target",
    (
        f" {PAPER} tags/ tags/reasoning/ issues/ issues/2025-04-24/ issues/2025-04/ authors/ authors/jason-wei/"
        " search/?q=models subscribe/ queries/ queries/open-source/ about/ api/"
    ).split(" "),
)
def test_every_kind_of_page_fits_its_screen(visit: Visit, target: str) -> None:
    """One heading, a title, no sideways scrolling, no request elsewhere, no error."""
    page = visit.open(target)
    expect(page.locator("h1")).to_have_count(1)
    assert "Big Models Digest" in page.title()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_home_page_shows_the_latest_issue(visit: Visit) -> None:
    """Cards, topics, months, and the way to all 71 papers."""
    page = visit.open()
    expect(page.locator(".pd-card")).to_have_count(12)
    expect(page.locator(".pd-aside")).to_contain_text("April 2025")
    page.get_by_role("link", name="All 71 papers of this issue").click()
    expect(page).to_have_url(re.compile("/issues/2025-04-24/$"))
    expect(page.locator(".pd-card")).to_have_count(50)
    page.get_by_role("link", name="Page 2 →").click()
    expect(page.locator(".pd-card")).to_have_count(21)


def test_a_paper_has_its_facts_and_its_neighbours(visit: Visit) -> None:
    """Authors, date, venue, links that exist, summary, abstract, tags, issue, previous and next."""
    page = visit.open(PAPER)
    expect(page.locator("h1")).to_have_text("Beimingwu: A Learnware Dock System")
    expect(page.locator(".pd-byline a")).to_have_count(10)
    expect(page.locator(".pd-facts").first).to_contain_text("24 January 2024")
    assert [link.inner_text() for link in page.locator(".pd-links a").all()] == ["arXiv", "PDF"]
    expect(page.locator(".pd-summary")).to_contain_text("open-source market")
    expect(page.locator(".pd-abstract")).to_contain_text("The learnware paradigm proposed by Zhou [2016]")
    expect(page.locator(".pd-context a").first).to_have_text("ML systems")
    page.locator(".pd-neighbours a[rel=next]").click()
    expect(page.locator("h1")).to_contain_text("Recommendation as Language Processing")


def test_an_author_of_one_paper_is_found_by_the_search(visit: Visit) -> None:
    """The link on the name leads to results that hold the paper."""
    page = visit.open(PAPER)
    page.get_by_role("link", name="Zhi-Hua Zhou", exact=True).click()
    expect(page.locator(".pd-result__title")).to_have_text(["Beimingwu: A Learnware Dock System"])


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


def test_filters_stand_beside_the_results_and_in_the_address(visit: Visit) -> None:
    """With counts; a tag to have, one not to have, a year; sorted by date; and Back takes them off again."""
    page = visit.open("search/?q=language+model")
    expect(page.locator(".pd-result").first).to_be_visible()
    if not page.locator(".pd-filters").evaluate("panel => panel.open"):
        page.locator(".pd-filters summary").click()
    reasoning = page.locator(".pd-filter", has_text="Reasoning").first
    count = int(reasoning.locator(".pd-filter__count").inner_text())
    reasoning.click()
    expect(page).to_have_url(re.compile(r"\?q=language\+model&tag=reasoning$"))
    expect(page.locator(".pd-search__status")).to_contain_text(f"{count} papers")
    page.get_by_role("button", name="Leave out Prompting").click()
    expect(page).to_have_url(re.compile(r"tag=reasoning&not=prompting$"))
    expect(page.locator(".pd-chip")).to_have_text(["Reasoning×", "not Prompting×"])
    expect(page.locator(".pd-result .pd-tag", has_text="Prompting")).to_have_count(0)
    page.get_by_label("Sort by").select_option("date")
    expect(page).to_have_url(re.compile(r"not=prompting&sort=date$"))
    shared = page.url
    page.locator(".pd-chip").first.click()
    expect(page).to_have_url(re.compile(r"\?q=language\+model&not=prompting&sort=date$"))
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
    page = visit.open("search/?q=diffusoin+images")
    expect(page.locator(".pd-result").first).to_contain_text("iffusion")
    page.locator(".pd-search__suggestion").get_by_role("link", name="diffusion images").click()
    expect(page).to_have_url(re.compile(r"\?q=diffusion\+images$"))
    expect(page.locator(".pd-search__suggestion")).to_be_hidden()


def test_results_show_where_the_words_stand(visit: Visit) -> None:
    """In the title, the summary and the best passage of the abstract; with authors, date and tags."""
    result = visit.open("search/?q=learnware+market").locator(".pd-result").first
    expect(result.locator(".pd-result__title mark")).to_have_text("Learnware")
    expect(result.locator(".pd-result__summary mark")).to_have_text("market")
    expect(result.locator(".pd-result__passage mark").first).to_have_text(re.compile("earnware"))
    expect(result.locator(".pd-result__meta")).to_contain_text("Zhi-Hao Tan")
    expect(result.locator(".pd-result__meta")).to_contain_text("24 January 2024")
    expect(result.locator(".pd-tag").first).to_have_text("ML systems")


def test_the_box_in_the_header_works_from_the_keyboard(desktop: Visit) -> None:
    """`/` goes to it, arrows choose, Escape closes, Enter opens."""
    page = desktop.open()
    page.keyboard.press("/")
    page.keyboard.type("mixture of exp")
    options = page.locator("[role=option]")
    expect(options.first).to_contain_text("SE-MoE")
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    page.keyboard.type("e")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("SE-MoE")


def test_the_palette_is_the_readers_choice(browser: Browser, site_url: str) -> None:
    """As the system has it at first; then as chosen, on every page."""
    for scheme, first, other in (("dark", "slate", "default"), ("light", "default", "slate")):
        context = browser.new_context(color_scheme=scheme, viewport=PHONE)  # type: ignore[arg-type]
        visit = Visit(context, site_url)
        page = visit.open()
        body = page.locator("body")
        expect(body).to_have_attribute("data-md-color-scheme", first)
        page.locator("label[for^=__palette]:visible").click()
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
                ("tags/reasoning/", "tags/reasoning/"),
                ("authors/jason-wei/", "authors/jason-wei/"),
                ("queries/open-source/", "queries/open-source/"),
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
    for folder in ("", "tags/reasoning/", "authors/jason-wei/", "queries/open-source/", "issues/"):
        for name in ("feed.xml", "atom.xml", "feed.json"):
            assert (built / folder / name).exists()


def test_an_address_is_copied(browser: Browser, site_url: str) -> None:
    """By a button that says so; what is copied is the feed's whole address."""
    context = browser.new_context(viewport=PHONE)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = Visit(context, site_url).open("subscribe/")
    button = page.get_by_role("button", name="Copy: the RSS feed of Reasoning", exact=True)
    button.click()
    expect(page.get_by_role("button", name="Copied")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site_url}tags/reasoning/feed.xml"
    expect(button).to_have_text("Copy")
    context.close()


def test_an_address_is_copied_where_the_clipboard_is_closed(browser: Browser, site_url: str) -> None:
    """As on a page without https."""
    context = browser.new_context(viewport=DESKTOP)
    context.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page = Visit(context, site_url).open("tags/reasoning/")
    page.evaluate("document.addEventListener('copy', () => (window.copied = document.activeElement.value))")
    page.get_by_role("button", name="Copy address").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("window.copied") == f"{site_url}tags/reasoning/feed.xml"
    context.close()


def test_a_feed_is_found_by_name(visit: Visit) -> None:
    """Without accents and case; groups without any go, closed ones open, and all comes back."""
    page = visit.open("subscribe/")
    rows, groups = page.locator(".pd-feed:visible"), page.locator(".pd-feed-group:visible")
    field = page.get_by_role("searchbox", name="Find a feed")
    before = rows.count()
    field.fill("JASON wéi")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Jason Wei")
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
    expect(page.locator("a[href$='tags/reasoning/feed.xml']")).to_be_visible()
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
    page.goto(f"{public}tags/reasoning/{name}")
    expect(page.locator(f"{item} > title").first).to_be_visible()
    expect(page.locator(f"{item} > {hidden}").first).to_be_hidden()
    told = page.evaluate("getComputedStyle(document.documentElement, '::before').content")
    assert "paste it into a feed reader" in told
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
