"""Every command, failing or killed on the way: content whole, the last site or the new one, nothing left behind.

A sample; `make faults` tries each step.
"""

import sys
from pathlib import Path

import pytest

from tests.faults import How
from tests.faults.everywhere import COMMANDS, sample

# Of a build, which has about 600 steps, three; of the others, which have from ten to 170, three too.
EVERY = {
    "build": 211,
    "init": 17,
    "init-from": 23,
    "init-begun": 59,
    "import": 5,
    "new": 4,
    "export": 4,
    "email": 9,
}


@pytest.mark.parametrize("how", ["fail", "kill"])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_fault_loses_nothing(tmp_path: Path, name: str, how: How) -> None:
    first = 1 if how == "fail" else 2
    runs = list(sample(name, how, tmp_path, EVERY[name], first))
    assert len(runs) > 2
    assert [(run.step, misdeeds) for run, misdeeds in runs if misdeeds] == []


def test_a_step_that_fails_is_seen(tmp_path: Path) -> None:
    """The harness itself: the first step of `new` that writes into the content fails, and the command says so."""
    codes = {run.code for run, _ in sample("new", "fail", tmp_path, every=3)}
    assert codes == {0, 1}, sys.version
