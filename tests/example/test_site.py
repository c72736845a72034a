"""The repository's own example is a digest without faults, as whoever makes it theirs finds it."""

import json
import shutil
from pathlib import Path

import pytest
from digestry.site import build
from digestry.site.project import Project

from tests.cli.test_import import digest, read
from tests.conftest import ROOT
from tests.site.test_build import broken_links
from tests.test_docs import files_named


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of it, since a build writes beside `mkdocs.yml`."""
    folder = tmp_path_factory.mktemp("example") / "project"
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def test_it_has_no_errors(example: Path) -> None:
    """Its abstracts are kept to the letter, so what is said of them are warnings."""
    told = json.loads(digest(example, "check", "--format", "json").stdout)
    assert told["counts"]["errors"] == 0
    assert {each["rule"] for each in told["findings"]} <= {
        "mathematics",
        "dollar-sign",
        "latex",
        "glued-words",
        "truncated",
    }


def test_it_is_built_without_a_warning_or_a_broken_link(example: Path) -> None:
    """With --strict, and lychee on every page."""
    address = "https://digest.example/some/where/"
    site = build.build(Project.open(str(example / "mkdocs.yml"), site_url=address, strict=True))
    assert broken_links(site) == ""


def test_the_page_that_it_came_from_gives_its_papers(example: Path, tmp_path: Path) -> None:
    """Pasted into `digest import`: all of them, to the letter and under their ids."""
    papers = [paper for issue in read(example).issues for paper in issue.papers]
    text = "\n\n".join(f"{paper.title}\n\n{paper.abstract}" for paper in papers)
    project = tmp_path / "project"
    shutil.copytree(example / "content/pages", project / "content/pages")
    shutil.copy(example / "mkdocs.yml", project)
    run = digest(project, "import", "-", "--date", "2025-04-24", stdin=text)
    assert run.returncode == 0, run.stderr
    (issue,) = read(project).issues
    assert [(p.id, p.title, p.abstract) for p in issue.papers] == [
        (p.id, p.title, p.abstract) for p in papers
    ]


def test_what_the_readme_names_of_it_is_there() -> None:
    """As those find it who read on."""
    named = [path for path in files_named("README.md") if path.startswith("content/")]
    assert named
    assert all((ROOT / path).exists() for path in named), named
