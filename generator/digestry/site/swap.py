"""A folder that is filled aside and takes its place when it is complete: nobody ever sees half of it."""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from digestry.files import make, tidy
from digestry.site.aside import aside, left

_EXCHANGE = 2  # RENAME_EXCHANGE, https://man7.org/linux/man-pages/man2/rename.2.html
_HERE = -100  # AT_FDCWD: paths are relative to the current folder
_IN_THE_WAY = {errno.EBUSY, errno.EXDEV, errno.EACCES, errno.EPERM}  # of renaming a mount point


@contextmanager
def filled(site: Path, scratch: Path, told: Callable[[str], None]) -> Iterator[Path]:
    """Gives a folder to fill, which becomes `site` where all went well; else `site` stays as it was.

    What killed builds have left beside it goes. Where `site` cannot be swapped, since it is a mount point,
    its files are replaced one by one, and that is `told`. Raises OSError as the file system does.
    """
    beside = site.parent
    if site.is_mount() or not os.access(beside, os.W_OK):
        beside = scratch
    make(beside)
    clear(beside, site)
    with aside(beside, f".{site.name}-") as folder:
        new = folder / "new"
        yield new
        if not site.exists():
            new.rename(site)
        elif not _swapped(new, site, folder / "old"):
            told(f"{site.name}/ cannot be swapped, as a mount point: its files are replaced one by one")
            _replace_each(new, site)


def clear(beside: Path, site: Path) -> None:
    """Deletes what killed commands left beside a folder, and puts one back that they had moved aside."""
    for folder in left(beside, f".{site.name}-"):
        if not site.exists() and (folder / "old").is_dir():
            (folder / "old").rename(site)


def _swapped(new: Path, site: Path, old: Path) -> bool:
    """Puts `new` in the place of `site`, in one step where the system can."""
    try:
        if not _exchanged(new, site):
            site.rename(old)
            new.rename(site)
    except OSError as error:
        if error.errno not in _IN_THE_WAY:
            raise
        return False
    return True


def _exchanged(one: Path, other: Path) -> bool:
    """Whether two folders have changed places at once, which Linux can do on most file systems."""
    if sys.platform != "linux" or not hasattr(libc := ctypes.CDLL(None, use_errno=True), "renameat2"):
        return False
    paths = (_HERE, os.fsencode(one), _HERE, os.fsencode(other))
    return bool(libc.renameat2(*paths, _EXCHANGE) == 0)


def _replace_each(new: Path, site: Path) -> None:
    """Makes `site` hold what `new` does: pages last, when all they need is there, then what is gone goes."""
    files = [path for path in new.rglob("*") if path.is_file()]
    kept = set()
    for path in sorted(files, key=lambda path: (path.suffix == ".html", path)):
        target = site / path.relative_to(new)
        kept.add(str(target))
        if target.is_file() and target.read_bytes() == path.read_bytes():
            continue
        if target.is_dir():
            shutil.rmtree(target)
        for folder in map(site.joinpath, path.relative_to(new).parents):
            if folder.is_file():
                folder.unlink()
        target.parent.mkdir(parents=True, exist_ok=True)
        whole = target.with_name(f".{target.name}.new")
        shutil.copyfile(path, whole)
        whole.replace(target)
    tidy(site, kept)
