"""The package as people get it: a wheel, installed into an environment of its own, outside this repository."""

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT


@dataclass(frozen=True)
class Installed:
    """An environment that has the wheel."""

    bin: Path

    def run(self, *command: str, cwd: Path, code: int = 0, **env: str) -> str:
        """Runs a command of the environment; gives all that it prints. It must end with the exit code."""
        program, *rest = command
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        done = subprocess.run(
            [str(self.bin / program), *rest],
            cwd=cwd,
            env={**clean, "NO_MKDOCS_2_WARNING": "1", "COLUMNS": "200", **env},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    def add(self, package: Path) -> None:
        """Installs another package, from its folder."""
        (made,) = built(package, package / "dist", "--wheel")
        self.run(
            "python", "-m", "pip", "install", "--no-deps", "--no-index", "--quiet", str(made), cwd=package
        )


def built(source: Path, folder: Path, *options: str) -> Iterator[Path]:
    """The wheel of a package, built with the libraries of this environment."""
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        *options,
        "--outdir",
        str(folder),
        str(source),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder.glob("*.whl")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this repository, built from its sdist, so that both are whole."""
    folder = tmp_path_factory.mktemp("dist")
    source = tmp_path_factory.mktemp("source") / "digestry"
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    (made,) = built(source, folder)
    return made


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """A new environment with the wheel in it, and the libraries of this one beside it."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(folder, with_pip=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    # What stands in a .pth file is only put on the path: the editable digestry of this repository stays hidden.
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    made = Installed(folder / "bin")
    made.run("python", "-m", "pip", "install", "--no-deps", "--no-index", "--quiet", str(wheel), cwd=folder)
    for program in ("mkdocs", "properdocs"):
        script = Path(sys.executable).with_name(program)
        if script.exists():
            text = script.read_text("utf-8").replace(str(script.parent), str(made.bin))
            (made.bin / program).write_text(text, "utf-8")
            (made.bin / program).chmod(0o755)
    return made
