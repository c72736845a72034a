"""Programs read what is meant, whatever a paper is called."""

import json
import re
from dataclasses import asdict

from digestry.check.findings import Finding, Severity
from digestry.check.report import as_json, counts, github
from digestry.errors import Problem
from hypothesis import given
from hypothesis import strategies as st

TEXT = st.text("ab %:,;\r\n\0\x1bé=", max_size=30)


def unescaped(text: str) -> str:
    """What GitHub's runner reads: the other way round than its toolkit writes."""
    for sign, written in ((":", "%3A"), (",", "%2C"), ("\r", "%0D"), ("\n", "%0A"), ("%", "%25")):
        text = text.replace(written, sign)
    return text


@given(TEXT, TEXT, TEXT, st.integers(1, 10**6))
def test_an_annotation_says_what_the_finding_says(file: str, what: str, fix: str, line: int) -> None:
    """One line, whose command cannot be broken out of; control characters are written out."""
    finding = Finding(Problem(file, line, what, fix), "a-rule", Severity.WARNING, "p")
    (command,) = github([finding])
    notice = command.replace("::warning", "::notice", 1).replace("title=a-rule", "title=scheduled", 1)
    assert list(github([], [finding.problem])) == [notice]
    assert "\n" not in command
    assert "\r" not in command
    match = re.fullmatch(r"::warning file=([^,:]*),line=(\d+),title=([^,:]*)::(.*)", command)
    assert match
    assert unescaped(match[1]) == file
    assert match[2] == str(line)
    assert match[3] == "a-rule"
    shown = unescaped(match[4])
    assert shown.isprintable()
    if f"{what}{fix}".isprintable():
        assert shown == f"{what}; {fix}"


@given(
    st.lists(
        st.builds(
            Finding,
            st.builds(Problem, TEXT, st.integers(1), TEXT, TEXT),
            TEXT,
            st.sampled_from(Severity),
            TEXT,
        )
    )
)
def test_json_says_all(found: list[Finding]) -> None:
    """In the shape that is documented."""
    told = json.loads(as_json(found, {"papers": 3}, [each.problem for each in found]))
    assert list(told) == ["version", "findings", "counts", "scheduled"]
    assert told["scheduled"] == [asdict(each.problem) for each in found]
    assert told["version"] == 1
    for each, finding in zip(told["findings"], found, strict=True):
        problem = finding.problem
        assert each == {
            "file": problem.file,
            "line": problem.line,
            "severity": finding.severity.value,
            "rule": finding.rule,
            "what": problem.what,
            "fix": problem.fix,
            "paper": finding.paper or None,
        }
    assert told["counts"] == {**counts(found), "papers": 3}
    assert sum(counts(found).values()) == len(found)
