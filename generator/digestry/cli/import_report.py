"""What `digest import` prints: figures first, then what to look at, then what comes in."""

from collections.abc import Iterable, Sequence

import click
from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from digestry.cli.output import say
from digestry.content.nodes import dump
from digestry.errors import printable
from digestry.intake.importers.records import Candidate
from digestry.intake.take_in import Merged, Outcome
from digestry.intake.tally import Kind, Tally
from digestry.paper import names, slugs
from digestry.paper.model import Paper
from digestry.paper.text import beginning
from digestry.paper.wording import counted
from digestry.words import ENGLISH

_SHOWN = 3  # papers in full
_LISTED = 12  # papers or kinds; there can be thousands
_NAMED = 20  # names of columns, keys or tags
_ABSTRACT = 200  # characters
_PIECE = 5  # tags in the piece of tags.yml
_LONGEST_TAG = 40  # characters


def show(told: Tally, outcome: Outcome, candidates: Sequence[Candidate], dry_run: bool) -> None:
    """Prints what an import brings, on standard output."""
    _print(_figures(told))
    for title, lines in (
        ("Good to know", [kind.what for kind in told.remarks]),
        ("Not used", [*_kinds(told.unused), *_unknown_tags(outcome)]),
        ("Not taken", _kinds(told.dropped)),
        ("Here already", _listed([_merged(each) for each in outcome.merged])),
        ("Doubtful: look at these first", _listed([f"{d.place}: {d.title}: {d.what}" for d in told.doubts])),
    ):
        if lines:
            _print(_section(title, lines))
    if outcome.added:
        _print(_papers(outcome, candidates))
    dropped = sum(kind.count for kind in told.dropped)
    added = counted(len(outcome.added), "paper")
    drafts = sum(paper.draft for paper in outcome.added)
    as_drafts = f" ({'all' if drafts == len(outcome.added) else f'{drafts:,}'} as drafts)" if drafts else ""
    counts = f"{added} added{as_drafts}, {len(outcome.merged):,} merged, {dropped:,} dropped."
    say(click.style(f"{'Would be: ' if dry_run else ''}{counts}", bold=True))


def show_files(written: Sequence[str], drafts: Sequence[bool]) -> None:
    """Prints where it is, and what to do next."""
    if not drafts:
        say("No paper is new.")
    if written:
        files = (
            ", ".join(written)
            if len(written) <= _SHOWN
            else f"{len(written):,} files, {written[0]} to {written[-1]}"
        )
        say(f"Written: {files}.")
    if drafts:
        say("Next: `digest check` names faults, `digest serve` shows how it looks.")
    if any(drafts):
        say("Drafts are not published: take `draft: true` off those that are right.")


def _print(part: RenderableType) -> None:
    """Prints a part as wide as the terminal, with a blank line after it."""
    out = Console(highlight=False)
    with out.capture() as captured:
        out.print(part)
    for line in captured.get().splitlines():
        say(line.rstrip())
    say("")


def _figures(told: Tally) -> RenderableType:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1))
    table.add_column("source", overflow="fold", ratio=1)
    table.add_column("read as", overflow="fold")
    for column in ("papers", "with id", "authors", "abstract", "date"):
        table.add_column(column, justify="right")
    for each in told.sources:
        counts = (each.papers, each.with_id, each.with_authors, each.with_abstract, each.with_date)
        figures = (f"{count:,}" for count in counts)
        table.add_row(Text(printable(each.source)), Text(each.format), *figures)
    return table


def _section(title: str, lines: Iterable[str]) -> RenderableType:
    texts = (_indented(Text(printable(line))) for line in lines)
    return Group(Text(title, style="bold"), *texts)


def _indented(text: Text) -> RenderableType:
    return Padding(text, (0, 0, 0, 2), expand=False)


