"""BibTeX, as arXiv, publishers and reference managers write it.

The text is cut where a line starts an entry, which is where bibtexparser itself goes on after a broken one;
so that one broken or endless entry costs neither the others nor memory. Fields of
https://www.ctan.org/pkg/biblatex are understood beside those of BibTeX.

BibTeX has no place for a curator's summary and note, votes, drafts and all categories but the primary one.
Names are parted by `and` and turned around at a comma: who holds one of these wears braces. A line of a value
that looks like the start of an entry is taken for one, behind a forgotten brace.
"""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from itertools import islice

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import (
    Block,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)
from bibtexparser.splitter import Splitter

from digestry.intake.importers import bibtex_preprints as preprints
from digestry.intake.importers import latex_decoding as latex
from digestry.intake.importers.raw import LONGEST_ENTRY, Raw
from digestry.intake.importers.records import Dropped, Record
from digestry.paper import author_lists, kinds, names
from digestry.paper.model import FIELDS, Place

ENTRY = re.compile(
    rb"^[ \t]*@(?!media|import|font|keyframes)[A-Za-z]+[ \t]*[{(][^\n]*(?:,|\n|$)", re.MULTILINE
)
_START = re.compile(r"\s*@\w*[ \t]*[{(]")
_ANY_START = re.compile(r"@\w*[ \t]*[{(]")
_MOST_STARTS = 1000  # of entries and of what looks like one, from one line that starts an entry to the next
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MOST = 5000  # journals' names, as people abbreviate them by @string; volumes that others refer to
_LONGEST_STRING = 1000  # characters
_FIELD = re.compile(r"[\s,}]*\w+\s*=\s*[\"{\d]")
_FORGOTTEN = re.compile(r"\s*([A-Za-z][\w-]{1,40})\s*=\s*(?=[{\"\w])")
_JOIN = re.compile(r"\\.|[{}\"#]", re.DOTALL)
_CROSSREF = re.compile(rb"crossref\s*=\s*[{\"]\s*([^}\"\n]{1,200})", re.IGNORECASE)
_KEY = re.compile(r"\s*@\w*[ \t]*[{(]\s*([^,\s={}]*)")
_NO_KEY = re.compile(
    r"^\s*@(?!string|preamble|comment)[A-Za-z]+[ \t]*[{(]\s*(?=[A-Za-z][\w-]*\s*=\s*[{\"\d])", re.IGNORECASE
)
_VOLUMES = frozenset({"proceedings", "mvproceedings"})
_GIVEN_ON = frozenset("year month date publisher address location organization series volume editor".split())
_PLACES = ("booktitle", "journal", "journaltitle", "howpublished")  # the best first
_NOTES = ("note", "annote", "annotation", "comment")
_ENTITY = re.compile(r"\\?&(?:amp;)?(?:[A-Za-z]{2,8}|#\d{1,7}|#[xX][\dA-Fa-f]{1,6});")
_MARKUP = re.compile(
    r"</?(?:i|b|u|em|strong|sub|sup|p|sc|scp|tt|span|inf|italic|bold|jats:\w+)(?:\s[^<>]{0,200})?/?>", re.I
)

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it logs, the blocks tell too


def entries(raw: Raw) -> Iterator[Record | Dropped]:
    """The papers of a bibliography; broken entries are dropped. Raises ContentError where there is none."""
    strings: dict[str, str] = {}
    parents = _parents(raw)
    found = False
    for line, piece in _pieces(raw):
        for each in _of_piece(piece, line, raw, strings):
            found = True
            yield _paper(each, parents) if isinstance(each, _Entry) else each
    if not found:
        raise raw.unreadable(1, "there is no BibTeX entry in it", "write @article{key, title = {…}}")


def is_bibtex(raw: Raw) -> bool:
    """Whether a line starts an entry."""
    return bool(ENTRY.search(raw.utf8))


