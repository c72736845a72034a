"""The objects of JSON that services and programs write, and what they say of a paper.

OpenAlex: https://docs.openalex.org/api-entities/works/work-object; Crossref:
https://api.crossref.org/swagger-ui/; Semantic Scholar: https://api.semanticscholar.org/api-docs/; CSL-JSON:
https://citeproc-js.readthedocs.io; Zotero: https://www.zotero.org/support/dev/web_api/v3/basics; arXiv:
https://www.kaggle.com/Cornell-University/arxiv.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from digestry.intake.importers import latex_decoding as latex
from digestry.intake.importers import openalex
from digestry.intake.importers.identifiers import arxiv_id, arxiv_in, named_in
from digestry.intake.importers.json_values import Object, as_list, date_parts, get, people, text, words
from digestry.paper import names, publications

_OURS = frozenset({"arxiv", "authors"})  # keys that CSL-JSON has not
_CSL_TYPES = frozenset(
    "article article-journal article-magazine article-newspaper paper-conference book chapter thesis report "
    "document dataset manuscript software speech webpage post-weblog entry-encyclopedia review".split()
)
_HUGGINGFACE = frozenset(
    {"paper", "publishedAt", "githubRepo", "projectPage", "ai_keywords", "submittedOnDailyAt"}
)
_DBLP_KINDS = {
    "Journal Articles": "journal",
    "Conference and Workshop Papers": "conference",
    "Books and Theses": "",
    "Parts in Books or Collections": "chapter",
    "Data and Artifacts": "dataset",
}
_NUMBERED = re.compile(r"\s\d{4}$")  # DBLP's number of a namesake


@dataclass(frozen=True)
class Shape:
    """A shape of objects.

    name: whose it is, for people.
    fits: whether an object has it.
    fields: its fields in the content format.
    used: the keys that `fields` reads, and those that say nothing of a paper.
    """

    name: str
    fits: Callable[[Object], object]
    fields: Callable[[Object], dict[str, Any]]
    used: frozenset[str]


def _csl(value: Object) -> dict[str, Any]:
    number = _number(value.get("number"))
    arxiv = arxiv_in(number) or arxiv_in(str(value.get("archive_location") or ""))
    return {
        "title": text(value.get("title")),
        "authors": people(value.get("author")),
        "venue": text(
            value.get("container-title") or value.get("event-title") or get(value, "event", "name")
        ),
        "published": date_parts(value.get("issued") or value.get("published")),
        "doi": value.get("DOI"),
        "url": value.get("URL"),
        "arxiv": arxiv,
        "kind": _csl_kind(value),
        "volume": _number(value.get("volume")),
        "number": _number(value.get("issue")) or ("" if arxiv_in(number) else number),
        "pages": value.get("page"),
        "publisher": text(value.get("publisher")) if text(value.get("publisher")) != "arXiv" else "",
        "abstract": text(value.get("abstract")),
        "tags": words(value.get("keyword")) or as_list(value.get("subject")),
        "note": value.get("note") if not _is_only_an_id(value) else "",
        "pdf": next(
            (
                link.get("URL")
                for link in as_list(value.get("link"))
                if get(link, "content-type") == "application/pdf"
            ),
            None,
        ),
    }


def _csl_kind(value: Object) -> str:
    """Its type; `article` means a preprint now, and meant whatever is in something."""
    if value.get("type") == "article" and value.get("container-title"):
        return ""
    if value.get("type") == "thesis" and re.match("master", str(value.get("genre")), re.IGNORECASE):
        return "masters-thesis"
    return publications.read(value.get("type"), "csl")


def _number(value: object) -> str:
    """A volume or the like, which programs write as a text or as a number."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _is_csl(value: Object) -> bool:
    """Whether an object has keys of CSL-JSON, or one of its types, and none of ours."""
    has_keys = bool(value.keys() & {"DOI", "container-title", "issued", "URL"})
    return (has_keys or str(value.get("type")) in _CSL_TYPES) and not value.keys() & _OURS


def _is_only_an_id(value: Object) -> bool:
    """Whether a note only names an id, as Zotero's `extra` does: `arXiv: 2401.14427`."""
    note = value.get("note")
    return isinstance(note, str) and next(named_in(note), None) is not None


def _semantic_scholar(value: Object) -> dict[str, Any]:
    ids = value.get("externalIds")
    return {
        "title": value.get("title"),
        "authors": [name for each in as_list(value.get("authors")) if (name := get(each, "name"))],
        "abstract": value.get("abstract"),
        "summary": "",
        "arxiv": get(ids, "ArXiv"),
        "doi": get(ids, "DOI"),
        "url": value.get("url"),
        "pdf": get(value, "openAccessPdf", "url"),
        "venue": value.get("venue")
        or get(value, "publicationVenue", "name")
        or get(value, "journal", "name"),
        "published": value.get("publicationDate") or value.get("year"),
        "kind": _semantic_scholar_kind(value.get("publicationTypes")),
        "volume": get(value, "journal", "volume"),
        "pages": get(value, "journal", "pages"),
        "tags": value.get("fieldsOfStudy"),
    }


