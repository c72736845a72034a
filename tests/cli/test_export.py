"""`digest export`, as a shell runs it; and what it writes, brought in again."""

import json
from dataclasses import fields
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from digestry.content.entries import table
from digestry.paper.model import Paper

from tests.cli.test_import import digest, read
from tests.conftest import copy_project

FEED = """\
date: 2025-04-24
papers:
  - id: everything
    title: 'AT&T <script>: an $O(n)$ bound, ]]> שלום'
    abstract: |
      Costs 100% of #1_a.

      Second.
    summary: '=HYPERLINK("https://evil.example/")'
    authors: [Ann Lee, Ludwig van Beethoven, 张伟]
    arxiv: "2401.14427"
    doi: 10.1145/3637528.3671617
    url: https://example.org/a?b=1&c=2
    code: https://example.org/code
    venue: KDD 2024
    published: 2024-01-24
    categories: [cs.LG, stat.ML]
    tags: [reasoning]
    upvotes: 12
  - {id: nothing, title: Nothing but a title, tags: [surveys]}
  - {id: secret, title: A draft, draft: true}
"""


@pytest.fixture
def exporting(project: Path) -> Path:
    """A digest of two issues."""
    (project / "content/feed").mkdir(exist_ok=True)
    (project / "content/tags.yml").write_text(
        "reasoning: {name: Reasoning, description: Thought.}\nsurveys: {name: Surveys, description: Lists.}\n"
    )
    (project / "content/feed/a.yml").write_text(FEED, "utf-8")
    (project / "content/feed/b.yml").write_text(
        "date: 2025-05-01\npapers: [{id: later, title: Later on reasoning}]\n"
    )
    return project


def exported(project: Path, *arguments: str) -> str:
    result = digest(project, "export", *arguments)
    assert result.returncode == 0
    assert all("has no place for" in line for line in result.stderr.splitlines())
    return result.stdout


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [
        ([], ["later", "everything", "nothing"]),
        (["--tag", "surveys"], ["nothing"]),
        (["--issue", "2025-05-01"], ["later"]),
        (["--query", "later"], ["later"]),
        (["--query", "tag:reasoning"], ["everything"]),
        (["--query", "bound", "--issue", "2025-05-01"], []),
    ],
)
def test_papers_are_chosen(exporting: Path, chosen: list[str], ids: list[str]) -> None:
    """By tag, issue and search, all of which have to hold; drafts never."""
    lines = exported(exporting, "--format", "jsonl", *chosen).splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids


def test_the_formats_hold_the_same_papers(exporting: Path) -> None:
    """With the keys of the site, abstracts and tags, whatever part is asked for."""
    bib = parse_string(exported(exporting, "--format", "bibtex", "--tag", "reasoning"))
    records = rispy.loads(exported(exporting, "--format", "ris", "--tag", "reasoning"))
    items = json.loads(exported(exporting, "--format", "csl-json", "--tag", "reasoning"))
    assert [entry.key for entry in bib.entries] == ["lee2024everything"]
    assert [record["id"] for record in records] == ["lee2024everything"]
    assert [item["id"] for item in items] == ["lee2024everything"]
    assert records[0]["abstract"] == "Costs 100% of #1_a. Second."
    assert records[0]["keywords"] == ["Reasoning"]
    assert items[0]["abstract"] == "Costs 100% of #1_a.\n\nSecond."


@pytest.mark.parametrize(
    ("format", "said"),
    [
        (
            "bibtex",
            "BibTeX has no place for `summary` (1 paper), `categories` (1 paper), `upvotes` (1 paper)",
        ),
        (
            "csl-json",
            "CSL-JSON has no place for `summary` (1 paper), `code` (1 paper), `categories` (1 paper)",
        ),
        ("jsonl", ""),
        ("csv", ""),
    ],
)
def test_what_a_format_has_no_place_for_is_said(exporting: Path, format: str, said: str) -> None:
    """Field by field, with the number of papers that have it."""
    told = digest(exporting, "export", "--format", format).stderr
    assert told.startswith(said)
    assert bool(told) == bool(said)


