"""The engine in a real Chromium: the same scores as lunr.js itself, and nothing that a person types breaks it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from generator.model import Paper, Tag
from generator.search.index import BOOSTS, artefacts
from generator.site import build as site
from generator.site.generate import read
from generator.text import clean
from generator.urls import SEARCH
from tests.conftest import ROOT, serve

TAGS = {"agents": Tag("agents", "Agents", "Models that act.")}
PAPERS = [
    Paper("see", "Learning to See", "We look at images and learn from them.", authors=("Jürgen Schütze",)),
    Paper("learn", "Seeing is Learning", "A study of sight.", authors=("Ann Lee",), tags=("agents",)),
    Paper("bert", "BERT: Pre-training of Deep Transformers", "Language.", authors=("Ann Lee", "Bo Chen")),
    Paper("evil", "<img src=x onerror=alert(1)> & <b>bold</b>", "</script>", tags=("agents",)),
    Paper("cpp", "C++ for the impatient", "", venue="KDD 2024"),
    Paper("中", "深度学习", "", authors=("张伟",)),
]
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
]


def folder(path: Path, papers: list[Paper], tags: dict[str, Tag]) -> Path:
    """A host's folder with the search's files and an empty page to load them from."""
    shutil.copytree(ROOT / "overrides/assets", path / "assets")
    for artefact in artefacts(papers, tags):
        (path / artefact.path).write_bytes(artefact.data)
    (path / "index.html").write_text(
        "<!doctype html><meta charset=utf-8><title>x</title><link rel=icon href=data:,>"
    )
    return path


def opened(browser: Browser, path: Path) -> Iterator[Page]:
    for address in serve(path):
        page = browser.new_page()
        page.goto(address)
        page.evaluate(
            """async () => {
              const { open } = await import(new URL("assets/search/engine.js", location));
              globalThis.results = await import(new URL("assets/search/results.js", location));
              globalThis.engine = await open(new URL(".", location));
            }"""
        )
        yield page
        page.close()


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page with an engine for a few made-up papers."""
    yield from opened(browser, folder(tmp_path_factory.mktemp("search") / "host", PAPERS, TAGS))


def ids(page: Page, query: str, **options: Any) -> list[str]:
    found = page.evaluate("([query, options]) => engine.search(query, options)", [query, options])
    return [hit["id"] for hit in found["hits"]]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("learning to see", "see"),
        ("schutze", "see"),
        ("Schütze", "see"),
        ("bert pre training", "bert"),
        ("BERT: pre-training", "bert"),
        ("transf", "bert"),
        ("transfromers", "bert"),
        ("author:chen", "bert"),
        ('author:"Bo Chen"', "bert"),
        ("c++", "cpp"),
        ("kdd 2024", "cpp"),
        ("深度", "中"),
        ("images", "see"),
    ],
)
def test_what_people_look_for_comes_first(page: Page, query: str, first: str) -> None:
    """Titles, authors, accents, beginnings, slips of the key, fields, other scripts."""
    assert ids(page, query)[0] == first


def test_papers_with_all_words_come_first(page: Page) -> None:
    """Whatever the scores of those with only some."""
    assert ids(page, "study learning")[0] == "learn"


def test_fields_and_tags_leave_out_the_rest(page: Page) -> None:
    """`author:` and `tag:` must match; a tag alone lists its papers in the digest's order."""
    assert ids(page, "author:lee") == ["learn", "bert"]
    assert ids(page, "tag:agents") == ["learn", "evil"]
    assert ids(page, "tag:agents sight") == ["learn"]
    assert ids(page, "sight", filters={"tags": ["agents"]}) == ["learn"]
    assert ids(page, "bert", filters={"tags": ["agents"]}) == []


def test_the_limit_cuts_the_hits_but_not_the_total(page: Page) -> None:
    """So that a page can say how many more there are."""
    found = page.evaluate("() => engine.search('learning', {limit: 1})")
    assert (len(found["hits"]), found["total"]) == (1, 2)


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


LINE = (st.text(st.characters(codec="utf-8"), max_size=40) | st.text("<>&\"'/ab =x!-", max_size=30)).map(
    lambda text: " ".join(clean(text).split())
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hits=st.lists(st.tuples(LINE, LINE, LINE, LINE), min_size=1, max_size=10))
def test_results_show_what_strangers_wrote_as_text(page: Page, hits: list[tuple[str, str, str, str]]) -> None:
    """Title, author, venue and summary come out as the same text, highlighted or not, and add no element."""
    shown = page.evaluate(
        """(hits) => hits.map(([title, author, venue, summary]) => {
          const words = [title, author, venue, summary].flatMap((text) => text.split(/[\\s-]+/u));
          const terms = new Set(words.filter((_, i) => i % 2).map(engine.term));
          const hit = {title, url: "papers/x/", authors: author ? [author] : [], venue, date: "2024", summary, tags: [], terms};
          const item = results.result(hit, engine, new URL(location));
          const option = results.option(hit, engine, new URL(location), 0);
          return {
            title: item.querySelector(".pd-result__title").textContent,
            meta: item.querySelector(".pd-result__meta").textContent,
            summary: item.querySelector(".pd-result__summary")?.textContent ?? "",
            option: option.querySelector(".pd-option__title").textContent,
            names: [...item.querySelectorAll("*"), ...option.querySelectorAll("*")].map((e) => e.localName),
            links: [...item.querySelectorAll("[href]")].map((e) => new URL(e.href).pathname.split("/").slice(-3).join("/")),
          };
        })""",
        [list(hit) for hit in hits],
    )
    for (title, author, venue, summary), found in zip(hits, shown, strict=True):
        assert found["title"] == found["option"] == title
        assert found["meta"] == " · ".join(part for part in (author, venue, "2024") if part)
        assert found["summary"] == summary
        assert set(found["names"]) <= {"a", "p", "mark", "span"}
        assert found["links"] == ["papers/x/"]


