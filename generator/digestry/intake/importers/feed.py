"""Feeds: the arXiv API's Atom, arXiv's RSS, and any other RSS or Atom feed of papers.

The arXiv API: https://info.arxiv.org/help/api/user-manual.html; its RSS: https://info.arxiv.org/help/rss.html.
defusedxml reads the XML as a stream and refuses bombs, so that feedparser gets nothing but well-formed
entries, one by one: it holds ten times what it reads, and its lenient parser has no need to run.
"""

import datetime as dt
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from html.entities import html5
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, register_namespace, tostring

import feedparser
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from digestry.intake.importers import paper_lists, withdrawals
from digestry.intake.importers.identifiers import arxiv_in
from digestry.intake.importers.raw import LONGEST_ENTRY, Raw
from digestry.intake.importers.records import LONGEST_TEXT, Dropped, Record, Remark
from digestry.paper import prose, values
from digestry.paper.model import Place

DEEPEST = 50  # levels; HTML in an entry has about ten
_MOST_ELEMENTS = 20_000  # in an entry; three for each of 5,000 authors
_MOST_NAMES = 1000  # of elements and attributes, which the parser remembers for good
_LONGEST_TAG = 128 * 2**10  # bytes, and those of a comment
_HEAD = 64 * 2**10
# What nothing ends hides all behind it; else its end would be looked for from each that begins.
_COMMENT = re.compile(rb"<!--(?:.*?-->|.*)", re.DOTALL)
_HIDDEN = re.compile(rb"<!\[CDATA\[(?:.*?\]\]>|.*)|" + _COMMENT.pattern, re.DOTALL)
_ENTITY = rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][\dA-Fa-f]{1,6});)"
_FAULT = re.compile(_ENTITY)
_REPAIRED = re.compile(_HIDDEN.pattern + rb"|" + _ENTITY + rb"(?:(?P<name>[A-Za-z]\w{1,30});)?", re.DOTALL)
_CHUNK = 16 * 2**10
_ATOM = "http://www.w3.org/2005/Atom"
_ARXIV = "http://arxiv.org/schemas/atom"
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]{1,40})["']""", re.ASCII)
# Encodings of feeds that are plain tables; others, such as UTF-7, can hide what they mean.
_ENCODINGS = re.compile(
    r"(?:iso-8859-\d{1,2}|latin-?1|windows-125\d|us-ascii|ascii|koi8-[ru]|shift_jis|euc-(?:jp|kr)|gb2312|gbk|gb18030"
    r"|big5)",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(r"arXiv:\S+\s+Announce Type:\s*(\S+)\s+Abstract:\s*", re.IGNORECASE)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)\s*(10\.\d{4,9}/\S+)", re.IGNORECASE)

register_namespace("arxiv", _ARXIV)  # feedparser names unknown elements by their prefixes


def entries(raw: Raw) -> Iterator[Record | Dropped | Remark]:
    """The papers of a feed. Entries that name none are dropped, and new versions unless asked for.

    `line` is the line in which an entry starts. HTML's entities and bare ampersands, the commonest faults of
    feeds, are read as what they mean; a feed that breaks gives what it holds before that. Raises ContentError
    where that is nothing, for bombs, and for the arXiv API's error messages.
    """
    found = False
    data = _utf8(raw)
    if _FAULT.search(_HIDDEN.sub(b"", data)):
        data = _REPAIRED.sub(_repaired, data)
        yield Remark("the feed is not well-formed: HTML entities and `&` in it are read as what they mean")
    try:
        for line, element in _elements(raw, data):
            entry = _parsed(element)
            if entry is not None:
                found = True
                yield from _records(entry, line, raw)
    except _BrokenError as broken:
        if not found:
            fix = "fetch it again, or tell whoever publishes it"
            what = f"this is not well-formed XML ({broken.reason})"
            raise raw.unreadable(broken.line, what, fix) from None
        why = f"the feed breaks here ({broken.reason}); what follows is lost: fetch it again"
        yield Dropped(Place(raw.name, broken.line), "the rest of the feed", why)


def is_feed(raw: Raw) -> bool:
    """Whether it is XML whose first element is that of a feed."""
    head = raw.utf8[:_HEAD].lstrip()
    if not head.startswith(b"<"):
        return False
    element = re.search(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)", _COMMENT.sub(b"", head))
    return element is not None and element[1] in {b"feed", b"rss", b"RDF"}


class _BrokenError(Exception):
    """The XML cannot be read on."""

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        self.reason = reason
        super().__init__(reason)


def _repaired(match: re.Match[bytes]) -> bytes:
    """An entity of HTML as its character, a bare ampersand as XML wants it; hidden parts as they are."""
    name = match["name"]
    if name is None:
        return match[0] if match[0] != b"&" else b"&amp;"
    character = html5.get(f"{name.decode()};")
    return character.encode() if character else b"&amp;" + match[0][1:]


