"""`digest import`, as a curator uses it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from digestry.catalogue.catalogue import catalogue
from digestry.content.validate import Content
from digestry.site.project import Project

from tests import services
from tests.conftest import plain_papers
from tests.server import Reply, Server

TABLE = 'title,abstract\nA New Paper,An abstract that says what it says.\nAnother One,"Another abstract, as short."\n'
PAGE = "".join(
    f"{title}\n\n{'An abstract that goes on and on. ' * 15}\n\n" for title in ("A New Paper", "Another One")
)


def digest(project: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Runs the command in a project, as a shell would."""
    return subprocess.run(
        [sys.executable, "-m", "digestry", *arguments],
        cwd=project,
        env={"PATH": "", "PYTHONUTF8": "1"},
        input=stdin,
        capture_output=True,
        text=True,
    )


def read(project: Path) -> Content:
    return Project.open(str(project / "mkdocs.yml")).content()


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "page.csv"
    path.write_text(TABLE, "utf-8")
    return str(path)


def test_papers_come_in_once(project: Path, page: str) -> None:
    """The first time they are added to a new file, the second time merged, and both times it is said."""
    first = digest(project, "import", page, "--date", "2026-04-24")
    assert first.stdout.splitlines() == [
        "source     read as   papers   with id   authors   abstract   date",
        "─" * 65,
        "page.csv   csv            2         0         0          2      0",
        "",
        "New",
        "  A New Paper",
        "  An abstract that says what it says.",
        "  a-new-paper",
        "  Another One",
        "  Another abstract, as short.",
        "  another-one",
        "",
        "2 papers added, 0 merged, 0 dropped.",
        "Written: content/feed/2026-04-24.yml.",
        "Next: `digest check` names faults, `digest serve` shows how it looks.",
    ]
    assert first.returncode == 0
    second = digest(project, "import", page, "--date", "2026-04-25")
    assert second.stdout.splitlines()[4:] == [
        "Here already",
        "  A New Paper → a-new-paper (content/feed/2026-04-24.yml:4)",
        "  Another One → another-one (content/feed/2026-04-24.yml:8)",
        "",
        "0 papers added, 2 merged, 0 dropped.",
        "No paper is new.",
    ]
    assert [path.name for path in (project / "content/feed").iterdir()] == ["2026-04-24.yml"]


def test_a_long_page_gives_all_its_papers(project: Path) -> None:
    """To the letter and in order, under the ids that follow from their titles."""
    papers = plain_papers()
    text = "\n\n".join(f"{paper.title}\n\n{paper.abstract}" for paper in papers)
    run = digest(project, "import", "-", "--date", "2025-04-24", stdin=text)
    assert run.returncode == 0, run.stderr
    (issue,) = read(project).issues
    assert [(p.id, p.title, p.abstract) for p in issue.papers] == [
        (p.id, p.title, p.abstract) for p in papers
    ]


def test_a_dry_run_writes_nothing(project: Path, page: str) -> None:
    """And says the same."""
    run = digest(project, "import", page, "--date", "2026-04-24", "--dry-run")
    assert run.stdout.splitlines()[-1] == "Would be: 2 papers added, 0 merged, 0 dropped."
    assert not (project / "content/feed").exists()


def test_drafts_and_another_file(project: Path, page: str) -> None:
    """`--draft` marks each paper, `--out` names the file, which must be new."""
    out = "content/feed/found.yml"
    assert digest(project, "import", page, "--date", "2026-04-24", "--draft", "--out", out).returncode == 0
    assert [paper.draft for issue in read(project).issues for paper in issue.papers] == [True, True]
    again = digest(project, "import", page, "--date", "2026-04-24", "--out", out)
    assert again.returncode == 2
    assert "content/feed/found.yml is there already; name a new file." in again.stderr


def test_the_date_is_asked_for_where_no_source_tells_it(project: Path, page: str) -> None:
    """The clock is not."""
    run = digest(project, "import", page)
    assert run.returncode == 2
    assert "Say which day's issue this is, as --date 2025-04-24." in run.stderr


def test_a_page_of_another_day_is_pointed_out(project: Path) -> None:
    """The page's date is not the issue's, which may be meant."""
    run = digest(project, "import", "-", "--date", "2026-04-26", stdin="Daily Papers\nApr 24\n" + PAGE)
    assert run.stderr == (
        "standard input says that it is of 2026-04-24; the issue is dated 2026-04-26, as you asked.\n"
    )


