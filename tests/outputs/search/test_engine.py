"""The engine in a real Chromium: what people look for comes first, and nothing that they type breaks it."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper
from digestry.urls import SEARCH
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from tests.conftest import serve
from tests.outputs.search.conftest import PAPERS, TAGS
from tests.outputs.search.host import digest, host_folder, opened

NASTY = [
    "",
    " ",
    '"',
    "*",
    "C++",
    "^",
    "~1",
    "BERT: pre-training",
    "title:",
    "tag:",
    'author:"',
    "+a -b",
    "🙂",
    "a" * 10_000,
]
NASTY += [
    "__proto__",
    "constructor",
    "toString hasOwnProperty",
    "\\",
    "a:b:c",
    "-",
    "--",
    "tag:__proto__",
    "\u202e x",
    "%",
    "' OR 1=1",
    '"" -"" author:"" tag:"" year:',
    "-a -b",
    "year:20",
    "year:2024-",
    "-tag:agents -author:lee",
    "arXiv:",
    "\ud800",
    "a-b-c-d-e",
    "learning " * 2000,
]


def found(page: Page, query: str, **options: Any) -> dict[str, Any]:
    results: dict[str, Any] = page.evaluate(
        """([query, options]) => engine.search(query, options).then(async ({ terms, hits, counts, ...found }) =>
          ({ ...found, hits: await Promise.all(hits), counts: await counts() }))""",
        [query, options],
    )
    return results


def ids(page: Page, query: str, **options: Any) -> list[str]:
    return [hit["id"] for hit in found(page, query, **options)["hits"]]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("learning to see", "see"),
        ("schutze", "see"),
        ("Schütze", "see"),
        ("lukasz", "mention"),
        ("erdos graph", "mention"),
        ("bert pre training", "bert"),
        ("BERT: pre-training", "bert"),
        ("bert pretraining", "bert"),
        ("pretraining attention", "attention"),
        ("pre-training attention", "attention"),
        ("transf", "bert"),
        ("transformer ", "bert"),
        ("transfromers", "bert"),
        ("ranfsormers", "bert"),
        ("author:chen", "bert"),
        ("author:ch", "bert"),
        ('author:"Bo Chen"', "bert"),
        ("c++", "cpp"),
        ("kdd 2024", "cpp"),
        ("arXiv:2401.14427", "cpp"),
        ("arxiv: 2401.14427v2", "cpp"),
        ("https://arxiv.org/abs/2401.14427v1", "cpp"),
        ("2401.144", "cpp"),
        ("深度", "中"),
        ("学习", "中"),
        ("العميق", "ar"),
        ("x" * 250, "long"),
        ("images", "see"),
        ("image", "see"),
        ("a", "attention"),
    ],
)
def test_what_people_look_for_comes_first(page: Page, query: str, first: str) -> None:
    """Titles, authors, accents, plurals, hyphens, beginnings, slips, fields, ids, other scripts, endless words."""
    assert first in ids(page, query)[: 3 if len(query) == 1 else 1]


def test_papers_with_all_words_come_first(page: Page) -> None:
    """Whatever the scores of those with only some; and it is told how many have them all."""
    results = found(page, "study learning")
    assert results["hits"][0]["id"] == "learn"
    assert results["complete"] == 1 < results["total"]


def test_a_slip_is_put_right_and_told(page: Page) -> None:
    """With the other words left as they were typed; a right word is no slip."""
    assert found(page, "Deep transfromers")["suggestion"] == "Deep transformers"
    assert found(page, "Deep transformers")["suggestion"] == ""


def test_filters_leave_out_the_rest_and_count_what_they_would_leave(page: Page) -> None:
    """Tags to have and not to have, year, venue, issue, code; alone or with words."""
    assert ids(page, "sight", filters={"tags": ["agents"]}) == ["learn"]
    assert ids(page, "bert", filters={"tags": ["agents"]}) == []
    assert ids(page, "learning", filters={"notTags": ["agents"]}) == ["see"]
    assert ids(page, "", filters={"venue": "KDD 2024"}) == ["cpp"]
    assert ids(page, "", filters={"year": "2018"}) == ["bert"]
    assert ids(page, "", filters={"code": True}) == ["bert"]
    assert set(ids(page, "", filters={"issue": "2025-01-01"})) == {"see", "learn", "bert", "evil"}
    counts = found(page, "learning")["counts"]
    assert {tag["value"]: tag["count"] for tag in counts["tags"]} == {"agents": 1, "sight": 1}
    counts = found(page, "", filters={"year": "2018"})["counts"]
    assert {year["value"]: year["count"] for year in counts["year"]} == {"2024": 1, "2018": 1}
    assert counts["code"] == 1


def test_results_can_be_sorted_by_date_and_votes(page: Page) -> None:
    """What has neither comes last."""
    assert ids(page, "year:2000-2030", sort="date") == ["cpp", "bert"]
    assert ids(page, "author:lee", sort="votes") == ["bert", "learn"]


def test_what_nobody_knows_comes_last(browser: Browser, tmp_path: Path) -> None:
    """No votes are fewer than one and more than none that were counted; an unknown date is older than any."""
    papers = [
        Paper("unknown", "A paper", abstract="Short."),
        Paper("none", "A paper", abstract="This one goes on.", upvotes=0, published=PartialDate(1, 1, 1)),
        Paper("one", "A paper", abstract="", upvotes=1, published=PartialDate(2024)),
        Paper("thousand", "A paper", abstract="Not long.", upvotes=1000, published=PartialDate(2023, 12, 31)),
    ]
    with opened(browser, host_folder(tmp_path / "host", digest(papers, issue_size=1))) as page:
        assert ids(page, "paper", sort="votes") == ["thousand", "one", "none", "unknown"]
        assert ids(page, "paper", sort="date") == ["one", "thousand", "none", "unknown"]
        # Of what is alike, the newest issue first, however long abstracts are.
        assert ids(page, "paper -year:1999") == ["unknown", "none", "one", "thousand"]


def test_the_limit_cuts_the_hits_but_not_the_total(page: Page) -> None:
    """So that a page can say how many more there are."""
    results = found(page, "learning", limit=1)
    assert (len(results["hits"]), results["total"]) == (1, 2)


def test_words_said_together_come_before_words_strewn_about(browser: Browser, tmp_path: Path) -> None:
    """Half a remembered sentence finds its paper, though others hold the same words more often."""
    filler = " ".join(f"filler{number}" for number in range(30))
    words = "gradient noise shapes minima".split()
    strewn = f" {filler} ".join(words * 2)
    papers = [Paper(f"strewn-{number}", "Noise", abstract=strewn) for number in range(5)]
    said = Paper(
        "said", "A study", abstract=f"{filler} where gradient noise shapes the minima {filler} {filler}"
    )
    with opened(browser, host_folder(tmp_path / "host", digest([*papers, said]))) as page:
        assert ids(page, " ".join(words))[0] == "said"


@pytest.mark.parametrize("query", NASTY, ids=lambda query: repr(query[:12]))
def test_nothing_that_people_type_throws(page: Page, query: str) -> None:
    """Lunr's own query syntax would throw at half of these."""
    assert isinstance(ids(page, query), list)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(queries=st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=20))