def _parents(raw: Raw) -> dict[str, dict[str, str]]:
    """The fields of the entries that others refer to by `crossref`, by key, wherever they stand."""
    wanted = {
        key.decode(errors="replace").strip().lower() for key in islice(_CROSSREF.findall(raw.utf8), _MOST)
    }
    found: dict[str, dict[str, str]] = {}
    if not wanted:
        return found
    strings: dict[str, str] = {}
    for line, piece in _pieces(raw):
        start = _KEY.match(piece)
        if start and (start[1].strip().lower() in wanted or start[0].lower().startswith("@string")):
            for each in _of_piece(piece, line, raw, strings):
                if isinstance(each, _Entry):
                    found[each.key.strip().lower()] = each.fields
    return found


def _of_piece(piece: str, line: int, raw: Raw, strings: dict[str, str]) -> Iterator["_Entry | Dropped"]:
    if sum(1 for _ in _ANY_START.finditer(piece)) > _MOST_STARTS:
        what = f"more than {_MOST_STARTS:,} entries start here"
        raise raw.unreadable(line + 1, what, "start each entry in a line of its own")
    whole = _NO_KEY.sub(r"\g<0>no-key, ", piece, count=1)  # EndNote writes entries without a key
    for block in Splitter(whole).split().blocks:
        yield from _taken(block, line, raw, strings)


@dataclass(frozen=True)
class _Entry:
    """An entry: its fields in LaTeX, their names in lower case; `doubled` are those that stood twice."""

    kind: str
    key: str
    fields: dict[str, str]
    line: int
    file: str
    doubled: tuple[str, ...] = ()


def _pieces(raw: Raw) -> Iterator[tuple[int, str]]:
    """Each entry with what follows it, and the number of lines before it; what precedes all is skipped."""
    start, lines, size = 0, list[str](), 0
    for number, line in raw.lines():
        if _START.match(line):
            if lines:
                yield start, "".join(lines)
            start, lines, size = number - 1, [], 0
        elif not lines:
            continue
        lines.append(line)
        size += len(line)
        if size > LONGEST_ENTRY:
            what = f"an entry of more than {LONGEST_ENTRY:,} characters"
            raise raw.unreadable(start + 1, what, "check its braces and quotation marks")
    if lines:
        yield start, "".join(lines)


def _taken(block: Block, before: int, raw: Raw, strings: dict[str, str]) -> Iterator[_Entry | Dropped]:
    """What becomes of a block of a piece that starts after `before` lines; definitions go into `strings`."""
    place = Place(raw.name, before + (block.start_line or 0) + 1)
    if isinstance(block, ParsingFailedBlock) and block.ignore_error_block:
        block = block.ignore_error_block  # a field, or a key, that stands twice costs nobody the entry
    if isinstance(block, ParsingFailedBlock):
        reason = str(getattr(block.error, "abort_reason", block.error)).split("\n")[0].rstrip(". ")
        yield Dropped(place, (block.raw or "").strip()[:80], f"the entry is broken: {reason}")
    elif isinstance(block, ImplicitComment) and _FIELD.match(block.comment):
        yield Dropped(place, block.comment[:80], "it stands outside of any entry; check the braces before it")
    elif isinstance(block, String):
        value = _value(str(block.value), strings)
        if len(value) > _LONGEST_STRING or len(strings) >= _MOST:
            yield Dropped(place, block.key[:80], "this @string is too long, or one too many")
        else:
            strings[block.key.strip().lower()] = value
    elif isinstance(block, Entry):
        yield _entry(block, place, strings)


def _entry(block: Entry, place: Place, strings: dict[str, str]) -> _Entry | Dropped:
    fields: dict[str, str] = {}
    doubled: list[str] = []
    for key, written in _told_apart((each.key, str(each.value)) for each in block.fields):
        name, value = key.lower(), _value(written, strings)
        if len(value) > LONGEST_ENTRY:
            return Dropped(place, block.key[:80], "a field is too long with all its strings put in")
        if name in fields and value not in {fields[name], ""}:
            doubled.append(name)
        fields[name] = fields.get(name) or value
    key = "" if block.key == "no-key" else block.key
    return _Entry(block.entry_type.lower(), key, fields, place.line, place.file, tuple(doubled))


