"""Every command, with a fault at every step: what it must leave, and what the next run makes of it.

`python -m tests.faults.everywhere`, which is `make faults`, tries all; `make test` tries a sample.
"""

import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

from tests.faults import KILLED, Commands, How, Run

_FEED = """\
date: 2025-04-24
papers:
  - {id: a, title: A paper, authors: [Ann Lee], abstract: 'Of $x^2$ and more.', tags: [t]}
  - {id: b, title: Another paper, authors: [Bo Chen], draft: true}
"""
_FILES = {
    "mkdocs.yml": "site_name: A\nsite_url: https://a.example/\ntheme: {name: material}\nplugins: [digestry]\n",
    "content/feed/a.yml": _FEED,
    "content/tags.yml": "t: {name: T, description: Of t.}\n",
    "content/pages/about.md": "# About\n",
    "content/pages/picture.png": "no picture",
    "begun/.git/HEAD": "ref: refs/heads/main\n",
    "refs.bib": "@misc{x, title = {X of the world}, author = {Cy Dee}}\n",
    "out/papers.csv": "old",
}
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "build": ("build",),
    "import": ("import", "refs.bib", "--date", "2025-05-01"),
    "new": ("new", "--date", "2025-05-02"),
    "export": ("export", "--format", "csv", "--out", "out/papers.csv"),
    "email": ("email",),
    "init": ("init", "fresh"),
    "init-from": ("init", "fresh", "--from", "refs.bib", "--date", "2025-05-01"),
    "init-begun": ("init", "begun", "--from", "refs.bib", "--date", "2025-05-01"),
}
# What is done next: then nothing is left behind, and all is done.
NEXT: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "build": (COMMANDS["build"],),
    "import": (COMMANDS["import"], COMMANDS["build"]),
    "new": (COMMANDS["build"],),
    "export": (COMMANDS["export"],),
    "email": (COMMANDS["email"],),
    **{name: (arguments,) for name, arguments in COMMANDS.items() if name.startswith("init")},
}
# What may be there after any run, and is used again.
_OURS = {"build/docs.lock", "build/.digestry.lock"}


def project(folder: Path) -> Path:
    """A small digest, with a site of before its last change."""
    for name, text in _FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder by their paths; without the part of an id that `init` draws by chance."""
    return {
        p.relative_to(folder).as_posix(): re.sub(rb"(feed_id: tag:[^:]*):\w+/", rb"\1:", p.read_bytes())
        for p in folder.rglob("*")
        if p.is_file()
    }


class Reference:
    """What a command makes of a project where nothing goes wrong."""

    def __init__(self, name: str, aside: Path, commands: Commands) -> None:
        self.name, self._commands = name, commands
        self.start = project(aside / "start")
        if name == "build":  # the last good site is of another title
            self.start = commands.run(self.start, "build").folder
            feed = self.start / "content/feed/a.yml"
            feed.write_text(feed.read_text("utf-8").replace("A paper", "A better paper"), "utf-8")
        whole = commands.run(self.start, *COMMANDS[name]).folder
        self.before, self.after, self.next = tree(self.start), tree(whole), tree(self._next(whole))

    def _next(self, folder: Path) -> Path:
        for arguments in NEXT[self.name]:
            folder = self._commands.run(folder, *arguments).folder
        return folder

    def misdeeds(self, run: Run) -> Iterator[str]:
        """What a run with a fault must not have left or said, and the run after it."""
        if "Traceback" in run.printed:
            yield f"a traceback: {run.printed.strip().splitlines()[-1]}"
        if run.code not in {0, 1, KILLED} or (
            run.code == 1 and not 1 <= run.printed.strip().count("\n") + 1 <= 2
        ):
            yield f"exit code {run.code}, said: {run.printed}"
        left = tree(run.folder)
        yield from self._half(left)
        if run.code == 0 and _shown(left) != _shown(self.after):
            yield "exit code 0, and it was not done"
        done = tree(self._next(run.folder))
        yield from self._half(done)
        for name in sorted(done.keys() - self.next.keys() - _OURS):
            yield f"left behind: {name}"
        for name in sorted(self.next.keys() - done.keys() - _OURS - {"content/feed/2025-05-02.yml"}):
            yield f"missing after the next run: {name}"

    def _half(self, left: Mapping[str, bytes]) -> Iterator[str]:
        """Files that are neither as before nor as after, and a site that is a mixture."""
        for name, data in left.items():
            known = [of[name] for of in (self.before, self.after, self.next) if name in of]
            if not name.startswith(("build/", "site/", ".")) and known and data not in known:
                yield f"half or changed: {name}"
        for name in _shown(self.before).keys() - {"out/papers.csv"}:
            if not name.startswith("site/") and name not in left:
                yield f"lost: {name}"
        site, sites = _site(left), [_site(of) for of in (self.before, self.after, self.next)]
        if site not in sites:
            yield f"the site is neither the last nor the new one: {len(site)} files"


def _shown(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if not name.startswith(("build/", "."))}


def _site(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if name.startswith("site/")}


def sample(
    name: str, how: How, aside: Path, every: int = 1, first: int = 1
) -> Iterator[tuple[Run, list[str]]]:
    """Runs of a command with a fault at each `every`th step from `first` on, with their misdeeds."""
    with Commands(aside / "runs") as commands:
        reference = Reference(name, aside, commands)
        for step in count(first, every):
            run = commands.run(reference.start, *COMMANDS[name], how=how, step=step)
            yield run, list(reference.misdeeds(run))
            shutil.rmtree(run.folder)
            if run.is_past_the_end:
                return


def main() -> int:
    """Tries all; exit code 1 where anything was found."""
    found: Counter[str] = Counter()
    for name in sys.argv[1:] or COMMANDS:
        for how in ("fail", "kill"):
            with tempfile.TemporaryDirectory() as folder:
                runs = 0
                for run, misdeeds in sample(name, how, Path(folder)):
                    runs += 1
                    for misdeed in misdeeds:
                        print(f"{name}, {how} at {run.step}: {misdeed}", flush=True)
                    found[name] += len(misdeeds)
            print(f"{name}: {how}, {runs} runs, {found[name]} faults found so far", flush=True)
    return 1 if found.total() else 0


if __name__ == "__main__":
    sys.exit(main())
