"""Menus, palettes and pages from the disk, as readers meet them: in a real Chromium."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import serve
from tests.site.digests import built, write
from tests.theme.visit import DESKTOP, PHONE, Visit

PLAIN = "theme: material\nplugins: [digestry]\n"
NAV = """\
theme: material
plugins: [digestry]
nav:
  - Latest: index.md
  - Guide: [guide/index.md, {Deeper: [guide/deep.md]}, {arXiv: 'https://arxiv.org/'}]
  - More: [about.md]
"""
PAGES = {"docs/guide/index.md": "# Guide\n", "docs/guide/deep.md": "# Deep\n", "docs/about.md": "# About\n"}
LIGHT, DARK = "rgb(250, 248, 244)", "rgb(21, 23, 27)"


@contextmanager
def opened(browser: Browser, folder: Path, target: str = "", **options: object) -> Iterator[Page]:
    """A page of a built site, served; nothing in it may go wrong."""
    address = serve(folder)
    context = browser.new_context(viewport=DESKTOP, **options)  # type: ignore[arg-type]
    visit = Visit(context, next(address))
    yield visit.open(target)
    context.close()
    next(address, None)
    assert visit.faults == []


@pytest.fixture(scope="module")
def menus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with sections in its navigation."""
    return built(write(tmp_path_factory.mktemp("menus"), NAV, PAGES))


@pytest.mark.parametrize("screen", [DESKTOP, PHONE])
def test_a_menu_opens_by_mouse_and_leads_on(browser: Browser, menus: Path, screen: dict[str, int]) -> None:
    """One at a time; a click elsewhere closes it. All of it is on the screen, in front of the page."""
    with opened(browser, menus) as page:
        page.set_viewport_size(screen)  # type: ignore[arg-type]
        deep = page.get_by_role("link", name="Deep", exact=True)
        expect(deep).to_be_hidden()
        page.get_by_text("Guide", exact=True).first.click()
        expect(deep).to_be_in_viewport(ratio=1)
        page.get_by_text("More", exact=True).click()
        expect(deep).to_be_hidden()
        page.locator(".pd-footer p").last.click()
        expect(page.locator(".pd-menu[open]")).to_have_count(0)
        page.get_by_text("Guide", exact=True).first.click()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        deep.click()
        expect(page.locator("h1")).to_have_text("Deep")
        expect(page.locator(".pd-menu__here")).to_have_text("Guide")


def test_no_menu_reaches_beyond_the_screen(browser: Browser, tmp_path: Path) -> None:
    """The last of many, with a long title in it, on a screen that is just wide enough for them."""
    settings = (
        PLAIN
        + "nav:\n  - Latest: index.md\n"
        + "".join(
            f"  - Section number {number}: [{{A title that somebody wrote without thinking of menus: about.md}}]\n"
            for number in range(4)
        )
    )
    folder = built(write(tmp_path, settings, {"docs/about.md": "# About\n"}), strict=False)
    with opened(browser, folder) as page:
        page.set_viewport_size({"width": 760, "height": 600})
        page.get_by_text("Section number 3").click()
        expect(page.locator(".pd-menu[open] a")).to_be_in_viewport(ratio=1)
        page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")


def test_a_menu_opens_by_keyboard(browser: Browser, menus: Path) -> None:
    """Enter opens it, Tab goes through it, Escape closes it and gives the focus back."""
    with opened(browser, menus) as page:
        page.get_by_role("link", name="Latest").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Guide")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(".pd-menu[open]")).to_have_count(0)
        expect(page.locator(".pd-menu summary").first).to_be_focused()


def test_a_menu_closes_when_the_focus_leaves_it(browser: Browser, menus: Path) -> None:
    """An open one would cover what the keyboard comes to next."""
    with opened(browser, menus) as page:
        page.locator(".pd-menu summary").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".pd-menu[open]")).to_have_count(1)
        page.keyboard.press("Shift+Tab")
        expect(page.get_by_role("link", name="Latest")).to_be_focused()
        expect(page.locator(".pd-menu[open]")).to_have_count(0)


