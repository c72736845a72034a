"""From text to the terms that searches look up, by the pipeline of lunr.py.

`overrides/assets/search/words.js` does the same to what people type; tests hold the two together.
"""

import functools
import re
import sys
import unicodedata
from array import array
from collections.abc import Sequence
from itertools import pairwise

from lunr.pipeline import Pipeline
from lunr.stemmer import PorterStemmer
from lunr.stop_word_filter import WORDS as STOP_WORDS
from lunr.stop_word_filter import stop_word_filter
from lunr.token import Token

from digestry.paper.text import normal

__all__ = ["STOP_WORDS", "compounds", "fold", "sought", "term", "tokens", "trim", "unwritten", "written"]

# Scripts that are written without spaces: each character has a place of its own, and pairs of them are words.
# Those of the first line have marks that tell words apart; other accents go.
_MARKED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
_UNSPACED = (
    f"[{_MARKED}\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_IS_UNSPACED, _IS_MARKED = re.compile(_UNSPACED), re.compile(f"[{_MARKED}]")
_JAMO = re.compile("[\u1100-\u11ff]+")  # what Korean syllables are taken apart into
_INSIDE = frozenset("_.'+#-")  # what may stand within a word: 2401.14427, don't, C++, C#, pre-training
_PLAIN = {
    "ß": "ss",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "’": "'",
    "‐": "-",
    "‑": "-",
}
_UTF16 = f"utf-16-{sys.byteorder[0]}e"
# One look from each side: `\W*$` would look on from each of many dots in a row.
_INNER = re.compile(r"\W*((?:.*\w)?)", re.DOTALL)
_COMPOUND = re.compile(r"([^\W\d_]{2,})-([^\W\d_]{2,})[.']*")
# 10,000; \ell_{1}, \ell_1 or l_1, CO_2: each as it is written most plainly.
_THOUSANDS = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")
_BRACED = re.compile(r"_\{(\d+)\}")
_ELL = re.compile(r"(?<![^ .'+#-])(?:ell|l)_(?=\d|[^\W_](?!\w))")
_INDEXED = re.compile(r"(?<=[^\W\d_])_(?=\d)")
# Names with a number: GPT4, GPT-4 and GPT 4, T5 and T-5. With a space, only numbers that could be a version.
_NAME_BEGINS = re.compile(r"(?<![^ ])([^\W\d_]{2,})(?=\d)")
_NAME = re.compile(r"(?<![^ -])([^\W\d_]+)(-?)(\d[^ -]*)")
_SPACED = re.compile(r"(?<![^ -])([^\W\d_]{2,}) ([0-9]{1,3}(?:[.x][0-9]{1,3})?[a-z]{0,2})(?=[.']*(?:[ -]|$))")
# Where fold has put two spaces between two characters, nothing stood between them.
_RUN = re.compile(f"{_UNSPACED}(?:  {_UNSPACED})+|[\uac00-\ud7a3]{{3,}}")
_PIECE = re.compile(f"{_RUN.pattern}|[^ ]+")
_PART = re.compile(r"([^\W\d_]+)-?(\d[^-]*)|[^-]+")


class _Folding(dict[int, "str | None"]):
    """What `fold` makes of each character, found out once."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        category = unicodedata.category(character)
        folded: str | None
        if category == "Mn" and not _IS_MARKED.match(character):
            folded = None
        elif category[0] in "LMN" and _IS_UNSPACED.match(character):
            folded = f" {character} "
        elif character in _PLAIN:
            folded = _PLAIN[character]
        else:
            folded = character if category[0] in "LN" or category == "Mc" or character in _INSIDE else " "
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """`text` in lower case, without accents, and with spaces for all that is not part of a word; numbers and
    indices in their plainest form, `10000` and `l1`.
    """
    plain = normal("NFKD", text)
    plain = _BRACED.sub(r"_\1", _THOUSANDS.sub("", plain)).lower().translate(_FOLDING)
    if "_" in plain:
        plain = _INDEXED.sub("", _ELL.sub("l", plain))
    return plain if plain.isascii() else _JAMO.sub(_syllables, plain)


def _syllables(jamo: re.Match[str]) -> str:
    """Apart from what stands beside it: in `BERT는` the noun is BERT."""
    return f" {normal('NFC', jamo[0])} "


def written(folded: str) -> list[str]:
    """The tokens of folded text, in order, as lunr's own tokenizer gives them, but that a name's number is a
    token of its own: so `GPT4 report` and `GPT-4 report` are one phrase.

    lunr.py's tokenizer looks at each character in Python; this splits at the same ones.
    """
    return _NAME_BEGINS.sub(r"\1 ", folded.replace("-", " ")).split()


def compounds(folded: str) -> list[str]:
    """What hyphens part, written as one: `pretraining`, `gpt4`; and `gpt4` where it is written so."""
    pairs = (_COMPOUND.fullmatch(word) for word in folded.split() if "-" in word)
    return [pair[1] + pair[2] for pair in pairs if pair] + [
        letters + number for letters, hyphen, number in _NAME.findall(folded) if hyphen or len(letters) > 1
    ]


def unwritten(folded: str) -> list[str]:
    """Words that nobody has written so: `gpt4` for `gpt 4`; pairs of characters in unspaced scripts."""
    names = [letters + number for letters, number in _SPACED.findall(folded) if letters not in STOP_WORDS]
    return (
        names if folded.isascii() else names + [pair for run in _RUN.findall(folded) for pair in _pairs(run)]
    )


def _pairs(run: str) -> list[str]:
    characters = run.replace(" ", "")
    return [first + second for first, second in pairwise(characters)]


def tokens(folded: str) -> list[str]:
    """All tokens of folded text: those in it, in order, then its compounds and what else it is found by."""
    return written(folded) + compounds(folded) + unwritten(folded)


def sought(folded: str) -> list[tuple[str, str]]:
    """The words of a query, each with the compound that it is part of, if any.

    A name with its number is one word, and so is each pair of characters where no spaces part words.
    """
    joined = _SPACED.sub(lambda name: name[0] if name[1] in STOP_WORDS else f"{name[1]}-{name[2]}", folded)
    found: list[tuple[str, str]] = []
    for piece in _PIECE.findall(joined):
        if _RUN.fullmatch(piece):
            found += [(pair, "") for pair in _pairs(piece)]
        elif pair := _COMPOUND.fullmatch(piece):
            found += [(pair[1], pair[1] + pair[2]), (pair[2], pair[1] + pair[2])]
        else:
            parts = (part[1] + part[2] if part[1] else part[0] for part in _PART.finditer(piece))
            found += [(word, "") for word in map(trim, parts) if word]
    return found


def trim(word: str) -> str:
    """A token without the punctuation around it and without a possessive `'s`; `c++`, `c#`, `.net` are names.

    lunr.py's own trimmer leaves `2405.12345,` and `model's,` as they are.
    """
    if _IS_UNSPACED.match(word):
        return word  # its marks are no punctuation
    inner = _INNER.match(word)
    if not inner:
        return ""
    text, before, after = inner[1], word[: inner.start(1)], word[inner.end(1) :]
    if len(text) == 1 and text.isalpha():
        return text + ("++" if after.startswith("++") else "#" if after.startswith("#") else "")
    return ".net" if text == "net" and before.endswith(".") else text.removesuffix("'s")


def _trimmer(token: Token, i: int, tokens: Sequence[Token]) -> Token | None:  # noqa: ARG001
    token.update(lambda word, _: trim(word))
    return token if str(token) else None  # bare punctuation is no word, though lunr itself would count it


class _Stemmer(PorterStemmer):  # type: ignore[misc]
    """Stems as lunr.js does, or the browser would not find `survey`, `array` and `decay`."""

    b: str  # the word; k is the index of its last letter
    k: int

    def stem(self, word: str) -> str:
        """These endings need a letter before them in lunr.js; lunr.py takes them off bare as well.

        JavaScript counts a letter beyond the first 65,536 as two, and the length of what is before an ending
        decides whether it goes.
        """
        bare = {"ies": "ie", "sses": "sse"}
        units = word if word.isascii() else "".join(map(chr, array("H", word.encode(_UTF16))))
        stemmed: str = bare[word] if word in bare else super().stem(units)
        return stemmed.encode(_UTF16, "surrogatepass").decode(_UTF16)

    def step1c(self) -> None:
        """y becomes i behind a consonant that is not the first letter; lunr.py wants any vowel before it."""
        if self.k >= 2 and self.b[self.k] == "y" and self.b[self.k - 1] not in "aeiou":
            self.b = self.b[: self.k] + "i"


def _stemmer(token: Token, i: int, tokens: Sequence[Token]) -> Token:  # noqa: ARG001
    return token.update(lambda word, _: _Stemmer().stem(word))


Pipeline.register_function(_trimmer, "words-trimmer")
Pipeline.register_function(_stemmer, "words-stemmer")
_pipeline = Pipeline()
_pipeline.add(_trimmer, stop_word_filter, _stemmer)


@functools.cache  # the same few words come again and again
def term(token: str) -> str:
    """The term of the index that a token stands for; nothing for stop words and bare punctuation."""
    return "".join(_pipeline.run_string(token))
