"""A reference in APA style, 7th edition: https://apastyle.apa.org/style-grammar-guidelines/references.

citeproc-py needs 4 ms for one, which is most of a minute for 10,000 papers at each build; tests hold this
against it, with the style that Zotero has. Titles stay as their authors wrote them: nothing tells which of
their capitals are names. What nobody said is left out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

from digestry import urls
from digestry.catalogue.references import Reference
from digestry.paper import page_ranges
from digestry.paper.dates import MONTHS
from digestry.paper.model import Tag
from digestry.paper.names import Name
from digestry.paper.publications import OTHER
from digestry.paper.text import readable
from digestry.paper.wording import sentence

_MOST_AUTHORS = 20  # of more, the first 19 and the last are named
_HYPHENS = re.compile("[-‐‑]")  # of names
_DEGREES = frozenset({"thesis", "masters-thesis"})


class Run(NamedTuple):
    """A piece of a reference in one type."""

    text: str
    italic: bool = False


def apa(reference: Reference, tags: Mapping[str, Tag]) -> str:  # noqa: ARG001 - APA has no place for tags
    """The reference of a paper as plain text, on one line."""
    return "".join(text for text, _ in runs(reference))


def runs(reference: Reference) -> tuple[Run, ...]:
    """The reference of a paper: author, date, title, source, address, and what became of it."""
    authors, status = _authors(reference), reference.paper.status
    date, title = [Run(f"({_date(reference)})")], _title(reference)
    first = [[Run(authors)], date, title] if authors else [title, date]
    sentences = [_stopped(part) for part in (*first, *_source(reference))]
    rest = [[Run(text)] for text in (_address(reference), status and f"({sentence(status)})") if text]
    return tuple(_joined([*sentences, *rest], " "))


def _authors(reference: Reference) -> str:
    names = [_author(name) for name in reference.authors]
    if reference.others and names:
        return ", ".join([*names[: _MOST_AUTHORS - 1], "et al."])
    if len(names) > _MOST_AUTHORS:
        return f"{', '.join(names[: _MOST_AUTHORS - 1])}, … {names[-1]}"
    return ", & ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


@cache  # most have several papers
def _author(name: Name) -> str:
    """ "King, M. L., Jr."; a name whole where no capitals could stand for it, as in Han and Arabic."""
    initials = " ".join(_initials(word, name.family) for word in name.given.split())
    if name.is_organisation or not any(letter.upper() != letter.lower() for letter in initials):
        return str(name)
    return ", ".join(filter(None, (name.family, " ".join(initials.split()), name.suffix)))


def _initials(word: str, family: str) -> str:
    """ "J.-P." of Jean-Pierre, "J. D." of J.D.; of JD too, as PubMed has it, if the family is no capitals."""
    if len(word) <= 3 and word.isalpha() and word.isupper() and not family.isupper():
        parts: Iterable[str] = word
    else:
        parts = re.split(r"\.(?=\w)", word)
    return " ".join(filter(None, map(_hyphened, parts)))


def _hyphened(word: str) -> str:
    firsts = (re.search(r"[^\W_][\u0300-\u036f]*", part) for part in _HYPHENS.split(word))
    return "-".join(f"{first[0]}." for first in firsts if first)


def _date(reference: Reference) -> str:
    """The year; of a page on the web also the day, as it may be another one tomorrow."""
    date = reference.paper.published
    if not date:
        return "n.d."
    if reference.kind != "web" or not date.month:
        return str(date.year)
    return f"{date.year}, {MONTHS[date.month - 1]} {date.day or ''}".rstrip()


def _form(reference: Reference) -> Literal["whole", "part", "article"]:
    """Whether a paper stands for itself, is a part of a book, or an article of what appears in volumes.

    The last says the least, and so is for what nobody said the kind of.
    """
    paper, kind = reference.paper, reference.kind
    if not paper.venue or kind not in {"journal", "conference", "chapter", OTHER}:
        return "whole"
    has_volumes = kind in {"journal", OTHER} or (kind == "conference" and paper.volume)
    return "article" if has_volumes else "part"


def _title(reference: Reference) -> list[Run]:
    """The title, in italics unless it is in something; what identifies it; what it is."""
    paper, form, what = reference.paper, _form(reference), reference.publication.description
    number = paper.number if reference.kind == "report" else ""
    if reference.kind == "preprint" and paper.arxiv:
        number = f"arXiv:{paper.arxiv}"
    place = ", ".join(_place(reference)) if form == "whole" else ""
    university = paper.publisher if reference.kind in _DEGREES and _address(reference) else ""
    title = Run(readable(paper.title), italic=form == "whole")
    identified = [f"No. {number}" if number.isdecimal() else number, place]
    return [title, *_listed(" (", identified, ")", "; "), *_listed(" [", [what, university], "]")]


def _source(reference: Reference) -> Iterator[list[Run]]:
    """What it is in, and who published it, unless that is a journal's or stands elsewhere."""
    paper, form = reference.paper, _form(reference)
    if form == "article":
        issue = [Run(paper.volume, italic=True), Run(paper.number and f"({paper.number})")]
        parts = [[Run(paper.venue, italic=True)], issue, [Run(page_ranges.joined(paper.pages, "–"))]]
        yield _joined([found for part in parts if (found := [run for run in part if run.text])], ", ")
        return
    if form == "part":
        yield [Run("In "), Run(paper.venue, italic=True), *_listed(" (", _place(reference), ")")]
    publishers = [paper.publisher, paper.venue if form == "whole" else ""]
    if reference.kind == "preprint":
        publishers = [reference.server]
    said = {str(name) for name in reference.authors} if len(reference.authors) == 1 else set()
    if reference.kind in _DEGREES and _address(reference):
        said.add(paper.publisher)
    yield from ([Run(text)] for text in dict.fromkeys(publishers) if text and text not in said)


def _place(reference: Reference) -> list[str]:
    """Volume, number and pages, as books have them."""
    paper = reference.paper
    pages = page_ranges.joined(paper.pages, "–")
    told = [
        paper.volume and f"Vol. {paper.volume}",
        f"No. {paper.number}" if paper.number and reference.kind != "report" else "",
        pages and f"{'pp.' if re.search('[–,]', pages) else 'p.'} {pages}",
    ]
    return [each for each in told if each]


def _address(reference: Reference) -> str:
    return urls.doi(reference.paper.doi) if reference.paper.doi else reference.url


def _listed(before: str, texts: Iterable[str], after: str, between: str = ", ") -> list[Run]:
    """Texts in a row, and what is around them; nothing where there are none."""
    told = between.join(filter(None, texts))
    return [Run(f"{before}{told}{after}")] if told else []


def _stopped(part: list[Run]) -> list[Run]:
    """A part with a full stop, unless it ends with a sign that ends a sentence."""
    return part if part[-1].text.endswith((".", "!", "?", "…")) else [*part, Run(".")]


def _joined(parts: Iterable[list[Run]], between: str) -> list[Run]:
    """Parts in a row, with a text between them."""
    found: list[Run] = []
    for part in parts:
        found += [Run(between), *part] if found else part
    return found
