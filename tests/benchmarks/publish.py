"""`make bench-publish CORPUS=… SINCE=commit`: what the changes since a commit add to a build.

Both states of the repository build the same papers in alternate runs, with the libraries that are installed
now. What is added by feeds, citations, data and pictures is the difference.
"""

import argparse
import os
import shutil
import statistics
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks.corpus import write_content
from tests.benchmarks.measure import Run, afresh, measure
from tests.states import build_command, check_out


def project(commit: str, folder: Path, corpus: Path, papers: int) -> Path:
    """The repository as it was at a commit, with the first papers of a corpus in its example."""
    made = check_out(commit, folder)
    shutil.rmtree(made / "content/feed")
    (made / "content/feed").mkdir()
    (made / "content/queries.yml").unlink(missing_ok=True)  # they may ask for tags of the example
    write_content(corpus, papers, made / "content")
    return made


def run(folder: Path) -> Run:
    """Builds from nothing."""
    afresh(folder)
    command, added = build_command(folder)
    return measure(command, folder, **added)


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
    with tempfile.TemporaryDirectory() as temporary:
        commits = {arguments.since: arguments.since, "now": "HEAD"}
        folders = {
            name: project(commit, Path(temporary) / f"state-{number}", arguments.corpus, arguments.papers)
            for number, (name, commit) in enumerate(commits.items())
        }
        runs: dict[str, list[Run]] = {name: [] for name in folders}
        for _ in range(arguments.runs):
            for name, folder in folders.items():
                runs[name].append(run(folder))
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
        for name, row in zip([*folders, "added"], rows, strict=True):
            table.add_row(
                name,
                *(f"{value:,.{digits}f}" for value, digits in zip(row, (1, 1, 1, 0, 0, 1, 1), strict=True)),
            )
    Console(width=max(Console().width, 100)).print(table, f"Medians of {arguments.runs} alternate runs.")


if __name__ == "__main__":
    main()