def test_sources_that_cannot_be_read_are_all_named(project: Path, page: str) -> None:
    """And nothing is written."""
    run = digest(project, "import", page, "missing.txt", ".", "--date", "2026-04-24")
    assert run.returncode == 1
    assert run.stderr.splitlines()[:2] == [
        ".:1: cannot be read (is a directory); check its name",
        "missing.txt:1: cannot be read (no such file or directory); check its name",
    ]
    assert not (project / "content/feed").exists()


def test_content_with_mistakes_is_not_added_to(project: Path, page: str) -> None:
    """What is there already could not be told."""
    (project / "content/feed").mkdir()
    (project / "content/feed/a.yml").write_text("date: 2026-04-24\npapers: [x]\n", "utf-8")
    run = digest(project, "import", page, "--date", "2026-04-24")
    assert run.returncode == 1
    assert run.stderr.startswith("content/feed/a.yml:2: this entry is not a paper;")


@pytest.fixture
def asking(tmp_path: Path, server: Server) -> Path:
    """A project that asks the test's server instead of the real services."""
    return services.project(tmp_path / "asking", server)


def test_papers_come_from_addresses(asking: Path, server: Server) -> None:
    """A feed's, an API's; the day is the one that the source tells."""
    daily = server.on("/hf/daily_papers", services.daily_papers([services.paper(1, upvotes=3)], "2026-11-24"))
    run = digest(asking, "import", daily)
    assert run.returncode == 0, run.stderr
    feed = server.on("/feed", services.rss([services.paper(1), services.paper(2)], ["new", "replace"]))
    again = digest(asking, "import", feed, "--date", "2026-11-25", "--replacements")
    assert "1 paper added, 1 merged, 0 dropped." in again.stdout
    papers = {paper.arxiv: issue.date.day for issue in read(asking).issues for paper in issue.papers}
    assert papers == {"2611.00001": 24, "2611.00002": 25}


def test_no_key_of_an_address_is_printed_or_kept(asking: Path, server: Server) -> None:
    """User, password and keys in the query are for the server alone; what is written goes into git."""
    feed = server.on("/feed", services.rss([services.paper(1)], ["new"]))
    address = feed.replace("http://", "http://ann:geheim@") + "?api_key=geheim"
    for arguments in (["--date", "2026-11-25"], ["--date", "2026-11-25", "--json"]):
        run = digest(asking, "import", address, *arguments)
        assert "geheim" not in run.stdout + run.stderr
    failed = digest(asking, "import", address.replace("/feed", "/nothing"), "--date", "2026-11-25")
    assert failed.returncode == 1
    assert "/nothing?api_key=…:1: answered 404 Not Found; check the address" in failed.stderr
    assert "geheim" not in failed.stdout + failed.stderr
    assert server.asked[0].query == {"api_key": "geheim"}
    assert server.asked[0].headers["authorization"].startswith("Basic ")
    for path in asking.rglob("*"):
        assert not path.is_file() or b"geheim" not in path.read_bytes()


def test_a_redirect_into_the_own_network_is_told(asking: Path, server: Server) -> None:
    """The address that was typed may be there; what it leads to may not."""
    address = server.on("/feed", Reply(status=302, headers={"Location": "http://169.254.169.254/latest/"}))
    run = digest(asking, "import", address, "--date", "2026-11-25")
    assert run.returncode == 1
    assert "leads to this machine or its private network" in run.stderr


def test_a_page_of_daily_papers_means_its_api(asking: Path, server: Server) -> None:
    """Nobody has to know the address of an API."""
    server.on("/hf/daily_papers", services.daily_papers([services.paper(1)], "2026-11-20"))
    run = digest(asking, "import", "https://huggingface.co/papers/date/2026-11-20")
    assert run.returncode == 0, run.stderr
    assert [asked.query for asked in server.asked] == [{"date": "2026-11-20"}]


def test_papers_that_are_only_named_are_asked_for(asking: Path, server: Server, tmp_path: Path) -> None:
    """By arXiv id or DOI, in a list or as they stand; whom nobody knows is dropped with its line."""
    published = services.paper(3, arxiv="", doi="10.1145/1", venue="KDD", pdf="https://a.example/1.pdf")
    server.on("/arxiv", services.arxiv_api([services.paper(1), services.paper(2)]))
    server.on("/crossref/works/10.1145%2F1", services.crossref_work(published))
    ids = tmp_path / "ids.txt"
    ids.write_text("https://arxiv.org/abs/2611.00002v3\n# a comment\n2611.09999\n10.1145/1\n", "utf-8")
    run = digest(asking, "import", "2611.00001", str(ids), "--date", "2026-11-24")
    assert run.returncode == 0, run.stderr
    assert "  ids.txt:3: 2611.09999: arXiv does not know it\n" in run.stdout
    assert "3 papers added, 0 merged, 1 dropped." in run.stdout
    (issue,) = read(asking).issues
    assert [(paper.arxiv, paper.doi) for paper in issue.papers] == [
        ("2611.00001", ""),
        ("2611.00002", ""),
        ("", "10.1145/1"),
    ]


