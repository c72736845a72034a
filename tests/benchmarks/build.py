"""`make bench CORPUS=…`: how long a build takes and how much memory, beside plain MkDocs Material.

Both build the same papers on the same machine in alternate runs: the digest's own, and a thousand of a
corpus. Plain means what `theme: material` gives on its own: a page a paper, and Material's search.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from digestry.paper.model import Paper
from digestry.paper.text import markdown
from digestry.site.project import Project
from rich.console import Console
from rich.table import Table

from tests.benchmarks.corpus import write_content
from tests.benchmarks.measure import Run, afresh, measure
from tests.conftest import ROOT


def run(project: Path, command: list[str]) -> Run:
    """Builds from nothing. Raises RuntimeError with the output of a build that fails."""
    afresh(project)
    return measure(command, project)


def plain_page(paper: Paper) -> str:
    """A paper as somebody would write it for plain MkDocs."""
    authors, abstract = markdown(", ".join(paper.authors)), markdown(paper.abstract)
    return (
        f"# {markdown(paper.title)}\n\n{authors}\n\n{markdown(paper.summary)}\n\n## Abstract\n\n{abstract}\n"
    )


def plain_project(folder: Path, papers: tuple[Paper, ...]) -> Path:
    """The papers as a project of plain MkDocs Material."""
    (folder / "docs/papers").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(
        "site_name: Plain\nsite_url: https://plain.example/\ntheme: material\n", "utf-8"
    )
    (folder / "docs/index.md").write_text("# Plain\n", "utf-8")
    for paper in papers:
        (folder / f"docs/papers/{paper.id}.md").write_text(plain_page(paper), "utf-8")
    return folder


def example(folder: Path) -> Path:
    """This repository's own digest."""
    folder.mkdir()
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "content", folder / "content")
    return folder


def size(folder: Path) -> tuple[int, float]:
    """How many pages a site has, and how many MB."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sum(path.suffix == ".html" for path in files), sum(path.stat().st_size for path in files) / 1e6


def main() -> None:
    """Prints the medians, a row a builder and size."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--papers", type=int, nargs="*", default=[1000], help="how many of the corpus")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    table = Table("papers", "builder", "seconds", "memory, MB", "pages", "site, MB", "time to plain")
    with tempfile.TemporaryDirectory() as temporary:
        for count in (0, *arguments.papers):
            project = example(Path(temporary) / f"digest-{count}")
            if count:
                shutil.rmtree(project / "content/feed")
                (project / "content/feed").mkdir()
                write_content(arguments.corpus, count, project / "content")
            papers = Project.open(str(project / "mkdocs.yml")).catalogue().papers
            plain = plain_project(Path(temporary) / f"plain-{count}", papers)
            builders = {
                "digest build": (project, [sys.executable, "-m", "digestry", "build"]),
                "plain Material": (plain, [sys.executable, "-m", "mkdocs", "build", "--quiet"]),
            }
            runs: dict[str, list[Run]] = {name: [] for name in builders}
            for _ in range(arguments.runs):
                for name, (folder, command) in builders.items():
                    runs[name].append(run(folder, command))
            medians = {name: statistics.median(one.seconds for one in found) for name, found in runs.items()}
            for name, (folder, _) in builders.items():
                memory = statistics.median(one.memory for one in runs[name])
                pages, megabytes = size(folder / "site")
                ratio = medians[name] / medians["plain Material"]
                table.add_row(
                    str(len(papers)), name, f"{medians[name]:.2f}", f"{memory:.0f}",
                    str(pages), f"{megabytes:.1f}", f"{ratio:.2f}",
                )  # fmt: skip
    Console(width=max(Console().width, 100)).print(table, f"Medians of {arguments.runs} alternate runs.")


if __name__ == "__main__":
    main()
