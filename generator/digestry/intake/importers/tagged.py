"""Bibliographies with a tag before each value: RIS, nbib, EndNote's Refer, Web of Science, RefWorks.

RIS: https://en.wikipedia.org/wiki/RIS_(file_format); nbib:
https://www.nlm.nih.gov/bsd/mms/medlineelements.html; Refer: https://en.wikipedia.org/wiki/Refer_(software).
rispy reads RIS of one form only: two spaces, upper case, an `ER` at each end. Real files vary, so that lines
are read here, for all of these formats alike.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from digestry.intake.importers import source_dates
from digestry.intake.importers.identifiers import arxiv_id, named_in
from digestry.intake.importers.raw import LONGEST_ENTRY, Raw
from digestry.intake.importers.records import Dropped, Record
from digestry.paper import names, publications
from digestry.paper.model import FIELDS, Place

_HEAD = 64 * 2**10  # bytes in which a format shows itself
_ARXIV = re.compile(r"arxiv\s*:\s*(\S+)", re.IGNORECASE)


@dataclass(frozen=True)
class Tags:
    """A tagged format.

    line: a line with a tag and a value, as groups; any other line goes on with the last value.
    starts, ends: the tags that start and end a reference; it also ends where the next one starts.
    fields: the tags that hold a field, the best first.
    people, groups: the tags of authors, the best first, and of organisations.
    silent: tags that say nothing of the paper, or what is known already.
    person: an author's name as the format writes it.
    address: where a reference is, by the number that starts it, if it has no other address.
    kind: the tag of the kind of publication, and whose words it holds.
    pages: the tags of the first and the last page.
    same: tags that mean what another one means.
    listed: tags of which each line is a value of its own.
    blank: whether a blank line ends a reference too.
    """

    name: str
    line: re.Pattern[str]
    starts: frozenset[str]
    ends: frozenset[str]
    fields: Mapping[str, tuple[str, ...]]
    people: tuple[str, ...]
    sign: re.Pattern[bytes]
    groups: tuple[str, ...] = ()
    silent: frozenset[str] = frozenset()
    person: Callable[[str], str] = names.name
    address: str = ""
    kind: tuple[str, publications.Vocabulary] | None = None
    pages: tuple[str, str] | None = None
    same: Mapping[str, str] = field(default_factory=dict)
    listed: frozenset[str] = frozenset()
    blank: bool = False


@dataclass
class _Reference:
    line: int
    values: dict[str, list[list[str]]] = field(default_factory=dict)  # by tag: of each value, its lines
    last: str = ""
    size: int = 0
    is_over: bool = False  # a blank line followed, where that means something

    def add(self, tag: str, text: str) -> None:
        self.values.setdefault(tag, []).append([text])
        self.last = tag

    def go_on(self, text: str) -> None:
        if self.last:
            self.values[self.last][-1].append(text)


def reader(tags: Tags) -> Callable[[Raw], Iterator[Record | Dropped]]:
    """The importer of a tagged format."""

    def entries(raw: Raw) -> Iterator[Record | Dropped]:
        found = False
        for reference in _references(raw, tags):
            found = True
            yield _record(reference, tags, raw)
        if not found:
            raise raw.unreadable(1, f"there is no reference of {tags.name} in it", "export it again")

    return entries


def recogniser(tags: Tags) -> Callable[[Raw], bool]:
    """Whether a source begins a reference in a tagged format."""
    return lambda raw: bool(tags.sign.search(raw.utf8[:_HEAD].replace(b"\r\n", b"\n").replace(b"\r", b"\n")))


def _references(raw: Raw, tags: Tags) -> Iterator[_Reference]:
    reference: _Reference | None = None
    for number, line in raw.lines():
        match = tags.line.fullmatch(line.rstrip("\r\n"))
        tag = tags.same.get(match[1].upper(), match[1].upper()) if match else ""
        if reference and _ends(reference, tag, tags):
            yield reference
            reference = None
        if reference is None and (tag in tags.starts or (tag and tags.blank)):
            reference = _Reference(number)
        if reference:
            reference.is_over |= tags.blank and not line.strip()
            _take(reference, tag, (match[2] or "") if match else line.rstrip("\r\n"), tags)
            if reference.size > LONGEST_ENTRY:
                what = f"a reference of more than {LONGEST_ENTRY:,} characters"
                raise raw.unreadable(reference.line, what, f"check whether {tags.name} is what this is")
    if reference:
        yield reference


def _ends(reference: _Reference, tag: str, tags: Tags) -> bool:
    """Whether a reference ends before a tag: the next one starts, with a tag that this one has had."""
    starts_next = tag in tags.starts and (tag in reference.values or len(tags.starts) == 1)
    return bool(tag) and (tag in tags.ends or starts_next or reference.is_over)


def _take(reference: _Reference, tag: str, text: str, tags: Tags) -> None:
    """A line: a tag with its value, or more of the last one."""
    reference.size += len(text)
    if not tag and reference.last in tags.listed and text.strip():
        tag = reference.last
    if tag:
        reference.add(tag, text)
    else:
        reference.go_on(text)


def _record(reference: _Reference, tags: Tags, raw: Raw) -> Record | Dropped:
    texts = {tag: [_text(lines) for lines in values] for tag, values in reference.values.items()}
    fields: dict[str, object] = {}
    used = set(tags.people) | set(tags.groups) | tags.starts | tags.silent
    for name, among in tags.fields.items():
        used.update(among)
        fields[name] = _field(name, [texts[tag] for tag in among if texts.get(tag)])
    if tags.kind:
        tag, vocabulary = tags.kind
        used.add(tag)
        fields["kind"] = next(
            filter(None, (publications.read(word, vocabulary) for word in texts.get(tag, ()))), ""
        )
    if tags.pages:
        used.update(tags.pages)
        fields["pages"] = "-".join(filter(None, (_one(texts, tag) for tag in tags.pages)))
    people = next((texts[tag] for tag in tags.people if texts.get(tag)), [])
    fields["authors"] = [
        *(each for text in people if (each := _person(text, tags))),
        *(names.organisation(text) for tag in tags.groups for text in texts.get(tag, ())),
    ]
    every = [text for tag in texts for text in texts[tag] if tag not in tags.fields.get("abstract", ())]
    _ids(fields, every)
    numbers = (text for tag in tags.starts for text in texts.get(tag, ()) if text.isdecimal())
    if tags.address and (number := next(numbers, "")):
        fields["url"] = fields.get("url") or tags.address.format(number)
    if not any(fields.get(name) for name in ("title", "arxiv", "doi")):
        first = next((text for text in every if text), "")
        return Dropped(Place(raw.name, reference.line), first[:80], "the reference has no title")
    unread = (f"{tags.name} tag {tag}" for tag in texts if tag not in used and any(texts[tag]))
    return Record(fields, reference.line, unread=tuple(unread))


def _one(texts: Mapping[str, list[str]], tag: str) -> str:
    return next(filter(None, texts.get(tag, ())), "")


def _text(lines: list[str]) -> str:
    """The lines of a value as one text. Some programs break lines anywhere, and keep the spaces."""
    first, *more = lines
    if not more:
        return first.strip()
    bare = [re.sub(r"^ {1,6}", "", line) for line in more]
    widths = {len(lines[0]) + 6, *map(len, more[:-1])}
    anywhere = len(more) > 1 and (len(widths) == 1 or any(line.endswith(" ") for line in lines[:-1]))
    if anywhere:
        return "".join([first, *bare]).strip()
    paragraphs = "\n".join(line.strip() for line in [first, *more])
    return re.sub(r"(?<!\n)\n(?!\n)", " ", paragraphs).strip()


def _field(name: str, values: list[list[str]]) -> object:
    """A field out of what its tags hold: of a list all, of dates the fullest, else the first."""
    found = [text for texts in values for text in texts if text]
    if FIELDS[name].kind.is_list:
        return [part.strip() for text in found for part in re.split(r"[;\n]", text) if part.strip()]
    if name == "published":
        return max(found, key=source_dates.precision, default="")
    if name == "note":
        return "\n\n".join(found)
    return found[0] if found else ""


def _person(text: str, tags: Tags) -> str:
    """An author; a comma at the end is EndNote's way to say that it is a group."""
    bare = " ".join(text.split())
    if bare.lower().rstrip(".") in {"et al", "others", "and others"}:
        return names.OTHERS
    return names.organisation(bare.rstrip(" ,")) if bare.endswith(",") else tags.person(bare) if bare else ""


