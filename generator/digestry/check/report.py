"""Findings for programs: annotations of a workflow, and JSON."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from digestry.check.findings import Finding, Severity
from digestry.errors import printable

VERSION = 1  # of the JSON; fields may be added to it, none is changed or removed


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many errors and warnings there are."""
    found = Counter(finding.severity for finding in findings)
    return {f"{severity}s": found[severity] for severity in Severity}


def github(findings: Iterable[Finding]) -> Iterable[str]:
    """Each finding as a workflow command, which GitHub shows beside the line in a pull request.

    https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
    """
    for finding in findings:
        problem = finding.problem
        properties = {"file": problem.file, "line": str(problem.line), "title": finding.rule}
        given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        yield f"::{finding.severity} {given}::{_message(printable(f'{problem.what}; {problem.fix}'))}"


def as_json(findings: Sequence[Finding], content: Mapping[str, int]) -> str:
    """`{version, findings: [{file, line, severity, rule, what, fix, paper}], counts: {errors, warnings, …}}`.

    `paper` is an id or null; `content` holds further counts.
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
        },
        indent=2,
    )


def _message(text: str) -> str:
    """Text behind the command, escaped as GitHub's own toolkit does."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Text in one of the command's properties."""
    return _message(text).replace(":", "%3A").replace(",", "%2C")
