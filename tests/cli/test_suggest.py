"""`digest suggest`: a stranger's words become a draft that a curator looks at, and nothing else."""

import datetime as dt
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from digestry.cli.main import digest
from digestry.cli.suggest import BODY, ISSUE
from digestry.content import entries
from digestry.intake.suggestion import PAPER, TOPIC, WHY
from digestry.paper.model import Paper
from digestry.site.project import Project

from tests import services
from tests.conftest import ROOT
from tests.server import Server
from tests.services import paper

# Of the public lists of payloads, the kinds: of shells, YAML, Markdown, HTML, TeX, terminals, templates, workflows.
PAYLOADS = [
    "$(touch OUT) `touch OUT` ; touch OUT",
    "'; touch OUT #",
    '"\n- id: forged\n  title: Forged\n',
    "!!python/object/apply:os.system ['touch OUT']",
    "*alias &anchor {a: b} [c]",
    "--- \n...\n%TAG ! x",
    "# comment\npapers: []",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    r"\input{/etc/passwd} $\mbox{\input{/etc/passwd}}$",
    "\x1b]0;title\x07\x1b[31mred",
    "{{ 7*7 }} ${{ github.token }} {% raw %}",
    "::set-output name=drafts::1\n::error::no",
    "@octocat Closes #1 GH-2 ```",
    "\u202etxt.exe\u2028\x9b",
    "=cmd|' /C calc'!A0",
    "../../etc/passwd",
]


def body(title: str, why: str = "", topic: str = "") -> str:
    return f"### {PAPER}\n\n{title}\n\n### {WHY}\n\n{why}\n\n### {TOPIC}\n\n{topic}\n"


@pytest.fixture
def project(tmp_path: Path, server: Server) -> Path:
    """A digest with a paper, and arXiv beside it."""
    folder = services.project(tmp_path / "project", server)
    (folder / "content/feed").mkdir()
    known = entries.feed(dt.date(2026, 11, 1), [Paper("known", "Known", arxiv="2611.00009")], "By hand.")
    (folder / "content/feed/mine.yml").write_text(known, "utf-8")
    (folder / "content/tags.yml").write_text("theory: {name: Theory, description: Proofs.}\n", "utf-8")
    server.on("/arxiv", services.arxiv_api([paper(1)]))
    return folder


def suggest(project: Path, suggestion: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Result, str, str]:
    """What came of it, what the workflow was told, and the text for pull requests."""
    output = project.parent / "output"
    output.write_text("")
    monkeypatch.setenv("GITHUB_OUTPUT", str(output))
    monkeypatch.setenv("SUGGESTION", suggestion)
    monkeypatch.setenv("SUGGESTION_ISSUE", "7")
    arguments = ["suggest", "--github", "--date", "2026-11-26", "-f", str(project / "mkdocs.yml")]
    result = CliRunner().invoke(digest, arguments)
    return result, output.read_text("utf-8"), (project / "build/suggestion.md").read_text("utf-8")


def drafts(project: Path) -> list[Paper]:
    """All papers but the one that was there before."""
    papers = [
        paper
        for issue in Project.open(str(project / "mkdocs.yml")).content().issues
        for paper in issue.papers
    ]
    return [paper for paper in papers if paper.id != "known"]


def snapshot(project: Path) -> dict[str, bytes]:
    """The content, byte by byte."""
    return {path.name: path.read_bytes() for path in (project / "content").rglob("*.yml")}


def test_a_suggestion_becomes_a_draft(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what arXiv knows; the reason is a comment above it, the topic its tag."""
    result, output, text = suggest(
        project, body("arXiv:2611.00001", "So *good*.", "Theory, nonsense"), monkeypatch
    )
    assert result.exit_code == 0, result.output
    (draft,) = drafts(project)
    assert draft.draft
    assert (draft.title, draft.tags, draft.abstract) == (paper(1).title, ("theory",), paper(1).abstract)
    written = (project / "content/feed/2026-11-26-suggestion-7.yml").read_text("utf-8")
    assert "# Suggested by a reader in issue 7." in written
    assert "\n  # So *good*.\n" in written
    assert output == "drafts=1\n"
    assert text.endswith("\nCloses #7\n")
    assert "    There is no tag 'nonsense'.\n" in text


def test_a_paper_that_is_here_is_not_added(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does a stranger add to it."""
    before = snapshot(project)
    suggestion = body("Known, better (arXiv:2611.00009) https://a.example/", "", "theory")
    result, output, text = suggest(project, suggestion, monkeypatch)
    assert result.exit_code == 1
    assert "in the digest already, as known" in text
    assert output == "drafts=0\n"
    assert snapshot(project) == before


@pytest.mark.parametrize("suggestion", ["", body("https://a.example/x"), "Hello"])
def test_what_names_no_paper_is_answered(
    project: Path, monkeypatch: pytest.MonkeyPatch, suggestion: str
) -> None:
    """With what to write, as the workflow's comment."""
    before = snapshot(project)
    result, _, text = suggest(project, suggestion, monkeypatch)
    assert result.exit_code == 1
    assert "Please write the title beside the address" in text
    assert snapshot(project) == before


def test_without_a_suggestion_it_says_how(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUGGESTION", raising=False)
    result = CliRunner().invoke(digest, ["suggest", "-f", str(project / "mkdocs.yml")])
    assert result.exit_code == 2
    assert "environment variable SUGGESTION" in result.output


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("field", ["title", "why", "topic"])
def test_whatever_a_stranger_writes_is_text(
    project: Path, monkeypatch: pytest.MonkeyPatch, payload: str, field: str
) -> None:
    """Nothing runs, nothing is written elsewhere, the content can be built, and one draft at most came of it."""
    monkeypatch.chdir(project)
    values = {"title": "A title", "why": "", "topic": "", field: f"A {payload}"}
    result, output, text = suggest(project, body(**values), monkeypatch)
    assert result.exit_code == 0, result.output
    assert result.exception is None
    (draft,) = drafts(project)
    assert draft.draft
    assert draft.id != "forged"
    assert not list(project.parent.rglob("OUT"))
    assert output == "drafts=1\n"
    assert re.fullmatch(r"(?:    [^\n]*\n)+\nCloses #7\n", text), "each line is code to GitHub, but ours"
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text)
    assert {path.name for path in (project / "content/feed").iterdir()} == {
        "mine.yml",
        "2026-11-26-suggestion-7.yml",
    }


def test_the_workflow_gives_the_text_through_the_environment() -> None:
    """In no step does the shell or a template of GitHub's see what a stranger wrote."""
    for folder in (ROOT / ".github", ROOT / "generator/digestry/starter/github"):
        text = (folder / "workflows/suggest.yml").read_text("utf-8").replace("$$", "$")
        (job,) = yaml.safe_load(text)["jobs"].values()
        assert job["if"] == "github.event.label.name == 'accepted'"
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")
        (given,) = [step for step in job["steps"] if "digest suggest" in step.get("run", "")]
        assert set(given["env"]) == {BODY, ISSUE}
        assert text.count("issue.body") == 1