def _kinds(kinds: Sequence[Kind]) -> list[str]:
    """Each kind once with its count: names in a line a source, others with the first few of them."""
    lines = []
    by_source: dict[str, list[str]] = {}
    for kind in kinds:
        if not kind.first:
            by_source.setdefault(kind.source, []).append(f"{kind.what} ({kind.count:,})")
    for source, named in by_source.items():
        more = f" and {len(named) - _NAMED:,} more" if len(named) > _NAMED else ""
        lines.append(f"{source}: {', '.join(named[:_NAMED])}{more}")
    told = [kind for kind in kinds if kind.first]
    for kind in told[:_LISTED]:
        if kind.count == 1:
            lines.append(kind.first[0])
        else:
            lines.append(f"{kind.source}: {kind.what} ({kind.count:,}), the first:")
            lines += (f"  {each}" for each in kind.first)
    return lines + _more(len(told))


def _unknown_tags(outcome: Outcome) -> list[str]:
    if not outcome.unknown:
        return []
    told = [f"{word[:60]} ({count:,})" for word, count in outcome.unknown[:_NAMED]]
    more = f" and {len(outcome.unknown) - _NAMED:,} more" if len(outcome.unknown) > _NAMED else ""
    piece = dump({slugs.slug(word): {"name": word, "description": word} for word in _could_be_tags(outcome)})
    return [
        f"keywords that tags.yml has no tag for: {', '.join(told)}{more}",
        *(["for content/tags.yml, if you want them as tags, before you import:"] if piece else []),
        *(f"  {line}" for line in piece.splitlines()),
    ]


def _could_be_tags(outcome: Outcome) -> list[str]:
    """The commonest unknown keywords that could be tags: those of a few words, of more than one paper."""
    words = [word for word, count in outcome.unknown if count > 1 and slugs.slug(word)]
    return [word for word in words if len(word) <= _LONGEST_TAG][:_PIECE]


def _listed(lines: Sequence[str]) -> list[str]:
    return [*lines[:_LISTED], *_more(len(lines))]


def _more(count: int) -> list[str]:
    return [f"… and {count - _LISTED:,} more; --json names them all"] if count > _LISTED else []


def _merged(each: Merged) -> str:
    place = each.into.place
    into = f"{each.into.id} ({place.file}:{place.line})"
    facts = f"; new about it: {', '.join(fact.field for fact in each.facts)}" if each.facts else ""
    differs = f"; said otherwise here, which stays: {', '.join(each.differs)}" if each.differs else ""
    untaken = f"; left out, for you to write: {', '.join(each.untaken)}" if each.untaken else ""
    return f"{each.paper.title} → {into}{facts}{differs}{untaken}"


def _papers(outcome: Outcome, candidates: Sequence[Candidate]) -> RenderableType:
    """The doubtful ones first, in full as far as there are few, then the names of some more."""
    ordered = sorted(outcome.added, key=lambda paper: not candidates[outcome.positions[paper.id][0]].doubts)
    full, rest = ordered[:_SHOWN], ordered[_SHOWN:]
    parts: list[RenderableType] = [Text("New", style="bold")]
    for paper in full:
        parts += (_indented(part) for part in _in_full(paper))
    for paper in rest[:_LISTED]:
        parts.append(_indented(Text(printable(paper.title))))
    parts += (_indented(Text(line, style="dim")) for line in _more_papers(len(rest)))
    return Group(*parts)


def _more_papers(count: int) -> list[str]:
    return [f"… and {count - _LISTED:,} more"] if count > _LISTED else []


def _in_full(paper: Paper) -> Iterable[Text]:
    yield Text(printable(paper.title), style="bold green")
    facts = [
        ENGLISH.people(names.named(paper.authors), others=names.OTHERS in paper.authors),
        paper.venue,
        ENGLISH.day(paper.published) if paper.published else "",
        paper.identifier if not paper.lacks("title") else "",
        "" if paper.identifier else paper.url,
        f"tags: {', '.join(paper.tags)}" if paper.tags else "",
    ]
    if line := " · ".join(filter(None, facts)):
        yield Text(printable(line))
    for text in (paper.summary, paper.note, paper.abstract):
        if text:
            yield Text(printable(beginning(text, _ABSTRACT)), style="dim")
    yield Text(f"{'a draft, ' if paper.draft else ''}{paper.id}", style="dim")
