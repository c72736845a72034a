"""A source as it came: bytes, unpacked and decoded within bounds."""

import codecs
import datetime as dt
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from charset_normalizer import from_bytes

from digestry.errors import ContentError, Problem

LARGEST = 256 * 2**20  # bytes, unpacked; a hundred thousand papers with abstracts
LONGEST_ENTRY = 256 * 2**10  # bytes of one paper; the one with the most authors, 5,154, takes 150 kB
DENSEST = 20  # times that an archive may be larger unpacked; text comes to 3, repetitive text to 10
_SMALL = 2**20  # bytes that any archive may hold
_GZIP = b"\x1f\x8b"
# The longer marks first: UTF-32's begins as UTF-16's does.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64 * 2**10  # bytes by which an encoding is told
_CHUNK = 2**20
_FEW = 0.1  # of the bytes are beyond ASCII in languages that write with Latin letters
# Bytes that Windows-1252 has no letter, quotation mark or dash for, or between letters.
_NO_WESTERN = re.compile(
    rb"[\x81\x8d\x8f\x90\x9d\x00-\x08]|[\xa4-\xa6\xac\xaf\xb2-\xb4\xb8\xb9\xbc-\xbe](?=[a-z])"
)
# What people still write; by the others of charset-normalizer, any bytes are letters.
_COMMON = (
    "cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 koi8_r cp932 shift_jis euc_jp gb18030 big5 "
    "cp949 euc_kr iso2022_jp iso8859_2"
).split()
_SURE = 0.1  # the share of letters that make no sense, by charset-normalizer
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True)
class Raw:
    """What stands in a source.

    name: how people know the source, for messages: a file, an address, `standard input`.
    day: the issue that it is brought in for; dates that drop the year are read from it.
    replacements: whether new versions of old papers are wanted too, from feeds that announce them.
    is_told: whether somebody said what it is: what has a title is a paper then, without another sign.
    """

    packed: bytes = field(repr=False)
    name: str
    day: dt.date | None = None
    replacements: bool = False
    is_told: bool = False

    @cached_property
    def data(self) -> bytes:
        """The bytes, out of gzip where they are in it. Raises ContentError where they cannot be had."""
        if not self.packed.startswith(_GZIP):
            return self.packed
        largest = min(LARGEST, DENSEST * len(self.packed) + _SMALL)
        parts: list[bytes] = []
        packed, room = self.packed, largest + 1
        while packed.startswith(_GZIP):  # an archive can have several members, one after the other
            unpacker = zlib.decompressobj(wbits=31)
            try:
                parts.append(unpacker.decompress(packed, room))
            except zlib.error:
                raise self.unreadable(1, "the gzip archive is damaged", "fetch or pack it again") from None
            room -= len(parts[-1])
            if room <= 0:
                what = f"more than {largest:,} bytes when unpacked"
                raise self.unreadable(1, what, "split it, or unpack it")
            if not unpacker.eof:
                raise self.unreadable(1, "the gzip archive ends too soon", "fetch or pack it again")
            packed = unpacker.unused_data
            if not parts[-1]:
                parts.pop()
        if packed.strip(b"\0"):
            raise self.unreadable(1, "something that is not gzip follows the archive", "pack it again")
        return b"".join(parts)

    @cached_property
    def encoding(self) -> str:
        """The encoding, as Python calls it: by a byte order mark, UTF-8, or what a detector is sure of.

        Bytes that are no text in any encoding count as UTF-8, which whoever decodes them finds broken.
        """
        for mark, encoding in _MARKS:
            if self.data.startswith(mark):
                return encoding
        if _is_utf8(self.data) or b"\0" in self.data[:_SAMPLE]:
            return "utf-8"
        return _detected(self.data) or "utf-8"

    @cached_property
    def utf8(self) -> bytes:
        """The bytes of the text in UTF-8, without a byte order mark.

        UTF-8 is not checked here: whoever decodes a part of it tells where it is broken.
        """
        mark = next((mark for mark, _ in _MARKS if self.data.startswith(mark)), b"")
        if self.encoding == "utf-8":
            return self.data.removeprefix(mark)
        try:
            return self.data[len(mark) :].decode(self.encoding).encode()
        except UnicodeError:
            name = self.encoding.removesuffix("-le").removesuffix("-be").upper()
            raise self.unreadable(1, f"the text is not whole {name}", "save it as UTF-8") from None

    @cached_property
    def text(self) -> str:
        """The text. Raises ContentError where it is not text."""
        return self.decoded(self.utf8)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Each line with its number from 1 and with whatever ends it; decoded one by one, to save memory.

        Raises ContentError for what is not UTF-8 and for lines longer than LONGEST_ENTRY.
        """
        for number, match in enumerate(_LINE.finditer(self.utf8), 1):
            if match.end() - match.start() > LONGEST_ENTRY:
                raise self.unreadable(number, f"a line of more than {LONGEST_ENTRY:,} bytes", "split it")
            if match[0]:
                yield number, self.decoded(match[0], number)

    def decoded(self, part: bytes, line: int = 1) -> str:
        """A part of `utf8` that starts in the given line, as text. Raises ContentError where it is none."""
        try:
            return part.decode()
        except UnicodeDecodeError as error:
            line += part.count(b"\n", 0, error.start)
            raise self.unreadable(line, "the text is not UTF-8 here", "save it as UTF-8") from None

    def unreadable(self, line: int, what: str, fix: str) -> ContentError:
        """The error to raise where the source cannot be read on."""
        return ContentError([Problem(self.name, line, what, fix)])


def _is_utf8(data: bytes) -> bool:
    """Whether it is UTF-8 all through; decoded in pieces, to save memory."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _CHUNK):
            decoder.decode(data[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _detected(data: bytes) -> str:
    """The encoding that is sure: of Western letters among others, else what charset-normalizer says.

    A few accents tell a detector too little: it finds half a dozen encodings in which they are letters.
    """
    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, first.start() - _SAMPLE // 4) if first else 0
    sample = data[start : start + _SAMPLE]
    beyond = len(re.findall(rb"[\x80-\xff]", sample))
    if beyond < _FEW * len(sample) and not _NO_WESTERN.search(sample):
        return "cp1252"
    best = from_bytes(sample, cp_isolation=_COMMON).best()
    return best.encoding if best is not None and best.chaos < _SURE else ""
