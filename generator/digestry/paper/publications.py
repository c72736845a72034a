"""What a paper can be: a kind of publication, and what each format calls it.

BibTeX: https://www.ctan.org/pkg/biblatex; RIS, and what Zotero makes of it: RIS.js of zotero/translators;
CSL: https://docs.citationstyles.org/en/stable/specification.html; https://schema.org. `dc.type` of a page
holds Zotero's own names, which its Embedded Metadata.js takes as they are.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Vocabulary = Literal["bibtex", "ris", "csl", "zotero"]


@dataclass(frozen=True)
class Publication:
    """A kind of publication.

    name: as curators write it.
    venue, publisher: the fields of BibTeX that name what it is in, and who published it.
    also: what other sources call it, without case, spaces and hyphens.
    description: what a reference calls it, where it has to be said.
    """

    name: str
    about: str
    bibtex: str
    ris: str
    csl: str
    schema: str
    zotero: str
    venue: str = "howpublished"
    publisher: str = "publisher"
    also: tuple[str, ...] = ()
    description: str = ""


OTHER = "other"  # what a paper is of which nobody said it
_SCHOLARLY = "ScholarlyArticle"
_EVERY = (
    Publication(
        "journal",
        "an article in a journal",
        "article",
        "JOUR",
        "article-journal",
        _SCHOLARLY,
        "journalArticle",
        "journal",
        also=("journalarticle", "ejour", "jfull", "reviewarticle", "suppperiodical"),
    ),
    Publication(
        "conference",
        "a paper of a conference or workshop",
        "inproceedings",
        "CPAPER",
        "paper-conference",
        _SCHOLARLY,
        "conferencePaper",
        "booktitle",
        also=("conference", "conferencepaper", "proceedingsarticle", "conf", "conferenceproceedings"),
    ),
    # RIS has no preprints. Of unpublished works, Zotero knows UNPD, and makes a journal's article of UNPB.
    Publication(
        "preprint",
        "on a preprint server only",
        "misc",
        "UNPD",
        "article",
        _SCHOLARLY,
        "preprint",
        also=("postedcontent", "preprint"),
    ),
    Publication("book", "a whole book", "book", "BOOK", "book", "Book", "book", also=("monograph", "ebook")),
    Publication(
        "chapter",
        "a part of a book",
        "incollection",
        "CHAP",
        "chapter",
        "Chapter",
        "bookSection",
        "booktitle",
        also=("inbook", "inbookitem", "bookchapter", "booksection", "echap"),
    ),
    Publication(
        "thesis",
        "a doctoral thesis, or one of a degree that nobody named",
        "phdthesis",
        "THES",
        "thesis",
        "Thesis",
        "thesis",
        publisher="school",
        also=("thesis", "dissertation"),
        description="Thesis",
    ),
    Publication(
        "masters-thesis",
        "a master's thesis",
        "mastersthesis",
        "THES",
        "thesis",
        "Thesis",
        "thesis",
        publisher="school",
        description="Master's thesis",
    ),
    Publication(
        "report",
        "a report of an institution",
        "techreport",
        "RPRT",
        "report",
        "Report",
        "report",
        publisher="institution",
        also=("report", "manual", "technicalreport", "stand", "govdoc"),
    ),
    Publication(
        "dataset",
        "data",
        "dataset",
        "DATA",
        "dataset",
        "Dataset",
        "dataset",
        also=("dbase",),
        description="Data set",
    ),
    Publication(
        "software",
        "a program",
        "software",
        "COMP",
        "software",
        "SoftwareSourceCode",
        "computerProgram",
        description="Computer software",
    ),
    Publication(
        "manuscript",
        "a manuscript that nobody published",
        "unpublished",
        "MANSCPT",
        "manuscript",
        _SCHOLARLY,
        "manuscript",
        description="Unpublished manuscript",
    ),
    Publication(
        "web", "a page of a website", "online", "ELEC", "webpage", "WebPage", "webpage", also=("www",)
    ),
    Publication(OTHER, "nobody said what", "misc", "GEN", "document", _SCHOLARLY, "document"),
)
PUBLICATIONS: Mapping[str, Publication] = MappingProxyType({each.name: each for each in _EVERY})
NAMES = tuple(name for name in PUBLICATIONS if name != OTHER)  # those that can be said

# Words that say nothing: of several kinds at once, or of an unpublished work, which need not be a preprint.
_SILENT = frozenset({"misc", "gen", "document", "unpd", "unpb"})


def parsed(text: str) -> str:
    """A kind as curators write it; raises ValueError for any other."""
    if text not in NAMES:
        raise ValueError(text)
    return text


def read(word: object, vocabulary: Vocabulary) -> str:
    """The kind that a word of a vocabulary names; nothing where it names none of ours."""
    plain = _plain(word) if isinstance(word, str) else ""
    return _READ[vocabulary].get(plain, "")


def told(text: str) -> str:
    """A kind under any of its names, as tables have them; raises ValueError for what is none."""
    if text in NAMES:
        return text
    found = (read(text, vocabulary) for vocabulary in ("zotero", "csl", "bibtex", "ris"))
    if kind := next(filter(None, found), ""):
        return kind
    if _plain(text) in _SILENT:
        return ""
    raise ValueError(text)


def _plain(word: str) -> str:
    return re.sub(r"[^a-z]", "", word.lower())


def _words(vocabulary: Vocabulary) -> Mapping[str, str]:
    """Kinds by the words of a vocabulary; of two kinds with one word, the first is the wider one."""
    said = [each for each in reversed(_EVERY) if each.name != OTHER]
    others = {word: each.name for each in said for word in (*each.also, _plain(each.name))}
    own = {_plain(getattr(each, vocabulary)): each.name for each in said}
    return {word: name for word, name in {**others, **own}.items() if word not in _SILENT}


_READ = {name: _words(name) for name in ("bibtex", "ris", "csl", "zotero")}