def test_nothing_at_all_throws(page: Page, queries: list[str]) -> None:
    """Any Unicode."""
    totals = page.evaluate(
        "(all) => Promise.all(all.map((q) => engine.search(q).then((r) => r.total)))", queries
    )
    assert len(totals) == len(queries)


def test_a_hostile_title_is_text_on_the_search_page(page: Page) -> None:
    """As the engine gives it."""
    assert found(page, "img")["hits"][0]["title"] == "<img src=x onerror=alert(1)> & <b>bold</b>"


@pytest.mark.parametrize("papers", [[], [Paper("only", "The only paper", abstract="")]], ids=["none", "one"])
def test_the_smallest_digests_can_be_searched(browser: Browser, tmp_path: Path, papers: list[Paper]) -> None:
    """No paper, or one without an abstract."""
    with opened(browser, host_folder(tmp_path / "host", digest(papers))) as page:
        assert ids(page, "anything tag:agents -x year:2024") == []
        assert ids(page, "only papre") == [paper.id for paper in papers]
        assert ids(page, "", filters={"code": True}, sort="date") == []


@pytest.mark.parametrize(
    "pattern", ["index.json", "lunr-*.js", "*/manifest.json", "*/t/*.json", "*/w/*.json", "*/d/*.json"]
)
def test_a_failed_load_rejects_and_can_be_tried_again(browser: Browser, tmp_path: Path, pattern: str) -> None:
    """A tunnel on the train is no reason to reload the page, and never a reason for half of the results."""
    folder = host_folder(tmp_path / "host", digest(PAPERS, TAGS))
    missing = list((folder / "assets/search").glob(pattern))
    assert missing
    for address in serve(folder):
        page = browser.new_page()
        page.goto(address)
        for path in missing:
            path.rename(path.with_name(path.name + ".gone"))
        attempt = """async () => {
          try {
            const { open } = await import(new URL("assets/search/engine.js", location));
            globalThis.engine ??= await open(new URL(".", location), true);
            const { total, hits } = await engine.search("learning");
            await Promise.all(hits);
            return total;
          } catch (error) {
            return error.message;
          }
        }"""
        assert isinstance(page.evaluate(attempt), str)
        for path in missing:
            path.with_name(path.name + ".gone").rename(path)
        assert page.evaluate(attempt) == 2
        page.close()


