"""Who is named in one line of text, by what stands between the names."""

import pytest
from digestry.paper.author_lists import person, split
from digestry.paper.names import OTHERS, Name
from hypothesis import given
from hypothesis import strategies as st

FIRST = st.from_regex(  # no suffix, and not the word that parts names
    r"(?!Jr|Sr|And\b)[A-Z][a-z]{1,7}( [A-Z]\.)?", fullmatch=True
)
LAST = st.from_regex(r"[A-Z][a-z]{2,7}", fullmatch=True)
PEOPLE = st.lists(st.builds(Name, LAST, FIRST), min_size=3, max_size=6)


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Ann Lee, Bo Chen, Yong Jae Lee", ["Ann Lee", "Bo Chen", "Yong Jae Lee"]),
        ("Ann Lee, Bo Chen and Cy Dee", ["Ann Lee", "Bo Chen", "Cy Dee"]),
        ("Ann Lee & Bo Chen", ["Ann Lee", "Bo Chen"]),
        ("Lee, Ann; Chen, Bo; ", ["Ann Lee", "Bo Chen"]),
        ("Ann Lee|Bo Chen", ["Ann Lee", "Bo Chen"]),
        ("Lee, Ann and Chen, Bo", ["Ann Lee", "Bo Chen"]),
        ("Lee, A., Chen, B. C.", ["A. Lee", "B. C. Chen"]),
        ("Lee A, Chen BC, Dee C", ["A Lee", "BC Chen", "C Dee"]),
        ("Lee A.; Chen B.-C.", ["A. Lee", "B.-C. Chen"]),
        ("Lee, Ann (57200000000); Chen, Bo (57200000001)", ["Ann Lee", "Bo Chen"]),
        ("Martin Luther King, Jr., Ann Lee", ["Martin Luther King Jr.", "Ann Lee"]),
        ("van der Berg, Ann", ["Ann van der Berg"]),
        ("山田 太郎, 李 华", ["山田 太郎", "李 华"]),
        ("Ann Lee1, Bo Chen2*", ["Ann Lee", "Bo Chen"]),
        ("Plato", ["Plato"]),
        ("", []),
    ],
)
def test_names_are_parted(text: str, authors: list[str]) -> None:
    assert split(text).authors == tuple(authors)
    assert split(text).doubt == ""


@pytest.mark.parametrize(
    "end",
    [
        " et al.",
        " et.al.",
        ", et al",
        " and others",
        ", others",
        "…",
        " ...",
        " & 12 more",
        ", and 3 more authors",
    ],
)
def test_those_that_are_not_named_are_kept(end: str) -> None:
    assert split(f"Ann Lee, Bo Chen{end}").authors == ("Ann Lee", "Bo Chen", OTHERS)


def test_a_name_that_only_sounds_so_stays() -> None:
    assert split("Thomas More").authors == ("Thomas More",)


@pytest.mark.parametrize(
    "text", ["Lee, Ann", "Lee, Ann, Chen, Bo", "Ann Lee, Bo Chen, OpenAI", "Marquez Ruiz, Gabo"]
)
def test_what_could_be_read_otherwise_is_said(text: str) -> None:
    assert "is read" in split(text).doubt


@given(PEOPLE, st.sampled_from(["; ", " | "]))
def test_what_is_surely_parted_comes_back(people: list[Name], mark: str) -> None:
    """In either order of the parts."""
    assert split(mark.join(person.inverted for person in people)).authors == tuple(people)
    assert split(mark.join(people)).authors == tuple(people)


@given(PEOPLE)
def test_first_names_first_are_parted_by_commas(people: list[Name]) -> None:
    found = split(", ".join(people))
    assert (found.authors, found.doubt) == (tuple(people), "")


def test_namesakes_stay_two() -> None:
    assert split("Ann Lee; Ann Lee").authors == ("Ann Lee", "Ann Lee")


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    split(text)
    person(text)
