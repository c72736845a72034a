"""The catalogue merges, sorts and tags, and forgets nothing."""

import datetime as dt

from digestry.catalogue.catalogue import Catalogue, catalogue
from digestry.content.validate import Content
from digestry.paper.model import Issue, Paper, SavedQuery, Tag
from hypothesis import given
from hypothesis import strategies as st

TAGS = (
    Tag("agents", "Agents", "Models that act.", match=("tool use", "agent")),
    Tag("vision", "Vision", "Images."),
)
DAY = dt.date(2025, 4, 24)


def of(*issues: Issue, drafts: bool = False) -> Catalogue:
    return catalogue(Content(issues, TAGS, ()), drafts)


@given(st.permutations(range(8)), st.data())
def test_issues_come_newest_first_and_papers_in_the_curators_order(
    order: list[int], data: st.DataObject
) -> None:
    """Whatever the order of the files, a paper of a newer issue comes first."""
    days = data.draw(st.lists(st.dates(), min_size=8, max_size=8, unique=True))
    issues = [Issue(days[i], (Paper(f"p{i}-a", "t"), Paper(f"p{i}-b", "t"))) for i in order]
    found = of(*issues)
    assert [issue.date for issue in found.issues] == sorted(days, reverse=True)
    assert len(found.papers) == 16
    for issue in found.issues:
        assert [paper.id[-1] for paper in issue.papers] == ["a", "b"]
        assert {found.date_of[paper.id] for paper in issue.papers} == {issue.date}
    assert sum(len(month.issues) for month in found.months) == 8


def test_files_of_one_date_become_one_issue() -> None:
    """Papers in the order of the files, the one title, all notes."""
    found = of(Issue(DAY, (Paper("a", "A"),), note="One."), Issue(DAY, (Paper("b", "B"),), "Title", "Two."))
    assert found.issues == (Issue(DAY, (Paper("a", "A"), Paper("b", "B")), "Title", "One.\n\nTwo."),)


def test_drafts_are_left_out_unless_asked_for() -> None:
    """An issue of drafts only does not exist yet."""
    draft = Issue(DAY, (Paper("a", "A", draft=True),))
    assert of(draft).issues == ()
    assert len(of(draft, drafts=True).papers) == 1


def test_papers_without_tags_get_those_whose_phrases_match() -> None:
    """Whole words in any case; explicit tags always win."""
    found = of(
        Issue(
            DAY,
            (
                Paper("a", "Learning Tool Use"),
                Paper("b", "Agentic flows"),
                Paper("c", "An agent", tags=("vision",)),
                Paper("d", "X", abstract="the agent"),
            ),
        )
    )
    assert [paper.tags for paper in found.papers] == [("agents",), (), ("vision",), ("agents",)]
    assert [paper.id for paper in found.tags["agents"].papers] == ["a", "d"]


def test_authors_who_differ_in_accents_or_case_are_one() -> None:
    """The most frequent spelling names them."""
    papers = (
        Paper("a", "A", authors=("Jürgen Müller", "X Y")),
        Paper("b", "B", authors=("Jurgen Muller",)),
        Paper("c", "C", authors=("Jürgen Müller",)),
    )
    found = of(Issue(DAY, papers))
    author = found.authors["jurgen-muller"]
    assert (author.name, len(author.papers), author.has_page) == ("Jürgen Müller", 3, True)
    assert not found.authors["x-y"].has_page


def test_names_in_other_scripts_have_authors_of_their_own() -> None:
    """No transliteration makes two people one."""
    papers = (Paper("a", "A", authors=("张伟",)), Paper("b", "B", authors=("章威", "…")))
    assert list(of(Issue(DAY, papers)).authors) == ["张伟", "章威"]


def test_who_has_a_page_first_is_followed_first() -> None:
    """What counts is the day of the second paper, not of the first nor of the newest; then the name."""
    days = {
        "Ann": (1, 20, 21),
        "Bo": (5, 6, 28),
        "Cy": (2, 20),
        "Di": (1,),
    }
    papers = [(day, f"{name.lower()}-{day}", name) for name, found in days.items() for day in found]
    found = of(
        *(Issue(dt.date(2025, 1, day), (Paper(id, "T", authors=(name,)),)) for day, id, name in papers)
    )
    assert [found.followed(most) for most in range(5)] == [
        frozenset(),
        {"bo"},
        {"bo", "ann"},
        {"bo", "ann", "cy"},
        {"bo", "ann", "cy"},
    ]


def test_an_author_of_two_papers_has_a_page() -> None:
    """Of one paper, written twice in it or not, there is none; every paper counts once."""
    found = of(
        Issue(
            DAY,
            (
                Paper("a", "A", authors=("Ann Lee", "Bo Chen")),
                Paper("b", "B", authors=("Bo Chen", "ann lee", "Ann Lee", "BO CHEN")),
                Paper("c", "C", authors=("Cy Twombly", "Cy  Twombly")),
            ),
        )
    )
    assert {slug: [paper.id for paper in author.papers] for slug, author in found.authors.items()} == {
        "ann-lee": ["a", "b"],
        "bo-chen": ["a", "b"],
        "cy-twombly": ["c"],
    }
    assert [author.has_page for author in found.authors.values()] == [True, True, False]


def test_saved_queries_find_their_papers() -> None:
    """In the curator's order; one that finds nothing is there, and a digest need not have any."""
    saved = (
        SavedQuery("sea", "Sea", "", "tag:vision sea"),
        SavedQuery("none", "None", "", "mountain"),
        SavedQuery("all", "All", "", "tag:vision"),
    )
    papers = (Paper("a", "The sea", tags=("vision",)), Paper("b", "A sea"), Paper("c", "C", tags=("vision",)))
    found = catalogue(Content((Issue(DAY, papers),), TAGS, (), queries=saved), drafts=False).queries
    assert {slug: [paper.id for paper in each.papers] for slug, each in found.items()} == {
        "sea": ["a"],
        "none": [],
        "all": ["a", "c"],
    }
    assert list(found) == ["sea", "none", "all"]
    assert of(Issue(DAY, papers)).queries == {}


def test_an_issue_to_come_is_left_out_or_marked() -> None:
    """On its day it is there as it will always be; without a day, nothing waits."""
    digest = Content((Issue(DAY, (Paper("a", "A"),)),), (), ())
    before = DAY - dt.timedelta(days=1)
    assert catalogue(digest, False, before).issues == ()
    assert [paper.scheduled for paper in catalogue(digest, True, before).papers] == [DAY]
    for on in (None, DAY, dt.date.max):
        for drafts in (False, True):
            assert [paper.scheduled for paper in catalogue(digest, drafts, on).papers] == [None]
