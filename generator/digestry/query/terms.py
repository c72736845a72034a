"""From text to the terms that searches look up, by the pipeline of lunr.py.

`overrides/assets/search/words.js` does the same to what people type; tests hold the two together.
"""

import functools
import re
import sys
import unicodedata
from array import array
from collections.abc import Sequence

from lunr.pipeline import Pipeline
from lunr.stemmer import PorterStemmer
from lunr.stop_word_filter import WORDS as STOP_WORDS
from lunr.stop_word_filter import stop_word_filter
from lunr.token import Token

from digestry.paper.text import normal

__all__ = ["STOP_WORDS", "compounds", "fold", "term", "tokens", "trim"]

# Scripts that are written without spaces: each character is a word, and two of them are found side by side.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
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


class _Folding(dict[int, "str | None"]):
    """What `fold` makes of each character, found out once."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        category = unicodedata.category(character)
        folded: str | None
        if category == "Mn":
            folded = None
        elif _UNSPACED.match(character):
            folded = f" {character} "
        elif character in _PLAIN:
            folded = _PLAIN[character]
        else:
            folded = character if category[0] in "LN" or category == "Mc" or character in _INSIDE else " "
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """`text` in lower case, without accents, and with spaces for all that is not part of a word."""
    plain = normal("NFKD", text)
    return plain.lower().translate(_FOLDING)


def compounds(folded: str) -> list[str]:
    """The hyphenated pairs of words in folded text, written as one: `pretraining` for `pre-training`."""
    pairs = (_COMPOUND.fullmatch(word) for word in folded.split() if "-" in word)
    return [pair[1] + pair[2] for pair in pairs if pair]


def tokens(folded: str) -> list[str]:
    """The tokens of folded text, in order, as lunr's own tokenizer gives them; then its compounds.

    lunr.py's tokenizer looks at each character in Python; this splits at the same ones.
    """
    return folded.replace("-", " ").split() + compounds(folded)


def trim(word: str) -> str:
    """A token without the punctuation around it and without a possessive `'s`.

    lunr.py's own trimmer leaves `2405.12345,` and `model's,` as they are.
    """
    inner = _INNER.match(word)
    return inner[1].removesuffix("'s") if inner else ""


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
