"""The pictures that links to the digest are shown with, by Pillow: 1200 by 630 pixels, as PNG.

The same words give the same bytes on every machine: the font comes out of the installed MkDocs (its theme
readthedocs has Roboto Slab, Apache License 2.0: Latin, Greek, Cyrillic) or is a file of the owner's, letters
are set one after the other without the system's help, and packing looks no further back than one pixel, which
leaves nothing for the packer to choose.
"""

import io
import math
import re
import unicodedata
import zlib
from bisect import bisect
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630  # https://ogp.me has no size; this is the one that previews are cut to
_MARGIN = 84
_COLUMN = 700  # pixels for text; the rest is the drawing's
_SHADES = 15  # steps of each colour from the background, for smooth edges

_FONTS = "mkdocs/themes/readthedocs/css/fonts"
_WEIGHTS = ("Bold", "Regular")
# Hebrew, Arabic and their kin run from right to left; letters of Indic scripts change with their neighbours.
_JOINED = re.compile("[\u0590-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufeff]")
_SIZES = (92, 78, 66, 54)  # of the heading's letters
_TALLEST = 300  # pixels: all lines of the heading together; more would touch what is above and below

_Colour = tuple[int, int, int]
_PAPER, _INK, _SOFT, _ACCENT, _LINE, _SHEET = (
    (250, 248, 244), (34, 38, 46), (90, 96, 108), (168, 58, 23), (222, 214, 201), (255, 255, 255),
)  # fmt: skip
_COLOURS = (_INK, _SOFT, _ACCENT, _LINE, _SHEET)


def picture(kicker: str, heading: str, foot: str, own: str = "") -> bytes:
    """A card: a short line, a heading of up to four lines, and at the bottom what is left to say.

    `own` is the file of a font for what ours has no letters for. A text with letters that neither has is left
    out, the whole of it: half a title would be wrong; whoever asks for one looks at `undrawn` first.
    """
    image = _drawing().copy()
    place = Face(kicker, own, "Bold")
    _write(image, (_MARGIN + 58, _MARGIN + 4), place.wrapped(32, _COLUMN - 58, 1), place.font(32), _ACCENT)
    title = Face(heading, own, "Bold")
    size, lines = title.fitted()
    top = (HEIGHT - _step(size) * len(lines)) // 2
    _write(image, (_MARGIN, top), lines, title.font(size), _INK)
    rest = Face(foot, own, "Regular")
    lines = rest.wrapped(32, _COLUMN, 2)
    _write(image, (_MARGIN, HEIGHT - _MARGIN + 4 - 38 * len(lines)), lines, rest.font(32), _SOFT)
    packed = io.BytesIO()
    image.save(packed, "PNG", compress_level=6, compress_type=zlib.Z_RLE)
    return packed.getvalue()


def undrawn(text: str, own: str = "") -> str:
    """The letters of a text that no font has, or that have to be joined by rules which are not here."""
    return Face(text, own, "Bold").missing


