"""A real TeX for the tests: found on this machine, or installed; and what it reads and writes.

`python -m tests.tex` makes sure that there is one.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = ("pdflatex", "lualatex", "bibtex", "biber")
PACKAGES = (
    *("texlive-latex-base", "texlive-latex-recommended", "texlive-bibtex-extra"),
    *("texlive-luatex", "biber"),
)
_ENVIRONMENT = {**os.environ, "max_print_line": "10000", "openout_any": "a", "openin_any": "a"}


@dataclass(frozen=True)
class Compiled:
    """What a run left: all that was printed, and the paths of the files that were read and written."""

    printed: str
    read: frozenset[str]
    written: frozenset[str]


def run(folder: Path, *command: str) -> str:
    """Runs a program of TeX in a folder, allowed to do all that one can allow it, and gives what it prints."""
    done = subprocess.run(
        command, cwd=folder, env=_ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return (done.stdout + done.stderr).decode(errors="replace")


def compiled(folder: Path, name: str) -> Compiled:
    """Compiles `name`.tex as somebody does who trusts it: with `-shell-escape`."""
    flags = ("-shell-escape", "-recorder", "-interaction=nonstopmode")
    printed = run(folder, "pdflatex", *flags, name)
    files = (folder / f"{name}.fls").read_text(errors="replace")
    read, written = (frozenset(re.findall(rf"(?m)^{kind} (.*)", files)) for kind in ("INPUT", "OUTPUT"))
    return Compiled(printed, read, written)


def meanings(folder: Path, commands: Iterable[str], packages: str) -> Mapping[str, str]:
    r"""What each command is to TeX where these packages are used: `macro:…`, `\\mathchar"…`, its own name."""
    names = sorted(commands)
    asked = "".join(
        f"\\typeout{{@{name}=\\expandafter\\meaning\\csname {name}\\endcsname}}\n" for name in names
    )
    head = f"\\documentclass{{article}}\\usepackage{{{packages}}}"
    (folder / "asked.tex").write_text(f"{head}\\begin{{document}}\n{asked}\\end{{document}}\n")
    found = dict(re.findall(r"(?m)^@(\w+)=(.*)$", compiled(folder, "asked").printed))
    assert sorted(found) == names
    return found


def main() -> int:
    """Looks for TeX, else asks apt (as root). Exit code 1 where there is none in the end."""
    if missing := [name for name in PROGRAMS if not shutil.which(name)]:
        print(f"Not here: {', '.join(missing)}", flush=True)
        if os.geteuid() == 0 and shutil.which("apt-get"):
            for command in (["update"], ["install", "-y", "--no-install-recommends", *PACKAGES]):
                subprocess.run(["apt-get", "-qq", *command], stdout=subprocess.DEVNULL, check=False)
    if missing := [name for name in PROGRAMS if not shutil.which(name)]:
        print(
            f"The tests need {', '.join(missing)}. Install them, for example: sudo apt install {' '.join(PACKAGES)}"
        )
        return 1
    print("Tests run TeX: " + run(Path.cwd(), "pdflatex", "--version").splitlines()[0])
    return 0


if __name__ == "__main__":
    sys.exit(main())
