"""Single values as the content format writes them: functions of text that raise ValueError for any other."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

_ARXIV = re.compile(
    r"(?:arxiv:)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?", re.ASCII | re.IGNORECASE
)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.\d{4,9}/\S+)", re.ASCII | re.IGNORECASE)
_CATEGORY = re.compile(r"[a-z-]+(?:\.[A-Za-z-]+)?", re.ASCII)
# Pictures by their suffixes, as Pillow calls them. No SVG: whoever opens one by its address runs its scripts.
PICTURES: Mapping[str, str] = MappingProxyType(
    {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP", "avif": "AVIF", "gif": "GIF"}
)


def arxiv_id(text: str) -> str:
    """An arXiv id without its version: "2401.14427", "hep-ex/0307015"."""
    match = _ARXIV.fullmatch(text)
    if not match:
        raise ValueError(text)
    return match[1]


def doi(text: str) -> str:
    """A bare DOI: "10.1145/3637528.3671617"; given so, as `doi:…` or as an address of doi.org."""
    match = _DOI.fullmatch(text)
    if not match:
        raise ValueError(text)
    return match[1]


def category(text: str) -> str:
    """A category of arXiv: "cs.LG"."""
    if not _CATEGORY.fullmatch(text):
        raise ValueError(text)
    return text


def count(text: str) -> int:
    """A whole number from 0, of at most nine digits."""
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise ValueError(text)
    return int(text)


def truth(text: str) -> bool:
    """`true` or `false`."""
    if text not in {"true", "false"}:
        raise ValueError(text)
    return text == "true"


def web_address(text: str) -> str:
    """`text` if it is an http or https address with a host and nothing a browser would trip over.

    Raises ValueError otherwise: `javascript:` and relative links never get past this.
    """
    parts = urlsplit(text)
    if (
        parts.scheme.lower() not in {"http", "https"}
        or not parts.hostname
        or re.search(r'[\s<>"\\^`{|}]', text)
    ):
        raise ValueError(text)
    return text


def picture_file(text: str) -> str:
    """The path of a picture below the content folder: "figures/overview.png".

    Raises ValueError for addresses, for what leads out of the folder or is hidden there, and for other files.
    """
    parts = text.split("/")
    if any(not part or part.startswith(".") for part in parts) or re.search(r"[\\:]", text):
        raise ValueError(text)
    if parts[-1].rpartition(".")[2].lower() not in PICTURES or "." not in parts[-1]:
        raise ValueError(text)
    return text
