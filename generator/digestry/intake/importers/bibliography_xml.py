"""Bibliographies in XML: EndNote's, PubMed's, and MODS of libraries.

PubMed: https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/; MODS: https://www.loc.gov/standards/mods/.
defusedxml reads them as a stream, a reference at a time, and refuses what defines entities.
"""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from digestry.intake.importers.raw import Raw
from digestry.intake.importers.records import Dropped, Record
from digestry.paper import names, publications
from digestry.paper.model import Place

_HEAD = 64 * 2**10  # bytes in which a format shows itself
_SIGNS = {
    "PubmedArticle": re.compile(rb"<PubmedArticle\b"),
    "mods": re.compile(rb"<(?:\w+:)?mods\b"),
    "record": re.compile(rb"<records?>\s*<record>|<xml>\s*<records>|<source-app\b"),
}


def is_bibliography(raw: Raw) -> bool:
    """Whether it is XML with references in one of these forms."""
    return _element(raw) != ""


def _element(raw: Raw) -> str:
    head = raw.utf8[:_HEAD].lstrip()
    if not head.startswith(b"<"):
        return ""
    return next((name for name, sign in _SIGNS.items() if sign.search(head)), "")


def entries(raw: Raw) -> Iterator[Record | Dropped]:
    """The references, each as soon as it is complete; `line` counts them, since the stream knows no lines."""
    wanted = _element(raw)
    read = _READERS[wanted or "record"]
    number = 0
    try:
        for _, element in iterparse(BytesIO(raw.utf8), events=("end",), forbid_dtd=False):
            name = element.tag.rpartition("}")[2]
            element.tag = name
            if name == wanted:
                number += 1
                record = read(element, number)
                title = record.fields.get("title")
                yield record if title else Dropped(Place(raw.name, number), "", "the reference has no title")
                element.clear()
    except ParseError as error:
        what = f"this is not well-formed XML ({str(error).split(': line')[0]})"
        raise raw.unreadable(max(error.position[0], 1), what, "export it again") from None
    except DefusedXmlException:
        raise raw.unreadable(1, "it defines entities, which can be a bomb", "export it again") from None


