"""Curated Markdown as HTML and, for those who read Markdown, as clean CommonMark again."""

import re
from html import unescape
from urllib.parse import unquote

import pytest
from digestry.paper import prose
from digestry.paper.prose_commonmark import commonmark
from hypothesis import example, given
from hypothesis import strategies as st

NOTE = r"""
### Why *this* matters

It is **good**, ~~not bad~~; see [the page](https://a.example/x_(y)) and `code_x`.
A second line,\
a third.

1. One
2. Two
   - deep

     more of it

> Said `` `so` `` by
> somebody.

```python
if a < b: print("`")
```

| A | B \| C |
|---|---|
| 1 | **2** |

---
"""


def twin(text: str) -> str:
    return commonmark(prose.html(text))


def test_what_people_write_comes_back() -> None:
    """Headings, emphasis, links, code, lists, quotations, tables: another reader of Markdown sees the same."""
    assert prose.html(twin(NOTE)).split() == prose.html(NOTE).split()
    assert twin("It is **good**, *fine* ") == "It is **good**, *fine*"
    assert twin("- a\n- b") == "- a\n- b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[look](javascript:alert(1)) ![](https://tracker.example/x.png)", "look"),
        ("[a]\n\n[a]: javascript:alert(1)", "a"),
        ("<script>alert(1)</script>x", "x"),
        ("<a href='data:text/html,x' onclick='y'>z</a>", "z"),
        ("&lt;script&gt;", r"\<script>"),
        (r"\[x\](javascript:y)", r"\[x\](javascript:y)"),
        (r"\input{/etc/passwd}", r"\\input{/etc/passwd}"),
        (r"$\mbox{\input{x}}$", r"\$\\mbox{\\input{x}}\$"),
        ("[a](<https://b.example/()>)", "[a](<https://b.example/()>)"),
        (r"1\. no list", r"1\. no list"),
    ],
)
def test_what_pages_leave_out_is_left_out(text: str, expected: str) -> None:
    """Links that are none, pictures, elements; and no word becomes TeX."""
    assert twin(text) == expected


def test_a_link_without_words_shows_its_address() -> None:
    """It could neither be seen nor followed."""
    assert ">https://a.example/?a&amp;b</a>" in prose.html("[ ](https://a.example/?a&b 'title')")
    assert twin("[](https://a.example)") == "[https://a.example](https://a.example)"


MARKS = "* ** _ ` `` [ ](https://a.example) ] ( ) ! <b> </b> < > # ### \\ &amp; ~~ . + = | https://b.example".split()
STARTS = ["> ", "- ", "1. ", "    ", "```\n", "|---|\n", "<!-- c -->", "<i title='x'>", " ", "\n", "\n\n"]
PIECES = st.lists(st.sampled_from(["a", "b c", "é", *MARKS, *STARTS]), max_size=30).map("".join)


def words(html: str) -> str:
    """The words of HTML; without what would be emphasis where no word can hold it."""
    return re.sub(r"[\s*_~]+", "", prose.plain(html))


@given(PIECES)
@example("**a **b")
@example("*\n\n*")
@example("[](https://a.example)")
@example("[]()")
@example("[](>)")
def test_any_note_says_the_same_and_leads_to_the_same_places(text: str) -> None:
    """Whatever Markdown it is: read again, it has the words and the links of the page."""
    page = prose.html(text)
    assert words(prose.html(twin(text))) == words(page)
    assert places(twin(text)) == list(dict.fromkeys(map(place, re.findall(r'href="([^"]*)"', page))))


def places(markdown: str) -> list[str]:
    return list(dict.fromkeys(map(place, prose.links(markdown))))


def place(address: str) -> str:
    """An address without escapes: a `>` in one is `&gt;` in HTML, and `%3E` in Markdown, whose links it would end."""
    return unquote(unescape(address))


@pytest.mark.parametrize(
    "text",
    [
        "1. " * 1000 + "x",
        "> " * 1000 + "x",
        "- > " * 500 + "x",
        "".join(f"{'  ' * n}- x\n" for n in range(200)),
    ],
    ids=["lists", "quotations", "both", "indented"],
)
def test_nesting_that_would_lose_words_is_seen(text: str) -> None:
    assert prose.is_too_deep(text)


@pytest.mark.parametrize(
    "text", [NOTE, "1. " * 40 + "x", "> " * 40 + "x", "    code\n" * 100, " " * 200 + "far"]
)
def test_nesting_that_people_write_is_shown(text: str) -> None:
    assert not prose.is_too_deep(text)
    assert prose.plain(prose.html(text)).split()[-1] in text


def test_headings_of_a_note_stay_headings() -> None:
    """Those of the page are higher, so that the highest that a note has is the third."""
    assert prose.html("# One\n\n## Two\n\nWords\n\n#### Four").split("\n") == [
        "<h3>One</h3>",
        "<h3>Two</h3>",
        "<p>Words</p>",
        "<h4>Four</h4>",
    ]
    assert prose.html("<h1 class='x'>Raw</h1>") == "<h3>Raw</h3>"
    assert prose.html("`<h1>`") == "<p><code>&lt;h1&gt;</code></p>"


def test_code_keeps_its_blank_lines() -> None:
    """They are written so that no line of the page is blank; the twin has them too."""
    page = prose.html("```\na\n\n\n  \nb\n```")
    assert page == "<pre><code>a&#10;&#10;&#10;  \nb\n</code></pre>"
    assert twin("```\na\n\nb\n```") == "```\na\n\nb\n```"


def test_references_bring_no_character_that_cannot_be_seen() -> None:
    """XML forbids most of them, so that no feed could be built; and none of them may hide a scheme."""
    assert prose.html("<p>a&#8;b&#x1F;c&#xFFFE; d&#127;</p>") == "<p>abc d</p>"
    for hidden in ("java&#8;script:x", "&#8;javascript:x", "java&#xFFFE;script:x", "java&#9;script:x"):
        assert "href" not in prose.html(f"<a href='{hidden}'>x</a>")


@pytest.mark.parametrize("space", ["&nbsp;", "\u2028", "\u3000", "&#x200b;", "&#x180e;", " \u2003"])
def test_no_white_space_hides_a_scheme(space: str) -> None:
    """To a browser such an address is a page of this site, to programs that trim texts it is code."""
    assert "href" not in prose.html(f"<a href='{space}javascript:alert(1)'>x</a>")
    assert "href" not in prose.html(f"[x](<{space}javascript:alert(1)>)")
    assert "href" in prose.html("[x](https://a.example) [y](other/page:1)")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\![a](https://a.example)", r"\![a](https://a.example)"),  # and not a picture
        ("### a \\###", "### a \\###"),
        ("[a](<https://a.example/b\u2003c>)", "[a](https://a.example/b%E2%80%83c)"),
        ("<del><p>one</p></del>", "one"),
        ("<table><tr><td>a<p>b</p></td></tr></table>", "| a b |\n| --- |"),
        ("<pre>a<p>b</p></pre>", "```\na\n\nb\n```"),
        ("<pre>a <em>b</em></pre>", "```\na b\n```"),
        ("<table><tr></tr></table>x", "x"),
    ],
)
def test_the_twin_has_all_that_the_page_has(text: str, expected: str) -> None:
    """Whatever is around it, and the same of it."""
    assert twin(text) == expected
