"""Lists and tables of papers, as blocks of a page, to records.

An entry is a paper where it links to one or names its id. Its title is the text of that link, else what is
bold, else what stands first; what follows is the curator's own text. Headings above are topics or days. An id
that stands in no entry is a paper of which only the id is known, with the line around it.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from digestry.catalogue.references import kind
from digestry.intake.importers import headings, links
from digestry.intake.importers.blocks import Block, Kind, Span, Spans, plain
from digestry.intake.importers.identifiers import Named, named_in
from digestry.intake.importers.records import Dropped, Record
from digestry.paper import author_lists, names
from digestry.paper.model import Paper, Place

_LONGEST_TITLE = 300  # characters; longer ones are texts
_SHORTEST_SUMMARY = 3  # words; fewer are remnants, such as "(oral)"
_NOTHING = frozenset(["", "-", "–", "—", "/", "null", "none", "n/a", "na", "tbd", "todo", "x", "✗", "✓"])
# The columns of tables and the labels of entries, by what people call them.
COLUMNS = {
    name: field
    for field, called in {
        "title": "title|paper title|paper|papers|paper name|name|article|work",
        "authors": "author|authors|author(s)",
        "venue": "venue|conf|conference|journal|publication|publication venue|published in|booktitle|pub",
        "published": "date|publish date|published|year|publication date|time|release date|month|pub date",
        "abstract": "abstract",
        "summary": "summary|tl;dr|tldr|description|highlights|contribution|contributions|main idea|key idea",
        "note": "note|notes|comment|comments|remark|remarks|my notes|thoughts",
        "tags": "keywords|keyword|tags|tag|topic|topics|category|categories|task|tasks|area|subjects",
        "links": "pdf|link|links|url|paper link|pdf link|arxiv|arxiv link|arxiv id|doi|paper url|paperurl",
        "code": "code|codes|github|repo|repository|implementation|code link|official code",
        "project": "project|website|page|homepage|project page|demo|web",
    }.items()
    for name in called.split("|")
}
_LABEL = re.compile(r"\s*[\W_]*([A-Za-z][A-Za-z;./() -]{1,20}?)\s*[:：]\s*(.*)", re.DOTALL)
_LEADING = re.compile(r"^[\s\W]*?(?:\d{1,4}\s*[.):]\s*|\[\d{1,3}\]\s*|[^\w\s(\[“\"'‘$]+\s*)+")
_LEADING_DATE = re.compile(r"^\W{0,3}((?:19|20)\d\d(?:[-/.]\d{1,2}(?:[-/.]\d{1,2})?)?)\W{1,3}(?=\S)")
_TRAILING_DATE = re.compile(r"[(\[]\s*((?:[A-Z][a-z]{2,8}\.?,? )?(?:19|20)\d\d(?:[-/.]\d{1,2}){0,2})\s*[)\]]")
_QUOTED = re.compile(r"[“\"]([^“”\"]{10,300})[”\"]")
_TITLE_END = re.compile(r"\s{2,}|\s+[-–—|]\s*$|\s+[-–—|]\s+|\s*[\[(]\s*$|\n")
_EMPTY = re.compile(r"[\[({]\s*(?:[|,/·•&+;:-]\s*)*[\])}]|(?<=\s)[|/·](?=\s)")
_BRACKETS = re.compile(r"[\[(]([^][()]{2,60})[\])]")
_CATEGORY = re.compile(r"\(([a-z-]{2,10}(?:\.[A-Z]{2}|\.[a-z-]{3,9})?)\)")  # Computation and Language (cs.CL)
_EDGE = " \t\n-–—:|,;·•*_>~.#"


@dataclass(frozen=True)
class _Context:
    """What stands above an entry."""

    topics: tuple[str, ...] = ()
    day: dt.date | None = None


@dataclass
class _Entry:
    """What is found out about one entry."""

    fields: dict[str, object] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)  # what remains, for the summary
    unread: list[str] = field(default_factory=list)
    more: list[tuple[Named, str]] = field(
        default_factory=list
    )  # other papers that it links to, with their titles

    def put(self, name: str, value: object) -> None:
        """Fills a field, unless that is done."""
        if value and not self.fields.get(name):
            self.fields[name] = value

    def id(self, named: Named, label: str) -> None:
        """An id that is linked or named: the entry's own, or that of another paper."""
        (name, value), *_ = named.fields.items()
        own = self.fields.get(name)
        if not own:
            self.fields[name] = value
        elif str(own).lower() != value.lower():
            self.more.append((named, label))


