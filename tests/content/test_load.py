"""Files are read as they stand, and what cannot be read is named with its line."""

from pathlib import Path

from digestry.content.load import load
from digestry.content.nodes import Mapping


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """Not UTF-8: the line is told; the other files are read all the same."""
    (tmp_path / "feed").mkdir()
    (tmp_path / "feed/b.yml").write_bytes(b"date: 2025-01-01\ntitle: caf\xe9\n")
    (tmp_path / "feed/a.yml").write_text("date: 2025-01-01\n")
    (tmp_path / "feed/notes.txt").write_text("no feed")
    content, wrong = load(tmp_path, "content", {})
    assert [source.file for source in content.feed] == ["content/feed/a.yml"]
    expected = "content/feed/b.yml:2: the file is not UTF-8 here; save it as UTF-8 in your editor"
    assert list(map(str, wrong)) == [expected]


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    """Editors on Windows write both."""
    (tmp_path / "feed").mkdir()
    (tmp_path / "feed/a.yml").write_bytes(b"\xef\xbb\xbfdate: 2025-01-01\r\ntitle: x\r\n")
    content, wrong = load(tmp_path, "content", {})
    assert not wrong
    root = content.feed[0].root
    assert isinstance(root, Mapping)
    assert list(root.items) == ["date", "title"]


def test_a_missing_folder_is_an_empty_digest(tmp_path: Path) -> None:
    """Nothing has to exist before the first issue."""
    assert load(tmp_path / "nothing", "content", {})[1] == []


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    """It is no missing file: what the digest had would be gone from the site."""
    (tmp_path / "feed").mkdir()
    for name in ("feed/a.yml", "tags.yml", "facts.yml"):
        (tmp_path / name).symlink_to(tmp_path / "nothing.yml")
    assert set(map(str, load(tmp_path, "content", {})[1])) == {
        f"content/{name}:1: this link leads nowhere; mend or delete it"
        for name in ("feed/a.yml", "tags.yml", "facts.yml")
    }


def test_a_feed_that_is_no_folder_is_named(tmp_path: Path) -> None:
    """A file, or a link to a folder that is not there."""
    said = ["content/feed:1: this is not a folder; make it one, with a YAML file for each issue"]
    (tmp_path / "feed").write_text("date: 2025-01-01")
    assert list(map(str, load(tmp_path, "content", {})[1])) == said
    (tmp_path / "feed").unlink()
    (tmp_path / "feed").symlink_to(tmp_path / "nothing")
    assert list(map(str, load(tmp_path, "content", {})[1])) == said


def test_what_programs_hide_is_no_content(tmp_path: Path) -> None:
    """macOS leaves such files beside others, and they are no YAML."""
    (tmp_path / "feed").mkdir()
    (tmp_path / "feed/._a.yml").write_bytes(b"\x00\x05\x16\x07")
    content, wrong = load(tmp_path, "content", {})
    assert (content.feed, wrong) == ((), [])