def test_an_address_that_does_not_answer_is_named(asking: Path, server: Server) -> None:
    """With what to do, beside whatever else is wrong; nothing is written."""
    missing = server.on("/missing", Reply("gone", 404))
    run = digest(asking, "import", missing, "no-such-file", "--date", "2026-11-24")
    assert run.returncode == 1
    assert f"{missing}:1: answered 404 Not Found; check the address" in run.stderr
    assert "no-such-file:1: cannot be read" in run.stderr


def test_a_source_without_papers_is_a_failure(project: Path) -> None:
    """So that a script notices; each thing that was dropped is named with its line."""
    run = digest(
        project,
        "import",
        "-",
        "--date",
        "2026-04-24",
        "--format",
        "jsonl",
        stdin='{"abstract": "a", "authors": ["Ann Lee"]}\n{"title": \n',
    )
    assert run.returncode == 1
    assert run.stdout.splitlines()[4:] == [
        "Not taken",
        "  standard input:1: a: it has no title",
        '  standard input:2: {"title":: the line is not JSON: Expecting value',
        "",
        "0 papers added, 0 merged, 2 dropped.",
    ]
    assert run.stderr == "There was nothing to bring in.\n"


def test_a_feed_file_that_would_not_be_read_is_not_written(project: Path) -> None:
    """Its name has to be one of a feed file."""
    run = digest(project, "import", "--date", "2026-04-24", "--out", "new.txt", "-", stdin=PAGE)
    assert run.returncode == 2
    assert run.stderr.splitlines()[-1] == "Error: new.txt would not be read: feed files end in .yml or .yaml."
    assert not (project / "new.txt").exists()


def test_what_a_merge_leaves_out_is_said(project: Path) -> None:
    """The curator's own fields."""
    (project / "content/feed").mkdir()
    (project / "content/feed/a.yml").write_text("date: 2026-04-24\npapers:\n  - {id: here, title: A Paper}\n")
    table = "title,summary,venue\nA Paper,In short.,KDD\nA Paper,Other words.,ICML\n"
    run = digest(project, "import", "--date", "2026-04-25", "-", stdin=table)
    told = " ".join(run.stdout.split())
    here = "A Paper → here (content/feed/a.yml:3)"
    assert f"{here}; new about it: venue; left out, for you to write: summary" in told
    assert f"{here}; said otherwise here, which stays: venue; left out, for you to write: summary" in told


def test_what_only_an_id_names_is_a_draft_until_it_is_known(asking: Path, server: Server) -> None:
    """Without an answer nothing is lost and nothing is made up; `digest enrich` completes it."""
    server.on("/arxiv", Reply("closed", 403))
    offline = digest(asking, "import", "2611.00001", "--date", "2026-11-24")
    assert offline.returncode == 0, offline.stderr
    told = " ".join(offline.stdout.split())
    assert "arXiv could not be asked" in told
    assert "1 paper added (all as drafts), 0 merged, 0 dropped." in told
    (paper,) = read(asking).issues[0].papers
    assert (paper.id, paper.title, paper.draft) == ("arxiv-2611-00001", "arXiv:2611.00001", True)
    known = services.paper(1)
    server.on("/arxiv", services.arxiv_api([known]))
    assert digest(asking, "enrich").returncode == 0
    (done,) = catalogue(read(asking), drafts=True).papers
    assert (done.id, done.title, done.abstract) == (paper.id, known.title, known.abstract)


def test_a_list_of_days_becomes_an_issue_each(project: Path) -> None:
    """By `--by-date`; what has no day goes into the issue that is asked for."""
    table = "title,published,abstract\nA Paper,2026-04-01,x\nA Second One,2026-04-02,x\nA Third One,2026,x\n"
    lost = digest(project, "import", "-", "--by-date", stdin=table)
    assert lost.returncode == 2
    assert "1 paper without a day, the first in standard input:4; add --date" in lost.stderr
    run = digest(project, "import", "-", "--by-date", "--date", "2026-05-01", stdin=table)
    assert run.returncode == 0, run.stderr
    issues = {str(issue.date): [paper.id for paper in issue.papers] for issue in read(project).issues}
    assert issues == {
        "2026-04-01": ["a-paper"],
        "2026-04-02": ["a-second-one"],
        "2026-05-01": ["a-third-one"],
    }


