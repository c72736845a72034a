"""One entry of a list of papers, or one row of a table: what is the title, and what is said of the paper.

The forms are those that people use (https://github.com/topics/awesome-list has thousands). What is neither
a title nor names, a venue or a date is the curator's own text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from digestry.intake.importers import paper_links
from digestry.intake.importers.blocks import Block, Span, Spans, plain
from digestry.intake.importers.entry_fields import (
    DATE,
    NOTHING,
    Entry,
    put_labelled,
    put_link,
    put_rest,
    take,
)
from digestry.intake.importers.entry_parts import (
    COLUMNS,
    FEW,
    LEADING,
    LONGEST_TITLE,
    are_names,
    column_of,
    could_be_title,
    has_title,
    is_venue_name,
    joined,
    kept_text,
    label,
    parted,
    people_in,
    tidied,
    without_edges,
)
from digestry.intake.importers.identifiers import named_in

_LONGEST_SAID = 500  # characters of the line around an id
_WHOLE_TITLES = frozenset(
    ["title", "paper title", "publication title", "paper name"]
)  # whose cells are nothing else
_DATE_BEFORE = re.compile(
    r"\s*([(\[]?)((?:19|20)\d\d(?:[-/.]\d{1,2}(?:[-/.]\d{1,2})?)?)([)\]]?)(?:\s*[-–—:|,.]\s+|\s+|$)"
)
_BRACKETS_BEFORE = re.compile(r"\s*(?:\[([^\][]{1,60})\]|\(([^()]{1,60})\))\s*[-–—:,]?\s*")
_QUOTED = re.compile(r"\s*[“\"«]([^“”\"«»]{8,300})[”\"»]")
_COLON_AND_QUOTE = re.compile(r"\s*:?\s*(?=[“\"«])")
_TITLE_AND_YEAR = re.compile(r"(.{8,300}?)\s*\(((?:19|20)\d\d)\)\s*[,.:-]?\s*(.*)", re.DOTALL)
_TITLE_END = re.compile(r"\s+[-–—|]\s*$|\s+[-–—|]\s+|\s*[\[(]\s*$|\n|:\s*[\[(]?\s*$")
_SENTENCES = re.compile(r"(?<=[^\W\d_]{3}[.])\s+(?=[A-Z])|(?<=\d[.])\s+(?=[A-Z])|(?<=et al\.)\s+(?=[A-Z])")
_TWO_SPACES = re.compile(
    r"(?<=\S)\s{2,}(?=[A-Z\d“\"'(].*[.!?…:]\s*$)", re.DOTALL
)  # the title, then sentences


def of_lines(lines: Sequence[Spans], details: Iterable[Block] = ()) -> Entry:
    """A paper out of the lines of an entry, and the blocks that are nested below it."""
    found = Entry()
    state = _Lines(found)
    for number, line in enumerate(lines):
        state.take(line, alone=number == 0 and len(lines) == 1)
    for block in details:
        state.detail(block)
    put_rest(found)
    if not found.fields.get("title"):
        found.said = plain([span for line in lines for span in (*line, Span(" "))])[:_LONGEST_SAID]
    return found


def of_row(block: Block) -> Entry:
    """A paper out of a row; the names of its columns say what is what, if there are any."""
    named = [COLUMNS.get(name.lower(), "") for name in map(column_of, block.header)]
    if not any(named):
        return of_lines(parted(tuple(span for cell in block.cells for span in (*cell, Span("\n")))))
    found = Entry()
    titles: list[tuple[str, Spans]] = []
    for at, cell in enumerate(block.cells):
        name = named[at] if at < len(named) else ""
        for span in joined(cell):
            put_link(found, span, within=name)
        if name == "title":
            titles.append((column_of(block.header[at]).lower(), cell))
        elif name:
            put_labelled(found, name, plain(cell))
        elif plain(cell).lower() not in NOTHING and not any(span.href for span in cell):
            header = column_of(block.header[at]) if at < len(block.header) else ""
            found.unread.append(f"column {header}" if header else "a column without a name")
    others = [("", cell) for cell in block.cells if has_title(cell)]
    for header, cell in (*titles, *others):
        if not found.fields.get("title"):
            _title_cell(found, header, cell)
    put_rest(found)
    if not found.fields.get("title"):
        found.said = " | ".join(filter(None, map(plain, block.cells)))[:_LONGEST_SAID]
    return found


class _Lines:
    """Reads the lines of an entry in turn."""

    def __init__(self, found: Entry) -> None:
        self.found = found
        self.titled = False
        self.last = ""  # the field that the line above said by its name

    def take(self, line: Spans, alone: bool) -> None:
        """The first line has the title, others are labelled or more text."""
        said = None if alone else label(line)
        for span in joined(line):
            put_link(self.found, span, within=said[0] if said else "")
        if said and said[0] != "title":
            put_labelled(self.found, *said)
        elif said and not paper_links.is_generic(said[1]):
            self.found.put("title", tidied(said[1]))
            self.titled = True
        elif said:
            pass
        elif not self.titled:
            self.titled = _first_line(self.found, line)
        else:
            _more_text(self.found, line)

    def detail(self, block: Block) -> None:
        """What is nested below: a field by its name, or more text."""
        said = label(block.spans)
        for span in joined(block.spans):
            put_link(self.found, span, within=said[0] if said else "")
        if said and said[0] != "title":
            put_labelled(self.found, *said)
            self.last = said[0] if not said[1] else ""
        elif said and not paper_links.is_generic(said[1]):
            self.found.put("title", tidied(said[1]))
        elif said:
            pass
        elif self.last == "abstract":  # its name was a line of its own
            self.found.put("abstract", "".join(span.text for span in block.spans).strip())
            self.last = ""
        else:
            for line in parted(block.spans):
                _more_text(self.found, line)


def _title_cell(found: Entry, header: str, cell: Spans) -> None:
    """The cell of a title: nothing else, by its column's name, or the title and more."""
    lines = parted(cell)
    if not lines:
        return
    is_whole = header in _WHOLE_TITLES and not any(
        span.href and paper_links.is_generic(span.text) for span in lines[0]
    )
    if is_whole:
        title = tidied("".join(span.text for span in lines[0]))
        if title and not paper_links.is_generic(title) and len(title) <= LONGEST_TITLE:
            found.put("title", title)
    elif not _first_line(found, lines[0]):
        return
    for line in lines[1:]:
        _more_text(found, line)


