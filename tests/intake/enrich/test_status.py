"""What became of papers is asked again and again, noted with source and day, and never invented."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from digestry.content import entries
from digestry.intake.enrich.lookup import Notes, look_up
from digestry.intake.network.client import Client
from digestry.paper.model import Paper
from digestry.site.project import Project

from tests import services
from tests.intake.enrich.test_lookup import enrich, facts, write
from tests.server import Server
from tests.services import paper

TODAY = dt.date.today()
WITHDRAWN = (("comment", "This paper has been withdrawn by the author due to an error in equation 1"),)


@pytest.fixture
def project(tmp_path: Path, server: Server) -> Path:
    """A digest with no papers that asks the test's server."""
    return services.project(tmp_path / "project", server)


def known(whole: Paper) -> Paper:
    return Paper(id="a", title=whole.title, arxiv=whole.arxiv, doi=whole.doi, abstract=whole.abstract)


def asked_before(project: Path, days: int) -> None:
    """As if all had been asked so many days ago."""
    path = project / "content/facts.yml"
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    for each in found.values():
        each["asked"] = {question: TODAY - dt.timedelta(days) for question in each["asked"]}
    path.write_text(yaml.safe_dump(found), "utf-8")


def test_a_withdrawal_is_a_fact_with_source_and_day(project: Path, server: Server) -> None:
    """And is told in the terminal."""
    server.on("/arxiv", services.arxiv_api([paper(1, extra=WITHDRAWN)]))
    write(project, known(paper(1)))
    result = enrich(project)
    assert "status   a: withdrawn by its authors (https://arxiv.org/abs/2611.00001)\n" in result.stdout
    written = yaml.safe_load((project / "content/facts.yml").read_text("utf-8"))["a"]
    assert written["status"] == {
        "value": "withdrawn by its authors",
        "source": "https://arxiv.org/abs/2611.00001",
        "date": TODAY,
    }


def test_a_retraction_is_asked_of_crossref(project: Path, server: Server) -> None:
    """Under the DOI, with that as its source."""
    whole = paper(1, arxiv="", doi="10.1145/1.2", venue="KDD", extra=(("updated-by", "retraction"),))
    server.on("/crossref/works/10.1145%2F1.2", services.crossref_work(whole))
    write(project, known(whole))
    enrich(project)
    assert facts(project)["status"] == "retracted"


def test_after_a_month_it_is_asked_again(project: Path, server: Server) -> None:
    """Not before: a paper that was fine can be withdrawn, or published, since."""
    server.on("/arxiv", services.arxiv_api([paper(1)]))
    write(project, known(paper(1)))
    enrich(project)
    assert "status" not in facts(project)
    server.on("/arxiv", services.arxiv_api([paper(1, extra=WITHDRAWN, venue="KDD 2026")]))
    asked_before(project, 29)
    enrich(project)
    assert "status" not in facts(project)
    asked_before(project, 30)
    enrich(project)
    assert facts(project)["status"] == "withdrawn by its authors"
    assert facts(project)["venue"] == "KDD 2026"


def test_what_its_source_takes_back_is_dropped(project: Path, server: Server) -> None:
    """A new version takes the place of a withdrawn one; a service that says nothing changes nothing."""
    server.on("/arxiv", services.arxiv_api([paper(1, extra=WITHDRAWN)]))
    write(project, known(paper(1)))
    enrich(project)
    server.on("/arxiv", services.arxiv_api([]))
    enrich(project, "--again")
    assert facts(project)["status"] == "withdrawn by its authors"
    server.on("/arxiv", services.arxiv_api([paper(1)]))
    enrich(project, "--again")
    assert "status" not in facts(project)


def test_what_the_curator_says_became_of_it_stays(project: Path, server: Server) -> None:
    """Their own words are not looked up."""
    server.on("/arxiv", services.arxiv_api([paper(1, extra=WITHDRAWN)]))
    (project / "content/feed").mkdir()
    own = Paper(id="a", title=paper(1).title, arxiv=paper(1).arxiv, status="retracted in part")
    text = entries.feed(dt.date(2026, 11, 1), [own], "By hand.")
    (project / "content/feed/mine.yml").write_text(text, "utf-8")
    enrich(project)
    assert "status" not in facts(project)


def test_of_200_ordinary_papers_none_has_a_status(project: Path, server: Server) -> None:
    """Of those among them that were withdrawn, all do."""
    papers = [paper(number, extra=WITHDRAWN if number in (7, 150) else ()) for number in range(202)]
    server.on("/arxiv", services.arxiv_api(papers))
    known = [Paper(id=f"p{n}", title=p.title, arxiv=p.arxiv) for n, p in enumerate(papers)]
    settings, notes = Project.open(str(project / "mkdocs.yml")).settings, Notes({}, {})
    with Client(settings.site_url, "", settings.options.services) as client:
        steps = list(look_up(known, notes, client, settings.options, TODAY))
    assert not any(step.failure for step in steps)
    said = [id for id, own in notes.facts.items() if any(fact.field == "status" for fact in own)]
    assert said == ["p7", "p150"]
