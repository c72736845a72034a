"""BibTeX, as arXiv, publishers and reference managers write it: cut into entries, and these into fields.

The grammar is that of https://www.ctan.org/pkg/btxdoc, with what https://www.ctan.org/pkg/biblatex adds. It is read
here, not by bibtexparser, which drops the entry with a doubled field, a missing key or a stray character that people
want to have, and takes time that grows faster than a line with many entries does.

An entry ends where its braces do. Where they do not match, it ends before the line that starts the next one, and its
fields are told apart by their names: one broken or endless entry costs neither the others nor memory.
"""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from digestry.intake.importers import bibtex_fields
from digestry.intake.importers.bibtex_fields import Entry
from digestry.intake.importers.raw import LONGEST_ENTRY, Raw
from digestry.intake.importers.records import Dropped, Record
from digestry.paper.model import Place

ENTRY = re.compile(
    rb"^[ \t]*@(?!media|import|font|keyframes)[A-Za-z]+[ \t]*[{(][^\n]*(?:,|\n|$)", re.MULTILINE
)
_AT = re.compile(rb"@\w{0,40}+[ \t]*+(?:\r?\n[ \t]*+)?[{(]")
# Within a line, an entry starts only in these words: addresses of mail and programs' decorators start none.
_WITHIN = re.compile(
    rb"@(?:article|book|booklet|conference|inbook|incollection|inproceedings|manual|mastersthesis|misc|online|"
    rb"phdthesis|proceedings|report|techreport|thesis|unpublished)\s*\{[^\s,{}=\"]{0,200},",
    re.IGNORECASE,
)
_INDENT = 300  # bytes before an entry in its line that are looked at
_START = re.compile(r"[\s,;})]*+@(\w*+)\s*+([{(])")
_KEY = re.compile(r"\s*+([^\s,={}]*+(?:[ \t]++[^\s,={}]++)*+)\s*+")
_GAP = re.compile(r"(?:[\s,]|%[^\n]*+(?:\n|\Z))*+")
_NAME = re.compile(r"([^\s=,{}\"#@\\()%][^\s=,{}\"#@\\]{0,60})\s*+=\s*+")
_PLAIN = re.compile(r"\{([^{}\\]*+)\}")
_BARE = re.compile(r"[^\s,#{}\"=()]++(?:[ \t]++[^\s,#{}\"=()]++(?!\s*=))*+")
_JOIN = re.compile(r"\s*+#\s*+")
# Behind a quotation mark that ends a value.
_QUOTE_END = re.compile(r"\s*+(?:[,#})%]|[A-Za-z][\w-]{0,40}\s*+=|\Z)")
# With backslashes before braces, and as BibTeX itself reads them, to which they are braces all the same.
_MARKS = (re.compile(r"\\.|[{}\"]", re.DOTALL), re.compile(r"[{}\"]"))
_NEXT_FIELD = re.compile(
    r"(?<![\w\\$-])([A-Za-z][\w-]{1,40}+)\s*+=\s*+(?=[{\"]|\d++\s*+[,})\n]|[A-Za-z]++\s*+[,})\n#])"
)
_INNER_FIELD = re.compile(r",\s*+[A-Za-z][\w-]{1,40}+\s*+=\s*+[{\"]")
_LOOSE_QUOTE = re.compile(r"\"(?=\s*+(?:,\s*+)?(?:[A-Za-z][\w-]{0,40}+\s*+=|[})]|\Z))")
_OUTSIDE = re.compile(r"[\s,}]*+[A-Za-z][\w-]{0,40}+\s*+=\s*+[\"{\d]")
_CROSSREF = re.compile(rb"(?:crossref|xdata)\s*=\s*[{\"]?\s*([^}\"\n]{1,200})", re.IGNORECASE)
_REFERS = re.compile(rb"@\w*+\s*+[{(]\s*+([^\s,={}]*+)")

_MOST = 5000  # journals' names, as people abbreviate them by @string; volumes that others refer to
_LONGEST_STRING = 1000  # characters
_GROWTH = 10_000  # characters that @strings may add to an entry
_AHEAD = 8  # starts of entries within the value of another
_BROKEN = "its braces or quotation marks do not match; its fields are told apart by their names"
_AFTER = "fields that stand behind its closing brace are read as its own"

_Parts = tuple[tuple[str, bool], ...]  # of a value: each a text, and whether it stood in braces or quotation marks


@dataclass
class _Found:
    """An entry as it is written; `end` is where what follows it starts in its piece."""

    kind: str
    key: str
    fields: list[tuple[str, _Parts]]
    end: int
    doubt: str = ""


