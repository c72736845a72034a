"""Google Scholar's alerts, as HTML: a heading with the title and its link, the authors, a cut snippet."""

import re
from collections.abc import Iterator

from digestry.intake.importers import html_blocks, paper_links
from digestry.intake.importers.blocks import Block, Kind, plain
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.records import Record

_KIND = re.compile(r"^(?:\[(?:PDF|HTML|BOOK|B|CITATION|C)\]\s*)+", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d$")


def is_alert(raw: Raw) -> bool:
    """Whether it is HTML with the links and the classes of an alert."""
    return b"scholar_url?" in raw.utf8 and b"<h3" in raw.utf8


def entries(raw: Raw) -> Iterator[Record]:
    """The papers of an alert. The snippet is a piece of the text, not the abstract, and is left out."""
    title: Block | None = None
    about: list[str] = []
    for block in html_blocks.blocks(raw):
        if block.kind is Kind.HEADING:
            if title:
                yield _record(title, about)
            title, about = (block if any(span.href for span in block.spans) else None), []
        elif title and block.kind is Kind.TEXT:
            about.append(plain(block.spans))
    if title:
        yield _record(title, about)


def _record(block: Block, about: list[str]) -> Record:
    href = next(span.href for span in block.spans if span.href)
    named = paper_links.paper_named(href)
    role = "url" if named or paper_links.role(href, "") not in {"pdf"} else "pdf"
    authors, _, place = about[0].partition(" - ") if about else ("", "", "")
    year = _YEAR.search(place.strip())
    venue = place.strip()[: year.start()].strip(" ,") if year else place.strip()
    fields = {
        "title": _KIND.sub("", plain(block.spans)),
        "authors": authors.strip(),
        "venue": "" if re.match(r"arXiv|.*…$", venue) else venue.partition(" - ")[0],
        "published": year[0] if year else "",
        role: href,
        **(named.fields if named else {}),
    }
    return Record(fields, block.line, unread=("snippet",) if len(about) > 1 else ())
