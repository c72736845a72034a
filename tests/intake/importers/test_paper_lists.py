"""Lists and tables of papers in Markdown and HTML, in the shapes that people keep them in."""

import datetime as dt
from typing import Any

import pytest
from digestry.errors import ContentError
from digestry.intake.importers import pages_of_papers, paper_lists
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.records import Candidate, Reading
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.importers.sources import read, reasons

A = "https://arxiv.org/abs/2401.00001"
B = "https://arxiv.org/abs/2401.00002v3"
TITLE = "Counting Sheep with Small Networks"
OTHER = "A Second Look at Sleep"


def one(source: str, **expected: Any) -> Candidate:
    """The only paper of a source, and what it has to be."""
    reading = read(source)
    assert len(reading.candidates) == 1, reading
    paper = reading.papers[0]
    found = {name: getattr(paper, name) for name in expected}
    found = {name: str(value) if name == "published" else value for name, value in found.items()}
    assert found == expected
    return reading.candidates[0]


@pytest.mark.parametrize(
    "entry",
    [
        f"- [{TITLE}]({A})",
        f"* [**{TITLE}**]({A}) :fire:",
        f"1. [{TITLE}]({A}).",
        f"- **{TITLE}** [[paper]({A})]",
        f"- **{TITLE}.** [[paper]]({A})",
        f"- **[Sheep]** {TITLE} [[paper]({A})]",
        f"- [Sheep] {TITLE} [[paper]({A})]",
        f"- **Sheep**: “{TITLE}” [[Paper]({A})]",
        f'- "{TITLE}" [[Paper]({A})][[Video](https://youtu.be/x)]',
        f"- {TITLE} - [[Arxiv]({A})]",
        f"- 🔥 {TITLE} | [pdf](https://arxiv.org/pdf/2401.00001v2.pdf)",
        f"- ![new](https://img.example.org/new.svg) [{TITLE}]({A})",
        f"- [2401.00001] {TITLE} [link]({A})",
        f"- [[Paper]({A})] **{TITLE}**",
        f"**{TITLE}** <br> [[Paper]({A})]",
        f"**{TITLE}** \\\n[[Website]({A})] ![x](y.png)",
        f"### [{TITLE}]({A})\n",
        f"* <a href='{A}'>{TITLE}</a>",
        f"| # | Paper |\n|---|:-:|\n| 3 | [{TITLE}]({A}) |",
        f"Title | PDF\n--- | ---\n{TITLE} | [2401.00001]({A})",
        f"| 1) **{TITLE}** | [Paper]({A}) |",
    ],
)
def test_a_title_is_found_where_the_form_says_so(entry: str) -> None:
    """Without the number, the marks and the short name before it."""
    one(f"# A list\n\n{entry}\n", title=TITLE, arxiv="2401.00001", summary="", url="")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (f"- [{TITLE}]({A}) - words of mine about it", {"summary": "words of mine about it"}),
        (f"- (2023-08) [{TITLE}]({A})", {"published": "2023-08"}),
        (f"- 2023.08.14 - **{TITLE}** [paper]({A})", {"published": "2023-08-14"}),
        (f"- [{TITLE}]({A}) (2023)", {"published": "2023"}),
        (f"- {TITLE} (2016), A. Lee et al. [[pdf]({A})]", {"published": "2016", "authors": ("A. Lee", "others")}),
        (f"- [{TITLE}]({A}), Lee et al., ICML 2021", {"venue": "ICML 2021", "authors": ("Lee", "others")}),
        (f"- [{TITLE}]({A}), Ann Lee and Bo Chen, Arxiv 2021", {"authors": ("Ann Lee", "Bo Chen"), "published": "2021"}),
        (f"- {TITLE} [[ICML 2021]({A})]", {"venue": "ICML 2021"}),
        (f"- **[ICML 2021]** [{TITLE}]({A})", {"venue": "ICML 2021"}),
        (f'- "{TITLE}", ICML, 2021 (*Some Lab*). [[Paper]({A})]', {"venue": "ICML 2021"}),
        (f"1. **{TITLE}.** ICML 2021. [paper]({A})\n\n   *Ann Lee, Bo van der Berg.*", {"venue": "ICML 2021", "authors": ("Ann Lee", "Bo van der Berg")}),
        (f"- **{TITLE}**\n  - *Ann Lee, Bo Chen*\n  - Paper: {A}\n  - Code: https://example.org/c", {"authors": ("Ann Lee", "Bo Chen"), "code": "https://example.org/c"}),
        (f"- [{TITLE}]({A}) [[code](https://github.com/a/b)] [[project](https://x.github.io/)]", {"code": "https://github.com/a/b", "project": "https://x.github.io/"}),
        (f"- [{TITLE}]({A}) [[bibtex](https://github.com/a/b/c.bib)]", {"code": ""}),
        (f"- [{TITLE}]({A}) [[DOI](https://doi.org/10.1007/JHEP07(2016)069)] (2015)", {"doi": "10.1007/JHEP07(2016)069", "published": "2015"}),
    ],
)  # fmt: skip
def test_what_stands_beside_a_title_is_told_apart(entry: str, expected: dict[str, Any]) -> None:
    """Names, venues, dates and links are fields; only the curator's own words are the summary."""
    one(f"# A list\n\n{entry}\n", title=TITLE, arxiv="2401.00001", **{"summary": "", **expected})


