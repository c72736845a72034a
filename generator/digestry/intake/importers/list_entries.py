"""One entry of a list of papers, or one row of a table: what is the title, and what is said of the paper.

The forms are those that people use (https://github.com/topics/awesome-list has thousands). What is neither
a title nor names, a venue or a date is the curator's own text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from digestry.catalogue.references import kind
from digestry.intake.importers import links
from digestry.intake.importers.blocks import Block, Span, Spans, plain
from digestry.intake.importers.identifiers import Named, named_in
from digestry.intake.importers.source_dates import told
from digestry.paper import author_lists, names
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper

LONGEST_TITLE = 300  # characters; longer ones are texts
_LONGEST_SAID = 500  # characters of the line around an id
_FEW = 3  # words; fewer are remnants, such as "(oral)", or short names
_NOTHING = frozenset(
    ["", "-", "–", "—", "/", "null", "none", "n/a", "na", "tbd", "todo", "x", "✗", "✓", "✔", "[]"]
)
# The columns of tables and the labels of entries, by what people call them.
COLUMNS = {
    name: field
    for field, called in {
        "title": "title|paper title|paper|papers|paper name|name|article|work|publication title",
        "authors": "author|authors|author(s)|authors' names|author list|by",
        "venue": "venue|venues|conf|conference|journal|publication|publication venue|published in|source|"
        "booktitle|pub|pub.|journal/conference|conference/journal|venue/year|proceedings|published at",
        "published": "date|publish date|published|year|publication date|time|release date|submitted|month|"
        "pub date|published date|date published|submission date|released",
        "abstract": "abstract",
        "summary": "summary|tl;dr|tldr|tl; dr|description|highlights|highlight|contribution|contributions|"
        "main idea|key idea|one-liner|short summary|takeaway|takeaways|key points|intro|introduction",
        "note": "note|notes|comment|comments|remark|remarks|my notes|thoughts|my comment|my comments|review",
        "tags": "keywords|keyword|tags|tag|topic|topics|category|categories|task|tasks|area|areas|subjects|"
        "subject|field|type|modality",
        "links": "pdf|link|links|url|urls|paper link|paper links|pdf link|arxiv|arxiv link|arxiv id|"
        "arxiv url|doi|paper url|paperurl|resources|resource|paper/code|read|id|#|no.|no|nr|index|"
        "arxiv abs|abs|html",
        "code": "code|codes|github|repo|repository|implementation|code link|official code|source code|"
        "code url|git",
        "project": "project|website|page|homepage|project page|demo|web|project website|project link",
    }.items()
    for name in called.split("|")
}
_WHOLE_TITLES = frozenset(
    ["title", "paper title", "publication title", "paper name"]
)  # whose cells are nothing else
_CATEGORY = re.compile(
    r"\b(?:[a-z]+-[a-z]+|math|cs|stat|eess|econ|nlin|physics)(?:\.[A-Za-z-]{2,17})\b|\((quant-ph|hep-\w+)\)"
)
_LABEL = re.compile(r"[^\w\n(]{0,9}([A-Za-z][A-Za-z;./()' -]{0,20}?)\s{0,3}[:：]\s*(.*)", re.DOTALL)
# What stands before a title: a number, a bullet, an emoji, an arXiv id as browsers' tabs have it.
_LEADING = re.compile(
    r"\s*(?:\d{1,4}\s?[.):](?=\s)|\[\d{1,4}\]\s|\[?(?:arXiv:)?\d{4}\.\d{4,5}(?:v\d+)?\]?(?:\s?[-–—:|]\s|(?<=\])\s)"
    r"|[^\w\s(\[{“\"'‘«$\\/]+\s*|\\\s+)",
)
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
_HOLLOW = re.compile(
    r"[\[({]\s*(?:[|,/·•&+;:-]\s*)*[\])}]|(?<=\s)[|/·](?=\s*(?:[|/·]\s|$))|(?<=\s)(?:and|,)(?=\s*[.,;]*$)"
)
_BRACKETS = re.compile(r"[\[(]([^\][()]{2,60})[\])]")
_EDGE = " \t\n-–—:|,;·•*_>~\\#"
_SITE = re.compile(
    r"\s+[|–—-]\s+(?:arXiv(?:\.org)?|arxiv.*|OpenReview|Papers With Code|Hugging Face|PDF|DeepAI)$",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"{_YEAR}(?:[-/.]\d{{1,2}}){{0,2}}|(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?{_MONTH},?\s(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s)?{_YEAR}"
    rf"|{_YEAR}\s{_MONTH}(?:\s\d{{1,2}})?",
    re.IGNORECASE,
)
_PREPRINT = re.compile(
    rf"(?:in\s)?(?:arxiv|biorxiv|medrxiv|preprint|tech(?:nical)? report|under review)(?:\s?preprint)?"
    rf"[\s.,:'’-]*({_YEAR}(?:[-/.]\d{{1,2}})?)?",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    "van von vom zu de del della der den di da dos du la le ten ter bin ibn al el y e".split()
)
_VENUE = re.compile(
    rf"[A-Z][\w&/+-]*[A-Z][\w&/+-]*(?:[\s,'’@:-]+\w[\w.-]*){{0,3}}?[\s,'’-]*(?:{_YEAR}|['’]\d\d)\b"
    r"(?:\s(?:\w+\s)?[Ww]orkshops?|\s[Ff]indings|\s[Vv]ol[.\s\d]+(?:[Nn]o[.\s\d]+)?)?"
)
_DECORATION = re.compile(
    r"(?:oral|spotlight|poster|best paper(?: award)?|highlight|outstanding paper|award|code|pdf|"
    r"paper|new|hot|survey|accepted|notable top \d+%|top \d+%|star|stars|talk|journal|conference|workshop|"
    r"open access|review)s?",
    re.IGNORECASE,
)
_FOOTNOTES = re.compile(r"(?<=[^\W\d_])\d{1,2}(?=[\s,;]|$)")
_INITIALED = re.compile(
    r"(?:[A-Z]\.[\s-]?){1,3}(?:(?:van|von|de|der|den|la|le|di|da)\s)*[A-ZÀ-Þ][\w'’-]+(?:\sJr\.?)?"
)
# Words that stand in topics and names of groups, hardly in those of people.
_NO_NAMES = frozenset(
    """learning vision language languages model models network networks data survey graph image images
    video speech audio text robot robotics robots reasoning transformer transformers attention agent
    agents diffusion generation detection segmentation recognition reinforcement deep neural machine
    computer natural processing university research lab labs google meta microsoft openai deepmind
    nvidia institute ai llm llms benchmark dataset datasets introduction overview analysis the of
    for with in on to is are this that we our its new using based multi self via under""".split()
)


@dataclass
class Entry:
    """What is found out about one entry.

    fields: as `Record` has them.
    texts: what remains beside the title, for the summary.
    more: other papers that it links to, with what their links say.
    said: the entry as a line, where it has no title.
    """

    fields: dict[str, object] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    more: list[tuple[Named, str]] = field(default_factory=list)
    said: str = ""

    def put(self, name: str, value: object) -> None:
        """Fills a field, unless that is done."""
        if value and not self.fields.get(name):
            self.fields[name] = value

    def date(self, written: str) -> bool:
        """Takes a date; a day counts more than the year that stood elsewhere. False where it is none."""
        try:
            date = told(written)
        except ValueError:
            return False
        before = self.fields.get("published")
        if not before or len(str(date)) > len(str(_told(str(before)))):
            self.fields["published"] = written
        return True

    def id(self, named: Named, label: str) -> None:
        """An id that is linked or named: the entry's own, or that of another paper."""
        (name, value), *_ = named.fields.items()
        own = self.fields.get(name)
        if not own:
            self.fields[name] = value
        elif str(own).lower() != value.lower():
            self.more.append((named, label))


