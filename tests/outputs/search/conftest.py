"""A page with the search's modules in a real Chromium, for the engine and for what is shown of it."""

from collections.abc import Iterator

import pytest
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper, Tag
from playwright.sync_api import Browser, Page

from tests.outputs.search.host import digest, host_folder, opened

TAGS = {
    "agents": Tag("agents", "Agents", "Models that act.", aliases=("acting",)),
    "sight": Tag("sight", "Sight and images", "Models that see."),
}
PAPERS = [
    Paper(
        "see",
        "Learning to See",
        abstract="We look at images and learn from them.",
        authors=("Jürgen Schütze",),
        tags=("sight",),
    ),
    Paper(
        "learn",
        "Seeing is Learning",
        abstract="A study of sight.",
        authors=("Ann Lee",),
        tags=("agents",),
        upvotes=3,
    ),
    Paper(
        "bert",
        "BERT: Pre-training of Deep Transformers",
        abstract="Language.",
        authors=("Ann Lee", "Bo Chen"),
        published=PartialDate(2018, 10),
        upvotes=90,
        code="https://code.example/bert",
    ),
    Paper("evil", "<img src=x onerror=alert(1)> & <b>bold</b>", abstract="</script>", tags=("agents",)),
    Paper(
        "cpp",
        "C++ for the impatient",
        abstract="",
        venue="KDD 2024",
        published=PartialDate(2024),
        arxiv="2401.14427",
    ),
    Paper("中", "深度学习", abstract="", authors=("张伟",)),
    Paper("ar", "التعلم العميق للصور", abstract="", authors=("علي",)),
    Paper("long", "x" * 250 + " tail", abstract="y" * 300),
    Paper(
        "attention",
        "Attention is all you need",
        abstract="The pretraining of attention, which all of you need.",
    ),
    Paper("mention", "You need all attention", abstract="Łukasz's models, Erdős's graphs."),
]


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page with an engine for a few made-up papers."""
    folder = host_folder(tmp_path_factory.mktemp("search") / "host", digest(PAPERS, TAGS, issue_size=4))
    with opened(browser, folder) as page:
        page.evaluate("""async () => {
          globalThis.results = await import(new URL("assets/search/results.js", location));
          globalThis.marks = await import(new URL("assets/search/highlight.js", location));
          globalThis.words = await import(new URL("assets/search/words.js", location));
          globalThis.wording = await import(new URL("assets/wording.js", location));
          globalThis.urls = await import(new URL("assets/search/urls.js", location));
          globalThis.address = await import(new URL("assets/search/address.js", location));
        }""")
        yield page
