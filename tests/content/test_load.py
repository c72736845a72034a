"""Files are read as they stand, and what cannot be read is named with its line."""

import os
import socket
from pathlib import Path

import pytest
from digestry.content.load import load
from digestry.content.nodes import Mapping
from digestry.errors import Problem


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """Not UTF-8: the line is told; the other files are read all the same."""
    (tmp_path / "feed").mkdir()
    (tmp_path / "feed/b.yml").write_bytes(b"date: 2025-01-01\ntitle: caf\xe9\n")
    (tmp_path / "feed/a.yml").write_text("date: 2025-01-01\n")
    (tmp_path / "feed/notes.txt").write_text("no feed")
    content, wrong = load(tmp_path, "content", {}, tmp_path)
    assert [source.file for source in content.feed] == ["content/feed/a.yml"]
    expected = "content/feed/b.yml:2: the file is not UTF-8 here; save it as UTF-8 in your editor"
    assert list(map(str, wrong)) == [expected]


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    """Editors on Windows write both."""
    (tmp_path / "feed").mkdir()
    (tmp_path / "feed/a.yml").write_bytes(b"\xef\xbb\xbfdate: 2025-01-01\r\ntitle: x\r\n")
    content, wrong = load(tmp_path, "content", {}, tmp_path)
    assert not wrong
    root = content.feed[0].root
    assert isinstance(root, Mapping)
    assert list(root.items) == ["date", "title"]


def test_a_missing_folder_is_an_empty_digest(tmp_path: Path) -> None:
    """Nothing has to exist before the first issue."""
    assert load(tmp_path / "nothing", "content", {}, tmp_path)[1] == []


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    """It is no missing file: what the digest had would be gone from the site."""
    (tmp_path / "feed").mkdir()
    for name in ("feed/a.yml", "tags.yml", "facts.yml"):
        (tmp_path / name).symlink_to(tmp_path / "nothing.yml")
    assert set(map(str, load(tmp_path, "content", {}, tmp_path)[1])) == {
        f"content/{name}:1: this link leads nowhere; mend or delete it"
        for name in ("feed/a.yml", "tags.yml", "facts.yml")
    }


def test_a_feed_that_is_no_folder_is_named(tmp_path: Path) -> None:
    """A file, or a link to a folder that is not there."""
    said = ["content/feed:1: this is not a folder; make it one, with a YAML file for each issue"]
    (tmp_path / "feed").write_text("date: 2025-01-01")
    assert list(map(str, load(tmp_path, "content", {}, tmp_path)[1])) == said
    (tmp_path / "feed").unlink()
    (tmp_path / "feed").symlink_to(tmp_path / "nothing")
    assert list(map(str, load(tmp_path, "content", {}, tmp_path)[1])) == said


def test_what_programs_hide_is_no_content(tmp_path: Path) -> None:
    """macOS leaves such files beside others, and they are no YAML."""
    (tmp_path / "feed").mkdir()
    (tmp_path / "feed/._a.yml").write_bytes(b"\x00\x05\x16\x07")
    content, wrong = load(tmp_path, "content", {}, tmp_path)
    assert (content.feed, wrong) == ((), [])


OUT = "this link leads out of your content, and would publish what is there"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A digest's folder, with a secret beside it, and one in its `.git`."""
    (tmp_path / "secret.md").write_text("SECRET")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/b.yml").write_text("date: 2025-01-01\n")
    home = tmp_path / "digest"
    for folder in ("content/feed", "content/pages", "docs", ".git", "notes"):
        (home / folder).mkdir(parents=True)
    (home / ".git/config.md").write_text("SECRET")
    (home / "README.md").write_text("# Hello")
    return home


