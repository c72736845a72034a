"""The command line as a whole."""

import os
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


def faulty(
    folder: Path, error: str = "KeyError('\\x1b[31mx')", **environment: str
) -> subprocess.CompletedProcess[str]:
    """A command in which something happens that nobody has foreseen."""
    code = (
        "from digestry.cli.main import main\n"
        f"def fails(*_): raise {error}\n"
        "from digestry.site.project import Project; Project.examine = fails\n"
        "import sys; sys.argv = ['digest', 'check']; main()\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )


def test_a_fault_of_ours_is_told_as_one(project: Path) -> None:
    """No traceback, no raw escapes; what to do, and an exit code of its own."""
    run = faulty(project)
    assert run.returncode == 70
    assert "Digestry has a fault that is not yours: KeyError: " in run.stderr
    assert "DIGEST_TRACEBACK=1" in run.stderr
    assert "Traceback" not in run.stderr
    assert "\x1b[31mx" not in run.stderr
    assert max(map(len, run.stderr.splitlines())) <= 100


def test_whoever_mends_it_sees_where_it_is(project: Path) -> None:
    run = faulty(project, DIGEST_TRACEBACK="1")
    assert "Traceback" in run.stderr
    assert "KeyError" in run.stderr
    assert "\x1b" not in run.stderr


def test_long_words_of_a_fault_are_cut(project: Path) -> None:
    """A whole file may stand in them."""
    assert len(faulty(project, "ValueError('a' * 100_000)").stderr) < 1000


@pytest.mark.parametrize(
    ("error", "code"),
    [("KeyboardInterrupt", 1), ("MemoryError", 1), ("SystemExit(3)", 3), ("OSError(28, 'No space')", 1)],
)
def test_what_is_no_fault_of_ours_is_not_called_one(project: Path, error: str, code: int) -> None:
    run = faulty(project, error)
    assert run.returncode == code
    assert "has a fault" not in run.stderr
    assert "Traceback" not in run.stderr
