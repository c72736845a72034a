"""Addresses of papers that people paste: arXiv's, DOIs, and any other page; each as one word of the index.

`overrides/assets/search/addresses.js` reads them alike; tests hold the two together.
"""

import re

from digestry.paper.model import Paper

_ARXIV = re.compile(
    r"(?:https?://)?(?:www\.|export\.)?(?:arxiv(?:\.org/(?:abs|pdf|html)/|:\s*)"
    r"|alphaxiv\.org/(?:abs|pdf)/|huggingface\.co/papers/|ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html)/"
    r"|(?:(?:dx\.)?doi\.org/|doi:\s*)?10\.48550/arxiv\.)"
    r"([a-z.-]+/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?",
    re.IGNORECASE | re.ASCII,
)
_DOI_SAID = re.compile(r"(?<![^\s-])doi:\s*(?=10\.[0-9]{4})", re.IGNORECASE)
_DOI = re.compile(
    r"(?:(?:https?://|www\.)\S*?/)?(10\.\d{4,9}/[^\s?#]*[a-z\d][^\s?#]*)", re.IGNORECASE | re.ASCII
)
_PAGE = re.compile(r"(?:https?://(?:www\.)?|www\.)([^\s#&]*[a-z\d][^\s#&]*)", re.IGNORECASE | re.ASCII)
_VIEW = re.compile(r"(?:\.pdf|/(?:abstract|full|html|pdf))$")
_PARTS = re.compile(r"[a-z0-9]+")


def plain(text: str) -> str:
    """A query in which addresses at arXiv, and at who else goes by its ids, are those ids."""
    return _DOI_SAID.sub("", _ARXIV.sub(r"\1", text))


def word(text: str) -> str:
    """The one word that stands for a DOI or for the address of a page; nothing for what is neither.

    A DOI is the same alone, with `https://doi.org/` and in its publisher's address. It begins with `10.`,
    other addresses with `www.`, so that nothing else in the index is taken for one.
    """
    if doi := _DOI.match(text):
        return ".".join(_PARTS.findall(_VIEW.sub("", doi[1].lower())))
    if page := _PAGE.match(text):
        return ".".join(["www", *_PARTS.findall(_VIEW.sub("", page[1].lower()))])
    return ""


def words(paper: Paper) -> str:
    """Those of a paper, but for its arXiv id, which is a field of its own."""
    own = dict.fromkeys(_word_or_id(address) for address in (paper.doi, paper.url, paper.pdf))
    return " ".join(one for one in own if one and one != paper.arxiv)


def _word_or_id(address: str) -> str:
    arxiv = _ARXIV.fullmatch(address)
    return arxiv[1] if arxiv else word(address)
