"""`make bench-publish CORPUS=… SINCE=commit`: what the changes since a commit add to a build.

Both states of the repository build the same papers in alternate runs, with the libraries that are installed
now. What is added by feeds, citations, data and pictures is the difference.
"""

import argparse
import io
import os
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks.corpus import write_content
from tests.benchmarks.measure import Run, afresh, measure
from tests.conftest import ROOT, copy_project


def state(commit: str, folder: Path) -> Path:
    """The repository as it was at a commit, in a folder."""
    archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
    return folder


def project(root: Path, folder: Path, corpus: Path, papers: int) -> Path:
    """A project of the first papers of a corpus, with the look and the settings of a state."""
    made = copy_project(folder, root / "content")
    shutil.rmtree(made / "content/feed")
    (made / "content/feed").mkdir()
    write_content(corpus, papers, made / "content")
    return made


def run(root: Path, folder: Path) -> Run:
    """Builds from nothing."""
    afresh(folder)
    return measure([sys.executable, "-m", "digestry", "build"], folder, PYTHONPATH=str(root / "generator"))


def main() -> None:
    """Prints the medians of both states and the difference."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--since", required=True, help="a commit")
    parser.add_argument("--papers", type=int, default=10_000, help="how many of the corpus")
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    table = Table("state", "seconds", "own", "system", "memory, MB", "files", "site, MB", "kB a paper")
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as temporary:
        roots = {arguments.since: state(arguments.since, Path(temporary) / "state"), "now": ROOT}
        folders = {
            name: project(root, Path(temporary) / f"project-{number}", arguments.corpus, arguments.papers)
            for number, (name, root) in enumerate(roots.items())
        }
        runs: dict[str, list[Run]] = {name: [] for name in roots}
        for _ in range(arguments.runs):
            for name, root in roots.items():
                runs[name].append(run(root, folders[name]))
        rows = []
        for name, found in runs.items():
            sizes = [path.stat().st_size for path in (folders[name] / "site").rglob("*") if path.is_file()]
            medians = [
                statistics.median(getattr(one, field) for one in found)
                for field in ("seconds", "own", "system", "memory")
            ]
            size = sum(sizes) / 1e6
            rows.append([*medians, len(sizes), size, 1000 * size / arguments.papers])
        rows.append([now - before for before, now in zip(*rows, strict=True)])
        for name, row in zip([*roots, "added"], rows, strict=True):
            table.add_row(
                name,
                *(f"{value:,.{digits}f}" for value, digits in zip(row, (1, 1, 1, 0, 0, 1, 1), strict=True)),
            )
    Console(width=max(Console().width, 100)).print(table, f"Medians of {arguments.runs} alternate runs.")


if __name__ == "__main__":
    main()
