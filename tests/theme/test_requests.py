"""What a page costs: few files, and few bytes for a paper, which is the page that most readers come to."""

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.theme.visit import BASE_PATH, PAPER, Visit

MOST = 10
KINDS = f" {PAPER} issues/2025-04-24/ issues/ tags/ tags/ocean/ authors/ subscribe/ saved/ api/ about/".split(
    " "
)


def asked(visit: Visit, target: str) -> list[str]:
    """The addresses of all files that a page takes until it is at rest."""
    found: list[str] = []
    visit.page.on("request", lambda request: found.append(request.url))
    visit.open(target).wait_for_load_state("networkidle")
    assert len(found) == len(set(found))
    return found


@pytest.mark.parametrize("target", KINDS)
def test_a_page_asks_for_ten_files_at_most(desktop: Visit, target: str) -> None:
    """The browser's cache is empty; the page is one of them."""
    assert len(asked(desktop, target)) <= MOST


def test_an_empty_search_asks_for_twelve(desktop: Visit) -> None:
    """With the engine, its index and Lunr, so that the first letters find them there."""
    assert len(asked(desktop, "search/")) <= MOST + 2


def test_a_paper_costs_25_kilobytes(desktop: Visit, built: Path) -> None:
    """All that is sent for it the first time, compressed as servers do."""
    files = [built / urlsplit(url).path.removeprefix(BASE_PATH) for url in asked(desktop, PAPER)]
    sent = [(file / "index.html" if file.is_dir() else file).read_bytes() for file in files]
    assert sum(min(len(data), len(gzip.compress(data, 6))) for data in sent) <= 25_000


def test_what_keys_do_comes_with_the_first_of_them(built: Path) -> None:
    """Most readers never press one: their pages have only what listens."""
    every = (built / "assets/search/ui.js").read_text("utf-8")
    assert "scrollIntoView" not in every
    assert "showModal" not in every