def records(blocks: Iterable[Block], source: str) -> Iterator[Record | Dropped]:
    """The papers of a page's blocks, and at last those that are only named somewhere in its text."""
    listing = _Listing(source)
    for block in blocks:
        yield from listing.take(block)
    yield from listing.end()


def has_entries(blocks: Iterable[Block]) -> bool:
    """Whether at least one block is an entry that links to a paper."""
    return any(isinstance(each, Record) and not each.said for each in records(blocks, ""))


class _Listing:
    """Goes over the blocks; `group` is an entry with what is nested in it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.above: list[Block] = []  # the headings
        self.group: list[Block] = []
        self.free: list[tuple[Named, int, str]] = []
        self.seen: set[str] = set()
        self.none: list[tuple[int, str]] = []  # entries that link to no paper

    def take(self, block: Block) -> Iterator[Record]:
        match block.kind:
            case Kind.HEADING:
                yield from self.flush()
                self.above = [*(each for each in self.above if each.depth < block.depth), block]
                if _papers(block.spans):
                    self.group = [block]
            case Kind.ROW:
                yield from self.flush()
                yield from self.row(block)
            case Kind.ITEM if not self.goes_on(block):
                yield from self.flush()
                self.group = [self.above[-1], block] if self.is_label_below_heading(block) else [block]
            case Kind.TEXT if not self.goes_on(block):
                yield from self.flush()
                yield from self.paragraph(block)
            case _:
                self.group.append(block)

    def goes_on(self, block: Block) -> bool:
        """Whether a block belongs to the entry that is open."""
        if not self.group:
            return False
        root = self.group[0]
        if root.kind is Kind.HEADING:
            return _label(block.spans) is not None or (block.kind is Kind.TEXT and not _papers(block.spans))
        return block.depth > root.depth

    def is_label_below_heading(self, block: Block) -> bool:
        """Whether an entry says something of the paper that is the heading: `- **Authors:** …`."""
        label = _label(block.spans)
        is_one = label and label[0] in {"authors", "links", "abstract"} and block.spans[0].strong
        return bool(self.above and is_one and block.depth == 0)

    def context(self, inner: Sequence[str] = ()) -> _Context:
        """The topics and the day that the headings tell; the first heading of all is the page's title."""
        topics: list[str] = []
        day = None
        for block in self.above:
            text = plain(block.spans)
            if found := headings.day(text, day.year if day else None):
                day = found
            elif block.depth > 1 and (topic := headings.topic(text)):
                topics.append(topic)
        topics += filter(None, map(headings.topic, inner))
        return _Context(tuple(dict.fromkeys(topics)), day)

    def flush(self, inner: Sequence[str] = ()) -> Iterator[Record]:
        group, self.group = self.group, []
        if not group:
            return
        root, details = group[0], group[1:]
        if root.kind is Kind.HEADING:
            self.above.pop()
            found = list(self.entry(root, details, self.context(inner)))
            self.above.append(root)
            yield from found
        else:
            yield from self.item(root, details, inner)

    def item(self, root: Block, details: Sequence[Block], inner: Sequence[str]) -> Iterator[Record]:
        """An entry of a list: with its details one paper, or a topic with papers below it."""
        titled = [each for each in details if _has_title(each)]
        if _papers(root.spans) or (_papers_of(details) and not titled):
            yield from self.entry(root, [each for each in details if each not in titled], self.context(inner))
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

    def paragraph(self, block: Block) -> Iterator[Record]:
        """A paragraph: an entry where it begins with a link to a paper or in bold, else a mere text."""
        lines = [line for line in _lines(block.spans) if line]
        starts = [line for line in lines if _papers(line) and _begins_as_entry(line)]
        if len(starts) > 1:
            for line in lines:
                yield from self.paragraph(replace(block, cells=(line,)))
        elif lines and _papers(block.spans) and (_begins_as_entry(lines[0]) or (starts and len(lines) > 1)):
            yield from self.entry(block, [], self.context())
        else:
            self.text(block.spans, block.line)

    def text(self, spans: Spans, line: int) -> None:
        """Running text: the ids in it are papers with no more than the line around them."""
        for words in _lines(spans):
            said = plain(words)
            texts = (span.href or span.text for span in words)
            self.free += ((named, line, said) for text in texts for named in named_in(text))

    def without(self, block: Block) -> None:
        """An entry that is no paper; links within the page are a table of contents."""
        if any(span.href.startswith("http") for span in block.spans):
            self.none.append((block.line, plain(block.spans)))
        self.text(block.spans, block.line)

    def entry(self, root: Block, details: Sequence[Block], context: _Context) -> Iterator[Record]:
        found = _entry(_lines(root.spans))
        for each in details:
            _detail(found, each)
        _summary(found)
        yield from self.told(found, root.line, context)

    def row(self, block: Block) -> Iterator[Record]:
        if not _papers(block.spans):
            self.without(block)
            return
        named = [COLUMNS.get(" ".join(name.lower().split()), "") for name in block.header]
        if not any(named):
            joined = tuple(span for cell in block.cells for span in (*cell, Span("\n")))
            found = _entry(_lines(joined))
            _summary(found)
            yield from self.told(found, block.line, self.context())
            return
        yield from self.told(_of_row(block, named), block.line, self.context())

    def told(self, found: _Entry, line: int, context: _Context) -> Iterator[Record]:
        fields = found.fields
        tags = fields.get("tags")
        fields["tags"] = [*context.topics, *(tags if isinstance(tags, list) else [])]
        self.seen.update(str(fields[name]).lower() for name in ("arxiv", "doi") if fields.get(name))
        yield Record(fields, line, context.day, tuple(dict.fromkeys(found.unread)))
        for named, label in found.more:
            if label and not links.is_generic(label) and len(label.split()) >= _SHORTEST_SUMMARY:
                self.seen.add((named.arxiv or named.doi).lower())
                yield Record(
                    {**named.fields, "title": label, "tags": list(context.topics)}, line, context.day
                )
            else:
                self.free.append((named, line, str(fields.get("title", ""))))

    def end(self) -> Iterator[Record | Dropped]:
        yield from self.flush()
        for named, line, said in self.free:
            value = (named.arxiv or named.doi).lower()
            if value not in self.seen:
                self.seen.add(value)
                yield Record(named.fields, line, None, (), said)
        if self.none:
            line, text = self.none[0]
            entries = "an entry links" if len(self.none) == 1 else f"{len(self.none):,} entries link"
            yield Dropped(Place(self.source, line), text[:80], f"{entries} to no paper")


