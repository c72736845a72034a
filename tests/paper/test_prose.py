"""Curated Markdown as HTML and, for those who read Markdown, as clean CommonMark again."""

import re

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
def test_any_note_says_the_same_and_leads_to_the_same_places(text: str) -> None:
    """Whatever Markdown it is: read again, it has the words and the links of the page."""
    page = prose.html(text)
    assert words(prose.html(twin(text))) == words(page)
    assert prose.links(twin(text)) == tuple(dict.fromkeys(re.findall(r'href="([^"]*)"', page)))


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
