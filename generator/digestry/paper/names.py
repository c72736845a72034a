"""Names of people and organisations: one parser for all that reads and writes papers.

A name is read as BibTeX reads it (https://www.ctan.org/pkg/tamethebeast): "First von Last",
"von Last, First", "von Last, Jr, First". An organisation is never taken apart.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

OTHERS = "others"  # stands last in a list of authors, for those that are not named

_PARTICLES = frozenset("van von vom zu de del della der den di da dos du la le ten ter".split())
_SUFFIXES = frozenset("Jr Jr. Sr Sr. II III IV".split())
_INITIALS = re.compile(r"[A-ZÀ-Þ]{1,3}|(?:[A-ZÀ-Þ]\.-?)+")
# Scripts whose names begin with the family: Han, Kana and Hangul.
_FAMILY_FIRST = re.compile(r"[⺀-鿿豈-﫿가-힯ᄀ-ᇿ]+(?: [⺀-鿿豈-﫿가-힯ᄀ-ᇿ]+)+")


class Name(str):
    """A name as readers see it, and its parts; for all that knows nothing of parts it is a text."""

    # One paper can have thousands: parts that the text tells are not kept beside it.
    __slots__ = ("_parts", "is_organisation")

    _parts: tuple[str, str, str] | None
    is_organisation: bool

    def __new__(cls, family: str, given: str = "", suffix: str = "", is_organisation: bool = False) -> "Name":
        shown = (family, given) if _FAMILY_FIRST.fullmatch(f"{family} {given}") else (given, family)
        made = super().__new__(cls, " ".join(filter(None, (*shown, suffix))))
        parts = (family, given, suffix)
        made._parts = None if not is_organisation and _split(str(made)) == parts else parts
        made.is_organisation = is_organisation
        return made

    def __getnewargs__(self) -> tuple[str, str, str, bool]:  # type: ignore[override]
        return (*self.parts, self.is_organisation)

    @property
    def parts(self) -> tuple[str, str, str]:
        """Family, given name and suffix."""
        return self._parts or _split(str(self))

    @property
    def family(self) -> str:
        """What lists sort by; an organisation, and a name in one word, is nothing else."""
        return self.parts[0]

    @property
    def given(self) -> str:
        return self.parts[1]

    @property
    def suffix(self) -> str:
        """ "Jr." and the like."""
        return self.parts[2]

    @property
    def inverted(self) -> str:
        """ "King, Martin Luther, Jr.", as bibliographies sort by it."""
        return ", ".join(filter(None, self.parts))

    @property
    def written(self) -> str:
        """The shortest text from which the same parts are read, in a list of names too; of a person."""
        text = str(self)
        return text if self._parts is None and not family_first(text) else self.inverted


def organisation(text: str) -> Name:
    """A group, a company or a collaboration, whose name is one."""
    return Name(text, is_organisation=True)


def name(text: str) -> Name:
    """One name: "Last, First" as it says, "First von Last" as BibTeX reads it.

    A family name begins at the first word in lower case ("Ludwig van Beethoven"), else it is the last word;
    in Han, Kana and Hangul it is the first.
    """
    return text if isinstance(text, Name) else Name(*_split(text))


@lru_cache(maxsize=10_000)  # most have several papers
def _split(written: str) -> tuple[str, str, str]:
    """Family, given name and suffix in a text."""
    parts = [part.strip() for part in written.split(",") if part.strip()]
    if len(parts) == 2 and parts[1] not in _SUFFIXES:
        return parts[0], parts[1], ""
    if len(parts) == 3 and {parts[1], parts[2]} & _SUFFIXES:
        given, suffix = (parts[2], parts[1]) if parts[1] in _SUFFIXES else (parts[1], parts[2])
        return parts[0], given, suffix
    words = written.replace(",", "").split() if len(parts) == 2 else written.split()
    if len(parts) > 2 or len(words) < 2:
        return written, "", ""
    if _FAMILY_FIRST.fullmatch(" ".join(words)):
        return words[0], " ".join(words[1:]), ""
    suffix = words.pop() if words[-1] in _SUFFIXES else ""
    first = 0 if words[0] in _PARTICLES else 1  # "van der Berg" has no given name, "bell hooks" has one
    start = next((at for at in range(first, len(words) - 1) if words[at][0].islower()), len(words) - 1)
    return " ".join(words[start:]), " ".join(words[:start]), suffix


def family_first(text: str) -> Name | None:
    """ "Lee A" and "Lee A.B." as bibliographies write them; nothing for what does not end in initials."""
    words = text.split()
    start = len(words)
    while start > 1 and words[start - 1] not in _SUFFIXES and _INITIALS.fullmatch(words[start - 1]):
        start -= 1
    return Name(" ".join(words[:start]), " ".join(words[start:])) if start < len(words) else None


def named(authors: Iterable[str]) -> tuple[str, ...]:
    """The authors that have a name: all but OTHERS."""
    return tuple(author for author in authors if author != OTHERS)
