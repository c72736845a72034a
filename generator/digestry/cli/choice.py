"""Papers that a command is asked for by a tag, an issue or a query."""

import datetime as dt
import difflib
from collections.abc import Collection, Sequence

import click

from digestry.catalogue.catalogue import Catalogue
from digestry.paper.model import Paper
from digestry.query import grammar as queries


def papers(catalogue: Catalogue, tag: str | None, query: str | None) -> Sequence[Paper]:
    """Those with a tag, by its slug, that a query finds, newest first.

    Raises UsageError for what does not exist.
    """
    if tag and tag not in catalogue.tags:
        raise click.UsageError(f"There is no tag {tag!r}.{_meant(tag, catalogue.tags)}")
    try:
        parsed = [queries.parse(query, catalogue.taxonomy)] if query is not None else []
    except ValueError as error:
        raise click.UsageError(f"The query cannot be used: {error}.") from None
    found = queries.answer(parsed, catalogue.papers, catalogue.taxonomy)[0] if parsed else catalogue.papers
    return [paper for paper in found if not tag or tag in paper.tags]


def issue(catalogue: Catalogue, date: dt.date) -> dt.date:
    """The day of an issue. Raises UsageError where there is none."""
    dates = {str(each.date) for each in catalogue.issues}
    if str(date) not in dates:
        raise click.UsageError(f"There is no issue of {date}.{_meant(str(date), dates)}")
    return date


def _meant(given: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(given, known, n=3)
    return f" Did you mean {' or '.join(close)}?" if close else ""
