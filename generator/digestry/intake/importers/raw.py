"""A source as it came: bytes, unpacked and decoded within bounds."""

import codecs
import datetime as dt
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from digestry.errors import ContentError, Problem

LARGEST = 256 * 2**20  # bytes, unpacked; a hundred thousand papers with abstracts
LONGEST_ENTRY = 256 * 2**10  # bytes of one paper; the one with the most authors, 5,154, takes 150 kB
DENSEST = 20  # times that an archive may be larger unpacked; text comes to 3, repetitive text to 10
_SMALL = 2**20  # bytes that any archive may hold
_GZIP = b"\x1f\x8b"
_UTF_16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True)
class Raw:
    """What stands in a source.

    name: how people know the source, for messages: a file, an address, `standard input`.
    day: the issue that it is brought in for; dates that drop the year are read from it.
    replacements: whether new versions of old papers are wanted too, from feeds that announce them.
    """

    packed: bytes = field(repr=False)
    name: str
    day: dt.date | None = None
    replacements: bool = False

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
    def utf8(self) -> bytes:
        """The bytes of the text, from UTF-8 or from UTF-16 with a byte order mark, without that mark.

        UTF-8 is not checked here: whoever decodes a part of it tells where it is broken.
        """
        for mark, encoding in _UTF_16:
            if self.data.startswith(mark):
                try:
                    return self.data[len(mark) :].decode(encoding).encode()
                except UnicodeDecodeError:
                    raise self.unreadable(1, "the text is not whole UTF-16", "save it as UTF-8") from None
        return self.data.removeprefix(codecs.BOM_UTF8)

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
