"""ProperDocs, the fork of MkDocs that is kept alive, builds the same site."""

import os
import subprocess
import sys
from pathlib import Path

from tests.site.digests import PICTURE, write
from tests.site.test_build import tree

SETTINGS = """\
theme: {name: material, logo: img/p.png, palette: {scheme: slate, primary: teal}}
plugins: [digestry]
nav: [Latest: index.md, More: [about.md, {arXiv: 'https://arxiv.org/'}]]
"""


def run(program: str, folder: Path) -> str:
    """Builds with a program of this environment; gives what it says on stderr."""
    done = subprocess.run(
        [Path(sys.executable).parent / program, "build", "--strict", "-f", "mkdocs.yml"],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_properdocs_builds_the_same_bytes(tmp_path: Path) -> None:
    """Every file, and without a warning."""
    files: dict[str, str | bytes] = {
        "docs/about.md": "# About\n\n![p](img/p.png)\n",
        "docs/img/p.png": PICTURE,
    }
    write(tmp_path / "one", SETTINGS, files)
    write(tmp_path / "other", SETTINGS, files)
    run("mkdocs", tmp_path / "one")
    said = run("properdocs", tmp_path / "other")
    assert {line.split()[0] for line in said.splitlines()} == {"INFO"}
    expected = tree(tmp_path / "one/site")
    assert len(expected) > 50
    assert tree(tmp_path / "other/site") == expected
