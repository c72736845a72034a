"""The first digest keeps its curator's rules."""

from collections import Counter

import pytest
from digestry.catalogue.catalogue import Catalogue
from digestry.site.project import Project

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def digest() -> Catalogue:
    return Project.open(str(ROOT / "mkdocs.yml")).catalogue(drafts=True)


def test_every_paper_has_what_a_curator_adds(digest: Catalogue) -> None:
    """A summary, an abstract and two to five tags."""
    for paper in digest.papers:
        assert paper.summary, paper.id
        assert paper.abstract, paper.id
        assert 2 <= len(paper.tags) <= 5, paper.id


def test_summaries_are_the_curators_own_words(digest: Catalogue) -> None:
    """No run of six words stands in the abstract too, and they are one or two sentences."""
    for paper in digest.papers:
        words, own = paper.abstract.lower().split(), paper.summary.lower().split()
        runs = {tuple(words[i : i + 6]) for i in range(len(words) - 5)}
        assert not any(tuple(own[i : i + 6]) in runs for i in range(len(own) - 5)), paper.id
        assert 15 <= len(own) <= 50, paper.id


def test_every_tag_is_worth_a_page(digest: Catalogue) -> None:
    """No tag has one paper only, or none."""
    counts = Counter(slug for paper in digest.papers for slug in paper.tags)
    assert all(counts[tag.slug] >= 2 for tag in digest.taxonomy)
    assert len(digest.taxonomy) in range(20, 31)


def test_every_saved_search_is_worth_a_page(digest: Catalogue) -> None:
    """It finds several papers, and fewer than all."""
    for found in digest.queries.values():
        assert 5 <= len(found.papers) <= len(digest.papers) / 2, found.saved.slug