def _last_first(text: str) -> str:
    """A name of a format that writes "Last, First": several words without a comma are a group."""
    return names.name(text) if "," in text or " " not in text else names.organisation(text)


def _initials(text: str) -> str:
    """ "Liu H" as MEDLINE has it, where there are no full names."""
    return names.name(text) if "," in text else names.family_first(text) or names.name(text)


def _ids(fields: dict[str, object], texts: Iterable[str]) -> None:
    """The arXiv id and the DOI, wherever they stand: publishers and programs put them into many tags."""
    for text in texts:
        if len(text) > 500:
            continue
        match = _ARXIV.match(text)
        if match and (id := arxiv_id(match[1])):
            fields["arxiv"] = fields.get("arxiv") or id
        for named in named_in(text):
            fields["arxiv"] = fields.get("arxiv") or named.arxiv
            fields["doi"] = fields.get("doi") or named.doi


RIS = Tags(
    "RIS",
    re.compile(r"\s{0,3}([A-Za-z][A-Za-z0-9])\s{0,3}-(?:\s(.*?))?\s*()"),
    frozenset({"TY"}),
    frozenset({"ER"}),
    {
        "title": ("TI", "T1", "CT", "BT"),
        "venue": ("T2", "JF", "JO", "JA", "J2", "J1", "T3"),
        "published": ("DA", "PY", "Y1"),
        "volume": ("VL",),
        "number": ("IS",),
        "publisher": ("PB",),
        "doi": ("DO", "DI"),
        "url": ("UR", "L3", "LK"),
        "pdf": ("L1",),
        "code": ("L2",),
        "abstract": ("AB", "N2"),
        "tags": ("KW",),
        "note": ("N1", "RN"),
    },
    ("AU",),
    re.compile(rb"^\s{0,3}TY\s{0,3}-\s?[A-Z]{2,8}\s*$", re.MULTILINE | re.IGNORECASE),
    silent=frozenset({"AN", "ID", "Y2"}),
    person=_last_first,
    kind=("TY", "ris"),
    pages=("SP", "EP"),
    same={"A1": "AU"},
    listed=frozenset({"KW"}),
)
NBIB = Tags(
    "nbib",
    re.compile(r"([A-Z]{2,4})\s{0,3}-\s?(.*)"),
    frozenset({"PMID", "OWN"}),
    frozenset(),
    {
        "title": ("TI", "BTI"),
        "venue": ("JT", "TA"),
        "published": ("DP", "DEP"),
        "volume": ("VI",),
        "number": ("IP",),
        "pages": ("PG",),
        "publisher": ("PB",),
        "abstract": ("AB",),
        "tags": ("OT",),
    },
    ("FAU", "AU"),
    re.compile(rb"^PMID ?- ?\d+|^OWN ?- ?(?:ERIC|NLM)\b", re.MULTILINE),
    groups=("CN",),
    address="https://pubmed.ncbi.nlm.nih.gov/{}/",
    silent=frozenset({"LID", "AID", "OWN", "STAT", "SO", "AU", "PMID"}),
    person=_initials,
    kind=("PT", "zotero"),
)
REFER = Tags(
    "Refer",
    re.compile(r"%(\S) ?(.*)"),
    frozenset({"0"}),
    frozenset(),
    {
        "title": ("T",),
        "venue": ("J", "B"),
        "published": ("8", "D"),
        "volume": ("V",),
        "number": ("N",),
        "pages": ("P",),
        "publisher": ("I",),
        "doi": ("R",),
        "url": ("U",),
        "pdf": (">",),
        "abstract": ("X",),
        "tags": ("K",),
        "note": ("Z", "<"),
    },
    ("A",),
    re.compile(rb"^%0 \w|^%T \S.*(?:\n%.*){0,40}\n%A \S|^%A \S.*(?:\n%.*){0,40}\n%T \S", re.MULTILINE),
    silent=frozenset({"L"}),
    kind=("0", "zotero"),
    blank=True,
    listed=frozenset({"K"}),
)
WOS = Tags(
    "Web of Science",
    re.compile(r"([A-Z][A-Z0-9])(?: (.*)|()$)"),
    frozenset({"PT"}),
    frozenset({"ER", "EF"}),
    {
        "title": ("TI",),
        "venue": ("SO",),
        "published": ("PD", "PY"),
        "volume": ("VL",),
        "number": ("IS",),
        "publisher": ("PU",),
        "doi": ("DI",),
        "abstract": ("AB",),
        "tags": ("DE",),
    },
    ("AF", "AU"),
    re.compile(rb"^PT [A-Z]\s*$(?:\n.*){1,60}?\nTI ", re.MULTILINE),
    groups=("CA",),
    silent=frozenset({"AU", "UT", "FN", "VR"}),
    kind=("DT", "zotero"),
    pages=("BP", "EP"),
    person=_initials,
    listed=frozenset({"AU", "AF", "CA"}),
)
REFWORKS = Tags(
    "RefWorks",
    re.compile(r"([A-Z][A-Z0-9])(?: (.*)|()$)"),
    frozenset({"RT"}),
    frozenset(),
    {
        "title": ("T1",),
        "venue": ("JF", "JO", "T2"),
        "published": ("FD", "YR"),
        "volume": ("VO",),
        "number": ("IS",),
        "publisher": ("PB",),
        "doi": ("DO",),
        "url": ("UL", "LK"),
        "abstract": ("AB",),
        "tags": ("K1",),
        "note": ("NO",),
    },
    ("A1",),
    re.compile(rb"^RT [A-Z][\w /]+\s*$(?:\n.*){1,60}?\n(?:T1|A1) ", re.MULTILINE),
    silent=frozenset({"ID", "SR", "DS"}),
    kind=("RT", "zotero"),
    pages=("SP", "OP"),
)
FORMATS = {"ris": RIS, "nbib": NBIB, "refer": REFER, "wos": WOS, "refworks": REFWORKS}
