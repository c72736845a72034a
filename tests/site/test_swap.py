"""A site takes its place in one step, and what killed builds have left goes."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from digestry.files import MARKER, alone, readable
from digestry.site import swap
from digestry.site.build import build
from digestry.site.project import Project
from digestry.site.swap import filled

from tests.conftest import copy_project

BIN = Path(sys.executable).parent


def fill(folder: Path, scratch: Path, *files: str) -> list[str]:
    """Fills a folder with files that hold their names; gives what was told."""
    told: list[str] = []
    with filled(folder, scratch, told.append) as new:
        for file in files:
            (new / file).parent.mkdir(parents=True, exist_ok=True)
            (new / file).write_text(file)
    return told


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_is_replaced_as_a_whole(tmp_path: Path) -> None:
    """Nothing of the last one stays, nothing is beside it."""
    site = tmp_path / "site"
    assert fill(site, tmp_path / "build", "a", "b/c") == []
    assert fill(site, tmp_path / "build", "a", "d") == []
    assert files(site) == {"a", "d"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_goes_wrong_leaves_the_last_one(tmp_path: Path) -> None:
    fill(tmp_path / "site", tmp_path / "build", "a")
    with pytest.raises(RuntimeError), filled(tmp_path / "site", tmp_path / "build", print) as new:
        (new / "b").parent.mkdir()
        raise RuntimeError("no power")
    assert files(tmp_path) == {"site/a"}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges two folders in one step")
def test_readers_never_find_it_missing(tmp_path: Path) -> None:
    """However often it is replaced while somebody looks."""
    site = tmp_path / "site"
    fill(site, tmp_path / "build", "index.html")
    look = "import os, sys\nwhile os.path.exists(sys.argv[1]): pass\nprint('missing')"
    with subprocess.Popen(
        [sys.executable, "-c", look, site / "index.html"], stdout=subprocess.PIPE
    ) as reader:
        for number in range(300):
            fill(site, tmp_path / "build", "index.html", str(number))
        assert reader.poll() is None
        reader.kill()


def test_without_an_exchange_two_renames_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on systems that have none."""
    monkeypatch.setattr("digestry.site.swap.sys.platform", "elsewhere")
    for names in (("a",), ("b",)):
        fill(tmp_path / "site", tmp_path / "build", *names)
    assert files(tmp_path) == {"site/b"}


def test_what_killed_builds_left_goes_and_nothing_else(tmp_path: Path) -> None:
    """An own folder of like name stays, and that of a build that is at work."""
    for name in (".site-dead/new/a", ".site-mine/a"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("")
    (tmp_path / f".site-dead/{MARKER}.lock").touch()
    (tmp_path / ".site-just-made").mkdir()
    at_work = "import sys, time\nfrom pathlib import Path\nfrom digestry.files import alone\nwith alone(Path(sys.argv[1]), print):\n  print('held', flush=True)\n  time.sleep(600)"
    alive = tmp_path / ".site-alive"
    with subprocess.Popen([sys.executable, "-c", at_work, alive / MARKER], stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        fill(tmp_path / "site", tmp_path / "build", "b")
        other.kill()
    assert {path.name for path in tmp_path.iterdir()} == {"site", ".site-mine", ".site-alive"}
    fill(tmp_path / "site", tmp_path / "build", "b")
    assert {path.name for path in tmp_path.iterdir()} == {"site", ".site-mine"}


def test_a_site_that_was_moved_aside_comes_back(tmp_path: Path) -> None:
    """Where a build was killed between two renames; the next one may fail, and the site is there."""
    (tmp_path / ".site-dead/old").mkdir(parents=True)
    (tmp_path / ".site-dead/old/a").write_text("last good")
    (tmp_path / f".site-dead/{MARKER}.lock").touch()
    with pytest.raises(RuntimeError), filled(tmp_path / "site", tmp_path / "build", print):
        raise RuntimeError("bad content")
    assert (tmp_path / "site/a").read_text() == "last good"
    assert files(tmp_path) == {"site/a"}


def test_a_folder_that_cannot_be_swapped_is_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A container's volume is a mount point: each file is replaced as a whole, and it is said."""
    site = tmp_path / "site"
    fill(site, tmp_path / "build", "index.html", "same", "gone/a", "folder/a", "file")
    same = (site / "same").stat().st_mtime_ns
    monkeypatch.setattr(Path, "is_mount", lambda path: path == site)
    monkeypatch.setattr(swap, "_swapped", lambda *_: False)
    told = fill(site, tmp_path / "build", "index.html", "same", "folder", "file/a")
    assert told == ["site/ cannot be swapped, as a mount point: its files are replaced one by one"]
    assert files(site) == {"index.html", "same", "folder", "file/a"}
    assert (site / "same").stat().st_mtime_ns == same
    assert {path.name for path in tmp_path.iterdir()} == {"site", "build"}


@pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="only root mounts")
def test_a_mounted_site_is_built(tmp_path: Path) -> None:
    """Really, on a file system of its own; two times, and then with too little room."""
    project = copy_project(tmp_path / "project")
    site = project / "site"
    site.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "none", site], check=False)
    if mounted.returncode:
        pytest.skip("this root may not mount")
    try:
        for title in ("One", "Two"):
            (project / "content/pages/about.md").write_text(f"# {title}\n")
            done = subprocess.run(
                [BIN / "digest", "build"], cwd=project, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr
            assert f">{title}</h1>" in (site / "about/index.html").read_text("utf-8")
        assert "its files are replaced one by one" in done.stderr
        assert not list(project.glob(".site-*"))
    finally:
        subprocess.run(["umount", site], check=True)


def test_everybody_may_read_whatever_the_umask(tmp_path: Path) -> None:
    """A web server is another user: a build after one that was private mends its files."""
    project = copy_project(tmp_path / "project")
    before = os.umask(0o077)
    try:
        build(Project.open(str(project / "mkdocs.yml")))
        for path in (project / "build/docs").rglob("*.json"):
            path.chmod(0o600)
        build(Project.open(str(project / "mkdocs.yml")))
    finally:
        os.umask(before)
    modes = {(path.is_dir(), oct(path.stat().st_mode & 0o777)) for path in (project / "site").rglob("*")}
    assert modes == {(True, "0o755"), (False, "0o644")}


def test_the_umask_comes_back() -> None:
    before = os.umask(0o077)
    try:
        with readable():
            pass
        assert os.umask(0o077) == 0o077
    finally:
        os.umask(before)


def test_who_comes_second_waits(tmp_path: Path) -> None:
    """Until the first is done, and says so once."""
    second = "import sys\nfrom pathlib import Path\nfrom digestry.files import alone\nwith alone(Path(sys.argv[1]), lambda: print('waits', flush=True)):\n  print('goes on', flush=True)"
    with alone(tmp_path / "build/docs", print):
        with alone(tmp_path / "build/docs", pytest.fail):
            pass  # whoever has it may take it again
        waiting = subprocess.Popen(
            [sys.executable, "-c", second, tmp_path / "build/docs"], stdout=subprocess.PIPE, text=True
        )
        assert waiting.stdout
        assert waiting.stdout.readline() == "waits\n"
        time.sleep(0.2)
        assert waiting.poll() is None
    assert waiting.communicate()[0] == "goes on\n"