def of_lines(lines: Sequence[Spans], details: Iterable[Block] = ()) -> Entry:
    """A paper out of the lines of an entry, and the blocks that are nested below it."""
    found = Entry()
    state = _Lines(found)
    for number, line in enumerate(lines):
        state.take(line, alone=number == 0 and len(lines) == 1)
    for block in details:
        state.detail(block)
    _rest(found)
    if not found.fields.get("title"):
        found.said = plain([span for line in lines for span in (*line, Span(" "))])[:_LONGEST_SAID]
    return found


def of_row(block: Block) -> Entry:
    """A paper out of a row; the names of its columns say what is what, if there are any."""
    named = [COLUMNS.get(name.lower(), "") for name in map(_column, block.header)]
    if not any(named):
        return of_lines(parted(tuple(span for cell in block.cells for span in (*cell, Span("\n")))))
    found = Entry()
    titles: list[tuple[str, Spans]] = []
    for at, cell in enumerate(block.cells):
        name = named[at] if at < len(named) else ""
        for span in joined(cell):
            _link(found, span, within=name)
        if name == "title":
            titles.append((_column(block.header[at]).lower(), cell))
        elif name:
            _labelled(found, name, plain(cell))
        elif plain(cell).lower() not in _NOTHING and not any(span.href for span in cell):
            header = _column(block.header[at]) if at < len(block.header) else ""
            found.unread.append(f"column {header}" if header else "a column without a name")
    others = [("", cell) for cell in block.cells if has_title(cell)]
    for header, cell in (*titles, *others):
        if not found.fields.get("title"):
            _title_cell(found, header, cell)
    _rest(found)
    if not found.fields.get("title"):
        found.said = " | ".join(filter(None, map(plain, block.cells)))[:_LONGEST_SAID]
    return found


