"""The same paper twice is an error, nearly the same title a warning."""

import random

import pytest
from digestry.check.duplicates import similar
from digestry.paper.model import Paper

from tests.check.content import feed, findings, said


def entry(id: str, title: str, *more: str) -> str:
    return "\n".join([f"id: {id}", f"title: {title!r}", "abstract: Yes.", "tags: [theory]", *more])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "arxiv: '2401.14427v1'",
            "arxiv: '2401.14427v3'",
            "b.yml:7: another paper has the arXiv id 2401.14427",
        ),
        ("doi: 10.1145/A", "doi: https://doi.org/10.1145/a", "b.yml:7: another paper has the DOI 10.1145/a"),
    ],
)
def test_an_id_twice_is_an_error(one: str, other: str, expected: str) -> None:
    """Whatever the version and the way it is written; the cure names the place of the first."""
    found = findings(feed(entry("a", "This", one)), feed(entry("b", "That other", other)))
    assert said(found, "duplicate") == [expected]
    assert [str(each.problem).partition("; ")[2] for each in found if each.rule == "duplicate"] == [
        "delete one of them; the first is in a.yml:3"
    ]
    assert [each.severity for each in found if each.rule == "duplicate"] == ["error"]


def test_a_title_twice_is_an_error() -> None:
    """Whatever its case and punctuation, unless the papers are told apart."""
    found = findings(feed(entry("a", "Deep: Learning"), entry("b", "deep learning")))
    assert said(found, "duplicate", "near-duplicate") == [
        "a.yml:8: another paper has the title 'deep learning'"
    ]
    apart = findings(
        feed(entry("a", "Preface", "authors: [Ann Lee]"), entry("b", "Preface", "authors: [Bo Chen]"))
    )
    assert said(apart, "duplicate", "near-duplicate") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Modelling the Flow of Large Language Models", "Modeling the flow of large language models"),
        ("A Survey of Large Language Models", "A Survey on Large Language Models"),
        ("Towards a Theory of Deep Learning", "A Theory for Deep Learning"),
        ("Self Supervised Learning of Everything", "Self-Supervised Learning of Evrything"),
    ],
)
def test_titles_that_are_nearly_one_are_named(one: str, other: str) -> None:
    """Spelling and small words do not make another paper."""
    found = findings(feed(entry("a", one), entry("b", other)))
    assert said(found, "near-duplicate") == ["a.yml:8: the title is nearly that of 'a' in a.yml:3"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A Theory of Everything, Part I", "A Theory of Everything, Part II"),
        ("GPT-3 Technical Report", "GPT-4 Technical Report"),
        ("Findings of the Shared Task 2023", "Findings of the Shared Task 2024"),
        ("Deep Learning for Images", "Deep Learning for Videos"),
        ("Learning with Labels", "Learning without Labels"),
        ("Supervised Learning of Graphs", "Unsupervised Learning of Graphs"),
        ("Attention", "Detention Time"),
        ("A Minimization of Regret in Games", "A Maximization of Regret in Games"),
        ("Text is Enough", "Test is Enough"),
    ],
)
def test_titles_of_other_papers_are_left_alone(one: str, other: str) -> None:
    """Numbers and words that say something make another paper."""
    assert said(findings(feed(entry("a", one), entry("b", other))), "near-duplicate") == []


def test_other_authors_make_another_paper() -> None:
    """Where both are known and none is shared."""
    titles = "A Survey of Large Language Models", "A Survey on Large Language Models"
    for authors, expected in ("Ann Lee", 1), ("Bo Chen", 0):
        one = entry("a", titles[0], "authors: [Ann Lee]")
        other = entry("b", titles[1], f"authors: [{authors}]")
        assert len(said(findings(feed(one, other)), "near-duplicate")) == expected


def test_a_wrong_letter_is_found_among_many_titles() -> None:
    """All of the doubled papers and no others, among titles of common and rare words."""
    choose = random.Random(1)
    words = ["".join(choose.choices("abcdefghijklm", k=choose.randint(6, 10))) for _ in range(3000)]
    titles = [" ".join(choose.sample(words[:40], k=4) + choose.sample(words[40:], k=4)) for _ in range(2000)]
    papers = [Paper(f"p{number}", title) for number, title in enumerate(titles)]
    doubled = choose.sample(range(2000), 100)
    for number in doubled:
        at = choose.randrange(len(titles[number].split()[0]))
        papers.append(Paper(f"again{number}", f"{titles[number][:at]}q{titles[number][at + 1 :]}"))
    found = {(each.paper, each.problem.what.split("'")[1]) for each in similar(papers)}
    assert found == {(f"again{number}", f"p{number}") for number in doubled}
