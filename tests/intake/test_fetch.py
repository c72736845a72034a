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


def test_filters_keep_what_just_passes(project: Path, server: Server) -> None:
    """As many upvotes as asked for, exactly as old as allowed, and of unknown age."""
    listed = [
        paper(1, title="Enough 1", upvotes=2),
        paper(2, title="Too few 2", upvotes=1),
        paper(3, title="Seven days 3", upvotes=9, published=PartialDate(2026, 11, 17)),
        paper(4, title="Eight days 4", upvotes=9, published=PartialDate(2026, 11, 16)),
        paper(5, title="Uncounted 5", upvotes=None),
    ]
    server.on("/hf/daily_papers", services.daily_papers(listed))
    server.on("/arxiv", services.arxiv_api([paper(6, published=PartialDate(2026, 11, 24))]))
    feed = server.on("/rss", services.rss([paper(7)], ["new"]))
    sources(
        project,
        "daily: {kind: huggingface, min_upvotes: 2, max_age: 7}\nnew: {kind: arxiv, query: 'cat:cs.LG', max_age: 0}\n"
        f"rss: {{kind: feed, url: {feed}, max_age: 365}}\n",
    )
    result = fetch(project)
    assert "passed over: 1 older than 7 days, 2 with fewer than 2 upvotes." in result.stdout
    assert titles(project) == ["Enough 1", "Seven days 3", paper(6).title, paper(7).title]


def test_the_best_come_first_only_where_they_are_counted(project: Path, server: Server) -> None:
    """By upvotes from Hugging Face, where none is as good as 0; from others as they come."""
    listed = [paper(number, upvotes=votes) for number, votes in ((1, None), (2, 0), (3, 5), (4, 7))]
    server.on("/hf/daily_papers", services.daily_papers(listed))
    feed = server.on("/rss", services.rss([paper(6), paper(5)], ["new", "new"]))
    sources(project, f"rss: {{kind: feed, url: {feed}}}\ndaily: {{kind: huggingface}}\n")
    fetch(project)
    (path,) = (project / "content/feed").iterdir()
    found = [entry["title"] for entry in yaml.safe_load(path.read_text("utf-8"))["papers"]]
    assert found == [paper(number).title for number in (6, 5, 4, 3, 1, 2)]


@pytest.mark.parametrize(("limit", "again"), [(1, True), (2, False), (3, False)])
def test_a_limit_counts_new_papers(project: Path, server: Server, limit: int, again: bool) -> None:
    """Those that another source has brought at the same time do not count; a source is asked again for what is left."""
    server.on("/hf/daily_papers", services.daily_papers([paper(1)]))
    server.on("/arxiv", services.arxiv_api([paper(1), paper(2), paper(3)]))
    sources(
        project, f"daily: {{kind: huggingface}}\nnew: {{kind: arxiv, query: 'cat:cs.LG', limit: {limit}}}\n"
    )
    result = fetch(project)
    assert len(titles(project)) == 1 + min(limit, 2)
    assert ("left for the next time (limit: 1)" in result.stdout) == again


@pytest.mark.parametrize(("days", "back"), [(59, False), (60, True)])
def test_a_paper_is_remembered_for_sixty_days(project: Path, server: Server, days: int, back: bool) -> None:
    """After its source has listed it for the last time; then it would come as a new one."""
    first = dt.date.fromisoformat(DAY)
    server.on("/hf/daily_papers", services.daily_papers([paper(1)]), services.daily_papers([paper(2)]))
    sources(project, "daily: {kind: huggingface}\n")
    fetch(project)
    (project / f"content/feed/{DAY}-drafts.yml").unlink()
    fetch(project, day=str(first + dt.timedelta(days)))
    server.on("/hf/daily_papers", services.daily_papers([paper(1)]))
    fetch(project, day=str(first + dt.timedelta(days + 1)))
    assert (paper(1).title in titles(project)) == back


@pytest.mark.parametrize(("length", "kept"), [(1000, True), (1001, False)])
@pytest.mark.parametrize("name", ["ETag", "Last-Modified"])
def test_a_validator_of_any_length_does_no_harm(
    project: Path, server: Server, name: str, length: int, kept: bool
) -> None:
    """A long one is shown again, a senseless one is not kept."""
    value = "x" * length
    listed = services.daily_papers([paper(1)])
    server.on("/hf/daily_papers", Reply(listed.body, headers={**listed.headers, name: value}))
    sources(project, "daily: {kind: huggingface}\n")
    fetch(project)
    fetch(project)
    shown = "if-none-match" if name == "ETag" else "if-modified-since"
    assert server.asked[-1].headers.get(shown) == (value if kept else None)


def test_an_answer_as_old_as_the_last_is_not_stale(project: Path, server: Server) -> None:
    """A day has more than one list; its validators are the newer ones."""
    first, second = (Unless(f'"{n}"', services.daily_papers([paper(n)], "2026-11-24")) for n in (1, 2))
    server.on("/hf/daily_papers", first, second)
    sources(project, "daily: {kind: huggingface}\n")
    fetch(project)
    assert "its newest paper" not in fetch(project).stdout
    fetch(project)
    assert server.asked[-1].headers["if-none-match"] == '"2"'


@pytest.mark.parametrize(("count", "pages"), [(99, 1), (100, 2), (101, 2), (1200, 10)])
def test_arxiv_is_asked_for_more_where_a_page_is_full(
    project: Path, server: Server, count: int, pages: int
) -> None:
    """Of 100 papers, as long as they are young enough, and ten times at most."""
    day = PartialDate(2026, 11, 22)
    server.on("/arxiv", services.arxiv_api(paper(number, published=day) for number in range(count)))
    sources(project, "new: {kind: arxiv, query: 'cat:cs.LG', max_age: 2}\n")
    assert f"new: {min(count, 1000):,} papers" in fetch(project).stdout
    assert [asked.query["start"] for asked in server.asked] == [str(100 * page) for page in range(pages)]


def test_a_source_that_is_gone_is_forgotten_once_nothing_is_known_of_it(
    project: Path, server: Server
) -> None:
    """What it has brought stays turned down."""
    server.on("/hf/daily_papers", services.daily_papers([paper(1)]))
    server.on("/arxiv", services.arxiv_api([paper(2)]))
    sources(
        project,
        "daily: {kind: huggingface}\nnew: {kind: arxiv, query: 'cat:cs.LG', match: [nothing of the kind]}\n",
    )
    fetch(project)
    remembered = project / "content/fetched.yml"
    assert set(yaml.safe_load(remembered.read_text("utf-8"))) == {"daily", "new"}
    feed = server.on("/rss", services.rss([paper(3)], ["new"]))
    sources(project, f"rss: {{kind: feed, url: {feed}}}\n")
    fetch(project)
    assert set(yaml.safe_load(remembered.read_text("utf-8"))) == {"daily", "rss"}


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
