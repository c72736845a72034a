"""The engine in a real Chromium: what people look for comes first, and nothing that they type breaks it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from generator.model import Paper, PartialDate, Tag
from generator.text import clean
from generator.urls import SEARCH
from generator.words import fold, term, tokens, trim
from tests.conftest import serve
from tests.search.host import digest, host_folder, opened

TAGS = {
    "agents": Tag("agents", "Agents", "Models that act.", aliases=("acting",)),
    "sight": Tag("sight", "Sight and images", "Models that see."),
}
PAPERS = [
    Paper(
        "see",
        "Learning to See",
        "We look at images and learn from them.",
        authors=("Jürgen Schütze",),
        tags=("sight",),
    ),
    Paper(
        "learn", "Seeing is Learning", "A study of sight.", authors=("Ann Lee",), tags=("agents",), upvotes=3
    ),
    Paper(
        "bert",
        "BERT: Pre-training of Deep Transformers",
        "Language.",
        authors=("Ann Lee", "Bo Chen"),
        published=PartialDate(2018, 10),
        upvotes=90,
        code="https://code.example/bert",
    ),
    Paper("evil", "<img src=x onerror=alert(1)> & <b>bold</b>", "</script>", tags=("agents",)),
    Paper(
        "cpp", "C++ for the impatient", "", venue="KDD 2024", published=PartialDate(2024), arxiv="2401.14427"
    ),
    Paper("中", "深度学习", "", authors=("张伟",)),
    Paper("ar", "التعلم العميق للصور", "", authors=("علي",)),
    Paper("long", "x" * 250 + " tail", "y" * 300),
    Paper("attention", "Attention is all you need", "The pretraining of attention, which all of you need."),
    Paper("mention", "You need all attention", "Łukasz's models, Erdős's graphs."),
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


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page with an engine for a few made-up papers."""
    folder = host_folder(tmp_path_factory.mktemp("search") / "host", digest(PAPERS, TAGS, issue_size=4))
    with opened(browser, folder) as page:
        page.evaluate("""async () => {
          globalThis.results = await import(new URL("assets/search/results.js", location));
          globalThis.marks = await import(new URL("assets/search/highlight.js", location));
          globalThis.words = await import(new URL("assets/search/words.js", location));
          globalThis.address = await import(new URL("assets/search/address.js", location));
        }""")
        yield page


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


def test_quoted_words_stand_in_this_order(page: Page) -> None:
    """Next to each other, stop words between them counted; in the text of one field."""
    assert ids(page, '"attention is all you need"') == ["attention"]
    assert ids(page, '"need all attention"') == ["mention"]
    assert ids(page, '"learning see"') == []
    assert ids(page, '"learning to see"') == ["see"]
    assert ids(page, 'author:"Lee Ann"') == []


def test_fields_and_refusals_leave_out_the_rest(page: Page) -> None:
    """`author:`, `tag:` and `year:` must match, `-` must not; a field alone lists its papers, newest issue first."""
    assert set(ids(page, "author:lee")) == {"learn", "bert"}
    assert set(ids(page, "tag:agents")) == {"learn", "evil"}
    assert set(ids(page, "tag:acting")) == {"learn", "evil"}
    assert ids(page, "tag:sig") == ["see"]
    assert ids(page, "tag:nothing") == []
    assert ids(page, "tag:agents sight") == ["learn"]
    assert ids(page, "author:lee -study") == ["bert"]
    assert ids(page, "author:lee -author:chen") == ["learn"]
    assert ids(page, 'learning -"look at images"') == ["learn"]
    assert ids(page, "learning -tag:agents") == ["see"]
    assert ids(page, "year:2024") == ["cpp"]
    assert set(ids(page, "year:2010-2024")) == {"cpp", "bert"}
    assert ids(page, "year:2010-2020 lee") == ["bert"]
    assert len(ids(page, "-learning", limit=20)) == len(PAPERS) - 2


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


def test_the_limit_cuts_the_hits_but_not_the_total(page: Page) -> None:
    """So that a page can say how many more there are."""
    results = found(page, "learning", limit=1)
    assert (len(results["hits"]), results["total"]) == (1, 2)


def test_words_said_together_come_before_words_strewn_about(browser: Browser, tmp_path: Path) -> None:
    """Half a remembered sentence finds its paper, though others hold the same words more often."""
    filler = " ".join(f"filler{number}" for number in range(30))
    words = "gradient noise shapes minima".split()
    strewn = f" {filler} ".join(words * 2)
    papers = [Paper(f"strewn-{number}", "Noise", strewn) for number in range(5)]
    said = Paper("said", "A study", f"{filler} where gradient noise shapes the minima {filler} {filler}")
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


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cn", "Co"]), max_size=60) | st.text(
    "aé-'.’ sßİΣσ中ー١²½", max_size=30
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXT, min_size=1, max_size=20))
@example(texts=["IES sses ied caresses ponies surveys array decay by says"])
def test_the_browser_takes_text_apart_as_the_generator_does(page: Page, texts: list[str]) -> None:
    """Folding, tokens and compounds, trimming and stemming: a word that differs would not be found."""
    theirs = page.evaluate(
        """(texts) => texts.map((text) => {
          const folded = words.fold(text);
          const all = [...words.tokens(folded), ...words.compounds(folded)];
          return [folded, all, all.map(words.trim), all.map(engine.term)];
        })""",
        texts,
    )
    for text, (folded, all_tokens, trimmed, terms) in zip(texts, theirs, strict=True):
        assert folded == fold(text)
        assert all_tokens == tokens(fold(text))
        assert trimmed == [trim(token) for token in all_tokens]
        assert terms == [term(token) for token in all_tokens]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(st.text("abcd", max_size=6), st.text("abcd", max_size=6)), max_size=20))