def entries(raw: Raw) -> Iterator[Record | Dropped]:
    """The papers of a bibliography; what cannot be read is dropped. Raises ContentError where there is none."""
    parents = _parents(raw)
    found = False
    for each in _read(raw):
        found = True
        if isinstance(each, Dropped):
            yield each
        elif each is not None:
            yield bibtex_fields.paper(each, parents)
    if not found:
        raise raw.unreadable(1, "there is no BibTeX entry in it", "write @article{key, title = {…}}")


def is_bibtex(raw: Raw) -> bool:
    """Whether a line starts an entry."""
    return bool(ENTRY.search(raw.utf8))


def _parents(raw: Raw) -> dict[str, Mapping[str, str]]:
    """What the entries give on that others refer to by `crossref` or `xdata`, by key, wherever they stand."""
    matches = islice(_CROSSREF.finditer(raw.utf8), _MOST)
    wanted = {key.strip().lower() for match in matches for key in match[1].split(b",")}
    found: dict[str, Mapping[str, str]] = {}
    if not wanted:
        return found
    for each in _read(raw, wanted):
        if isinstance(each, Entry) and each.key.lower() not in found:
            found[each.key.lower()] = bibtex_fields.given_on(each)
    return found


def _read(raw: Raw, keys: set[bytes] | None = None) -> Iterator[Entry | Dropped | None]:
    """Each entry; nothing for @string, @preamble and @comment. With `keys`, only pieces that start with one."""
    strings: dict[str, str] = {}
    pieces = _Pieces(raw, keys)
    for line, text in pieces:
        if len(text) > LONGEST_ENTRY and not _is_many(text):
            why = f"it is longer than {LONGEST_ENTRY:,} characters; check its braces and quotation marks"
            yield Dropped(Place(raw.name, line), text.strip()[:80], why)
            continue
        at = counted = 0
        while start := _START.match(text, at):
            begin = start.start(1) - 1
            line += text.count("\n", counted, begin)
            counted = begin
            entry = _entry(text, start, pieces)
            yield _taken(entry, Place(raw.name, line), strings)
            if entry.end > len(text):  # it went on into the next pieces
                text = pieces.taken(text, entry.end)
            at = entry.end


def _is_many(text: str) -> bool:
    """Whether a long piece holds more than one entry, as a file without line breaks does."""
    start = _START.match(text)
    found = _whole(text[:LONGEST_ENTRY], start, escapes=True) if start else None
    return found is not None


class _Pieces:
    """Each entry with what follows it, and its line; what precedes all is skipped."""

    def __init__(self, raw: Raw, keys: set[bytes] | None) -> None:
        self._raw = raw
        data = raw.utf8
        self._data = data if b"\n" in data or b"\r" not in data else data.replace(b"\r", b"\n")
        self._keys = keys
        self._starts = _starts(self._data)
        self._ahead: deque[int] = deque()
        self._line, self._counted = 1, 0
        self._begin = 0
        self._fill(1)

    def __iter__(self) -> Iterator[tuple[int, str]]:
        while self._ahead:
            self._begin = begin = self._ahead.popleft()
            self._fill(1)
            end = self._ahead[0] if self._ahead else len(self._data)
            if self._keys is not None and not self._is_wanted(begin):
                continue
            self._line += self._data.count(b"\n", self._counted, begin)
            self._counted = begin
            yield self._line, self._raw.decoded(self._data[begin:end], self._line)

    def _is_wanted(self, begin: int) -> bool:
        match = _REFERS.match(self._data, begin)
        if not match or self._keys is None:
            return False
        return match[1].lower() in self._keys or self._data[begin : begin + 7].lower() == b"@string"

    def longer(self, text: str) -> str:
        """The piece with those that follow it, up to the size of an entry."""
        self._fill(_AHEAD)
        if not self._ahead:
            return text
        within = [start for start in self._ahead if start - self._begin <= LONGEST_ENTRY]
        end = within[-1] if within else self._begin
        if len(within) == len(self._ahead) < _AHEAD:
            end = min(len(self._data), self._begin + LONGEST_ENTRY)
        more = self._data[self._begin : end].decode(errors="replace")
        return more if len(more) > len(text) else text

    def taken(self, text: str, end: int) -> str:
        """The piece that the entry ends in, of which `end` characters are its own; those in between are used."""
        whole = self._data[self._begin : self._begin + 4 * end].decode(errors="replace")
        stop = self._begin + len(whole[:end].encode())
        while self._ahead and self._ahead[0] < stop:
            self._ahead.popleft()
            self._fill(1)
        following = self._ahead[0] if self._ahead else len(self._data)
        return self._raw.decoded(self._data[self._begin : following], self._line)

    def _fill(self, number: int) -> None:
        self._ahead.extend(islice(self._starts, max(0, number - len(self._ahead))))


