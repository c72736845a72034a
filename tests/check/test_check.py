"""Every mistake is found at its place, and good content has none."""

import json

from digestry.check import check
from digestry.check.findings import Severity
from digestry.check.report import as_json, github
from digestry.content.load import RawContent
from digestry.content.nodes import parse
from digestry.content.validate import validate
from digestry.paper.model import Document
from hypothesis import given
from hypothesis import strategies as st

from tests.check.content import TAGS, WHOLE, feed, findings, said

SECOND = WHOLE.replace("id: a", "id: b").replace("A paper", "Something else")


def test_good_content_has_no_findings() -> None:
    """Two whole papers of one tag."""
    assert findings(feed(WHOLE, SECOND)) == []


def test_what_validation_finds_is_an_error() -> None:
    """And a value that is wrong is not told a second time as one that is missing."""
    found = findings(feed("id: A\ntitle: x\nabstract: Yes.\ntags: [nope]"), tags=TAGS)
    assert [each.rule for each in found if each.problem.file == "a.yml"] == ["invalid", "invalid"]
    assert {each.severity for each in found if each.rule == "invalid"} == {Severity.ERROR}


def test_a_paper_without_abstract_or_tags_is_named() -> None:
    """Where its entry starts, or at the field that is there but empty; with its id."""
    found = findings(feed("id: a\ntitle: x", "id: b\ntitle: y\nabstract:\ntags: []"))
    assert said(found, "no-abstract") == [
        "a.yml:3: the paper has no abstract",
        "a.yml:7: the paper has no abstract",
    ]
    assert said(found, "no-tags") == ["a.yml:3: the paper has no tags", "a.yml:8: the paper has no tags"]
    assert {each.paper for each in found if each.problem.file == "a.yml"} == {"a", "b"}


def test_a_paper_whose_words_give_it_a_tag_has_one() -> None:
    """The taxonomy's phrases count."""
    assert said(findings(feed("id: a\ntitle: A theorem\nabstract: Yes.")), "no-tags") == []


def test_an_issue_without_papers_is_named() -> None:
    """It is no mistake: `digest new` makes such."""
    found = findings("date: 2025-04-24\npapers:\n", "date: 2025-04-25\npapers: []\n")
    assert said(found, "empty-issue") == [
        "a.yml:2: the issue has no papers and is not published",
        "b.yml:2: the issue has no papers and is not published",
    ]
    assert {each.severity for each in found} == {Severity.WARNING}


def test_drafts_are_checked_like_all_others() -> None:
    """Before they are published is the time."""
    assert said(findings(feed(WHOLE, SECOND + "\ndraft: true\narxiv: '2401.1'")), "invalid")


ROUGH = st.text("aZ09 .,:;$\\{}^_()…-é\0‮\n!?", max_size=40)
VALUES = st.recursive(
    ROUGH
    | st.sampled_from(["2401.14427", "10.1/x", "https://a.org", "theory", "2025-04-24", "1066", "[x](y)"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ROUGH, inner, max_size=3),
    max_leaves=5,
)
FIELDS = st.sampled_from(
    "id title abstract note authors arxiv doi url published tags draft upvotes categories".split()
)


def _yaml(value: object) -> str:
    """A value in YAML's flow style; JSON is one."""
    return json.dumps(value)


@given(
    st.lists(st.dictionaries(FIELDS, VALUES, max_size=8), max_size=4),
    st.sampled_from(["2025-04-24", "0001-01-01", "9999-12-31", "soon"]),
    st.dictionaries(FIELDS, VALUES, max_size=3),
    ROUGH,
)
def test_any_content_gives_findings(
    papers: list[dict[str, object]], date: str, facts: dict[str, object], page: str
) -> None:
    """Never a traceback, and each finding can be told in every format."""
    feed, _ = parse(_yaml({"date": date, "note": page, "papers": papers}), "a.yml")
    known, _ = parse(
        _yaml({"a": {name: {"value": value, "source": "s", "date": date} for name, value in facts.items()}}),
        "facts.yml",
    )
    tags, _ = parse(TAGS, "tags.yml")
    digest, problems = validate(RawContent("content", (feed,), tags, known, pages=(Document("a.md", page),)))
    found = check(digest, problems)
    assert {each.problem for each in found if each.severity == "error"} >= set(problems)
    assert found == sorted(found)
    assert all(line.startswith("::") and line.isprintable() for line in github(found))
    assert as_json(found, {})
