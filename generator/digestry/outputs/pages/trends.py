"""The page of what the digest has had when, with charts, and with their numbers in tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digestry import urls
from digestry.catalogue.catalogue import TaggedPapers
from digestry.catalogue.counts import Pair, Period, most_used, steps
from digestry.catalogue.lists import Neighbour
from digestry.files import Artefact
from digestry.outputs.pages.charts import Column, bar, chart, heights, small_chart
from digestry.outputs.pages.templates import page
from digestry.paper.model import Tag
from digestry.words import Words

TAGS = 12  # that are shown over time
_FOR_COLUMNS = 6  # months; fewer are bars with words beside them
_ALL_TICKS = 12  # months that all have a name below them
_SOME_TICKS = 36  # months of which each quarter begins with one
_SLOTS = 6  # of a small chart, at least, so that two columns are no walls


@dataclass(frozen=True)
class Row:
    """A month or a tag with its papers as a bar, which `bar` is in SVG."""

    name: str
    target: str
    papers: int
    bar: str


@dataclass(frozen=True)
class Course:
    """A tag over time: `chart` is SVG, `shares` are in words."""

    tag: Tag
    papers: int
    chart: str
    shares: Sequence[str]


def trends_page(
    months: Sequence[Period],
    tags: Mapping[str, TaggedPapers],
    pairs: Sequence[Pair],
    best: Sequence[Neighbour],
    all_papers: int,
    date: str,
    words: Words,
) -> Artefact:
    """Papers a month, tags over time, and pairs of tags; `months` may be less than the time of `all_papers`.

    `best` has the lists of the papers with the most votes.
    """
    meta = {
        "title": words.say("Trends"),
        "description": words.say("What the digest is about, and how that changes."),
        "date": date,
        "styles": "trends.css",
    }
    used = most_used(tags, months, TAGS)
    periods = steps(months)
    highest = max((period.share(tag.slug) for period in periods for tag, _ in used), default=0)
    most = max((pair.papers for pair in pairs), default=0)
    papers = sum(len(month.papers) for month in months)
    return page(
        "trends.md.j2",
        urls.TRENDS,
        meta,
        words,
        months=months,
        papers=papers,
        busiest=_busiest(months),
        all_time=papers == all_papers,
        chart=_chart(months, words) if len(months) >= _FOR_COLUMNS else "",
        rows=tuple(_rows(months, words)),
        used=tuple(_used(used)),
        ends=[_short_name(period, words) for period in (*periods[:1], *periods[-1:])],
        periods=[(_name(period, words), len(period.papers)) for period in periods],
        courses=tuple(_courses(used, periods, highest, words)) if len(months) > 1 else (),
        highest=highest,
        pairs=[(pair, bar(pair.papers, most, pair.by_chance)) for pair in pairs],
        best=best,
    )


def _busiest(months: Sequence[Period]) -> Period | None:
    """The month with more papers than any other, if there is one."""
    ranked = sorted(months, key=lambda month: -len(month.papers))
    return ranked[0] if len(ranked) > 1 and len(ranked[0].papers) > len(ranked[1].papers) else None


def _chart(months: Sequence[Period], words: Words) -> str:
    most = max(len(month.papers) for month in months)
    columns = tuple(_columns(months, most, words))
    lines = [(height, words.figure(height)) for height in heights(most)]
    alternative = words.say(
        "Papers a month, from %(first)s to %(last)s",
        first=words.month(months[0].first),
        last=words.month(months[-1].first),
    )
    return chart(columns, lines, alternative)


def _columns(months: Sequence[Period], most: int, words: Words) -> Iterator[Column]:
    all_have = len(months) <= _ALL_TICKS
    highest = next(month for month in months if len(month.papers) == most)
    for number, month in enumerate(months):
        papers = len(month.papers)
        begins = month.first.month == 1
        tick = str(month.first.year) if begins else ""
        if not begins and (all_have or (len(months) <= _SOME_TICKS and month.first.month % 3 == 1)):
            tick = words.short_month(month.first)
        yield Column(
            papers,
            f"{words.month(month.first)}: {words.many('%(number)s paper', '%(number)s papers', papers)}",
            tick,
            wide=not begins and (not all_have or number % 2 == 1),
            said=words.figure(papers) if papers and (all_have or month is highest) else "",
            target=_link(month) if papers else "",
        )


def _link(month: Period) -> str:
    return urls.relative(urls.month(month.first.year, month.first.month), urls.TRENDS)


def _rows(months: Sequence[Period], words: Words) -> Iterator[Row]:
    """Each month, newest first."""
    most = max((len(month.papers) for month in months), default=0)
    for month in reversed(months):
        target = urls.month(month.first.year, month.first.month) if month.papers else ""
        yield Row(words.month(month.first), target, len(month.papers), bar(len(month.papers), most))


def _used(used: Sequence[tuple[Tag, int]]) -> Iterator[Row]:
    """The tags of a single month."""
    for tag, papers in used:
        yield Row(tag.name, urls.tag(tag.slug), papers, bar(papers, used[0][1]))


def _courses(
    used: Sequence[tuple[Tag, int]], periods: Sequence[Period], highest: float, words: Words
) -> Iterator[Course]:
    for tag, papers in used:
        shares = [period.share(tag.slug) for period in periods]
        peak = max(range(len(shares)), key=shares.__getitem__)
        alternative = words.say(
            "%(tag)s: the largest share, %(share)s, in %(period)s",
            tag=tag.name,
            share=words.share(shares[peak]),
            period=_name(periods[peak], words),
        )
        drawn = small_chart(shares, highest, alternative, _SLOTS)
        yield Course(tag, papers, drawn, [words.share(share) for share in shares])


def _name(period: Period, words: Words) -> str:
    return words.month(period.first) if period.months == 1 else words.quarter(period.first)


def _short_name(period: Period, words: Words) -> str:
    """For below a small chart, which is in quarters only where it is of years."""
    return words.short_month(period.first) if period.months == 1 else str(period.first.year)