def _first_line(found: Entry, line: Spans) -> bool:
    """Takes the title out of a line, and leaves the rest; whether there was one."""
    spans = _opening(found, joined(line))
    at = _title_at(spans)
    if at is None:
        return _title_of_text(found, spans)
    before = without_edges("".join(span.text for span in spans[:at] if not span.href))
    if before and not take(found, before) and len(before.split()) > 1:
        found.texts.append(before)
    title = spans[at].text
    match = _TITLE_AND_YEAR.fullmatch(title)
    if match and (not match[3] or take(found, match[3].strip(" ,."))):
        found.date(match[2])
        title = match[1]
    found.put("title", tidied(title))
    found.texts.append("".join(map(kept_text, spans[at + 1 :])))
    return True


def _opening(found: Entry, spans: list[Span]) -> list[Span]:
    """The spans without what stands before a title: numbers, dates, a short name or a venue in brackets."""
    for _ in range(8):  # no entry has more of that
        while spans and not spans[0].text.strip(" *_"):
            spans = spans[1:]
        if not spans:
            return spans
        first = spans[0]
        behind = spans[1].text if len(spans) > 1 and not spans[1].href else ""
        if first.strong and not first.href and (match := _COLON_AND_QUOTE.match(behind)):
            spans = [replace(spans[1], text=behind[match.end() :]), *spans[2:]]  # **DETR**: "End-to-End …"
            continue
        if first.href:
            if not paper_links.is_generic(first.text) and not is_venue_name(without_edges(first.text)):
                return spans
            rest: str | None = "" if any(len(span.text.split()) > 1 for span in spans[1:]) else None
        else:
            rest = _without_opening(found, first)
        if rest is None:
            return spans
        spans = [replace(first, text=rest, href=""), *spans[1:]] if rest.strip() else spans[1:]
    return spans


