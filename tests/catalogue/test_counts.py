"""What is counted of a digest's time and tags, and what is called more than chance."""

import datetime as dt
from collections.abc import Mapping, Sequence

from digestry.catalogue import counts
from digestry.catalogue.catalogue import Catalogue, catalogue
from digestry.content.validate import Content
from digestry.paper.model import Issue, Paper, Tag
from hypothesis import given
from hypothesis import strategies as st

TAGS = tuple(Tag(slug, slug.title(), f"About {slug}.") for slug in ("mud", "sand", "terns", "tides"))
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2040, 12, 31))
SLUGS = st.lists(st.sampled_from([tag.slug for tag in TAGS]), max_size=4, unique=True).map(tuple)


def digest(issues: Mapping[dt.date, Sequence[tuple[str, ...]]], tags: tuple[Tag, ...] = TAGS) -> Catalogue:
    """Issues by their day, each with papers of which the tags are given."""
    made = (
        Issue(day, tuple(Paper(f"{day}-{n}", "A title", tags=tagged) for n, tagged in enumerate(papers)))
        for day, papers in issues.items()
    )
    return catalogue(Content(tuple(made), tags, ()), drafts=False)


DIGESTS = st.dictionaries(DAYS, st.lists(SLUGS, min_size=1, max_size=6), max_size=12).map(digest)


@given(DIGESTS)
def test_each_month_is_there_once_and_no_paper_is_lost(found: Catalogue) -> None:
    """From the first issue to the newest without a gap, or the last ten years; quarters hold the same papers."""
    months = counts.months(found)
    numbers = [month.first.year * 12 + month.first.month for month in months]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else not found.papers
    assert len(months) <= counts.LONGEST
    papers = [paper for month in months for paper in month.papers]
    since = months[0].first if months else dt.date.max
    assert {paper.id for paper in papers} == {p.id for p in found.papers if found.date_of[p.id] >= since}
    steps = counts.steps(months)
    assert [paper for step in steps for paper in step.papers] == papers
    assert sum(step.issues for step in steps) == sum(month.issues for month in months)
    assert len(steps) <= 42


@given(DIGESTS)
def test_a_share_is_a_part_of_the_papers(found: Catalogue) -> None:
    """From 0 to 1, also of a month without papers."""
    for period in counts.months(found):
        for tag in TAGS:
            assert period.share(tag.slug) * len(period.papers) == sum(
                tag.slug in p.tags for p in period.papers
            )


def test_the_most_used_tags_come_by_their_papers() -> None:
    """Those that nobody uses are left out; equal ones come by name."""
    day = dt.date(2025, 4, 24)
    found = digest({day: [("tides", "mud"), ("tides", "sand"), ()]})
    used = counts.most_used(found.tags, counts.months(found), 12)
    assert [(tag.slug, papers) for tag, papers in used] == [("tides", 2), ("mud", 1), ("sand", 1)]
    assert len(counts.most_used(found.tags, counts.months(found), 2)) == 2


def test_tags_that_meet_more_often_than_by_chance_are_a_pair() -> None:
    """Of 40 tagged papers 10 have mud and 10 have sand: 2.5 would have both by chance; 8 have."""
    papers = [("mud", "sand")] * 8 + [("mud",)] * 2 + [("sand",)] * 2 + [("terns",)] * 28 + [()] * 500
    [pair] = counts.pairs(digest({dt.date(2025, 4, 24): papers}), 15)
    assert (pair.tags[0].slug, pair.tags[1].slug, pair.papers) == ("mud", "sand", 8)
    assert (pair.by_chance, pair.times) == (2.5, 3.2)


def test_what_chance_would_give_is_no_pair() -> None:
    """Nor two papers, however rare their tags."""
    day = dt.date(2025, 4, 24)
    even = [("mud", "sand"), ("mud",), ("sand",), ("terns",)] * 25
    assert counts.pairs(digest({day: even}), 15) == []
    assert counts.pairs(digest({day: [("mud", "sand")] * 2 + [("terns",)] * 98}), 15) == []
    assert counts.pairs(digest({day: [("mud", "sand")] * 3 + [("terns",)] * 97}), 15) != []


def test_a_tag_and_one_above_it_are_no_pair() -> None:
    """However far above; that they meet is said by the taxonomy."""
    tags = (
        Tag("mud", "Mud", "Wet."),
        Tag("sand", "Sand", "Dry.", parent="mud"),
        Tag("terns", "Terns", "Birds.", parent="sand"),
        Tag("tides", "Tides", "Water."),
    )
    papers = [("mud", "sand", "terns")] * 5 + [("tides",)] * 50
    assert counts.pairs(digest({dt.date(2025, 4, 24): papers}, tags), 15) == []


@given(DIGESTS)
def test_pairs_do_not_depend_on_the_order_of_tags(found: Catalogue) -> None:
    """Nor of a paper's tags; those furthest beyond chance come first."""
    pairs = counts.pairs(found, 15)
    assert all(pair.papers >= 3 and pair.times > 1 for pair in pairs)
    beyond = [pair.papers - pair.by_chance for pair in pairs]
    assert beyond == sorted(beyond, reverse=True)
    turned = {issue.date: [tuple(reversed(paper.tags)) for paper in issue.papers] for issue in found.issues}
    assert [(p.tags, p.papers) for p in counts.pairs(digest(turned), 15)] == [
        (p.tags, p.papers) for p in pairs
    ]