def test_long_words_in_a_menu_stay_on_a_phone(browser: Browser, tmp_path: Path) -> None:
    """They break, on the bar and in a menu."""
    word = "Rindfleischetikettierungsueberwachungsaufgabenuebertragungsgesetz"
    settings = f"nav: [Latest: index.md, {word}: about.md, More: [{word}: tags/index.md]]\n"
    folder = built(write(tmp_path, PLAIN + settings, {"docs/about.md": "# About\n"}))
    with opened(browser, folder) as page:
        page.set_viewport_size({"width": 360, "height": 640})
        page.get_by_text("More").click()
        for link in page.get_by_text(word).all():
            expect(link).to_be_in_viewport(ratio=1)
        page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")


def test_a_menu_opens_without_javascript(browser: Browser, menus: Path) -> None:
    """And its links lead on."""
    with opened(browser, menus, java_script_enabled=False) as page:
        page.get_by_text("Guide", exact=True).first.click()
        page.get_by_role("link", name="Deep", exact=True).click()
        expect(page.locator("h1")).to_have_text("Deep")


def palette(tmp_path: Path, entries: str) -> Path:
    return built(write(tmp_path, f"theme: {{name: material, palette: {entries}}}\nplugins: [digestry]\n"))


def paper(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


@pytest.mark.parametrize(("scheme", "expected"), [("slate", DARK), ("default", LIGHT)])
@pytest.mark.parametrize("system", ["light", "dark"])
def test_a_palette_of_one_scheme_is_the_same_for_everybody(
    browser: Browser, tmp_path: Path, scheme: str, expected: str, system: str
) -> None:
    """Whatever the system prefers; no script complains of the toggle that is not there."""
    folder = palette(tmp_path, f"{{scheme: {scheme}, primary: teal}}")
    for target in ("", "search/"):
        with opened(browser, folder, target, color_scheme=system) as page:
            assert paper(page) == expected
            expect(page.locator(".pd-scheme")).to_have_count(0)


BOTH = (
    '[{media: "(prefers-color-scheme)", toggle: {icon: material/owl, name: To light}},'
    ' {media: "(prefers-color-scheme: light)", scheme: default, primary: red, toggle: {icon: material/owl, name: To dark}},'
    ' {media: "(prefers-color-scheme: dark)", scheme: slate, primary: lime, toggle: {icon: material/owl, name: To system}}]'
)


@pytest.mark.parametrize(("system", "ground", "link"), [("light", LIGHT, "c31512"), ("dark", DARK, "cddc39")])
def test_a_palette_may_follow_the_system_until_one_chooses(
    browser: Browser, tmp_path: Path, system: str, ground: str, link: str
) -> None:
    """Material's three entries: as the system has it, light, dark; the colours come along."""
    accent: Callable[[Page], str] = lambda page: str(  # noqa: E731
        page.evaluate("getComputedStyle(document.body).getPropertyValue('--pd-accent')")
    )
    with opened(browser, palette(tmp_path, BOTH), color_scheme=system) as page:
        assert (paper(page), accent(page).strip()) == (ground, f"#{link}")
        page.get_by_role("button", name="To light").click()
        assert (paper(page), accent(page).strip()) == (LIGHT, "#c31512")
        page.get_by_role("button", name="To dark").click()
        assert (paper(page), accent(page).strip()) == (DARK, "#cddc39")
        page.reload()
        assert paper(page) == DARK


def test_two_schemes_without_toggles_follow_the_system(browser: Browser, tmp_path: Path) -> None:
    """There is nothing to choose, then."""
    folder = palette(
        tmp_path,
        '[{media: "(prefers-color-scheme: light)", scheme: default},'
        ' {media: "(prefers-color-scheme: dark)", scheme: slate}]',
    )
    for system, expected in (("light", LIGHT), ("dark", DARK)):
        with opened(browser, folder, color_scheme=system) as page:
            assert paper(page) == expected
            expect(page.locator(".pd-scheme")).to_have_count(0)


def test_a_custom_colour_is_the_curators(browser: Browser, tmp_path: Path) -> None:
    """Set in a style sheet of their own, as Material documents it; on the search page, too."""
    settings = (
        "theme: {name: material, palette: {primary: custom}}\nplugins: [digestry]\nextra_css: [own.css]\n"
    )
    style = ":root > * { --md-primary-fg-color: #123456; --md-primary-bg-color: #fedcba; }\n"
    folder = built(write(tmp_path, settings, {"docs/own.css": style}))
    with opened(browser, folder) as page:
        button = page.locator(".pd-button").first
        expect(button).to_have_css("background-color", "rgb(18, 52, 86)")
        expect(button).to_have_css("color", "rgb(254, 220, 186)")


def test_a_style_sheet_of_ones_own_has_the_last_word(browser: Browser, tmp_path: Path) -> None:
    """Over the palette, too, as the handbook writes it."""
    settings = (
        "theme: {name: material, palette: {primary: teal}}\nplugins: [digestry]\nextra_css: [own.css]\n"
    )
    style = ':root, [data-md-color-scheme="default"] { --pd-accent: #123456; }\n'
    with opened(browser, built(write(tmp_path, settings, {"docs/own.css": style}))) as page:
        expect(page.locator(".pd-button").first).to_have_css("background-color", "rgb(18, 52, 86)")


def test_a_site_of_files_opens_from_the_disk(browser: Browser, tmp_path: Path) -> None:
    """Every link leads to a page; a search, for which browsers want a server, says so."""
    folder = built(write(tmp_path, NAV + "use_directory_urls: false\n", PAGES))
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("link", name="Quokkas").click()
    expect(page.locator("h1")).to_have_text("Quokkas <smile> & wave")
    page.get_by_role("link", name="Theory").click()
    expect(page.locator("h1")).to_have_text("Theory")
    page.locator(".pd-brand").click()
    expect(page).to_have_url((folder / "index.html").as_uri())
    page.locator("#pd-box").fill("quokkas")
    page.locator("#pd-box").press("Enter")
    expect(page.locator("main .pd-empty")).to_contain_text("where this site is on the web")
    context.close()


def test_the_search_of_a_site_of_files_leads_to_files(browser: Browser, tmp_path: Path) -> None:
    """From the box and from the search page, whose own address stays a file's."""
    folder = built(write(tmp_path, NAV + "use_directory_urls: false\n", PAGES))
    with opened(browser, folder, "index.html") as page:
        page.locator("#pd-box").fill("quokkas")
        expect(page.locator("a.pd-option").first).to_have_attribute(
            "href", re.compile("papers/quokkas/index.html$")
        )
        page.locator("a.pd-option--all").click()
        expect(page).to_have_url(re.compile(r"search/index\.html\?q=quokkas$"))
        page.locator("#pd-query").fill("animals")
        expect(page).to_have_url(re.compile(r"search/index\.html\?q=animals$"))
        # The address is there before the answer: until then the results are the last question's.
        expect(page.locator(".pd-result__title")).to_have_text("On other animals")
        page.locator(".pd-result__title").click()
        expect(page.locator("h1")).to_have_text("On other animals")


SECTION = """\
theme: {name: material, font: false, palette: [{scheme: default, toggle: {icon: material/owl, name: To dark}}, \
{scheme: slate, toggle: {icon: material/owl, name: To light}}]}
plugins: [search, {digestry: {path: digest}}]
nav: [Home: index.md, Papers: digest/index.md]
"""


def test_a_section_and_the_site_around_it_work_side_by_side(browser: Browser, tmp_path: Path) -> None:
    """Each with its own search, and one choice of light or dark for both."""
    folder = built(write(tmp_path, SECTION, {"docs/index.md": "# My docs\n\nWords of wisdom.\n"}))
    with opened(browser, folder) as page:
        page.locator(".md-search__input").press_sequentially("wisdom")
        expect(page.locator(".md-search-result__item")).to_have_count(1)
        page.keyboard.press("Escape")
        page.locator("label[title='To dark']").click()
        page.get_by_role("link", name="Papers").first.click()
        expect(page.locator("h1")).to_have_text("Small Digest")
        assert paper(page) == DARK
        page.locator("#pd-box").fill("quokkas")
        page.locator("a.pd-option").first.click()
        expect(page).to_have_url(re.compile("/digest/papers/quokkas/$"))
        page.get_by_role("button", name="To light").click()
        page.locator(".pd-brand").click()
        expect(page.locator("h1")).to_have_text("My docs")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
