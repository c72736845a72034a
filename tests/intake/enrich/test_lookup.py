"""What a paper lacks is looked up, with where and when; what the curator wrote stays, and nothing is guessed."""

import datetime as dt
import gzip
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from digestry.cli.main import digest
from digestry.content import entries
from digestry.intake.enrich.services import repository
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper

from tests import server as bad
from tests import services
from tests.server import Reply, Server
from tests.services import json_reply, paper

TODAY = dt.date.today()


@pytest.fixture
def project(tmp_path: Path, server: Server) -> Path:
    """A digest with no papers that asks the test's server."""
    return services.project(tmp_path / "project", server)


def write(project: Path, *papers: Paper) -> None:
    """The papers as a feed file."""
    (project / "content/feed").mkdir(exist_ok=True)
    text = entries.feed(dt.date(2026, 11, 1), papers, "By hand.")
    (project / "content/feed/mine.yml").write_text(text, "utf-8")


def enrich(project: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(digest, ["enrich", *arguments, "-f", str(project / "mkdocs.yml")])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def facts(project: Path, id: str = "a") -> dict[str, Any]:
    """A paper's facts without sources and dates, and what was asked."""
    path = project / "content/facts.yml"
    found = yaml.safe_load(path.read_text("utf-8")) if path.exists() else {}
    return {
        name: sorted(fact) if name == "asked" else fact["value"] for name, fact in found.get(id, {}).items()
    }


def test_a_paper_known_by_its_arxiv_id_is_filled(project: Path, server: Server) -> None:
    """Each fact with the page where people see the same, and the day; a build shows them."""
    whole = paper(1, doi="10.1145/1.2", venue="KDD 2026", code="https://github.com/x/y", upvotes=4)
    server.on("/arxiv", services.arxiv_api([whole]))
    server.on("/hf/papers/2611.00001", services.huggingface_paper(whole))
    write(project, Paper(id="a", title=whole.title, arxiv=whole.arxiv, abstract=whole.abstract))
    result = enrich(project)
    assert result.exit_code == 0
    assert "found    a: authors, doi, venue, published, categories, code, upvotes\n" in result.stdout
    assert "7 facts about 1 paper of 1 looked up; 0 not sure." in result.stdout
    written = yaml.safe_load((project / "content/facts.yml").read_text("utf-8"))["a"]
    assert written["authors"] == {
        "value": list(whole.authors),
        "source": "https://arxiv.org/abs/2611.00001",
        "date": TODAY,
    }
    assert written["code"]["source"] == "https://huggingface.co/papers/2611.00001"
    found = facts(project)
    assert (found["doi"], found["venue"], found["published"]) == (
        "10.1145/1.2",
        "KDD 2026",
        dt.date(2026, 11, 20),
    )
    assert (found["categories"], found["upvotes"]) == (["cs.LG", "cs.CL"], 4)
    assert found["asked"] == ["Crossref 10.1145/1.2", "Hugging Face 2611.00001", "arXiv 2611.00001"]


def test_nobody_is_asked_twice(project: Path, server: Server) -> None:
    """Unless the curator wants it."""
    server.on("/arxiv", services.arxiv_api([paper(1)]))
    write(project, Paper(id="a", title=paper(1).title, arxiv=paper(1).arxiv))
    enrich(project)
    before = len(server.asked)
    result = enrich(project)
    assert "--again asks anew" in result.stderr
    assert len(server.asked) == before
    server.on("/arxiv", services.arxiv_api([paper(1, authors=("New Name",))]))
    enrich(project, "--again")
    assert len(server.asked) == 2 * before
    assert facts(project)["authors"] == ["New Name"]


def test_what_the_curator_wrote_is_not_looked_up(project: Path, server: Server) -> None:
    """Nor kept when it is written later."""
    whole = paper(1, upvotes=3, project="https://x.example/")
    server.on("/arxiv", services.arxiv_api([whole]))
    server.on("/hf/papers/2611.00001", services.huggingface_paper(whole))
    mine = Paper(id="a", title=whole.title, arxiv=whole.arxiv, authors=("My Spelling",))
    write(project, mine)
    enrich(project)
    assert "authors" not in facts(project)
    assert "published" in facts(project)
    write(project, replace(mine, published=PartialDate(2020), code="https://x.example/code"))
    enrich(project, "--again")
    assert set(facts(project)) == {"abstract", "project", "categories", "upvotes", "asked"}


def test_a_title_is_enough_only_with_its_abstract(project: Path, server: Server) -> None:
    """Of papers with one title, the one with the abstract is taken; what is not sure is told with what to write."""
    twin = paper(2, title=paper(1).title)
    server.on("/arxiv", services.arxiv_api([twin, paper(1), paper(3)]))
    write(
        project,
        Paper(id="a", title=paper(1).title, abstract=paper(1).abstract),
        Paper(id="b", title=paper(3).title),
        Paper(id="c", title="Something that nobody wrote", abstract=paper(4).abstract),
    )
    result = enrich(project)
    assert facts(project)["arxiv"] == "2611.00001"
    assert "arxiv" not in facts(project, "b")
    assert facts(project, "c") == {"asked": ["arXiv by title"]}
    (line,) = [line for line in result.stdout.splitlines() if line.startswith("unsure")]
    place, _, message = line.partition(": ")
    lines = (project / "content/feed/mine.yml").read_text("utf-8").splitlines()
    assert place == f"unsure   content/feed/mine.yml:{lines.index('  - id: b') + 1}"
    assert message == (
        "b: it may be https://arxiv.org/abs/2611.00003 “On bandits, study 3” "
        '(the same title, no abstract to compare); if so, write arxiv: "2611.00003"'
    )
    assert "1 not sure" in result.stdout


def test_an_id_of_another_paper_is_told_and_nothing_is_taken(project: Path, server: Server) -> None:
    """A slip of the finger must not bring another paper's authors."""
    server.on("/arxiv", services.arxiv_api([paper(1), paper(2)]))
    server.on("/hf/papers/2611.00002", services.huggingface_paper(paper(2)))
    wrong = Paper(id="a", title=paper(1).title, abstract=paper(1).abstract, arxiv=paper(2).arxiv)
    write(project, wrong)
    result = enrich(project)
    assert set(facts(project)) == {"asked"}
    assert f"https://arxiv.org/abs/2611.00002 is “{paper(2).title}”; correct its `arxiv`" in result.stdout
    assert result.stdout.count("unsure") == 1
    write(project, replace(wrong, arxiv=paper(1).arxiv))
    enrich(project)
    assert facts(project)["authors"] == list(paper(1).authors)


def test_facts_of_an_id_that_was_corrected_go(project: Path, server: Server) -> None:
    """They were another paper's, all that could be asked for."""
    other = paper(2, title=paper(1).title, venue="Elsewhere", doi="10.1145/2")
    server.on("/arxiv", services.arxiv_api([paper(1), other]))
    write(project, Paper(id="a", title=paper(1).title, arxiv=paper(2).arxiv))
    enrich(project)
    assert facts(project)["venue"] == "Elsewhere"
    write(project, Paper(id="a", title=paper(1).title, arxiv=paper(1).arxiv))
    enrich(project)
    assert facts(project)["authors"] == list(paper(1).authors)
    assert "venue" not in facts(project)


def test_a_doi_is_looked_up_at_crossref(project: Path, server: Server) -> None:
    """Venue, authors, date and PDF; its abstract is not taken. arXiv's own DOIs are ids."""
    whole = paper(
        1, doi="10.1145/1.2(3)<4>", venue="KDD", pdf="https://p.example/1.pdf", published=PartialDate(2026, 3)
    )
    server.on("/crossref/works/10.1145%2F1.2%283%29%3C4%3E", services.crossref_work(whole))
    server.on("/arxiv", services.arxiv_api([paper(2)]))
    write(
        project,
        Paper(id="a", title=whole.title, doi=whole.doi),
        Paper(id="b", title=paper(2).title, doi="10.48550/arXiv.2611.00002"),
    )
    assert enrich(project).exit_code == 0
    found = facts(project)
    assert (found["venue"], found["published"], found["pdf"]) == ("KDD", "2026-03", "https://p.example/1.pdf")
    assert found["authors"] == list(whole.authors)
    assert facts(project, "b")["arxiv"] == "2611.00002"
    assert sum(path.startswith("/crossref") for path in server.paths()) == 1


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("Code: https://github.com/Owner/re-po.js.", "https://github.com/Owner/re-po.js"),
        ("Code is at github.com/a/b, see www.github.com/a/b for more", "https://github.com/a/b"),
        ("See (https://gitlab.com/a/b.git).", "https://gitlab.com/a/b"),
        ("We compare https://github.com/a/b with https://github.com/c/d.", ""),
        ("Our code is on GitHub.", ""),
        ("See https://github.com/a", ""),
        ("https://notgithub.com/a/b and https://github.com.evil.example/a/b", ""),
        ("https://evil.example/github.com/a/b", ""),
        ("", ""),
    ],
)
def test_an_abstract_can_name_its_repository(abstract: str, expected: str) -> None:
    """One, as it is written there; with two it could be anybody's."""
    assert repository(abstract) == expected