def is_paper(spans: Iterable[Span]) -> bool:
    """Whether there is a link to a paper, or an id in the text."""
    return any(links.is_paper(span.href) if span.href else next(named_in(span.text), None) for span in spans)


def links_to_paper(spans: Iterable[Span]) -> bool:
    """Whether there is one at least by its name: a PDF, or a link that is called "paper"."""
    return any(span.href and links.is_called_paper(span.href, span.text) for span in spans)


def has_title(spans: Sequence[Span]) -> bool:
    """Whether there is a link to a paper that is called by a title, and so stands for itself."""
    return any(
        links.is_paper(span.href) and not links.is_generic(span.text) and not _is_venue(_bare(span.text))
        for span in joined(spans)
    )


def stands_alone(spans: Sequence[Span]) -> bool:
    """Whether a nested entry is a paper of its own: it says more than `Paper: …` or `[PDF]`."""
    if not is_paper(spans) or label(spans):
        return False
    own = "".join(span.text for span in spans if not span.href or not links.is_generic(span.text))
    return has_title(spans) or len(re.findall(r"\w{2,}", own)) > 1


def begins_as_entry(line: Sequence[Span]) -> bool:
    """Whether a line begins with a title: a link to a paper that says more than "PDF", or bold text."""
    first = next((span for span in joined(line) if re.search(r"\w", span.text)), None)
    return bool(first and (first.strong or links.is_paper(first.href)) and not links.is_generic(first.text))


def parted(spans: Sequence[Span]) -> list[Spans]:
    """The lines of a text, by its breaks."""
    parts = groupby(spans, key=lambda span: span.text == "\n")
    return [tuple(part) for is_break, part in parts if not is_break]


def joined(spans: Sequence[Span]) -> list[Span]:
    """The spans, those of one link as one: it may be bold in part."""
    found: list[Span] = []
    for span in spans:
        if (found and span.href and found[-1].href == span.href) or (
            found and not span.href and not found[-1].href and span.strong and found[-1].strong
        ):
            found[-1] = replace(found[-1], text=found[-1].text + span.text)
        else:
            found.append(span)
    return found


