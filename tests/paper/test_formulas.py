"""Formulas read as people would write them where there is no mathematics, and never as something else."""

import pytest
from digestry.paper.formulas import in_letters
from digestry.paper.text import readable
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\ell_1", "ℓ₁"),
        (r"\mathcal{O}(n\log n)", "O(n log n)"),
        (r"\widetilde{\mathcal O}(\sqrt K)", "Õ(√K)"),
        (r"\mathbb{R}^{n\times d}", "ℝ^(n×d)"),
        (r"n \times d", "n × d"),
        (r"p\ge 1", "p≥1"),
        (r"\epsilon > 0", "ϵ > 0"),
        (r"10^{-3}", "10⁻³"),
        (r"T^{2/3}", "T^(2/3)"),
        (r"e^{i\pi}", "e^(iπ)"),
        (r"x_{i,j}", "x_(i,j)"),
        (r"G_{\text{stack}}", "G_stack"),
        (r"k^{\text{th}}", "kᵗʰ"),
        (r"a^{b^{c}}", "a^(bᶜ)"),
        (r"A^\top B", "Aᵀ B"),
        (r"90^\circ", "90°"),
        (r"f'(x)", "f′(x)"),
        (r"\theta^*", "θ*"),
        (r"\frac{1}{2}", "1/2"),
        (r"\frac{a+b}{c}", "(a+b)/c"),
        (r"\frac{\sqrt{d}}{n\epsilon}", "√d/(nϵ)"),
        (r"\left(\frac{1}{n^2}\right)", "(1/n²)"),
        (r"\sqrt[3]{x}", "³√x"),
        (r"\sqrt{T\log T}", "√(T log T)"),
        (r"\sum_{i=1}^n x_i", "∑ᵢ₌₁ⁿ xᵢ"),
        (r"2\log_2 n", "2 log₂ n"),
        (r"\log\log n", "log log n"),
        (r"x \in \{0,1\}", "x ∈ {0,1}"),
        (r"\|w_\star\|", "‖w_⋆‖"),
        (r"{\bf R}", "R"),
        (r"\texttt{DSGT}", "DSGT"),
        (r"58.3\%", "58.3%"),
        (r"1{,}000", "1,000"),
        ("a<b", "a<b"),
    ],
)
def test_formulas_are_read(latex: str, text: str) -> None:
    """With everything that changes their meaning."""
    assert in_letters(latex) == text


@pytest.mark.parametrize(
    "latex",
    [
        r"\unknown{x}",
        r"\input{/etc/passwd}",
        r"\newcommand{\x}{y}",
        r"{n \choose k}",
        "{",
        "}",
        "\\",
        "{" * 300 + "}" * 300,
        "x" * 1001,
    ],
)
def test_what_letters_cannot_tell_stays_as_it_is(latex: str) -> None:
    """Whoever knows TeX reads it, and nothing is made up."""
    assert in_letters(latex) == ""
    assert readable(f"A ${latex}$ b") == f"A ${latex}$ b"


def test_texts_keep_all_else() -> None:
    """Paragraphs, money, words."""
    assert readable("From $\\ell_1$ to\n\n\\(\\ell_2\\), $5 and $10") == "From ℓ₁ to\n\nℓ₂, $5 and $10"
    assert readable("") == ""


PIECES = st.lists(
    st.sampled_from(
        r"\ell \frac \sqrt \mathbb \log \text { } ^ _ a 1 + \, \left( \right) [ ] ' \\ % & ~ é 中 \bar \| $".split()
    )
).map(" ".join)


@given(st.text(max_size=40) | PIECES)
def test_any_text_is_read_or_left(latex: str) -> None:
    """Never an error, a command or a line break in what is read."""
    text = in_letters(latex)
    assert "\\" not in text
    assert "\x00" not in text
    assert text == " ".join(text.split())
