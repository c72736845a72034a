"""An issue of a later day waits for a build on its day; what is published never depends on the clock."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from digestry.site.build import build
from digestry.site.project import Project

from tests.cli.test_import import digest
from tests.conftest import copy_project

BIN = Path(sys.executable).parent
DAYS = ("2024-02-28", "2024-02-29", "2024-03-01")
FEED = """\
date: {day}
papers:
  - {{id: p{day}, title: Of {day}, abstract: Yes., authors: [Ann Lee], tags: [theory]}}
"""


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    """A digest of three issues around a leap day, and a later issue of drafts only."""
    project = copy_project(tmp_path / "project", content=None)
    (project / "content/feed").mkdir()
    (project / "content/tags.yml").write_text("theory: {name: Theory, description: Proofs.}\n", "utf-8")
    for day in DAYS:
        (project / f"content/feed/{day}.yml").write_text(FEED.format(day=day), "utf-8")
    drafts = FEED.format(day="2024-04-01").replace("tags: [theory]", "draft: true")
    (project / "content/feed/drafts.yml").write_text(drafts, "utf-8")
    return project


def contents(site: Path) -> dict[str, bytes]:
    """All files of a site; those of the sitemap's package are told by what is in it."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and path.name != "sitemap.xml.gz"
    }


def published(site: Path) -> list[str]:
    """The issues that have a page."""
    return sorted(path.parent.name for path in (site / "issues").glob("????-??-??/index.html"))


def setting(project: Path, line: str) -> None:
    path = project / "mkdocs.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("- digestry:\n", f"- digestry:\n      {line}\n"), "utf-8")


@pytest.mark.parametrize(
    ("on", "count"),
    [("2024-02-27", 0), ("2024-02-28", 1), ("2024-02-29", 2), ("2024-03-01", 3), ("2099-01-01", 3)],
)
def test_an_issue_waits_until_its_day(planned: Path, on: str, count: int) -> None:
    """Nothing on the site tells of it before: no page, no feed, no sitemap, no citation, no API, no search."""
    assert digest(planned, "build", "--strict", "--on", on).returncode == 0
    site = planned / "site"
    assert published(site) == list(DAYS[:count])
    later = [day.encode() for day in DAYS[count:]]
    for name, data in contents(site).items():
        assert not any(day in data or day in name.encode() for day in later), name


def test_waiting_leaves_the_bytes_of_a_digest_without_the_issue(planned: Path) -> None:
    """To the byte, as if the file were not there."""
    assert digest(planned, "build", "--on", "2024-02-29").returncode == 0
    before = contents(planned / "site")
    (planned / "content/feed/2024-03-01.yml").unlink()
    assert digest(planned, "build").returncode == 0
    assert contents(planned / "site") == before


def test_without_a_day_all_is_published(planned: Path) -> None:
    """However far off it is: the same content gives the same bytes on any day."""
    far = FEED.format(day="2099-01-01")
    (planned / "content/feed/far.yml").write_text(far, "utf-8")
    assert digest(planned, "build").returncode == 0
    assert published(planned / "site") == [*DAYS, "2099-01-01"]


def test_every_way_to_name_the_day_gives_the_same_site(planned: Path) -> None:
    """The option, the setting, the environment, and plain `mkdocs build`; the option counts most."""
    assert digest(planned, "build", "--on", "2024-02-28").returncode == 0
    expected = contents(planned / "site")
    setting(planned, 'build_on: !ENV [DIGEST_ON, ""]')
    for program in ("digest", "mkdocs"):
        environment = {**os.environ, "DIGEST_ON": "2024-02-28"}
        run = subprocess.run([BIN / program, "build"], cwd=planned, env=environment, capture_output=True)
        assert run.returncode == 0, run.stderr
        assert contents(planned / "site") == expected
    assert digest(planned, "build").returncode == 0
    assert published(planned / "site") == list(DAYS)
    project = Project.open(str(planned / "mkdocs.yml"))
    assert len(project.catalogue().issues) == 3
    path = planned / "mkdocs.yml"
    path.write_text(path.read_text("utf-8").replace('!ENV [DIGEST_ON, ""]', "2024-02-29"), "utf-8")
    assert len(Project.open(str(path)).catalogue().issues) == 2
    build(Project.open(str(path), Project.open(str(path)).settings.on))
    assert digest(planned, "build", "--on", "2024-02-28").returncode == 0
    assert contents(planned / "site") == expected


def test_the_day_of_an_issue_with_a_time_is_the_one_that_is_written(planned: Path) -> None:
    """In its own zone, wherever that is."""
    for number, zone in enumerate(("+14:00", "-12:00"), 1):
        day = f"2024-05-0{number}"
        text = FEED.format(day=day).replace(f"date: {day}", f"date: {day}T00:30{zone}")
        (planned / f"content/feed/{day}.yml").write_text(text, "utf-8")
    for on, count in (("2024-04-30", 3), ("2024-05-01", 4), ("2024-05-02", 5)):
        assert digest(planned, "build", "--on", on).returncode == 0
        assert len(published(planned / "site")) == count


@pytest.mark.parametrize("on", ["2023-02-29", "tomorrow", "2024-02-29T10:00Z"])
def test_a_day_that_is_none_is_refused(planned: Path, on: str) -> None:
    """As an option and as a setting, with its line; nothing is built."""
    assert digest(planned, "build", "--on", on).returncode == 2
    setting(planned, f'build_on: "{on}"')
    run = digest(planned, "build")
    assert run.returncode == 1
    assert f"build_on is '{on}'; write a day, as 2026-11-27, or leave it empty" in run.stderr
    assert not (planned / "site").exists()


def test_an_export_holds_what_the_site_does(planned: Path) -> None:
    """Papers of issues to come are in neither; a list of all feeds has no author to come."""
    for on, count in (("2024-02-28", 1), ("2024-02-29", 2)):
        lines = digest(planned, "export", "--format", "jsonl", "--on", on).stdout.splitlines()
        assert len(lines) == count
        opml = digest(planned, "export", "--format", "opml", "--on", on).stdout
        assert ("authors/ann-lee/" in opml) == (count > 1)
    late = digest(planned, "export", "--format", "ris", "--issue", "2024-03-01", "--on", "2024-02-29")
    assert late.returncode == 2
