"""`make compare SINCE=commit`: the example's site as it was then and as it is now, byte for byte.

Prints each kind of difference once, with the number of files that have it and one of them. Exit code 1 where there is any, so that a change which
should move nothing can say so.
"""

import argparse
import difflib
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from tests.states import build_command, check_out, environment

_ADDRESS = "https://example.github.io/digestry/"
_LONGEST = 160  # characters of a line that are shown


def main() -> int:
    """Builds both and compares them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--since", required=True, metavar="COMMIT", help="the state to compare with")
    since = parser.parse_args().since
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder, "before"), Path(folder, "after")
        check_out(since, before)
        check_out("HEAD", after)
        kinds = differences(_build(before), _build(after))
    for kind, names in kinds.items():
        print(f"{len(names):5}  {kind}   ({names[0]})")
    print(f"{len(kinds):,} kinds of difference since {since}.")
    return 1 if kinds else 0


def differences(before: Path, after: Path) -> dict[str, list[str]]:
    """What differs between two folders: each kind with the files that show it, the commonest first."""
    kinds: dict[str, list[str]] = defaultdict(list)
    old, new = _files(before), _files(after)
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            kinds[f"only before: {_kind(name)}"].append(name)
        elif name not in old:
            kinds[f"only now: {_kind(name)}"].append(name)
        elif old[name].read_bytes() != new[name].read_bytes():
            for line in _lines(old[name], new[name]):
                kinds[line].append(name)
    return dict(sorted(kinds.items(), key=lambda kind: -len(kind[1])))


def _lines(old: Path, new: Path) -> set[str]:
    """What differs between two texts, without what is the same around it; of other files, only that they do."""
    try:
        one, other = (path.read_text("utf-8").splitlines() for path in (old, new))
    except UnicodeDecodeError:
        return {f"other bytes: {_kind(new.name)}"}
    found = set()
    for operation, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if operation != "equal":
            found.add(_change("\n".join(one[a:b]), "\n".join(other[c:d])))
    return found


def _change(old: str, new: str) -> str:
    """`old → new`, without the words at both ends that they share."""
    one, other = (re.findall(r"<[^<>]*>|[^<\s]+|\s+|<", text) for text in (old, new))
    start = _shared(one, other)
    end = _shared(one[: start - 1 if start else None : -1], other[: start - 1 if start else None : -1])
    parts = ("".join(words[start : len(words) - end]) for words in (one, other))
    return " → ".join(repr(part[:_LONGEST]) for part in parts)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two begin with alike."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _kind(name: str) -> str:
    path = Path(name)
    return f"{path.parts[0]}/…{path.suffix}" if len(path.parts) > 1 else name


def _files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def _build(folder: Path) -> Path:
    """The site of a state of the repository."""
    command, added = build_command(folder)
    env = environment(SITE_URL=_ADDRESS, **added)
    subprocess.run(command, cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL)
    return folder / "site"


if __name__ == "__main__":
    sys.exit(main())
