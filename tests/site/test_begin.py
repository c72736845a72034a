"""A folder gets all of its first files or none, and nothing that is somebody else's is touched."""

import shutil
from pathlib import Path

import pytest
from digestry.files import MARKER
from digestry.site import begin
from digestry.site.begin import begun, take_back

FILES = ("mkdocs.yml", "content/a.yml", "content/b.yml", ".github/c.yml")


def fill(folder: Path) -> None:
    with begun(folder) as new:
        for name in FILES:
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_text(name)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def killed(folder: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    """Leaves `folder` as a process does that is killed when it is to put a file there; `at` is the file's name."""
    kept = folder.parent / "kept"

    def put(whole: Path, target: Path) -> None:
        if target.name == at:
            shutil.copytree(folder, kept)
            raise KeyboardInterrupt
        shutil.copyfile(whole, target)

    with monkeypatch.context() as patched:
        patched.setattr(begin, "_put", put)
        with pytest.raises(KeyboardInterrupt):
            fill(folder)
    shutil.rmtree(folder)
    kept.rename(folder)


@pytest.mark.parametrize("folder", ["new", "new/below", "there", "[there]"])
def test_all_files_come(tmp_path: Path, folder: str) -> None:
    """And nothing else is left."""
    for name in ("there", "[there]"):
        (tmp_path / name).mkdir()
    fill(tmp_path / folder)
    assert files(tmp_path) == {f"{folder}/{name}" for name in FILES}
    assert not list(tmp_path.rglob(".new-*"))


def test_where_somebody_was_faster_nothing_comes(tmp_path: Path) -> None:
    """Their file stays, with the words that ours has or with others; a new folder is not filled up."""
    for words in ("theirs", "content/b.yml", ""):
        folder = tmp_path / f"there {words[:3]}"
        folder.mkdir()
        with pytest.raises(FileExistsError), begun(folder) as new:
            for name in FILES:
                (new / name).parent.mkdir(parents=True, exist_ok=True)
                (new / name).write_text(name)
            (folder / "content").mkdir()
            (folder / "content/b.yml").write_text(words)
        assert files(folder) == {"content/b.yml"}
        assert (folder / "content/b.yml").read_text() == words
    with pytest.raises(OSError, match="not empty"), begun(tmp_path / "new") as new:
        (new / "mkdocs.yml").touch()
        (tmp_path / "new").mkdir()
        (tmp_path / "new/theirs").touch()
    assert files(tmp_path / "new") == {"theirs"}


@pytest.mark.parametrize("at", ["a.yml", "b.yml", "mkdocs.yml"])
def test_what_a_killed_one_left_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """And not what was there, has come since, or was changed since."""
    folder = tmp_path / "there"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git/HEAD").write_text("mine")
    killed(folder, monkeypatch, at)
    assert not (folder / "mkdocs.yml").exists()  # it is no digest before it is complete
    assert len(files(folder)) > 1
    (folder / "content").mkdir(exist_ok=True)
    (folder / "content/own.yml").write_text("mine")
    if changed := (folder / ".github/c.yml").exists():
        (folder / ".github/c.yml").write_text("changed")
    take_back(folder)
    assert files(folder) == {".git/HEAD", "content/own.yml", *([".github/c.yml"] if changed else [])}


def test_after_a_killed_one_it_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "there").mkdir()
    killed(tmp_path / "there", monkeypatch, "b.yml")
    take_back(tmp_path / "there")
    fill(tmp_path / "there")
    assert files(tmp_path) == {f"there/{name}" for name in FILES}


def test_what_a_killed_one_left_beside_a_new_folder_goes(tmp_path: Path) -> None:
    """But not what is another's, and no file of the folder, which was never reached."""
    for name in (
        f".new-a-1/{MARKER}.lock",
        ".new-a-1/new/mkdocs.yml",
        ".new-a-mine/mkdocs.yml",
        "a/mkdocs.yml",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    take_back(tmp_path / "a")
    assert files(tmp_path) == {".new-a-mine/mkdocs.yml", "a/mkdocs.yml"}


def test_where_there_are_no_links_files_are_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on some mounted disks; a file that is there stays there too."""

    def none(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("digestry.site.begin.os.link", none)
    (tmp_path / "there").mkdir()
    fill(tmp_path / "there")
    assert files(tmp_path) == {f"there/{name}" for name in FILES}
    (tmp_path / "other").mkdir()
    with pytest.raises(FileExistsError), begun(tmp_path / "other") as new:
        (new / "a").write_text("ours")
        (tmp_path / "other/a").write_text("theirs")
    assert (tmp_path / "other/a").read_text() == "theirs"