def _without_opening(found: Entry, span: Span) -> str | None:
    """The text without one thing before a title; None where there is nothing."""
    text = span.text
    if not re.search(r"[\w“\"«$]", text):
        return ""
    whole = without_edges(text.strip(" []():"))
    if span.strong and (is_venue_name(whole) or DATE.fullmatch(whole)):
        take(found, whole)
        return ""
    if span.strong and re.fullmatch(r"\s*\[[^\][]*\]:?\s*", text):
        return ""
    if match := LEADING.match(text):
        return text[match.end() :]
    if (
        (match := _DATE_BEFORE.match(text))
        and bool(match[1]) == bool(match[3])
        and (match[1] or "-" in match[0] or "." in match[0])
    ):
        return text[match.end() :] if found.date(match[2]) else None
    match = _BRACKETS_BEFORE.match(text)
    inner = (match[1] or match[2]).strip() if match else ""
    if match and (take(found, inner) or paper_links.is_generic(inner)):
        return text[match.end() :]
    if match and match[1] and len(inner.split()) <= FEW and len(text[match.end() :].split()) >= FEW:
        return text[match.end() :]  # [SwinIR] SwinIR: …
    return None


def _title_at(spans: Sequence[Span]) -> int | None:
    """Which span is the title: the first if it is bold or a link, or the link to the paper."""
    linked = next(
        (at for at, span in enumerate(spans) if paper_links.is_paper(span.href) and could_be_title(span)),
        None,
    )
    first = spans[0] if spans else None
    if first and not first.href and not first.strong:
        text = without_edges(first.text)
        words = len(text.split())
        if (
            linked is not None
            and words > FEW
            and len(spans[linked].text.split()) <= FEW
            and not are_names(text)
        ):
            return None  # A long title before [ICML 2020](…)
        return linked
    if first and could_be_title(first):
        short = len(first.text.split()) <= FEW
        longer = linked if linked is not None and len(spans[linked].text.split()) > FEW else None
        return longer if short and longer is not None else 0
    return linked


def _title_of_text(found: Entry, spans: Sequence[Span]) -> bool:
    """The title in the text before the links: what is quoted, or what a dash, two spaces or a year end."""
    first = next((at for at, span in enumerate(spans) if span.href), len(spans))
    text = "".join(span.text for span in spans[:first]).strip("\n ")
    rest = "".join(map(kept_text, spans[first:]))
    if quoted := _QUOTED.match(text):
        found.put("title", tidied(quoted[1]))
        found.texts.append(text[quoted.end() :] + rest)
        return True
    is_bare = first < len(spans) and "://" in spans[first].text  # an address among words
    if next(named_in(text), None) or is_bare:  # the line around an id is no title
        found.texts.append(text + rest)
        return False
    title, after = _title_and_more(found, text)
    if not title:
        found.texts.append(text + rest)
        return False
    found.put("title", title)
    found.texts.append(f"{after} {rest}")
    return True


def _title_and_more(found: Entry, text: str) -> tuple[str, str]:
    """The title in a text, and what follows it; none where it is not sure which part is the title."""
    match = _TITLE_AND_YEAR.fullmatch(text)
    if match and (not match[3].strip(" [(|-") or take(found, match[3].strip(" ,.[(|-"))):
        found.date(match[2])
        return tidied(match[1]), ""
    end = _TWO_SPACES.search(text) or _TITLE_END.search(text)
    title, after = (text[: end.start()], text[end.end() :]) if end else (text, "")
    pieces = [piece for piece in _SENTENCES.split(title) if piece.strip()]
    if len(pieces) > 1 and not after.strip():  # Ann Lee and Bo Chen. The title. ICML 2020.
        unknown = [piece for piece in pieces if not take(found, piece.strip(" .,"))]
        if len(unknown) != 1:
            return "", ""
        title = unknown[0]
    title = tidied(title)
    if paper_links.is_generic(title) or len(title) > LONGEST_TITLE or len(title) < FEW:
        return "", ""
    return title, after


def _more_text(found: Entry, line: Spans) -> None:
    """A further line: names, a venue, a date, or more of the text."""
    text = "".join(map(kept_text, line))
    if all(span.emphasised or not re.search(r"\w", span.text) for span in line) and are_names(
        without_edges(text), sure=True
    ):
        found.put("authors", people_in(text))
    else:
        found.texts.append(text)
