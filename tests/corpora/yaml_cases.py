"""The cases of YAML's test suite in the reader of content files."""

import re
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import yaml
from digestry.content.nodes import parse

from tests.corpora.files import names, read
from tests.corpora.outcome import Outcome

# How the suite writes what nobody sees: its ReadMe.
_MARKS = (("␣", " "), ("←", "\r"), ("⇔", "\ufeff"), ("↵", ""))
# What we refuse on purpose though it is YAML: begins of what is said.
_OURS = (
    "the tag ",
    "the alias ",
    "a second document",
    "a list or mapping is used as a key",
    "more than ",
    "`",
)


def loaded(corpus: Path) -> Outcome | None:
    """Reads each case, which has to be read or refused with a line of it; nothing where there are no cases."""
    outcome = Outcome("YAML", never={"crashes": 0, "refused without a place": 0})
    counts: Counter[str] = Counter()
    for name, case in _cases(corpus, outcome):
        outcome.inputs += 1
        text = _text(case["yaml"])
        try:
            _, problems = parse(text, name)
        except Exception as error:  # the very thing that this looks for
            outcome.never["crashes"] += 1
            outcome.told.append(f"crash: {name}: {type(error).__name__}: {error}"[:200])
            continue
        outcome.refused += bool(problems)
        if any(p.file != name or not 1 <= p.line <= text.count("\n") + 2 for p in problems):
            outcome.never["refused without a place"] += 1
            outcome.told.append(f"refused without a place: {problems[0]}")
        kind = _kind(bool(case.get("fail")), [problem.what for problem in problems])
        counts[kind] += 1
        if kind.startswith(("valid, but", "invalid, but")):
            outcome.told.append(f"{kind}: {name}: {problems[0].what if problems else case.get('name')}")
    if not outcome.inputs:
        return None
    outcome.figures.append("; ".join(f"{kind} {count}" for kind, count in counts.most_common()))
    return outcome


def _cases(corpus: Path, outcome: Outcome) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in names(corpus):
        if fnmatch(name, "src/*.yaml"):
            try:
                cases = yaml.safe_load(read(corpus, name))
            except yaml.YAMLError as error:
                outcome.told.append(f"not looked at, its file is not read here: {name}: {error}"[:160])
                continue
            if isinstance(cases, list) and all(isinstance(case, dict) for case in cases):
                for number, case in enumerate(cases):
                    if "yaml" in case and not case.get("skip"):
                        yield f"{name}#{number}", case


def _text(written: str) -> str:
    """A case as it is meant."""
    for mark, meant in _MARKS:
        written = written.replace(mark, meant)
    tabs = re.sub("—*»", "\t", written)
    return tabs.removesuffix("∎\n") if tabs.endswith("∎\n") else tabs


def _kind(invalid: bool, said: list[str]) -> str:
    if not said:
        return "invalid, but read" if invalid else "valid and read"
    if invalid:
        return "invalid and refused"
    return (
        "valid, refused by a rule of ours"
        if all(w.startswith(_OURS) for w in said)
        else "valid, but not read"
    )
