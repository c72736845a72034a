"""Related papers are others, are the same in every build, and say nothing that is not in both."""

import datetime as dt
import random
import re
from collections.abc import Iterable, Sequence

import pytest
from digestry.catalogue.catalogue import Catalogue
from digestry.catalogue.nearest import nearest, with_everybody
from digestry.catalogue.related import REASONS, Related, related
from digestry.catalogue.vocabulary import words
from digestry.paper.model import Issue, Paper, Tag
from hypothesis import given
from hypothesis import strategies as st

TAGS = (Tag("retrieval", "Retrieval & ranking", "Finding."), Tag("birds", "Birds", "Those that fly."))
NOUNS = "heron glacier lattice violin saltmarsh turbine orchid ledger comet lantern".split()
SENTENCE = st.lists(
    st.sampled_from([*NOUNS, "we", "method", "shows", "the", ".", "$\\frac{a}{b}$", "<b>"]), max_size=14
)
PAPERS = st.lists(
    st.builds(
        lambda title, abstract, authors, tags: (
            " ".join(title) or "Untitled",
            " ".join(abstract),
            authors,
            tags,
        ),
        SENTENCE,
        SENTENCE,
        st.lists(st.sampled_from(["Ann Lee", "Bo Chen", "Cy Diaz", "others"]), max_size=3, unique=True),
        st.lists(st.sampled_from([tag.slug for tag in TAGS]), max_size=2, unique=True),
    ),
    max_size=14,
)


def of(*issues: Iterable[Paper]) -> Catalogue:
    """Issues of a week each, given oldest first."""
    start = dt.date(2025, 1, 6)
    made = [Issue(start + dt.timedelta(weeks=week), tuple(papers)) for week, papers in enumerate(issues)]
    return Catalogue(tuple(reversed(made)), TAGS, ())


def papers(drawn: Iterable[tuple[str, str, list[str], list[str]]]) -> list[Paper]:
    return [
        Paper(f"p{number:02}", title, abstract=abstract, authors=tuple(authors), tags=tuple(tags))
        for number, (title, abstract, authors, tags) in enumerate(drawn)
    ]


def told(near: Sequence[Related]) -> list[tuple[str, tuple[str, ...], bool, tuple[str, ...]]]:
    return [(each.paper.id, each.words, each.about, each.authors) for each in near]