def label(spans: Sequence[Span]) -> tuple[str, str] | None:
    """The field that a line says by its name, and the text behind it: `**Authors:** Ann Lee`."""
    shown = [span for span in spans if span.text.strip()]
    if not shown or shown[0].href:
        return None
    text = "".join(span.text for span in spans)
    match = _LABEL.fullmatch(text[:200])
    if match and (name := COLUMNS.get(match[1].strip().lower())):
        return name, text[match.start(2) :].strip()
    first = shown[0].text.strip(" :*") if shown[0].strong else ""
    name = COLUMNS.get(first.lower(), "")
    return (name, "".join(span.text for span in shown[1:]).strip(" :")) if name else None


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
            _link(self.found, span, within=said[0] if said else "")
        if said and said[0] != "title":
            _labelled(self.found, *said)
        elif said and not links.is_generic(said[1]):
            self.found.put("title", _tidy(said[1]))
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
            _link(self.found, span, within=said[0] if said else "")
        if said and said[0] != "title":
            _labelled(self.found, *said)
            self.last = said[0] if not said[1] else ""
        elif said and not links.is_generic(said[1]):
            self.found.put("title", _tidy(said[1]))
        elif said:
            pass
        elif self.last == "abstract":  # its name was a line of its own
            self.found.put("abstract", "".join(span.text for span in block.spans).strip())
            self.last = ""
        else:
            for line in parted(block.spans):
                _more_text(self.found, line)


def _column(name: str) -> str:
    return " ".join(re.sub(r"[^\w\s#.;:/()'’&-]", " ", name).split()).strip(":")


def _title_cell(found: Entry, header: str, cell: Spans) -> None:
    """The cell of a title: nothing else, by its column's name, or the title and more."""
    lines = parted(cell)
    if not lines:
        return
    is_whole = header in _WHOLE_TITLES and not any(
        span.href and links.is_generic(span.text) for span in lines[0]
    )
    if is_whole:
        title = _tidy("".join(span.text for span in lines[0]))
        if title and not links.is_generic(title) and len(title) <= LONGEST_TITLE:
            found.put("title", title)
    elif not _first_line(found, lines[0]):
        return
    for line in lines[1:]:
        _more_text(found, line)


def _link(found: Entry, span: Span, within: str = "") -> None:
    """What a link, or an id in a text, tells of the entry; `within` is the column or the label around it."""
    if not span.href:
        for named in named_in(span.text):
            found.id(named, "")
        return
    if not span.href.startswith(("http://", "https://")):
        return
    text = span.text.strip(" []()*_")
    role = within if within in {"code", "project"} else links.role(span.href, text)
    if linked := links.paper_named(span.href):
        found.id(linked, text)
        if linked.doi:
            found.put("url", "" if "doi.org/" in span.href else span.href)
        if _is_venue(_bare(text)):
            found.put("venue", _venue(_bare(text)))
    elif within == "links" and role == "other link":
        found.put("pdf" if links.is_pdf(span.href) else "url", span.href)
    elif role in {"url", "pdf", "code", "project"}:
        found.put(role, span.href)
    else:
        found.unread.append(role)


def _labelled(found: Entry, name: str, text: str) -> None:
    """A field that is said by its name."""
    value = " ".join(text.split())
    if value.lower() in _NOTHING or name in {"links", "code", "project"}:
        return
    if name == "tags":
        found.put("categories", [match[0].strip("()") for match in _CATEGORY.finditer(value)])
        words = "" if found.fields.get("categories") else value
        found.put("tags", [tag.strip() for tag in re.split(r"[,;|]", words) if tag.strip()])
    elif name == "published":
        if not found.date(value):
            found.texts.append(value)
    elif name in {"summary", "note", "abstract"} and found.fields.get(name):
        found.fields[name] = f"{found.fields[name]} {value}"
    else:
        found.put(name, text.strip() if name in {"abstract", "note"} else value)


