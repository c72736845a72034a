"""A small static host with nothing but the search's files, and a page of it with the engine loaded."""

import datetime as dt
import random
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from digestry.catalogue.catalogue import Catalogue
from digestry.files import write
from digestry.outputs.search.index import artefacts
from digestry.paper.model import Issue, Paper, Tag
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT, serve

OPEN = """async () => {
  const { open } = await import(new URL("assets/search/engine.js", location));
  globalThis.engine = await open(new URL(".", location));
}"""


def digest(
    papers: Sequence[Paper], tags: Mapping[str, Tag] | None = None, issue_size: int = 100
) -> Catalogue:
    """The papers as a digest, the newest issue first."""
    starts = range(0, len(papers), issue_size)
    issues = [
        Issue(dt.date(2025, 1, 1) - dt.timedelta(weeks=week), tuple(papers[start : start + issue_size]))
        for week, start in enumerate(starts)
    ]
    return Catalogue(tuple(issues), tuple((tags or {}).values()), ())


def host_folder(folder: Path, catalogue: Catalogue) -> Path:
    """A host's folder with the search's files and an empty page to load them from."""
    write(artefacts(catalogue), folder)
    shutil.copytree(ROOT / "overrides/assets", folder / "assets", dirs_exist_ok=True)
    (folder / "index.html").write_text(
        "<!doctype html><meta charset=utf-8><title>x</title><link rel=icon href=data:,>"
    )
    return folder


@contextmanager
def opened(browser: Browser, folder: Path) -> Iterator[Page]:
    """A page of that host, with the engine as `engine`."""
    for address in serve(folder):
        page = browser.new_page()
        page.goto(address)
        page.evaluate(OPEN)
        yield page
        page.close()


def made_up(papers: Sequence[Paper], count: int, seed: int = 1) -> list[Paper]:
    """Papers that do not exist, of the words, names and tags of those that do, and of new words;
    the same for the same seed.
    """
    chance = random.Random(seed)
    titles = [word for paper in papers for word in paper.title.split()]
    words = [word for paper in papers for word in paper.abstract.split()]
    words += [one[: len(one) // 2] + chance.choice(words)[-4:] for one in words]  # or they would be too few
    names = [name for paper in papers for name in paper.authors]
    return [
        Paper(
            f"made-up-{number}",
            " ".join(chance.choices(titles, k=chance.randint(1, 14))),
            abstract=" ".join(chance.choices(words, k=chance.randint(0, 120))),
            summary=" ".join(chance.choices(words, k=chance.choice((0, 15)))),
            authors=tuple(chance.sample(names, chance.randint(0, 6))),
            arxiv=f"{2000 + number % 400:04}.{number:05}" if number % 3 else "",
            venue=chance.choice(["", "ICML 2024", "KDD"]),
            tags=tuple(sorted(set(chance.choice(papers).tags))),
        )
        for number in range(count)
    ]
