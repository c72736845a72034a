"""Facts that contradict the curator, or that are of no paper, are found."""

from tests.check.content import WHOLE, feed, findings, said

FACTS = "a:\n  {}\n"


def of(curated: str, name: str, fact: str) -> list[str]:
    facts = f"a:\n  {name}: {{value: {fact}, source: arXiv, date: 2025-05-01}}\n"
    return said(findings(feed(f"{WHOLE}\n{name}: {curated}"), facts=facts), "contradiction", "orphan-fact")


def test_a_fact_that_says_something_else_is_named() -> None:
    """At the curator's own line, with both values and the line of the fact."""
    assert of("10.1/a", "doi", "10.1/b") == []  # no DOIs: told as errors
    assert of("10.1145/a", "doi", "10.1145/b") == [
        "a.yml:7: `doi` is '10.1145/a', but arXiv says '10.1145/b' (facts.yml:2)"
    ]
    assert of("2024-01", "published", "2023-12-30") == [
        "a.yml:7: `published` is '2024-01', but arXiv says '2023-12-30' (facts.yml:2)"
    ]
    assert of("[Ann Lee]", "authors", "[Ann Lee, Bo Chen]") == [
        "a.yml:7: `authors` is 'Ann Lee', but arXiv says 'Ann Lee, Bo Chen' (facts.yml:2)"
    ]


def test_a_fact_that_says_the_same_in_other_words_is_left_alone() -> None:
    """More or less precise, in another case; votes and addresses may differ."""
    assert of("2024", "published", "2024-01-24") == []
    assert of("[Ann Léé]", "authors", "[ann lee]") == []
    assert of("KDD 2024", "venue", "KDD") == []
    assert of("3", "upvotes", "12") == []
    assert of("https://example.org/a", "code", "https://example.org/b") == []


def test_a_fact_in_an_empty_field_is_left_alone() -> None:
    """There it is used."""
    facts = "a:\n  venue: {value: KDD, source: arXiv, date: 2025-05-01}\n"
    assert said(findings(feed(WHOLE), facts=facts), "contradiction", "orphan-fact") == []


def test_facts_of_no_paper_are_named() -> None:
    """Once a paper, at its line."""
    facts = "a: {}\ngone:\n  venue: {value: KDD, source: arXiv, date: 2025-05-01}\n  upvotes: {value: 1, source: s, date: 2025-05-01}\n"
    assert said(findings(feed(WHOLE), facts=facts), "orphan-fact") == [
        "facts.yml:2: these facts are of no paper: 'gone'"
    ]