def _first_line(found: Entry, line: Spans) -> bool:
    """Takes the title out of a line, and leaves the rest; whether there was one."""
    spans = _opening(found, joined(line))
    at = _title_at(spans)
    if at is None:
        return _title_of_text(found, spans)
    before = _bare("".join(span.text for span in spans[:at] if not span.href))
    if before and not _take(found, before) and len(before.split()) > 1:
        found.texts.append(before)
    title = spans[at].text
    match = _TITLE_AND_YEAR.fullmatch(title)
    if match and (not match[3] or _take(found, match[3].strip(" ,."))):
        found.date(match[2])
        title = match[1]
    found.put("title", _tidy(title))
    found.texts.append("".join(map(_kept, spans[at + 1 :])))
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
            if not links.is_generic(first.text) and not _is_venue(_bare(first.text)):
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
    whole = _bare(text.strip(" []():"))
    if span.strong and (_is_venue(whole) or _DATE.fullmatch(whole)):
        _take(found, whole)
        return ""
    if span.strong and re.fullmatch(r"\s*\[[^\][]*\]:?\s*", text):
        return ""
    if match := _LEADING.match(text):
        return text[match.end() :]
    if (
        (match := _DATE_BEFORE.match(text))
        and bool(match[1]) == bool(match[3])
        and (match[1] or "-" in match[0] or "." in match[0])
    ):
        return text[match.end() :] if found.date(match[2]) else None
    match = _BRACKETS_BEFORE.match(text)
    inner = (match[1] or match[2]).strip() if match else ""
    if match and (_take(found, inner) or links.is_generic(inner)):
        return text[match.end() :]
    if match and match[1] and len(inner.split()) <= _FEW and len(text[match.end() :].split()) >= _FEW:
        return text[match.end() :]  # [SwinIR] SwinIR: …
    return None


def _title_at(spans: Sequence[Span]) -> int | None:
    """Which span is the title: the first if it is bold or a link, or the link to the paper."""
    linked = next(
        (at for at, span in enumerate(spans) if links.is_paper(span.href) and _could_be_title(span)), None
    )
    first = spans[0] if spans else None
    if first and not first.href and not first.strong:
        text = _bare(first.text)
        words = len(text.split())
        if (
            linked is not None
            and words > _FEW
            and len(spans[linked].text.split()) <= _FEW
            and not _are_names(text)
        ):
            return None  # A long title before [ICML 2020](…)
        return linked
    if first and _could_be_title(first):
        short = len(first.text.split()) <= _FEW
        longer = linked if linked is not None and len(spans[linked].text.split()) > _FEW else None
        return longer if short and longer is not None else 0
    return linked


def _could_be_title(span: Span) -> bool:
    text = span.text.strip()
    is_name = links.is_generic(text) or _is_venue(_bare(text)) or len(text) > LONGEST_TITLE
    return not (is_name or next(named_in(text), None))


def _title_of_text(found: Entry, spans: Sequence[Span]) -> bool:
    """The title in the text before the links: what is quoted, or what a dash, two spaces or a year end."""
    first = next((at for at, span in enumerate(spans) if span.href), len(spans))
    text = "".join(span.text for span in spans[:first]).strip("\n ")
    rest = "".join(map(_kept, spans[first:]))
    if quoted := _QUOTED.match(text):
        found.put("title", _tidy(quoted[1]))
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
    if match and (not match[3].strip(" [(|-") or _take(found, match[3].strip(" ,.[(|-"))):
        found.date(match[2])
        return _tidy(match[1]), ""
    end = _TWO_SPACES.search(text) or _TITLE_END.search(text)
    title, after = (text[: end.start()], text[end.end() :]) if end else (text, "")
    pieces = [piece for piece in _SENTENCES.split(title) if piece.strip()]
    if len(pieces) > 1 and not after.strip():  # Ann Lee and Bo Chen. The title. ICML 2020.
        unknown = [piece for piece in pieces if not _take(found, piece.strip(" .,"))]
        if len(unknown) != 1:
            return "", ""
        title = unknown[0]
    title = _tidy(title)
    if links.is_generic(title) or len(title) > LONGEST_TITLE or len(title) < _FEW:
        return "", ""
    return title, after


