"""Papers with only some words of a query, in a real Chromium: who half remembers a paper has other words than its authors."""

from pathlib import Path
from typing import Any

import pytest
from digestry.paper.model import Paper, Tag
from digestry.query.terms import fold, term, tokens
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from tests.outputs.search.host import digest, host_folder, opened

COMMON = "models that learn from large data"
CROWD = [Paper(f"crowd-{number}", f"Study {number}", abstract=COMMON) for number in range(40)]
WORDS = [
    "gradient", "noise", "graph", "token", "robot", "music", "privacy", "kernel", "bandit", "protein",
    "vision", "speech", "code", "causal", "fair", "sparse",
]  # fmt: skip


def found(page: Page, query: str, **options: Any) -> dict[str, Any]:
    results: dict[str, Any] = page.evaluate(
        """([query, options]) => engine.search(query, options).then(async ({ total, complete, hits, counts }) =>
          ({ total, complete, ids: (await Promise.all(hits)).map(({ id }) => id), counts: await counts() }))""",
        [query, options],
    )
    return results


def test_one_rare_word_counts_for_more_than_several_common_ones(browser: Browser, tmp_path: Path) -> None:
    """And in an abstract for no less than those in a title."""
    papers = [
        *CROWD,
        *(Paper(f"titled-{number}", "Models learn data", abstract="") for number in range(12)),
        Paper("meant", "Entangled states", abstract="We tell qubits apart with few examples."),
    ]
    with opened(browser, host_folder(tmp_path / "host", digest(papers))) as page:
        results = found(page, "qubits learn large data models mislabelled ")
        assert results["complete"] == 0
        assert results["ids"][0] == "meant"


@pytest.mark.parametrize(
    ("title", "abstract", "query"),
    [
        ("Tall cups of tea", "We drink.", "tall cups saucers "),
        ("Tea", "We drink tall cups of warm milk.", "tall cups warm saucers "),
    ],
    ids=["title", "sentence"],
)
def test_all_but_one_word_of_a_title_or_a_sentence_come_first(
    browser: Browser, tmp_path: Path, title: str, abstract: str, query: str
) -> None:
    """A title that is remembered with a wrong word is no paper in other words, however rare the wrong word is."""
    strewn = " ".join(f"{word} " * 6 + "and then " + "x " * 30 for word in ("tall", "cups", "warm"))
    papers = [
        *(Paper(f"strewn-{number}", "Milk", abstract=strewn) for number in range(8)),
        Paper("rare", "Saucers", abstract="Saucers saucers saucers are rare."),
        Paper("meant", title, abstract=abstract),
        *CROWD,
    ]
    with opened(browser, host_folder(tmp_path / "host", digest(papers))) as page:
        assert found(page, query)["ids"][0] == "meant"


def test_ten_follow_and_those_that_are_worth_little_do_not(browser: Browser, tmp_path: Path) -> None:
    """A word that half of the papers hold would bring them all; and filters count what is shown, whichever is on."""
    tags = {slug: Tag(slug, slug.upper(), "") for slug in ("a", "b")}
    rare = [
        Paper(f"rare-{number}", "Quantum", abstract="Qubits.", tags=("ab"[number % 2],))
        for number in range(14)
    ]
    few = Paper("few", "Saucers", abstract="Of tea.")
    many = [Paper(f"other-{number}", "Other", abstract="Tall cups.", tags=("a",)) for number in range(400)]
    catalogue = digest([*rare, few, *many, *CROWD], tags)
    with opened(browser, host_folder(tmp_path / "host", catalogue)) as page:
        for filters in ({}, {"tags": ["a"]}):
            results = found(page, "qubits cups ", limit=100, filters=filters)
            shown = [paper.id for paper in rare if not filters or "a" in paper.tags]
            assert set(results["ids"][: len(shown)]) == set(shown)
        results = found(page, "qubits cups ", limit=100)
        assert results["total"] == 14
        assert {tag["value"]: tag["count"] for tag in results["counts"]["tags"]} == {"a": 7, "b": 7}
        results = found(page, "saucers cups ", limit=100)
        assert results["ids"][0] == "few"
        assert results["total"] >= 10


@pytest.fixture(scope="module")
def strewn(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A page for papers that each hold four of the words."""
    papers = [
        Paper(
            f"paper-{number}",
            " ".join(WORDS[number * step % len(WORDS)] for step in (1, 3)),
            abstract=" ".join(
                WORDS[(number + step) % len(WORDS)] for step in (5, 7, 11) for _ in range(step)
            ),
        )
        for number in range(60)
    ]
    with opened(browser, host_folder(tmp_path_factory.mktemp("strewn") / "host", digest(papers))) as page:
        yield page, papers


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=5, unique=True))
def test_no_paper_with_some_words_comes_before_one_with_all(strewn: Any, words: list[str]) -> None:
    """Whatever it is worth: those that hold all words, and no others, are the first ones and are counted."""
    page, papers = strewn
    wanted = {term(word) for word in words}
    whole = {
        paper.id
        for paper in papers
        if wanted <= {term(token) for token in tokens(fold(f"{paper.title} {paper.abstract}"))}
    }
    results = found(page, " ".join(words) + " ", limit=100)
    assert set(results["ids"][: results["complete"]]) == whole
    assert len(results["ids"]) == len(set(results["ids"])) == results["total"]
    assert results["total"] >= min(10, len(whole) or 1)
