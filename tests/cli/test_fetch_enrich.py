"""`digest fetch` and `digest enrich` killed at any moment: the content stays whole, and the next run goes on."""

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner
from digestry.cli.main import digest
from digestry.content import entries
from digestry.content.validate import Content
from digestry.paper.model import Paper
from digestry.site.project import Project

from tests import services
from tests.conftest import ROOT
from tests.faults import killed
from tests.server import Answer, Asked, Handler, Reply, Server
from tests.services import paper

FETCH = ("fetch", "--date", "2026-11-24")
WHOLE = [
    paper(number, upvotes=number, code=f"https://github.com/a/{number}", doi=f"10.1145/{number}", venue="KDD")
    for number in (1, 2)
]


@pytest.fixture
def project(tmp_path: Path, server: Server) -> Path:
    """A digest with two sources, and a feed of two papers of which only the arXiv id is known."""
    folder = services.project(tmp_path / "project", server)
    (folder / "content/sources.yml").write_text(
        "daily: {kind: huggingface}\nnew: {kind: arxiv, query: 'cat:cs.LG'}\n", "utf-8"
    )
    (folder / "content/feed").mkdir()
    known = [Paper(id=f"p{each.arxiv[-1]}", title=each.title, arxiv=each.arxiv) for each in WHOLE]
    text = entries.feed(dt.date(2026, 11, 1), known, "By hand.")
    (folder / "content/feed/mine.yml").write_text(text, "utf-8")
    for path, answer in answers().items():
        server.on(path, answer)
    return folder


def answers() -> dict[str, Answer]:
    """What the services say, by path."""
    found: dict[str, Answer] = {
        "/hf/daily_papers": services.daily_papers([WHOLE[0], paper(3), paper(4)]),
        "/arxiv": services.arxiv_api([*WHOLE, paper(5)]),
    }
    for each in WHOLE:
        found[f"/hf/papers/{each.arxiv}"] = services.huggingface_paper(each)
        doi = each.doi.replace("/", "%2F")
        found[f"/crossref/works/{doi}"] = services.crossref_work(replace(each, pdf="https://p.example/x.pdf"))
    return found


def run(project: Path, *arguments: str) -> None:
    """A run that nobody kills."""
    result = CliRunner().invoke(digest, [*arguments, "-f", str(project / "mkdocs.yml")])
    assert result.exit_code == 0, (result.output, result.exception)


def read(project: Path) -> Content:
    """The content, which has to be valid, and nothing strange in its folder."""
    names = {path.name for path in (project / "content").rglob("*") if path.is_file()}
    wanted = {"mine.yml", "2026-11-24-drafts.yml", "facts.yml", "fetched.yml", "sources.yml", "tags.yml"}
    assert names <= wanted
    return Project.open(str(project / "mkdocs.yml")).content()


def drafts(digest: Content) -> list[str]:
    return [paper.arxiv for issue in digest.issues for paper in issue.papers if paper.draft]


def test_a_fetch_that_is_killed_while_it_writes_loses_nothing(project: Path, tmp_path: Path) -> None:
    """The drafts are there or not, never without each other; then the next run brings just what is missing."""
    found = []
    for folder in killed(project, tmp_path / "killed", *FETCH):
        before = drafts(read(folder.parent))
        run(folder.parent, *FETCH)
        after = read(folder.parent)
        assert drafts(after) == ["2611.00003", "2611.00004", "2611.00005"]
        assert [seen.arxiv for seen in after.fetched["new"].seen][-1] == "2611.00005"
        found.append(len(before))
    assert (found[0], found[-1], set(found)) == (0, 3, {0, 3})


