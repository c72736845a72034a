"""Names as parts of an address: lower-case words joined by hyphens."""

import re
import unicodedata

from digestry.paper.text import normal

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LENGTH = 100  # characters; long enough for whole titles, short enough for any file system


def slug(text: str, length: int = SLUG_LENGTH) -> str:
    """`text` as lower-case ASCII words joined by hyphens, cut between words to `length` characters.

    Accents fall away, other scripts too: the result is empty when nothing is left.
    """
    plain = normal("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    whole = "-".join(words)
    if len(whole) <= length:
        return whole
    return whole[: length + 1].rpartition("-")[0] or whole[:length]


def author_slug(name: str) -> str:
    """An author's name as a path segment; names that differ only in case, accents or punctuation share it.

    Letters of other scripts stay, since names in them would otherwise have no slug at all.
    """
    parts = normal("NFKD", name.replace("'", "")).casefold()
    plain = normal("NFC", "".join(c for c in parts if not unicodedata.combining(c)))
    # 80 characters are at most 240 bytes, and file systems take 255.
    return "-".join(re.findall(r"[^\W_]+", plain))[:80].strip("-")
