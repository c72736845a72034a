"""Files are read as the curator sees them, and what cannot be read is named with its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.load import Mapping, Scalar, load, parse


def problems(text: str) -> list[str]:
    return [str(problem) for problem in parse(text, "a.yml")[1]]


def test_scalars_are_text_with_their_line() -> None:
    """`no`, times, dates and numbers arrive as they stand, not as YAML 1.1 would guess them."""
    source, wrong = parse("a: no\nb: 12:30:00\nc: 2401.10\nd: 2025-04-24\n", "a.yml")
    assert not wrong
    assert isinstance(source.root, Mapping)
    assert {key: node.text for key, node in source.root.items.items() if isinstance(node, Scalar)} == {
        "a": "no",
        "b": "12:30:00",
        "c": "2401.10",
        "d": "2025-04-24",
    }
    assert source.root.lines == {"a": 1, "b": 2, "c": 3, "d": 4}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\na: 2\n", "a.yml:2: `a` stands here a second time; keep one; the first is in line 1"),
        ("a: &x 1\nb: *x\n", "a.yml:2: the alias *x is not allowed; write the value out"),
        ("a: !!python/object:os.system x\n", "a.yml:1: the tag tag:yaml.org,2002:python/object:os.system is"),
        ("a:\n\tb: 1\n", "a.yml:2: a tab in the indentation; use spaces"),
        ("title: Attention: all\n", "a.yml:1: a colon where YAML expects none; put the whole value in"),
        ("a: [1, 2\n", "a.yml:2: not valid YAML ("),
        (
            "a: 1\n---\nb: 2\n",
            "a.yml:2: a second document starts here; remove the line `---`, or split the file",
        ),
        ("a: \x07\n", "a.yml:1: the character U+0007 is not allowed; delete it"),
        ("? [a]\n: 1\n", "a.yml:1: a list or mapping is used as a key; put quotes around the key"),
        ("[" * 30 + "]" * 30, "a.yml:1: more than 20 levels deep; check the indentation and the brackets"),
    ],
)
def test_dangerous_or_broken_yaml_is_refused_with_its_line(text: str, expected: str) -> None:
    """Each message says where, what and what to do."""
    assert problems(text)[0].startswith(expected)


def test_an_alias_bomb_is_refused_at_once() -> None:
    """Aliases are never expanded, so a billion laughs costs nothing."""
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert len(problems(bomb)) == 8 * 9


def test_all_problems_are_reported() -> None:
    """One mistake does not hide the next."""
    assert len(problems("a: 1\na: 2\nb: *x\nc: !t 1\n")) == 3


@given(st.text(max_size=80) | st.text("ab:-[]{}&*!|>'\"#%@` \n\t,?\x00\x85", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """The reader raises nothing; whatever is wrong comes back as a problem with a line of the text."""
    _, wrong = parse(text, "a.yml")
    assert all(problem.line >= 1 for problem in wrong)


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """Not UTF-8: the line is told; the other files are read all the same."""
    (tmp_path / "feed").mkdir()
    (tmp_path / "feed/b.yml").write_bytes(b"date: 2025-01-01\ntitle: caf\xe9\n")
    (tmp_path / "feed/a.yml").write_text("date: 2025-01-01\n")
    (tmp_path / "feed/notes.txt").write_text("no feed")
    content, wrong = load(tmp_path, "content")
    assert [source.file for source in content.feed] == ["content/feed/a.yml"]
    expected = "content/feed/b.yml:2: the file is not UTF-8 here; save it as UTF-8 in your editor"
    assert list(map(str, wrong)) == [expected]


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    """Editors on Windows write both."""
    (tmp_path / "feed").mkdir()
    (tmp_path / "feed/a.yml").write_bytes(b"\xef\xbb\xbfdate: 2025-01-01\r\ntitle: x\r\n")
    content, wrong = load(tmp_path, "content")
    assert not wrong
    root = content.feed[0].root
    assert isinstance(root, Mapping)
    assert list(root.items) == ["date", "title"]


def test_a_missing_folder_is_an_empty_digest(tmp_path: Path) -> None:
    """Nothing has to exist before the first issue."""
    assert load(tmp_path / "nothing", "content")[1] == []
