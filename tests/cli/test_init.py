"""`digest init`, as somebody uses it who begins."""

import subprocess
import sys
from pathlib import Path

import pytest
from digestry.site.project import Project


def init(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the command in a folder, as a shell would."""
    return subprocess.run(
        [sys.executable, "-m", "digestry", "init", *arguments],
        cwd=folder,
        env={"PATH": "", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("folder", "name"),
    [("reading", "Reading"), ("My_NLP-Digest", "My NLP Digest"), ("2026", "2026"), ("-_-", "Digest")],
)
def test_a_digest_is_called_like_its_folder(tmp_path: Path, folder: str, name: str) -> None:
    """In words, its capitals as they are."""
    assert init(tmp_path, "--", folder).returncode == 0
    assert Project.open(str(tmp_path / folder / "mkdocs.yml")).settings.site_name == name


def test_a_name_has_to_say_something(tmp_path: Path) -> None:
    """Else nothing is made."""
    run = init(tmp_path, "reading", "--name", " \t")
    assert (run.returncode, run.stderr.splitlines()[-1]) == (
        2,
        "Error: --name is empty; say what your digest is called.",
    )
    assert not list(tmp_path.iterdir())


def test_what_it_says_to_type_can_be_typed(tmp_path: Path) -> None:
    """A folder's name with a space in it, too."""
    said = init(tmp_path, "my papers").stdout.splitlines()[1].strip()
    assert subprocess.run(["/bin/sh", "-c", f"{said} && test -f mkdocs.yml"], cwd=tmp_path).returncode == 0


def test_what_the_disk_refuses_is_told_in_a_line(tmp_path: Path) -> None:
    """And leaves nothing behind."""
    (tmp_path / "file").write_text("mine")
    run = init(tmp_path, "file/reading")
    assert run.returncode == 1
    assert run.stderr.splitlines() == ["file: not a directory; see what is there in place of a folder"]
    assert (tmp_path / "file").read_text() == "mine"


def test_an_import_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """No half of a digest, and a folder that was there is there still."""
    (tmp_path / "there").mkdir()
    for folder in ("there", "new"):
        run = init(tmp_path, folder, "--from", "missing.bib")
        assert run.returncode == 1
        assert run.stderr.startswith("missing.bib:1: cannot be read")
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]


def test_two_digests_have_ids_of_their_own(tmp_path: Path) -> None:
    """Also where both have the same name and no address yet."""
    found = []
    for folder in ("one", "two"):
        assert init(tmp_path, folder, "--name", "Reading").returncode == 0
        found.append(Project.open(str(tmp_path / folder / "mkdocs.yml")).settings.feed_id)
    assert found[0] != found[1]
    assert all(own.startswith("tag:example.org,") for own in found)


def test_what_is_in_a_repository_stays(tmp_path: Path) -> None:
    """And the folder stays the one that it was: somebody's shell may be in it."""
    (tmp_path / "there/.git").mkdir(parents=True)
    (tmp_path / "there/.git/HEAD").write_text("ref: refs/heads/main\n")
    inode = (tmp_path / "there").stat().st_ino
    assert init(tmp_path, "there").returncode == 0
    assert (tmp_path / "there").stat().st_ino == inode
    assert (tmp_path / "there/.git/HEAD").read_text() == "ref: refs/heads/main\n"
    assert Project.open(str(tmp_path / "there/mkdocs.yml")).examine()[1] == []
    assert not list(tmp_path.rglob(".digest-init-*"))


def test_the_file_that_came_in_is_told_by_its_name(tmp_path: Path) -> None:
    """Not by that of the folder aside in which it is made; and a folder for it is made where there is none."""
    (tmp_path / "refs.bib").write_text("@misc{x, title = {A title}, author = {Cy Dee}}\n")
    run = init(tmp_path, "a/b", "--from", "refs.bib", "--date", "2025-05-01")
    assert "Written: a/b/content/feed/2025-05-01.yml." in run.stdout.splitlines()
    assert (tmp_path / "a/b/content/feed/2025-05-01.yml").is_file()
    assert not (tmp_path / "a/b/build").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"a", "refs.bib"}


def test_an_import_that_fails_leaves_no_folder_above(tmp_path: Path) -> None:
    assert init(tmp_path, "a/b/c", "--from", "missing.bib").returncode == 1
    assert not list(tmp_path.iterdir())
