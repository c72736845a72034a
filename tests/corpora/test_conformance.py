"""What `make conformance` sees, with corpora of a few lines, made here."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest
from digestry.site.build import build
from digestry.site.project import Project

from tests.corpora import conformance, feeds_read, hostile_digest, in_browser, suggestions
from tests.corpora.outcome import Outcome, table

P = ParamSpec("P")
T = TypeVar("T")
STRINGS = ["<script>alert(1)</script>", "\x00\x08", "javascript:alert(1)", "𝔘 [x](javascript:y) `"]


def corpus(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def test_a_corpus_is_known_by_what_is_in_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The specification's examples and YAML's cases are counted; what is nothing is said."""
    example = "`" * 32 + " example\n# *a*→\n.\n<h1><em>a</em></h1>\n" + "`" * 32 + "\n"
    case = '- yaml: |\n    a: b\n- yaml: |\n    a: *b\n- fail: true\n  yaml: |\n    "a\n'
    (notes,) = [
        o for o in conformance.run(corpus(tmp_path / "a", {"spec.txt": example})) if o.part == "notes"
    ]
    assert (notes.inputs, notes.failed, notes.figures) == (1, False, ["as the specification 1"])
    (cases,) = [o for o in conformance.run(corpus(tmp_path / "b", {"src/A.yaml": case})) if o.part == "YAML"]
    assert (cases.inputs, cases.refused, cases.failed) == (3, 2, False)
    assert conformance.run(corpus(tmp_path / "c", {"a.png": ""})) == []
    assert "c: nothing in here is known" in capsys.readouterr().out
    assert "crashes 0" in table([("b", cases)])


def elsewhere(function: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """What a function gives in a thread of its own: it starts a browser, and the tests' own may run in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(function, *given, **named).result()


def test_strings_are_published_and_do_nothing(tmp_path: Path) -> None:
    """What the loader refuses is counted; all else is on pages and in feeds, and found by the search."""
    folder = corpus(tmp_path, {"blns.json": json.dumps(STRINGS)})
    (outcome,) = [o for o in elsewhere(conformance.run, folder) if o.part == "payloads"]
    assert outcome.inputs == len(STRINGS)
    assert outcome.refused
    assert not outcome.failed, outcome.told


def test_what_must_not_happen_is_seen(tmp_path: Path) -> None:
    """In a page and a feed into which it was put, as if an escape had been forgotten."""
    hostile_digest.write(tmp_path, ["a", "b", "c"], 2)
    site = build(Project.open(str(tmp_path / "mkdocs.yml")))
    page = site / "papers/s2/index.html"
    attack = "<img src=x onerror=alert(1)><a href=' javascript:x'>a</a><script>alert(2)</script>"
    page.write_text(page.read_text("utf-8").replace("<main", f"{attack}<main"), "utf-8")
    open_page = site / "papers/s3/index.html"
    open_page.write_text("<script>alert(1); fetch('https://else.example/')</script>", "utf-8")
    feed = site / "feed.xml"
    feed.write_text(feed.read_text("utf-8").replace("<![CDATA[", "<![CDATA[<b onclick='x'>y</b>"), "utf-8")
    (site / "atom.xml").write_text("<feed>", "utf-8")
    never, _, _ = elsewhere(in_browser.visited, site, [hostile_digest.reader(1)], least=2)
    assert all(
        never[kind] for kind in in_browser.NEVER if kind not in {"script errors", "foreign elements"}
    ), never
    assert {kind for kind, _ in feeds_read.faults(site)} == set(feeds_read.NEVER)
    assert Outcome("x", never=dict(never)).failed


def test_strings_are_suggested_and_become_drafts(tmp_path: Path) -> None:
    """One at most of each; a file that could not be read, and more than one paper, would be seen."""
    suggested = suggestions.drafted(corpus(tmp_path, {"blns.json": json.dumps(STRINGS)}))
    assert suggested
    assert (suggested.inputs, suggested.failed) == (len(STRINGS), False)
    assert suggestions.drafted(tmp_path / "nothing") is None
