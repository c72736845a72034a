"""Issues, and the months that they appeared in."""

from collections.abc import Iterator

from digestry import urls
from digestry.catalogue.catalogue import Catalogue
from digestry.catalogue.lists import List, ListKind, Neighbour, Section
from digestry.catalogue.lists.topics import by_topic
from digestry.catalogue.order import neighbours
from digestry.paper.model import Issue
from digestry.settings import Settings
from digestry.words import Words, worded

WHOLE_ISSUES = (
    urls.ISSUES,
    worded("whole issues"),
)  # the folder of the feed that holds an item an issue, and its name


def issues(catalogue: Catalogue, settings: Settings) -> Iterator[List]:
    """Each issue, newest first."""
    words = settings.words
    for later, issue, earlier in neighbours(catalogue.issues):
        count = words.many("%(number)s paper", "%(number)s papers", len(issue.papers))
        yield List(
            target=urls.issue(issue.date),
            title=issue.title or words.day(issue.date),
            lead=count,
            kicker=issue_of(issue, words) if issue.title else words.say("Issue"),
            date=issue.date.isoformat(),
            sections=by_topic(issue.papers, catalogue, words)
            if len(issue.papers) >= settings.options.topics_from
            else [Section(issue.papers)],
            newest_first=issue.papers,
            follows=WHOLE_ISSUES,
            citations="all",
            note=issue.note,
            picture=urls.picture(issue.date),
            before=_neighbour(later, words),
            after=_neighbour(earlier, words),
        )


def months(catalogue: Catalogue, settings: Settings) -> Iterator[List]:
    """Each month: its issues, newest first, each under its own heading."""
    words = settings.words
    for month in catalogue.months:
        papers = sum(len(issue.papers) for issue in month.issues)
        count = words.many("%(number)s paper", "%(number)s papers", papers)
        issues_there = words.many("%(number)s issue", "%(number)s issues", len(month.issues))
        yield List(
            target=urls.month(month.year, month.month),
            title=words.month(month.issues[0].date),
            lead=f"{count} · {issues_there}",
            kicker=words.say("Month"),
            date=month.issues[0].date.isoformat(),
            sections=[
                Section(
                    issue.papers,
                    issue.title or issue_of(issue, words),
                    urls.issue(issue.date),
                    issue.date.isoformat(),
                )
                for issue in month.issues
            ],
            follows=WHOLE_ISSUES,
        )


def issue_of(issue: Issue, words: Words) -> str:
    """What an issue without a title is called."""
    return words.say("Issue of %(date)s", date=words.day(issue.date))


def _neighbour(issue: Issue | None, words: Words) -> Neighbour | None:
    return Neighbour(words.day(issue.date), urls.issue(issue.date)) if issue else None


ISSUES = ListKind(worded("Issues"), issues)
MONTHS = ListKind(worded("Months"), months)
