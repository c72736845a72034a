"""Authors in one line of text, as tables, pages and feeds have them: who is in it.

What stands between names tells how they are parted: semicolons, bars and "and" always part them; commas part
"Ann Lee, Bo Chen", and turn "Lee, Ann" around. Where both readings would do, it is said.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from digestry.paper.names import OTHERS, Name, family_first, name

_ET_AL = re.compile(
    r"(?:(?:\band|&)\s+(?:\d+ )?(?:more|others?)\b(?: authors)?|\b\d+ more(?: authors)?|(?:^|[,;|]\s?)others"
    r"|(?:\band\s+)?\bet\.?\s*al\b|…|\.\.\.)[.;, ]*$",
    re.IGNORECASE,
)
_TAIL = 40  # characters at the end in which "et al." can stand
_AND = re.compile(r"\s*[,;]?\s+(?:and|&)\s+", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]*){1,4}")
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|II|III|IV")
_NUMBER = re.compile(r"\s\(\d{5,15}\)$")  # Scopus' number of a person
_FOOTNOTE = re.compile(r"(?<=[^\W\d_])[\d*†‡§¶∗]{1,4}$")


@dataclass(frozen=True)
class AuthorList:
    """Who is named in a line of text.

    authors: each a `Name`, and OTHERS last where the line says that there are more.
    doubt: how it was read, where another reading would do as well; nothing where it is sure.
    """

    authors: tuple[str, ...]
    doubt: str = ""


def split(text: str) -> AuthorList:
    """The authors that a line of text names."""
    line = text.strip()
    tail = _ET_AL.sub("", line[-_TAIL:])
    more = (OTHERS,) if len(tail) < len(line[-_TAIL:]) else ()
    rest = (line[:-_TAIL] + tail).rstrip(" ,;|&")
    for mark in (";", "|", "\n"):
        if mark in rest:
            return AuthorList((*_each(rest.split(mark)), *more))
    parts = [part.strip(" ,") for part in _AND.split(" ".join(rest.split())) if part.strip(" ,")]
    if len(parts) > 1 and all(part.count(",") == 1 for part in parts):  # Lee, Ann and Chen, Bo
        return AuthorList((*_each(parts), *more))
    pieces = _pieces(parts)
    names, doubt = _of_pieces(pieces, serial=len(parts) > 1)
    return AuthorList((*names, *more), doubt)


def person(text: str) -> Name:
    """One person as sources write the name; "Lee A" and "Lee A.B." have the family first."""
    plain = _NUMBER.sub("", " ".join(text.split()).strip(" ,;"))
    return (None if "," in plain else family_first(plain)) or name(plain)


def _each(texts: Iterable[str]) -> tuple[Name, ...]:
    """The people; in running text, what stands above the line as a footnote's mark stands in it."""
    bare = (text.rstrip("*†‡§¶∗") for text in texts)
    parted = (_FOOTNOTE.sub("", text) if " " in text.strip() else text for text in bare)
    return tuple(found for text in parted if (found := person(text)))


def _pieces(parts: Iterable[str]) -> list[str]:
    """What commas part; a suffix stays with its name."""
    pieces: list[str] = []
    for part in parts:
        for piece in filter(None, (piece.strip() for piece in part.split(","))):
            if pieces and _SUFFIX.fullmatch(piece):
                pieces[-1] += f", {piece}"
            else:
                pieces.append(piece)
    return pieces


def _of_pieces(pieces: list[str], serial: bool) -> tuple[tuple[Name, ...], str]:
    """The names in what commas part, and the doubt; `serial` says that an "and" stood before the last."""
    if len(pieces) < 2:
        return _each(pieces), ""
    single = [" " not in piece for piece in pieces]
    even = len(pieces) % 2 == 0
    if even and all(piece.isupper() and _INITIALS.fullmatch(piece) for piece in pieces[1::2]) and not serial:
        return _turned(pieces), ""  # Lee, A., Chen, B. C.
    if not any(single):
        return _each(pieces), ""
    if even and not serial and sum(single[::2]) * 2 >= len(pieces[::2]):
        read = "as one person" if len(pieces) == 2 else "as last and first names in turn"
        return _turned(pieces), f"{', '.join(pieces[:4])!r} is read {read}"
    if len(pieces) == 2 and single[1] and not serial:
        sure = pieces[0][0].islower()  # van der Berg, Ann
        return _turned(pieces), "" if sure else f"{', '.join(pieces)!r} is read as one person"
    alone = next(piece for piece in pieces if " " not in piece)
    return _each(pieces), f"{alone!r} among names of several words is read as a whole name"


def _turned(pieces: list[str]) -> tuple[Name, ...]:
    return tuple(name(f"{pieces[at]}, {pieces[at + 1]}") for at in range(0, len(pieces), 2))
