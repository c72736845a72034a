"""The curator's day: new papers as drafts, nothing twice, nothing lost, and bad days told in plain words."""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from digestry.cli.main import digest
from digestry.paper.dates import PartialDate

from tests import server as bad
from tests import services
from tests.server import Reply, Server, Unless
from tests.services import paper

DAY = "2026-11-24"


@pytest.fixture
def project(tmp_path: Path, server: Server) -> Path:
    """A digest with no papers that asks the test's server."""
    return services.project(tmp_path / "project", server)


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(digest, [*arguments, "-f", str(project / "mkdocs.yml")])


def fetch(project: Path, *arguments: str, day: str = DAY) -> Result:
    result = run(project, "fetch", "--date", day, *arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def sources(project: Path, text: str) -> None:
    (project / "content/sources.yml").write_text(text, "utf-8")


def titles(project: Path) -> list[str]:
    """All titles in the feed, in order of the papers' numbers where they have one."""
    found = [
        entry["title"]
        for path in (project / "content/feed").glob("*.yml")
        for entry in yaml.safe_load(path.read_text("utf-8"))["papers"]
    ]
    return sorted(found, key=lambda title: int(title.split()[-1]) if title[-1].isdecimal() else 0)


def test_new_papers_come_as_drafts_in_one_file(project: Path, server: Server) -> None:
    """From all kinds of sources; each source has a line that says what it brought."""
    server.on("/hf/daily_papers", services.daily_papers([paper(1, upvotes=3)]))
    server.on("/arxiv", services.arxiv_api([paper(2)]))
    feed = server.on("/rss", services.rss([paper(3)], ["new"]))
    sources(
        project,
        f"daily: {{kind: huggingface}}\nnew: {{kind: arxiv, query: 'cat:cs.LG'}}\nrss: {{kind: feed, url: {feed}}}\n",
    )
    result = fetch(project)
    assert result.exit_code == 0, result.output
    assert "daily: 1 paper, 1 new." in result.stdout
    (path,) = (project / "content/feed").iterdir()
    assert path.name == "2026-11-24-drafts.yml"
    written = yaml.safe_load(path.read_text("utf-8"))
    assert written["date"] == dt.date(2026, 11, 24)
    assert [entry["draft"] for entry in written["papers"]] == [True] * 3
    assert [entry["arxiv"] for entry in written["papers"]] == ["2611.00001", "2611.00002", "2611.00003"]
    assert written["papers"][0]["upvotes"] == 3
    assert {asked.headers["user-agent"].partition("/")[0] for asked in server.asked} == {"digestry"}
    query = next(asked.query for asked in server.asked if asked.path == "/arxiv")
    assert query == {
        "search_query": "cat:cs.LG",
        "sortBy": "submittedDate",
        "sortOrder": "descending",
        "start": "0",
        "max_results": "100",
    }
    assert run(project, "check").exit_code == 0


def test_the_same_paper_comes_once(project: Path, server: Server) -> None:
    """From two sources, on the next day, and where the curator has it already."""
    (project / "content/feed").mkdir()
    (project / "content/feed/mine.yml").write_text(
        f'date: 2026-11-01\npapers:\n  - {{id: mine, title: "{paper(9).title}"}}\n', "utf-8"
    )
    server.on("/hf/daily_papers", services.daily_papers([paper(1, upvotes=7), paper(9)]))
    server.on("/arxiv", services.arxiv_api([paper(1, arxiv="2611.00001v2")]))
    sources(project, "daily: {kind: huggingface}\nnew: {kind: arxiv, query: 'cat:cs.LG'}\n")
    result = fetch(project)
    assert "daily: 2 papers, 1 new; passed over: 1 in the digest already." in result.stdout
    assert titles(project) == [paper(1).title, paper(9).title]
    again = fetch(project, day="2026-11-25")
    assert again.exit_code == 0
    assert "Nothing new." in again.stdout
    assert len(titles(project)) == 2


def test_a_rejected_draft_does_not_come_back(project: Path, server: Server) -> None:
    """Deleting is rejecting, from any source that has the paper; a new paper beside it comes."""
    server.on(
        "/hf/daily_papers", services.daily_papers([paper(1)]), services.daily_papers([paper(1), paper(2)])
    )
    server.on("/arxiv", services.arxiv_api([paper(1)]))
    sources(project, "daily: {kind: huggingface}\n")
    fetch(project)
    (project / f"content/feed/{DAY}-drafts.yml").unlink()
    sources(project, "daily: {kind: huggingface}\nnew: {kind: arxiv, query: 'cat:cs.LG'}\n")
    result = fetch(project, day="2026-11-25")
    assert "1 brought before" in result.stdout
    assert titles(project) == [paper(2).title]


def test_filters_pass_over_and_say_why(project: Path, server: Server) -> None:
    """Phrases as whole words in title or abstract, upvotes, age; the best come first, up to the limit."""
    old = PartialDate(2026, 11, 1)
    listed = [
        paper(1, title="A Scale of Models", upvotes=5),
        paper(2, title="Scaled", abstract="Nothing.", upvotes=50),
        paper(3, title="Rising", abstract="On SCALE.", upvotes=9),
        paper(4, title="Scale four", upvotes=1),
        paper(5, title="Scale five", upvotes=70, published=old),
        paper(6, title="Scale six", upvotes=6),
    ]
    server.on("/hf/daily_papers", services.daily_papers(listed))
    sources(project, "daily: {kind: huggingface, match: [scale], min_upvotes: 2, max_age: 7, limit: 2}\n")
    result = fetch(project)
    line = (
        "daily: 6 papers, 2 new; passed over: 1 older than 7 days, 1 without your phrases, "
        "1 with fewer than 2 upvotes, 1 left for the next time (limit: 2)."
    )
    assert line in result.stdout
    assert sorted(titles(project)) == ["Rising", "Scale six"]
    assert "A Scale of Models" in fetch(project, day="2026-11-25").stdout


def test_what_is_left_for_the_next_time_comes_although_nothing_changed(project: Path, server: Server) -> None:
    """The source must not answer with 304 then."""
    listed = services.daily_papers([paper(1), paper(2)])
    server.on("/hf/daily_papers", Unless('"1"', listed))
    sources(project, "daily: {kind: huggingface, limit: 1}\n")
    assert [fetch(project).exit_code for _ in range(3)] == [0, 0, 0]
    assert len(titles(project)) == 2
    assert "nothing has changed there" in fetch(project).stdout


def test_an_unchanged_source_is_not_read_again_until_its_entry_changes(project: Path, server: Server) -> None:
    """With other filters, what was passed over can come."""
    server.on("/hf/daily_papers", Unless('"1"', services.daily_papers([paper(1), paper(12)])))
    sources(project, "daily: {kind: huggingface, match: [large language models]}\n")
    assert "1 without your phrases" in fetch(project).stdout
    assert fetch(project).stdout.startswith("daily: nothing has changed there since the last time")
    sources(project, "daily: {kind: huggingface}\n")
    assert "daily: 2 papers, 1 new" in fetch(project).stdout
    assert titles(project) == [paper(1).title, paper(12).title]


@pytest.mark.parametrize(
    ("failure", "what"),
    [
        (Reply("", 404), "answered 404 Not Found; check the address"),
        (
            Reply("<html>Please log in</html>", headers={"Content-Type": "text/html"}),
            "its answer (text/html) cannot be read: this is XML, but <html>",
        ),
        (Reply("not xml"), "cannot be read"),
        (services.atom_error("incorrect query"), "arXiv answers with an error: incorrect query"),
        (
            Reply(status=429, headers={"Retry-After": "7200"}),
            "answered 429 Too Many Requests; try again in 7,200",
        ),
        (Reply(status=302, headers={"Location": "file:///etc/passwd"}), "no web address"),
        (bad.streams(2**30, announced=True), "larger than 64 MiB"),
    ],
)
def test_one_broken_source_loses_none_of_the_others(
    project: Path, server: Server, failure: bad.Answer, what: str
) -> None:
    """It is named with its line and what to do; the exit code says that something failed."""
    server.on("/arxiv", failure)
    server.on("/hf/daily_papers", services.daily_papers([paper(1)]))
    sources(project, "new: {kind: arxiv, query: 'cat:cs.LG'}\ndaily: {kind: huggingface}\n")
    result = fetch(project)
    assert result.exit_code == 1
    assert titles(project) == [paper(1).title]
    (line,) = result.stderr.splitlines()
    assert line.startswith("content/sources.yml:1: new brought nothing: http://127.0.0.1:")
    assert what in line
    server.on("/arxiv", services.arxiv_api([paper(2)]))
    assert fetch(project).exit_code == 0
    assert len(titles(project)) == 2


@pytest.mark.parametrize("empty", [services.daily_papers([]), Reply("[]")])
def test_an_empty_answer_keeps_what_there_was(project: Path, server: Server, empty: Reply) -> None:
    """Weekends are empty; a paper that was turned down before one stays so after it."""
    server.on("/hf/daily_papers", services.daily_papers([paper(1)]), empty, services.daily_papers([paper(1)]))
    sources(project, "daily: {kind: huggingface}\n")
    fetch(project)
    before = (project / "content/fetched.yml").read_text("utf-8")
    (project / f"content/feed/{DAY}-drafts.yml").unlink()
    result = fetch(project)
    assert (result.exit_code, result.stdout) == (
        0,
        "daily: its list is empty; what is here stays.\nNothing new.\n",
    )
    assert (project / "content/fetched.yml").read_text("utf-8") == before
    assert "1 brought before" in fetch(project).stdout


def test_a_stale_answer_is_told_and_does_not_turn_time_back(project: Path, server: Server) -> None:
    """A cache somewhere answers with last week's list: its validators are not kept."""
    server.on(
        "/hf/daily_papers",
        services.daily_papers([paper(1)], "2026-11-24"),
        Unless('"old"', services.daily_papers([paper(2)], "2026-11-17")),
    )
    sources(project, "daily: {kind: huggingface}\n")
    fetch(project)
    result = fetch(project)
    assert "its newest paper is of 2026-11-17; last time there was one of 2026-11-24" in result.stdout
    assert yaml.safe_load((project / "content/fetched.yml").read_text("utf-8"))["daily"]["newest"] == dt.date(
        2026, 11, 24
    )
    assert "if-none-match" not in server.asked[-1].headers
    fetch(project)
    assert "if-none-match" not in server.asked[-1].headers


def test_replacements_are_left_out_unless_asked_for(project: Path, server: Server) -> None:
    """arXiv's feeds announce new versions of old papers beside new ones."""
    feed = server.on("/rss", services.rss([paper(1), paper(2)], ["new", "replace"]))
    sources(project, f"rss: {{kind: feed, url: {feed}}}\n")
    assert "1 dropped (it is a new version of an older paper" in fetch(project).stdout
    assert titles(project) == [paper(1).title]
    sources(project, f"rss: {{kind: feed, url: {feed}, replacements: true}}\n")
    fetch(project)
    assert titles(project) == [paper(1).title, paper(2).title]


def test_arxiv_is_read_page_by_page_as_far_back_as_wanted(project: Path, server: Server) -> None:
    """And no further."""
    days = [PartialDate(2026, 11, 24 - number // 50) for number in range(500)]
    server.on("/arxiv", services.arxiv_api(paper(number, published=day) for number, day in enumerate(days)))
    sources(project, "new: {kind: arxiv, query: 'cat:cs.LG', max_age: 2}\n")
    assert "new: 200 papers, 150 new; passed over: 50 older than 2 days." in fetch(project).stdout
    assert [asked.query["start"] for asked in server.asked] == ["0", "100"]


def test_a_dry_run_writes_nothing(project: Path, server: Server) -> None:
    """But says all that it would."""
    server.on("/hf/daily_papers", services.daily_papers([paper(1)]))
    sources(project, "daily: {kind: huggingface}\n")
    result = fetch(project, "--dry-run")
    assert f"{paper(1).title} → " in result.stdout
    assert sorted(path.name for path in (project / "content").iterdir()) == ["sources.yml", "tags.yml"]


def test_sources_can_be_named(project: Path, server: Server) -> None:
    """The others are not asked and keep what is known of them."""
    server.on("/hf/daily_papers", services.daily_papers([paper(1)]))
    server.on("/arxiv", services.arxiv_api([paper(2)]))
    sources(project, "daily: {kind: huggingface}\nnew: {kind: arxiv, query: 'cat:cs.LG'}\n")
    fetch(project, "daily")
    fetch(project, "new", day="2026-11-25")
    assert server.paths() == ["/hf/daily_papers", "/arxiv"]
    assert set(yaml.safe_load((project / "content/fetched.yml").read_text("utf-8"))) == {"daily", "new"}
    result = fetch(project, "dialy")
    assert (result.exit_code, "there are: daily, new" in result.stderr) == (2, True)


def test_no_sources_is_told_with_what_to_do(project: Path) -> None:
    """The command is new to everybody once."""
    result = run(project, "fetch")
    assert "content/sources.yml:1: no sources to fetch from; add some" in str(result.exception)


def test_hostile_titles_stay_text(project: Path, server: Server) -> None:
    """What strangers write is data in the file that is written, and in what is remembered."""
    title = "A: <script>'#\"  - {x: y}\u202e & \x1b[31m"
    server.on("/hf/daily_papers", services.daily_papers([paper(1, title=title, abstract="*x*\n\n---\n- y")]))
    sources(project, "daily: {kind: huggingface}\n")
    assert fetch(project).exit_code == 0
    assert run(project, "check").exit_code == 0
    assert "\x1b" not in (project / f"content/feed/{DAY}-drafts.yml").read_text("utf-8")