@pytest.mark.parametrize(
    "waiting",
    [
        "date: 2026-04-24\ntitle: Big models\nnote: Hello.\npapers:\n  # - id: an-example\n",
        "date: 2026-04-24\ntitle: Big models\nnote: Hello.\npapers: []  # soon\n",
        "date: 2026-04-24\ntitle: Big models\nnote: Hello.\npapers:",
        "papers:\ndate: 2026-04-24\ntitle: Big models\nnote: Hello.\n",
    ],
)
def test_an_issue_that_waits_for_papers_gets_them(project: Path, page: str, waiting: str) -> None:
    """Nothing that was written in the file is lost."""
    (project / "content/feed").mkdir()
    path = project / "content/feed/next.yml"
    path.write_text(waiting, "utf-8")
    run = digest(project, "import", page, "--date", "2026-04-24")
    assert "Written: content/feed/next.yml." in run.stdout
    (issue,) = read(project).issues
    assert (issue.title, issue.note, len(issue.papers)) == ("Big models", "Hello.", 2)
    for line in waiting.replace("papers: []", "papers:").splitlines():
        assert line in path.read_text("utf-8").splitlines() or line.partition("#")[2] in path.read_text(
            "utf-8"
        )


@pytest.mark.parametrize("waiting", ["", "# What I want to say\n", "\n\n# no line break"])
def test_an_empty_file_of_the_day_is_filled(project: Path, page: str, waiting: str) -> None:
    (project / "content/feed").mkdir()
    path = project / "content/feed/2026-04-24.yml"
    path.write_text(waiting, "utf-8")
    assert (
        "Written: content/feed/2026-04-24.yml."
        in digest(project, "import", page, "--date", "2026-04-24").stdout
    )
    assert path.read_text("utf-8").startswith(waiting)
    assert [len(issue.papers) for issue in read(project).issues] == [2]


def test_the_report_is_for_programs_too(project: Path, page: str) -> None:
    """Each paper that comes in, and all that does not."""
    run = digest(project, "import", page, "--date", "2026-04-24", "--dry-run", "--json")
    told = json.loads(run.stdout)
    assert [paper["id"] for paper in told["added"]] == ["a-new-paper", "another-one"]
    assert told["sources"][0]["with_abstract"] == 2
    assert not (project / "content/feed").exists()


def test_what_is_not_used_is_told_once_with_its_count(project: Path) -> None:
    """Columns that nothing reads, keywords without a tag, with a piece of tags.yml to take over."""
    rows = "".join(f"Paper {at},Abstract.,Pre-training,read twice\n" for at in range(30))
    run = digest(
        project,
        "import",
        "-",
        "--date",
        "2026-04-24",
        "--dry-run",
        stdin="title,abstract,tags,Tweet\n" + rows,
    )
    told = " ".join(run.stdout.split())
    assert "column Tweet (30)" in told
    assert "keywords that tags.yml has no tag for: Pre-training (30)" in told
    assert "pre-training: name: Pre-training" in told


def test_opposite_wishes_are_refused(project: Path, page: str) -> None:
    for wishes in (["--draft", "--publish"], ["--by-date", "--out", "content/feed/a.yml"]):
        run = digest(project, "import", page, "--date", "2026-04-24", *wishes)
        assert run.returncode == 2
        assert "leave one of them out" in run.stderr


def test_the_line_around_an_id_is_kept_beside_its_paper(asking: Path, server: Server) -> None:
    """As a comment, which is never published; of each place that names the paper."""
    server.on("/arxiv", Reply("closed", 403))
    (asking / "chat.txt").write_text("Ann: have you seen arXiv:2401.14427?\n", "utf-8")
    (asking / "more.txt").write_text("[1] Tan et al. Beimingwu. arXiv:2401.14427\n", "utf-8")
    run = digest(asking, "import", "chat.txt", "more.txt", "--date", "2026-11-24")
    assert run.returncode == 0, run.stderr
    text = (asking / "content/feed/2026-11-24.yml").read_text("utf-8")
    assert "  # Ann: have you seen arXiv:2401.14427? | [1] Tan et al. Beimingwu. arXiv:2401.14427\n" in text
    (paper,) = read(asking).issues[0].papers
    assert (paper.title, paper.note, paper.draft) == ("arXiv:2401.14427", "", True)