def corpus(count: int) -> list[Paper]:
    """Papers on some of many subjects, short ones and long ones."""
    chance = random.Random(1)
    subjects = [f"subject{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(60)]
    return [
        Paper(
            f"p{n:04}",
            " ".join(chance.sample(subjects, 3)),
            abstract=" ".join(chance.choices(subjects, k=chance.randint(1, 60))),
        )
        for n in range(count)
    ]


@given(PAPERS, st.integers(1, 6))
def test_a_list_has_others_once_each_and_a_reason_for_each(
    drawn: list[tuple[str, str, list[str], list[str]]], most: int
) -> None:
    """Never the paper itself; no more than are asked for."""
    made = papers(drawn)
    lists = related(of(made[::2], made[1::2]), most)
    assert set(lists) == {paper.id for paper in made}
    for id, near in lists.items():
        ids = [each.paper.id for each in near]
        assert id not in ids
        assert len(ids) == len(set(ids)) <= most
        for each in near:
            assert each.words or each.authors
            assert len(each.words) == len(set(each.words)) <= REASONS


@given(PAPERS)
def test_each_reason_is_in_both_papers(drawn: list[tuple[str, str, list[str], list[str]]]) -> None:
    """A tag of both, or words that stand in both; who wrote it, wrote both. Neither markup nor TeX is a word."""
    made = {paper.id: paper for paper in papers(drawn)}
    names = {tag.name: tag.slug for tag in TAGS}
    for id, near in related(of(made.values()), 5).items():
        for each in near:
            assert set(each.authors) <= set(made[id].authors) & set(each.paper.authors) - {"others"}
            for word in each.words:
                if word in names:
                    assert names[word] in set(made[id].tags) & set(each.paper.tags)
                    continue
                assert not re.search(r"[<>\\${}]|frac|\b(?:method|shows|we|the)\b", word)
                title = words(Paper("x", word))
                said = f" {'  '.join(title.keys[: title.in_title])} "
                assert said in words(made[id]).line
                assert said in words(each.paper).line


@given(PAPERS, st.randoms(use_true_random=False))
def test_the_order_within_an_issue_does_not_count(
    drawn: list[tuple[str, str, list[str], list[str]]], chance: random.Random
) -> None:
    """Whatever order the curator gives papers."""
    made = papers(drawn)
    half = len(made) // 2
    first, second = made[:half], made[half:]
    expected = {id: told(near) for id, near in related(of(first, second), 5).items()}
    chance.shuffle(first)
    chance.shuffle(second)
    assert {id: told(near) for id, near in related(of(first, second), 5).items()} == expected


def test_a_later_issue_changes_a_list_only_where_it_comes_in() -> None:
    """The nearest of the older papers stay the same, in the same order, with whoever is new between them."""
    made = [words(paper).terms for paper in corpus(300)]
    before = nearest([made[:100], made[100:200]], 8)
    after = nearest([made[:100], made[100:200], made[200:]], 8)
    changed = 0
    for old, new in zip(before.found, after.found[:200], strict=True):
        kept = [number for number in new if number < 200]
        assert kept == list(old[: len(kept)])
        changed += len(kept) < len(new)
    assert 0 < changed < 200


def test_hardly_anybody_is_named_by_nobody() -> None:
    """Though some would be, if each list had the nearest alone."""
    made = [words(paper).terms for paper in corpus(400)]
    near = nearest([made], 12).found
    alone = {number for found in near for number in found[:5]}
    everybody = {number for found in with_everybody(near, 5) for number in found}
    assert len(alone) < 0.98 * len(made)
    assert len(everybody) >= 0.98 * len(made)


def test_who_is_given_a_place_is_near_and_takes_nobodys_only_one() -> None:
    """The last place alone changes, and only for somebody to whom that paper is near."""
    near = nearest([[words(paper).terms for paper in corpus(400)]], 12).found
    for number, (found, given_) in enumerate(zip(near, with_everybody(near, 5), strict=True)):
        assert given_[:4] == list(found[:4])
        for other in given_[4:]:
            assert other in found[:5] or number in near[other]


@pytest.mark.parametrize(
    ("one", "other", "said", "about"),
    [
        ("Salt marsh retrieval", "On salt marsh birds", ("salt marsh",), True),
        ("Hallucinations of models", "A hallucination", ("hallucinations",), True),
        ("BERT for herons", "What BERT knows of glaciers", ("BERT",), True),
        ("We show a method", "A method that shows more", (), True),
        ("$\\mathcal{O}(n)$ by <b>", "$\\mathcal{O}(n)$ in <b>", (), True),
    ],
)
def test_reasons_are_words_that_people_read(one: str, other: str, said: tuple[str, ...], about: bool) -> None:
    """Phrases before words, as they are written; no word of every abstract, no formula, no markup."""
    near = related(of([Paper("a", one), Paper("b", other)]), 5)["a"]
    assert [(each.words, each.about) for each in near] == ([(said, about)] if said else [])


def test_who_only_mentions_a_word_is_not_about_it() -> None:
    """About is what stands in the title or more than once."""
    made = [
        Paper("a", "Herons", abstract="Near a glacier."),
        Paper("b", "Violins", abstract="A glacier once."),
    ]
    (near,) = related(of(made), 5)["a"]
    assert (near.words, near.about) == (("glacier",), False)


def test_a_shared_author_is_a_reason_alone() -> None:
    """Whatever case and accents the name has; `others` is nobody."""
    made = [
        Paper("a", "Herons", authors=("Zoë Lee", "others")),
        Paper("b", "Violins", authors=("Zoe Lee", "others")),
        Paper("c", "Comets", authors=("Bo Chen", "others")),
    ]
    lists = related(of(made), 5)
    assert told(lists["a"]) == [("b", (), False, ("Zoë Lee",))]
    assert lists["c"] == ()


def test_nothing_is_related_in_an_empty_digest() -> None:
    """Nor to a paper that is alone."""
    assert related(of(), 5) == {}
    assert related(of([Paper("a", "Herons")]), 5) == {"a": ()}
