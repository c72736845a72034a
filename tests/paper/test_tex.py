r"""Only TeX that sets symbols is written as TeX."""

import re
from pathlib import Path

import pytest
from digestry.paper.tex import COMMANDS, ENVIRONMENTS, foreign, is_harmless
from hypothesis import given
from hypothesis import strategies as st

from tests import tex

# What these do is known: sizes, sides, limits, kinds of symbols. All other primitives are kept out.
PRIMITIVES = (
    "displaystyle textstyle scriptstyle scriptscriptstyle left middle right limits nolimits mathord mathop mathbin "
    "mathrel mathopen mathclose mathpunct mathinner"
).split()


@pytest.mark.parametrize(
    "latex",
    [
        r"O(n \log n)",
        r"\alpha_{i}^2 < 3\%",
        r"\left\|\frac{a}{b}\right\|_2 \in \mathbb{R}^{d \times d}",
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        r"\operatorname*{arg\,max} \text{ of } \mathcal{L}",
        r"x^{^2}",
    ],
)
def test_mathematics_is_harmless(latex: str) -> None:
    assert is_harmless(latex)


@pytest.mark.parametrize(
    ("latex", "piece"),
    [
        (r"\mbox{\input{/etc/hostname}}", r"\input"),
        (r"\mbox{\immediate\openout15=main.tex}", r"\immediate"),
        (r"\left\openin(", r"\openin"),
        (r"\textrm{\csname input\endcsname x}", r"\csname"),
        (r"\begin{filecontents}{a}", r"\begin{filecontents}"),
        (r"\begin {lstlisting}", r"\begin {lstlisting}"),
        (r"\begin\input", r"\begin"),
        (r"\def\a{}", r"\def"),
        (r"a^^5cinput b", "^^"),
        (r"\tag{x}", r"\tag"),
        (r"\mathcalO", r"\mathcalO"),
        ("\\é", "\\é"),
        ("a $ b", "$"),
        ("a\\", "\\"),
        ("{" * 21 + "}" * 21, "{"),
        (r"\left(" * 300 + r"\right)" * 300, r"\left"),
    ],
)
def test_all_else_is_not(latex: str, piece: str) -> None:
    """Its first piece is named."""
    assert foreign(latex) == piece


@given(st.text(st.sampled_from("\\^{}$abinput 5c%#&_é\n"), max_size=30))
def test_what_tex_would_read_as_a_command_is_one_of_the_list(latex: str) -> None:
    """By TeX's own rule: a backslash takes all letters behind it, else one sign."""
    if is_harmless(latex):
        names = re.findall(r"\\([A-Za-z]+)", latex.replace("\\\\", ""))
        assert set(names) - {"begin", "end"} <= COMMANDS
        assert "^^" not in latex


def test_no_command_of_the_list_is_a_primitive_that_does_more(tmp_path: Path) -> None:
    """TeX says of each what it means: a symbol, a macro of LaTeX and its mathematics, one of few primitives."""
    meanings = tex.meanings(tmp_path, COMMANDS, "amsmath,amssymb,bm,mathtools,mathrsfs")
    symbol = re.compile(r'\\(?:math)?char"|(?:\\protected|\\long)* ?macro:')
    assert [name for name, meaning in meanings.items() if meaning == "\\relax"] == []
    assert [name for name, meaning in meanings.items() if not symbol.match(meaning)] == sorted(PRIMITIVES)


def test_environments_are_of_mathematics(tmp_path: Path) -> None:
    """Each is set within dollars without a complaint."""
    bodies = "".join(
        f"$\\begin{{{name}}}{'{c}' if name == 'array' else ''} a \\\\ b \\end{{{name}}}$\n"
        for name in ENVIRONMENTS
    )
    document = (
        f"\\documentclass{{article}}\\usepackage{{amsmath}}\\begin{{document}}\n{bodies}\\end{{document}}\n"
    )
    (tmp_path / "environments.tex").write_text(document)
    assert "\n!" not in tex.compiled(tmp_path, "environments").printed
