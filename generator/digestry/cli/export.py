"""`digest export`: the digest's papers for other programs."""

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import click

from digestry import files
from digestry.catalogue.catalogue import Catalogue
from digestry.catalogue.references import references
from digestry.cli import choice
from digestry.cli.output import config_file, note, on_day, shown
from digestry.content import entries
from digestry.outputs.cite.citation_formats import CitationFormat, formats
from digestry.outputs.feeds import feeds
from digestry.paper.model import EMPTY, FIELDS, Paper
from digestry.paper.wording import counted
from digestry.site.project import Project

# The formats that hold every field, which `digest import` reads back: how papers become a file.
TABLES: Mapping[str, Callable[[Iterable[Paper]], str]] = {
    "jsonl": entries.json_lines,
    "csv": entries.table,
}
OPML = "opml"


@click.command()
@config_file
@click.option(
    "--format", type=click.Choice([*formats(), *TABLES, OPML]), required=True, help="What to write."
)
@click.option("--tag", help="Only papers with this tag: its slug in tags.yml.")
@click.option("--issue", type=click.DateTime(["%Y-%m-%d"]), help="Only papers of this issue, as 2025-04-24.")
@click.option("--query", help="Only papers that a search finds, in the syntax of the site's own.")
@on_day
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
def export(
    config_file: str | None,
    format: str,
    tag: str | None,
    issue: dt.datetime | None,
    query: str | None,
    on: dt.date | None,
    out: Path | None,
) -> None:
    """Write papers for other programs.

    They are those that the site publishes, with abstracts and tags, without drafts. They go to standard
    output, or to a file, which is replaced. OPML is the list of all feeds.
    """
    project = Project.open(config_file, on)
    settings = project.settings
    catalogue = project.catalogue()
    if format == OPML:
        if tag or issue or query:
            raise click.UsageError("OPML lists the feeds, all of them; leave --tag, --issue and --query out.")
        groups = feeds.feeds(catalogue, settings)
        text = feeds.listed(groups, settings).decode()
        what = counted(sum(map(len, groups.values())), "feed")
    else:
        papers = _chosen(catalogue, tag, issue.date() if issue else None, query)
        text = TABLES[format](papers) if format in TABLES else _cited(formats()[format], papers, catalogue)
        what = counted(len(papers), "paper")
    if out:
        files.write_out(out, text, project.scratch)
        note(f"{what} in {shown(out)}.")
    else:
        sys.stdout.buffer.write(text.encode())


def _cited(format: CitationFormat, papers: Sequence[Paper], catalogue: Catalogue) -> str:
    """Papers in a citation format; what it has no place for is said."""
    missing = {
        name: sum(getattr(paper, name) not in EMPTY for paper in papers)
        for name in FIELDS
        if name not in format.holds
    }
    if told := ", ".join(
        f"`{name}` ({counted(number, 'paper')})" for name, number in missing.items() if number
    ):
        note(f"{format.title} has no place for {told}; JSON Lines and CSV hold every field.")
    # Keys are those that the site prints, whatever is exported.
    of = references(catalogue.papers, catalogue.date_of)
    tags = {slug: tagged.tag for slug, tagged in catalogue.tags.items()}
    return format.join(format.entry(of[paper.id], tags) for paper in papers)


def _chosen(catalogue: Catalogue, tag: str | None, issue: dt.date | None, query: str | None) -> list[Paper]:
    """The papers that are asked for, newest first. Raises UsageError for what does not exist."""
    found = choice.papers(catalogue, tag, query)
    day = choice.issue(catalogue, issue) if issue else None
    return [paper for paper in found if not day or catalogue.date_of[paper.id] == day]
