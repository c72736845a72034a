"""Papers that are only named: arXiv ids and DOIs, in all the ways in which people write them."""

import re
from urllib.parse import unquote

_ID = r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?"
_ARXIV = re.compile(
    r"(?:https?://)?(?:(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html|format)/|huggingface\.co/papers/"
    r"|(?:https?://(?:dx\.)?doi\.org/|doi:)?10\.48550/arxiv\.|(?:oai:)?arxiv(?:\.org)?:)?"
    + _ID
    + r"(?:\.pdf)?/?(?:[?#]\S*)?",
    re.ASCII | re.IGNORECASE,
)
_ADDRESS = re.compile(r"arxiv\.|huggingface\.co/|10\.48550/", re.IGNORECASE)


def arxiv_id(text: str) -> str:
    """The arXiv id, without version, that `text` is in any of its forms; nothing where it is none.

    The forms of https://info.arxiv.org/help/arxiv_identifier.html, pages of arXiv and of Hugging Face, and
    arXiv's DOIs.
    """
    match = _ARXIV.fullmatch(unquote(text.strip()))
    return match[1] if match else ""


def arxiv_in(text: str) -> str:
    """The arXiv id that an address or a DOI names; nothing where it names none."""
    return arxiv_id(text) if _ADDRESS.search(text) else ""
