"""The papers with the most votes of a week, a month and a year, where the digest has votes."""

from collections.abc import Iterator

from digestry import urls
from digestry.catalogue.catalogue import Catalogue
from digestry.catalogue.lists import List, ListKind, Neighbour, Section
from digestry.paper.model import Paper
from digestry.settings import Settings
from digestry.words import worded

MOST = 10  # papers of a list
# Days that a list looks back on from the newest issue, by its title.
_TIMES = {worded("Top of the week"): 7, worded("Top of the month"): 30, worded("Top of the year"): 365}


def top(catalogue: Catalogue, settings: Settings) -> Iterator[List]:
    """The shortest time first; none without votes, nor one that reaches back to no older issue than the last.

    Days count back from the newest issue: a build needs no clock, and a digest that pauses keeps its lists.
    """
    words = settings.words
    places = tops(catalogue)
    for title, target in places.items():
        days = _TIMES[title]
        papers = _best(catalogue, days)
        rule = words.many(
            "The papers with the most votes, ten at most, in the issues of the %(number)s day up to"
            " %(date)s. Votes are those of the place where a paper was found; of equal ones, the newer paper"
            " comes first.",
            "The papers with the most votes, ten at most, in the issues of the %(number)s days up to"
            " %(date)s. Votes are those of the place where a paper was found; of equal ones, the newer paper"
            " comes first.",
            days,
            date=words.day(catalogue.issues[0].date),
        )
        yield List(
            target=target,
            title=words.say(title),
            description=rule,
            lead=rule,
            kicker=words.say("Votes"),
            date=catalogue.issues[0].date.isoformat(),
            sections=[Section(papers)] if papers else [],
            beside=tuple(
                Neighbour(words.say(each), place) for each, place in places.items() if place != target
            ),
        )


def tops(catalogue: Catalogue) -> dict[str, str]:
    """The lists that there are: their targets by their titles, in English."""
    if not any(paper.upvotes for paper in catalogue.papers):
        return {}
    oldest = catalogue.issues[-1].date
    newest_day = catalogue.issues[0].date
    found: dict[str, str] = {}
    before = 0
    for (title, days), target in zip(_TIMES.items(), urls.TOP, strict=True):
        if not before or (newest_day - oldest).days >= before:
            found[title] = target
        before = days
    return found


def _best(catalogue: Catalogue, days: int) -> tuple[Paper, ...]:
    first = catalogue.issues[0].date.toordinal() - days + 1
    recent = [
        paper
        for issue in catalogue.issues
        if issue.date.toordinal() >= first
        for paper in issue.papers
        if paper.upvotes
    ]
    return tuple(sorted(recent, key=lambda paper: -(paper.upvotes or 0))[:MOST])


TOP = ListKind(worded("Most votes"), top)