def _starts(data: bytes) -> Iterator[int]:
    """Where entries seem to start: in a line of their own, or within one in well-known words."""
    for match in _AT.finditer(data):
        begin = match.start()
        before = data[max(0, begin - _INDENT) : begin].rpartition(b"\n")[2]
        if not before.strip() or (
            before[-1:] in b" \t:})>,;" and b"%" not in before and _WITHIN.match(data, begin)
        ):
            yield begin


def _entry(text: str, start: re.Match[str], pieces: _Pieces) -> _Found:
    """The entry that starts there: by the grammar, over the start of others if need be, else as far as it goes."""
    kind = start[1].lower()
    if kind in {"comment", "preamble"}:
        end = _enclosed(text, start.end() - 1, _MARKS[0])
        if end < 0:
            end = _enclosed(pieces.longer(text), start.end() - 1, _MARKS[0])
        return _Found(kind, "", [], end if end > 0 else len(text))
    if found := _whole(text, start, escapes=True):
        return _with_fields_behind(found, text)
    longer = pieces.longer(text)
    found = (_whole(longer, start, escapes=True) if len(longer) > len(text) else None) or _whole(
        text, start, escapes=False
    )
    return found or _loose(text, start)


def _with_fields_behind(found: _Found, text: str) -> _Found:
    """With the fields that follow a brace too many."""
    if found.kind != "string" and _OUTSIDE.match(text, found.end):
        found.fields += _loose_fields(text, found.end)
        found.end, found.doubt = len(text), _AFTER
    return found


def _whole(text: str, start: re.Match[str], escapes: bool) -> _Found | None:
    """The entry by the grammar; nothing where it does not keep to it."""
    found = _Found(start[1].lower(), "", [], start.end())
    closer = "}" if start[2] == "{" else ")"
    if found.kind != "string" and not _key(found, text):
        return None
    marks = _MARKS[0 if escapes else 1]
    at = found.end
    while True:
        at = _end(_GAP, text, at)
        if text.startswith(closer, at):
            found.end = at + 1
            return found
        name = _NAME.match(text, at)
        value = _value(text, name.end(), marks) if name else None
        if not name or not value:
            return None
        found.fields.append((name[1].lower(), value[0]))
        at = value[1]


def _key(found: _Found, text: str) -> bool:
    """Reads the key, which EndNote leaves out, as it leaves out the comma behind it; false for what is no key."""
    match = _KEY.match(text, found.end)
    if not match:
        return False
    following = text[match.end() : match.end() + 1]
    if following == "=":
        *key, name = match[1].split()
        found.key = " ".join(key)
        found.end = match.end(1) - len(name)
    elif following in {",", "}", ")"} or _NAME.match(text, match.end()):
        found.key, found.end = match[1], match.end()
    else:
        return False
    return True


def _value(text: str, at: int, marks: re.Pattern[str]) -> tuple[_Parts, int] | None:
    """The parts of a value, and where it ends."""
    parts: list[tuple[str, bool]] = []
    while True:
        if plain := _PLAIN.match(text, at):
            parts.append((plain[1], True))
            at = plain.end()
        elif text.startswith(("{", '"'), at):
            end = _enclosed(text, at, marks)
            if end < 0:
                return None
            parts.append((text[at + 1 : end - 1], True))
            at = end
        elif bare := _BARE.match(text, at):
            parts.append((bare[0], False))
            at = bare.end()
        elif not text.startswith((",", "}", ")"), at):
            return None
        join = _JOIN.match(text, at)
        if not join:
            return tuple(parts), at
        at = join.end()