def test_the_repository_in_the_abstract_needs_no_network(project: Path, server: Server) -> None:
    """And comes before what others say."""
    whole = paper(
        1, abstract=paper(1).abstract + " Code: https://github.com/a/b.", code="https://github.com/c/d"
    )
    server.on("/hf/papers/2611.00001", services.huggingface_paper(whole))
    write(project, replace(whole, id="a", code=""))
    enrich(project)
    written = yaml.safe_load((project / "content/facts.yml").read_text("utf-8"))["a"]["code"]
    assert written == {"value": "https://github.com/a/b", "source": "the abstract", "date": TODAY}


@pytest.mark.parametrize(
    "failure",
    [
        Reply(status=403),
        Reply("<html>Log in</html>", headers={"Content-Type": "text/html"}),
        Reply(status=429, headers={"Retry-After": "9000"}),
        json_reply({"error": "Service down"}),
        Reply(gzip.compress(b"[" * 10**6), headers={"Content-Encoding": "gzip"}),
    ],
)
def test_a_service_that_fails_is_told_and_asked_next_time(
    project: Path, server: Server, failure: Reply
) -> None:
    """The others' answers are taken; the failed one is left alone for this time."""
    papers = [paper(number) for number in range(3)]
    server.on("/arxiv", services.arxiv_api(papers))
    for each in papers:
        server.on(f"/hf/papers/{each.arxiv}", failure)
    write(project, *(Paper(id=f"p{n}", title=each.title, arxiv=each.arxiv) for n, each in enumerate(papers)))
    result = enrich(project)
    assert result.exit_code == 1
    told = [
        line for line in result.stderr.splitlines() if line.startswith("Hugging Face says nothing about ")
    ]
    assert (
        len(told)
        == sum(path.startswith("/hf") for path in server.paths())
        == (1 if failure.status > 200 else 3)
    )
    assert facts(project, "p2")["authors"] == list(papers[2].authors)
    for each in papers:
        server.on(f"/hf/papers/{each.arxiv}", services.huggingface_paper(replace(each, upvotes=8)))
    assert enrich(project).exit_code == 0
    assert facts(project, "p2")["upvotes"] == 8