def test_the_search_page_survives_a_failed_load(browser: Browser, built: Path, tmp_path: Path) -> None:
    """It says so, and trying again works; without the filters' file the results stand, and the filters say so."""
    path = tmp_path / "host"
    shutil.copytree(built, path)
    for name, told, button in (
        ("d", ".pd-search__status", ".pd-find__more"),
        ("facets.json", ".pd-filters__groups", ".pd-filters__groups button"),
    ):
        (gone,) = (path / "assets/search").glob(f"*/{name}")
        gone.rename(tmp_path / name)
        for address in serve(path):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(f"{address}{SEARCH}?q=privacy")
            page.locator(button).get_by_text("Try again").wait_for() if name == "d" else page.get_by_role(
                "button", name="Try again"
            ).wait_for()
            assert "could not be loaded" in page.locator(told).inner_text()
            (tmp_path / name).rename(gone)
            page.get_by_role("button", name="Try again").click()
            page.locator(".pd-result").first.wait_for()
            page.locator(".pd-filter").first.wait_for()
            page.close()


@pytest.mark.parametrize("wide", [True, False], ids=["page", "box"])
def test_a_page_goes_on_while_the_site_is_published_anew(
    browser: Browser, built: Path, tmp_path: Path, wide: bool
) -> None:
    """Its index is gone, and the pointer names another: what is typed next is found there, and nothing is told."""
    path = tmp_path / "host"
    shutil.copytree(built, path)
    pointer = path / "assets/search/index.json"
    for address in serve(path):
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}{SEARCH}?q=privacy" if wide else address)
        field = page.locator(f"[data-pd-search={'page' if wide else 'box'}] input")
        field.fill("privacy")
        shown = page.locator(".pd-result" if wide else ".pd-option__title")
        shown.first.wait_for()
        told = json.loads(pointer.read_text("utf-8"))
        pointer.parent.joinpath(told["folder"]).rename(pointer.parent / "anew")
        pointer.write_text(json.dumps({**told, "folder": "anew/"}), "utf-8")
        page.evaluate(
            """() => {
              performance.clearResourceTimings();
              globalThis.said = "";
              new MutationObserver(() => (said += document.body.innerText)).observe(document.body, { subtree: true, childList: true });
            }"""
        )
        field.fill("mixture of expert")
        shown.get_by_text("Mixture of Expert").first.wait_for()
        asked = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
        assert any(told["folder"] in name for name in asked)  # or the test would show nothing
        assert "could not be loaded" not in page.evaluate("said")
        page.close()