def _elements(raw: Raw, data: bytes) -> Iterator[tuple[int, Element]]:
    gate = _Gate(raw)
    parser = DefusedXMLParser(target=gate, encoding="utf-8")
    gate.parser = parser.parser
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
            yield from gate.take()
            if start - parser.parser.CurrentByteIndex > _LONGEST_TAG:
                raise gate.refused(f"a tag of more than {_LONGEST_TAG:,} bytes")
        parser.close()
        yield from gate.take()
    except ParseError as error:
        yield from gate.take()
        raise _BrokenError(max(error.position[0], 1), str(error).split(": line")[0]) from None
    except DefusedXmlException:
        raise gate.refused("it defines entities, which can be a bomb") from None
    except ValueError as error:  # an encoding that Expat does not take
        raise raw.unreadable(1, f"this is not XML ({error})", "save it as UTF-8") from None


def _utf8(raw: Raw) -> bytes:
    """The XML as UTF-8, whatever encoding it declares."""
    declared = _DECLARED.match(raw.utf8)
    name = declared[1].decode() if declared else "utf-8"
    if name.lower().replace("_", "-") in {"utf-8", "utf8", "utf-16"}:  # `raw` has seen to UTF-16
        return raw.utf8
    if not _ENCODINGS.fullmatch(name):
        raise raw.unreadable(1, f"the encoding {name} is not known here", "save it as UTF-8")
    try:
        return raw.data.decode(name, errors="replace").encode()
    except LookupError:
        raise raw.unreadable(1, f"there is no encoding {name}", "save it as UTF-8") from None


class _Gate:
    """A parser's target: lets entries through, whole and one by one, and nothing that eats memory."""

    parser: Any  # Expat, which knows the line

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self.depth = 0
        self.names: set[str] = set()
        self.builder: TreeBuilder | None = None  # of the entry that is being read
        self.within = 0  # the depth around it
        self.line = 1
        self.size = self.elements = 0
        self.done: list[tuple[int, Element]] = []

    def take(self) -> list[tuple[int, Element]]:
        """The entries that are complete, with their lines; once."""
        done, self.done = self.done, []
        return done

    def refused(self, what: str) -> Exception:
        """The error to raise for what no feed has."""
        return self.raw.unreadable(max(self.parser.CurrentLineNumber, 1), what, "this is no feed of papers")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if not self.depth and name not in {"feed", "rss", "RDF"}:
            raise self.refused(f"this is XML, but <{name[:40]}> is not a feed")
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.refused(f"more than {DEEPEST} levels deep")
        self.names.add(tag)
        self.names.update(attributes)
        if len(self.names) > _MOST_NAMES:
            raise self.refused(f"more than {_MOST_NAMES:,} different names")
        if self.builder is None and name in {"entry", "item"}:
            self.builder, self.within = TreeBuilder(), self.depth
            self.line = self.parser.CurrentLineNumber
            self.size = self.elements = 0
        if self.builder:
            self.elements += 1
            self.grow(len(tag) + sum(map(len, attributes.values())))
            self.builder.start(tag, attributes)

    def data(self, text: str) -> None:
        if self.builder:
            self.grow(len(text))
            self.builder.data(text)

    def end(self, tag: str) -> None:
        if self.builder:
            element = self.builder.end(tag)
            if self.depth == self.within:
                self.builder = None
                self.done.append((self.line, element))
        self.depth -= 1

    def close(self) -> None:
        """Nothing is left to do when the document ends."""

    def grow(self, size: int) -> None:
        self.size += size
        if self.size > LONGEST_ENTRY or self.elements > _MOST_ELEMENTS:
            raise self.refused(f"an entry of more than {LONGEST_ENTRY:,} characters or too many elements")