def test_one_impossible_id_does_not_keep_the_others_from_being_found(project: Path, server: Server) -> None:
    """arXiv refuses the whole batch for it; halves of it are asked."""
    papers = [paper(number) for number in range(1, 8)]
    server.on("/arxiv", services.arxiv_api(papers))
    write(
        project,
        Paper(id="bad", title="Mistyped", arxiv="2699.99999"),
        *(Paper(id=f"p{n}", title=each.title, arxiv=each.arxiv) for n, each in enumerate(papers)),
    )
    assert enrich(project).exit_code == 0
    assert all("authors" in facts(project, f"p{n}") for n in range(7))
    assert facts(project, "bad") == {"asked": ["Hugging Face 2699.99999", "arXiv 2699.99999"]}


def test_one_answer_that_cannot_be_read_does_not_stop_the_others(project: Path, server: Server) -> None:
    """Crossref has odd records; the next paper's may be fine, and is asked for."""
    works = [paper(number, doi=f"10.1145/{number}", venue="KDD") for number in range(2)]
    server.on("/crossref/works/10.1145%2F0", json_reply({"message": {"title": ["On x"], "author": [7]}}))
    server.on("/crossref/works/10.1145%2F1", services.crossref_work(works[1]))
    write(project, *(Paper(id=f"p{n}", title=each.title, doi=each.doi) for n, each in enumerate(works)))
    result = enrich(project)
    assert result.exit_code == 1
    assert "Crossref says nothing about 1 paper: " in result.stderr
    assert "the answer is not what Crossref sends" in result.stderr
    assert facts(project, "p1")["venue"] == "KDD"
    assert "Crossref 10.1145/0" not in facts(project, "p0")["asked"]


