"""`digest import`, as a curator uses it."""

import subprocess
import sys
from pathlib import Path

import pytest

from generator.site import build as site
from generator.site.generate import content
from generator.validate import Digest
from tests.conftest import ROOT
from tests.killed import killed

PAGE = "A New Paper\n\nAn abstract that says what it says.\n\nAnother One\n\nAnother abstract, as short.\n"


def digest(project: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Runs the command in a project, as a shell would."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=project,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONUTF8": "1"},
        input=stdin,
        capture_output=True,
        text=True,
    )


def read(project: Path) -> Digest:
    config = site.configuration(str(project / "mkdocs.yml"))
    return content(project, site.settings(config))


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, "utf-8")
    return str(path)


def test_papers_come_in_once(project: Path, page: str) -> None:
    """The first time they are added to a new file, the second time merged, and both times it is said."""
    first = digest(project, "import", page, "--date", "2026-04-24")
    assert first.stdout.splitlines() == [
        "added    A New Paper → a-new-paper",
        "added    Another One → another-one",
        "2 papers added, 0 merged, 0 dropped.",
        "They are in content/feed/2026-04-24.yml. Next: `digest check` names their faults, `digest serve` shows them.",
    ]
    assert first.returncode == 0
    second = digest(project, "import", page, "--date", "2026-04-25")
    assert second.stdout.splitlines() == [
        "merged   A New Paper → a-new-paper (content/feed/2026-04-24.yml:4)",
        "merged   Another One → another-one (content/feed/2026-04-24.yml:8)",
        "0 papers added, 2 merged, 0 dropped.",
        "Nothing is new.",
    ]
    assert [path.name for path in (project / "content/feed").iterdir()] == ["2026-04-24.yml"]


def test_the_first_digests_own_page_gives_its_papers(project: Path) -> None:
    """All of them, under the ids that they have in this repository."""
    papers = [paper for issue in read(ROOT).issues for paper in issue.papers]
    text = "\n\n".join(f"{paper.title}\n\n{paper.abstract}" for paper in papers)
    run = digest(project, "import", "-", "--date", "2025-04-24", stdin=text)
    assert run.returncode == 0, run.stderr
    (issue,) = read(project).issues
    assert [(p.id, p.title, p.abstract) for p in issue.papers] == [
        (p.id, p.title, p.abstract) for p in papers
    ]


def test_a_dry_run_writes_nothing(project: Path, page: str) -> None:
    """And says the same."""
    run = digest(project, "import", page, "--date", "2026-04-24", "--dry-run")
    assert run.stdout.splitlines()[-1] == "Would be: 2 papers added, 0 merged, 0 dropped."
    assert not (project / "content/feed").exists()


def test_drafts_and_another_file(project: Path, page: str) -> None:
    """`--draft` marks each paper, `--out` names the file, which must be new."""
    out = "content/feed/found.yml"
    assert digest(project, "import", page, "--date", "2026-04-24", "--draft", "--out", out).returncode == 0
    assert [paper.draft for issue in read(project).issues for paper in issue.papers] == [True, True]
    again = digest(project, "import", page, "--date", "2026-04-24", "--out", out)
    assert again.returncode == 2
    assert "content/feed/found.yml is there already; name a new file." in again.stderr


def test_the_date_is_asked_for_where_no_source_tells_it(project: Path, page: str) -> None:
    """The clock is not."""
    run = digest(project, "import", page)
    assert run.returncode == 2
    assert "Say which day's issue this is, as --date 2025-04-24." in run.stderr


def test_a_page_of_another_day_is_pointed_out(project: Path) -> None:
    """The page's date is not the issue's, which may be meant."""
    run = digest(project, "import", "-", "--date", "2026-04-26", stdin="Daily Papers\nApr 24\n" + PAGE)
    assert run.stderr == (
        "standard input says that it is of 2026-04-24; the issue is dated 2026-04-26, as you asked.\n"
    )


def test_sources_that_cannot_be_read_are_all_named(project: Path, page: str) -> None:
    """And nothing is written."""
    run = digest(project, "import", page, "missing.txt", ".", "--date", "2026-04-24")
    assert run.returncode == 1
    assert run.stderr.splitlines()[:2] == [
        ".:1: cannot be read (is a directory); check its name",
        "missing.txt:1: cannot be read (no such file or directory); check its name",
    ]
    assert not (project / "content/feed").exists()


def test_content_with_mistakes_is_not_added_to(project: Path, page: str) -> None:
    """What is there already could not be told."""
    (project / "content/feed").mkdir()
    (project / "content/feed/a.yml").write_text("date: 2026-04-24\npapers: [x]\n", "utf-8")
    run = digest(project, "import", page, "--date", "2026-04-24")
    assert run.returncode == 1
    assert run.stderr.startswith("content/feed/a.yml:2: this entry is not a paper;")


def test_an_import_that_is_killed_leaves_no_half_file(project: Path, page: str, tmp_path: Path) -> None:
    """At whichever step: the content is valid, and holds the new file as a whole or not at all."""
    found = []
    for folder in killed(project, tmp_path / "killed", "import", page, "--date", "2026-04-24"):
        files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        assert [file for file in files if file not in {"feed/2026-04-24.yml", "pages/about.md"}] == []
        found.append([len(issue.papers) for issue in read(folder.parent).issues])
    assert found[0] == []
    assert found[-1] == [2]
    assert all(papers in ([], [2]) for papers in found)
