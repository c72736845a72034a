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


def faulty(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in which something happens that nobody has foreseen."""
    code = (
        "from digestry.cli.main import main\n"
        "def fails(*_): raise KeyError('\\x1b[31mx')\n"
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
