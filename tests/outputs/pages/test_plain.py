"""Pages of plain text: readable as they stand, and sound as CommonMark."""

import datetime as dt
import re
from pathlib import Path

from digestry.catalogue.catalogue import catalogue
from digestry.content.validate import Content
from digestry.outputs.pages.plain import llms, twin
from digestry.paper.model import Issue, Paper, Tag
from digestry.paper.text import clean, commonmark, segments
from digestry.settings import Options, Settings
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

SETTINGS = Settings("Digest", "https://a.org/d/", "About papers.", "", "en", Options())
DAY = dt.date(2025, 4, 24)
LINE = st.text(st.characters(codec="utf-8"), max_size=60) | st.text(
    "ab 1.-+*_`~#>|[](){}<>&;:!\\^=@'\"/\té中ع", max_size=40
)
TEXT = LINE.map(lambda given: " ".join(clean(given).split()))


@given(TEXT)
@example("1. not a list")
@example("- nor this")
@example("# nor a heading")
@example("a_b __c__ *d* `e` [f](g) <script> &amp; &#60; ![h](i)")
@example("\\*")
def test_text_comes_back_from_commonmark(text: str) -> None:
    """One paragraph of text without markup, whatever strangers write."""
    if "\xa0" in text or any(not isinstance(segment, str) for segment in segments(text)):
        return
    tokens = MarkdownIt().parse(commonmark(text))
    if not text:
        assert tokens == []
        return
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    assert "".join(child.content for child in children) == text


def test_formulas_stay_formulas() -> None:
    """Between dollar signs, for people, models and renderers; but never a tag."""
    assert (
        commonmark("an $O(n_1 \\log n)$ or \\(x^2\\) bound for $5")
        == "an $O(n_1 \\log n)$ or $x^2$ bound for \\$5"
    )
    html = MarkdownIt("commonmark", {"html": True}).render(commonmark("$a<script>b$"))
    assert "<script" not in html


def test_a_twin_says_what_the_page_says() -> None:
    """Without frame; with addresses that work from anywhere."""
    tag = Tag("agents", "Agents [x]", "")
    paper = Paper(
        "a", "A *title*", abstract="One.\n\nTwo.", summary="Short.", note="See <b>this</b>.", authors=("Ann Lee", "B_"),
        arxiv="2401.1", url="https://a.org/x(1)",
    )  # fmt: skip
    made = twin(paper, DAY, [tag], SETTINGS)
    assert made.path == "papers/a.md"
    assert (
        made.data.decode()
        == """\
# A \\*title\\*

Ann Lee, B\\_

[In the digest](https://a.org/d/papers/a/) · [arXiv](https://arxiv.org/abs/2401.1) · [PDF](https://arxiv.org/pdf/2401.1) · [Source](<https://a.org/x(1)>) · [BibTeX](https://a.org/d/papers/a.bib)

> Short.

See this.

## Abstract

One.

Two.

Tags: [Agents \\[x\\]](https://a.org/d/tags/agents/)

In the issue of [24 April 2025](https://a.org/d/issues/2025-04-24/)
"""
    )


def test_llms_txt_has_the_form_that_is_read() -> None:
    """https://llmstxt.org: a heading, a quotation, then sections of links, each to something that is there."""
    papers = tuple(Paper(f"p{number}", f"T {number}", tags=("agents",)) for number in range(60))
    tags = (Tag("agents", "Agents", "They act."), Tag("unused", "Unused", ""))
    found = catalogue(Content((Issue(DAY, papers),), tags, ()), drafts=False)
    text = llms(found, SETTINGS).data.decode()
    assert text.startswith("# Digest\n\n> About papers.\n\n")
    assert re.findall(r"(?m)^## (.*)$", text) == ["Data", "Newest papers", "Topics"]
    links = re.findall(r"(?m)^- \[(.+?)\]\((\S+?)\)(?:: (.+))?$", text)
    assert len(links) == text.count("\n- ") == 3 + 50 + 1
    assert ("T 0", "https://a.org/d/papers/p0.md", "") in links
    assert ("Agents", "https://a.org/d/tags/agents/", "They act.") in links


def test_the_site_publishes_them(built: Path) -> None:
    """Twins as text beside the pages, not as pages; robots.txt with the sitemap's address."""
    papers = {path.name for path in (built / "papers").iterdir() if path.is_dir()}
    assert {path.stem for path in (built / "papers").glob("*.md")} == papers
    assert {path.stem for path in (built / "papers").glob("*.bib")} == papers
    robots = (built / "robots.txt").read_text("utf-8")
    assert robots == "User-agent: *\nAllow: /\n\nSitemap: https://digest.example/some/where/sitemap.xml\n"
    assert ".md" not in (built / "sitemap.xml").read_text("utf-8")
    for target in re.findall(
        r"\]\(https://digest\.example/some/where/(\S*?)\)", (built / "llms.txt").read_text("utf-8")
    ):
        assert (built / target).exists(), target
