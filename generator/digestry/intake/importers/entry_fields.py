"""The fields of an entry of a list, found out by links, by labels, by what remains of its text."""

import re
from dataclasses import dataclass, field

from digestry.intake.importers import paper_links
from digestry.intake.importers.blocks import Span
from digestry.intake.importers.entry_parts import (
    FEW,
    PREPRINT,
    YEAR,
    are_names,
    date_in,
    is_short_or_names,
    is_venue_name,
    people_in,
    venue_in,
    without_edges,
)
from digestry.intake.importers.identifiers import Named, named_in
from digestry.intake.importers.source_dates import told

NOTHING = frozenset(
    ["", "-", "–", "—", "/", "null", "none", "n/a", "na", "tbd", "todo", "x", "✗", "✓", "✔", "[]"]
)
_CATEGORY = re.compile(
    r"\b(?:[a-z]+-[a-z]+|math|cs|stat|eess|econ|nlin|physics)(?:\.[A-Za-z-]{2,17})\b|\((quant-ph|hep-\w+)\)"
)
_BRACKETS = re.compile(r"[\[(]([^\][()]{2,60})[\])]")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DATE = re.compile(
    rf"{YEAR}(?:[-/.]\d{{1,2}}){{0,2}}|(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?{_MONTH},?\s(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s)?{YEAR}"
    rf"|{YEAR}\s{_MONTH}(?:\s\d{{1,2}})?",
    re.IGNORECASE,
)
_DECORATION = re.compile(
    r"(?:oral|spotlight|poster|best paper(?: award)?|highlight|outstanding paper|award|code|pdf|"
    r"paper|new|hot|survey|accepted|notable top \d+%|top \d+%|star|stars|talk|journal|conference|workshop|"
    r"open access|review)s?",
    re.IGNORECASE,
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
        if not before or len(str(date)) > len(str(date_in(str(before)))):
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


def put_link(found: Entry, span: Span, within: str = "") -> None:
    """What a link, or an id in a text, tells of the entry; `within` is the column or the label around it."""
    if not span.href:
        for named in named_in(span.text):
            found.id(named, "")
        return
    if not span.href.startswith(("http://", "https://")):
        return
    text = span.text.strip(" []()*_")
    role = within if within in {"code", "project"} else paper_links.role(span.href, text)
    if linked := paper_links.paper_named(span.href):
        found.id(linked, text)
        if linked.doi:
            found.put("url", "" if "doi.org/" in span.href else span.href)
        if is_venue_name(without_edges(text)):
            found.put("venue", venue_in(without_edges(text)))
    elif within == "links" and role == "other link":
        found.put("pdf" if paper_links.is_pdf(span.href) else "url", span.href)
    elif role in {"url", "pdf", "code", "project"}:
        found.put(role, span.href)
    else:
        found.unread.append(role)


def put_labelled(found: Entry, name: str, text: str) -> None:
    """A field that is said by its name."""
    value = " ".join(text.split())
    if value.lower() in NOTHING or name in {"links", "code", "project"}:
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


def put_rest(found: Entry) -> None:
    """What remains beside the title becomes names, venue and date where it is that, else the summary."""
    kept = []
    for each in found.texts:
        text = without_edges(each)
        if text and not take(found, text):
            kept.append(_ends(found, _without_brackets(found, text)))
    text = without_edges(" ".join(filter(None, kept)))
    if len(text.split()) > 1 and not _DECORATION.fullmatch(text.strip(" .,!")):
        found.put("summary", text)
    elif re.search(r"\w", text) and not _DECORATION.fullmatch(text.strip(" .,!")):
        found.unread.append("a word beside the title")


def _without_brackets(found: Entry, text: str) -> str:
    """The text without the brackets that hold a venue or a date, at either end of it or beside few words."""
    few = len(_BRACKETS.sub(" ", text).split()) < 2 * FEW
    for match in list(_BRACKETS.finditer(text)):
        at_end = not text[: match.start()].strip(" ,.-") or not text[match.end() :].strip(" ,.-")
        inner = match[1].strip()
        if (
            (at_end or few or is_venue_name(inner))
            and not (inner.isdecimal() and not at_end)
            and take(found, inner)
        ):
            text = text.replace(match[0], " ", 1)
    return without_edges(text)


def _ends(found: Entry, text: str) -> str:
    """The text without the names, the venue or the date at either end of it."""
    for _ in range(6):
        if not text or take(found, text):
            return ""
        for mark in (r"\s+[-–—|]\s+", r"(?<=\w{2}[.])\s+", r"[;,]\s+"):
            parts = re.split(mark, text)
            if len(parts) > 1 and (rest := _without_end(found, parts, text, mark)) is not None:
                text = rest
                break
        else:
            break
    if (bare := without_edges(_BRACKETS.sub(" ", text))) != text and bare and take(found, bare):
        found.unread.append("a remark in brackets")
        return ""
    return text


def _without_end(found: Entry, parts: list[str], text: str, mark: str) -> str | None:
    """The text without its first or last part; commas part only where names or little else remain."""
    first, last = parts[0], parts[-1]
    head, tail = text[: len(text) - len(last)].rstrip(" -–—|;,"), text[len(first) :].lstrip(" -–—|;,.")
    if "," in mark:
        also = parts[-2] if len(parts) > 2 else ""  # ACL, 2024
        if also and DATE.fullmatch(last) and is_venue_name(f"{also} {last}"):
            before = text[: text.rindex(also)].rstrip(" ,;")
            if not before or are_names(before):
                return before if take(found, f"{also} {last}") else None
        return head if (is_short_or_names(head)) and take(found, last.strip(" .")) else None
    if take(found, last.strip(" .")):
        return head
    return tail if take(found, first.strip(" .")) else None


def take(found: Entry, text: str) -> bool:
    """Takes a text that is nothing but a date, a venue or names; False where it is none of that."""
    text = text.strip(" .,;:")
    if match := PREPRINT.fullmatch(text):
        return not match[1] or found.date(match[1])
    if DATE.fullmatch(text):
        return found.date(text)
    if is_venue_name(text):
        found.put("venue", venue_in(text))
        return True
    if _DECORATION.fullmatch(text):
        return True
    if not found.fields.get("authors") and are_names(text):
        found.fields["authors"] = people_in(text)
        return True
    return False