def _papers(spans: Sequence[Span]) -> bool:
    """Whether there is a link to a paper, or an id in the text."""
    return any(links.is_paper(span.href) if span.href else next(named_in(span.text), None) for span in spans)


def _papers_of(blocks: Iterable[Block]) -> bool:
    return any(_papers(block.spans) for block in blocks)


def _has_title(block: Block) -> bool:
    """Whether an entry links to a paper by its title, and so stands for itself."""
    return any(links.is_paper(span.href) and not links.is_generic(span.text) for span in _joined(block.spans))


def _begins_as_entry(line: Sequence[Span]) -> bool:
    """Whether a line begins with a title: a link to a paper that says more than "PDF", or bold text."""
    first = next((span for span in _joined(line) if re.search(r"\w", span.text)), None)
    return bool(first and (first.strong or links.is_paper(first.href)) and not links.is_generic(first.text))


def _lines(spans: Sequence[Span]) -> list[Spans]:
    """What breaks part."""
    parts = groupby(spans, key=lambda span: span.text == "\n")
    return [tuple(part) for is_break, part in parts if not is_break]


def _joined(spans: Sequence[Span]) -> list[Span]:
    """The spans, those of one link as one: it may be bold in part."""
    found: list[Span] = []
    for span in spans:
        if found and span.href and found[-1].href == span.href:
            found[-1] = replace(found[-1], text=found[-1].text + span.text)
        else:
            found.append(span)
    return found


def _label(spans: Sequence[Span]) -> tuple[str, str] | None:
    """The field that a line says by its name, and the text behind it: `**Authors:** Ann Lee`."""
    text = "".join(span.text for span in spans)
    match = _LABEL.fullmatch(text)
    if match and (name := COLUMNS.get(match[1].strip().lower())):
        return name, match[2].strip()
    first = spans[0].text.strip(" :*") if spans and spans[0].strong else ""
    name = COLUMNS.get(first.lower(), "")
    return (name, "".join(span.text for span in spans[1:]).strip(" :")) if name else None


