"""`make bench-curate CORPUS=…`: how long it takes to import a corpus and to check what came in."""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks.measure import measure
from tests.conftest import copy_project


def main() -> None:
    """Prints the medians, a row a command; each import starts with a digest that has no papers."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    digest = [sys.executable, "-m", "digestry"]
    commands = {
        "digest import": [*digest, "import", str(arguments.corpus.resolve()), "--date", "2025-04-24"],
        "digest import, again": [*digest, "import", str(arguments.corpus.resolve()), "--date", "2025-04-24"],
        "digest check": [*digest, "check"],
    }
    with tempfile.TemporaryDirectory() as temporary:
        project = copy_project(Path(temporary) / "digest", content=None)
        shutil.copy(Path(__file__).parents[2] / "content/tags.yml", project / "content")
        runs = []
        for _ in range(arguments.runs):
            shutil.rmtree(project / "content/feed", ignore_errors=True)
            runs.append([measure(command, project) for command in commands.values()])
    table = Table("command", "seconds", "memory, MB")
    for name, found in zip(commands, zip(*runs, strict=True), strict=True):
        seconds = statistics.median(run.seconds for run in found)
        table.add_row(name, f"{seconds:.2f}", f"{statistics.median(run.memory for run in found):.0f}")
    Console(width=max(Console().width, 80)).print(table, f"Medians of {arguments.runs} runs.")


if __name__ == "__main__":
    main()
