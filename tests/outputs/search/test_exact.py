"""The sharded index gives what one whole lunr.js index gives, built in the same Chromium from the same papers."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from digestry.catalogue.catalogue import Catalogue
from digestry.paper.model import Paper
from digestry.site.project import Project
from playwright.sync_api import Browser

from tests.conftest import DIGEST, serve
from tests.outputs.search.host import digest, host_folder, made_up
from tests.outputs.search.lunr_peer import compare

QUERIES = 520


@pytest.fixture(scope="module")
def feed() -> Catalogue:
    """The tests' own digest."""
    return Project.open(str(DIGEST / "mkdocs.yml")).catalogue()


def queries(papers: Sequence[Paper], count: int = QUERIES, seed: int = 1) -> list[str]:
    """All that people type: words, unfinished and misspelt ones, names, phrases, fields, hyphens, refusals."""
    chance = random.Random(seed)

    def some(text: str, most: int = 3) -> list[str]:
        words = text.split() or ["model"]
        start = chance.randrange(len(words))
        return words[start : start + chance.randint(1, most)]

    def one() -> str:
        paper = chance.choice(papers)
        author = chance.choice(paper.authors or ("Nobody",))
        title, abstract = some(paper.title), some(paper.abstract, 6)
        longest = max(title, key=len)
        return chance.choice(
            [
                " ".join(title),
                " ".join(abstract),
                " ".join(title) + " ",
                " ".join([*title[:-1], title[-1][:3]]),
                " ".join(title).replace(
                    longest, longest[: len(longest) // 2] + longest[len(longest) // 2 + 1 :]
                ),
                f'"{" ".join(title)}"',
                f"{author.split()[-1]} {title[0]}",
                f"author:{author.split()[-1]} {abstract[0]}",
                f'author:"{author}"',
                f"{title[0]} -{abstract[0]}",
                f"arXiv:{paper.arxiv} {title[0]}",
                f"{abstract[0]}-{abstract[-1]}",
            ]
        )

    return [one() for _ in range(count)]


def check(browser: Browser, folder: Path, catalogue: Catalogue) -> None:
    for address in serve(host_folder(folder, catalogue)):
        compared = compare(browser, address, catalogue, queries(catalogue.papers))
        assert compared.queries == QUERIES
        assert compared.found > QUERIES * 0.8  # or the queries would test nothing
        assert compared.different == ()


def test_a_digest_is_scored_as_lunr_scores_it(browser: Browser, tmp_path: Path, feed: Catalogue) -> None:
    """The same refs and, to 1e-6, the same scores, for 520 queries."""
    check(browser, tmp_path / "host", feed)


def test_a_thousand_papers_are_scored_as_lunr_scores_them(
    browser: Browser, tmp_path: Path, feed: Catalogue
) -> None:
    """Enough of them for many shards; made of the words of its papers."""
    tags = {slug: tagged.tag for slug, tagged in feed.tags.items()}
    catalogue = digest(made_up(feed.papers, 1000), tags)
    check(browser, tmp_path / "host", catalogue)
    assert len(list((tmp_path / "host").glob("assets/search/*/t/*.json"))) > 30