def _told_apart(fields: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Fields and their values, also where the comma between them was forgotten, which makes one of two."""
    for name, value in fields:
        pending = value
        while (end := _closing(pending)) and (following := _FORGOTTEN.match(pending, end)):
            yield name, pending[:end]
            name, pending = following[1], pending[following.end() :]
        yield name, pending


def _closing(written: str) -> int:
    """Where the brace or quotation mark that opens a value is closed, or its number ends; 0 for others."""
    if number := re.match(r"\d+", written):
        return number.end()
    depth = 0
    quoted = written.startswith('"')
    for match in _JOIN.finditer(written, 1 if quoted else 0):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0 and match[0] == ('"' if quoted else "}"):
            return match.end()
    return 0


def _paper(entry: _Entry, parents: Mapping[str, dict[str, str]]) -> Record | Dropped:
    title = latex.unicode(entry.fields.get("title", ""))
    if entry.kind in _VOLUMES:
        return Dropped(Place(entry.file, entry.line), title[:80], "it is a volume, not a paper")
    parent = parents.get(entry.fields.get("crossref", "").strip().lower())
    return _record(replace(entry, fields=_inherited(entry.fields, parent)) if parent else entry)


def _inherited(fields: dict[str, str], parent: dict[str, str]) -> dict[str, str]:
    """The fields with those of the parent that BibTeX gives on: its title as the title of the book."""
    book = {"booktitle": parent.get("booktitle") or parent.get("title", "")}
    given = {name: value for name, value in parent.items() if name in _GIVEN_ON}
    return {**given, **book, **{name: value for name, value in fields.items() if value}}


def _value(written: str, strings: dict[str, str]) -> str:
    """A value without its braces or quotation marks; names of strings are replaced, parts joined at `#`."""
    parts: list[str] = []
    size = 0
    for part in _parts(written):
        text = part.strip()
        enclosed = text[:1] + text[-1:] in {"{}", '""'}
        text = text[1:-1] if enclosed else strings.get(text.lower(), text)
        size += len(text)
        if size > 2 * LONGEST_ENTRY:
            break  # whoever asked finds it too long
        parts.append(text)
    return "".join(parts)


def _parts(written: str) -> Iterator[str]:
    if "#" not in written:
        yield written
        return
    depth, quoted, start = 0, False, 0
    for match in _JOIN.finditer(written):
        match match[0]:
            case "{":
                depth += 1
            case "}":
                depth -= 1
            case '"' if not depth:
                quoted = not quoted
            case "#" if not depth and not quoted:
                yield written[start : match.start()]
                start = match.end()
    yield written[start:]


def _record(entry: _Entry) -> Record:
    fields = entry.fields

    def text(*names: str) -> str:
        return next((_text(fields[name]) for name in names if fields.get(name)), "")

    def address(*names: str) -> str:
        return next((latex.address(fields[name]) for name in names if fields.get(name)), "")

    def published(name: str) -> str:
        """A text that does not only say that it is a preprint."""
        return "" if preprints.names_preprint(text(name)) else text(name)

    places = [name for name in _PLACES if fields.get(name) and published(name)]
    arxiv = preprints.arxiv(fields)
    authors, doubt = _authors(fields.get("author", ""))
    category = address("primaryclass", "eprintclass")
    notes = [text(name) for name in _NOTES if fields.get(name) and not _only_names(text(name))]
    return Record(
        {
            "title": text("title"),
            "authors": authors,
            "arxiv": arxiv,
            "doi": address("doi") or preprints.first_doi(fields),
            "url": address("url", "ee"),
            "venue": text(places[0]) if places else "",
            "kind": preprints.kind(entry.kind, places, fields, arxiv),
            "published": _published(fields),
            "categories": [category] if category else [],
            "tags": [tag for tag in re.split(r"[,;]", text("keywords", "keyword")) if tag.strip()],
            "note": "\n\n".join(notes),
            **{
                field.name: (address if field.kind is kinds.ADDRESS else text)(*field.bibtex)
                for field in FIELDS.values()
                if field.bibtex
            },
            "volume": published("volume"),
            "pages": published("pages"),
        },
        entry.line,
        unread=tuple(dict.fromkeys(_unread(entry, places[1:]))),
        doubts=(doubt,) if doubt else (),
    )


def _text(written: str) -> str:
    """A text, out of LaTeX, and out of the HTML that publishers leave in it: `&amp;`, `<i>`."""
    if "&" in written or "<" in written:
        for _ in range(2):  # some encode it twice
            written = _ENTITY.sub(lambda match: unescape(match[0].lstrip("\\")), written)
        written = _MARKUP.sub("", written)
    return latex.unicode(written)


def _only_names(text: str) -> bool:
    """Whether a note says nothing but an id or an address."""
    rest = re.sub(
        r"https?://\S+|(?:arxiv|doi)\s*:?\s*\S+|10\.\d{4,9}/\S+|\[[a-z.-]+\]", "", text, flags=re.IGNORECASE
    )
    return not re.search(r"[^\W\d_]{3}", rest)


# Fields that are read, beside those that a paper's own fields name.
_READ = frozenset(
    "title author archiveprefix eprinttype eprint arxiv arxivid primaryclass eprintclass doi url ee year "
    "month day date keywords keyword crossref xdata note annote annotation comment".split()
)


def _unread(entry: _Entry, places: Iterable[str]) -> Iterator[str]:
    """What a paper has no place for: the key, other fields, and what stood twice."""
    if entry.key.strip():
        yield "the entry's key"
    named = {name for field in FIELDS.values() for name in field.bibtex}
    fields = (name for name, value in entry.fields.items() if value.strip() and name not in _PLACES)
    yield from (name for name in fields if name not in _READ | named)
    yield from (f"{name} beside another venue" for name in places)
    yield from (f"a second {name}" for name in entry.doubled)


def _authors(written: str) -> tuple[list[str], str]:
    """Who is named, and the doubt where names are not parted by `and`, as BibTeX wants them."""
    # bibtexparser 2.1 loses a backslash that starts a name; an empty group before it does no harm.
    line = re.sub(r"(\sand\s)\\", r"\1{}\\", " ".join(written.split()), flags=re.IGNORECASE)
    people = split_multiple_persons_names(line)
    if len(people) == 1 and (";" in line or line.count(",") > 1) and "{" not in line:
        found = author_lists.split(_text(line))
        if len(found.authors) > 1:
            return list(found.authors), found.doubt or f"{line[:60]!r} is parted by commas, not by `and`"
    return [_name(name) for name in people if name.strip()], ""


def _name(written: str) -> str:
    """A name; in braces it is a group's, which BibTeX never takes apart."""
    if written.lower() in {"others", "et al.", "et al"}:
        return names.OTHERS
    if re.fullmatch(r"\{.*\}", written) and latex.is_group(written):
        text = _text(written)
        return names.organisation(text) if re.search(r"[^\W\d_]", text) else names.name(text)
    if "," in written:
        parts = parse_single_name_into_parts(written, strict=False)
        family = " ".join([*parts.von, *parts.last])
        return names.Name(_text(family), _text(" ".join(parts.first)), _text(" ".join(parts.jr)))
    return names.name(_text(written))


def _published(entry: dict[str, str]) -> str:
    """The date as far as it is told: `2024`, `2024-01`, `2024-01-24`."""
    if date := latex.address(entry.get("date", "")):
        return date.split("/")[0]  # the start of a range
    year, month = (latex.unicode(entry.get(name, "")).strip() for name in ("year", "month"))
    named = [number for number, name in enumerate(_MONTHS, 1) if month[:3].lower() == name]
    number = named[0] if named else int(month) if re.fullmatch(r"0?[1-9]|1[0-2]", month, re.ASCII) else 0
    day = latex.unicode(entry.get("day", "")).strip()
    if not number and re.search(r"[^\W\d_]", month) and re.fullmatch(r"\d{4}", year, re.ASCII):
        return f"{month} {year}"  # January 24, as the day stands in some
    if not number or not re.fullmatch(r"\d{4}", year, re.ASCII):
        return year
    return f"{year}-{number:02}" + (f"-{int(day):02}" if re.fullmatch(r"\d{1,2}", day, re.ASCII) else "")
