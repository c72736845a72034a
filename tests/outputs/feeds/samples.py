"""A digest for the tests of feeds, and what its feeds are when they are made."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from digestry.catalogue.catalogue import Catalogue, catalogue
from digestry.content.validate import Content
from digestry.outputs.feeds.feeds import artefacts
from digestry.paper.dates import PartialDate, dated
from digestry.paper.model import Issue, Paper, SavedQuery, Tag
from digestry.settings import Options, Settings
from lxml import etree

SITE = "https://a.org/d/"
TAGS = (
    Tag("agents", "Agents & tools", "Models that act."),
    Tag("theory", "Theory", "Proofs."),
    Tag("unused", "Unused", "Nothing yet."),
)
NS = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "atom": "http://www.w3.org/2005/Atom",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "fh": "http://purl.org/syndication/history/1.0",
}
# The whole text of an item of RSS: what has no summary has it as its description.
WHOLE_TEXT = "//item/content:encoded | //item/description[not(../content:encoded)]"
WHOLE = Paper(
    "a",
    "AT&T <script>alert(1)</script> ]]> $x<y$",
    abstract="One < two.\n\nIn $O(n^2)$ time.",
    summary="Short & sweet.",
    note="A *note* on ]]> [this](https://example.org).",
    authors=("A & B", "C D"),
    arxiv="2401.14427",
    code="https://example.org/?a=1&b=2",
    venue="KDD 2024",
    published=PartialDate(2024, 1),
    tags=("agents", "theory"),
)
QUERY = SavedQuery("proofs", "All proofs", "What is proven.", "tag:theory")


def settings(**options: Any) -> Settings:
    return Settings("A & B", SITE, "About <it>", "CC BY", "en", replace(Options(), **options))


def digest(papers: Iterable[tuple[str, Paper]], queries: tuple[SavedQuery, ...] = ()) -> Catalogue:
    """A digest of papers, each with the date of the issue it is in, as a curator writes it."""
    issues = tuple(
        Issue(day, (paper,), time=time) for written, paper in papers for day, time in [dated(written)]
    )
    return catalogue(Content(issues, TAGS, (), queries=queries), drafts=False)


def files(made: Catalogue, **options: int) -> dict[str, bytes]:
    """All files of the feeds, by path."""
    return {artefact.path: artefact.data for artefact in artefacts(made, settings(**options))}


def monthly(count: int, per_month: int = 2) -> list[tuple[str, Paper]]:
    """Papers p0, p1, … in issues a day apart, so many a month, from January 2024 on."""
    return [
        (
            f"{2024 + i // per_month // 12}-{i // per_month % 12 + 1:02}-{i % per_month + 1:02}",
            Paper(f"p{i}", f"Paper {i}", abstract=f"Text {i}.", authors=("Ann Lee",), tags=("theory",)),
        )
        for i in range(count)
    ]


def texts(data: bytes, path: str) -> list[str]:
    """The texts of elements, or the values of attributes, at an XPath."""
    found = etree.fromstring(data).xpath(path, namespaces=NS)
    assert isinstance(found, list)
    return [str(node.text) if isinstance(node, etree._Element) else str(node) for node in found]