def _kept(span: Span) -> str:
    """What a span says in running text: a link that is only called "PDF" says nothing."""
    if span.href and (links.is_generic(span.text) or links.is_paper(span.href)):
        return ""
    return span.text


def _more_text(found: Entry, line: Spans) -> None:
    """A further line: names, a venue, a date, or more of the text."""
    text = "".join(map(_kept, line))
    if all(span.emphasised or not re.search(r"\w", span.text) for span in line) and _are_names(
        _bare(text), sure=True
    ):
        found.put("authors", _people(text))
    else:
        found.texts.append(text)


def _rest(found: Entry) -> None:
    """What remains beside the title becomes names, venue and date where it is that, else the summary."""
    kept = []
    for each in found.texts:
        text = _bare(each)
        if text and not _take(found, text):
            kept.append(_ends(found, _without_brackets(found, text)))
    text = _bare(" ".join(filter(None, kept)))
    if len(text.split()) > 1 and not _DECORATION.fullmatch(text.strip(" .,!")):
        found.put("summary", text)
    elif re.search(r"\w", text) and not _DECORATION.fullmatch(text.strip(" .,!")):
        found.unread.append("a word beside the title")


def _without_brackets(found: Entry, text: str) -> str:
    """The text without the brackets that hold a venue or a date, at either end of it or beside few words."""
    few = len(_BRACKETS.sub(" ", text).split()) < 2 * _FEW
    for match in list(_BRACKETS.finditer(text)):
        at_end = not text[: match.start()].strip(" ,.-") or not text[match.end() :].strip(" ,.-")
        inner = match[1].strip()
        if (
            (at_end or few or _is_venue(inner))
            and not (inner.isdecimal() and not at_end)
            and _take(found, inner)
        ):
            text = text.replace(match[0], " ", 1)
    return _bare(text)


def _ends(found: Entry, text: str) -> str:
    """The text without the names, the venue or the date at either end of it."""
    for _ in range(6):
        if not text or _take(found, text):
            return ""
        for mark in (r"\s+[-–—|]\s+", r"(?<=\w{2}[.])\s+", r"[;,]\s+"):
            parts = re.split(mark, text)
            if len(parts) > 1 and (rest := _without_end(found, parts, text, mark)) is not None:
                text = rest
                break
        else:
            break
    if (bare := _bare(_BRACKETS.sub(" ", text))) != text and bare and _take(found, bare):
        found.unread.append("a remark in brackets")
        return ""
    return text


def _without_end(found: Entry, parts: list[str], text: str, mark: str) -> str | None:
    """The text without its first or last part; commas part only where names or little else remain."""
    first, last = parts[0], parts[-1]
    head, tail = text[: len(text) - len(last)].rstrip(" -–—|;,"), text[len(first) :].lstrip(" -–—|;,.")
    if "," in mark:
        also = parts[-2] if len(parts) > 2 else ""  # ACL, 2024
        if also and _DATE.fullmatch(last) and _is_venue(f"{also} {last}"):
            before = text[: text.rindex(also)].rstrip(" ,;")
            if not before or _are_names(before):
                return before if _take(found, f"{also} {last}") else None
        return head if (_is_short_or_names(head)) and _take(found, last.strip(" .")) else None
    if _take(found, last.strip(" .")):
        return head
    return tail if _take(found, first.strip(" .")) else None


def _is_short_or_names(text: str) -> bool:
    return len(text.split()) < _FEW or _are_names(text)


