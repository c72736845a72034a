"""What a command says in a workflow of GitHub's: a summary, a text for pull requests, and outputs.

https://docs.github.com/actions/reference/workflows-and-actions/variables has the files' names.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from digestry import files
from digestry.errors import printable
from digestry.site.project import Project


def tell(lines: Sequence[str], drafts: int, name: str, project: Project, end: str = "") -> None:
    """Writes what was said to where GitHub shows it, and to a file of the scratch folder, `end` below it.

    What is said quotes strangers: indented, it is code to GitHub, and mentions nobody. `drafts` is an output.
    """
    body = "".join(f"    {printable(line)}\n" for line in lines)
    files.replace(project.scratch / name, f"{body}\n{end}\n" if end else body, project.scratch)
    for variable, text in (("GITHUB_STEP_SUMMARY", body), ("GITHUB_OUTPUT", f"drafts={drafts}\n")):
        if path := os.environ.get(variable):
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(text)
