"""The running text of a field, in words: what the rules on wording and mathematics look at."""

import re
from collections.abc import Sequence

from digestry.paper.text import Formula, segments

# Such an address is no wording, in any case.
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\\(?:url|href)\{[^}]*\}?")
_SHOWN = 40  # characters of a word in a message

FORMULA = "\0"  # stands for a formula, alone or in a word; no text holds it


def plain(text: str) -> str:
    """A text without its formulas and addresses; a formula leaves `FORMULA` behind."""
    whole = "".join(FORMULA if isinstance(part, Formula) else part for part in segments(text))
    return _ADDRESS.sub(" ", whole) if "://" in whole or "www." in whole or "\\" in whole else whole


class Sign:
    """A pattern that tells a word as unsound.

    A digest uses the same words again and again. Each is looked at once: the sound ones are remembered.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)
        self._sound: set[str] = set()

    def first(self, words: Sequence[str]) -> str:
        """The first unsound word of a text, with the words beside it; empty where there is none."""
        if self._sound.issuperset(words):
            return ""
        for position, word in enumerate(words):
            if word not in self._sound:
                if self._pattern.search(word):
                    return _excerpt(words, position)
                self._sound.add(word)
        return ""


def _excerpt(words: Sequence[str], position: int) -> str:
    """A word and its neighbours, for a message."""
    beside = [*words[max(0, position - 2) : position], words[position], *words[position + 1 : position + 2]]
    shown = " ".join(word if len(word) <= _SHOWN else f"{word[:_SHOWN]}…" for word in beside)
    return shown.replace(FORMULA, "$…$")
