"""Links that lead nowhere: in what the curator writes in Markdown, and on the web.

The links in a paper's own fields are the validator's business.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from digestry.catalogue.catalogue import completed
from digestry.check.findings import Finding, about, warning
from digestry.content.validate import Content
from digestry.paper import kinds, prose
from digestry.paper.model import FIELDS, Document, Issue, Place

_FIX = "write the address in full, starting with https://"
_ADDRESSES = tuple(name for name, field in FIELDS.items() if field.kind is kinds.ADDRESS)


def notes(issue: Issue) -> Iterator[Finding]:
    """Links in the notes of an issue and its papers that are not web addresses.

    A note goes into feeds and e-mail too, where a relative link leads nowhere.
    """
    for link in _not_of_the_web(issue.note):
        yield warning("link", issue.place, "note", f"`note` links to {link!r}", _FIX)
    for paper in issue.papers:
        for link in _not_of_the_web(paper.note):
            yield about("link", paper, "note", f"`note` links to {link!r}", _FIX)


def pages(documents: Iterable[Document]) -> Iterator[Finding]:
    """Links of the curator's own pages that are neither of the web nor of this site nor mail.

    MkDocs looks after links to other pages.
    """
    for page in documents:
        for link in prose.links(page.text):
            scheme = _scheme(link)
            if scheme and scheme not in {"http", "https", "mailto"}:
                line = page.text[: max(page.text.find(link), 0)].count("\n") + 1
                place = Place(page.file, line)
                yield warning("link", place, "", f"the page links to {link!r}", _FIX)


def addresses(digest: Content) -> Mapping[str, tuple[Finding, ...]]:
    """Each web address that the digest links to, with a warning for each place that has it.

    To be given where the address turns out to be dead. An id leads to arXiv or doi.org, which keep what they
    have, so those are not asked.
    """
    found: dict[str, list[Finding]] = defaultdict(list)
    fix = "write the address that it has now, or delete it"
    for issue in digest.issues:
        for link in _of_the_web(issue.note):
            found[link].append(warning("dead-link", issue.place, "note", f"{link} leads nowhere", fix))
        for paper in (completed(paper, digest.facts) for paper in issue.papers):
            fields = [(field, getattr(paper, field)) for field in _ADDRESSES if getattr(paper, field)]
            for field, link in [*fields, *(("note", link) for link in _of_the_web(paper.note))]:
                found[link].append(about("dead-link", paper, field, f"{link} leads nowhere", fix))
    return {link: tuple(places) for link, places in found.items()}


def _of_the_web(markdown: str) -> Iterator[str]:
    return (link for link in prose.links(markdown) if _scheme(link) in {"http", "https"})


def _not_of_the_web(markdown: str) -> Iterator[str]:
    return (link for link in prose.links(markdown) if _scheme(link) not in {"http", "https", "mailto"})


def _scheme(link: str) -> str:
    """As a browser sees it: it ignores white space and control characters in a scheme."""
    try:
        return urlsplit(re.sub(r"[\s\x00-\x20]", "", link)).scheme.lower()
    except ValueError:
        return "?"  # no address at all, such as http://[
