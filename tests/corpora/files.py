"""The files of a corpus: of a folder, or of a git directory without a work tree."""

import subprocess
from collections.abc import Iterator
from pathlib import Path


def names(corpus: Path) -> list[str]:
    """The names of all its files."""
    if _is_bare(corpus):
        listed = _git(corpus, "ls-tree", "-r", "--name-only", "-z", "HEAD").decode()
        return [name for name in listed.split("\0") if name]
    if corpus.is_file():
        return [corpus.name]
    return [str(path.relative_to(corpus)) for path in sorted(corpus.rglob("*")) if path.is_file()]


def read(corpus: Path, name: str) -> bytes:
    """One of its files. Raises CalledProcessError where a snapshot lacks it."""
    if _is_bare(corpus):
        return _git(corpus, "show", f"HEAD:{name}")
    return (corpus if corpus.is_file() else corpus / name).read_bytes()


def files(corpus: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Each file with one of the suffixes: its name, and its bytes."""
    for name in names(corpus):
        if corpus.is_file() or name.lower().endswith(suffixes):
            try:
                yield name, read(corpus, name)
            except subprocess.CalledProcessError:  # a snapshot may lack its largest files
                print(f"not there: {name}")


def _is_bare(folder: Path) -> bool:
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir()


def _git(folder: Path, *arguments: str) -> bytes:
    return subprocess.run(
        ["git", "--git-dir", str(folder), *arguments], check=True, capture_output=True
    ).stdout