def _semantic_scholar_kind(types: object) -> str:
    """A paper of proceedings is called JournalArticle there too."""
    read = {publications.read(each, "zotero") for each in as_list(types)} - {""}
    return "conference" if "conference" in read else read.pop() if len(read) == 1 else ""


def _openreview(value: Object) -> dict[str, Any]:
    content = {
        key: each["value"] if isinstance(each, dict) and "value" in each else each
        for key, each in value["content"].items()
    }
    created = value.get("pdate") or value.get("odate") or value.get("cdate")
    day = (
        dt.datetime.fromtimestamp(created / 1000, dt.UTC).date()
        if isinstance(created, int) and created < 1e14
        else None
    )
    pdf = content.get("pdf")
    forum = value.get("forum") or value.get("id")
    return {
        "title": content.get("title"),
        "authors": content.get("authors"),
        "abstract": content.get("abstract"),
        "summary": content.get("TLDR") or content.get("TL;DR") or content.get("tldr"),
        "venue": content.get("venue"),
        "published": day and day.isoformat(),
        "tags": words(content.get("keywords")),
        "url": f"https://openreview.net/forum?id={forum}" if isinstance(forum, str) else None,
        "pdf": f"https://openreview.net{pdf}" if isinstance(pdf, str) and pdf.startswith("/") else pdf,
        "code": content.get("code"),
    }


def _dblp(value: Object) -> dict[str, Any]:
    info = value["info"]
    authors = get(info, "authors", "author")
    several = authors if isinstance(authors, list) else [authors]
    venue = info.get("venue")
    ee = info.get("ee")
    return {
        "title": text(str(info.get("title") or "").removesuffix(".")),
        "authors": [
            _NUMBERED.sub("", str(name))
            for each in several
            if (name := get(each, "text") or (each if isinstance(each, str) else ""))
        ],
        "venue": "" if (name := text(venue)) == "CoRR" else name,
        "kind": _DBLP_KINDS.get(str(info.get("type")), "") if name != "CoRR" else "",
        "volume": "" if name == "CoRR" else info.get("volume"),
        "number": info.get("number"),
        "pages": info.get("pages"),
        "publisher": info.get("publisher"),
        "published": info.get("year"),
        "doi": info.get("doi"),
        "url": ee[0] if isinstance(ee, list) and ee else ee or info.get("url"),
        "arxiv": arxiv_in(str(ee or "")) or arxiv_id(str(info.get("volume") or "").removeprefix("abs/")),
    }


def _papers_with_code(value: Object) -> dict[str, Any]:
    return {
        "title": value.get("title") or value.get("paper_title"),
        "authors": value.get("authors"),
        "abstract": value.get("abstract"),
        "arxiv": value.get("arxiv_id") or value.get("paper_arxiv_id"),
        "url": value.get("url_abs") or value.get("paper_url_abs"),
        "pdf": value.get("url_pdf") or value.get("paper_url_pdf"),
        "code": value.get("repo_url"),
        "venue": value.get("proceeding") or value.get("conference"),
        "published": value.get("date") or value.get("published"),
        "tags": words(value.get("tasks")),
    }


def _of_parts(parts: list[Any]) -> names.Name:
    """Family and given name and suffix, in LaTeX, as far as they are told."""
    family, given, suffix = (latex.unicode(str(part or "")) for part in [*parts, "", ""][:3])
    return names.Name(family, given, suffix)


def _arxiv(value: Object) -> dict[str, Any]:
    versions = as_list(value.get("versions"))
    parsed = [
        _of_parts(each)
        for each in as_list(value.get("authors_parsed"))
        if isinstance(each, list) and each and each[0]
    ]
    authors = value.get("authors")
    categories = value.get("categories")
    return {
        "title": latex.unicode(" ".join(str(value.get("title") or "").split())),
        "authors": parsed or (latex.unicode(authors) if isinstance(authors, str) else authors),
        "abstract": " ".join(str(value.get("abstract") or "").split()),
        "arxiv": value.get("id"),
        "doi": str(value.get("doi") or "").split(" ")[0],
        "venue": value.get("journal-ref"),
        "published": get(versions, 0, "created") or (value.get("update_date") if not versions else None),
        "categories": categories.split() if isinstance(categories, str) else categories,
    }


