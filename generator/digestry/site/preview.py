"""A preview that goes on: folders are moved away and back, files replaced, by git, rsync and editors.

MkDocs looks at what it watches twice a second, and never again at what was not there at that moment:
watchdog's emitter ends. After a build that failed it answers no request until one succeeds.
"""

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserverVFS

from digestry.errors import BuildError, ContentError, fault
from digestry.site.failures import told

_log = logging.getLogger("mkdocs.plugins.digestry")
_NOTHING = os.stat_result((0,) * 10)  # what is not there, as a file that is like no other


def watch_for_good(server: LiveReloadServer, paths: Iterable[str]) -> None:
    """Has the server see that a folder goes, and that it is back. `paths`: those that it watches already."""
    watched = []
    for path in paths:
        with suppress(KeyError):  # the theme's, without `--watch-theme`
            server.unwatch(path)
            watched.append(path)
    server.observer = PollingObserverVFS(  # type: ignore[assignment]  # it has all that MkDocs calls
        _stat, _listed, polling_interval=server.observer.timeout
    )
    for path in watched:
        server.watch(path)


def patient(
    builder: Callable[[], None], missing: Callable[[], str], is_whole: Callable[[], bool]
) -> Callable[[], None]:
    """A builder for a preview that has started: it tells what ends a build, and what was shown stays.

    `missing` names what has to be there and is not, if anything is; `is_whole` says whether what was shown
    last is still whole. Where it is not, the builder raises Abort: MkDocs then lets requests wait.
    """

    def build() -> None:
        try:
            with told():
                _go_on(missing())
                builder()
        except Exception as error:
            said = str(error) if isinstance(error, BuildError | ContentError) else fault(error)
            if not is_whole():
                raise Abort(said) from error
            _log.error("%s\nThe preview stays as it was until this is mended.", said)

    return build


def _go_on(missing: str) -> None:
    if missing:
        raise BuildError(f"{missing} is not there")


def first_missing(path: Path) -> Path | None:
    """The outermost folder of a path that is not there, or the path itself; None if it is."""
    return next((each for each in (*reversed(path.parents), path) if not each.exists()), None)


def _stat(path: str) -> os.stat_result:
    try:
        return Path(path).stat()
    except OSError:  # no matter why: it is asked again
        return _NOTHING


def _listed(path: str | None) -> Iterator["os.DirEntry[str]"]:
    try:
        return os.scandir(path)
    except OSError:
        return iter(())