def _parsed(element: Element) -> Any:
    """The entry as feedparser understands it: a mapping; nothing where it sees none."""
    element.tail = None
    around = Element(f"{{{_ATOM}}}feed") if element.tag.startswith(f"{{{_ATOM}}}") else Element("rss")
    if around.tag == "rss":
        around.set("version", "2.0")
        channel = Element("channel")
        channel.append(element)
        around.append(channel)
    else:
        around.append(element)
    parsed = feedparser.parse(
        BytesIO(tostring(around, encoding="utf-8")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,  # all of it becomes plain text
    )
    if not parsed.entries:
        return None
    entry = parsed.entries[0]
    if around.tag == "rss" and "updated_parsed" in entry and not entry.get("published_parsed"):
        entry["published_parsed"] = entry.get("updated_parsed")  # RSS 1.0 has no date but `dc:date`
    return entry


def _records(entry: Any, line: int, raw: Raw) -> Iterator[Record | Dropped]:
    """The paper that an entry is, or those that it names: newsletters have several in one."""
    record = _record(entry, line, raw)
    if not isinstance(record, _Other):
        yield record
        return
    named = list(paper_lists.from_html(_html(entry), line))
    for each in named:  # a newsletter's text has no structure to rely on
        fields = {**each.fields, "draft": "true"}
        yield replace(each, fields=fields, day=each.day or _day(entry), said=each.said or record.title)
    if not named:
        yield record


class _Other(Dropped):
    """An entry that is no paper itself."""


def _html(entry: Any) -> str:
    """What an entry says, with its links."""
    texts = [each.get("value") or "" for each in entry.get("content") or ()]
    return max([*texts, (entry.get("summary_detail") or {}).get("value") or ""], key=len)[:LONGEST_TEXT]


def _day(entry: Any) -> dt.date | None:
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    return dt.date(*moment[:3]) if moment else None


def _record(entry: Any, line: int, raw: Raw) -> Record | Dropped:
    place = Place(raw.name, line)
    links = [link.get("href", "") for link in entry.get("links", ())]
    names = [entry.get("id", ""), entry.get("link", ""), *links]
    if any("/api/errors" in name for name in names):
        reason = " ".join(entry.get("summary", "").split())[:300]
        raise raw.unreadable(line, f"arXiv answers with an error: {reason}", "correct the query")
    arxiv = next(filter(None, map(arxiv_in, names)), "")
    doi = _doi(entry, names)
    # arXiv's texts are plain text; others' can be HTML, of which `a < b` would be a damaged part.
    of_arxiv = "arxiv_primary_category" in entry or entry.get("id", "").startswith("oai:arXiv.org:")
    title = _text(entry, "title", plain=of_arxiv)
    if not arxiv and not doi:
        return _Other(place, " ".join(title.split())[:80], "it neither links to arXiv nor carries a DOI")
    abstract = _text(entry, "summary", plain=of_arxiv)
    announced = _ANNOUNCED.match(abstract.strip())
    kind = entry.get("arxiv_announce_type") or (announced[1] if announced else "")
    replaced = kind.lower().startswith("replace")
    if replaced and not raw.replacements:
        return Dropped(place, " ".join(title.split())[:80], "it is a new version of an older paper")
    if announced:
        abstract = abstract.strip()[announced.end() :]
    primary = entry.get("arxiv_primary_category", {}).get("term", "")
    terms = [tag.get("term") for tag in entry.get("tags", ())]
    return Record(
        {
            "title": title,
            "abstract": abstract,
            "authors": _authors(entry, of_arxiv),
            "arxiv": arxiv,
            "doi": doi,
            "url": "" if arxiv else entry.get("link", ""),
            "pdf": "" if arxiv else _pdf(entry),
            "venue": entry.get("arxiv_journal_ref") or "",
            "published": "" if replaced else _date(entry),
            "status": withdrawals.of_arxiv(entry.get("arxiv_comment") or "", abstract) if of_arxiv else "",
            "categories": [primary, *terms] if of_arxiv else [],
            "tags": [] if of_arxiv else terms,
        },
        line,
    )


def _doi(entry: Any, names: list[str]) -> str:
    """The DOI of an element `doi` of any namespace, of Dublin Core's identifier, or in an address."""
    told = [str(value) for key, value in entry.items() if key == "doi" or key.endswith("_doi")]
    for each in told:
        try:
            return values.doi(each.strip())
        except ValueError:
            continue
    for name in (entry.get("dc_identifier", ""), *names):
        if match := _DOI.match(name.strip()):
            return match[1]
    return ""


def _text(entry: Any, name: str, plain: bool) -> str:
    detail = entry.get(f"{name}_detail") or {}
    if name == "summary" and not detail and entry.get("content"):
        detail = entry["content"][0]
    text: str = detail.get("value") or ""
    kind: str = detail.get("type") or ""
    # What is too long is left out anyway, and costs browsers' rules of nesting.
    return text if plain or "html" not in kind or len(text) > LONGEST_TEXT else prose.plain(text)


def _authors(entry: Any, of_arxiv: bool) -> list[str]:
    names = [author.get("name", "") for author in entry.get("authors", ())]
    if of_arxiv and len(names) == 1:
        return re.split(r",\s+", names[0])
    return names


def _pdf(entry: Any) -> str:
    pdfs = [link.get("href", "") for link in entry.get("links", ()) if link.get("type") == "application/pdf"]
    return pdfs[0] if pdfs else ""


def _date(entry: Any) -> str:
    """The day on which it was first published."""
    moment = entry.get("published_parsed")
    return time.strftime("%Y-%m-%d", moment) if moment else ""
