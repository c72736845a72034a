"""The second of two processes that make a big digest: it writes the data while the first writes the pages.

They share nothing but the folder, where no two files are the same. It is a program of its own, `python -m
digestry.site.beside`: `multiprocessing` would run the script that called the build once more.
"""

import gc
import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path

from digestry.catalogue.catalogue import Catalogue
from digestry.errors import BuildError, ElsewhereError, description
from digestry.files import put
from digestry.outputs.registry import data
from digestry.settings import Settings


@contextmanager
def data_beside(digest: Catalogue, settings: Settings, docs: Path) -> Iterator[Callable[[], set[str]]]:
    """Has the data put into `docs`, in a process of its own; the context waits for it.

    What the context gives is a function that gives and raises what `put` does, and ChildProcessError where
    the process was ended from outside, as it is when memory runs out.
    """
    # Here and not in the thread: the catalogue keeps what is asked of it meanwhile.
    given = pickle.dumps((os.getpid(), digest, settings, docs))
    with ThreadPoolExecutor(1) as waiting:
        yield waiting.submit(_run, given).result


def _run(given: bytes) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "digestry.site.beside"],  # -P: nothing out of the current folder
        input=given,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    if done.returncode:
        raise ChildProcessError("the process that writes feeds and data was ended; is there memory enough?")
    found: set[str] | Exception = pickle.loads(done.stdout)
    if isinstance(found, Exception):
        raise found
    return found


def _main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C is told once, by the build
    build, digest, settings, docs = pickle.load(sys.stdin.buffer)
    gc.freeze()  # the catalogue stays to the end: searching it for garbage takes a quarter of the time
    # When the build is killed, the next one must not find somebody still writing.
    wanted = takewhile(lambda _: os.getppid() == build, data(digest, settings))
    try:
        found: set[str] | Exception = put(wanted, docs)
    except (BuildError, OSError) as error:  # raised again in the build
        found = error
    except Exception as error:
        found = ElsewhereError(description(error), traceback.format_exc())
    pickle.dump(found, sys.stdout.buffer)


if __name__ == "__main__":
    _main()
