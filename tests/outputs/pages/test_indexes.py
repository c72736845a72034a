"""Indexes that stay small: authors by letters, the largest tags, pagers, many authors of one paper."""

import datetime as dt

import pytest
from digestry.catalogue.catalogue import Author, catalogue
from digestry.content.validate import Content
from digestry.outputs.pages.author_index import ON_ONE_PAGE, author_index
from digestry.outputs.pages.listing import Pager
from digestry.paper import slugs
from digestry.paper.model import Issue, Paper, Tag
from hypothesis import given
from hypothesis import strategies as st

from tests.outputs.pages.test_pages import of, of_class, pages, text, tree

PAPER = (Paper("a", "A"),)
NAMES = st.lists(
    st.text(st.sampled_from("abzéÅж李3 "), min_size=1, max_size=6).filter(slugs.author_slug), max_size=20
)


def authors(names: list[str]) -> tuple[Author, ...]:
    found = {slugs.author_slug(name): name for name in names}
    return tuple(Author(slug, name, PAPER) for slug, name in found.items())


@given(NAMES, st.booleans())
def test_everybody_is_below_one_letter(names: list[str], many: bool) -> None:
    """In a long index on one page of those that the letters lead to; in a short one all is on the first."""
    known = authors([*names, *(f"Crowd q{n}" for n in range(ON_ONE_PAGE * many))])
    index = author_index(known)
    listed = [author.slug for letter in index.letters.values() for author in letter]
    assert sorted(listed) == sorted(author.slug for author in known)
    assert index.total == len(known)
    paged = list(index.pages())
    assert bool(paged) == (len(known) > ON_ONE_PAGE)
    shown = {letter: target for target, letters in paged for letter in letters}
    assert len({target for target, _ in paged}) == len(paged)
    for letter in index.letters:
        assert index.target(letter) == f"{shown.get(letter, 'authors/')}#letter-{letter}"


@pytest.mark.parametrize(
    ("number", "count", "shown"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, 3, 0, 9]),
        (5, 9, [1, 0, 3, 4, 5, 6, 7, 0, 9]),
        (9, 9, [1, 0, 7, 8, 9]),
    ],
)
def test_a_pager_shows_the_ends_and_what_is_near(number: int, count: int, shown: list[int]) -> None:
    """0 stands for those between."""
    assert list(Pager("tags/a/", number, count).shown) == shown


def test_home_has_the_thirty_largest_tags() -> None:
    """In the taxonomy's order, with the way to all."""
    tags = tuple(Tag(f"t{n:02}", f"T{n:02}", "About.") for n in range(40))
    papers = [
        Paper(f"p{n}-{i}", "T", tags=(f"t{n:02}",)) for n in range(40) for i in range(2 if n % 4 else 1)
    ]
    made = pages(catalogue(Content((Issue(dt.date(2025, 4, 24), tuple(papers)),), tags, ()), drafts=False))
    home = tree(made["index.md"])
    (topics,) = [
        section for section in home.iter("section") if section.attrib.get("aria-labelledby") == "topics"
    ]
    shown = [text(tag).partition(" ")[0] for tag in of_class(topics, "pd-tag")]
    assert shown == [f"T{n:02}" for n in range(40) if n % 4]
    assert [text(link) for link in topics.iter("a")][-1] == "All 40 tags"


def test_a_long_index_of_tags_has_names_alone() -> None:
    """Each once, with its number; a short one says what each is about."""
    for count, words in ((60, True), (61, False)):
        tags = tuple(Tag(f"t{n}", f"T{n}", f"About {n}.") for n in range(count))
        made = pages(catalogue(Content((), tags, ()), drafts=False))["tags/index.md"]
        assert ("About 7." in made) == words
        links = [link for link in tree(made).iter("a") if "/tags/t" in link.attrib["href"]]
        assert len(links) == count


@pytest.mark.parametrize(("count", "shown"), [(15, 15), (16, 10), (450, 10)])
def test_of_many_authors_ten_and_the_last_are_shown(count: int, shown: int) -> None:
    """The rest are there for whoever asks, each once and in order; no script is needed."""
    names = tuple(f"A{n} Author" for n in range(count))
    page = tree(pages(of([Paper("a", "A", authors=names)]))["papers/a/index.md"])
    (byline,) = of_class(page, "pd-byline")
    assert [text(name) for name in of_class(byline, "pd-name")] == list(names)
    hidden = [text(name) for box in byline.iter("details") for name in of_class(box, "pd-name")]
    assert hidden == (list(names[shown:-1]) if count > shown else [])
    if hidden:
        assert [text(box) for box in byline.iter("summary")] == [f"{len(hidden)} more"]
