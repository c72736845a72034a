"""The parts of long lists: topics of an issue, years of an author."""

import datetime as dt

from digestry.catalogue.catalogue import Catalogue, catalogue
from digestry.catalogue.lists import List
from digestry.catalogue.lists.kinds import kinds
from digestry.content.validate import Content
from digestry.paper.dates import PartialDate
from digestry.paper.model import Issue, Paper, Tag
from digestry.settings import Options, Settings
from hypothesis import given
from hypothesis import strategies as st

DAY = dt.date(2025, 4, 24)
TAGS = tuple(Tag(slug, slug.title(), f"About {slug}.") for slug in ("agents", "vision", "speech", "theory"))
SETTINGS = Settings("Digest", "https://a.org/", "", "", "en", Options(topics_from=5))
TAGGED = st.lists(st.lists(st.sampled_from([tag.slug for tag in TAGS]), max_size=3, unique=True), max_size=30)


def digest(*issues: Issue) -> Catalogue:
    return catalogue(Content(tuple(issues), TAGS, ()), drafts=False)


def lists(kind: str, found: Catalogue) -> list[List]:
    return list(kinds()[kind].lists(found, SETTINGS))


@given(TAGGED)
def test_each_paper_of_an_issue_is_below_one_heading(tagged: list[list[str]]) -> None:
    """None is lost or doubled; within a heading papers keep their order, and feeds keep the whole one."""
    papers = tuple(Paper(f"p{n}", "T", tags=tuple(tags)) for n, tags in enumerate(tagged))
    if not papers:
        return
    (issue,) = lists("issues", digest(Issue(DAY, papers)))
    shown = [paper.id for section in issue.sections for paper in section.papers]
    assert sorted(shown) == sorted(paper.id for paper in papers)
    order = {paper.id: place for place, paper in enumerate(papers)}
    for section in issue.sections:
        places = [order[paper.id] for paper in section.papers]
        assert places == sorted(places)
        if section.target:
            slug = section.target.split("/")[1]
            assert all(slug in paper.tags for paper in section.papers)
            assert len(section.papers) >= 3 or any(paper.tags[0] == slug for paper in section.papers)
    assert [paper.id for paper in issue.papers] == [paper.id for paper in papers]
    assert len({section.anchor for section in issue.sections}) == len(issue.sections)


def test_a_short_issue_has_no_headings() -> None:
    """Four papers, where five are long."""
    papers = tuple(Paper(f"p{n}", "T", tags=("agents",)) for n in range(4))
    (issue,) = lists("issues", digest(Issue(DAY, papers)))
    assert [section.heading for section in issue.sections] == [""]
    (issue,) = lists("issues", digest(Issue(DAY, (*papers, Paper("p4", "T")))))
    assert [(section.heading, len(section.papers)) for section in issue.sections] == [
        ("Agents", 4),
        ("Other papers", 1),
    ]


def test_an_author_has_years() -> None:
    """Those that papers are of, newest first; feeds keep the order of issues. One year has no heading."""
    old = Paper("old", "T", authors=("Ann Lee",), published=PartialDate(2019, 5))
    new = Paper("new", "T", authors=("Ann Lee",), published=PartialDate(2024))
    none = Paper("none", "T", authors=("Ann Lee",))  # of the year of its issue
    (author,) = lists("authors", digest(Issue(DAY, (old, new, none))))
    assert [(section.heading, section.anchor) for section in author.sections] == [
        ("2025", "year-2025"),
        ("2024", "year-2024"),
        ("2019", "year-2019"),
    ]
    assert [paper.id for paper in author.papers] == ["old", "new", "none"]
    (author,) = lists("authors", digest(Issue(DAY, (none, Paper("b", "T", authors=("Ann Lee",))))))
    assert [section.heading for section in author.sections] == [""]
