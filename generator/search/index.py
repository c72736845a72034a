"""A Lunr index made ahead of time: the home of lunr.py, which writes what lunr.js 2.3.9 reads.

The format is lunr.js' own serialisation (https://github.com/olivernn/lunr-schema). A document's ref is
its place in `documents.json`.
"""

import functools
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files

from lunr.builder import Builder
from lunr.pipeline import Pipeline
from lunr.stemmer import PorterStemmer
from lunr.stop_word_filter import WORDS, stop_word_filter
from lunr.token import Token

from generator import urls
from generator.model import Artefact, Paper, Tag
from generator.text import beginning

FOLDER = "assets/search/"
SUMMARY = 240  # characters of the abstract, for results of papers without a summary

# A word in a title says more than one in an abstract.
BOOSTS = {"title": 8, "authors": 4, "tags": 4, "summary": 3, "venue": 3, "arxiv": 3, "abstract": 1}


def artefacts(papers: Sequence[Paper], tags: Mapping[str, Tag]) -> Iterator[Artefact]:
    """The index, the documents that results show, and lunr.js from the installed MkDocs."""
    # lunr.js leaves out other words than lunr.py, so the browser is told which.
    yield _json("index.json", index(papers, tags) | {"stopWords": sorted(WORDS)})
    yield _json("documents.json", [document(paper, tags) for paper in papers])
    script = files("mkdocs").joinpath("contrib/search/templates/search/lunr.js")
    yield Artefact(FOLDER + "lunr.js", script.read_bytes())


def index(papers: Sequence[Paper], tags: Mapping[str, Tag]) -> dict[str, object]:
    """The serialised Lunr index of the papers."""
    builder = Builder()
    builder.pipeline.add(_trimmer, stop_word_filter, _stemmer)
    builder.search_pipeline.add(_stemmer)
    for field, boost in BOOSTS.items():
        builder.field(field, boost)
    for position, paper in enumerate(papers):
        builder.add({"id": position} | {field: fold(text) for field, text in _fields(paper, tags).items()})
    if not papers:  # lunr.py divides by the number of documents
        return {
            "version": "2.3.9",
            "fields": list(BOOSTS),
            "fieldVectors": [],
            "invertedIndex": [],
            "pipeline": ["stemmer"],
        }
    built: dict[str, object] = builder.build().serialize()
    return built | {"pipeline": ["stemmer"]}  # by its name in lunr.js


def document(paper: Paper, tags: Mapping[str, Tag]) -> dict[str, object]:
    """What a result shows, as plain text; `url` is relative to the site's root."""
    return {
        "id": paper.id,
        "url": urls.paper(paper.id),
        "title": paper.title,
        "authors": paper.authors,
        "date": str(paper.published or ""),
        "venue": paper.venue,
        "tags": [{"slug": slug, "name": tags[slug].name} for slug in paper.tags],
        "summary": paper.summary or beginning(paper.abstract, SUMMARY),
        "upvotes": paper.upvotes,
    }


def fold(text: str) -> str:
    """`text` in lower case without accents; engine.js folds queries in the same way."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(character for character in decomposed if unicodedata.category(character) != "Mn")


def _fields(paper: Paper, tags: Mapping[str, Tag]) -> dict[str, str]:
    return {
        "title": paper.title,
        "authors": " ".join(paper.authors),
        "tags": " ".join(f"{slug} {tags[slug].name}" for slug in paper.tags),
        "summary": paper.summary,
        "venue": paper.venue,
        "arxiv": paper.arxiv,
        "abstract": paper.abstract,
    }


def _trimmer(token: Token, i: int, tokens: Sequence[Token]) -> Token:  # noqa: ARG001
    """A word without the punctuation around it; lunr.py's own trimmer leaves `2405.12345,` as it is."""
    return token.update(lambda word, _: re.sub(r"^\W+|\W+$", "", word))


class _Stemmer(PorterStemmer):  # type: ignore[misc]
    """Stems as lunr.js does, or the browser would not find `survey`, `array` and `decay`."""

    b: str  # the word; k is the index of its last letter
    k: int

    def step1c(self) -> None:
        """y becomes i behind a consonant that is not the first letter; lunr.py wants any vowel before it."""
        if self.k >= 2 and self.b[self.k] == "y" and self.b[self.k - 1] not in "aeiou":
            self.b = self.b[: self.k] + "i"


_stem = functools.cache(_Stemmer().stem)  # the same few words come again and again


def _stemmer(token: Token, i: int, tokens: Sequence[Token]) -> Token:  # noqa: ARG001
    return token.update(lambda word, _: _stem(word))


Pipeline.register_function(_trimmer, "digest-trimmer")
Pipeline.register_function(_stemmer, "digest-stemmer")


def _json(name: str, value: object) -> Artefact:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Artefact(FOLDER + name, text.encode())