def _take(found: Entry, text: str) -> bool:
    """Takes a text that is nothing but a date, a venue or names; False where it is none of that."""
    text = text.strip(" .,;:")
    if match := _PREPRINT.fullmatch(text):
        return not match[1] or found.date(match[1])
    if _DATE.fullmatch(text):
        return found.date(text)
    if _is_venue(text):
        found.put("venue", _venue(text))
        return True
    if _DECORATION.fullmatch(text):
        return True
    if not found.fields.get("authors") and _are_names(text):
        found.fields["authors"] = _people(text)
        return True
    return False


def _people(text: str) -> str:
    bare = text.strip(" ,;:*_()[]")
    return bare if re.search(r"(?:\b[A-Z]|\bJr|\bal)\.$", bare) else bare.rstrip(".")


def _are_names(text: str, sure: bool = False) -> bool:
    """Whether a text lists people: several of a few capitalised words, or one with "et al.".

    `sure` says that its place tells so too, as italics below a title do.
    """
    bare = _FOOTNOTES.sub("", text).strip(" ,.:;*_()")
    if len(bare) < _FEW or re.search(r"[\d!?“”\"=]", bare):
        return False
    if _INITIALED.fullmatch(bare):
        return True
    authors = author_lists.split(bare).authors
    people = names.named(authors)
    words = [word for person in people for word in person.split()]
    if not words or len(words) > 5 * len(people) or _NO_NAMES & {word.lower().strip(".,") for word in words}:
        return False
    capitals = sum(word[:1].isupper() or not word.isascii() or word in _PARTICLES for word in words)
    several = len(people) > 1 or names.OTHERS in authors
    two = re.fullmatch(r"\S+ (?:and|&) \S+", bare)
    whole = sure or two or names.OTHERS in authors or all(" " in person for person in people)
    return bool(several and whole and capitals >= 0.8 * len(words))


def _is_venue(text: str) -> bool:
    """Whether a text is a conference or a journal that is known, or looks like one with its year."""
    words = text.split()
    if not 0 < len(words) <= 7 or len(text) > 60 or _PREPRINT.fullmatch(text):
        return False
    if _VENUE.fullmatch(text) and not next(named_in(text), None):
        return True
    known = kind(Paper("", "", venue=text)) in {"conference", "journal"}
    capital = all(
        word[:1].isupper() or word[:1].isdigit() or word in {"of", "on", "and", "the", "for", "in"}
        for word in words
    )
    return (
        known
        and capital
        and (
            len(words) < 3
            or bool(re.search(_YEAR, text))
            or words[0] in {"Proceedings", "Journal", "IEEE", "ACM", "Transactions"}
        )
    )


def _venue(text: str) -> str:
    return re.sub(rf",\s+(?={_YEAR})", " ", text.removeprefix("In ").removeprefix("in ").strip(" ,.:"))


def _told(written: str) -> PartialDate | str:
    try:
        return told(written)
    except ValueError:
        return ""


def _bare(text: str) -> str:
    """A text on one line, without the brackets that nothing stands in, and the marks around it."""
    text = _HOLLOW.sub(" ", _HOLLOW.sub(" ", text))
    return " ".join(text.split()).strip(_EDGE)


def _tidy(text: str) -> str:
    """A title without the number, the marks, the quotes and the brackets around it."""
    bare = _SITE.sub("", _bare(text))
    while (match := _LEADING.match(bare)) and match.end() < len(bare):
        bare = bare[match.end() :]
    bare = re.sub(r"(?<=[^\W\d_]{2})\.$", "", bare.strip(_EDGE))
    for opened, closed in ("“”", '""', "[]", "()", "«»", "‘’", "''"):
        inner = bare[1:-1]
        if len(bare) > 2 and bare[0] == opened and bare[-1] == closed and not {opened, closed} & set(inner):
            bare = inner.strip(_EDGE)
        elif bare.endswith(opened) or (bare.endswith(closed) and opened != closed and opened not in bare):
            bare = bare[:-1].strip(_EDGE)
    return bare
