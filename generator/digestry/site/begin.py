"""A folder that gets its first files: all of them or none, and whatever happens, what else is in it stays."""

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from digestry.files import make
from digestry.site.aside import aside, left

_WITHIN = ".digest-init-"  # begins the name of the folder aside, where it is in the one that is filled
_LAST = "mkdocs.yml"  # what makes it a digest


@contextmanager
def begun(folder: Path) -> Iterator[Path]:
    """Gives a folder to fill, whose files come to `folder` where all went well; else that is as it was.

    A new one takes its place as a whole. One that is there stays the folder that it is, since it may be a
    repository, or where somebody's shell is: it gets file by file. Raises OSError as the file system does,
    also where something is in a file's place by then.
    """
    is_new = not folder.exists()
    made = [each for each in folder.parents if not each.exists()]
    try:
        make(folder.parent)
        with aside(*((folder.parent, _new(folder)) if is_new else (folder, _WITHIN))) as place:
            new = place / "new"
            new.mkdir()
            yield new
            if is_new:
                new.rename(folder)  # not where anything is by now: rename(2)
            else:
                _put_each(place, folder)
    except BaseException:
        for each in made:
            with suppress(OSError):  # somebody else has use for it
                each.rmdir()
        raise


def take_back(folder: Path) -> None:
    """Removes what a killed `begun` has left in a folder and beside it; files changed since then stay."""
    for _ in left(folder.parent, _new(folder)):
        pass
    for place in left(folder, _WITHIN):
        new = place / "new"
        mine = [path for path in _files(new) if _is_same(path, folder / path.relative_to(new))]
        _remove(mine, new, folder)


def _new(folder: Path) -> str:
    return f".new-{folder.name}-"


def _put_each(place: Path, folder: Path) -> None:
    """Puts the files of `place`/new into `folder`, where nobody has their names, or takes all of them back.

    They are copied: by what stays in `place`, `take_back` knows what it may remove. Once all are there, that
    goes in one step.
    """
    new = place / "new"
    done: list[Path] = []
    try:
        for path in sorted(_files(new), key=lambda path: path.name == _LAST):
            target = folder / path.relative_to(new)
            make(target.parent)
            _put(shutil.copyfile(path, place / f"whole-{len(done)}"), target)
            done.append(path)
        new.rename(place / "done")
    except BaseException:
        _remove(done, new, folder)
        raise


def _put(whole: Path, target: Path) -> None:
    """Gives a file a name that nobody has."""
    try:
        os.link(whole, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        whole.replace(target)


def _remove(paths: Iterable[Path], new: Path, folder: Path) -> None:
    """Removes from `folder` what came from these paths in `new`, and the folders that then are empty."""
    for path in paths:
        (folder / path.relative_to(new)).unlink()
    for path in sorted(new.rglob("*"), reverse=True):  # what is inside comes first
        if path.is_dir():
            with suppress(OSError):  # it is not there, or holds what somebody else put there
                (folder / path.relative_to(new)).rmdir()


def _is_same(path: Path, target: Path) -> bool:
    return target.is_file() and not target.is_symlink() and target.read_bytes() == path.read_bytes()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
