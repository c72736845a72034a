"""The search's files: the index in shards, and lunr.js, which scores with it in the browser.

Everything but a small pointer, `index.json`, is named by a hash of its content, so that browsers may keep it
for ever. One hash names the whole index: what a page has loaded of it always fits together.
"""

import datetime as dt
import gc
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from digestry.catalogue.catalogue import Catalogue
from digestry.files import Artefact
from digestry.outputs.json_text import compact
from digestry.outputs.search.own_pages import own_page
from digestry.outputs.search.postings import numbers, postings
from digestry.outputs.search.scripts import lunr
from digestry.outputs.search.shards import paper_files, term_files, word_files
from digestry.paper import names
from digestry.paper.model import Document, Paper, Tag
from digestry.paper.text import readable
from digestry.query import addresses
from digestry.query.terms import STOP_WORDS

FOLDER = "assets/search/"
POINTER = FOLDER + "index.json"

# A word in a title says more than one in an abstract. Settled with `make bench-search`.
BOOSTS = {
    "title": 12, "authors": 6, "tags": 4, "summary": 4, "venue": 2, "arxiv": 6, "links": 6, "abstract": 1
}  # fmt: skip
_FIELDS = list(BOOSTS)
# Lunr's BM25: how much repeating a word adds, and how much long fields lose: titles are long for good.
K1, B = 1.2, 0.3


@dataclass(frozen=True)
class Entry:
    """What the search can find: a paper, or a page of the curator's own.

    paper: a page has title, summary and text (as `abstract`) only.
    issue: the day of a paper's issue.
    page: the address of a page; nothing for a paper.
    """

    paper: Paper
    issue: dt.date | None = None
    page: str = ""


def entries(catalogue: Catalogue, pages: Iterable[Document] = (), directory_urls: bool = True) -> list[Entry]:
    """All papers, in their order, then the pages."""
    own = (page for document in pages if (page := own_page(document, directory_urls)))
    return [
        *(Entry(paper, catalogue.date_of[paper.id]) for paper in catalogue.papers),
        *(
            Entry(Paper("", page.title, summary=page.summary, abstract=page.text), page=page.target)
            for page in own
        ),
    ]


def artefacts(
    catalogue: Catalogue, pages: Iterable[Document] = (), directory_urls: bool = True
) -> Iterator[Artefact]:
    """All files of the search, below the site's root; `pages` are found beside the papers."""
    with _no_collector():
        index = list(_index(catalogue, entries(catalogue, pages, directory_urls)))
    folder = _hash(f"{artefact.path}\n".encode() + artefact.data for artefact in index)
    yield from (Artefact(f"{FOLDER}{folder}/{artefact.path}", artefact.data) for artefact in index)
    script = lunr()
    name = f"lunr-{_hash([script])}.js"
    yield Artefact(FOLDER + name, script)
    yield Artefact(POINTER, compact({"folder": folder + "/", "lunr": name}).encode())


def _index(catalogue: Catalogue, found: Sequence[Entry]) -> Iterator[Artefact]:
    tags = {slug: tagged.tag for slug, tagged in catalogue.tags.items()}
    texts = [tuple(fields(entry.paper, tags).values()) for entry in found]
    built = postings(texts, len(_FIELDS), _FIELDS.index("abstract"), _FIELDS.index("links"))
    ordered = [found[place] for place in built.order]
    terms, term_shards = term_files(built.terms)
    words, word_shards = word_files("w", built.words)
    endings, ending_shards = word_files("e", {word[::-1]: count for word, count in built.words.items()})
    yield from (*term_shards, *word_shards, *ending_shards)
    yield from paper_files(document(entry, catalogue) for entry in ordered)
    yield Artefact("facets.json", compact(facets(ordered, catalogue)).encode())
    manifest = {
        "papers": len(ordered),
        "pages": _steps([number for number, entry in enumerate(ordered) if entry.page]),
        "fields": [[*field, total] for field, total in zip(BOOSTS.items(), built.totals, strict=True)],
        "lengths": numbers(built.lengths),
        "k1": K1,
        "b": B,
        "stopWords": sorted(STOP_WORDS),
        "terms": terms,
        "words": words,
        "endings": endings,
    }
    yield Artefact("manifest.json", compact(manifest).encode())


def fields(paper: Paper, tags: Mapping[str, Tag]) -> dict[str, str]:
    """What is indexed of a paper: the fields of BOOSTS, in their order."""
    return {
        "title": paper.title,
        "authors": " ".join(names.named(paper.authors)),
        "tags": " ".join(f"{slug} {tags[slug].name}" for slug in paper.tags),
        "summary": paper.summary,
        "venue": paper.venue,
        "arxiv": paper.arxiv,
        "links": addresses.words(paper),
        "abstract": paper.abstract,
    }


def document(entry: Entry, catalogue: Catalogue) -> dict[str, object]:
    """What a result shows, as plain text and without what the paper does not have."""
    paper = entry.paper
    shown = {
        "id": paper.id,
        "page": entry.page,
        "title": readable(paper.title),
        "authors": names.named(paper.authors),
        "others": names.OTHERS in paper.authors,
        "date": str(paper.published or ""),
        "issue": str(entry.issue or ""),
        "venue": paper.venue,
        "tags": [[slug, catalogue.tags[slug].tag.name] for slug in paper.tags],
        "summary": readable(paper.summary),
        "abstract": readable(paper.abstract),
        "code": paper.code,
        "votes": paper.upvotes,
        "status": paper.status,
    }
    return {name: value for name, value in shown.items() if value}


def facets(found: Sequence[Entry], catalogue: Catalogue) -> dict[str, object]:
    """The columns by which the papers, in the order of their numbers, are filtered, counted and sorted.

    Numbers are VLQ; lists of papers are given by the distance from the one before (from -1). A page is in an
    issue behind the last.
    """
    papers = [entry.paper for entry in found]
    dates = sorted({str(paper.published) for paper in papers if paper.published})
    place = {date: number for number, date in enumerate(dates, 1)}
    issue = {date: number for number, date in enumerate(issue.date for issue in catalogue.issues)}
    tagged: dict[str, list[int]] = defaultdict(list)
    venues: dict[str, list[int]] = defaultdict(list)
    for number, paper in enumerate(papers):
        for slug in paper.tags:
            tagged[slug].append(number)
        venues[paper.venue].append(number)
    return {
        "issues": [[str(issue.date), issue.title] for issue in catalogue.issues],
        "issued": numbers(issue[entry.issue] if entry.issue else len(issue) for entry in found),
        "tags": [
            [slug, of.tag.name, list(of.tag.aliases), _steps(tagged[slug])]
            for slug, of in catalogue.tags.items()
            if slug in tagged
        ],
        "venues": [[venue, _steps(venues[venue])] for venue in sorted(venues) if venue],
        "dates": dates,
        "dated": numbers(place[str(paper.published)] if paper.published else 0 for paper in papers),
        "code": _steps([number for number, paper in enumerate(papers) if paper.code]),
        "votes": numbers(0 if paper.upvotes is None else paper.upvotes + 1 for paper in papers),
    }


def _steps(places: Sequence[int]) -> str:
    return numbers(b - a for a, b in zip([-1, *places], places, strict=False))


@contextmanager
def _no_collector() -> Iterator[None]:
    """Without Python's search for cycles: the index has none, and it takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _hash(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()[:16]
