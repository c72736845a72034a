"""A big digest is made by two processes, which nobody can tell from what they make."""

import os
import pickle
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from digestry.catalogue.catalogue import Catalogue
from digestry.errors import BuildError, ElsewhereError, description
from digestry.settings import Options, Settings
from digestry.site import generate as stages
from digestry.site.beside import data_beside
from digestry.site.generate import generate
from digestry.site.project import Project

from tests.conftest import ROOT, build_site
from tests.site.test_build import GOOD, feed, tree

SETTINGS = Settings("Digest", "https://a.org/d/", "About papers.", "", "en", Options())


@pytest.fixture
def big(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose every digest counts as a big one."""
    monkeypatch.setattr(stages, "MANY", 0)
    feed(project, GOOD)
    return project


def test_a_big_digest_is_the_same_to_the_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a new folder, and in one that holds another digest."""
    for name in ("small", "big"):
        (tmp_path / name).mkdir()
    golden, own = (Project.open(str(ROOT / f"tests/{name}/mkdocs.yml")) for name in ("golden", "digest"))
    generate(own.catalogue(), SETTINGS, tmp_path / "small")
    monkeypatch.setattr(stages, "MANY", 0)
    generate(golden.catalogue(), SETTINGS, tmp_path / "big")
    generate(own.catalogue(), SETTINGS, tmp_path / "big")
    assert tree(tmp_path / "big") == tree(tmp_path / "small")


def test_a_file_that_cannot_be_written_by_either_is_told(big: Path) -> None:
    """And the last good site stays."""
    before = tree(build_site(big))
    for name in ("feed.xml", "index.md"):
        (big / "build/docs" / name).unlink()
        (big / "build/docs" / name / "full").mkdir(parents=True)
        with pytest.raises(BuildError, match=name):
            build_site(big)
        assert tree(big / "site") == before
        shutil.rmtree(big / "build/docs" / name)


class _Fatal:
    """Ends the process that reads it, as the system does when memory runs out."""

    def __reduce__(self) -> tuple[Callable[[int], None], tuple[int]]:
        return signal.raise_signal, (signal.SIGKILL,)


def test_a_second_process_that_is_killed_is_missed(tmp_path: Path) -> None:
    """A site without feeds is not published."""
    fatal = cast(Catalogue, _Fatal())
    with data_beside(fatal, SETTINGS, tmp_path) as written, pytest.raises(ChildProcessError, match="memory"):
        written()


def test_a_fault_in_the_second_process_is_told_with_its_place_there(tmp_path: Path) -> None:
    """Not with that in the first one, where it only arrives; and all of it can be seen."""
    with (
        data_beside(cast(Catalogue, None), SETTINGS, tmp_path) as written,
        pytest.raises(ElsewhereError) as raised,
    ):
        written()
    assert re.match(r"AttributeError: .* at outputs/[a-z_/]+\.py:\d+", description(raised.value))
    assert "Traceback" in raised.value.trace


def test_a_build_that_is_killed_leaves_nobody_writing(big: Path) -> None:
    """The second process writes for its own build only."""
    digest = Project.open(str(big / "mkdocs.yml")).catalogue()
    (big / "build/docs").mkdir(parents=True)
    given = pickle.dumps((os.getppid(), digest, SETTINGS, big / "build/docs"))
    subprocess.run(
        [sys.executable, "-m", "digestry.site.beside"], input=given, stdout=subprocess.PIPE, check=True
    )
    assert set(tree(big / "build/docs")) == set()
