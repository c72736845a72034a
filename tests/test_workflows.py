"""The workflow that publishes is pinned, allowed little, and free of known faults."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

BIN = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def passes(*command: str) -> None:
    result = subprocess.run(
        [str(BIN / command[0]), *command[1:]], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_and_permissions_are_given_by_job(path: Path) -> None:
    """A tag can be moved, a hash cannot; nothing is allowed that a job did not ask for."""
    text = path.read_text("utf-8")
    uses = re.findall(r"uses: (.*)", text)
    assert uses
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use) for use in uses)
    assert yaml.safe_load(text)["permissions"] == {}


def test_the_workflow_is_valid() -> None:
    """By the schema that its service publishes."""
    passes("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *map(str, WORKFLOWS))
    passes("check-jsonschema", "--builtin-schema", "vendor.dependabot", str(ROOT / ".github/dependabot.yml"))


def test_the_workflow_has_no_known_weakness() -> None:
    """zizmor knows them: injections, wide permissions, credentials that stay."""
    passes("zizmor", "--offline", "--no-progress", str(ROOT / ".github"))