class Face:
    """A text, and the font that it is written in: ours, or one of the owner's where ours lacks a letter."""

    def __init__(self, text: str, own: str, weight: str) -> None:
        self._file = weight
        self.text, self.missing = _settable(text, weight)
        if self.missing and own:
            self._file = own
            self.text, self.missing = _settable(text, own)
        if self.missing:
            self._file, self.text = weight, ""

    def font(self, size: int) -> ImageFont.FreeTypeFont:
        """The font in a size, in pixels."""
        return _font(self._file, size)

    def fitted(self) -> tuple[int, list[str]]:
        """The size at which the text is as large as it goes, and its lines; the smallest size may cut it."""
        for size in _SIZES:
            lines = self.wrapped(size, _COLUMN, _TALLEST // _step(size))
            if "".join(lines).replace(" ", "") == self.text.replace(" ", ""):
                return size, lines
        return size, lines

    def wrapped(self, size: int, width: int, most: int) -> list[str]:
        """The text in at most so many lines of a width in pixels; an ellipsis says that there is more."""
        font = self.font(size)
        lines: list[str] = []
        for word in _words(self.text, font, width):
            if lines and font.getlength(f"{lines[-1]}{word}") <= width:
                lines[-1] += word
            elif len(lines) < most:
                lines.append(word.lstrip())
            else:
                lines[-1] += " …"
                break
        return [_cut(line, font, width) for line in lines]


def _words(text: str, font: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    """What may begin a line, with the space before it; scripts without spaces may part anywhere."""
    for word in re.findall(r" ?[^ ]+", text):
        if font.getlength(word) <= width or word.isascii():
            yield word
        else:
            yield from word


def _settable(text: str, file: str) -> tuple[str, str]:
    """A text as a font can write it, and the letters that it cannot: `₁` may be a plain 1."""
    shown, missing = [], []
    for letter in text:
        plain = unicodedata.normalize("NFKC", letter)
        for written in (letter, plain, unicodedata.normalize("NFKD", plain)):
            if not _JOINED.search(written) and all(_has(file, each) for each in written):
                shown.append(written)
                break
        else:
            missing.append(letter)
    return "".join(shown), "".join(dict.fromkeys(missing))


def _write(
    image: Image.Image,
    at: tuple[int, int],
    lines: list[str],
    font: ImageFont.FreeTypeFont,
    colour: _Colour,
) -> None:
    """Writes lines with the top left corner of the first at `at`."""
    left, top = at
    for line in lines:
        _, _, right, bottom = (round(edge) for edge in font.getbbox(line))
        mask = Image.new("L", (right + 1, bottom + 1))
        ImageDraw.Draw(mask).text((0, 0), line, 255, font)
        _paste(image, mask, (left, top), colour)
        top += _step(round(font.size))


def _step(size: int) -> int:
    """From one line to the next, in pixels."""
    return round(1.2 * size)


def _paste(image: Image.Image, mask: Image.Image, at: tuple[int, int], colour: _Colour) -> None:
    """Covers what the mask covers, in the shade that it has there."""
    first = 1 + _COLOURS.index(colour) * _SHADES
    shades = mask.point([first + max(0, value * _SHADES // 256) for value in range(256)])
    image.paste(shades, at, mask.point([0] * 12 + [255] * 244))


def _cut(line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """As much of a line as there is room for."""
    if font.getlength(line) <= width:
        return line
    kept = line.rstrip(" …")[:width]  # no letter is narrower than a pixel
    fits = bisect(range(1, len(kept) + 1), width, key=lambda end: math.ceil(font.getlength(kept[:end] + "…")))
    return kept[:fits].rstrip() + "…"


@cache
def _font(file: str, size: int) -> ImageFont.FreeTypeFont:
    """A font of a file, or one of ours by its weight. Raises OSError for a file that is none."""
    # From the distribution, not the module: ProperDocs puts itself in the place of the module `mkdocs`.
    ours = distribution("mkdocs").locate_file(f"{_FONTS}/Roboto-Slab-{file}.woff")
    font = Path(str(ours) if file in _WEIGHTS else file)
    # The basic layout: the other one depends on what the system has installed.
    return ImageFont.truetype(io.BytesIO(font.read_bytes()), size, layout_engine=ImageFont.Layout.BASIC)


def is_font(file: Path) -> bool:
    """Whether a file is a font that pictures can be written in."""
    try:
        _font(str(file), 32)
    except OSError:
        return False
    return True


@cache
def _has(file: str, character: str) -> bool:
    """Whether a font has the character; it draws all that it has not as the same box."""
    font = _font(file, 32)
    return character == " " or bytes(font.getmask(character)) != bytes(font.getmask("\ue000"))


@cache
def _drawing() -> Image.Image:
    """What all pictures share: the background, two sheets of paper with a bookmark, and the small mark."""
    image = Image.new("P", (WIDTH, HEIGHT))
    palette = [*_PAPER]
    for colour in _COLOURS:
        for shade in range(1, _SHADES + 1):
            palette += [p + (c - p) * shade // _SHADES for p, c in zip(_PAPER, colour, strict=True)]
    image.putpalette(palette)
    for left, top in ((868, 138), (830, 104)):
        _shape(image, (left, top, left + 286, top + 388), _LINE, 24)
        _shape(image, (left + 4, top + 4, left + 282, top + 384), _SHEET, 20)
    for number, width in enumerate((104, 132, 132, 210, 170, 210, 120)):
        colour = _ACCENT if number == 0 else _LINE
        _shape(image, (868, 160 + 42 * number, 868 + width, 173 + 42 * number), colour, 6)
    _bookmark(image, 1024, 104, 56, 138)
    _bookmark(image, _MARGIN, _MARGIN, 34, 46)
    return image


def _shape(image: Image.Image, box: tuple[int, int, int, int], colour: _Colour, radius: int) -> None:
    """A rectangle with round corners, drawn large and made smaller, so that its edges are smooth."""
    width, height = box[2] - box[0], box[3] - box[1]
    large = Image.new("L", (4 * width, 4 * height))
    ImageDraw.Draw(large).rounded_rectangle((0, 0, 4 * width - 1, 4 * height - 1), 4 * radius, 255)
    _paste(image, large.resize((width, height), Image.Resampling.BOX), box[:2], colour)


def _bookmark(image: Image.Image, left: int, top: int, width: int, height: int) -> None:
    large = Image.new("L", (4 * width, 4 * height))
    right, bottom = 4 * width - 1, 4 * height - 1
    outline = [(0, 0), (right, 0), (right, bottom), (right / 2, bottom - 1.4 * width), (0, bottom)]
    ImageDraw.Draw(large).polygon(outline, 255)
    _paste(image, large.resize((width, height), Image.Resampling.BOX), (left, top), _ACCENT)
