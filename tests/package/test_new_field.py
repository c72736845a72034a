"""A field of a paper is declared once: a new one is found everywhere, without another line."""

import json
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.conftest import ROOT

DECLARATION = """\
    license: str = _field(kinds.LINE, "Under which it may be used.", "CC BY 4.0", aliases=("licence",))
    venue: str = """

FEED = """\
date: 2025-04-24
papers:
  - {id: a, title: A theorem, license: CC BY 4.0}
  - {id: b, title: Another}
"""

CONFIG = """\
site_name: A
site_url: https://a.example/
docs_dir: content
theme: {name: material}
plugins: [digestry]
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the engine in which somebody has added a field, in one place."""
    folder = tmp_path_factory.mktemp("engine")
    shutil.copytree(
        ROOT / "generator/digestry", folder / "digestry", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(ROOT / "overrides", folder / "digestry/theme")
    shutil.copytree(ROOT / "docs", folder / "digestry/handbook")
    model = folder / "digestry/paper/model.py"
    text = model.read_text("utf-8")
    assert text.count("    venue: str = ") == 1
    model.write_text(text.replace("    venue: str = ", DECLARATION), "utf-8")
    return folder


class Digest:
    """A digest that is built by that engine."""

    def __init__(self, engine: Path, folder: Path) -> None:
        self.engine, self.folder = engine, folder
        (folder / "content/feed").mkdir(parents=True)
        (folder / "mkdocs.yml").write_text(CONFIG)

    def run(self, *command: str) -> str:
        """What `digest` prints; it must succeed."""
        # -S leaves the editable digestry of this repository out.
        path = f"{self.engine}:{sysconfig.get_path('purelib')}"
        done = subprocess.run(
            [sys.executable, "-S", "-m", "digestry", *command],
            cwd=self.folder,
            env={"PYTHONPATH": path, "PATH": "", "NO_MKDOCS_2_WARNING": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture
def digest(engine: Path, tmp_path: Path) -> Digest:
    made = Digest(engine, tmp_path / "digest")
    (made.folder / "content/feed/a.yml").write_text(FEED)
    return made


@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_it_goes_out_and_comes_back(digest: Digest, engine: Path, tmp_path: Path, format: str) -> None:
    """Read from a feed file, written into one, through JSON Lines and CSV."""
    digest.run("export", "--format", format, "--out", str(tmp_path / f"papers.{format}"))
    other = Digest(engine, tmp_path / "other")
    assert "2 papers added" in other.run("import", str(tmp_path / f"papers.{format}"), "--date", "2025-05-01")
    written = (other.folder / "content/feed/2025-05-01.yml").read_text("utf-8")
    assert "    license: CC BY 4.0\n" in written
    assert written.count("license") == 1


def test_it_is_read_under_its_other_name(digest: Digest, tmp_path: Path) -> None:
    """As a column of a table."""
    (tmp_path / "more.csv").write_text("title,licence\nA third,MIT\n")
    digest.run("import", str(tmp_path / "more.csv"), "--date", "2025-05-01")
    assert "license: MIT" in (digest.folder / "content/feed/2025-05-01.yml").read_text("utf-8")


def test_it_is_published_and_documented(digest: Digest) -> None:
    """In the API, its schema, its documentation and the handbook."""
    digest.run("build")
    site = digest.folder / "site"
    papers = json.loads((site / "api/papers.json").read_text("utf-8"))["papers"]
    assert [paper.get("license") for paper in papers] == ["CC BY 4.0", None]
    schema = json.loads((site / "api/schema.json").read_text("utf-8"))
    assert schema["$defs"]["paper"]["properties"]["license"]["description"] == "Under which it may be used."
    assert "<code>license</code>" in (site / "api/index.html").read_text("utf-8")
    told = digest.run("handbook", "fields")
    assert "| `license` | text | Under which it may be used. | `license: CC BY 4.0` |" in told


def test_a_format_without_a_place_for_it_says_so(digest: Digest) -> None:
    """Nothing is lost in silence."""
    said = digest.run("export", "--format", "bibtex")
    assert "BibTeX has no place for `license` (1 paper)" in said
