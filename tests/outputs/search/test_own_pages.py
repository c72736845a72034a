"""The curator's own pages are found beside the papers."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from digestry.outputs.search.own_pages import OwnPage, own_page
from digestry.paper.model import Document
from playwright.sync_api import Browser, expect

from tests.conftest import build_site, copy_project, serve
from tests.theme.visit import DESKTOP, Visit


def page(text: str, path: str = "guide/first-steps.md", directory_urls: bool = True) -> OwnPage | None:
    return own_page(Document(path, text, f"content/pages/{path}"), directory_urls)


@pytest.mark.parametrize(
    ("text", "title", "said"),
    [
        ("# About *us*\n\nWe read **papers**.\n", "About us", "We read papers."),
        ("---\ntitle: Other\ndescription: In short.\n---\n\n# About\n\nText.\n", "Other", "About\n\nText."),
        ("Only text, and a [link](x.md).\n", "First steps", "Only text, and a link."),
        ("# A & B\n\n<script>alert(1)</script>\n\n`1 < 2`\n", "A & B", "1 < 2"),
        ("", "First steps", ""),
    ],
)
def test_a_page_has_the_title_and_the_text_that_readers_see(text: str, title: str, said: str) -> None:
    """Without its markup; the title is in the front matter, in the first heading, or in the file's name."""
    found = page(text)
    assert found
    assert (found.title, found.text) == (title, said)


def test_its_description_is_its_summary() -> None:
    """As in the page's head."""
    found = page("---\ndescription: In short.\n---\nText.\n")
    assert found
    assert found.summary == "In short."


@pytest.mark.parametrize(
    ("path", "directory_urls", "target"),
    [
        ("guide/a.md", True, "guide/a/"),
        ("guide/a.md", False, "guide/a.html"),
        ("guide/index.md", True, "guide/"),
        ("guide/README.md", False, "guide/"),
    ],
)
def test_it_is_where_mkdocs_publishes_it(path: str, directory_urls: bool, target: str) -> None:
    """With `use_directory_urls` and without."""
    found = page("# A\n", path, directory_urls)
    assert found
    assert found.target == target


def test_a_page_can_ask_not_to_be_found() -> None:
    """As for Material's own search."""
    assert page("---\nsearch:\n  exclude: true\n---\n# A\n") is None
    assert page("---\nsearch:\n  exclude: false\n---\n# A\n") is not None


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with own pages, of which MkDocs is told to leave some out."""
    project = copy_project(tmp_path_factory.mktemp("own") / "project")
    pages = project / "content/pages"
    (pages / "notes.md").write_text("# Notes on quokkas\n\nThe quokka smiles at every zyzzyva.\n")
    (pages / "secret.md").write_text("# Secret xylophones\n\nNot yet.\n")
    (pages / "later.md").write_text("# Later xylophones\n\nNot yet.\n")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "exclude_docs: secret.md\ndraft_docs: later.md\n", "utf-8")
    return build_site(project)


def test_what_mkdocs_leaves_out_is_not_in_the_index(site: Path) -> None:
    """Neither by `exclude_docs` nor by `draft_docs`."""
    texts = [path.read_text("utf-8") for path in (site / "assets/search").rglob("*.json")]
    assert any("zyzzyva" in text for text in texts)
    assert not any("xylophone" in text for text in texts)


@pytest.fixture
def visit(browser: Browser, site: Path) -> Iterator[Visit]:
    for address in serve(site):
        context = browser.new_context(viewport=DESKTOP)
        made = Visit(context, address)
        yield made
        context.close()
        assert made.faults == []


def test_readers_find_them(visit: Visit) -> None:
    """On the search page and in the box of the header, called a page, with a link that leads there."""
    page = visit.open("search/?q=zyzzyva")
    result = page.locator(".pd-result")
    expect(result).to_have_count(1)
    expect(result.locator(".pd-result__title")).to_have_text("Notes on quokkas")
    expect(result.locator(".pd-result__meta")).to_have_text("Page")
    expect(result.locator(".pd-result__passage mark")).to_have_text("zyzzyva")
    expect(page.locator(".pd-search__status")).to_have_text("1 result for “zyzzyva”")
    result.locator(".pd-result__title").click()
    expect(page.locator("h1")).to_have_text("Notes on quokkas")
    page.locator("#pd-box").fill("quokkas")
    expect(page.locator("[role=option]").first).to_contain_text("Notes on quokkas")


def test_filters_are_for_papers(visit: Visit) -> None:
    """A page has no year, no tag and no issue: whoever filters sees papers."""
    page = visit.open("search/?q=the&sort=date")
    expect(page.locator(".pd-result").first).to_be_visible()
    manifest = json.loads(next(iter_manifests(visit)))
    assert manifest["pages"]
    page = visit.open("search/?year=2024&q=notes")
    expect(page.locator(".pd-result__title", has_text="quokkas")).to_have_count(0)


def iter_manifests(visit: Visit) -> Iterator[str]:
    pointer = visit.page.request.get(f"{visit.address}assets/search/index.json").json()
    yield visit.page.request.get(f"{visit.address}assets/search/{pointer['folder']}manifest.json").text()
