"""Changing files: the only stage that does. What was there stays whole, or is replaced as a whole.

Folders that are emptied and filled again carry a marker, a file of ours. No other folder that holds anything
is ever touched.
"""

import errno
import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from filelock import FileLock, Timeout

from digestry.changes import was_placed
from digestry.errors import BuildError


@dataclass(frozen=True)
class Artefact:
    """A file to be published: a path below `build/docs` with forward slashes, and its bytes."""

    path: str
    data: bytes


MARKER = ".digestry"
_TEMPORARY = ".digestry-"  # begins the names of files that are on their way to another place
_READABLE = 0o644  # a web server is another user than the one who builds
_MARKED = "Digestry made this folder. Whatever is put here by hand is deleted by the next build.\n"


class ForeignFolderError(Exception):
    """A folder that was to be filled holds what Digestry did not make."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(f"{folder} holds files that Digestry did not make")


@contextmanager
def alone(name: Path, waits: Callable[[], object]) -> Iterator[None]:
    """Holds the lock `name`.lock, so that no other process of ours works on the same thing meanwhile.

    Whoever comes second calls `waits` and waits. The lock goes with its process, however that ends; who has
    it may take it again. Raises OSError where its folder cannot be written to.
    """
    make(name.parent)
    lock = FileLock(f"{name}.lock", is_singleton=True)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waits()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def make(folder: Path) -> None:
    """Makes a folder and those above it. Raises NotADirectoryError where a file is in its place."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from None


