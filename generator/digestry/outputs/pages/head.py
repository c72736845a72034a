"""What a paper's page says to machines in its head: Highwire's citation tags, and schema.org in JSON-LD.

The tags are those that arXiv prints and Zotero reads: https://www.zotero.org/support/dev/exposing_metadata.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from digestry import urls
from digestry.catalogue.references import Reference
from digestry.outputs.json_text import compact
from digestry.paper.dates import PartialDate
from digestry.paper.model import Tag
from digestry.paper.text import escape, readable

_VENUES = {
    "conference": "citation_conference_title",
    "journal": "citation_journal_title",
    "chapter": "citation_inbook_title",
}
_SCHOOL, _INSTITUTION = "citation_dissertation_institution", "citation_technical_report_institution"
_PUBLISHERS = {"thesis": _SCHOOL, "masters-thesis": _SCHOOL, "report": _INSTITUTION}


def head(reference: Reference, description: str, tags: Sequence[Tag], page: str) -> str:
    """HTML for the head of a paper's page, whose own absolute address is `page`; a tag a line."""
    # One title for reference managers and for previews of links (https://ogp.me).
    title = escape(readable(reference.paper.title))
    lines = [f'<meta name="citation_title" property="og:title" content="{title}">']
    lines += (f'<meta name="{name}" content="{escape(value)}">' for name, value in _citation(reference))
    data = compact(article(reference, description, tags, page))
    data = data.replace("<", "\\u003c")  # which alone could end the script or begin a comment
    lines.append(f'<script type="application/ld+json">{data}</script>')
    return "\n".join(lines)


def _citation(reference: Reference) -> Iterator[tuple[str, str]]:
    paper = reference.paper
    yield from (("citation_author", name.inverted) for name in reference.authors)
    if paper.published:
        yield "citation_date", _date(paper.published)
        if paper.arxiv:
            yield "citation_online_date", _date(paper.published)
    if paper.venue and reference.kind in _VENUES:
        yield _VENUES[reference.kind], paper.venue
    first, _, last = paper.pages.partition("-")
    values = {
        "citation_volume": paper.volume,
        "citation_technical_report_number" if reference.kind == "report" else "citation_issue": paper.number,
        "citation_firstpage": first,
        "citation_lastpage": last,
        _PUBLISHERS.get(reference.kind, "citation_publisher"): paper.publisher,
        "dc.type": reference.publication.zotero,  # without which Zotero takes it for a journal's article
        "citation_doi": paper.doi,
        "citation_pdf_url": paper.pdf or (paper.arxiv and urls.arxiv_pdf(paper.arxiv)),
        "citation_arxiv_id": paper.arxiv,
        "citation_abstract": readable(paper.abstract),
    }
    yield from ((name, value) for name, value in values.items() if value)


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
