"""Pages show what strangers wrote as text, and nothing that a template did not write."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from xml.etree import ElementTree

import html5lib
import markdown
from digestry.catalogue.catalogue import Catalogue, catalogue
from digestry.content.validate import Content
from digestry.files import Artefact
from digestry.outputs.feeds import feeds
from digestry.outputs.registry import data, outputs
from digestry.paper.dates import PartialDate
from digestry.paper.model import Issue, Paper, SavedQuery, Tag
from digestry.paper.text import clean
from digestry.settings import Options, Settings
from digestry.urls import is_page
from digestry.words import ENGLISH
from hypothesis import example, given
from hypothesis import strategies as st

SETTINGS = Settings("Digest", "https://a.org/d/", "About papers.", "", "en", Options(page_size=5))
TAGS = (Tag("agents", "Agents", "Models that act."),)
QUERIES = (SavedQuery("seven", "Seven", "The seventh.", '"t" -tag:agents'),)
LINE = st.text(st.characters(codec="utf-8"), max_size=60) | st.text(
    "ab 1.-+*_`~#>|[](){}<>&;:!$\\^=@'\"/\té中ع", max_size=40
)
TEXT = LINE.map(clean).map(lambda text: " ".join(text.split()))


def of(papers: Iterable[Paper], note: str = "") -> Catalogue:
    issue = Issue(dt.date(2025, 4, 24), tuple(papers), note=note)
    return catalogue(Content((issue,), TAGS, (), queries=QUERIES), drafts=True)


def rendered(found: Catalogue, settings: Settings = SETTINGS) -> Iterator[Artefact]:
    return iter(outputs()["pages"].artefacts(found, settings))


def pages(found: Catalogue) -> dict[str, str]:
    return {artefact.path: artefact.data.decode() for artefact in rendered(found) if is_page(artefact.path)}


def tree(page: str) -> ElementTree.Element:
    """A page as a browser sees it, rendered by the Markdown that MkDocs uses."""
    body = page.split("---\n", 2)[2]
    html = markdown.markdown(body, extensions=["toc", "tables", "fenced_code"])
    parsed: ElementTree.Element = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return parsed


def text(element: ElementTree.Element | None) -> str:
    """Visible text; a formula counts as it was written."""
    assert element is not None
    if str(element.tag).endswith("math"):
        return element.attrib["alttext"]
    parts = [element.text or "", *(text(child) + (child.tail or "") for child in element)]
    return " ".join("".join(parts).split())


def of_class(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [element for element in root.iter() if name in element.attrib.get("class", "").split()]


def skeleton(root: ElementTree.Element) -> list[tuple[str, tuple[str, ...]]]:
    """Elements and attributes, formulas aside."""
    found = []

    def walk(element: ElementTree.Element) -> None:
        if str(element.tag).endswith("math"):
            return
        names = tuple(sorted(element.attrib)) if element.tag != "h1" else ()
        found.append((str(element.tag), names))
        for child in element:
            walk(child)

    walk(root)
    return found


@given(title=TEXT, author=TEXT, abstract=TEXT, venue=TEXT, summary=TEXT)
@example("# x <b>", "*a*", "1. a", "</p><script>alert(1)</script>", "$\\text{</math><img src=x>}$")
def test_whatever_strangers_write_is_shown_as_text(
    title: str, author: str, abstract: str, venue: str, summary: str
) -> None:
    """The visible text is what went in; the elements, attributes and links are those of a tame paper."""
    title = title or "x"
    authors = (author,) if author else ()
    paper = Paper("a", title, abstract=abstract, summary=summary, authors=authors, venue=venue)
    same = Paper(
        "a",
        "n",
        abstract=abstract and "n",
        summary=summary and "n",
        authors=authors and ("n",),
        venue=venue and "n",
    )
    made = pages(of([paper]))
    tame = pages(of([same]))
    page = tree(made["papers/a/index.md"])
    assert text(page.find(".//h1")) == title
    assert [text(name) for name in of_class(page, "pd-byline")] == ([author] if author else [])
    assert [text(part) for part in of_class(page, "pd-abstract")] == ([abstract] if abstract else [])
    for path in ("papers/a/index.md", "index.md", "issues/2025-04-24/index.md"):
        assert skeleton(tree(made[path])) == skeleton(tree(tame[path]))
    card = of_class(tree(made["index.md"]), "pd-card")[0]
    assert text(card.find(".//h3")) == title


def test_a_paper_with_nothing_but_a_title_gets_a_page() -> None:
    """No abstract, no authors, no links: nothing is made up and nothing is empty."""
    page = pages(of([Paper("a", "Just a title")]))["papers/a/index.md"]
    assert "# Just a title" in page
    assert "Abstract" not in page
    assert of_class(tree(page), "pd-byline") == []
    assert [item.attrib for item in tree(page).iter("li")] == [{"class": "pd-cite", "id": "cite"}]


def test_the_home_page_lists_the_months_of_a_year() -> None:
    """The twelve newest that had an issue, each with its papers; all are in the index of issues."""
    months = [dt.date(2024 + number // 12, number % 12 + 1, 5) for number in range(14)]
    issues = [
        Issue(date, tuple(Paper(f"p{date}-{i}", "T") for i in range(date.month)), "Titled") for date in months
    ]
    made = pages(catalogue(Content(tuple(issues), TAGS, ()), drafts=False))
    (rows,) = of_class(tree(made["index.md"]), "pd-rows")
    newest = [f"{ENGLISH.day(PartialDate(date.year, date.month))} {date.month}" for date in reversed(months)]
    assert [text(row) for row in rows] == newest[:12]
    listed = of_class(tree(made["issues/index.md"]), "pd-section")
    assert [text(heading) for heading in listed] == [row.rpartition(" ")[0] for row in newest]


def test_long_lists_are_parted_into_pages() -> None:
    """Twelve papers at five a page; each page leads to its neighbours."""
    made = pages(of(Paper(f"p{i}", f"T{i}", tags=("agents",)) for i in range(12)))
    numbered = [f"tags/agents/{part}index.md" for part in ("", "page/2/", "page/3/")]
    assert set(numbered) <= set(made)
    cards = [text(card.find(".//h2")) for path in numbered for card in of_class(tree(made[path]), "pd-card")]
    assert cards == [f"T{i}" for i in range(12)]
    pager = of_class(tree(made[numbered[1]]), "pd-pager")[0]
    first, last = "../../../../tags/agents/", "../../../../tags/agents/page/3/"
    assert [link.attrib["href"] for link in pager.iter("a")] == [first, first, last, last]
    assert [text(here) for here in pager if "aria-current" in here.attrib] == ["Page 2"]


def test_a_saved_query_has_a_page_of_what_it_finds() -> None:
    """Paginated as tags are, with its description and a link to the same search; and it is in the index."""
    papers = [Paper(f"p{i}", "T", tags=("agents",) * (i % 2)) for i in range(14)]
    made = pages(of(papers))
    first, second = (tree(made[f"queries/seven/{part}index.md"]) for part in ("", "page/2/"))
    cards = [card.find(".//a") for page in (first, second) for card in of_class(page, "pd-card")]
    assert [a.attrib["href"] for a in cards if a is not None] == [
        f"../../{'../../' * (i > 4)}papers/p{2 * i}/" for i in range(7)
    ]
    (query,) = of_class(first, "pd-query")
    assert text(query) == 'Search for "t" -tag:agents'
    assert [a.attrib["href"] for a in query.iter("a")] == ["../../search/?q=%22t%22%20-tag%3Aagents"]
    assert "The seventh. 7 papers." in text(of_class(first, "pd-lead")[0])
    assert "Seven" in text(tree(made["queries/index.md"]))


def test_lists_name_their_feeds_in_the_front_matter() -> None:
    """From which overrides/main.html announces them; pages of a long list do too, an author without feeds not."""
    papers = [Paper(f"p{i}", "T", tags=("agents",), authors=("A B",)) for i in range(7)]
    made = pages(of(papers))
    for path, folder in {
        "tags/agents/": "tags/agents/",
        "tags/agents/page/2/": "tags/agents/",
        "authors/a-b/": "authors/a-b/",
        "queries/seven/": "queries/seven/",
        "issues/2025-04-24/": "issues/",
        "issues/": "issues/",
    }.items():
        assert f'\nfeeds: "{folder}"\n' in made[f"{path}index.md"]
    assert "\nfeeds:" not in made["papers/p0/index.md"]
    followed = Settings("D", "https://a.org/d/", "", "", "en", Options(author_feeds=1))
    more = [Paper("q", "T", authors=("C D",)), Paper("r", "T", authors=("C D",))]
    both = {a.path: a.data.decode() for a in rendered(of([*papers, *more]), followed)}
    assert "\nfeeds:" in both["authors/a-b/index.md"]
    assert "\nfeeds:" not in both["authors/c-d/index.md"]


def test_subscribing_offers_every_feed() -> None:
    """The whole digest, issues, all at once, tags, saved queries and authors; addresses can be selected as text."""
    papers = [Paper(f"p{i}", "T", tags=("agents",), authors=("A B",)) for i in range(2)]
    page = tree(pages(of(papers))["subscribe/index.md"])
    hrefs = {a.attrib["href"].removeprefix("../") for a in page.iter("a")}
    offered = {artefact.path for artefact in feeds.artefacts(of(papers), SETTINGS)}
    assert {path for path in offered if "archive" not in path} - hrefs <= {
        f"issues/{name}" for name in ("feed.xml", "atom.xml", "feed.json")
    }
    assert [text(code) for code in page.iter("code")] == [
        "https://a.org/d/feed.xml",
        "https://a.org/d/issues/feed.xml",
    ]


def test_authors_of_one_paper_have_no_page() -> None:
    """Only who has several papers gets one; everybody is in the index, which leads to their paper."""
    papers = [Paper("a", "A", authors=("Ann Lee", "Bo Chen")), Paper("b", "B", authors=("Ann Lee",))]
    made = pages(of(papers))
    assert "authors/ann-lee/index.md" in made
    assert "authors/bo-chen/index.md" not in made
    hrefs = {a.attrib["href"] for a in tree(made["authors/index.md"]).iter("a")}
    assert hrefs == {"../authors/ann-lee/", "../papers/a/", *(f"../authors/#letter-{x}" for x in "cl")}
    bylines = [link.attrib["href"] for link in of_class(tree(made["papers/a/index.md"]), "pd-name")]
    assert bylines == ["../../authors/ann-lee/", "../../authors/#letter-c"]


def test_a_curators_note_is_markdown_but_never_html() -> None:
    """Emphasis and links work; scripts, images and unsafe links do not."""
    note = "Some *words* and [a link](https://a.org).\n\n<script>x</script><img src=x>\n\n[b](javascript:x)"
    made = pages(of([Paper("a", "A", note=note)], note=note))
    for path in ("papers/a/index.md", "issues/2025-04-24/index.md", "index.md"):
        (shown,) = of_class(tree(made[path]), "pd-note")
        names = {str(element.tag) for element in shown.iter()}
        assert names <= {"div", "p", "em", "a"}
        assert [a.attrib.get("href") for a in shown.iter("a")] == ["https://a.org", None]


def test_drafts_say_so() -> None:
    """A preview must not look published."""
    made = pages(of([Paper("a", "A", draft=True)]))
    assert "Draft" in made["papers/a/index.md"]
    assert "Draft" in made["index.md"]


def test_html_blocks_hold_no_blank_lines() -> None:
    """In CommonMark a blank line ends an HTML block, and another renderer may take MkDocs' place."""
    paper = Paper(
        "a", "A", ("B",), "S", "Note.\n\nMore.", "One.\n\nTwo.", tags=("agents",), arxiv="2401.14427"
    )
    for path, page in pages(of([paper], note="A.\n\n- b\n- c")).items():
        for block in re.split(r"\n\n+", page.split("---\n", 2)[2]):
            opened, closed = len(re.findall(r"<div[ >]", block)), block.count("</div>")
            assert opened == closed or not block.startswith("<div"), f"{path}: {block[:80]}"


def test_every_internal_link_leads_to_a_page() -> None:
    """In an empty digest as in a full one."""
    for papers in ([], [Paper(f"p{i}", "T", tags=("agents",), authors=("A B",)) for i in range(7)]):
        artefacts: Sequence[Artefact] = list(rendered(of(papers)))
        known = {artefact.path.removesuffix("index.md") for artefact in artefacts}
        known |= {artefact.path for artefact in data(of(papers), SETTINGS)}
        for artefact in artefacts:
            start = artefact.path.removesuffix("index.md")
            for link in re.findall(r'href="([^"#?]*)', artefact.data.decode()):
                if link.startswith("http") or not link:
                    continue
                up = link.count("../")
                assert up == start.count("/"), (start, link)
                assert link.replace("../", "").removeprefix("./") in known, (start, link)


def test_results_are_sorted_by_votes_only_where_there_are_votes() -> None:
    """Cards and lists of the most votes go by the same."""
    for votes, there in ((None, False), (0, False), (3, True)):
        made = pages(of([Paper("a", "A", upvotes=votes)]))
        assert ('<option value="votes">' in made["search/index.md"]) == there
        assert ("top/index.md" in made) == there
        assert ('href="../top/"' in made["issues/index.md"]) == there
