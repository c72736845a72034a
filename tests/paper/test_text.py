"""Third-party text is cleaned once and shown as text everywhere."""

import re
from xml.etree import ElementTree

import html5lib
import markdown as python_markdown
import pytest
from digestry.paper import text
from hypothesis import example, given
from hypothesis import strategies as st

ANY = st.text(st.characters(codec="utf-8"), max_size=200)
MARKUP = st.text("ab 1.-+*_`~#>|[](){}<>&;:!$\\^=@'\"/\n\té中ع\u202e\x00\x02\x03", max_size=60)
HTML = "{http://www.w3.org/1999/xhtml}"


def shown(html: str) -> tuple[str, set[str]]:
    """What a browser makes of a piece of HTML: its text, formulas as written, and its elements' names."""
    tree = html5lib.parseFragment(html)
    parts: list[str] = []
    names: set[str] = set()

    def walk(element: ElementTree.Element) -> None:
        if isinstance(element.tag, str):
            names.add(element.tag.rpartition("}")[2])
        if str(element.tag).endswith("}math"):
            parts.append(element.attrib["alttext"])
        else:
            parts.append(element.text or "")
            for child in element:
                walk(child)
        parts.append(element.tail or "")

    walk(tree)
    return " ".join("".join(parts).split()), names - {"DOCUMENT_FRAGMENT"}


MATHML = set(text._MATH_TAGS)


@given(ANY | MARKUP)
def test_clean_text_stays_clean(value: str) -> None:
    """Cleaning twice changes nothing, and what is left can be written as XML."""
    once = text.clean(value)
    assert text.clean(once) == once
    ElementTree.fromstring(f"<t>{text.escape(once)}</t>")


def test_half_characters_and_control_characters_are_removed() -> None:
    """A lone surrogate becomes the replacement character; what cannot be seen goes."""
    assert text.clean("a\ud800b\x07c\ufeff  d\r\n e") == "a\ufffdbc d e"


def test_blank_lines_part_paragraphs() -> None:
    """An abstract keeps its paragraphs and nothing else of its layout."""
    assert text.clean("one\n two\n \n\nthree ") == "one two\n\nthree"
    assert text.paragraphs("one two\n\nthree") == ["one two", "three"]


@given(ANY | MARKUP)
@example(r"$\text{<script>}$")
@example(r"$\href{javascript:alert(1)}{x}$")
@example(r"$\style{position:fixed}{x}$ $\class{a}{b}$ $\color{red\"onload=x}y$")
def test_html_shows_the_text_and_nothing_else(value: str) -> None:
    """What goes in comes out as the same visible text, with no element that is not MathML."""
    clean = text.clean(value)
    visible, names = shown(f"<p>{text.html(clean)}</p>")
    assert visible == " ".join(clean.split())
    assert names <= MATHML | {"p"}


@given(ANY | MARKUP)
@example("# a *b* [c](http://d) <e> &amp; `f`")
@example("1. a")
@example("- a")
@example("$x<y$ and $\\text{*a*}$")
@example("http://example.org <http://example.org>")
def test_markdown_shows_the_text_and_nothing_else(value: str) -> None:
    """As a heading or in a paragraph, Markdown finds no markup in a stranger's text."""
    clean = " ".join(text.clean(value).split())
    if not clean:
        return
    for before, wanted in (("# ", "h1"), ("a ", "p")):
        html = python_markdown.markdown(
            before + text.markdown(clean), extensions=["tables", "attr_list", "def_list", "toc", "md_in_html"]
        )
        visible, names = shown(html)
        assert visible == ("a " + clean if wanted == "p" else clean)
        assert names <= MATHML | {wanted}


def test_no_attribute_of_mathematics_leads_anywhere() -> None:
    """Links, styles, classes and event handlers in LaTeX do not reach the page."""
    html = text.html(r"$\href{javascript:alert(1)}{x}$ $\style{color:red}{x}$ $\class{a}{x}$ $\cssId{b}{x}$")
    assert not re.search(r"\s(href|style|class|id|on\w+)=", html)


def test_mathematics_becomes_mathml() -> None:
    """A formula is rendered by the browser itself and keeps its source for who needs it."""
    html = text.html("in $O(n^2)$ time")
    assert html.startswith('in <math display="inline" alttext="$O(n^2)$">')
    assert "<msup><mi>n</mi><mn>2</mn></msup>" in html


@pytest.mark.parametrize(
    "written",
    ["from $5 to $10", r"$\unknownmacro{x}$", r"$\frac{$", "$", "a $ b $ c", "$" + "{" * 600 + "$", r"\$x\$"],
)
def test_what_is_no_mathematics_stays_text(written: str) -> None:
    """Money and what the parser cannot read are shown as they were written."""
    assert "<math" not in text.html(written)
    assert shown(text.html(written))[0] == written


@given(ANY | MARKUP, st.integers(1, 80))
def test_a_beginning_is_a_beginning(value: str, length: int) -> None:
    """It is the text itself, or its start and an ellipsis, never longer than asked for."""
    line = " ".join(text.clean(value).split())
    start = text.beginning(line, length)
    if start != line:
        assert start.endswith("…")
        assert line.startswith(start[:-1])
        assert len(start) <= length + 1


def test_a_beginning_does_not_cut_a_formula() -> None:
    """Half a formula would show its dollar sign and LaTeX."""
    assert text.beginning("bounds of $O(n + m)$ hold", 16) == "bounds of…"
