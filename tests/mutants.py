"""`make mutants MODULE=digestry.check.dates`: small wrong changes to a module that its tests do not notice.

Cosmic Ray (https://cosmic-ray.readthedocs.io) makes the changes, one at a time: `<` becomes `<=`, 1 becomes 2, `and`
becomes `or`. That happens in copies of the repository, one a core, and only the tests of the module's own folder are
asked, those of its own file first. Prints each change that they let pass, with its place, and how many there were.
Not every one is a gap: some changes change nothing that anybody could see. Exit code 1 where the tests fail as it is.
"""

import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
WORKERS = 2
_PATIENCE = 10  # times as long as two runs take: then a change has made something endless

# One neighbour of each operator: all others are noticed wherever it is. Annotations (`str | None`) are no code, and
# nobody sees whether a value could be changed (`@dataclass(frozen=True)`, left out below).
_LEFT_OUT = [
    r"core/ReplaceBinaryOperator_(?!(Add_Sub|Sub_Add|Mul_Div|FloorDiv_Mul|Mod_FloorDiv|BitAnd_BitOr)$)",
    r"core/ReplaceComparisonOperator_(?!(Eq_NotEq|NotEq_Eq|Lt_LtE|LtE_Lt|Gt_GtE|GtE_Gt|Is_IsNot|IsNot_Is)$)",
    r"core/ReplaceUnaryOperator_.*_(Not|Invert)$",
    r"core/Variable",
    r"core/RemoveDecorator",
]


def main() -> int:
    """Looks at each module in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="+", metavar="MODULE", help="as it is imported")
    parser.add_argument("--tests", nargs="+", metavar="PATH", help="instead of those of the module's folder")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the workers end with whoever started them
    with tempfile.TemporaryDirectory() as folder:
        copies = [_copy(Path(folder, str(number))) for number in range(WORKERS)]
        with _workers(copies) as addresses:
            for module in arguments.modules:
                tests = arguments.tests or tests_of(module, copies[0])
                command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
                start = time.monotonic()
                # In each copy, so that Python has compiled there what will not change.
                if any(
                    subprocess.run(command, cwd=copy, env=_environment(copy)).returncode for copy in copies
                ):
                    print(f"{module}: its tests fail without any change.")
                    return 1
                patience = _PATIENCE * (time.monotonic() - start)
                _tell(module, _session(module, command, copies[0], addresses, patience))
    return 0


def tests_of(module: str, root: Path) -> list[str]:
    """The test files of a module's folder, its own first."""
    *packages, name = module.removeprefix("digestry.").split(".")
    folder = root.joinpath("tests", *packages)
    own = folder / f"test_{name}.py"
    files = [own, *(sorted(folder.glob("test_*.py")) if packages else ())]
    return [path.relative_to(root).as_posix() for path in dict.fromkeys(files) if path.exists()]


def _copy(folder: Path) -> Path:
    """The files of the repository as they are now, committed or not."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def _environment(copy: Path) -> dict[str, str]:
    """Python finds the copy's engine before the installed one."""
    return {**os.environ, "PYTHONPATH": str(copy / "generator")}


@contextlib.contextmanager
def _workers(copies: Sequence[Path]) -> Iterator[list[str]]:
    """A process for each copy that changes it and asks the tests; yields their addresses."""
    running, addresses = [], []
    try:
        for copy in copies:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            command = [sys.executable, "-m", "cosmic_ray.cli", "http-worker", "--port", str(port)]
            # What was changed is not kept compiled: the next change may be as long, and in the same second.
            environment = {**_environment(copy), "PYTHONDONTWRITEBYTECODE": "1"}
            running.append(subprocess.Popen(command, cwd=copy, env=environment, stdout=subprocess.DEVNULL))
            addresses.append(f"http://127.0.0.1:{port}")
            while running[-1].poll() is None and not _answers(port):
                time.sleep(0.1)
        yield addresses
    finally:
        for process in running:
            process.terminate()
            process.wait()


def _answers(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def _session(
    module: str, command: Sequence[str], copy: Path, addresses: Sequence[str], patience: float
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """All changes to a module with what came of each."""
    config, session = copy / "mutants.toml", copy / f"{module}.sqlite"
    told = {
        "module-path": f"generator/{module.replace('.', '/')}.py",
        "test-command": " ".join(command),
        "timeout": patience,
        "excluded-modules": [],
    }
    # What JSON says of text, numbers and lists, TOML says as well.
    config.write_text(
        "[cosmic-ray]\n"
        + "".join(f"{name} = {json.dumps(value)}\n" for name, value in told.items())
        + f'[cosmic-ray.distributor]\nname = "http"\n[cosmic-ray.distributor.http]\nworker-urls = {json.dumps(addresses)}\n'
        + f"[cosmic-ray.filters.operators-filter]\nexclude-operators = {json.dumps(_LEFT_OUT)}\n",
        "utf-8",
    )

    def run(program: str, *arguments: object) -> str:
        whole = [sys.executable, "-m", program, *map(str, arguments)]
        return subprocess.run(whole, cwd=copy, check=True, stdout=subprocess.PIPE, text=True).stdout

    run("cosmic_ray.cli", "init", config, session)
    run("cosmic_ray.tools.filters.operators_filter", session, config)
    run("cosmic_ray.cli", "exec", config, session)
    pairs = map(json.loads, run("cosmic_ray.cli", "dump", session).splitlines())
    return [
        (item, result)
        for item, result in pairs
        if result["worker_outcome"] != "skipped" and "\n-@dataclass(" not in (result["diff"] or "")
    ]


def _tell(module: str, found: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    """What survived, in the order of the file, and how many there were."""
    counts = Counter(result["test_outcome"] or result["worker_outcome"] for _, result in found)
    survivors = [
        (item["mutations"][0], result["diff"])
        for item, result in found
        if result["test_outcome"] == "survived"
    ]
    for mutation, diff in sorted(survivors, key=lambda each: each[0]["start_pos"]):
        change = " → ".join(line[1:].strip() for line in re.findall(r"(?m)^(?:-|\+)(?!--|\+\+).*$", diff))
        print(f"{mutation['module_path']}:{mutation['start_pos'][0]}: {change}")
    survived = counts.pop("survived", 0)
    print(f"{module}: {sum(counts.values())} killed, {survived} survived.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
