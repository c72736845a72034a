"""`digest check`, `digest new` and `digest tag`, as a curator uses them."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from digestry.errors import ContentError
from digestry.site.project import Project

from tests.cli.test_import import digest, read
from tests.conftest import ROOT, build_site
from tests.faults import killed
from tests.server import Reply, Server

TAGS = "theory: {name: Theory, description: Proofs., match: [theorem]}\n"
ENTRY = "  - {{id: {id}, title: {title}, abstract: Yes., tags: [theory]}}\n"
GOOD = "date: 2025-04-24\npapers:\n" + "".join(
    ENTRY.format(id=each, title=f"About {each}s") for each in ("ape", "bee")
)
WORSE = GOOD + "  - {id: cow, title: 'On 10times more', abstract: Yes., tags: [theory]}\n"
BAD = WORSE + "  - {id: Cow, title: x, abstract: Yes., tags: [nope]}\n"


def given(project: Path, feed: str, name: str = "a.yml") -> None:
    (project / "content/feed").mkdir(exist_ok=True)
    (project / "content/feed" / name).write_text(feed, "utf-8")
    (project / "content/tags.yml").write_text(TAGS, "utf-8")


def test_good_content_is_said_to_be_so(project: Path) -> None:
    """With its size."""
    given(project, GOOD)
    result = digest(project, "check")
    assert result.stdout == "No mistakes found in 2 papers, 1 issue, 1 tag.\n"
    assert result.returncode == 0


def test_warnings_are_told_and_do_not_fail(project: Path) -> None:
    """Unless asked to."""
    given(project, WORSE)
    result = digest(project, "check")
    warning, count = result.stdout.splitlines()
    assert warning.startswith(
        "content/feed/a.yml:5: `title` has damaged mathematics: “On 10times more”; write it as"
    )
    assert warning.endswith(" [warning: mathematics]")
    assert count == "0 errors and 1 warning in 1 file; 3 papers, 1 issue, 1 tag."
    assert result.returncode == 0
    assert digest(project, "check", "--strict").returncode == 1


def test_errors_are_told_with_all_warnings_and_fail(project: Path) -> None:
    """Files that cannot be read are among them, and the others are looked at all the same."""
    given(project, BAD)
    (project / "content/feed/b.yml").write_bytes(b"\xff")
    (project / "content/feed/c.yml").write_text("a: [", "utf-8")
    result = digest(project, "check")
    expected = [
        "content/feed/a.yml:5: `title` has damaged mathematics: “On 10times more”; write",
        "content/feed/a.yml:6: `id` is 'Cow', not a slug of at most 100 characters; use",
        "content/feed/a.yml:6: unknown tag 'nope'; add it to tags.yml [error: invalid]",
        "content/feed/b.yml:1: the file is not UTF-8 here; save it",
        "content/feed/c.yml:2: not valid YAML",
        "4 errors and 1 warning in 3 files; 4 papers, 1 issue, 1 tag.",
    ]
    lines = result.stdout.splitlines()
    assert [line[: len(start)] for line, start in zip(lines, expected, strict=True)] == expected
    assert result.returncode == 1
    assert result.stderr == ""


def test_a_terminal_shows_the_findings_below_their_file(project: Path) -> None:
    """In colour, the cure below each; what a file quotes cannot move the cursor."""
    given(
        project,
        WORSE.replace("On 10times", '"On \\e[31m 10times')
        .replace("more'", 'more"')
        .replace("title: '\"", 'title: "'),
    )
    ours, theirs = pty.openpty()
    environment = {"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONUTF8": "1", "TERM": "xterm"}
    command = [sys.executable, "-m", "digestry", "check"]
    subprocess.run(command, cwd=project, env=environment, stdout=theirs, check=True)
    os.close(theirs)
    shown = os.read(ours, 10000).decode().replace("\r\n", "\n")
    os.close(ours)
    assert "\x1b[1mcontent/feed/a.yml\x1b[0m\n     5  \x1b[33mwarning\x1b[0m: `title` has" in shown
    assert "\x1b[31m" not in shown
    assert "\n0 errors and 1 warning in 1 file; 3 papers" in shown


def test_programs_get_json(project: Path) -> None:
    """And the exit code."""
    given(project, BAD)
    result = digest(project, "check", "--format", "json")
    told = json.loads(result.stdout)
    assert told["counts"] == {"errors": 2, "warnings": 1, "papers": 4, "issues": 1, "tags": 1}
    assert {(each["rule"], each["line"], each["paper"]) for each in told["findings"]} == {
        ("mathematics", 5, "cow"),
        ("invalid", 6, None),
    }
    assert result.returncode == 1


def test_github_gets_annotations(project: Path) -> None:
    """One a line, nothing else."""
    given(project, BAD)
    lines = digest(project, "check", "--format", "github").stdout.splitlines()
    assert [line[: line.index("`") if "`" in line else 60] for line in lines][:2] == [
        "::warning file=content/feed/a.yml,line=5,title=mathematics::",
        "::error file=content/feed/a.yml,line=6,title=invalid::",
    ]
    assert len(lines) == 3


def test_dead_links_are_found_when_asked_for(project: Path, server: Server) -> None:
    """Where they stand, also in a note; those that only turn programs away are counted."""
    fine, gone, shy = (
        server.on("/fine", Reply()),
        server.on("/gone", Reply(status=410)),
        server.on("/shy", Reply(status=403)),
    )
    settings = project / "mkdocs.yml"  # only hosts that the owner names may be on this machine
    text = settings.read_text("utf-8")
    settings.write_text(
        text.replace("- digestry:", f"- digestry:\n      crossref_api: {server.address}"), "utf-8"
    )
    links = f"url: {gone}, pdf: {fine}, code: {shy}, note: 'See [it]({gone})'"
    given(project, GOOD.replace("abstract: Yes.", f"abstract: Yes., {links}", 1))
    assert digest(project, "check").stdout.startswith("No mistakes")
    assert server.asked == []
    result = digest(project, "check", "--links")
    assert result.stdout.splitlines() == [
        f"content/feed/a.yml:3: {gone} leads nowhere; write the address that it has now, or delete it [warning: dead-link]",
        "0 errors and 1 warning in 1 file; 2 papers, 1 issue, 1 tag.",
    ]
    assert result.stderr == "1 link would not open for a program; they may be fine in a browser.\n"
    assert result.returncode == 0


def test_a_new_issue_is_a_valid_file(project: Path) -> None:
    """It is not published, and what it holds can be filled in as it says."""
    given(project, GOOD)
    result = digest(project, "new", "--date", "2025-05-01", "--title", 'A "title": it’s #1')
    assert result.stdout == "content/feed/2025-05-01.yml\n"
    assert "Next: " in result.stderr
    assert read(project).issues[0].title == 'A "title": it’s #1'
    assert "the issue has no papers and is not published" in digest(project, "check").stdout
    built = build_site(project)
    assert not (built / "issues/2025-05-01").exists()

    path = project / "content/feed/2025-05-01.yml"
    text = re.sub(r"(?m)^  # (?=-|  )", "  ", path.read_text("utf-8"))
    path.write_text(text.replace("[reasoning]", "[theory]"), "utf-8")
    (paper,) = read(project).issues[0].papers
    assert paper.id == "a-short-name"
    assert paper.draft
    assert paper.abstract


def test_a_new_issue_never_takes_the_place_of_a_file(project: Path) -> None:
    """It is numbered; without a date it is of today."""
    names = [digest(project, "new", "--date", "2025-05-01").stdout for _ in range(3)]
    assert names == [f"content/feed/2025-05-01{number}.yml\n" for number in ("", "-2", "-3")]
    assert re.fullmatch(r"content/feed/\d{4}-\d\d-\d\d\.yml\n", digest(project, "new").stdout)
    assert len(read(project).issues) == 4


def test_a_new_issue_may_have_a_time(project: Path) -> None:
    """With its zone, and the same one as the other files of its day."""
    assert (
        digest(project, "new", "--date", "2025-05-01T10:00+02:00").stdout == "content/feed/2025-05-01.yml\n"
    )
    (issue,) = read(project).issues
    assert issue.moment.isoformat() == "2025-05-01T10:00:00+02:00"
    for date, said in {
        "2025-05-01T10:00": "'2025-05-01T10:00' is a time without its zone; add Z for UTC",
        "tomorrow": "'tomorrow' is not a date; write it as 2025-04-24 or as",
    }.items():
        result = digest(project, "new", "--date", date)
        assert result.returncode == 2
        assert said in " ".join(result.stderr.split())
    result = digest(project, "new", "--date", "2025-05-01T11:00Z")
    assert result.returncode == 1
    assert (
        "content/feed/2025-05-01.yml:2: 2025-05-01 is dated 2025-05-01T10:00+02:00 already" in result.stderr
    )
    assert len(read(project).issues) == 1


def test_a_new_issue_leaves_valid_content_or_nothing(project: Path) -> None:
    """A day has one title."""
    given(project, "title: One\n" + GOOD)
    result = digest(project, "new", "--date", "2025-04-24", "--title", "Another")
    assert result.returncode == 1
    assert "content/feed/a.yml:1: 2025-04-24 is titled 'One' already" in result.stderr
    assert [path.name for path in (project / "content/feed").iterdir()] == ["a.yml"]


def test_a_killed_command_leaves_valid_content(project: Path, tmp_path: Path) -> None:
    """The file is there as a whole or not at all, whenever it happens."""
    given(project, GOOD)
    for folder in killed(project, tmp_path / "killed", "new", "--date", "2025-05-01"):
        feeds = sorted(path.name for path in (folder / "feed").iterdir())
        assert feeds in (["a.yml"], ["2025-05-01.yml", "a.yml"])
        assert len(read(folder.parent).issues) == len(feeds)


def test_papers_without_tags_are_listed(project: Path) -> None:
    """With their places; tags that fit are named with the reason, to be pasted."""
    given(
        project,
        GOOD
        + "  - id: cow\n    title: A theorem\n    abstract: Theorems on theory.\n  - {id: dog, title: x}\n",
    )
    result = digest(project, "tag")
    assert result.stdout.splitlines() == [
        "content/feed/a.yml:5: A theorem",
        "content/feed/a.yml:8: x",
        "2 of 4 papers without tags of their own.",
    ]
    result = digest(project, "tag", "--suggest")
    assert result.stdout.splitlines() == [
        "content/feed/a.yml:5: A theorem",
        "    tags: [theory]",
        "    # theory: theorem ×2, theory ×1",
        "content/feed/a.yml:8: x",
        "    # nothing in tags.yml fits",
        "2 of 4 papers without tags of their own.",
    ]
    text = (project / "content/feed/a.yml").read_text("utf-8")
    pasted = text.replace(
        "    title: A theorem\n", "    title: A theorem\n" + "\n".join(result.stdout.splitlines()[1:3]) + "\n"
    )
    given(project, pasted)
    assert read(project).issues[0].papers[2].tags == ("theory",)


def test_bad_content_is_told_before_tags_are(project: Path) -> None:
    """As in a build."""
    given(project, BAD)
    result = digest(project, "tag")
    assert result.returncode == 1
    assert "content/feed/a.yml:6: unknown tag 'nope'" in result.stderr
    with pytest.raises(ContentError):
        Project.open(str(project / "mkdocs.yml")).content()
