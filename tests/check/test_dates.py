"""Dates that cannot be are found, without asking the clock."""

import pytest

from tests.check.content import feed, findings, said

ENTRY = "id: a\ntitle: A paper\nabstract: Yes.\ntags: [theory]\n"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("published: 2025-04-25", "`published` is 2025-04-25, after the issue of 2025-04-24"),
        ("published: 2025-05", "`published` is 2025-05, after the issue of 2025-04-24"),
        ("published: 2052", "`published` is 2052, after the issue of 2025-04-24"),
        ("published: 1066", "`published` is 1066, before 1900"),
        (
            "published: 2023-01-24\narxiv: '2401.14427'",
            "`published` is 2023-01-24, but arXiv gave out 2401.14427 in 2024-01",
        ),
        (
            "published: 2004\narxiv: 'hep-ex/9307015'",
            "`published` is 2004, but arXiv gave out hep-ex/9307015 in 1993-07",
        ),
        ("published: 1899-12-31", "`published` is 1899-12-31, before 1900"),
        (
            "published: 2023-11\narxiv: '2401.14427'",
            "`published` is 2023-11, but arXiv gave out 2401.14427 in 2024-01",
        ),
        (
            "published: 2024-03\narxiv: '2401.14427'",
            "`published` is 2024-03, but arXiv gave out 2401.14427 in 2024-01",
        ),
        (
            "published: 2019\narxiv: '2101.00001'",
            "`published` is 2019, but arXiv gave out 2101.00001 in 2021-01",
        ),
        (
            "published: 2025\narxiv: '2101.00001'",
            "`published` is 2025, but arXiv gave out 2101.00001 in 2021-01",
        ),
        (
            "published: 2024\narxiv: 'math/9112001'",
            "`published` is 2024, but arXiv gave out math/9112001 in 1991-12",
        ),
        (
            "published: 1990-12\narxiv: '9012.00001'",
            "`published` is 1990-12, but arXiv gave out 9012.00001 in 2090-12",
        ),
    ],
)
def test_a_date_that_cannot_be_is_named(fields: str, expected: str) -> None:
    """At its own line."""
    assert said(findings(feed(ENTRY + fields)), "date") == [f"a.yml:7: {expected}"]


@pytest.mark.parametrize(
    "fields",
    [
        "published: 2025-04-24",
        "published: 2025-04",
        "published: 2025",
        "published: 1905",
        "published: 2023-12-31\narxiv: '2401.14427'",
        "published: 2025\narxiv: '2401.14427'",
        "published: 2003-07-02\narxiv: 'hep-ex/0307015'",
        "published: 1900",
        "published: 2023-12\narxiv: '2401.14427'",
        "published: 2024-02\narxiv: '2401.14427'",
        "published: 2020\narxiv: '2101.00001'",
        "published: 2024\narxiv: '2101.00001'",
        "published: 1991-11\narxiv: 'math/9112001'",
        "published: 1950\narxiv: '2413.14427'",
        "published: 1950\narxiv: '2400.14427'",
    ],
)
def test_a_date_that_can_be_is_left_alone(fields: str) -> None:
    """Submitted at the end of a month and numbered in the next; presented in a later year."""
    assert said(findings(feed(ENTRY + fields)), "date") == []


def test_an_issue_far_after_all_others_is_named() -> None:
    """In each of its files; one that is a year later is none, nor is one of three that are a year apart."""
    other = ENTRY.replace("id: a", "id: b").replace("A paper", "Else")
    # 366 days, which a year can have
    assert said(findings(feed(ENTRY), feed(other, date="2026-04-25")), "date") == []
    assert said(findings(feed(ENTRY), feed(other, date="2026-04-26")), "date") != []
    third = ENTRY.replace("id: a", "id: c").replace("A paper", "A third")
    years = [feed(ENTRY), feed(other, date="2026-04-24"), feed(third, date="2027-04-24")]
    assert said(findings(*years), "date") == []
    years[2] = feed(third, date="2028-04-24")
    assert [line.partition(":")[0] for line in said(findings(*years), "date")] == ["c.yml"]
    far = feed(other, date="2052-04-24"), "date: 2052-04-24\npapers: []\n"
    assert said(findings(feed(ENTRY), *far), "date") == [
        f"{file}.yml:1: the issue's date, 2052-04-24, is more than a year after all others" for file in "bc"
    ]


def test_an_issue_beside_one_without_a_date_is_not_far_from_it() -> None:
    """A date that cannot be read is a mistake of its own, and no year to compare with."""
    other = ENTRY.replace("id: a", "id: b").replace("A paper", "Else")
    assert said(findings(feed(ENTRY), feed(other, date="soon")), "date") == []
