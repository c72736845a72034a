"""Papers that are only named: arXiv ids and DOIs, in all the ways in which people write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from digestry.paper import values

_OLD_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|"
    "dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|"
    "plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con"
)
# https://info.arxiv.org/help/arxiv_identifier.html: year, month, a number; before 2007 an archive too.
_NEW = r"(?:0[7-9]|[1-9]\d)(?:0[1-9]|1[0-2])\.\d{4,5}"
_ID = rf"(?P<id>{_NEW}|(?:{_OLD_ARCHIVES})(?:\.[A-Z]{{2}})?/\d{{7}})(?:v\d{{1,2}})?(?![\d])"
# A number alone is one where it could not be anything else that is as frequent: five digits since 2015.
_ALONE = re.compile(
    r"(?:(?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.\d{4}|(?:1[5-9]|[23]\d)(?:0[1-9]|1[0-2])\.\d{5})(?:v\d{1,2})?(?![\w.]*\d)"
)
_ANY_ID = rf"({_NEW}|[a-z-]+(?:\.[a-z]{{2}})?/\d{{7}})(?:v\d+)?"
# Pages of one paper at arXiv, its mirrors, and those that show its papers.
_PAGES = (
    r"(?:(?:[a-z]{2,9}\.)?arxiv\.org/(?:abs|pdf|html|format|ps|src|e-print)/|(?:www\.)?alphaxiv\.org/(?:abs|pdf|html|overview)/"
    r"|ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html|pdf)/|(?:www\.)?huggingface\.co/papers/|hf\.co/papers/|(?:www\.)?papers\.cool/arxiv/"
    r"|(?:www\.)?semanticscholar\.org/arxiv/|api\.semanticscholar\.org/arxiv:|(?:www\.)?arxiv-vanity\.com/papers/"
    r"|(?:www\.)?scirate\.com/arxiv/|(?:www\.)?emergentmind\.com/papers/)"
)
_ARXIV = re.compile(
    rf"(?:(?:https?://)?{_PAGES}|(?:https?://(?:dx\.)?doi\.org/|doi:)?10\.48550/arxiv\.|(?:oai:)?arxiv(?:\.org)?:)?"
    rf"{_ANY_ID}(?:\.pdf)?/?(?:[?#]\S*)?",
    re.ASCII | re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"arxiv\.|alphaxiv\.|ar5iv|huggingface\.co/|hf\.co/|papers\.cool/|/arxiv[/:]|10\.48550/|scirate|emergentmind|vanity",
    re.IGNORECASE,
)
_NAMED_ARXIV = re.compile(
    rf"(?:{_PAGES}|10\.48550/arxiv\.|\barxiv(?:\s?:\s?|\s(?:preprint\s)?))(?:arxiv:)?{_ID}",
    re.ASCII | re.IGNORECASE,
)
_DOI_LETTERS = (
    r"10\.\d{4,9}(?:/|%2[Ff])(?:[^\s\"'<>{}|\\^`\[\]]|<\d[\w:.-]{1,30}>){1,200}"  # <…> as Wiley's oldest
)
_NAMED_DOI = re.compile(rf"(?:(?<![\w./])|(?<=/)){_DOI_LETTERS}")
_TRACKING = re.compile(
    r"[?&#](?:utm_|fbclid|gclid|ref=|src=|via=|casa_token|journalCode|needAccess).*|\?$", re.IGNORECASE
)
# What publishers put behind a DOI in the addresses of its pages.
_VIEW = re.compile(
    r"(?:/(?:full|abstract|pdf|epdf|pdfdirect|meta|summary|references|fulltext|html)|\.pdf|\.full|\.abstract)+/?$",
    re.I,
)
_END = ".,;:!?*_~'’”»"
_LONGEST = 500  # characters; the longest DOIs have about 200


@dataclass(frozen=True)
class Named:
    """An arXiv id or a DOI in a text, one of them empty, and where it stands there."""

    arxiv: str
    doi: str
    start: int
    end: int

    @property
    def fields(self) -> dict[str, str]:
        return {"arxiv": self.arxiv} if self.arxiv else {"doi": self.doi}


def arxiv_id(text: str) -> str:
    """The arXiv id, without version, that `text` is in any of its forms; nothing where it is none.

    The forms of https://info.arxiv.org/help/arxiv_identifier.html, pages of arXiv, its mirrors and Hugging
    Face, and arXiv's DOIs.
    """
    match = _ARXIV.fullmatch(unquote(text.strip())) if len(text) < _LONGEST else None
    return match[1] if match else ""


def arxiv_in(text: str) -> str:
    """The arXiv id that an address or a DOI names; nothing where it names none."""
    return arxiv_id(text) if _ADDRESS.search(text[:_LONGEST]) else ""


def doi(text: str) -> str:
    """The DOI that a text is or names first: `DOI: 10.1145/36.37`, an address; without what tracks a reader.

    Raises ValueError where it names none.
    """
    bare = _TRACKING.sub("", text.strip()) if len(text) < _LONGEST else text
    bare = bare.partition("#")[0] if bare.startswith("http") else bare
    try:
        return values.doi(bare)
    except ValueError:
        found = next((each.doi for each in named_in(text) if each.doi), "")
        if not found:
            raise
        return found


def alone_in(text: str) -> Iterator[Named]:
    """The numbers of a text that may be arXiv ids, such as `2401.14427`: in a list of ids, not in a log."""
    for match in _ALONE.finditer(text):
        if not re.match(r"[\w./]", text[match.start() - 1 : match.start()]):
            yield Named(match[0].partition("v")[0], "", match.start(), match.end())


def named_in(text: str) -> Iterator[Named]:
    """All arXiv ids and DOIs that a text names, in their order; a bare number is not one."""
    found = [Named(match["id"], "", match.start(), match.end()) for match in _NAMED_ARXIV.finditer(text)]
    taken = {place for each in found for place in range(each.start, each.end)}
    found += (
        Named("", value, match.start(), match.end())
        for match in _NAMED_DOI.finditer(text)
        if match.start() not in taken and (value := _doi(match[0], text, match.start()))
    )
    return iter(sorted(found, key=lambda each: each.start))


def _doi(written: str, text: str, start: int) -> str:
    """A DOI without what stands behind it: punctuation, brackets that it did not open, trackers, views."""
    bare = _TRACKING.sub("", unescape(unquote(written)))
    bare = re.sub(r"[\s\"].*|<(?!\d[\w:.-]{1,30}>).*|(?<!\w)>.*", "", bare, flags=re.DOTALL)
    while bare and (
        bare[-1] in _END or (bare[-1] in ")]}" and bare.count(bare[-1]) > bare.count(_OPENED[bare[-1]]))
    ):
        bare = bare[:-1]
    before = text[max(0, start - _LONGEST) : start].lower().rpartition(" ")[2]
    is_address = re.search(r"[\w-]\.[a-z]{2,6}(?::\d+)?/", before)
    is_named = is_address or "doi" in text[max(0, start - 8) : start].lower()
    if (before.endswith("/") and not is_address) or not (is_named or _SURE.search(bare)):
        return ""  # a path, a version, a fraction
    if is_address:
        bare = _of_address(bare, before)
    try:
        return values.doi(bare)
    except ValueError:
        return ""


def _of_address(written: str, before: str) -> str:
    """A DOI in an address without what the publisher puts behind it."""
    bare = written.partition("#")[0]
    if "?" in before:
        bare = bare.partition("&")[0]
    if before.endswith("doi.org/"):
        return bare
    bare = _VIEW.sub("", bare)
    if "rxiv.org/" in before:
        return re.sub(r"v\d{1,2}$", "", bare)
    return re.sub(r"(?<=\w)/\d+$", "", bare) if "oup.com/" in before else bare


_SURE = re.compile(
    r"/(?=.*[a-z])|/.{6}", re.IGNORECASE
)  # what stands behind the prefix of a DOI, in running text
_OPENED = {")": "(", "]": "[", "}": "{"}