def _detail(found: _Entry, block: Block) -> None:
    """What is nested below an entry: a field by its name, or more of its text."""
    for span in _joined(block.spans):
        _link(found, span)
    if label := _label(block.spans):
        _labelled(found, *label)
    else:
        for line in _lines(block.spans):
            _more_text(found, line)


def _entry(lines: Sequence[Sequence[Span]]) -> _Entry:
    """A paper out of the lines of an entry: the first with its title, others with labels or more text."""
    found = _Entry()
    titled = False
    for number, line in enumerate(lines):
        label = _label(line) if number or len(lines) > 1 else None
        for span in _joined(line):
            _link(found, span)
        if label and label[0] != "title":
            _labelled(found, *label)
        elif label:
            found.put("title", _tidy(label[1]))
            titled = True
        elif not titled:
            titled = _first_line(found, line)
        else:
            _more_text(found, line)
    return found


def _link(found: _Entry, span: Span) -> None:
    """What a link, or an id in a text, tells of the entry."""
    label = span.text.strip(" []()*_")
    if not span.href:
        for named in named_in(span.text):
            found.id(named, "")
        return
    if not span.href.startswith(("http://", "https://")):
        return
    role = links.role(span.href, label)
    if linked := links.paper_named(span.href):
        found.id(linked, label)
        if linked.doi:
            found.put("url", "" if "doi.org/" in span.href else span.href)
    elif role in {"url", "pdf", "code", "project"}:
        found.put(role, span.href)
    else:
        found.unread.append(role)


def _labelled(found: _Entry, name: str, text: str) -> None:
    """A field that is said by its name."""
    value = " ".join(text.split())
    if value.lower() in _NOTHING or name in {"links", "code", "project"}:
        return
    if name == "tags":
        found.put("categories", _CATEGORY.findall(value))
        words = "" if found.fields.get("categories") else value
        found.put("tags", [tag.strip() for tag in re.split(r"[,;|]", words) if tag.strip()])
    else:
        found.put(name, text.strip() if name in {"abstract", "note"} else value)


def _first_line(found: _Entry, line: Sequence[Span]) -> bool:
    """Takes the title out of a line, and leaves the rest; whether there was one."""
    spans = _joined(line)
    _date_before(found, spans)
    at = _title_at(spans)
    if at is None:
        return _title_of_text(found, spans)
    found.put("title", _tidy(spans[at].text))
    before = _tidy("".join(span.text for span in spans[:at] if not span.href))
    after = "".join(_kept(span) for span in spans[at + 1 :])
    found.texts += [text for text in (before if len(before.split()) > 1 else "", after) if text]
    return True


def _date_before(found: _Entry, spans: list[Span]) -> None:
    """`(2023-08) Title`: the date, taken off the first span."""
    for at, span in enumerate(spans):
        if not span.text.strip():
            continue
        if not span.href and (match := _LEADING_DATE.match(_LEADING.sub("", span.text) + " x")):
            found.put("published", match[1])
            spans[at] = replace(span, text=span.text.partition(match[1])[2].lstrip(" )]:.-*"))
        return


def _title_at(spans: Sequence[Span]) -> int | None:
    """Which span is the title: the link to the paper, else the first in bold, unless they only say "PDF"."""
    for at, span in enumerate(spans):
        if (
            links.is_paper(span.href)
            and not links.is_generic(span.text)
            and not next(named_in(span.text), None)
        ):
            return at
    for at, span in enumerate(spans):
        if span.strong and not links.is_generic(span.text) and len(span.text) < _LONGEST_TITLE:
            return at
    return None


def _title_of_text(found: _Entry, spans: Sequence[Span]) -> bool:
    """The title in the text before the links: what is quoted, or what a dash or two spaces end."""
    first = next(
        (at for at, span in enumerate(spans) if span.href and links.is_generic(span.text)), len(spans)
    )
    text = _LEADING.sub("", "".join(span.text for span in spans[:first]).strip("\n "))
    rest = "".join(_kept(span) for span in spans[first:])
    if quoted := _QUOTED.search(text):
        found.put("title", _tidy(quoted[1]))
        before, after = text[: quoted.start()], text[quoted.end() :]
        if _are_names(before):
            found.put("authors", before.strip(" ,.:;"))
            before = ""
        found.texts += [before, after, rest]
        return True
    if next(named_in(text), None):  # the line around an id is no title
        return False
    end = _TITLE_END.search(text)
    title = _tidy(text[: end.start()] if end else text)
    asks = title.endswith(("?", "!")) and first < len(spans) and "://" in spans[first].text  # words of a chat
    if links.is_generic(title) or len(title) > _LONGEST_TITLE or asks:
        found.texts.append(text)
        return False
    found.put("title", title)
    found.texts += [text[end.end() :] if end else "", rest]
    return True