def _zotero(value: Object) -> dict[str, Any]:
    item = value["data"] if isinstance(value.get("data"), dict) else value
    creators = (
        each
        for each in as_list(item.get("creators"))
        if get(each, "creatorType") in {"author", None, "inventor"}
    )
    extra = str(item.get("extra") or "")
    return {
        "title": text(item.get("title")),
        "authors": [
            names.organisation(each["name"])
            if each.get("name")
            else names.Name(str(each.get("lastName") or ""), str(each.get("firstName") or ""))
            for each in creators
            if each.get("name") or each.get("lastName")
        ],
        "abstract": item.get("abstractNote"),
        "published": item.get("date"),
        "doi": item.get("DOI") or next((named.doi for named in named_in(extra) if named.doi), ""),
        "url": item.get("url"),
        "arxiv": arxiv_in(str(item.get("archiveID") or ""))
        or next((n.arxiv for n in named_in(extra) if n.arxiv), ""),
        "venue": item.get("publicationTitle")
        or item.get("proceedingsTitle")
        or item.get("conferenceName")
        or item.get("bookTitle"),
        "kind": publications.read(item.get("itemType"), "zotero"),
        "volume": item.get("volume"),
        "number": item.get("issue") or item.get("reportNumber"),
        "pages": item.get("pages"),
        "publisher": item.get("publisher") or item.get("university") or item.get("institution"),
        "tags": words(item.get("tags")),
    }


def _huggingface(value: Object) -> dict[str, Any]:
    """The inner `paper` counts: the outer `publishedAt` differs by hours."""
    inner = value.get("paper")
    paper = {**value, **inner} if isinstance(inner, dict) else value
    authors = paper.get("authors")
    if isinstance(authors, list):
        shown = (each for each in authors if get(each, "hidden") is not True)  # who asked not to be shown
        authors = [get(each, "name") if isinstance(each, dict) else each for each in shown]
    return {
        "title": paper.get("title"),
        "abstract": paper.get("summary"),
        "authors": authors,
        "arxiv": paper.get("id"),
        "published": paper.get("publishedAt"),
        "upvotes": paper.get("upvotes"),
        "project": paper.get("projectPage"),
        "code": paper.get("githubRepo"),
        "tags": paper.get("ai_keywords"),
        "day": paper.get("submittedOnDailyAt"),
    }


def _keys(*texts: str) -> frozenset[str]:
    return frozenset(key for each in texts for key in each.split())


SERVICES = (
    Shape(
        "Hugging Face",
        lambda value: value.keys() & _HUGGINGFACE,
        _huggingface,
        _keys(
            "paper title summary authors id publishedAt upvotes projectPage githubRepo ai_keywords",
            "submittedOnDailyAt thumbnail numComments submittedBy isAuthorParticipating organization",
            "githubStars ai_summary discussionId mediaUrls",
        ),
    ),
    Shape(
        "OpenAlex",
        lambda value: "authorships" in value or str(value.get("id", "")).startswith("https://openalex.org/W"),
        openalex.fields,
        _keys(
            "id doi title display_name publication_year publication_date ids primary_location type",
            "authorships abstract_inverted_index open_access keywords biblio type_crossref",
        ),
    ),
    Shape(
        "Semantic Scholar",
        lambda value: "externalIds" in value or {"paperId", "title"} <= value.keys(),
        _semantic_scholar,
        _keys(
            "paperId externalIds url title abstract venue year publicationDate openAccessPdf authors journal",
            "publicationVenue fieldsOfStudy corpusId publicationTypes",
        ),
    ),
    Shape(
        "OpenReview",
        lambda value: isinstance(value.get("content"), dict) and "title" in value["content"],
        _openreview,
        _keys(
            "id forum content cdate pdate odate mdate tcdate tmdate number signatures readers writers",
            "nonreaders invitation invitations domain version license",
        ),
    ),
    Shape(
        "DBLP",
        lambda value: isinstance(value.get("info"), dict) and "title" in value["info"],
        _dblp,
        _keys("@score @id info url"),
    ),
    Shape(
        "Papers with Code",
        lambda value: value.keys() & {"url_abs", "paper_url_abs"},
        _papers_with_code,
        _keys(
            "title paper_title authors abstract arxiv_id paper_arxiv_id url_abs paper_url_abs url_pdf",
            "paper_url_pdf repo_url proceeding conference date published tasks paper_url",
        ),
    ),
    Shape(
        "arXiv",
        lambda value: value.keys() & {"authors_parsed", "journal-ref"},
        _arxiv,
        _keys(
            "id title authors authors_parsed abstract doi journal-ref versions update_date categories",
            "submitter license",
        ),
    ),
    Shape(
        "Zotero",
        lambda value: "itemType" in value or isinstance(get(value, "data", "itemType"), str),
        _zotero,
        _keys(
            "key version library links meta data itemType title creators abstractNote date DOI url",
            "publicationTitle tags volume issue reportNumber pages publisher university institution",
        ),
    ),
    Shape(
        "CSL-JSON or Crossref",
        _is_csl,
        _csl,
        _keys(
            "id type title author container-title event-title event issued published DOI URL number",
            "archive_location abstract keyword subject link publisher note volume issue page genre",
        ),
    ),
)
