"""The search's files: named by their content, the same every time, and without anything that is markup."""

import json
import re
from pathlib import Path

import pytest
from digestry.outputs.search.index import artefacts, document, entries
from digestry.outputs.search.scripts import without_comments
from digestry.paper.model import Paper, Tag

from tests.conftest import ROOT
from tests.outputs.search.host import digest

TAGS = {"agents": Tag("agents", "Agents", "Models that act.")}
PAPERS = [
    Paper(
        "a", "Learning to See", abstract="We see.", authors=("Jürgen Schütze",), tags=("agents",), upvotes=0
    ),
    Paper("b", "深度学习", abstract="", summary="x" * 300),
]


def test_all_files_but_the_pointer_are_named_by_their_content() -> None:
    """So that browsers may keep them for ever, and what is loaded of an index always fits together."""
    before = {artefact.path: artefact.data for artefact in artefacts(digest(PAPERS, TAGS))}
    after = {artefact.path: artefact.data for artefact in artefacts(digest(PAPERS[:1], TAGS))}
    pointer = json.loads(before["assets/search/index.json"])
    assert re.fullmatch(r"[0-9a-f]{16}/", pointer["folder"])
    assert f"assets/search/{pointer['folder']}manifest.json" in before
    assert f"assets/search/{pointer['lunr']}" in before
    for path in before.keys() & after.keys() - {"assets/search/index.json"}:
        assert before[path] == after[path]


def test_the_same_papers_give_the_same_bytes() -> None:
    """Run to run."""
    assert list(artefacts(digest(PAPERS, TAGS))) == list(artefacts(digest(PAPERS, TAGS)))


def test_an_empty_digest_has_an_index() -> None:
    """lunr.py would divide by zero."""
    files = {artefact.path.rpartition("/")[2]: artefact.data for artefact in artefacts(digest([]))}
    assert json.loads(files["manifest.json"])["papers"] == 0


def test_lunr_keeps_its_licence() -> None:
    """It is sent without its comments, which are more than half of it, but for the first."""
    (script,) = (a.data.decode() for a in artefacts(digest([])) if "/lunr-" in a.path)
    assert script.startswith("/**\n * lunr - http://lunrjs.com")
    assert "@license MIT" in script
    assert len(script) < 45_000


def test_results_carry_text_and_leave_out_what_is_not_there() -> None:
    """Nothing in a document is markup, and its address is made from its id."""
    paper = Paper("a", "<b>", abstract="word " * 100, tags=("agents",))
    whole = digest([paper], TAGS)
    assert document(entries(whole)[0], whole) == {
        "id": "a",
        "title": "<b>",
        "issue": "2025-01-01",
        "tags": [["agents", "Agents"]],
        "abstract": "word " * 100,
    }


@pytest.mark.parametrize(
    "script", sorted((ROOT / "overrides/assets").rglob("*.js")), ids=lambda path: path.name
)
def test_scripts_survive_the_loss_of_their_comments(script: Path) -> None:
    """rjsmin knows template literals but not one within another, whose spaces it would take."""
    text = script.read_text("utf-8")
    assert not re.search(r"\$\{[^{}`]*`", text)
    assert len(without_comments(text)) < len(text)
