"""The command line as a whole."""

import subprocess
import sys

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