@pytest.mark.parametrize("format", ["jsonl", "csv", "bibtex"])
def test_what_is_exported_can_be_imported(exporting: Path, tmp_path: Path, format: str) -> None:
    """Into another digest, nothing lost that the format has a place for."""
    file = tmp_path / f"papers.{format}"
    assert (
        digest(exporting, "export", "--format", format, "--tag", "reasoning", "--out", str(file)).returncode
        == 0
    )
    other = copy_project(tmp_path / "other", content=None)
    (other / "content/tags.yml").write_bytes((exporting / "content/tags.yml").read_bytes())
    result = digest(other, "import", str(file), "--date", "2025-06-01")
    assert result.returncode == 0, result.stdout + result.stderr
    (back,) = read(other).issues[0].papers
    (paper,) = (
        paper for issue in read(exporting).issues for paper in issue.papers if paper.id == "everything"
    )
    kept = "title authors arxiv doi code venue tags".split()
    if format != "bibtex":
        kept += "abstract summary url published categories upvotes".split()
    assert {name: getattr(back, name) for name in kept} == {name: getattr(paper, name) for name in kept}


def test_no_cell_is_a_formula_to_a_spreadsheet(exporting: Path) -> None:
    """A stranger's `=HYPERLINK(…)` is text there."""
    assert '" =HYPERLINK(""https://evil.example/"")"' in exported(exporting, "--format", "csv")


def test_opml_lists_the_feeds(exporting: Path) -> None:
    """Those that the site publishes; papers cannot be chosen from it."""
    assert 'xmlUrl="https://digest.example/some/where/tags/reasoning/feed.xml"' in exported(
        exporting, "--format", "opml"
    )
    assert digest(exporting, "export", "--format", "opml", "--tag", "reasoning").returncode == 2


def test_a_file_is_replaced_as_a_whole(exporting: Path) -> None:
    """And standard output then stays empty."""
    for _ in range(2):
        result = digest(exporting, "export", "--format", "ris", "--out", "out/papers.ris")
        assert (result.returncode, result.stdout) == (0, "")
        assert result.stderr.splitlines()[1:] == ["3 papers in out/papers.ris."]
    assert [path.name for path in (exporting / "out").iterdir()] == ["papers.ris"]
    assert (exporting / "out/papers.ris").read_text("utf-8").count("TY  - ") == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--tag", "reasonin"], "There is no tag 'reasonin'. Did you mean reasoning?"),
        (["--issue", "2025-04-25"], "There is no issue of 2025-04-25. Did you mean"),
        (["--query", "year:x"], "The query cannot be used: 'x' is no year"),
        (["--query", ""], "The query cannot be used: it asks for nothing"),
    ],
)
def test_what_does_not_exist_is_told(exporting: Path, arguments: list[str], said: str) -> None:
    """Exit code 2, one line, and what was meant."""
    result = digest(exporting, "export", "--format", "csv", *arguments)
    assert result.returncode == 2
    assert said in " ".join(result.stderr.split())


def test_bad_content_is_told(exporting: Path) -> None:
    """As by every command: file, line, exit code 1, and nothing is written."""
    (exporting / "content/feed/a.yml").write_text("date: 2025-04-24\npapers: [{id: A, title: x}]\n", "utf-8")
    result = digest(exporting, "export", "--format", "csv", "--out", "x.csv")
    assert result.returncode == 1
    assert "content/feed/a.yml:2: `id` is 'A', not a slug" in result.stderr
    assert not (exporting / "x.csv").exists()


def test_all_fields_of_a_paper_are_exported() -> None:
    """But its place and what a preview says of it, which are no facts about it."""
    columns = table([]).strip().split(",")
    assert set(columns) == {field.name for field in fields(Paper)} - {"place", "scheduled"}


def test_a_full_disk_is_told_of_the_file_that_was_wanted(exporting: Path) -> None:
    """With what to do; every file system has such a device."""
    run = digest(exporting, "export", "--format", "csv", "--out", "/dev/full")
    assert run.returncode == 1
    assert run.stderr == "/dev/full: no space left on device; make room on that disk, and try again\n"