def test_a_date_in_a_sentence_stays_there() -> None:
    """Prose is not taken apart."""
    text = "looks again at Lee et al. (2022) (i.e. Sheep); finds that they, and others, slept, since 2023."
    one(f"- **{TITLE}** - {text} [Paper]({A})", summary=text, published="None", authors=())


def test_a_weekly_table() -> None:
    """The name, the curator's own text in lines, links by their names; tweets are counted."""
    source = f"""# Weekly
## Top Papers of the Week (June 23 - June 29) - 2025
| **Paper** | **Links** |
| --- | --- |
| 1) {TITLE}  It counts sheep with “small” networks.  <br>● It sleeps. | [Paper]({A}), [Tweet](https://x.com/a/1) |
| 2) **Sleep** - looks again. | [Paper]({B}), [Code](https://github.com/a/b) |
| 3) Some Words that go on to tell of a **model** in one long sentence only. And more. | [Paper](https://arxiv.org/abs/2401.00003) |
"""
    reading = read(source)
    first, second, third = reading.papers
    assert (first.title, first.summary) == (TITLE, "It counts sheep with “small” networks. ● It sleeps.")
    assert (second.title, second.summary, second.code) == ("Sleep", "looks again.", "https://github.com/a/b")
    assert third.title == "arXiv:2401.00003"  # what is bold in a sentence is no title
    assert reading.days == {dt.date(2025, 6, 29)}
    assert reading.unread["link to a tweet"] == 1


def test_columns_in_any_order() -> None:
    """As arXiv bots have them: `et.al.` and `null` are no values; what has no field is told."""
    source = f"""## Updated on 2026.06.29
## Sheep
|Code|Publish Date|Title|Authors|PDF|Stars|
|---|---|---|---|---|---|
|**[link](https://github.com/a/b)**|**2024-06-01**|**{TITLE} - Part 2**|Ann Lee et.al.|[2401.00001v2]({A}v2)|5|
|null|**2024-06-02**|**{OTHER}**|Bo Chen|[2401.00002]({B})|7|
<p align=right>(<a href=#top>back to top</a>)</p>
"""
    reading = read(source)
    first, second = reading.papers
    assert (first.title, first.arxiv, first.code) == (
        f"{TITLE} - Part 2",
        "2401.00001",
        "https://github.com/a/b",
    )
    assert (first.authors, second.authors) == (("Ann Lee", "others"), ("Bo Chen",))
    assert (str(first.published), second.code, first.tags) == ("2024-06-01", "", ("Sheep",))
    assert reading.unread["column Stars"] == 2


def test_a_bots_page_of_headings() -> None:
    """A heading is a paper where labelled lines say so."""
    source = f"""# Showing new listings for Tuesday, 25 February 2025
### Today: 2papers
#### {TITLE}
 - **Authors:** Ann Lee, Bo Chen
 - **Subjects:** Subjects:
Machine Learning (cs.LG); Sound (cs.SD)
 - **Arxiv link:** {A}

 - **Pdf link:** https://arxiv.org/pdf/2401.00001

 - **Abstract**
 We count sheep. They are many.

#### {OTHER}
 - **Authors:** Bo Chen
 - **Arxiv link:** {B}

 - **Abstract**
 We look again.
"""
    reading = read(source)
    first, second = reading.papers
    assert (first.title, first.authors, first.abstract) == (
        TITLE,
        ("Ann Lee", "Bo Chen"),
        "We count sheep. They are many.",
    )
    assert first.categories == ("cs.LG", "cs.SD")
    assert (second.title, second.arxiv, second.abstract) == (OTHER, "2401.00002", "We look again.")
    assert reading.days == {dt.date(2025, 2, 25)}


