"""The files of a corpus: of a folder, or of a git directory without a work tree."""

import subprocess
from collections.abc import Iterator
from pathlib import Path


def files(corpus: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Each file with one of the suffixes: its name, and its bytes."""
    if (corpus / "HEAD").is_file() and (corpus / "objects").is_dir():
        names = _git(corpus, "ls-tree", "-r", "--name-only", "-z", "HEAD").decode().split("\0")
        for name in names:
            if name.lower().endswith(suffixes):
                try:
                    yield name, _git(corpus, "show", f"HEAD:{name}")
                except subprocess.CalledProcessError:  # a snapshot may lack its largest files
                    print(f"not there: {name}")
    elif corpus.is_file():
        yield corpus.name, corpus.read_bytes()
    else:
        for path in sorted(corpus.rglob("*")):
            if path.is_file() and path.name.lower().endswith(suffixes):
                yield str(path.relative_to(corpus)), path.read_bytes()


def _git(folder: Path, *arguments: str) -> bytes:
    return subprocess.run(
        ["git", "--git-dir", str(folder), *arguments], check=True, capture_output=True
    ).stdout
