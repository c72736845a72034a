"""Text as LaTeX, by pylatexenc; mathematics stays mathematics.

Only what pylatexenc itself reads back is written as a command: other scripts stay as they are, in UTF-8,
which BibTeX and biber both take. So do Cyrillic, whose commands plain LaTeX lacks, and words in Greek; a
Greek letter alone is a sign of mathematics.
"""

import logging
import re
from functools import cache

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexencode import UnicodeToLatexEncoder

from digestry.paper.tex import is_harmless
from digestry.paper.text import Formula, dotted, is_shown, normal, segments

_encoder = UnicodeToLatexEncoder(
    replacement_latex_protection="braces-all", unknown_char_policy="keep", unknown_char_warning=False
)
_decoder = LatexNodes2Text()
logging.getLogger("pylatexenc").setLevel(logging.ERROR)  # a stray brace is decoded, and said, as one

# All but what every part of TeX takes as it is; and the first of two that its fonts would join: dashes,
# quotation marks, ¡ and ¿.
_UNUSUAL = re.compile(
    r"[\u0370-\u03ff\u1f00-\u1fff]{2,}|"
    r"[^A-Za-z0-9 .,:;!?()\[\]/*+='`\"@-]|-(?=-)|`(?=`)|'(?=')|,(?=,)|[!?](?=`)"
)
_APART = {character: character + "{}" for character in "-`',!?"}
# BibTeX counts braces, escaped ones too. The circumflex is pylatexenc's own command for it, which it reads
# as a look-alike.
_OWN = {"{": r"{\ensuremath{\lbrace}}", "}": r"{\ensuremath{\rbrace}}", "^": r"{\textasciicircum}"}
_OTHER_SCRIPTS = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]{2,}|[\u0400-\u052f]")
_CAPITAL = re.compile("[A-Z]")


def latex(text: str) -> str:
    """`text` for a field of BibTeX, on one line, with balanced braces."""
    return "".join(
        _prose(segment) if isinstance(segment, str) else _formula(segment) or _prose(segment.written)
        for segment in segments(_line(text))
    )


def title(text: str) -> str:
    """A title as `latex` gives it, with what a style must not write in lower case in braces.

    That is each word with a capital letter that is not its first, such as AT&T or LLaMA, and each formula.
    """
    parts: list[str] = []
    for segment in segments(_line(text)):
        if isinstance(segment, str):
            words = re.split(r"(\s+)", segment)
            parts.extend(_kept(word) if _CAPITAL.search(word, 1) else _prose(word) for word in words)
        else:
            formula = _formula(segment)
            parts.append("{" + formula + "}" if formula else _prose(segment.written))
    return "".join(parts)


def _line(text: str) -> str:
    """One line, with accents on their letters: TeX knows no letter that waits for its accent."""
    return normal("NFC", dotted(" ".join(text.split())))


def _kept(word: str) -> str:
    bare = word.rstrip(",;:.!?")
    return "{" + _prose(bare) + "}" + word[len(bare) :]


def address(text: str) -> str:
    """A web address or a DOI, which styles take to the letter.

    What TeX could take for a command is encoded: braces, `\\`, `^` (`^^5c` is one); so is all beyond ASCII.
    """
    return re.sub(
        r"[^!-\[\]_-z|~]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), text
    )


def _prose(text: str) -> str:
    return _UNUSUAL.sub(lambda match: _character(match[0]), text)


@cache
def _character(character: str) -> str:
    if own := _APART.get(character) or _OWN.get(character):
        return own
    if _OTHER_SCRIPTS.fullmatch(character):
        return character
    written: str = _encoder.unicode_to_latex(character)
    return written if _decoder.latex_to_text(written) == character else character


def _formula(formula: Formula) -> str:
    r"""A formula for LaTeX, or nothing where it is not one.

    `$\mbox{\input{…}}$` by a stranger stays text, and so does what the pages cannot show as mathematics.
    """
    if not is_harmless(formula.latex) or not is_shown(formula):
        return ""
    # A percent sign would comment the rest of the field out, # belongs to macros, & to tables.
    stray = r"(?<!\\)[%#]" if r"\begin" in formula.latex else r"(?<!\\)[%#&]"
    safe = re.sub(stray, r"\\\g<0>", formula.written)
    plain = re.sub(r"[^\x20-\x7e]", lambda match: _character(match[0]), safe)
    return plain if _is_balanced(plain) else ""


def _is_balanced(text: str) -> bool:
    """Whether BibTeX finds each brace's other one; to it, an escaped brace is a brace too."""
    depth = 0
    for brace in re.findall(r"[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0
