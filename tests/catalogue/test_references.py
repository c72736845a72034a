"""What a bibliography says of a paper."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest
from digestry.catalogue.references import keys, kind, references
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper
from hypothesis import given
from hypothesis import strategies as st

SLUG = st.from_regex(r"[a-c]{1,3}(-[a-c0-9]{1,2}){0,4}", fullmatch=True)
PAPER = st.builds(
    Paper,
    id=SLUG,
    title=st.just("T"),
    authors=st.lists(st.sampled_from(["Ann Lee", "张伟", "Zoë Åström", "O'Brien, Bo"]), max_size=2).map(
        tuple
    ),
    published=st.none() | st.just(PartialDate(2024)),
)
PAPERS = st.lists(PAPER, unique_by=lambda paper: paper.id, max_size=12)
DAY = dt.date(2025, 4, 24)


def on(day: dt.date, papers: Iterable[Paper]) -> dict[str, dt.date]:
    """The papers as those of one issue: its day, by id."""
    return {paper.id: day for paper in papers}


@given(PAPERS)
def test_keys_are_unique_and_plain(papers: list[Paper]) -> None:
    """Letters, digits and hyphens of ASCII: every LaTeX takes them."""
    found = keys(papers, on(DAY, papers))
    assert set(found) == {paper.id for paper in papers}
    assert len(set(found.values())) == len(papers)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) for key in found.values())


@given(PAPERS, st.text(max_size=9))
def test_a_key_stays_when_texts_are_edited(papers: list[Paper], text: str) -> None:
    """Neither title nor place counts."""
    edited = [replace(paper, title=text, abstract=text, tags=("x",)) for paper in reversed(papers)]
    assert keys(edited, on(DAY, papers)) == keys(papers, on(DAY, papers))


@given(PAPERS, st.lists(st.integers(0, 3), min_size=12, max_size=12))
def test_a_key_stays_when_later_issues_bring_papers(papers: list[Paper], weeks: list[int]) -> None:
    """Whatever they are called: a paper that comes later takes no key from one that is there."""
    dates = {paper.id: DAY + dt.timedelta(weeks=week) for paper, week in zip(papers, weeks, strict=False)}
    known: Mapping[str, str] = {}
    for last in sorted(set(dates.values())):
        found = keys([paper for paper in papers if dates[paper.id] <= last], dates)
        assert known.items() <= found.items()
        known = found


def test_the_paper_that_was_there_first_has_the_bare_key() -> None:
    """Even where the id of the later one is shorter, and comes first in the alphabet."""
    first, later = Paper("nets-for-all", "T"), Paper("nets-all", "T")
    dates = {first.id: DAY, later.id: DAY + dt.timedelta(days=1)}
    assert keys([later, first], dates) == {first.id: "netsall", later.id: "netsall-nets-all"}


def test_a_key_tells_who_when_and_what() -> None:
    """As arXiv's own; who is in no Latin letters is left out."""
    tan = Paper(
        "beimingwu-a-learnware-dock-system", "T", authors=("Zhi-Hao Tan",), published=PartialDate(2024, 1)
    )
    again = replace(tan, id="beimingwu-a-learnware-dock-system-2")
    han = replace(tan, id="the-end", authors=("张伟",), published=None)
    assert keys([again, tan, han], on(DAY, [again, tan, han])) == {
        tan.id: "tan2024beimingwulearnwaredock",
        again.id: "tan2024beimingwulearnwaredock-beimingwu-a-learnware-dock-system-2",
        han.id: "end",
    }


@pytest.mark.parametrize(
    ("venue", "arxiv", "told"),
    [
        ("KDD 2024", "2401.1", "conference"),
        ("neurips", "", "conference"),
        ("Proceedings of the 12th Workshop on X", "", "conference"),
        ("Findings of EMNLP 2023", "", "conference"),
        ("IEEE Transactions on Robotics", "", "journal"),
        ("JMLR", "", "journal"),
        ("Nature Communications", "", "journal"),
        ("Proceedings of the National Academy of Sciences", "", "other"),
        ("A blog", "2401.1", "other"),
        ("", "2401.1", "preprint"),
        ("", "", "other"),
    ],
)
def test_the_venues_own_name_tells_what_it_is(venue: str, arxiv: str, told: str) -> None:
    """What is in no list is called neither a conference nor a journal."""
    assert kind(Paper("a", "T", venue=venue, arxiv=arxiv)) == told


def test_where_the_paper_is() -> None:
    """arXiv before the source, the source before a bare PDF; nowhere, where nobody knows."""
    papers = [
        Paper("a", "T", arxiv="2401.1", url="https://a.org/"),
        Paper("b", "T", url="https://a.org/", pdf="https://a.org/b.pdf"),
        Paper("c", "T", pdf="https://a.org/b.pdf"),
        Paper("d", "T", doi="10.1/x"),
    ]
    assert [each.url for each in references(papers, on(DAY, papers)).values()] == [
        "https://arxiv.org/abs/2401.1", "https://a.org/", "https://a.org/b.pdf", "",
    ]  # fmt: skip
