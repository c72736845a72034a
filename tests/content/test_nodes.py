"""YAML is read as the curator sees it, and written so that it is read back."""

import pytest
from digestry.content.nodes import Mapping, Node, Scalar, Sequence, dump, parse
from digestry.paper.text import clean
from hypothesis import given
from hypothesis import strategies as st


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


@pytest.mark.parametrize(("levels", "refused"), [(19, False), (20, False), (21, True)])
def test_twenty_levels_are_read(levels: int, refused: bool) -> None:
    """Of lists and of mappings; what is deeper is a slip or an attack."""
    for text in ("[" * levels + "]" * levels, "{a: " * levels + "x" + "}" * levels):
        assert [problem.partition(";")[0] for problem in problems(text)] == (
            ["a.yml:1: more than 20 levels deep"] if refused else []
        )


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


def plain(node: Node | None) -> object:
    """Nodes as plain values, all scalars as text."""
    match node:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(items=fields):
            return {key: plain(value) for key, value in fields.items()}
    return None


TEXTS = st.text(max_size=300).map(clean) | st.sampled_from(
    [
        "2401.14427",
        "no",
        "12:30:00",
        "a: b",
        "- x",
        "# x",
        "{a}",
        "'",
        '"',
        "~",
        "null",
        "\U0001f600 x" * 30,
        "x\n\ny",
    ]
)


@given(st.dictionaries(st.text(max_size=20).map(clean), TEXTS | st.lists(TEXTS, max_size=4), max_size=4))
def test_what_is_written_is_read_back(value: dict[str, object]) -> None:
    """Whatever the texts hold."""
    source, wrong = parse(dump(value), "a.yml")
    assert not wrong
    assert plain(source.root) == value or value == {}


def test_written_yaml_is_made_for_people() -> None:
    """Ids wear quotes, long texts are folded over lines, lists of texts stand in brackets."""
    entry = {
        "id": "a",
        "arxiv": "2401.14427",
        "authors": ["Ann Lee", "Bo \U0001d49e"],
        "abstract": "word " * 29 + "end",
    }
    lines = dump([entry]).splitlines()
    assert lines[:4] == [
        "- id: a",
        '  arxiv: "2401.14427"',
        "  authors: [Ann Lee, Bo \U0001d49e]",
        "  abstract: >-",
    ]
    assert max(map(len, lines)) <= 120