@contextmanager
def readable() -> Iterator[None]:
    """Files and folders that are made meanwhile can be read by everybody, whatever the umask."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


def claim(folder: Path, make: bool = True) -> None:
    """Makes a folder ours, by a marker in it; with `make` off, sees only whether it could be.

    Raises ForeignFolderError where it holds anything and no marker, NotADirectoryError where it is a file. A
    checkout is never ours, though what we made was committed to it, as a branch `gh-pages` is.
    """
    checkout = (folder / ".git").exists()
    if (folder / MARKER).is_file() and not checkout:
        return
    if checkout or (folder.exists() and any(folder.iterdir())):
        raise ForeignFolderError(folder)
    if make:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARKER).write_text(_MARKED, "utf-8")


def write(artefacts: Iterable[Artefact], folder: Path) -> set[str]:
    """Makes `folder`, which is ours, hold the artefacts and nothing else, touching only what changes.

    Gives their paths below it. Raises as `put`.
    """
    return tidy(folder, put(artefacts, folder))


def put(artefacts: Iterable[Artefact], folder: Path) -> set[str]:
    """Writes the artefacts into `folder`, touching only files whose bytes change, and gives their full paths.

    A file is replaced as a whole, so that whoever reads meanwhile sees the old or the new one. A new one is
    simply written: nobody reads it yet, and if the build is killed the next one mends it. Raises BuildError
    for a path that is given twice or leaves the folder, OSError as the file system does.
    """
    root = str(folder)
    paths: set[str] = set()
    folders = {root}
    for artefact in artefacts:
        path = f"{root}/{artefact.path}"
        if path in paths or ".." in artefact.path.split("/") or artefact.path.startswith("/"):
            raise BuildError(f"two pages want one place, or a place outside: {artefact.path}")
        paths.add(path)
        parent, _, name = path.rpartition("/")
        if parent not in folders:
            os.makedirs(parent, exist_ok=True)
            folders.add(parent)
        try:
            with open(path, "xb") as file:
                file.write(artefact.data)
        except FileExistsError:
            if not _is_published(path, artefact.data):
                beside = f"{parent}/.{name[:100]}.new"
                with open(beside, "wb") as file:
                    file.write(artefact.data)
                os.replace(beside, path)
    return paths


def tidy(folder: Path, *parts: set[str]) -> set[str]:
    """Deletes what is in none of the sets of paths put into `folder`, and folders that hold nothing.

    Dot files stay, the marker among them. Gives the paths below the folder. Raises ValueError where two sets
    have the same path.
    """
    kept: set[str] = set()
    for part in parts:
        if twice := kept & part:
            raise BuildError(f"two pages want one place: {min(twice)}")
        kept |= part
    _empty(str(folder), kept)
    return {path[len(str(folder)) + 1 :] for path in kept}


def _is_published(path: str, data: bytes) -> bool:
    """Whether a file holds the data, and everybody may read it."""
    try:
        with open(path, "rb") as file:
            return file.read() == data and stat.S_IMODE(os.fstat(file.fileno()).st_mode) == _READABLE
    except OSError:  # a folder in its place, which replacing will tell
        return False


def _empty(folder: str, kept: set[str]) -> bool:
    """Deletes what is not kept below a folder; whether it then holds nothing."""
    empty = True
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if _empty(path, kept):
                    os.rmdir(path)
                else:
                    empty = False
            elif path in kept or entry.name.startswith("."):
                empty = False
            else:
                os.unlink(path)
    return empty


def create(path: Path, text: str, scratch: Path) -> Path:
    """Writes a new file, whole and on the disk, or leaves nothing; gives its path.

    Where a file is there already, the new one is numbered: `name-2.yml`. It is written below `scratch` first,
    so that a command that is killed leaves no half file beside the curator's.
    """
    return _put_in_place(text, scratch, path.parent, lambda whole: _as_new(whole, path))


def replace(path: Path, text: str, scratch: Path) -> None:
    """Writes a file that only machines write, in place of what was there; whole, as `create` does.

    A link is followed: what it leads to is replaced.
    """
    path = path.resolve()
    _put_in_place(text, scratch, path.parent, lambda whole: whole.replace(path))


def write_out(path: Path, text: str, scratch: Path) -> None:
    """Writes what somebody asked to have in a file: replaced as a whole, a link followed.

    What is no file, such as a pipe or a device, is written to and stays what it is.
    """
    if path.exists() and not path.is_file():
        path.write_text(text, "utf-8", newline="\n")
    else:
        replace(path, text, scratch)


def _as_new(whole: Path, path: Path) -> Path:
    """Links a file as `path`, or as the first number of it that is free."""
    for number in count(1):
        free = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
        try:
            os.link(whole, free)
        except FileExistsError:
            continue
        except OSError as error:
            if error.errno == errno.EXDEV:
                raise
            _without_links(whole, free)
        return free
    raise AssertionError("count ends nowhere")


def _without_links(whole: Path, free: Path) -> None:
    """Moves a file to a name that nobody has, on a file system without links."""
    free.touch(exist_ok=False)
    try:
        whole.replace(free)
    except OSError:
        free.unlink()
        raise


def _put_in_place(text: str, scratch: Path, folder: Path, place: Callable[[Path], Path]) -> Path:
    """Writes a text below `scratch` and puts it into `folder`; where no file moves from one to the other, or
    there is no scratch folder to be had, it is written beside its place.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _writing(scratch, folder):
        for beside in (scratch, folder):
            try:
                with _written(text, beside) as whole:
                    put_there = place(whole)
                    was_placed(put_there)
                    return put_there
            except OSError as error:
                if beside == folder or error.errno not in _ELSEWHERE:
                    raise
    raise AssertionError("the folder itself was tried")


# No scratch folder here, or one on another disk; a full disk is full.
_ELSEWHERE = {errno.EXDEV, errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENOENT}


@contextmanager
def _written(text: str, folder: Path) -> Iterator[Path]:
    """A file with a text, in a folder, for as long as it takes to put it elsewhere."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(handle)
        path.chmod(_READABLE)  # mkstemp's 0600 is for secrets
        yield path
    finally:
        with suppress(OSError):  # what was asked for is done, or has failed for another reason
            path.unlink()


@contextmanager
def _writing(scratch: Path, folder: Path) -> Iterator[None]:
    """One command at a time writes. What others left on its way, they were killed over: it goes."""
    with ExitStack() as stack:
        with suppress(OSError):  # no scratch folder that could be written to
            stack.enter_context(alone(scratch / MARKER, lambda: None))
            _clear(scratch)
            _clear(folder)
        yield


def clear(scratch: Path, folders: Iterable[Path]) -> None:
    """Deletes what killed commands left on its way to the folders."""
    for folder in folders:
        with _writing(scratch, folder):
            pass


def _clear(folder: Path) -> None:
    for left in folder.glob(f"{_TEMPORARY}*"):
        left.unlink(missing_ok=True)
