"""The command line as a whole."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("mkdocs", "yaml", "jinja2", "lunr", "PIL", "httpx2", "feedgen", "rich")
CODE = f"""
import sys
from digestry.cli.main import digest
try:
    digest(sys.argv[1:])
finally:
    print("loaded:", *[name for name in {HEAVY} if name in sys.modules])
"""


@pytest.mark.parametrize("argument", ["--version", "--nonsense"])
def test_what_needs_no_digest_loads_none_of_its_libraries(argument: str) -> None:
    """They take most of a second, and nobody should wait for a number."""
    run = subprocess.run([sys.executable, "-c", CODE, argument], capture_output=True, text=True)
    assert run.stdout.splitlines()[-1] == "loaded:"


FAULT = """
import sys
from pathlib import Path
from digestry.changes import was_placed
from digestry.cli import main
from digestry.content import nodes
def broken(*_):
    for name in before:
        was_placed(Path(name))
    raise {error}
nodes.parse = broken
before, sys.argv[1:] = sys.argv[1:], ["check"]
main.main()
"""


def broken(project: Path, error: str, *placed: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`digest check`, in which reading YAML raises an error; files were `placed` before."""
    return subprocess.run(
        [sys.executable, "-c", FAULT.format(error=error), *placed],
        cwd=project,
        env={"PATH": "", "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
    )


def test_a_fault_of_ours_is_told_as_one(project: Path) -> None:
    """Its kind and place, what to do with it, and that nothing was changed; exit code 70, no traceback."""
    run = broken(project, "ValueError('\\x1b[2J gone')")
    assert run.returncode == 70
    assert run.stdout == ""
    first, second, third = run.stderr.splitlines()
    assert re.fullmatch(
        r"This is a fault of Digestry's, not of your content: ValueError at [a-z/]+\.py:\d+, raised in __main__"
        r" \(\\x1b\[2J gone\)\.",
        first,
    ), first
    assert second.startswith("Please report it")
    assert "DIGEST_TRACEBACK=1" in second
    assert third == "Nothing was changed."


def test_all_of_a_fault_can_be_seen(project: Path) -> None:
    """Without anything that a terminal would obey."""
    run = broken(project, "ValueError('\\x1b[2J gone')", DIGEST_TRACEBACK="1")
    assert run.returncode == 70
    assert run.stderr.startswith("Traceback (most recent call last):\n")
    assert "This is a fault of Digestry's" in run.stderr
    assert "\x1b" not in run.stderr


def test_what_was_changed_before_a_fault_is_named(project: Path) -> None:
    """As far as it is still there."""
    assert "Written before: mkdocs.yml." in broken(project, "ValueError(1)", "mkdocs.yml").stderr.splitlines()
    assert "Nothing was changed." in broken(project, "ValueError(1)", "gone.yml").stderr.splitlines()


def test_long_words_of_a_fault_are_cut(project: Path) -> None:
    """A whole file may stand in them."""
    assert len(broken(project, "ValueError('a' * 100_000)").stderr) < 1000


@pytest.mark.parametrize(
    ("error", "code"),
    [("KeyboardInterrupt", 1), ("MemoryError", 1), ("SystemExit(3)", 3), ("OSError(28, 'No space')", 1)],
)
def test_what_is_no_fault_of_ours_is_not_called_one(project: Path, error: str, code: int) -> None:
    run = broken(project, error)
    assert run.returncode == code
    assert "fault of Digestry" not in run.stderr
    assert "Traceback" not in run.stderr