def test_headings_and_entries_above_are_topics() -> None:
    """The title of the page is none, a contents list is no paper, entries without papers are told once."""
    source = f"""# Awesome Sheep
- [Survey](#survey)
- [Tools](#tools)
## 1. Survey 📖
- [{TITLE}]({A})
- Night
  - {OTHER} [[paper]({B})]
## Tools
- [a tool](https://github.com/a/tool)
- [another](https://example.org/)
"""
    reading = read(source)
    assert [(paper.title, paper.tags) for paper in reading.papers] == [
        (TITLE, ("Survey",)),
        (OTHER, ("Survey", "Night")),
    ]
    assert reasons(reading) == [(9, "a tool", "2 entries link to no paper")]


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("June 23 - June 29, 2025", dt.date(2025, 6, 29)),
        ("Papers of the Week (Dec 30 - Jan 5) - 2025", dt.date(2025, 1, 5)),
        ("23–29 June 2025", dt.date(2025, 6, 29)),
        ("2024-06-03 - 2024-06-09", dt.date(2024, 6, 9)),
        ("2023-08", dt.date(2023, 8, 1)),
        ("2024.05", dt.date(2024, 5, 1)),
        ("August 2023", dt.date(2023, 8, 1)),
        ("Mar 3rd 2025", dt.date(2025, 3, 3)),
        ("Week 12, 2024", dt.date(2024, 3, 24)),
        ("2025", dt.date(2025, 1, 1)),
    ],
)
def test_headings_are_days(heading: str, day: dt.date) -> None:
    """Of a range the last, of a month or a year the first; and no tags."""
    found = one(f"# A list\n## {heading}\n- [{TITLE}]({A})\n", tags=())
    assert found.day == day


@pytest.mark.parametrize(
    "heading", ["3D Vision 2023", "Marketing 5", "Decision Making", "GPT-4 (March 2023)"]
)
def test_topics_with_numbers_are_no_days(heading: str) -> None:
    """A topic beside a date is a topic."""
    assert one(f"# A list\n## {heading}\n- [{TITLE}]({A})\n").day is None


def test_days_without_a_year_are_near_those_before() -> None:
    """And it is told that they were read so."""
    source = (
        f"## (Jan 1 - Jan 7) - 2024\n- [{TITLE}]({A})\n## (December 25 - December 31)\n- [{OTHER}]({B})\n"
    )
    reading = read(source)
    assert [each.day for each in reading.candidates] == [dt.date(2024, 1, 7), dt.date(2023, 12, 31)]
    assert "without a year" in reading.remarks[0]


def test_ids_outside_lists_are_papers_too() -> None:
    """Once, with the line around them; the line is never a title."""
    source = f"# Notes\n- [{TITLE}]({A})\n\nSee also {A} and arXiv:2401.00005, said Bo.\n"
    reading = read(source)
    assert [(paper.title, paper.arxiv) for paper in reading.papers] == [
        (TITLE, "2401.00001"),
        ("arXiv:2401.00005", "2401.00005"),
    ]
    assert reading.candidates[1].said == f"See also {A} and arXiv:2401.00005, said Bo."


def test_what_only_comments_name_is_told() -> None:
    """No page shows them, so they are left out, but not in silence."""
    reading = read(f"- [{TITLE}]({A})\n<!-- hidden\n- [{OTHER}]({B})\n-->\n")
    assert [paper.title for paper in reading.papers] == [TITLE]
    assert "1 paper is named in comments" in reading.remarks[0]


def test_a_list_that_cites_itself_is_a_list() -> None:
    """BibTeX within a fence says how to cite the list."""
    source = f"# A list\n```\n@misc{{me, title={{A list}}}}\n```\n- [{TITLE}]({A})\n"
    assert (read(source).format, one(source).paper.title) == ("markdown", TITLE)


def test_markdown_may_begin_with_html() -> None:
    """A banner does not make it a page in HTML."""
    source = f"<div align=center>\n\n# A list\n\n</div>\n\n## Sheep\n\n- [{TITLE}]({A})\n- [{OTHER}]({B})\n"
    reading = read(source)
    assert (reading.format, len(reading.papers)) == ("markdown", 2)


