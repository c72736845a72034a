"""Findings for programs: annotations of a workflow, and JSON."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from digestry.check.findings import Finding, Severity
from digestry.errors import Problem, printable

VERSION = 1  # of the JSON; fields may be added to it, none is changed or removed


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many errors and warnings there are."""
    found = Counter(finding.severity for finding in findings)
    return {f"{severity}s": found[severity] for severity in Severity}


def github(findings: Iterable[Finding], later: Iterable[Problem] = ()) -> Iterable[str]:
    """Each finding as a workflow command, which GitHub shows beside the line in a pull request.

    `later` has the issues that wait, which are worth a notice.

    https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
    """
    for finding in findings:
        yield _command(finding.severity, finding.rule, finding.problem)
    for problem in later:
        yield _command("notice", "scheduled", problem)


def _command(kind: str, title: str, problem: Problem) -> str:
    properties = {"file": problem.file, "line": str(problem.line), "title": title}
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{kind} {given}::{_message(printable(f'{problem.what}; {problem.fix}'))}"


def as_json(findings: Sequence[Finding], content: Mapping[str, int], later: Iterable[Problem] = ()) -> str:
    """`{version, findings: [{file, line, severity, rule, what, fix, paper}], counts: {errors, warnings, …}}`.

    `paper` is an id or null; `content` holds further counts. `later` has the issues that wait, which are
    in `scheduled: [{file, line, what, fix}]`.
    """
    return json.dumps(
        {
            "version": VERSION,
            "findings": [
                {
                    "file": finding.problem.file,
                    "line": finding.problem.line,
                    "severity": finding.severity,
                    "rule": finding.rule,
                    "what": finding.problem.what,
                    "fix": finding.problem.fix,
                    "paper": finding.paper or None,
                }
                for finding in findings
            ],
            "counts": {**counts(findings), **content},
            "scheduled": [asdict(problem) for problem in later],
        },
        indent=2,
    )


def _message(text: str) -> str:
    """Text behind the command, escaped as GitHub's own toolkit does."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Text in one of the command's properties."""
    return _message(text).replace(":", "%3A").replace(",", "%2C")
