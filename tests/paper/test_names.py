"""Names come apart as bibliographies need them, and go together again."""

import pickle

import pytest
from digestry.paper.names import OTHERS, Name, name, named, organisation
from digestry.words import ENGLISH
from hypothesis import given
from hypothesis import strategies as st

WORD = st.from_regex(r"[A-ZÉŁ][a-zéł]{0,7}", fullmatch=True)
PARTICLE = st.sampled_from(["", "van der ", "de ", "von "])
NAMES = st.builds(
    lambda particle, family, given, suffix: Name(particle + " ".join(family), " ".join(given), suffix),
    PARTICLE,
    st.lists(WORD, min_size=1, max_size=3),
    st.lists(WORD, min_size=1, max_size=3),
    st.sampled_from(["", "Jr.", "III"]),
)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Ann Lee", ("Lee", "Ann", "")),
        ("Lee, Ann", ("Lee", "Ann", "")),
        ("Ludwig van Beethoven", ("van Beethoven", "Ludwig", "")),
        ("van der Maaten", ("van der Maaten", "", "")),
        ("van der Maaten, Laurens", ("van der Maaten", "Laurens", "")),
        ("Martin Luther King Jr.", ("King", "Martin Luther", "Jr.")),
        ("Müller Jr.", ("Müller", "", "Jr.")),
        ("King, Martin Luther, Jr.", ("King", "Martin Luther", "Jr.")),
        ("King, Jr., Martin", ("King", "Martin", "Jr.")),
        ("Martin King, Jr.", ("King", "Martin", "Jr.")),
        ("yichen jia", ("jia", "yichen", "")),
        ("bell hooks", ("hooks", "bell", "")),
        ("张伟", ("张伟", "", "")),
        ("山田 太郎", ("山田", "太郎", "")),
        ("김 철수", ("김", "철수", "")),
        ("DeepSeek-AI", ("DeepSeek-AI", "", "")),
        ("A, B, C, D", ("A, B, C, D", "", "")),
    ],
)
def test_names_come_apart_as_bibtex_reads_them(written: str, parts: tuple[str, str, str]) -> None:
    """One word stays whole; nothing is guessed about commas that mean something else."""
    assert name(written).parts == parts


def test_readers_see_the_given_name_first_where_it_stands_first() -> None:
    assert name("van der Maaten, Laurens") == "Laurens van der Maaten"
    assert name("King, Jr., Martin") == "Martin King Jr."
    assert Name("山田", "太郎") == "山田 太郎"


@given(NAMES)
def test_what_is_written_reads_back(person: Name) -> None:
    """In the shortest form that keeps the parts."""
    assert name(person.written).parts == person.parts
    assert name(person.inverted).parts == person.parts


def test_a_family_name_of_two_words_is_written_first() -> None:
    assert Name("García Márquez", "Gabriel").written == "García Márquez, Gabriel"
    assert Name("Lee", "Ann").written == "Ann Lee"


def test_an_organisation_is_one_name() -> None:
    team = organisation("Barnes and Noble, Inc.")
    assert (team, team.family, team.given) == ("Barnes and Noble, Inc.", "Barnes and Noble, Inc.", "")
    assert team.is_organisation
    assert not name("Ann Lee").is_organisation


def test_names_travel_between_processes() -> None:
    for each in (organisation("Qwen Team"), Name("King", "Martin", "Jr.")):
        back = pickle.loads(pickle.dumps(each))  # noqa: S301
        assert (back, back.parts, back.is_organisation) == (each, each.parts, each.is_organisation)


def test_those_without_a_name_are_told() -> None:
    authors = ("Ann Lee", "Bo Chen", OTHERS)
    assert ENGLISH.people(named(authors), others=OTHERS in authors) == "Ann Lee, Bo Chen and others"
    assert ENGLISH.people(named(("Ann Lee",))) == "Ann Lee"
    assert named(("Ann Lee", OTHERS)) == ("Ann Lee",)
