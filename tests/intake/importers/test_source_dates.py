"""Dates as people and programs write them: as much as is sure, and no more."""

import datetime as dt
from contextlib import suppress

import pytest
from digestry.intake.importers.source_dates import told
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024", "2024"),
        ("2024-01", "2024-01"),
        ("2024-01-24T10:00:00Z", "2024-01-24"),
        ("2024/01/24/", "2024-01-24"),
        ("2024/01//", "2024-01"),
        ("2024///", "2024"),
        ("2024.01.24", "2024-01-24"),
        ("20240124", "2024-01-24"),
        ("June 1980", "1980-06"),
        ("1960--1961", "1960"),
        ("1960–1961", "1960"),
        ("2023 Aug", "2023-08"),
        ("2023 Aug 7", "2023-08-07"),
        ("2023 Jul-Aug", "2023-07"),
        ("17 Apr 2023", "2023-04-17"),
        ("Mon, 17 Apr 2023 17:59:25 GMT", "2023-04-17"),
        ("April 17th, 2023", "2023-04-17"),
        ("Winter 2023", "2023"),
        ("3/4/2024", "2024"),
        ("24/1/2024", "2024-01-24"),
        ("1/24/2024", "2024-01-24"),
        ("(2019)", "2019"),
        ("to appear in 2025", "2025"),
    ],
)
def test_dates_are_read(text: str, date: str) -> None:
    assert str(told(text)) == date


@pytest.mark.parametrize("text", ["in press", "", "2024-13", "2024-02-30", "12:30", "0000", "99", "x" * 500])
def test_what_tells_no_year_is_none(text: str) -> None:
    with pytest.raises(ValueError):
        told(text)


@given(st.dates(min_value=dt.date(1500, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_every_day_is_read_in_every_form(day: dt.date) -> None:
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%d %B %Y", "%B %d, %Y", "%a, %d %b %Y 10:00:00 +0000", "%Y %b %d"):
        assert str(told(day.strftime(form))) == day.isoformat()


@given(st.text(max_size=120))
def test_no_text_breaks_it(text: str) -> None:
    with suppress(ValueError):
        told(text)
