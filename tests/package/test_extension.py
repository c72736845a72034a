"""An installed package adds to the digest: what it adds is found at work, and in the handbook."""

import textwrap
from pathlib import Path

import pytest
from digestry.registry import GROUPS

from tests.package.conftest import Installed

PYPROJECT = """
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"

[project]
name = "digestry-more"
version = "1.0"

[project.entry-points."digestry.importers"]
lines = "more:LINES"
[project.entry-points."digestry.citations"]
endnote = "more:ENDNOTE"
[project.entry-points."digestry.rules"]
shouting = "more:SHOUTING"
[project.entry-points."digestry.outputs"]
titles = "more:TITLES"
[project.entry-points."digestry.lists"]
years = "more:YEARS"
[project.entry-points."digestry.sources"]
mirror = "more:MIRROR"
"""

MODULE = '''
"""One thing of each kind."""

from digestry.catalogue.lists import List, ListKind, Section
from digestry.check.findings import about
from digestry.check.rules import Rule
from digestry.content.source_kinds import SourceKind
from digestry.files import Artefact
from digestry.intake.importers.source_formats import Format
from digestry.intake.importers.records import Record
from digestry.outputs.cite.citation_formats import CitationFormat
from digestry.outputs.registry import Output


def _read(raw):
    for number, line in raw.lines():
        if line.startswith("* "):
            yield Record({"title": line[2:].strip()}, number)


def _shouting(subject):
    for paper in subject.papers:
        if paper.title.isupper():
            yield about("shouting", paper, "title", "the title is all capitals", "write it in small letters")


def _titles(catalogue, settings):
    yield Artefact("titles.txt", "".join(f"{paper.title}\\n" for paper in catalogue.papers).encode())


def _years(catalogue, options):
    for year in sorted({date.year for date in catalogue.date_of.values()}):
        papers = tuple(paper for paper in catalogue.papers if catalogue.date_of[paper.id].year == year)
        yield List(target=f"years/{year}/", title=f"The year {year}", lead="All of it.", kicker="Year",
                   sections=[Section(papers)], feed=True, citations="all")


LINES = Format("a title a line, each behind an asterisk", _read, lambda raw: raw.utf8.startswith(b"* "))
ENDNOTE = CitationFormat("EndNote", "enw", lambda reference, tags: f"%T {reference.paper.title}\\n", "".join,
                         frozenset({"title"}))
SHOUTING = Rule(_shouting, {"shouting": "a title in capitals"})
TITLES = Output("all titles, a line each", _titles)
YEARS = ListKind("Years", _years)
MIRROR = SourceKind("a mirror of Hugging Face", "huggingface", lambda source, options, start: source.url,
                    needs=frozenset({"url"}))
'''


@pytest.fixture
def more(installed: Installed, tmp_path: Path) -> Installed:
    """The environment with the package in it."""
    package = tmp_path / "package"
    package.mkdir()
    (package / "pyproject.toml").write_text(PYPROJECT + '[tool.setuptools]\npy-modules = ["more"]\n')
    (package / "more.py").write_text(MODULE)
    installed.add(package)
    return installed


@pytest.fixture
def without(installed: Installed, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Takes the package away afterwards: the environment is shared."""
    yield
    installed.run("python", "-m", "pip", "uninstall", "--yes", "--quiet", "digestry-more", cwd=tmp_path)


@pytest.mark.usefixtures("without")
def test_what_a_package_adds_is_at_work(more: Installed, tmp_path: Path) -> None:
    """An importer, a rule, a citation format, an output, a kind of lists, a kind of sources."""
    (tmp_path / "list.txt").write_text("* A THEOREM\n* Another one\n")
    said = more.run("digest", "init", "d", "--from", "list.txt", "--date", "2026-11-24", cwd=tmp_path)
    assert "2 papers added" in said
    digest = tmp_path / "d"
    checked = more.run("digest", "check", cwd=digest)
    assert "the title is all capitals; write it in small letters [warning: shouting]" in checked
    exported = more.run("digest", "export", "--format", "endnote", cwd=digest)
    assert "%T A THEOREM\n%T Another one\n" in exported
    (digest / "content/sources.yml").write_text("a: {kind: mirror, url: 'https://mirror.example/papers'}\n")
    more.run("digest", "build", cwd=digest)
    assert (digest / "site/titles.txt").read_text() == "A THEOREM\nAnother one\n"
    assert (digest / "site/years/2026/papers.enw").read_text() == "%T A THEOREM\n%T Another one\n"
    assert "The year 2026" in (digest / "site/years/2026/index.html").read_text("utf-8")
    assert "years/2026/feed.xml" in (digest / "site/feeds.opml").read_text("utf-8")
    assert "The year 2026" in (digest / "site/subscribe/index.html").read_text("utf-8")
    assert "EndNote" in (digest / "site/issues/2026-11-24/index.html").read_text("utf-8")
    (digest / "content/sources.yml").write_text("a: {kind: mirror}\n")
    assert "`url` is missing" in more.run("digest", "check", cwd=digest, code=1)


@pytest.mark.usefixtures("without")
def test_the_handbook_has_what_a_package_adds(more: Installed, tmp_path: Path) -> None:
    """In its lists of formats, rules, outputs and so on."""
    tables = (
        "from digestry.cli.reference import TABLES; print('\\n'.join(make() for make in TABLES.values()))"
    )
    told = more.run("python", "-c", tables, cwd=tmp_path)
    for row in (
        "| `lines` | a title a line, each behind an asterisk |",
        "| `endnote` | EndNote | `papers.enw` |",
        "| `shouting` | a title in capitals |",
        "| `titles` | all titles, a line each |",
        "| `years` | Years |",
        "| `mirror` | a mirror of Hugging Face |",
    ):
        assert row in told
    assert set(GROUPS) <= {
        f"digestry.{name}" for name in "importers sources lists rules citations outputs".split()
    }


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            '[project.entry-points."digestry.citations"]\nbibtex = "more:X"',
            "adds 'bibtex' to digestry.citations, which is taken",
        ),
        (
            '[project.entry-points."digestry.citations"]\nmine = "more:X"',
            "more:X is no CitationFormat, which digestry.citations wants",
        ),
        ('[project.entry-points."digestry.citations"]\nmine = "more:Y"', "cannot be used: AttributeError"),
    ],
)
@pytest.mark.usefixtures("without")
def test_a_package_that_cannot_be_used_is_named(
    installed: Installed, tmp_path: Path, entry: str, said: str
) -> None:
    """In a line, with the package's name."""
    package = tmp_path / "package"
    package.mkdir()
    head = PYPROJECT.partition('[project.entry-points."digestry.importers"]')[0]
    (package / "pyproject.toml").write_text(f'{head}{entry}\n[tool.setuptools]\npy-modules = ["more"]\n')
    (package / "more.py").write_text("X = 1\n")
    installed.add(package)
    installed.run("digest", "init", "d", cwd=tmp_path)
    told = installed.run("digest", "build", cwd=tmp_path / "d", code=1)
    assert said in told
    assert "digestry-more" in told
    assert textwrap.shorten(told, 10_000).count("The site could not be built") == 1
