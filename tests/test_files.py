"""Writing touches only what changes."""

from pathlib import Path

import pytest
from digestry.errors import BuildError
from digestry.files import Artefact, ForeignFolderError, claim, create, put, replace, tidy, write


def test_only_what_changed_is_written_and_what_is_gone_is_deleted(tmp_path: Path) -> None:
    """Unchanged files keep their time stamp; dot files stay."""
    (tmp_path / ".gitignore").write_text("*")
    write([Artefact("a/x.md", b"1"), Artefact("b/y.md", b"2"), Artefact("c.md", b"3")], tmp_path)
    before = (tmp_path / "c.md").stat().st_mtime_ns
    write([Artefact("a/x.md", b"changed"), Artefact("c.md", b"3")], tmp_path)
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert files == {".gitignore", "a/x.md", "c.md"}
    assert not (tmp_path / "b").exists()
    assert (tmp_path / "a/x.md").read_bytes() == b"changed"
    assert (tmp_path / "c.md").stat().st_mtime_ns == before


@pytest.mark.parametrize("paths", [["a.md", "a.md"], ["../a.md"], ["/a.md"]])
def test_two_pages_in_one_place_or_outside_are_refused(tmp_path: Path, paths: list[str]) -> None:
    """Nothing is overwritten in silence."""
    with pytest.raises(BuildError, match="two pages want one place"):
        write([Artefact(path, b"") for path in paths], tmp_path)


def test_two_parts_in_one_place_are_refused(tmp_path: Path) -> None:
    """What two processes have written is held to the same."""
    parts = [put([Artefact(path, b"") for path in paths], tmp_path) for paths in (["a.md", "b.md"], ["b.md"])]
    with pytest.raises(BuildError, match=r"two pages want one place.*b\.md"):
        tidy(tmp_path, *parts)


def test_a_file_that_a_killed_build_left_half_is_mended(tmp_path: Path) -> None:
    """By the next one, which compares."""
    (tmp_path / "a.md").write_bytes(b"hal")
    write([Artefact("a.md", b"half")], tmp_path)
    assert (tmp_path / "a.md").read_bytes() == b"half"


def test_a_new_file_never_replaces_one_that_is_there(tmp_path: Path) -> None:
    """It is numbered instead, and nothing else is left behind."""
    paths = [create(tmp_path / "feed/a.yml", text, tmp_path / "build") for text in ("one", "two", "three")]
    assert [path.name for path in paths] == ["a.yml", "a-2.yml", "a-3.yml"]
    assert [path.read_text("utf-8") for path in paths] == ["one", "two", "three"]
    assert [path.name for path in (tmp_path / "build").iterdir()] == [".digestry.lock"]


def test_a_machines_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    """And can be read by everybody who may read the folder."""
    for text in ("long " * 100, "short"):
        replace(tmp_path / "facts.yml", text, tmp_path / "build")
        assert (tmp_path / "facts.yml").read_text("utf-8") == text
    assert (tmp_path / "facts.yml").stat().st_mode & 0o777 == 0o644
    assert [path.name for path in (tmp_path / "build").iterdir()] == [".digestry.lock"]


def test_a_checkout_is_never_ours(tmp_path: Path) -> None:
    """A branch of what was published holds our marker, and in a worktree `.git` is a file."""
    claim(tmp_path / "site")
    (tmp_path / "site/.git").write_text("gitdir: elsewhere")
    with pytest.raises(ForeignFolderError):
        claim(tmp_path / "site")
