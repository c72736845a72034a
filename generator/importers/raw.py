"""A source as it came: bytes, unpacked and decoded within bounds."""

import codecs
import datetime as dt
import zlib
from dataclasses import dataclass, field
from functools import cached_property

from generator.errors import ContentError, Problem

LARGEST = 256 * 2**20  # bytes, unpacked; a hundred thousand papers with abstracts
_GZIP = b"\x1f\x8b"
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


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
        unpacker = zlib.decompressobj(wbits=31)
        try:
            data = unpacker.decompress(self.packed, LARGEST)
        except zlib.error:
            raise self.unreadable(1, "the gzip archive is damaged", "fetch or pack it again") from None
        if unpacker.unconsumed_tail:
            raise self.unreadable(1, f"more than {LARGEST >> 20} MiB when unpacked", "split it")
        if not unpacker.eof:
            raise self.unreadable(1, "the gzip archive ends too soon", "fetch or pack it again")
        return data

    @cached_property
    def text(self) -> str:
        """The text, from UTF-8, or from UTF-16 with a byte order mark. Raises ContentError for any other."""
        data, encoding = self.data, "utf-8"
        for mark, name in _BOMS:
            if data.startswith(mark):
                data, encoding = data[len(mark) :], name
                break
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise self.unreadable(line, "the text is not UTF-8 here", "save it as UTF-8") from None

    def unreadable(self, line: int, what: str, fix: str) -> ContentError:
        """The error to raise where the source cannot be read on."""
        return ContentError([Problem(self.name, line, what, fix)])