def _text(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _texts(element: Element, path: str) -> list[str]:
    return [text for each in element.findall(path) if (text := _text(each))]


def _first(element: Element, *paths: str) -> str:
    return next((text for path in paths for text in _texts(element, path)), "")


def _endnote(record: Element, number: int) -> Record:
    """A `record` of EndNote; its texts stand in `style` elements."""
    authors = [
        names.organisation(text.rstrip(" ,")) if text.endswith(",") else names.name(text)
        for text in _texts(record, "contributors/authors/author")
    ]
    year = _first(record, "dates/year")
    date = _first(record, "dates/pub-dates/date")
    fields = {
        "title": _first(record, "titles/title"),
        "authors": authors,
        "venue": _first(
            record, "periodical/full-title", "titles/secondary-title", "alt-periodical/full-title"
        ),
        "published": f"{date} {year}" if date and year and year not in date else date or year,
        "kind": publications.read(_endnote_type(record), "zotero"),
        "volume": _first(record, "volume"),
        "number": _first(record, "number"),
        "pages": _first(record, "pages"),
        "publisher": _first(record, "publisher"),
        "doi": _first(record, "electronic-resource-num"),
        "url": _first(record, "urls/related-urls/url", "urls/web-urls/url"),
        "pdf": next((url for url in _texts(record, "urls/pdf-urls/url") if url.startswith("http")), ""),
        "abstract": _first(record, "abstract"),
        "tags": _texts(record, "keywords/keyword"),
        "note": "\n\n".join(_texts(record, "notes") + _texts(record, "research-notes")),
    }
    known = {
        "titles",
        "contributors",
        "dates",
        "periodical",
        "alt-periodical",
        "electronic-resource-num",
        "urls",
    }
    known |= {"abstract", "keywords", "notes", "research-notes", "database", "source-app", "rec-number"}
    known |= {"foreign-keys", "ref-type", "volume", "number", "pages", "publisher"}
    unread = (f"element {each.tag}" for each in record if each.tag not in known and _text(each))
    return Record(fields, number, unread=tuple(dict.fromkeys(unread)))


def _endnote_type(record: Element) -> str:
    """`Journal Article`; the number beside it is EndNote's own."""
    kind = record.find("ref-type")
    return kind.get("name", "") if kind is not None else ""


def _pubmed(article: Element, number: int) -> Record:
    date = article.find(".//JournalIssue/PubDate")
    parts = [_first(date, part) for part in ("Year", "Month", "Day")] if date is not None else []
    pmid = _first(article, "MedlineCitation/PMID")
    abstract = (
        f"{label.capitalize()}: {text}" if (label := each.get("Label")) else text
        for each in article.findall(".//Abstract/AbstractText")
        if (text := _text(each))
    )
    fields = {
        "title": _first(article, ".//ArticleTitle").removesuffix("."),
        "authors": [name for each in article.findall(".//AuthorList/Author") if (name := _pubmed_name(each))],
        "venue": _first(article, ".//Journal/Title", ".//Journal/ISOAbbreviation"),
        "published": " ".join(filter(None, parts)) or _first(article, ".//PubDate/MedlineDate"),
        "kind": next(
            filter(
                None,
                (publications.read(each, "zotero") for each in _texts(article, ".//PublicationType")),
            ),
            "",
        ),
        "volume": _first(article, ".//JournalIssue/Volume"),
        "number": _first(article, ".//JournalIssue/Issue"),
        "pages": _first(article, ".//Pagination/MedlinePgn"),
        "doi": _first(article, ".//ELocationID[@EIdType='doi']", ".//ArticleId[@IdType='doi']"),
        "url": f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid.isdecimal() else "",
        "abstract": "\n\n".join(abstract),
        "tags": _texts(article, ".//KeywordList/Keyword"),
    }
    return Record(fields, number)


def _pubmed_name(author: Element) -> str:
    if group := _first(author, "CollectiveName"):
        return names.organisation(group)
    family = _first(author, "LastName")
    return (
        names.Name(family, _first(author, "ForeName", "Initials"), _first(author, "Suffix")) if family else ""
    )


def _mods(mods: Element, number: int) -> Record:
    title = mods.find("titleInfo")
    parts = [_first(title, part) for part in ("nonSort", "title")] if title is not None else []
    subtitle = _first(title, "subTitle") if title is not None else ""
    fields = {
        "title": " ".join(filter(None, parts)) + (f": {subtitle}" if subtitle else ""),
        "authors": [name for each in mods.findall("name") if (name := _mods_name(each))],
        "venue": _first(mods, "relatedItem[@type='host']/titleInfo/title"),
        "published": _first(
            mods, "originInfo/dateIssued", ".//dateIssued", ".//dateCreated", ".//copyrightDate", ".//date"
        ),
        "kind": next(filter(None, (publications.read(each, "zotero") for each in _texts(mods, "genre"))), ""),
        "volume": _first(mods, ".//part/detail[@type='volume']/number"),
        "number": _first(mods, ".//part/detail[@type='issue']/number"),
        "pages": "-".join(_texts(mods, ".//part/extent[@unit='page']/*")[:2])
        or "-".join(_texts(mods, ".//part/extent[@unit='pages']/*")[:2]),
        "publisher": _first(mods, "originInfo/publisher", ".//originInfo/publisher"),
        "doi": _first(mods, "identifier[@type='doi']"),
        "url": _first(mods, "location/url", "identifier[@type='uri']"),
        "abstract": _first(mods, "abstract"),
        "tags": _texts(mods, "subject/topic"),
        "note": "\n\n".join(_texts(mods, "note")),
    }
    return Record(fields, number)


def _mods_name(name: Element) -> str:
    roles = {role.lower() for role in _texts(name, "role/roleTerm")}
    if roles and not roles & {"aut", "author", "creator", "cre"}:
        return ""
    whole = _first(name, "namePart")
    if name.get("type") == "corporate":
        return names.organisation(whole) if whole else ""
    family = _first(name, "namePart[@type='family']")
    given = " ".join(_texts(name, "namePart[@type='given']"))
    return names.Name(family, given) if family else names.name(whole)


_READERS: dict[str, Callable[[Element, int], Record]] = {
    "record": _endnote,
    "PubmedArticle": _pubmed,
    "mods": _mods,
}
