"""Lists and tables of papers, as blocks of a page, to records.

An entry is a paper where it links to one or names its id. Headings above are topics or days. An id that
stands in no entry is a paper of which only the id is known, with the line around it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from digestry.intake.importers import entry_parts, headings, html_blocks, list_entries, paper_links
from digestry.intake.importers.blocks import Block, Kind, Span, Spans, plain
from digestry.intake.importers.entry_fields import Entry
from digestry.intake.importers.entry_parts import parted
from digestry.intake.importers.identifiers import Named, named_in
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.records import Dropped, Record, Remark
from digestry.paper.model import Place

_SHORTEST_TITLE = 3  # words of a second paper in an entry; fewer are a name in its text
_MOST_DETAILS = 5000  # blocks below one entry


@dataclass(frozen=True)
class _Above:
    """A heading: what it says of the papers below it."""

    block: Block
    day: dt.date | None
    topic: str


@dataclass(frozen=True)
class _Context:
    """What stands above an entry."""

    topics: tuple[str, ...] = ()
    day: dt.date | None = None


def records(blocks: Iterable[Block], source: str) -> Iterator[Record | Dropped | Remark]:
    """The papers of a page's blocks, and at last those that are only named somewhere in its text."""
    listing = _Listing(source)
    for block in blocks:
        yield from listing.take(block)
    yield from listing.end()


def from_html(html: str, line: int) -> Iterator[Record]:
    """The papers that a piece of HTML names, such as an entry of a newsletter's feed; it stands in `line`."""
    for found in records(html_blocks.blocks(Raw(html.encode(errors="replace"), "")), ""):
        if isinstance(found, Record):
            yield replace(found, line=line)