def test_an_enrich_that_is_killed_while_it_writes_loses_nothing(
    project: Path, server: Server, tmp_path: Path
) -> None:
    """The facts are those of some answers, each as a whole; then the next run finds the rest."""
    server.on("/arxiv", services.arxiv_api([replace(WHOLE[0], doi="")]))  # two services are enough
    sizes = []
    for folder in killed(project, tmp_path / "killed", "enrich", "p1"):
        before = read(folder.parent)
        run(folder.parent, "enrich", "p1")
        after = read(folder.parent)
        assert len(after.facts["p1"]) == 7
        assert set(before.facts.get("p1", ())) <= set(after.facts["p1"])
        sizes.append(len(before.facts.get("p1", ())))
    assert sizes == sorted(sizes)
    assert (sizes[0], sizes[-1]) == (0, 7)
    assert set(sizes) == {0, 5, 7}


@pytest.mark.parametrize("command", [FETCH, ("enrich",)])
def test_a_command_that_is_killed_while_it_waits_loses_nothing(
    project: Path, server: Server, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """At the first question, the second, …: what was answered is not asked again."""
    for number in count(1):
        folder = tmp_path / str(number)
        shutil.copytree(project, folder)
        asked = killed_when_asked(folder, server, number, command)
        read(folder)
        again = len(server.asked)
        run(folder, *command)
        after = read(folder)
        if command == FETCH:
            assert drafts(after) == ["2611.00003", "2611.00004", "2611.00005"]
        else:
            assert all(len(after.facts[id]) == 9 for id in ("p1", "p2"))
            assert len(server.asked) - again == 5 - (number - 1 if asked == number else 5)
        if asked < number:
            break
    assert number == (3 if command == FETCH else 6)


def killed_when_asked(project: Path, server: Server, number: int, command: tuple[str, ...]) -> int:
    """Kills the command when its server is asked for the `number`th time; gives how often it was asked."""
    running: list[subprocess.Popen[bytes]] = []
    asked = 0

    def killing(usual: Answer) -> Answer:
        def answer(handler: Handler, question: Asked) -> None:
            nonlocal asked
            asked += 1
            if asked == number:
                running[0].kill()
                running[0].wait()
            usual(handler, question)

        return answer

    for path, usual in answers().items():
        server.on(path, killing(usual))
    running.append(
        subprocess.Popen(
            [sys.executable, "-m", "digestry", *command],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
        )
    )
    assert running[0].wait() in {0, -signal.SIGKILL}
    for path, usual in answers().items():
        server.on(path, usual)
    return asked


def github(project: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> dict[str, str]:
    """What a workflow gets of `digest fetch --github`: the summary, the outputs, the pull request's text."""
    files = {name: project.parent / name for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
    for name, file in files.items():
        file.write_text("before\n")
        monkeypatch.setenv(name, str(file))
    result = CliRunner().invoke(digest, [*FETCH, "--github", "-f", str(project / "mkdocs.yml")])
    assert result.exit_code == code, result.output
    files["body"] = project / "build/fetched.md"
    return {name: file.read_text("utf-8") for name, file in files.items() if file.exists()}


def test_a_workflow_is_told_what_came(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As code, since titles are by strangers; behind what other steps have said."""
    told = github(project, monkeypatch, code=0)
    assert told["GITHUB_OUTPUT"] == "before\ndrafts=3\n"
    assert told["GITHUB_STEP_SUMMARY"] == "before\n" + told["body"]
    assert "    daily: 3 papers, 2 new" in told["body"]
    assert all(line.startswith("    ") for line in told["body"].splitlines())


def test_a_source_that_is_down_holds_nothing_back(
    project: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the others brought is there, and the exit code says that something failed."""
    server.on("/hf/daily_papers", services.daily_papers([paper(3)]))
    server.on("/arxiv", Reply("gone", 404))
    told = github(project, monkeypatch, code=1)
    assert told["GITHUB_OUTPUT"] == "before\ndrafts=1\n"
    assert "new brought nothing" in told["body"]


def test_a_workflow_without_sources_is_quiet(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new digest has none, and its owner no mail every morning."""
    (project / "content/sources.yml").write_text("# none yet\n")
    told = github(project, monkeypatch, code=0)
    assert told == {"GITHUB_STEP_SUMMARY": "before\n", "GITHUB_OUTPUT": "before\n"}
