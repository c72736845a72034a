"""Text by strangers: cleaned once when it comes in, shown as text wherever it goes out.

Titles and abstracts hold LaTeX mathematics between dollar signs. `html` turns it into MathML, which all
current browsers render without script or font; what is no mathematics, or cannot be read, stays as it is.
"""

import html as _html
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert_to_element

from digestry.paper.formulas import in_letters
from digestry.paper.tex import is_harmless

# Everything that XML 1.0 forbids (https://www.w3.org/TR/xml/#charsets), that moves a terminal's cursor,
# or that is half a character: nobody can see it, and some output breaks on it.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff]")
# Line breaks of Windows, of old Macs and mainframes, and of Unicode, as web pages and Word have them; to YAML
# they are line breaks, too.
_BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")
_TALLEST = 30  # accents on one letter
_PILE = re.compile(rf"[^\w\s\x00-\x7f]{{{_TALLEST + 1},}}")  # may hold one
_DOTLESS = re.compile("ı[\u0300-\u0304\u0306\u0308\u030c]")
_SURROGATE = re.compile("[\ud800-\udfff]")

# Pandoc's rule (https://pandoc.org/MANUAL.html#math): the opening dollar has a character right after it,
# the closing one right before it and no digit behind it, so "$5 and $10" is money.
_MATH = re.compile(
    r"(?<![\\$])(\$\$?)(?=[^\s$])((?:\\.|[^\\$])+?)(?<=\S)\1(?![\d$])|\\\(((?:(?!\\[()]).)+)\\\)", re.DOTALL
)
_LONGEST_FORMULA = 1000  # characters; the parser is recursive and slow on what is not a formula

# MathML Core without its doors to elsewhere: no links, styles, scripts or annotations.
_MATH_TAGS = frozenset(
    "math mrow mi mn mo mtext mspace mfrac msqrt mroot mstyle mpadded mphantom mover munder munderover "
    "msub msup msubsup mmultiscripts mprescripts mtable mtr mtd menclose mfenced none".split()
)
_MATH_ATTRIBUTES = frozenset(
    "accent accentunder columnalign columnlines columnspacing depth displaystyle fence form height "
    "largeop linebreak linethickness lspace mathsize mathvariant maxsize minsize movablelimits notation "
    "rowlines rowspacing rspace scriptlevel separator stretchy symmetric voffset width".split()
)
_MATH_VALUE = re.compile(r"[\w.%+\- ]*", re.ASCII)


@dataclass(frozen=True)
class Formula:
    """A piece of LaTeX mathematics: its source without dollar signs, and the characters as written."""

    latex: str
    written: str
    display: bool


