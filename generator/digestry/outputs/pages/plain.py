"""Pages that are plain text: a paper's Markdown twin, llms.txt, robots.txt."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from digestry import urls
from digestry.catalogue.catalogue import Catalogue
from digestry.files import Artefact
from digestry.paper import names, prose, prose_commonmark
from digestry.paper.model import Paper, Tag
from digestry.paper.text import beginning, commonmark, readable
from digestry.paper.wording import sentence
from digestry.settings import Settings

_NEWEST = 50  # papers in llms.txt, which is read as a whole
_LINE = 200  # characters of a summary in a list


def artefacts(catalogue: Catalogue, settings: Settings) -> Iterator[Artefact]:
    """All of them."""
    for paper in catalogue.papers:
        tags = [catalogue.tags[slug].tag for slug in paper.tags]
        yield twin(paper, catalogue.date_of[paper.id], tags, settings)
    if not settings.options.path:  # it counts only at the root of a site, which is then somebody else's
        yield robots(settings)
    yield llms(catalogue, settings)


def twin(paper: Paper, date: dt.date, tags: Sequence[Tag], settings: Settings) -> Artefact:
    """A paper's page as CommonMark, without frame and markup; it appeared in the digest on `date`."""
    words = settings.words
    page = urls.absolute(urls.paper(paper.id), settings.site_url)
    facts = [
        paper.published and words.day(paper.published),
        commonmark(paper.venue),
        ", ".join(paper.categories),
    ]
    links = (
        *((words.say(label), address) for label, address in urls.links(paper, page)),
        ("BibTeX", urls.absolute(urls.citation(paper.id, "bib"), settings.site_url)),
    )
    topics = ((commonmark(tag.name), urls.absolute(urls.tag(tag.slug), settings.site_url)) for tag in tags)
    issue = urls.absolute(urls.issue(date), settings.site_url)
    parts = [
        f"# {commonmark(readable(paper.title))}",
        f"**{commonmark(sentence(paper.status))}**" if paper.status else "",
        commonmark(words.people(names.named(paper.authors), others=names.OTHERS in paper.authors)),
        " · ".join(fact for fact in facts if fact),
        _links(links),
        f"> {commonmark(readable(paper.summary))}" if paper.summary else "",
        prose_commonmark.commonmark(prose.html(paper.note, page)),
        f"## {words.say('Abstract')}" if paper.abstract else "",
        *(commonmark(readable(paragraph)) for paragraph in paper.abstract.split("\n\n")),
        words.say("Tags: %(names)s", names=_links(topics)) if tags else "",
        words.say("In the issue of %(date)s", date=_link(words.day(date), issue)),
    ]
    return Artefact(urls.twin(paper.id), ("\n\n".join(part for part in parts if part) + "\n").encode())


def robots(settings: Settings) -> Artefact:
    """Everybody may read everything; https://www.rfc-editor.org/rfc/rfc9309."""
    sitemap = urls.absolute("sitemap.xml", settings.site_url)
    return Artefact(urls.ROBOTS, f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n".encode())


def llms(catalogue: Catalogue, settings: Settings) -> Artefact:
    """What a language model should read first, in the form of https://llmstxt.org."""

    def address(target: str) -> str:
        return urls.absolute(target, settings.site_url)

    data = (
        ("JSON API", urls.API, "every paper, tag and issue, with a schema and its documentation"),
        ("BibTeX", urls.citations(urls.HOME, "bib"), "every paper as a citation"),
        ("Issues", urls.ISSUES, "what appeared when"),
    )
    papers = (
        (readable(paper.title), urls.twin(paper.id), _line(paper)) for paper in catalogue.papers[:_NEWEST]
    )
    topics = (
        (found.tag.name, urls.tag(found.tag.slug), found.tag.description)
        for found in catalogue.tags.values()
        if found.papers
    )
    sections = (("Data", data), ("Newest papers", papers), ("Topics", topics))
    parts = [
        f"# {commonmark(settings.site_name)}",
        f"> {commonmark(settings.site_description)}" if settings.site_description else "",
        "A digest of research papers. What the page `papers/<id>/` says, `papers/<id>.md` says in Markdown.",
    ]
    for heading, entries in sections:
        lines = [
            f"- {_link(commonmark(name), address(target))}" + (f": {commonmark(text)}" if text else "")
            for name, target, text in entries
        ]
        parts.append("\n".join([f"## {heading}", "", *lines]) if lines else "")
    return Artefact(urls.LLMS, ("\n\n".join(part for part in parts if part) + "\n").encode())


def _links(links: Iterable[tuple[str, str]]) -> str:
    return " · ".join(_link(label, address) for label, address in links)


def _line(paper: Paper) -> str:
    status = f"{sentence(paper.status)}. " if paper.status else ""
    return status + beginning(readable(paper.summary or paper.abstract), _LINE)


def _link(label: str, address: str) -> str:
    """A link whose label is CommonMark; an address with parentheses in it needs brackets around it."""
    return f"[{label}](<{address}>)" if "(" in address or ")" in address else f"[{label}]({address})"
