"""Papers that come in are added once, merged where they are here, and never change what a curator wrote."""

import datetime as dt
from dataclasses import replace

from digestry.content.validate import Content
from digestry.intake.take_in import Outcome, take_in, with_facts
from digestry.paper import slugs
from digestry.paper.model import Fact, Issue, Paper, Place, Tag
from hypothesis import given
from hypothesis import strategies as st

DAY = dt.date(2025, 4, 24)
HERE = Paper(
    "here", "Here: a Paper", abstract="Curated.", arxiv="2401.14427", place=Place("content/feed/a.yml", 3)
)
TAGS = (
    Tag("agents", "Agents", "Models that act.", aliases=("tool-use",)),
    Tag("llm", "Language models", "Text."),
)


def digest(*papers: Paper, **facts: tuple[Fact, ...]) -> Content:
    return Content((Issue(DAY, papers),), TAGS, (), facts)


def take(*papers: Paper, into: Content | None = None) -> Outcome:
    return take_in(papers, into or digest(), "a.bib", DAY)


def test_new_papers_get_readable_ids() -> None:
    """The title as a slug; cut between words where it is long; an id or a hash where it has no Latin letter."""
    added = take(
        Paper("", "Attention: All You Need!"),
        Paper("", "word " * 40),
        Paper("", "学件", arxiv="2401.00001"),
        Paper("", "大模型", doi="10.1145/3637528.3671617"),
        Paper("", "模型"),
    ).added
    assert [paper.id for paper in added] == [
        "attention-all-you-need",
        "-".join(["word"] * 20),
        "arxiv-2401-00001",
        "10-1145-3637528-3671617",
        "paper-c98e118e",
    ]


def test_ids_that_are_taken_are_numbered() -> None:
    """By a paper of the digest or by one that has just come in; within the longest slug."""
    other = Paper("preface", "Something else")
    papers = [Paper("", "Preface", authors=(name,)) for name in ("Ann Lee", "Bo Chen")]
    assert [paper.id for paper in take(*papers, into=digest(other)).added] == ["preface-2", "preface-3"]
    long = [Paper("", "x" * 300, authors=(name,)) for name in ("Ann Lee", "Bo Chen")]
    assert [len(paper.id) for paper in take(*long).added] == [100, 100]


def test_a_paper_that_is_here_is_merged_into_it() -> None:
    """By arXiv id, under whatever title; what the source knows besides becomes facts, with their source."""
    again = Paper("", "Here, Version Two", abstract="Newer.", arxiv="2401.14427", venue="KDD 2024", upvotes=7)
    outcome = take(again, into=digest(HERE))
    assert not outcome.added
    (merged,) = outcome.merged
    assert merged.into == HERE
    assert merged.facts == (Fact("venue", "KDD 2024", "a.bib", DAY), Fact("upvotes", 7, "a.bib", DAY))
    assert merged.differs == ("title", "abstract")


def test_what_stays_out_of_a_paper_that_is_here_is_named() -> None:
    """The curator's own fields, where only the source says something."""
    again = Paper("", HERE.title, arxiv="2401.14427", summary="Short.", note="Long.", tags=("agents", "nope"))
    (merged,) = take(again, into=digest(HERE)).merged
    assert merged.untaken == ("summary", "note", "tags")
    (merged,) = take(again, into=digest(replace(HERE, summary="Ours.", note="Ours.", tags=("llm",)))).merged
    assert merged.untaken == ()


def test_where_a_source_contradicts_itself_is_named() -> None:
    """What it says first stays."""
    first = Paper(
        "", "Tiny Agents", abstract="Short.", venue="KDD", upvotes=3, tags=("agents",), arxiv="2401.00001"
    )
    again = Paper(
        "",
        "TINY agents",
        abstract="Longer.",
        venue="ICML",
        upvotes=3,
        tags=("llm",),
        arxiv="2401.00001",
        code="x",
    )
    outcome = take(first, again)
    assert [set(merged.differs) for merged in outcome.merged] == [{"venue", "tags"}]
    assert [(paper.venue, paper.tags) for paper in outcome.added] == [("KDD", ("agents",))]


def test_a_draft_in_one_place_is_a_draft() -> None:
    """Nothing is published by a source that is of two minds."""
    for drafts in ((True, False), (False, True)):
        (added,) = take(*(Paper("", "Tiny Agents", draft=draft) for draft in drafts)).added
        assert added.draft


def test_facts_that_are_known_are_not_taken_again() -> None:
    """The second import of a source has nothing to say, and what the curator wrote is no fact."""
    again = Paper("", HERE.title, arxiv="2401.14427", venue="KDD 2024", upvotes=7)
    first = take(again, again, into=digest(HERE))
    assert [len(merged.facts) for merged in first.merged] == [2, 0]
    known = with_facts({"other": ()}, first)
    second = take(again, into=digest(HERE, **known))
    assert [merged.facts for merged in second.merged] == [()]
    assert with_facts(known, second) == known


def test_a_paper_that_comes_twice_becomes_one() -> None:
    """With what each says of it, and the longer abstract."""
    (added,) = take(
        Paper("", "Tiny Agents", abstract="One line.", upvotes=3),
        Paper("", "TINY agents", abstract="One line, and another.", arxiv="2401.00001"),
        Paper("", "Something", arxiv="2401.00001"),
    ).added
    assert added == Paper(
        "tiny-agents", "Tiny Agents", abstract="One line, and another.", arxiv="2401.00001", upvotes=3
    )


def test_keywords_become_tags_where_the_taxonomy_has_them() -> None:
    """By slug, name or alias, in any case; others are no tags."""
    (added,) = take(Paper("", "A", tags=("Tool use", "AGENTS", "language Models", "unheard of", "—"))).added
    assert added.tags == ("agents", "llm")


TITLES = st.text("aAb -", min_size=1, max_size=4).filter(str.strip)
PAPERS = st.builds(
    Paper,
    st.just(""),
    TITLES,
    abstract=st.text("xy ", max_size=3),
    arxiv=st.sampled_from(["", "2401.00001", "2401.00002"]),
    authors=st.sampled_from([(), ("Ann Lee",), ("Bo Chen",)]),
)


@given(st.lists(PAPERS, max_size=10), st.lists(PAPERS, max_size=4))
def test_importing_again_adds_nothing(papers: list[Paper], here: list[Paper]) -> None:
    """Whatever was there, whatever came in: ids are slugs of their own, and a second time all is merged."""
    before = [replace(paper, id=f"here-{number}") for number, paper in enumerate(here)]
    first = take(*papers, into=digest(*before))
    ids = [paper.id for paper in (*before, *first.added)]
    assert len(set(ids)) == len(ids)
    assert all(slugs.SLUG.fullmatch(id) for id in ids)
    assert len(first.added) + len(first.merged) == len(papers)
    second = take(
        *papers, into=Content((Issue(DAY, (*before, *first.added)),), TAGS, (), with_facts({}, first))
    )
    assert not second.added
    assert len(second.merged) == len(papers)