def test_how_far_words_are_apart(page: Page, pairs: list[tuple[str, str]]) -> None:
    """It is the same both ways, 0 for the same word only, and a letter more or less is one step."""
    theirs = page.evaluate(
        "(pairs) => pairs.map(([a, b]) => [words.distance(a, b, 9), words.distance(b, a, 9), words.distance(a, a + 'x', 9)])",
        [list(pair) for pair in pairs],
    )
    for (a, b), (forth, back, more) in zip(pairs, theirs, strict=True):
        assert forth == back
        assert (forth == 0) == (a == b)
        assert abs(len(a) - len(b)) <= forth <= max(len(a), len(b))
        assert more == 1


LINE = (st.text(st.characters(codec="utf-8"), max_size=40) | st.text("<>&\"'/ab =x!-", max_size=30)).map(
    lambda text: " ".join(clean(text).split())
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hits=st.lists(st.tuples(LINE, LINE, LINE, LINE), min_size=1, max_size=10))
def test_results_show_what_strangers_wrote_as_text(page: Page, hits: list[tuple[str, str, str, str]]) -> None:
    """Title, author, venue and summary come out as the same text, highlighted or not, and add no element."""
    shown = page.evaluate(
        """(hits) => hits.map(([title, author, venue, summary]) => {
          const sought = [title, author, venue, summary].flatMap((text) => text.split(/[\\s-]+/u));
          const terms = new Set(sought.filter((_, i) => i % 2).map(engine.term));
          const hit = {title, url: "papers/x/", authors: author ? [author] : [], venue, date: "2024", summary, abstract: summary};
          const item = results.result(hit, {terms, term: engine.term}, new URL(location));
          const option = results.option(hit, {terms, term: engine.term}, new URL(location), 0);
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
    for (title, author, venue, summary), seen in zip(hits, shown, strict=True):
        assert seen["title"] == seen["option"] == title
        assert seen["meta"] == " · ".join(part for part in (author, venue, "2024") if part)
        assert seen["summary"] == summary
        assert set(seen["names"]) <= {"a", "p", "mark", "span"}
        assert seen["links"] == ["papers/x/"]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9.'’+#üßéÅ-]{0,14}", fullmatch=True), min_size=1))
def test_a_term_begins_with_the_letter_of_its_word(page: Page, words: list[str]) -> None:
    """Words that begin otherwise are passed over where matches are marked."""
    terms = page.evaluate("(words) => words.map(engine.term)", words)
    for word, form in zip(words, terms, strict=True):
        assert not form or form[0] == word[0].lower()


@pytest.mark.parametrize(
    ("count", "told"),
    [(1, "1 paper"), (999, "999 papers"), (1000, "1,000 papers"), (1234567, "1,234,567 papers")],
)
def test_large_numbers_can_be_read(page: Page, count: int, told: str) -> None:
    """In groups of three digits."""
    assert page.evaluate("(count) => results.papers(count)", count) == told


def test_the_best_passage_holds_the_words(page: Page) -> None:
    """It begins with a sentence where one is near, and most different words count most."""
    text = (
        "Models matter. " * 30 + "Here graph models meet noise in one place. " + "Nothing more is said. " * 30
    )
    told = page.evaluate(
        "(text) => marks.passage(text, {terms: new Set(['graph', 'model', 'nois']), term: engine.term}, 200)",
        text,
    )
    assert told.startswith("Here graph models meet noise")
    assert told.endswith("…")
    assert len(told) <= 201


def test_a_search_survives_its_address(page: Page) -> None:
    """What `write` tells, `read` understands."""
    search = {
        "query": "a & b=c “ü” +1",
        "filters": {
            "tags": ["x", "y"], "notTags": ["z"], "year": "2024", "venue": "KDD & co", "issue": "2025-01-01", "code": True,
        },
        "sort": "votes",
    }  # fmt: skip
    assert page.evaluate("(search) => address.read(address.write(search))", search) == search
    assert page.evaluate("() => address.write(address.read(''))") == ""


def test_a_hostile_title_is_text_on_the_search_page(page: Page) -> None:
    """As the engine gives it."""
    assert found(page, "img")["hits"][0]["title"] == "<img src=x onerror=alert(1)> & <b>bold</b>"


@pytest.mark.parametrize("papers", [[], [Paper("only", "The only paper", "")]], ids=["none", "one"])
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
