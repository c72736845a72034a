"""What a paper's page says to machines in its head: Highwire's citation tags, and schema.org in JSON-LD.

The tags are those that arXiv prints and Zotero reads: https://www.zotero.org/support/dev/exposing_metadata.
`python -m tests.corpora.zotero_pages` says what Zotero makes of them, of each kind of publication.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from digestry import urls
from digestry.catalogue.references import Reference
from digestry.outputs.json_text import compact
from digestry.paper import page_ranges
from digestry.paper.dates import PartialDate
from digestry.paper.model import Tag
from digestry.paper.names import Name
from digestry.paper.text import escape, readable

# What a paper is in. Of two, Zotero takes the last for the type; it cites the first, and knows the other as
# the name of the event.
_VENUES = {
    "journal": ("citation_journal_title",),
    "conference": ("citation_inbook_title", "citation_conference_title"),
    "chapter": ("citation_inbook_title",),
    "web": ("prism.publicationName",),  # without which Zotero takes the digest for the website
}
_DEGREES = frozenset({"thesis", "masters-thesis"})
_PUBLISHERS = {
    **dict.fromkeys(_DEGREES, "citation_dissertation_institution"),
    "report": "citation_technical_report_institution",
}
_NO_BREAK = "\u00a0"


def head(reference: Reference, description: str, tags: Sequence[Tag], page: str) -> str:
    """HTML for the head of a paper's page, whose own absolute address is `page`; a tag a line."""
    # One title for reference managers and for previews of links (https://ogp.me).
    title = escape(readable(reference.paper.title))
    lines = [f'<meta name="citation_title" property="og:title" content="{title}">']
    lines += (f'<meta name="{name}" content="{_content(value)}">' for name, value in _citation(reference))
    data = compact(article(reference, description, tags, page))
    data = data.replace("<", "\\u003c")  # which alone could end the script or begin a comment
    lines.append(f'<script type="application/ld+json">{data}</script>')
    return "\n".join(lines)


def _citation(reference: Reference) -> Iterator[tuple[str, str]]:
    paper = reference.paper
    yield from (("citation_author", _author(name, len(reference.authors))) for name in reference.authors)
    if paper.published:
        yield "citation_date", _date(paper.published)
        if paper.arxiv:
            yield "citation_online_date", _date(paper.published)
    venues = _VENUES.get(reference.kind, ())
    yield from ((name, paper.venue) for name in venues if paper.venue)
    first, last = page_ranges.ends(paper.pages)
    values = {
        "citation_volume": paper.volume,
        "citation_technical_report_number" if reference.kind == "report" else "citation_issue": paper.number,
        "citation_firstpage": first,
        "citation_lastpage": last,
        _PUBLISHERS.get(reference.kind, "citation_publisher"): _publisher(reference),
        "dc.type": reference.publication.zotero,  # without which Zotero takes it for a journal's article
        "eprints.thesis_type": reference.publication.description if reference.kind in _DEGREES else "",
        "citation_public_url": reference.url,
        "citation_doi": paper.doi,
        "citation_pdf_url": paper.pdf or (paper.arxiv and urls.arxiv_pdf(paper.arxiv)),
        "citation_arxiv_id": paper.arxiv,
        "citation_abstract": readable(paper.abstract),
    }
    yield from ((name, value) for name, value in values.items() if value)


def _author(name: Name, authors: int) -> str:
    """ "Last, First Jr.", of a paper with so many authors.

    Zotero knows one comma, parts a name without any at its last space, and takes a name with spaces on both
    sides of its comma for two people where it is the only one.
    """
    given = " ".join(filter(None, (name.given, name.suffix)))
    if not given:
        return f"{name}," if " " in name and "," not in name else str(name)
    if authors == 1 and " " in name.family:
        given = given.replace(" ", _NO_BREAK)
    return f"{name.family}, {given}"


def _publisher(reference: Reference) -> str:
    """Who published it: of what is in nothing the venue too, such as Zenodo or bioRxiv."""
    paper = reference.paper
    if reference.kind == "preprint":
        return reference.server
    return paper.publisher or ("" if reference.kind in _VENUES else paper.venue)


def _content(value: str) -> str:
    return "&nbsp;".join(map(escape, value.split(_NO_BREAK)))


def article(reference: Reference, description: str, tags: Sequence[Tag], page: str) -> dict[str, Any]:
    """The paper as https://schema.org/ScholarlyArticle, or what else its kind is there.

    Its `abstract` is what schema.org calls so, "a short description that summarizes": the page's own. The
    authors' abstract is in the citation tags already.
    """
    paper = reference.paper
    identifiers = [("arXiv", paper.arxiv), ("DOI", paper.doi)]
    same = [
        urls.arxiv(paper.arxiv) if paper.arxiv else "",
        urls.doi(paper.doi) if paper.doi else "",
        paper.url,
    ]
    venue = {"@type": "Periodical" if reference.kind == "journal" else "CreativeWork", "name": paper.venue}
    found = {
        "@context": "https://schema.org",
        "@type": reference.publication.schema,
        "url": page,
        "name": readable(paper.title),
        "headline": readable(paper.title),
        "author": [
            {"@type": "Organization" if name.is_organisation else "Person", "name": name}
            for name in reference.authors
        ],
        "datePublished": paper.published and str(paper.published),
        "creativeWorkStatus": paper.status,
        "abstract": readable(description),
        "keywords": [tag.name for tag in tags],
        "isPartOf": venue if paper.venue else None,
        "identifier": [
            {"@type": "PropertyValue", "propertyID": kind, "value": value}
            for kind, value in identifiers
            if value
        ],
        "sameAs": [address for address in same if address],
    }
    return {name: value for name, value in found.items() if value}


def _date(date: PartialDate) -> str:
    """YYYY/MM/DD, or as much of it as is known."""
    return str(date).replace("-", "/")
