"""Numbers as people read them."""

import pytest
from digestry.paper.wording import counted


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0 papers"), (1, "1 paper"), (2, "2 papers"), (1234567, "1,234,567 papers")]
)
def test_one_is_not_many(number: int, told: str) -> None:
    """Nor is none; large numbers can be read."""
    assert counted(number, "paper") == told


def test_some_nouns_take_more_than_an_s() -> None:
    """People do."""
    assert [counted(number, "person", "people") for number in (1, 2)] == ["1 person", "2 people"]
