"""`pip install digestry`, then a digest of one's own: what people do who have never seen this repository."""

import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.package.conftest import Installed
from tests.site.test_build import tree


@pytest.fixture
def mine(installed: Installed, tmp_path: Path) -> Path:
    """A new digest."""
    installed.run(
        "digest", "init", "mine", "--name", "My: digest", "--url", "https://me.example/d", cwd=tmp_path
    )
    return tmp_path / "mine"


def test_the_wheel_holds_everything_and_one_package(wheel: Path) -> None:
    """Theme, styles, scripts, schema, templates, starter, handbook; no stray names at the top."""
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].removesuffix(".dist-info") for name in names} == {
        "digestry",
        wheel.name.removesuffix("-py3-none-any.whl"),
    }
    folders = {"generator/digestry": "digestry", "overrides": "digestry/theme", "docs": "digestry/handbook"}
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *folders]
    files = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    for file in files:
        folder = next(each for each in folders if file.startswith(f"{each}/"))
        if (ROOT / file).is_file():
            assert folders[folder] + file.removeprefix(folder) in names, file


def test_the_package_knows_its_version(installed: Installed, tmp_path: Path) -> None:
    """That of pyproject.toml."""
    version = re.search(r'(?m)^version = "(.*)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert version
    assert version[1] in installed.run("digest", "--version", cwd=tmp_path)


def test_a_new_digest_is_in_order(installed: Installed, mine: Path) -> None:
    """Nothing to say of it, and every part of a digest is there."""
    assert installed.run("digest", "check", cwd=mine).startswith("No mistakes found in 3 papers")
    assert "The site is ready" in installed.run("digest", "build", "--strict", cwd=mine)
    home = (mine / "site/index.html").read_text("utf-8")
    assert "<title>My: digest</title>" in home
    assert 'href="https://me.example/d/feed.xml"' in home
    for file in (
        ".github/workflows/check.yml",
        ".github/workflows/publish.yml",
        ".github/workflows/fetch.yml",
    ):
        assert "pip install -r requirements.txt" in (mine / file).read_text("utf-8")
    assert (mine / "requirements.txt").read_text("utf-8").endswith("\n")


def test_mkdocs_alone_does_the_same(installed: Installed, mine: Path) -> None:
    """To the byte; in a folder that holds `mkdocs.yml` and `content/` only."""
    installed.run("digest", "build", cwd=mine)
    first = tree(mine / "site")
    for path in mine.iterdir():
        if path.name not in {"mkdocs.yml", "content"}:
            subprocess.run(["rm", "-rf", str(path)], check=True)
    installed.run("mkdocs", "build", "--quiet", cwd=mine)
    assert tree(mine / "site") == first


def test_mkdocs_publishes_it_by_a_branch(installed: Installed, mine: Path) -> None:
    """`mkdocs gh-deploy`, here to a repository on this machine."""
    origin = mine.with_name("origin.git")
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (
        ["init", "-q", "--bare", str(origin)],
        ["init", "-q"],
        ["remote", "add", "origin", str(origin)],
        ["add", "-A"],
        ["commit", "-q", "-m", "A digest"],
    ):
        subprocess.run([*git, *command], cwd=mine, check=True)
    identity: dict[str, Any] = {
        f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    installed.run("mkdocs", "gh-deploy", "--quiet", cwd=mine, **identity)
    listed = subprocess.run(
        ["git", "ls-tree", "-r", "--name-only", "gh-pages"],
        cwd=origin,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "feed.xml" in listed.stdout.splitlines()


def test_papers_come_in_at_once(installed: Installed, tmp_path: Path) -> None:
    """`--from` takes what `digest import` takes, in the place of the example."""
    (tmp_path / "mine.bib").write_text("@misc{a, title = {A theorem}, author = {Ann Lee}}\n")
    said = installed.run("digest", "init", "mine", "--from", "mine.bib", "--date", "2026-11-24", cwd=tmp_path)
    assert "1 paper added, 0 merged, 0 dropped." in said
    assert [path.name for path in (tmp_path / "mine/content/feed").iterdir()] == ["2026-11-24.yml"]
    installed.run("digest", "build", cwd=tmp_path / "mine")


def test_a_failed_import_leaves_nothing_behind(installed: Installed, tmp_path: Path) -> None:
    """So that one can try again."""
    (tmp_path / "broken.json").write_text("[{")
    said = installed.run("digest", "init", "mine", "--from", "broken.json", cwd=tmp_path, code=1)
    assert "broken.json:1: this looks like broken JSON" in said
    assert [path.name for path in tmp_path.iterdir()] == ["broken.json"]


@pytest.mark.parametrize("name", ["notes.txt", ".hidden", "mkdocs.yml"])
def test_a_folder_that_holds_something_is_left_alone(installed: Installed, tmp_path: Path, name: str) -> None:
    """But for `.git`: people begin with a repository."""
    (tmp_path / "mine/.git").mkdir(parents=True)
    (tmp_path / "mine" / name).write_text("mine")
    said = installed.run("digest", "init", "mine", cwd=tmp_path, code=2)
    assert f"mine holds {name} already; name a new or an empty folder." in said
    assert {path.name for path in (tmp_path / "mine").iterdir()} == {".git", name}
    (tmp_path / "mine" / name).unlink()
    installed.run("digest", "init", "mine", cwd=tmp_path)
    assert (tmp_path / "mine/mkdocs.yml").exists()


def test_its_workflows_use_what_ours_do(mine: Path) -> None:
    """The same actions, pinned to the same commits, which are kept up to date here."""
    pinned = {use for path in (ROOT / ".github/workflows").glob("*.yml") for use in _uses(path)}
    for path in (mine / ".github/workflows").glob("*.yml"):
        assert set(_uses(path)) <= pinned, path.name


def _uses(path: Path) -> list[str]:
    return re.findall(r"uses: (.*)", path.read_text("utf-8"))
