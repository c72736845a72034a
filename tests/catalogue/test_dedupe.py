"""One paper is found again in any of its forms, and two papers of one title stay two."""

from dataclasses import replace

import pytest
from digestry.catalogue.dedupe import Known, filled, keys, share_an_author, title_key
from digestry.paper import names
from digestry.paper.model import Paper
from hypothesis import given
from hypothesis import strategies as st

PAPER = Paper(
    id="a",
    title="Beimingwu: A Learnware Dock System",
    authors=("Zhi-Hao Tan", "José Núñez"),
    arxiv="2401.14427",
    doi="10.1145/3637528.3671617",
)


def known(*papers: Paper) -> Known:
    found = Known()
    for paper in papers:
        found.add(paper)
    return found


PEOPLE = st.sampled_from(["Ann Lee", "A. Lee", "Bo Lee", "Lee", "Chen, Bo", "Cy Dee", "Ann Maria Lee"])
ALIKE = st.builds(
    Paper,
    id=st.integers(0, 10**6).map(str),
    title=st.sampled_from(["Editorial", "Preface"]),
    authors=st.lists(PEOPLE, max_size=2).map(tuple),
    arxiv=st.sampled_from(["", "", "2401.00001", "2401.00002"]),
    doi=st.sampled_from(["", "", "10.1/a", "10.1/b"]),
)


@given(st.lists(ALIKE, max_size=8, unique_by=lambda paper: paper.id), ALIKE)
def test_the_first_of_those_that_are_one_is_found(papers: list[Paper], again: Paper) -> None:
    """By the surest key: as if all of them were looked at, one by one."""

    def is_one(paper: Paper, key: str) -> bool:
        if key not in keys(paper):
            return False
        apart = paper.arxiv and again.arxiv and paper.arxiv != again.arxiv
        strangers = paper.authors and again.authors and not share_an_author(paper, again)
        return not (key.startswith("title:") and (apart or strangers))

    expected = next((paper for key in keys(again) for paper in papers if is_one(paper, key)), None)
    assert known(*papers).find(again) == expected


@pytest.mark.parametrize(
    "again",
    [
        Paper("", "Another title", arxiv="2401.14427"),
        Paper("", "Another title", doi="10.48550/arXiv.2401.14427"),
        Paper("", "Another title", doi="10.1145/3637528.3671617"),
        Paper("", "BEIMINGWU — a learnware dock-system"),
        Paper("", "Beimingwu: A Learnware Dock System", authors=("J. Nunez",)),
        Paper("", "Beimingwu: A Learnware Dock System", authors=(names.name("Tan, Z."), "others")),
        Paper("", "Beimingwu: A Learnware Dock System", authors=("Tan Zhi-Hao",)),
        Paper("", "Beimingwu: A Learnware Dock System", doi="10.1000/another"),
    ],
)
def test_a_paper_is_found_by_whatever_tells_it(again: Paper) -> None:
    """By arXiv id, also as arXiv's DOI; by DOI; by title without case, accents and punctuation."""
    assert known(PAPER).find(again) is PAPER


@pytest.mark.parametrize(
    "other",
    [
        Paper("", "Beimingwu"),
        Paper("", PAPER.title, arxiv="2501.00001"),
        Paper("", PAPER.title, authors=("Somebody Else",)),
        Paper("", PAPER.title, authors=("Bo Tan",)),
    ],
)
def test_papers_of_one_title_can_be_two(other: Paper) -> None:
    """Where their arXiv ids differ, or no author is shared: many a workshop prints a "Preface"."""
    assert known(PAPER).find(other) is None


def test_what_is_not_known_of_two_papers_does_not_make_them_one() -> None:
    """No id and no DOI is nothing that they share."""
    assert keys(Paper("", "Mud")) == ("title:mud",)
    assert (
        known(Paper("a", "Mud"), Paper("b", "Sand", doi="10.48550/arXiv.2401.1")).find(Paper("", "Salt"))
        is None
    )


@pytest.mark.parametrize(
    ("names", "others", "shared"),
    [
        (("Martin Luther King",), ("M. King",), True),
        (("Martin Luther King",), ("Luther Blissett",), False),
        (("Plato",), ("PLATO",), True),
        (("Ann Lee", "Bo Chen"), ("Cy Twombly", "B. Chen"), True),
        (("Ann Lee",), ("Ann Chen",), False),
    ],
)
def test_surnames_tell_whether_an_author_is_shared(
    names: tuple[str, ...], others: tuple[str, ...], shared: bool
) -> None:
    """Which are the last word, in however many."""
    assert share_an_author(Paper("", "x", authors=names), Paper("", "x", authors=others)) is shared


def test_titles_in_any_script_are_told_apart() -> None:
    """Normalising leaves letters of all scripts, and what has no letter counts as it is."""
    assert title_key("学件系统") != title_key("大模型")
    assert title_key("???") == "???" != title_key("!!!")
    assert title_key("Schrödinger's  Bridge") == title_key("SCHRODINGERS BRIDGE")


def test_dois_differ_in_case_only() -> None:
    """A DOI is the same in any case (https://www.doi.org/doi-handbook)."""
    assert keys(Paper("", "a", doi="10.1/ABC")) == keys(Paper("", "a", doi="10.1/abc"))


def test_filling_changes_nothing_that_is_there() -> None:
    """Only what is empty is taken from the other paper."""
    other = replace(PAPER, id="b", title="Other", venue="KDD 2024", upvotes=3)
    assert filled(PAPER, other) == replace(PAPER, venue="KDD 2024", upvotes=3)


TITLES = st.text("aAäÄ b-:!", max_size=6)
PAPERS = st.builds(
    Paper, st.just(""), TITLES, arxiv=st.sampled_from(["", "1", "2"]), doi=st.sampled_from(["", "10.1/x"])
)


@given(st.lists(PAPERS, max_size=8))
def test_what_was_added_is_found(papers: list[Paper]) -> None:
    """Each paper of any list finds itself, or another with which it shares something."""
    index = Known()
    for number, paper in enumerate(papers):
        index.add(replace(paper, id=f"p{number}"))
    for paper in papers:
        found = index.find(paper)
        assert found is not None
        assert set(keys(found)) & set(keys(paper))
