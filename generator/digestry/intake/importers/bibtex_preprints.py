"""What entries of BibTeX say of preprints, wherever people and programs put it; and so of their kind."""

import re
from collections.abc import Mapping, Sequence

from digestry.intake.importers import latex_decoding as latex
from digestry.intake.importers.identifiers import arxiv_id, arxiv_in, named_in
from digestry.paper import publications

_EPRINTS = ("eprint", "arxiv", "arxivid")
_ANYWHERE = ("journal", "booktitle", "volume", "pages", "note", "howpublished", "url", "ee", "doi")
# What programs write as the journal of a preprint; it is none.
_PREPRINTS = re.compile(
    r"(?:arxiv|corr)(?:[\s:(,].*)?|(?:arxiv )?(?:e-?prints?|preprint)s?(?:[\s:,].*)?|https?://\S+|abs/\S+",
    re.IGNORECASE,
)
_IDS = re.compile(r"(?:abs/|arxiv:)?\d{4}\.\d{4,5}(?:v\d+)?", re.IGNORECASE)
_PREPRINT = re.compile(r"(?:arxiv(?: e-prints| preprint)?|corr)[\s,]+(arxiv:\S+|abs/\S+)", re.IGNORECASE)


def kind(type: str, places: Sequence[str], fields: Mapping[str, str], arxiv: str) -> str:
    """The kind that a type tells.

    An @article in no journal but arXiv is only on arXiv, which nobody has to say.
    """
    if not places and (arxiv or fields.get("journal")) and type in {"article", "online", "unpublished"}:
        return ""
    return publications.read(type, "bibtex")


def names_preprint(text: str) -> bool:
    """Whether a venue, a volume or pages only say that it is a preprint: `CoRR`, `abs/2401.00001`."""
    return bool(_PREPRINTS.fullmatch(text.strip(" .,")) or _IDS.fullmatch(text.strip()))


def arxiv(fields: Mapping[str, str]) -> str:
    """The arXiv id, from its own field or from wherever people and programs put it."""
    kind = latex.address(fields.get("archiveprefix") or fields.get("eprinttype", "")).lower()
    eprint = latex.address(next((fields[name] for name in _EPRINTS if fields.get(name)), ""))
    if kind in {"", "arxiv"} and (found := arxiv_id(eprint)):
        return found
    if kind == "arxiv" and eprint:
        return eprint
    for name in _ANYWHERE:
        value = latex.address(fields.get(name, ""))
        bare = re.sub(r"^arXiv--|^abs/", "arXiv:", value.strip(), flags=re.IGNORECASE).rstrip(".,")
        if found := arxiv_in(bare) or next((each.arxiv for each in named_in(bare) if each.arxiv), ""):
            return found
        if match := _PREPRINT.match(value):
            return arxiv_id(match[1].replace("abs/", "arxiv:").rstrip(".,"))
    return ""


def first_doi(fields: Mapping[str, str]) -> str:
    """A DOI in another field: `note = {doi:10.1145/36.37}`."""
    values = (
        latex.address(fields[name]) for name in ("note", "howpublished", "url", "ee") if fields.get(name)
    )
    return next((each.doi for value in values for each in named_in(value) if each.doi), "")
