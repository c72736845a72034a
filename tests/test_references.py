"""What a bibliography says of a paper."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Paper, PartialDate
from generator.references import Name, keys, kind, name, references

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


@given(PAPERS)
def test_keys_are_unique_and_plain(papers: list[Paper]) -> None:
    """Letters, digits and hyphens of ASCII: every LaTeX takes them."""
    found = keys(papers)
    assert set(found) == {paper.id for paper in papers}
    assert len(set(found.values())) == len(papers)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) for key in found.values())


@given(PAPERS, st.text(max_size=9))
def test_a_key_stays_when_texts_are_edited_and_papers_are_added(papers: list[Paper], text: str) -> None:
    """Neither title nor place counts, nor a later paper that is like it, whose id is longer."""
    before = keys(papers)
    edited = [replace(paper, title=text, abstract=text, tags=("x",)) for paper in reversed(papers)]
    like = [replace(paper, id=f"{paper.id}-{paper.id}-twin") for paper in papers]
    after = keys([*like, *edited])
    assert {id: after[id] for id in before} == before


def test_a_key_tells_who_when_and_what() -> None:
    """As arXiv's own; who is in no Latin letters is left out."""
    tan = Paper(
        "beimingwu-a-learnware-dock-system", "T", authors=("Zhi-Hao Tan",), published=PartialDate(2024, 1)
    )
    again = replace(tan, id="beimingwu-a-learnware-dock-system-2")
    han = replace(tan, id="the-end", authors=("张伟",), published=None)
    assert keys([again, tan, han]) == {
        tan.id: "tan2024beimingwulearnwaredock",
        again.id: "tan2024beimingwulearnwaredock-beimingwu-a-learnware-dock-system-2",
        han.id: "end",
    }


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Ann Lee", Name("Lee", "Ann")),
        ("Lee, Ann", Name("Lee", "Ann")),
        ("Ludwig van Beethoven", Name("van Beethoven", "Ludwig")),
        ("Martin Luther King Jr.", Name("King", "Martin Luther", "Jr.")),
        ("King, Jr., Martin", Name("King", "Martin", "Jr.")),
        ("Martin King, Jr.", Name("King", "Martin", "Jr.")),
        ("yichen jia", Name("jia", "yichen")),
        ("张伟", Name("张伟")),
        ("DeepSeek-AI", Name("DeepSeek-AI")),
        ("A, B, C, D", Name("A, B, C, D")),
    ],
)
def test_names_come_apart_as_bibtex_reads_them(written: str, parts: Name) -> None:
    """One word stays whole; nothing is guessed about commas that mean something else."""
    assert name(written) == parts


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
    assert [each.url for each in references(papers).values()] == [
        "https://arxiv.org/abs/2401.1", "https://a.org/", "https://a.org/b.pdf", "",
    ]  # fmt: skip
