"""Builds and previews of one digest at the same time: each has a folder of its own, or waits."""

import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from tests.conftest import copy_project
from tests.site.test_serve import preview

BIN = Path(sys.executable).parent
DRAFT = "An unpublished draft"


def issue(number: int) -> str:
    """An issue with a published paper and a draft."""
    papers = f"  - {{id: open-{number}, title: 'Open paper {number}'}}\n"
    return f"date: 2026-01-{number:02}\npapers:\n{papers}  - {{id: d-{number}, title: {DRAFT} {number}, draft: true}}\n"


def test_no_draft_is_published_whatever_runs_beside(tmp_path: Path) -> None:
    """A preview that rebuilds at each edit, and two builds at once; the edits come at random moments."""
    project = copy_project(tmp_path / "project")
    feed, randomly = project / "content/feed", random.Random(12)
    (feed / "2026-01-01.yml").write_text(issue(1))
    with preview(project, "digest", tmp_path / "log"):
        for number in range(2, 5):
            builds = [
                subprocess.Popen(
                    [BIN / "digest", "build"], cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE
                )
                for _ in range(2)
            ]
            with suppress(subprocess.TimeoutExpired):
                builds[0].wait(randomly.uniform(0.2, 1.5))
            (feed / f"2026-01-{number:02}.yml").write_text(issue(number))
            said = [b"".join(each.communicate()).decode() for each in builds]
            assert [each.returncode for each in builds] == [0, 0], said
            assert any("Another build is at work here; this one waits for it." in each for each in said)
            found = [
                path
                for path in (project / "site").rglob("*")
                if path.is_file() and DRAFT.encode() in path.read_bytes()
            ]
            assert found == []
            assert (project / f"site/papers/open-{number - 1}/index.html").is_file()
    assert not list(project.glob(".site-*"))
