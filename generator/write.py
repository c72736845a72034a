"""Writing `build/docs`: the only stage that changes files."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from generator.model import Artefact


def write(artefacts: Iterable[Artefact], folder: Path) -> None:
    """Makes `folder` hold exactly the artefacts, touching only files whose bytes change.

    Dot files stay: `.gitignore` keeps the folder in the repository. A file is replaced as a whole, so that
    whoever reads meanwhile sees the old or the new one. Raises ValueError for a path that is given twice
    or leaves the folder, OSError as the file system does.
    """
    kept: set[Path] = set()
    for artefact in artefacts:
        parts = PurePosixPath(artefact.path).parts
        path = folder.joinpath(*parts)
        if path in kept or ".." in parts or PurePosixPath(artefact.path).is_absolute():
            raise ValueError(f"two pages want one place, or a place outside: {artefact.path}")
        kept.add(path)
        _replace(path, artefact.data)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in kept and not path.name.startswith("."):
            path.unlink()


def _replace(path: Path, data: bytes) -> None:
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name[:100]}.new")
    beside.write_bytes(data)
    beside.replace(path)
