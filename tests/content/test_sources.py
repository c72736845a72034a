"""Sources are checked like papers: what is wrong is told with its line and what to do."""

from typing import Any

import pytest
from digestry.content.load import RawContent
from digestry.content.nodes import parse
from digestry.content.validate import Content, validate
from digestry.paper.model import PaperSource


def read(text: str, name: str = "sources") -> tuple[Content, list[str]]:
    source, wrong = parse(text, f"{name}.yml")
    assert not wrong
    files: dict[str, Any] = {name: source}
    digest, problems = validate(RawContent("content", **files))
    return digest, [str(problem) for problem in problems]


def test_sources_are_read() -> None:
    """Each kind with all that it knows."""
    text = """
daily-papers: {kind: huggingface, match: [large model], min_upvotes: 5, max_age: 7, limit: 10}
arxiv: {kind: arxiv, query: 'cat:cs.LG AND abs:"large model"'}
rss: {kind: feed, url: https://rss.arxiv.org/rss/cs.LG, replacements: true}
"""
    digest, problems = read(text)
    assert problems == []
    assert digest.sources == (
        PaperSource(
            "daily-papers", "huggingface", match=("large model",), min_upvotes=5, max_age=7, limit=10
        ),
        PaperSource("arxiv", "arxiv", query='cat:cs.LG AND abs:"large model"'),
        PaperSource("rss", "feed", url="https://rss.arxiv.org/rss/cs.LG", replacements=True),
    )
    assert [source.place.line for source in digest.sources] == [2, 3, 4]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A b: {kind: arxiv, query: x}",
            "sources.yml:1: the source 'A b' is not a slug; use lower-case words",
        ),
        ("a: x", "sources.yml:1: the source a has no fields; add `kind:` below it"),
        ("a: {match: [x]}", "sources.yml:1: `kind` is missing"),
        ("a: {kind: twitter}", "sources.yml:1: `kind` is 'twitter'; use one of: huggingface, arxiv, feed"),
        ("a: {kind: arxiv}", "sources.yml:1: `query` is missing; add `query:`"),
        ("a: {kind: feed}", "sources.yml:1: `url` is missing; add `url:`; a source of kind feed needs it"),
        (
            "a: {kind: feed, url: 'file:///etc/passwd'}",
            "sources.yml:1: `url` is 'file:///etc/passwd', not a web",
        ),
        ("a: {kind: huggingface, query: x}", "sources.yml:1: a source of kind huggingface has no `query`"),
        (
            "a: {kind: arxiv, query: x, min_upvotes: 3}",
            "sources.yml:1: a source of kind arxiv has no upvotes",
        ),
        (
            "a: {kind: huggingface, replacements: true}",
            "sources.yml:1: a source of kind huggingface announces",
        ),
        ("a: {kind: huggingface, limit: 0}", "sources.yml:1: `limit` is '0', no number of papers"),
        ("a: {kind: huggingface, max_age: soon}", "sources.yml:1: `max_age` is 'soon', no number of days"),
        ("a: {kind: huggingface, match: word}", "sources.yml:1: `match` is not a list"),
        (
            "a: {kind: huggingface, upvotes: 3}",
            "sources.yml:1: unknown field `upvotes`; did you mean `min_upv",
        ),
    ],
)
def test_a_bad_source_is_named_with_line_and_cure(text: str, expected: str) -> None:
    """One mistake, one line."""
    _, problems = read(text)
    assert len(problems) == 1
    assert problems[0].startswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a", "fetched.yml:1: the file is not a mapping"),
        ("a: x", "fetched.yml:1: `a` is not what `digest fetch` writes; delete the file"),
        ("a: {newest: soon}", "fetched.yml:1: `newest` is 'soon', not a date; delete the file"),
        ("a: {seen: x}", "fetched.yml:1: `seen` is not a list; delete the file"),
        ("a: {seen: [x]}", "fetched.yml:1: this entry is not a paper; delete the file"),
        ("a: {seen: [{last: 2026-11-24}]}", "fetched.yml:1: `title` is missing"),
        ("a: {etags: x}", "fetched.yml:1: unknown field `etags`; did you mean `etag`?"),
    ],
)
def test_a_damaged_memory_is_named_with_line_and_cure(text: str, expected: str) -> None:
    """What a machine wrote is checked too: people edit everything."""
    _, problems = read(text, "fetched")
    assert len(problems) == 1
    assert problems[0].startswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: {asked: soon}", "facts.yml:1: `asked` holds no questions; delete the line"),
        ("a: {asked: {arXiv by title: soon}}", "facts.yml:1: `arXiv by title` is 'soon', not a date"),
    ],
)
def test_a_damaged_record_of_questions_is_named(text: str, expected: str) -> None:
    """Beside the facts, and checked like them."""
    _, problems = read(text, "facts")
    assert len(problems) == 1
    assert problems[0].startswith(expected)