def said(home: Path) -> list[tuple[str, str]]:
    """What is named, and that no secret is among what was read."""
    pages = {"content/pages": home / "content/pages", "docs": home / "docs"}
    content, wrong = load(home / "content", "content", pages, home)
    assert "SECRET" not in repr(content)
    assert all(isinstance(each, Problem) for each in wrong)
    return [(each.file, each.what) for each in sorted(wrong)]


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("content/pages/a.md", "../../../secret.md"),
        ("content/pages/a.png", "../../../secret.md"),
        ("content/pages/a.md", "../../.git/config.md"),
        ("content/pages/a.md", "../../README.md"),
        ("content/pages/a.md", "/dev/zero"),
        ("content/pages/more", "../../../elsewhere"),
        ("content/feed/a.yml", "../../../elsewhere/b.yml"),
        ("content/feed/more", "../../../elsewhere"),
        ("content/tags.yml", "/etc/passwd"),
        ("docs/a.md", "../../secret.md"),
        ("docs/a.md", "../.git/config.md"),
    ],
)
def test_a_link_that_leads_out_is_refused(home: Path, link: str, target: str) -> None:
    """A pull request may hold one: what it leads to is on the machine that builds."""
    (home / link).symlink_to(target)
    assert said(home) == [(link, OUT)]


def test_a_folder_of_content_that_leads_out_is_refused(home: Path) -> None:
    """Each file in it is named; where `mkdocs.yml` names the place, it is no link but what the owner wants."""
    (home / "content/pages").rmdir()
    (home / "content/pages").symlink_to(home.parent)
    assert ("content/pages/secret.md", OUT) in said(home)
    (home / "content/pages").unlink()
    (home / "content/feed").rmdir()
    (home / "content/feed").symlink_to(home.parent / "elsewhere")
    assert ("content/feed", "this link leads out of your content") in said(home)
    content, wrong = load(home.parent / "elsewhere", "../elsewhere", {}, home)
    assert (content.folder, wrong) == ("../elsewhere", [])


def test_links_that_stay_are_followed(home: Path) -> None:
    """Within the content; from pages beside it, to what everybody sees of the digest's folder."""
    (home / "content/feed/a.yml").write_text("date: 2025-01-01\n")
    (home / "content/feed/b.yml").symlink_to("a.yml")
    (home / "docs/index.md").symlink_to("../README.md")
    assert said(home) == []


def test_a_link_to_a_folder_is_not_left_out_in_silence(home: Path) -> None:
    (home / "content/feed/more").symlink_to("../pages")
    (home / "content/feed/circle.yml").symlink_to("circle.yml")
    assert said(home) == [
        ("content/feed/circle.yml", "this link leads nowhere"),
        ("content/feed/more", "this is a folder, or a link to one, which is not followed"),
    ]


@pytest.mark.parametrize(
    "name", ["content/feed/a.yml", "content/pages/a.md", "docs/a.png", "content/facts.yml"]
)
def test_a_pipe_or_a_socket_never_blocks(home: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named, and not opened: reading it would wait for ever."""
    os.mkfifo(home / name)
    assert said(home) == [(name, "this is no file but a pipe, a device or a socket")]
    (home / name).unlink()
    monkeypatch.chdir(home)  # a socket's path has to be short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(name)
        assert said(home) == [(name, "this is no file but a pipe, a device or a socket")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n<<<<<<< ours\n=======\n>>>>>>> theirs\n", 2),
        ("<<<<<<< ours\n<<<<<<< ours\nb: 1\n=======\n>>>>>>> theirs\n", 1),
        (">>>>>>> theirs\n=======\n<<<<<<< ours\n", 0),
        ("<<<<<<< ours\n=======\n", 0),
        ("<<<<<<< ours\n>>>>>>> theirs\n", 0),
    ],
)
def test_an_unresolved_merge_has_all_three_marks(tmp_path: Path, text: str, line: int) -> None:
    """The first of them is told."""
    (tmp_path / "feed").mkdir()
    (tmp_path / "feed/a.yml").write_text(text, "utf-8")
    told = [each.line for each in load(tmp_path, "content", {}, tmp_path)[1] if "merge" in each.what]
    assert told == ([line] if line else [])
