"""The workflows, ours and those of a new digest, are pinned, allowed little, and free of known faults."""

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from digestry.paper.dates import NOON
from digestry.site.starter import starter

from tests.conftest import ROOT

BIN = Path(sys.executable).parent
OURS = ROOT / ".github"


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder `.github` that `digest init` makes."""
    folder = tmp_path_factory.mktemp("new")
    for path, text in starter(
        "A", "https://a.example/", "tag:a.example,2026-11-24:a/", dt.date(2026, 11, 24), example=True
    ):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder / ".github"


@pytest.fixture(params=["ours", "theirs"])
def folder(request: pytest.FixtureRequest, theirs: Path) -> Path:
    return OURS if request.param == "ours" else theirs


def passes(*command: str) -> None:
    result = subprocess.run(
        [str(BIN / command[0]), *command[1:]], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_actions_are_pinned_and_permissions_are_given_by_job(folder: Path) -> None:
    """A tag can be moved, a hash cannot; nothing is allowed that a job did not ask for."""
    workflows = sorted((folder / "workflows").glob("*.yml"))
    assert workflows
    for path in workflows:
        text = path.read_text("utf-8")
        uses = re.findall(r"uses: (.*)", text)
        assert uses
        pinned = r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\$/\.github/workflows/[a-z]+\.yml"
        assert all(re.fullmatch(pinned, use) for use in uses)
        assert yaml.safe_load(text)["permissions"] == {}


def test_the_workflows_are_valid(folder: Path) -> None:
    """By the schema that their service publishes."""
    workflows = map(str, (folder / "workflows").glob("*.yml"))
    passes("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows)
    for path in folder.glob("dependabot.yml"):
        passes("check-jsonschema", "--builtin-schema", "vendor.dependabot", str(path))
    forms = map(str, (folder / "ISSUE_TEMPLATE").glob("*.yml"))
    passes("check-jsonschema", "--builtin-schema", "vendor.github-issue-forms", *forms)


def test_the_workflows_have_no_known_weakness(folder: Path) -> None:
    """zizmor knows them: injections, wide permissions, credentials that stay."""
    passes("zizmor", "--offline", "--no-progress", str(folder))


def test_each_step_of_a_new_digest_is_a_command(theirs: Path) -> None:
    """Of `digest`, after it has been installed; whoever reads them sees what happens."""
    for path in (theirs / "workflows").glob("*.yml"):
        for job in yaml.safe_load(path.read_text("utf-8"))["jobs"].values():
            for step in job.get("steps", ()):  # a job may be another workflow
                if "run" in step and "name" not in step:
                    assert re.match(
                        r"digest (check|build|fetch|suggest|email)\b|pip install -r requirements.txt$",
                        step["run"],
                    )


def test_the_site_is_built_each_day_right_after_the_moment_that_dates_its_issues(folder: Path) -> None:
    """So that nothing is published before its date, which some services would mail twice, nor long after it."""
    text = (folder / "workflows/publish.yml").read_text("utf-8")
    workflow = yaml.load(text, yaml.BaseLoader)  # noqa: S506  `on` is a word here
    ((minute, hour, *rest),) = (each["cron"].split() for each in workflow["on"]["schedule"])
    assert rest == ["*"] * 3
    dated = dt.datetime.combine(dt.date(2026, 11, 27), NOON)
    built = dated.replace(hour=int(hour), minute=int(minute))
    assert dt.timedelta() < built - dated < dt.timedelta(minutes=30)
    builds = re.findall(r"digest build\b.*", text)
    assert builds
    assert all(re.search(r' --on "\$\(date (-u )?\+%F\)"$', build) for build in builds)


def test_who_has_a_letter_is_kept_in_a_branch(folder: Path, tmp_path: Path) -> None:
    """Made by the first run, found by the next; a repository that cannot be reached ends the job before it sends."""
    workflow = yaml.safe_load((folder / "workflows/email.yml").read_text("utf-8"))
    steps = {step.get("name"): step.get("run", "") for step in workflow["jobs"]["send"]["steps"]}
    fetch, keep = steps["Fetch who has it already"], steps["Keep who has it"]
    repository = tmp_path / "repository.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(repository)], check=True)
    (tmp_path / "bin").mkdir()
    helper = tmp_path / "bin/gh"  # on GitHub, `gh auth setup-git` lets git in; a folder needs nothing
    helper.write_text("#!/bin/sh\n")
    helper.chmod(0o755)

    def run(name: str, script: str, repository: Path = repository) -> int:
        (tmp_path / name).mkdir(exist_ok=True)
        environment = {**os.environ, "REPOSITORY": str(repository)}
        environment["PATH"] = f"{tmp_path / 'bin'}:{environment['PATH']}"
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        return subprocess.run(shell, cwd=tmp_path / name, env=environment, check=False).returncode

    assert run("first", fetch) == 0
    (tmp_path / "first/sent/2025-04-24.jsonl").write_text("{}\n")
    (tmp_path / "first/sent/2025-04-24.lock").write_text("")
    assert run("first", keep) == 0
    assert run("second", fetch) == 0
    assert sorted(path.name for path in (tmp_path / "second/sent").iterdir()) == [".git", "2025-04-24.jsonl"]
    assert run("second", keep) == 0  # nothing new
    assert run("third", fetch, tmp_path / "nowhere.git") != 0