def test_pages_in_html() -> None:
    """Lists, tables, headings with links, and text; scripts and what the page's head says are nothing."""
    source = f"""<!DOCTYPE html><html><head><title>{B}</title><script>"{B}"</script></head><body>
<h1>Sheep</h1><h2>Survey</h2>
<ul><li><a href="{A}"><b>{TITLE}</b></a><br>Ann Lee, Bo Chen<br>ICML 2021 | 8 Jun 2023</li></ul>
<table><tr><th>Title</th><th>Link</th></tr><tr><td>{OTHER}</td><td><a href="{B}">pdf</a></td></tr></table>
<h3><a href="https://arxiv.org/abs/2401.00003">A Third Night</a></h3><p>It was long &amp; dark.</p>
<p>See arXiv:2401.00004.</p></body></html>"""
    reading = read(source)
    first, second, third, fourth = reading.papers
    assert reading.format == "html"
    assert (first.title, first.authors, first.venue) == (TITLE, ("Ann Lee", "Bo Chen"), "ICML 2021")
    assert (str(first.published), first.tags) == ("2023-06-08", ("Survey",))
    assert (second.title, second.arxiv) == (OTHER, "2401.00002")
    assert (third.title, third.summary) == ("A Third Night", "It was long & dark.")
    assert (fourth.title, fourth.arxiv) == ("arXiv:2401.00004", "2401.00004")


def test_bookmarks() -> None:
    """As browsers export them: folders are topics, tabs' names lose the site."""
    source = f"""<!DOCTYPE NETSCAPE-Bookmark-file-1>
<TITLE>Bookmarks</TITLE><H1>Bookmarks</H1>
<DL><p>
    <DT><H3 ADD_DATE="1">Sheep</H3>
    <DL><p>
        <DT><A HREF="{A}" ADD_DATE="1">[2401.00001] {TITLE}</A>
        <DT><A HREF="https://example.org/">Elsewhere</A>
    </DL><p>
</DL>"""
    one(source, title=TITLE, arxiv="2401.00001", tags=("Sheep",))


def test_several_papers_in_one_entry_of_a_newsletter() -> None:
    """Each is a record of the line in which the entry stands."""
    html = f'<p>Hello!</p><ul><li><a href="{A}">{TITLE}</a>: nice</li><li><a href="{B}">{OTHER}</a></li></ul>'
    found = list(paper_lists.from_html(html, 7))
    assert [(each.fields["title"], each.line) for each in found] == [(TITLE, 7), (OTHER, 7)]


@pytest.mark.parametrize(
    "text",
    [
        "# Notes\n\n- buy milk\n- [a shop](https://example.org/)\n",
        "# A program\n\n```\nx = 10.5\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        "<html><body><ul><li><a href='https://example.org'>x</a></li></ul></body></html>",
        "- [arXiv](https://arxiv.org/)\n- [list](https://arxiv.org/list/cs.LG/new)\n",
        "- [me](https://openreview.net/profile?id=x)\n- [code](https://github.com/a/b)\n",
    ],
)
def test_pages_without_papers_are_refused(text: str) -> None:
    """A list alone is no list of papers."""
    with pytest.raises(ContentError):
        read(text)


LINES = st.sampled_from(
    [f"- [{TITLE}]({A})", "## x", "  - *Ann Lee, Bo Chen*", "|a|b|", "|-|-|", "- [", "](", "**", "<b>", "<!--", "-->",
     "```", "(2023)", f"[p]({B})", "$x_1$ | y", "“", "1) a  B.", "Authors: x", "<li>", "</ul>", "<a href=", "\\"]
)  # fmt: skip


@given(st.lists(LINES | st.text(max_size=20), max_size=12), st.sampled_from(["\n", " ", ""]))
def test_nothing_is_invented(lines: list[str], between: str) -> None:
    """Whatever stands there: each id of a paper is one that the text names."""
    source = between.join(lines)
    for read_page in (pages_of_papers.markdown, pages_of_papers.html):
        for found in read_page(Raw(source.encode(errors="replace"), "source")):
            arxiv = getattr(found, "fields", {}).get("arxiv")
            assert not arxiv or str(arxiv) in source


def titles_of(reading: Reading) -> list[str]:
    return [paper.title for paper in reading.papers]


@given(
    st.lists(
        st.from_regex(r"[A-Z][a-z]{2,8}( [A-Z][a-z]{2,8}){3,6}", fullmatch=True),
        min_size=1,
        max_size=8,
        unique=True,
    )
)
def test_what_is_listed_comes_back(titles: list[str]) -> None:
    """In Markdown and in HTML."""
    addresses = [f"https://arxiv.org/abs/2401.{number:05}" for number in range(len(titles))]
    pairs = list(zip(titles, addresses, strict=True))
    markdown = "".join(f"- [{title}]({address})\n" for title, address in pairs)
    html = "".join(f"<li><a href='{address}'>{title}</a>" for title, address in pairs)
    assert titles_of(read(markdown, "markdown")) == titles
    assert titles_of(read(f"<ul>{html}</ul>", "html")) == titles