def _kept(span: Span) -> str:
    """What a span says in running text: a link that is only called "PDF" says nothing."""
    return "" if span.href and (links.is_generic(span.text) or links.is_paper(span.href)) else span.text


def _more_text(found: _Entry, line: Sequence[Span]) -> None:
    """A further line: the authors where it is in italics, else more of the text."""
    text = "".join(_kept(span) for span in line)
    if all(span.emphasised or not re.search(r"\w", span.text) for span in line) and _are_names(text):
        found.put("authors", text.strip(" *_"))
    else:
        found.texts.append(text)


def _are_names(text: str) -> bool:
    """Whether a text lists people: several names of a few capitalised words."""
    people = names.named(author_lists.split(text.strip(" ,.:;*_")).authors)
    words = [word for person in people for word in person.split()]
    capitals = sum(word[:1].isupper() for word in words)
    return len(people) > 1 and capitals >= 0.8 * len(words) and len(words) <= 5 * len(people)


def _summary(found: _Entry) -> None:
    """What remains becomes venue and date where it is one, and the summary where it is a sentence."""
    text = " ".join(" ".join(_tidy(each, " \t\n-–—:|,;·*_>~") for each in found.texts if each).split())
    for match in list(_BRACKETS.finditer(text)):
        if _is_venue(match[1]):
            found.put("venue", match[1].strip())
            text = text.replace(match[0], " ")
    if date := _TRAILING_DATE.search(text):
        found.put("published", date[1])
        text = text[: date.start()] + " " + text[date.end() :]
    text = _tidy(_EMPTY.sub(" ", _EMPTY.sub(" ", text)), " \t\n-–—:|,;·*_>~")
    text = " ".join(text.split())
    if _is_venue(text.strip(" .")):
        found.put("venue", text.strip(" ."))
    elif len(text.split()) >= _SHORTEST_SUMMARY:
        found.put("summary", text)
    elif re.search(r"\w", text):
        found.unread.append("a word or two beside the title")


def _is_venue(text: str) -> bool:
    """Whether a text is the name of a conference or a journal that is known, with a year or without."""
    return (
        len(text) < 60
        and len(text.split()) < 6
        and kind(Paper("", "", venue=text)) in {"conference", "journal"}
    )


def _tidy(text: str, edge: str = _EDGE) -> str:
    """A text without the number and the marks around it."""
    bare = " ".join(_EMPTY.sub(" ", text).split())
    bare = bare.strip(edge + '“”"') if edge is _EDGE else bare.strip(edge)
    for opened, closed in ("[]", "()"):
        if bare.endswith(opened) or (bare.startswith(closed)):
            bare = bare.strip(opened + closed + edge)
    return bare


def _of_row(block: Block, named: Sequence[str]) -> _Entry:
    """A paper out of a row whose columns have names."""
    found = _Entry()
    titles: list[Spans] = []
    for at, cell in enumerate(block.cells):
        name, header = (named[at], block.header[at]) if at < len(named) else ("", "")
        for span in _joined(cell):
            _link(found, span)
        if name == "title":
            titles.append(cell)
        else:
            _cell(found, cell, name, header)
    titles += (cell for cell in block.cells if _has_title(replace(block, cells=(cell,))))
    for cell in titles:
        lines = _lines(cell)
        if lines and not found.fields.get("title") and _first_line(found, lines[0]):
            for line in lines[1:]:
                _more_text(found, line)
    _summary(found)
    return found


def _cell(found: _Entry, cell: Spans, name: str, header: str) -> None:
    """A cell of a column that is not the title's."""
    href = next((span.href for span in cell if span.href.startswith("http")), "")
    if name in {"code", "project"} and href:
        found.fields[name] = href
    elif name:
        _labelled(found, name, "".join(span.text for span in cell))
    elif plain(cell).lower() not in _NOTHING and not href:
        found.unread.append(f"column {header}" if header else "a column without a name")
