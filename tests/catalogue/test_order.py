"""What stands before what."""

import pytest
from digestry.catalogue.catalogue import Author
from digestry.catalogue.order import by_surname
from digestry.paper import names, slugs


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Ann Lee", "l"),
        ("Laurens van der Maaten", "v"),
        ("Hans Müller Jr.", "m"),
        ("King, Martin Luther, Jr.", "k"),
        ("Robert Downey III", "d"),
        ("Lee, Ann", "l"),
        ("Seán O'Brien", "o"),
        ("李 华", "李"),
        ("Madonna", "m"),
    ],
)
def test_people_stand_under_their_surnames(name: str, letter: str) -> None:
    """As citations sort them."""
    assert by_surname(Author(slugs.author_slug(name), name, ()))[0][0] == letter


def test_groups_stand_under_their_whole_name() -> None:
    """Which has no surname."""
    group = names.organisation("Qwen Team")
    assert by_surname(Author("qwen-team", group, ()))[0] == "qwen-team"