def test_a_hostile_title_is_text_on_the_search_page(page: Page) -> None:
    """As the engine gives it."""
    found = page.evaluate("() => engine.search('img')")
    assert found["hits"][0]["title"] == "<img src=x onerror=alert(1)> & <b>bold</b>"


def test_an_empty_digest_finds_nothing(browser: Browser, tmp_path: Path) -> None:
    """And does not break."""
    for page in opened(browser, folder(tmp_path / "host", [], {})):
        assert ids(page, "anything tag:agents") == []


def test_a_failed_load_rejects_and_can_be_tried_again(browser: Browser, tmp_path: Path) -> None:
    """A tunnel on the train is no reason to reload the page."""
    path = folder(tmp_path / "host", PAPERS, TAGS)
    index = (path / "assets/search/index.json").rename(path / "gone")
    for address in serve(path):
        page = browser.new_page()
        page.goto(address)
        attempt = """async () => {
          const { open } = await import(new URL("assets/search/engine.js", location));
          return open(new URL(".", location)).then(() => "open", (error) => error.message);
        }"""
        assert "404" in page.evaluate(attempt)
        index.rename(path / "assets/search/index.json")
        assert page.evaluate(attempt) == "open"
        page.close()


def test_scores_are_those_of_an_index_built_by_lunr_itself(browser: Browser, tmp_path: Path) -> None:
    """On the real feed: refs in the same order and scores to 1e-6, for whole words, beginnings and fields."""
    config = site.configuration(str(ROOT / "mkdocs.yml"))
    digest = read(ROOT, site.settings(config), drafts=False)
    tags = {slug: tagged.tag for slug, tagged in digest.tags.items()}
    path = folder(tmp_path / "host", list(digest.papers), tags)
    words = sorted(
        {word.lower() for paper in digest.papers for word in paper.title.split() if word.isalpha()}
    )
    queries = [
        *words[::2],
        *(f"{word[:4]}*" for word in words[1::6]),
        *(f"authors:{p.authors[0].split()[-1]}" for p in digest.papers[::9] if p.authors),
    ]
    documents = [
        {
            "id": str(number),
            "title": paper.title,
            "authors": " ".join(paper.authors),
            "tags": " ".join(f"{slug} {tags[slug].name}" for slug in paper.tags),
            "summary": paper.summary,
            "venue": paper.venue,
            "arxiv": paper.arxiv,
            "abstract": paper.abstract,
        }
        for number, paper in enumerate(digest.papers)
    ]
    for page in opened(browser, path):
        compared = page.evaluate(
            """async ([documents, boosts, queries]) => {
              const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\\p{Mn}/gu, "");
              const trim = (token) => token.update((s) => s.replace(/^[^\\p{L}\\p{N}_]+|[^\\p{L}\\p{N}_]+$/gu, ""));
              const builder = new lunr.Builder();
              lunr.Pipeline.registerFunction(trim, "digest-trimmer");
              const serialised = await (await fetch("assets/search/index.json")).json();
              builder.pipeline.add(trim, lunr.generateStopWordFilter(serialised.stopWords), lunr.stemmer);
              builder.searchPipeline.add(lunr.stemmer);
              for (const [field, boost] of Object.entries(boosts)) builder.field(field, { boost });
              for (const { id, ...fields } of documents) {
                builder.add({ id, ...Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, fold(v)])) });
              }
              const peer = builder.build();
              const ours = lunr.Index.load(serialised);
              return queries.map((q) => [peer, ours].map((index) => index.search(q).map((r) => [r.ref, r.score])));
            }""",
            [documents, BOOSTS, queries],
        )
    assert len(compared) > 150
    assert sum(bool(peer) for peer, _ in compared) > 140
    for query, (peer, ours) in zip(queries, compared, strict=True):
        assert sorted(ref for ref, _ in peer) == sorted(ref for ref, _ in ours), query
        scores = dict(map(tuple, peer))
        assert all(abs(scores[ref] - score) < 1e-6 for ref, score in ours), (
            query,
            json.dumps([peer[:3], ours[:3]]),
        )


def test_the_search_page_survives_a_failed_load(browser: Browser, built: Path, tmp_path: Path) -> None:
    """It says so, and trying again works."""
    path = tmp_path / "host"
    shutil.copytree(built, path)
    index = (path / "assets/search/index.json").rename(tmp_path / "gone")
    for address in serve(path):
        page = browser.new_page()
        page.goto(f"{address}{SEARCH}?q=privacy")
        page.get_by_role("button", name="Try again").wait_for()
        assert "could not be loaded" in page.locator(".pd-search__status").inner_text()
        index.rename(path / "assets/search/index.json")
        page.get_by_role("button", name="Try again").click()
        page.locator(".pd-result").first.wait_for()
        page.close()