def visible(text: str) -> str:
    """`text` without characters that cannot be shown; half surrogate pairs become U+FFFD."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text  # as nearly all text is
    whole = _BREAK.sub("\n", text)
    return _INVISIBLE.sub("", _SURROGATE.sub("\ufffd", whole))


def normal(form: Literal["NFC", "NFKD"], text: str) -> str:
    """A text in one of Unicode's normal forms; of a pile of accents on one letter, only the first 30 stay.

    Those are as many as Unicode's Stream-Safe Text Format has (https://www.unicode.org/reports/tr15/): a pile
    is sorted, which takes the square of its height.
    """
    if text.isascii():
        return text
    return unicodedata.normalize(form, _PILE.sub(lambda pile: _lower(pile[0]), text))


def _lower(marks: str) -> str:
    kept, height = [], 0
    for mark in marks:
        height = height + 1 if unicodedata.combining(mark) else 0
        if height <= _TALLEST:
            kept.append(mark)
    return "".join(kept)


def dotted(text: str) -> str:
    """A text whose `ı́` is `í`: TeX wants the letter without its dot below an accent, and nobody else does."""
    return _DOTLESS.sub(lambda letter: unicodedata.normalize("NFC", "i" + letter[0][1]), text)


def clean(text: str) -> str:
    """`text` with only visible characters, each run of white space as one space.

    Blank lines part paragraphs and stay, as "\\n\\n".
    """
    shown = visible(text)
    if "\n" not in shown:
        return " ".join(shown.split())
    paragraphs = re.split(r"\n\s*\n", shown)
    return "\n\n".join(filter(None, (" ".join(paragraph.split()) for paragraph in paragraphs)))


def segments(text: str) -> Iterator[str | Formula]:
    """The running text and the formulas of `text`, in order; together they are all of it."""
    if "$" not in text and "\\(" not in text:  # most texts; looking for formulas takes ten times as long
        if text:
            yield text
        return
    end = 0
    for match in _MATH.finditer(text):
        if match.start() > end:
            yield text[end : match.start()]
        yield Formula(match[2] or match[3], match[0], display=match[1] == "$$")
        end = match.end()
    if end < len(text):
        yield text[end:]


@lru_cache(maxsize=4096)
def is_shown(formula: Formula) -> bool:
    """Whether pages show the formula as mathematics; where it cannot be read, they show it as text."""
    return bool(_mathml(formula, _html.escape))


def readable(text: str) -> str:
    """`text` with its formulas in letters, such as `ℓ₁`, for all that shows no mathematics.

    A formula that letters cannot tell stays as it was written.
    """
    return "".join(
        segment if isinstance(segment, str) else in_letters(segment.latex) or segment.written
        for segment in segments(text)
    )


def escape(text: str) -> str:
    """`text` for HTML, in elements and in quoted attributes, on one line."""
    return _html.escape(" ".join(text.split()))


def html(text: str) -> str:
    """`text` as one line of HTML: escaped, mathematics as MathML."""
    return _rich(text, _html.escape)


def paragraphs(text: str) -> list[str]:
    """Each paragraph of `text` as `html` gives it."""
    return [html(paragraph) for paragraph in text.split("\n\n") if paragraph]


def markdown(text: str) -> str:
    """`text` for one line of Markdown, as plain text in any dialect; mathematics as MathML.

    Whatever could be read as markup becomes a numeric character reference, which Markdown never reads
    as markup: backslashes escape too few characters in Python-Markdown.
    """
    return re.sub(r"^(?:-|\d(?=\d*\.))", _reference, _rich(text, _markdown_escape))  # a list item


def commonmark(text: str) -> str:
    """`text` for one line of CommonMark that people read as it stands; mathematics as it was written.

    https://spec.commonmark.org/0.31.2/#backslash-escapes; only what would be markup gets a backslash.
    """
    return commonmark_line(commonmark_words(" ".join(text.split())))


def commonmark_words(text: str) -> str:
    """Words within a line of CommonMark, as `commonmark` has them.

    Pandoc makes TeX of formulas, so that one with a command that is no mathematics is text.
    """
    return "".join(
        _dollars(segment)
        if isinstance(segment, Formula) and is_harmless(segment.latex)
        else _backslash(segment if isinstance(segment, str) else segment.written)
        for segment in segments(text)
    )


def commonmark_line(line: str) -> str:
    """A line of CommonMark that begins no heading, quotation or list."""
    return re.sub(r"^(\d{0,9})(?=[-+#>=.)])", r"\1\\", line)


def beginning(text: str, length: int) -> str:
    """The first words of `text`, at most `length` characters, with an ellipsis where it goes on.

    A formula is not cut.
    """
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    end = line.rfind(" ", 0, length)
    position = 0
    for segment in segments(line):
        size = len(segment if isinstance(segment, str) else segment.written)
        if isinstance(segment, Formula) and position < end < position + size:
            end = position
        position += size
    return line[: end if end > 0 else length].rstrip(" ,;:.") + "…"


def _dollars(formula: Formula) -> str:
    """A formula between dollar signs; a space keeps `<` from beginning a tag, and means nothing in LaTeX."""
    dollars = "$$" if formula.display else "$"
    return dollars + re.sub(r"<(?=[a-zA-Z/!?])", "< ", formula.latex) + dollars


def _backslash(text: str) -> str:
    if not re.search(r"[\\`*\[\]<~$&_]", text):
        return text  # as most texts are; one class of characters is found much faster
    return re.sub(r"[\\`*\[\]<~$]|&#?\w+;|_+", _markup, text)


def _markup(match: re.Match[str]) -> str:
    """What would be markup with a backslash before it; an underscore within a word is none."""
    text, start, end = match.string, match.start(), match.end()
    if match[0][0] == "_" and start and text[start - 1].isalnum() and text[end : end + 1].isalnum():
        return match[0]
    return re.sub("^.|_", r"\\\g<0>", match[0])


def _markdown_escape(text: str) -> str:
    return re.sub(r"""[\\`*_{}\[\]()<>&#+~|^$!:=@"]""", _reference, text)


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def _rich(text: str, escape: Callable[[str], str]) -> str:
    parts = []
    for segment in segments(text):
        if isinstance(segment, str):
            parts.append(escape(segment))
        else:
            parts.append(_mathml(segment, escape) or escape(segment.written))
    return " ".join("".join(parts).split())


def _mathml(formula: Formula, escape: Callable[[str], str]) -> str:
    """The formula as MathML, or nothing when it cannot be read."""
    if len(formula.latex) > _LONGEST_FORMULA:
        return ""
    try:
        root = convert_to_element(formula.latex)
        body = "".join(_element(element, escape) for element in root)
    except Exception:
        # latex2mathml raises whatever its parser stumbles over, IndexError and RecursionError among them;
        # each means the same: this is not mathematics that can be shown.
        return ""
    display = "block" if formula.display else "inline"
    return f'<math display="{display}" alttext="{escape(formula.written)}">{body}</math>'


def _element(element: Element, escape: Callable[[str], str]) -> str:
    """One element of MathML and all in it. Raises ValueError for what is not plain MathML Core.

    latex2mathml writes its symbols as character references and leaves the text of strangers unescaped
    beside them: both are resolved, then escaped once.
    """
    text = visible(_html.unescape(element.text or ""))
    if element.tag not in _MATH_TAGS or (element.tag == "mi" and text.startswith("\\")):
        raise ValueError(f"cannot be shown: {element.tag} {text}")
    attributes = "".join(
        f' {name}="{value}"'
        for name, value in element.attrib.items()
        if name in _MATH_ATTRIBUTES and _MATH_VALUE.fullmatch(value)
    )
    inner = escape(text) + "".join(_element(child, escape) for child in element)
    return f"<{element.tag}{attributes}>{inner}</{element.tag}>"