def test_an_old_id_with_its_subject_is_found(project: Path, server: Server) -> None:
    """arXiv answers without it."""

    def answer(handler: bad.Handler, asked: bad.Asked) -> None:
        assert asked.query["id_list"] == "math.GT/0309136"
        services.atom([paper(1, arxiv="math/0309136")])(handler, asked)

    server.on("/arxiv", answer)
    write(project, Paper(id="a", title=paper(1).title, arxiv="math.GT/0309136"))
    assert enrich(project).exit_code == 0
    assert facts(project)["authors"] == list(paper(1).authors)


def test_an_empty_answer_is_no_answer(project: Path, server: Server) -> None:
    """arXiv has such days: nothing is taken from it, and it is asked again next time."""
    papers = [paper(number) for number in range(2)]
    server.on("/arxiv", services.atom([]))
    write(project, *(Paper(id=f"p{n}", title=each.title, arxiv=each.arxiv) for n, each in enumerate(papers)))
    result = enrich(project)
    assert (result.exit_code, "an empty answer about 2 papers" in result.stderr) == (1, True)
    server.on("/arxiv", services.arxiv_api(papers))
    assert enrich(project).exit_code == 0
    assert "authors" in facts(project, "p0")


def test_ids_and_a_limit_narrow_it_down(project: Path, server: Server) -> None:
    """A limit of papers is spent on those that have something open."""
    papers = [paper(number) for number in range(4)]
    server.on("/arxiv", services.arxiv_api(papers))
    write(
        project,
        *(Paper(id=f"paper-{n}", title=each.title, arxiv=each.arxiv) for n, each in enumerate(papers)),
    )
    enrich(project, "paper-2")
    assert [bool(facts(project, f"paper-{n}")) for n in range(4)] == [False, False, True, False]
    enrich(project, "--limit", "2")
    assert [bool(facts(project, f"paper-{n}")) for n in range(4)] == [True, True, True, False]
    result = enrich(project, "paper-9")
    assert (result.exit_code, "There is no paper 'paper-9'. Did you mean paper-" in result.stderr) == (
        2,
        True,
    )


def test_a_pipe_stays_quiet(project: Path, server: Server) -> None:
    """No bar, no colours, no cursor moves where nobody watches."""
    server.on("/arxiv", services.arxiv_api([paper(1)]))
    write(project, Paper(id="a", title=paper(1).title, arxiv=paper(1).arxiv))
    result = enrich(project)
    assert result.stderr == ""
    assert "\x1b" not in result.output