class _Listing:
    """Goes over the blocks; `group` is an entry with what is nested in it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.above: list[_Above] = []
        self.days = headings.Days()
        self.has_title = False  # whether the heading of the whole page has been there
        self.group: list[Block] = []
        self.free: list[tuple[Named, int, str]] = []
        self.seen: set[str] = set()
        self.none: tuple[int, str] | None = None  # the first entry that links to no paper
        self.nones = 0
        self.hidden: set[str] = set()  # ids that only comments name

    def take(self, block: Block) -> Iterator[Record]:
        match block.kind:
            case Kind.HEADING:
                yield from self.flush()
                self.heading(block)
            case Kind.HIDDEN:
                self.hidden.update((each.arxiv or each.doi).lower() for each in _named(block.spans))
            case Kind.ROW:
                yield from self.flush()
                yield from self.row(block)
            case Kind.CODE:
                yield from self.flush()
                self.text(block.spans, block.line)
            case Kind.ITEM if not self.goes_on(block):
                yield from self.flush()
                is_of_heading = self.above and self.is_label_below_heading(block)
                self.group = [self.above[-1].block, block] if is_of_heading else [block]
            case Kind.TEXT if not self.goes_on(block):
                yield from self.flush()
                yield from self.paragraph(block)
            case _ if len(self.group) < _MOST_DETAILS:
                self.group.append(block)
            case _:
                self.text(block.spans, block.line)

    def heading(self, block: Block) -> None:
        text = plain(block.spans)
        self.above = [each for each in self.above if each.block.depth < block.depth]
        year = next((each.day.year for each in reversed(self.above) if each.day), None)
        day = self.days.take(text, year)
        is_title = block.depth == 1 and not self.has_title
        self.has_title |= is_title
        topic = "" if day or is_title or headings.is_day(text) else headings.topic(text)
        self.above.append(_Above(block, day, topic))
        if entry_parts.is_paper(block.spans):
            self.group = [block]

    def goes_on(self, block: Block) -> bool:
        """Whether a block belongs to the entry that is open."""
        if not self.group:
            return False
        root = self.group[0]
        if root.kind is Kind.HEADING:
            if entry_parts.label(block.spans) is not None:
                return True
            return block.kind is Kind.TEXT and not entry_parts.is_paper(block.spans)
        return block.depth > root.depth

    def is_label_below_heading(self, block: Block) -> bool:
        """Whether an entry says something of the paper that is the heading: `- **Authors:** …`."""
        label = entry_parts.label(block.spans)
        is_one = label and label[0] in {"authors", "links", "abstract"} and block.spans[0].strong
        return bool(is_one and block.depth == 0)

    def context(self, inner: Sequence[str] = ()) -> _Context:
        """The topics and the day that the headings tell, and the entries around."""
        day = next((each.day for each in reversed(self.above) if each.day), None)
        topics = [*(each.topic for each in self.above), *map(headings.topic, inner)]
        return _Context(tuple(dict.fromkeys(filter(None, topics))), day)

    def flush(self, inner: Sequence[str] = ()) -> Iterator[Record]:
        group, self.group = self.group, []
        if not group:
            return
        root, details = group[0], group[1:]
        if root.kind is Kind.HEADING:
            heading = self.above.pop()
            found = list(self.entry(root, details, self.context(inner)))
            self.above.append(replace(heading, topic=""))
            yield from found
        else:
            yield from self.item(root, details, inner)

    def item(self, root: Block, details: Sequence[Block], inner: Sequence[str]) -> Iterator[Record]:
        """An entry of a list: with its details one paper, or a topic with papers below it."""
        titled = [each for each in details if entry_parts.stands_alone(each.spans)]
        below = any(entry_parts.is_paper(each.spans) for each in details)
        if self.is_paper(root) or (below and not titled):
            own = [each for each in details if each not in titled]
            yield from self.entry(root, own, self.context(inner))
            rest: Sequence[Block] = titled
        else:
            rest = details
            self.without(root)
            inner = [*inner, plain(root.spans)]
        for block in rest:
            if self.group and block.depth <= self.group[0].depth:
                yield from self.flush(inner)
            self.group.append(block)
        yield from self.flush(inner)

    def is_paper(self, block: Block) -> bool:
        return entry_parts.is_paper(block.spans) or entry_parts.links_to_paper(block.spans)

    def paragraph(self, block: Block) -> Iterator[Record]:
        """A paragraph: an entry where it begins with a link to a paper or in bold, else a mere text."""
        lines = [line for line in parted(block.spans) if line]
        starts = [line for line in lines if entry_parts.is_paper(line) and entry_parts.begins_as_entry(line)]
        if len(starts) > 1:
            for line in lines:
                yield from self.paragraph(replace(block, cells=(line,)))
        elif lines and (entry_parts.is_paper(block.spans) and self.begins(lines, starts)):
            yield from self.entry(block, [], self.context())
        else:
            self.text(block.spans, block.line)

    def begins(self, lines: Sequence[Spans], starts: Sequence[Spans]) -> bool:
        return entry_parts.begins_as_entry(lines[0]) or bool(starts and len(lines) > 1)

    def text(self, spans: Spans, line: int) -> None:
        """Running text: the ids in it are papers with no more than the line around them."""
        for words in parted(spans):
            named = _named(words)
            said = plain(words) if named else ""
            self.free += ((each, line, said[:500]) for each in named)

    def without(self, block: Block) -> None:
        """An entry that is no paper; links within the page are a table of contents."""
        if any(span.href.startswith("http") for span in block.spans):
            self.nones += 1
            self.none = self.none or (block.line, plain(block.spans))
        self.text(block.spans, block.line)

    def entry(self, root: Block, details: Sequence[Block], context: _Context) -> Iterator[Record]:
        yield from self.told(list_entries.of_lines(parted(root.spans), details), root.line, context)

    def row(self, block: Block) -> Iterator[Record]:
        if self.is_paper(block):
            yield from self.told(list_entries.of_row(block), block.line, self.context())
        else:
            self.without(block)

    def told(self, found: Entry, line: int, context: _Context) -> Iterator[Record]:
        fields = found.fields
        tags = fields.get("tags")
        fields["tags"] = [*context.topics, *(tags if isinstance(tags, list) else [])]
        self.seen.update(str(fields[name]).lower() for name in ("arxiv", "doi") if fields.get(name))
        yield Record(fields, line, context.day, tuple(dict.fromkeys(found.unread)), found.said)
        for named, label in found.more:
            if label and not paper_links.is_generic(label) and len(label.split()) >= _SHORTEST_TITLE:
                self.seen.add((named.arxiv or named.doi).lower())
                more = {**named.fields, "title": label, "tags": list(context.topics)}
                yield Record(more, line, context.day)
            else:
                self.free.append((named, line, str(fields.get("title", ""))))

    def end(self) -> Iterator[Record | Dropped | Remark]:
        yield from self.flush()
        for named, line, said in self.free:
            value = (named.arxiv or named.doi).lower()
            if value not in self.seen:
                self.seen.add(value)
                yield Record(named.fields, line, None, (), said)
        if self.none:
            line, text = self.none
            entries = "an entry links" if self.nones == 1 else f"{self.nones:,} entries link"
            yield Dropped(Place(self.source, line), text[:80], f"{entries} to no paper")
        if hidden := len(self.hidden - self.seen):
            papers = "1 paper is" if hidden == 1 else f"{hidden:,} papers are"
            yield Remark(f"{papers} named in comments (<!-- … -->) only, which no page shows: left out")
        if remark := self.days.remark():
            yield Remark(remark)


def _named(spans: Iterable[Span]) -> list[Named]:
    return [named for span in spans for named in named_in(span.href or span.text)]
