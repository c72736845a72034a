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
from collections.abc import Iterator

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)
from bibtexparser.splitter import Splitter

from digestry.intake.importers import latex_decoding as latex
from digestry.intake.importers.identifiers import arxiv_id
from digestry.intake.importers.raw import LONGEST_ENTRY, Raw
from digestry.intake.importers.records import Dropped, Record
from digestry.paper import kinds
from digestry.paper.model import FIELDS, Place

ENTRY = re.compile(rb"^[ \t]*@[A-Za-z]+[ \t]*[{(]", re.MULTILINE)
_START = re.compile(r"\s*@\w*[ \t]*[{(]")
_ANY_START = re.compile(r"@\w*[ \t]*[{(]")
_MOST_STARTS = 1000  # of entries and of what looks like one, from one line that starts an entry to the next
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MOST_STRINGS = 5000  # journals' names, as people abbreviate them by @string
_LONGEST_STRING = 1000  # characters
_FIELD = re.compile(r"[\s,}]*\w+\s*=\s*[\"{\d]")
_JOIN = re.compile(r"\\.|[{}\"#]", re.DOTALL)
_PREPRINT = re.compile(r"arxiv(?: e-prints| preprint)?[\s,]+(arxiv:\S+|abs/\S+)", re.IGNORECASE)

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it logs, the blocks tell too


def entries(raw: Raw) -> Iterator[Record | Dropped]:
    """The papers of a bibliography; broken entries are dropped. Raises ContentError where there is none."""
    strings: dict[str, str] = {}
    found = False
    for line, piece in _pieces(raw):
        if sum(1 for _ in _ANY_START.finditer(piece)) > _MOST_STARTS:
            what = f"more than {_MOST_STARTS:,} entries start here"
            raise raw.unreadable(line + 1, what, "start each entry in a line of its own")
        for block in Splitter(piece).split().blocks:
            for each in _taken(block, line, raw, strings):
                found = True
                yield each
    if not found:
        raise raw.unreadable(1, "there is no BibTeX entry in it", "write @article{key, title = {…}}")


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


def _taken(block: Block, before: int, raw: Raw, strings: dict[str, str]) -> Iterator[Record | Dropped]:
    """What becomes of a block of a piece that starts after `before` lines; definitions go into `strings`."""
    place = Place(raw.name, before + (block.start_line or 0) + 1)
    if isinstance(block, DuplicateBlockKeyBlock) and block.ignore_error_block:
        block = block.ignore_error_block  # two entries of one key are two papers, or one found twice
    if isinstance(block, ParsingFailedBlock):
        reason = str(getattr(block.error, "abort_reason", block.error)).split("\n")[0].rstrip(". ")
        yield Dropped(place, (block.raw or "").strip()[:80], f"the entry is broken: {reason}")
    elif isinstance(block, ImplicitComment) and _FIELD.match(block.comment):
        yield Dropped(place, block.comment[:80], "it stands outside of any entry; check the braces before it")
    elif isinstance(block, String):
        value = _value(str(block.value), strings)
        if len(value) > _LONGEST_STRING or len(strings) >= _MOST_STRINGS:
            yield Dropped(place, block.key[:80], "this @string is too long, or one too many")
        else:
            strings[block.key.strip().lower()] = value
    elif isinstance(block, Entry):
        fields = {field.key.lower(): _value(str(field.value), strings) for field in block.fields}
        if max(map(len, fields.values()), default=0) > LONGEST_ENTRY:
            yield Dropped(place, block.key[:80], "a field is too long with all its strings put in")
        elif block.entry_type.lower() == "proceedings":
            yield Dropped(place, latex.unicode(fields.get("title", ""))[:80], "it is a volume, not a paper")
        else:
            yield _record(fields, block.key, place.line)


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


def _record(entry: dict[str, str], key: str, line: int) -> Record:
    def text(*names: str) -> str:
        return next((latex.unicode(entry[name]) for name in names if entry.get(name)), "")

    def address(*names: str) -> str:
        return next((latex.address(entry[name]) for name in names if entry.get(name)), "")

    venue = text("booktitle", "journal", "journaltitle")
    preprint = _PREPRINT.match(venue)  # as Google Scholar writes it
    kind = text("archiveprefix", "eprinttype").lower()
    eprint = address("eprint", "arxiv", "arxivid") if kind in {"", "arxiv"} else ""
    arxiv = arxiv_id(eprint) or (eprint if kind == "arxiv" else "")
    if preprint and not arxiv:
        arxiv = arxiv_id(preprint[1].replace("abs/", "arxiv:").rstrip(".,"))
    category = address("primaryclass", "eprintclass")
    return Record(
        {
            "title": text("title"),
            "authors": [latex.unicode(name) for name in _names(entry.get("author", ""))],
            "arxiv": arxiv,
            "doi": address("doi"),
            "url": address("url"),
            "venue": "" if preprint else venue,
            "published": _published(entry),
            "categories": [category] if category else [],
            "tags": [tag for tag in re.split(r"[,;]", text("keywords")) if tag.strip()],
            **{
                field.name: (address if field.kind is kinds.ADDRESS else text)(*field.bibtex)
                for field in FIELDS.values()
                if field.bibtex
            },
        },
        line,
        unread=tuple(_unread(entry, key)),
    )


# Fields that are read, beside those that a paper's own fields name.
_READ = frozenset(
    "title author booktitle journal journaltitle archiveprefix eprinttype eprint arxiv arxivid primaryclass "
    "eprintclass doi url year month day date keywords".split()
)


def _unread(entry: dict[str, str], key: str) -> Iterator[str]:
    """What a paper has no place for: the key, other fields, and authors beyond those that are named."""
    if key.strip():
        yield "the entry's key"
    named = {name for field in FIELDS.values() for name in field.bibtex}
    yield from (name for name, value in entry.items() if value.strip() and name not in _READ | named)
    if re.search(r"\sand\s+others\s*$", entry.get("author", ""), re.IGNORECASE):
        yield "further authors (and others)"


def _names(authors: str) -> Iterator[str]:
    """Each name, the first name first, as LaTeX; without `others`."""
    # bibtexparser 2.1 loses a backslash that starts a name; an empty group before it does no harm.
    line = re.sub(r"(\sand\s)\\", r"\1{}\\", " ".join(authors.split()), flags=re.IGNORECASE)
    for name in split_multiple_persons_names(line):
        if name == "others":
            continue
        if "," in name and not re.fullmatch(r"\{[^{}]*\}", name):
            yield parse_single_name_into_parts(name, strict=False).merge_first_name_first
        else:
            yield name


def _published(entry: dict[str, str]) -> str:
    """The date as far as it is told: `2024`, `2024-01`, `2024-01-24`."""
    if date := latex.address(entry.get("date", "")):
        return date.split("/")[0]  # the start of a range
    year, month = (latex.unicode(entry.get(name, "")).strip() for name in ("year", "month"))
    named = [number for number, name in enumerate(_MONTHS, 1) if month[:3].lower() == name]
    number = named[0] if named else int(month) if re.fullmatch(r"0?[1-9]|1[0-2]", month, re.ASCII) else 0
    day = entry.get("day", "").strip()
    if not number or not re.fullmatch(r"\d{4}", year, re.ASCII):
        return year
    return f"{year}-{number:02}" + (f"-{int(day):02}" if re.fullmatch(r"\d{1,2}", day, re.ASCII) else "")
