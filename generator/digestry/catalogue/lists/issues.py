"""Issues, and the months that they appeared in."""

import datetime as dt
from collections.abc import Iterator

from digestry import urls
from digestry.catalogue.catalogue import Catalogue
from digestry.catalogue.lists import List, ListKind, Neighbour, Section
from digestry.catalogue.lists.topics import by_topic
from digestry.catalogue.order import neighbours
from digestry.paper.dates import day
from digestry.paper.model import Issue
from digestry.paper.wording import counted
from digestry.settings import Options

WHOLE_ISSUES = (
    urls.ISSUES,
    "whole issues",
)  # the folder of the feed that holds an item an issue, and its name


def issues(catalogue: Catalogue, options: Options) -> Iterator[List]:
    """Each issue, newest first."""
    for later, issue, earlier in neighbours(catalogue.issues):
        count = counted(len(issue.papers), "paper")
        yield List(
            target=urls.issue(issue.date),
            title=issue.title or day(issue.date),
            lead=count,
            kicker="Issue of " + day(issue.date) if issue.title else "Issue",
            date=issue.date.isoformat(),
            sections=by_topic(issue.papers, catalogue)
            if len(issue.papers) >= options.topics_from
            else [Section(issue.papers)],
            newest_first=issue.papers,
            follows=WHOLE_ISSUES,
            citations="all",
            note=issue.note,
            picture=urls.picture(issue.date),
            before=_neighbour(later),
            after=_neighbour(earlier),
        )


def months(catalogue: Catalogue, options: Options) -> Iterator[List]:  # noqa: ARG001
    """Each month: its issues, newest first, each under its own heading."""
    for month in catalogue.months:
        papers = sum(len(issue.papers) for issue in month.issues)
        yield List(
            target=urls.month(month.year, month.month),
            title=day(dt.date(month.year, month.month, 1)).partition(" ")[2],
            lead=f"{counted(papers, 'paper')} in {counted(len(month.issues), 'issue')}",
            kicker="Month",
            date=month.issues[0].date.isoformat(),
            sections=[
                Section(
                    issue.papers,
                    issue.title or "Issue of " + day(issue.date),
                    urls.issue(issue.date),
                    issue.date.isoformat(),
                )
                for issue in month.issues
            ],
            follows=WHOLE_ISSUES,
        )


def _neighbour(issue: Issue | None) -> Neighbour | None:
    return Neighbour(day(issue.date), urls.issue(issue.date)) if issue else None


ISSUES = ListKind("Issues", issues)
MONTHS = ListKind("Months", months)