def _enclosed(text: str, at: int, marks: re.Pattern[str]) -> int:
    """Where what is opened by a brace, a parenthesis or a quotation mark ends; -1 where it never does."""
    quoted = text[at] == '"'
    if text[at] == "(":  # of a comment
        return text.find(")", at) + 1 or -1
    depth = 0
    for match in marks.finditer(text, at + 1 if quoted else at):
        mark = match[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth == 0 and not quoted:
                return match.end()
        elif mark == '"' and quoted and depth <= 0 and _QUOTE_END.match(text, match.end()):
            return match.end()
        if depth < 0:
            return -1
    return -1


def _loose(text: str, start: re.Match[str]) -> _Found:
    """The entry as far as it can be read, up to where the next one starts."""
    key = _KEY.match(text, start.end())
    written = key[1] if key and text.startswith(",", key.end()) else ""
    return _Found(start[1].lower(), written, _loose_fields(text, start.end()), len(text), _BROKEN)


def _loose_fields(text: str, at: int) -> list[tuple[str, _Parts]]:
    """All that looks like a field, with its value; each ends where the next field starts at the latest."""
    partners = _partners(text, at)
    fields: list[tuple[str, _Parts]] = []
    name = _NEXT_FIELD.search(text, at)
    while name:
        at = name.end()
        end, value = _loose_value(text, at, partners)
        name_after = _NEXT_FIELD.search(text, max(end, at))
        if end < 0:
            cut = name_after.start() if name_after else len(text)
            value = ((_trimmed(text[at:cut]), True),)
        fields.append((name[1].lower(), value))
        name = name_after
    return fields


def _loose_value(text: str, at: int, partners: Mapping[int, int]) -> tuple[int, _Parts]:
    """Where a value ends, and its parts; -1 where that cannot be told."""
    if text[at] == "{":
        end = partners.get(at, -1) + 1
    elif text[at] == '"':
        closing = _LOOSE_QUOTE.search(text, at + 1)
        end = closing.end() if closing else 0
    else:
        value = _value(text, at, _MARKS[0])
        return (value[1], value[0]) if value else (-1, ())
    if not end or _INNER_FIELD.search(text, at, end) or not _QUOTE_END.match(text, end):
        return -1, ()
    return end, ((text[at + 1 : end - 1], True),)


def _partners(text: str, at: int) -> dict[int, int]:
    """Each opening brace's closing one."""
    opened: list[int] = []
    partners: dict[int, int] = {}
    for match in _MARKS[0].finditer(text, at):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            partners[opened.pop()] = match.start()
    return partners


def _trimmed(value: str) -> str:
    """A value that was cut at the next field, without what opens and closes it."""
    bare = value.strip(" \t\r\n,")
    if bare[:1] in {"{", '"'}:
        bare = bare[1:]
    spare = bare.count("}") - bare.count("{")
    while bare[-1:] in {"}", '"', ",", " ", "\n", "\r"} and (bare[-1] != "}" or spare > 0):
        spare -= bare[-1] == "}"
        bare = bare[:-1]
    return bare


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _taken(found: _Found, place: Place, strings: dict[str, str]) -> Entry | Dropped | None:
    """What becomes of an entry; definitions go into `strings`."""
    if found.kind in {"comment", "preamble"}:
        return None
    if found.kind == "string":
        return _defined(found, place, strings)
    if not found.fields:
        why = "there is no field in it" if not found.doubt else "the entry is broken: no field can be read in it"
        return Dropped(place, found.key[:80] or f"@{found.kind}", why)
    fields: dict[str, str] = {}
    doubled: list[str] = []
    room = _GROWTH
    for name, parts in found.fields:
        value, grown = _resolved(parts, strings, room)
        room -= grown
        if room < 0:
            return Dropped(place, found.key[:80], "it is too long with all its strings put in")
        if name in fields and value.strip() and value != fields[name]:
            doubled.append(name)
        fields[name] = fields.get(name) or value
    entry = Entry(found.kind, found.key, fields, place)
    return replace(entry, doubled=tuple(doubled), doubt=found.doubt)


def _defined(found: _Found, place: Place, strings: dict[str, str]) -> Dropped | None:
    for name, parts in found.fields:
        value, _ = _resolved(parts, strings, _GROWTH)
        if len(value) > _LONGEST_STRING or len(strings) >= _MOST:
            return Dropped(place, name[:80], "this @string is too long, or one too many")
        strings.setdefault(name, value) if found.doubt else strings.update({name: value})
    return None


def _resolved(parts: _Parts, strings: Mapping[str, str], room: int) -> tuple[str, int]:
    """A value with its strings put in and its parts joined, and by how much it has grown, up to `room`."""
    if len(parts) == 1 and parts[0][1]:
        return parts[0][0], 0
    done: list[str] = []
    grown = 0
    for text, enclosed in parts:
        value = text if enclosed else strings.get(text.lower(), text)
        grown += len(value) - len(text) if not enclosed else 0
        if grown > room:
            break  # whoever asked finds it too long
        done.append(value)
    return "".join(done), max(grown, 0)
