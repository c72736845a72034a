"""The API keeps its schema, and its documentation's own example reads it."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from digestry.catalogue.catalogue import Catalogue, catalogue
from digestry.content.validate import Content
from digestry.outputs.api import endpoints as api
from digestry.paper.dates import PartialDate, dated
from digestry.paper.model import Issue, Paper, Tag
from digestry.settings import Options, Settings

SETTINGS = Settings("Digest & <co>", "https://a.org/d/", "", "", "en", Options())
TAGS = (
    Tag("agents", "Agents", "Models that act.", aliases=("agent",)),
    Tag("tools", "Tools", "", parent="agents"),
)
FULL = Paper(
    "full", "AT&T <script> ]]> $x^2$ שלום", abstract="a" * 5000 + "\n\nb", summary="S", note="*N*",
    authors=("Ann Lee", "张伟"), arxiv="2401.14427", doi="10.1/x", url="https://a.org/é", pdf="http://a.org/x.pdf",
    code="https://a.org/c", project="https://a.org/p", status="retracted", venue="V", published=PartialDate(2024, 1),
    kind="journal", volume="12", number="3", pages="1-9", publisher="P",
    categories=("cs.LG",), tags=("agents",), upvotes=0, image="figures/a.JPEG", image_alt="Two lines.", extra=(("reviewer", "Ann"), ("rooms", ("B12", "C3"))),
)  # fmt: skip


def of(count: int) -> Catalogue:
    """A digest of so many papers, a hundred an issue, the one with all fields first."""
    papers = [FULL, *(Paper(f"p{number}", "T") for number in range(1, count))][:count]
    issues = [
        Issue(
            dt.date(2025, 1, 1) - dt.timedelta(days=start),
            tuple(papers[start : start + 100]),
            title="An issue",
        )
        for start in range(0, count, 100)
    ]
    return catalogue(Content(tuple(issues), TAGS, ()), drafts=False)


def made(digest: Catalogue) -> dict[str, Any]:
    return {artefact.path: json.loads(artefact.data) for artefact in api.artefacts(digest, SETTINGS)}


@pytest.mark.parametrize("count", [0, 1, 251, 780])
def test_every_file_keeps_the_schema(count: int) -> None:
    """JSON Schema 2020-12, its formats checked too; the schema itself is valid."""
    files = made(of(count))
    schema = files.pop("api/schema.json")
    assert schema["$id"] == "https://a.org/d/api/schema.json"
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    for path, data in files.items():
        assert list(validator.iter_errors(data)) == [], path
        assert data["$schema"] == schema["$id"]


def test_the_schema_refuses_what_it_does_not_know() -> None:
    """Or it would hold nothing: a field too many, a field too few, a wrong type, no list at all."""
    files = made(of(1))
    validator = jsonschema.Draft202012Validator(files["api/schema.json"])
    good = files["api/papers.json"]
    paper = good["papers"][0]
    for bad in (
        {**good, "more": 1},
        {**good, "version": 2},
        {**good, "papers": [{**paper, "more": 1}]},
        {**good, "papers": [{**paper, "title": ""}]},
        {**good, "papers": [{**paper, "published": "May"}]},
        {**good, "papers": [{name: value for name, value in paper.items() if name != "title"}]},
        {name: value for name, value in good.items() if name != "papers"},
    ):
        assert not validator.is_valid(bad), bad


def test_a_paper_says_all_that_is_known_and_nothing_else() -> None:
    """Every field of the schema, as the content has it; empty ones are not there."""
    full, bare = made(of(2))["api/papers.json"]["papers"]
    assert set(full) == {field.name for field in api.fields("paper")}
    assert full["title"] == FULL.title
    assert full["abstract"] == FULL.abstract
    assert (full["published"], full["upvotes"]) == ("2024-01", 0)
    assert full["extra"] == {"reviewer": "Ann", "rooms": ["B12", "C3"]}
    assert bare == {"id": "p1", "page": "https://a.org/d/papers/p1/", "issue": "2025-01-01", "title": "T"}


@pytest.mark.parametrize("count", [0, 1, 499, 500, 780])
def test_pages_lead_to_every_paper_once(count: int) -> None:
    """Newest first; a small digest is one page."""
    files = made(of(count))
    page: str | None = "https://a.org/d/api/papers.json"
    found = []
    pages = 0
    while page:
        data = files[page.removeprefix("https://a.org/d/")]
        found += [paper["id"] for paper in data["papers"]]
        page = data["next"]
        pages += 1
    assert found == [paper.id for paper in of(count).papers]
    assert pages == max(1, count // api.PAGE)
    assert files["api/papers.json"]["total"] == count


@pytest.mark.parametrize(
    ("count", "sizes"),
    [
        (249, [249]),
        (250, [250]),
        (499, [499]),
        (500, [250, 250]),
        (501, [251, 250]),
        (749, [499, 250]),
        (750, [250, 250, 250]),
    ],
)
def test_a_page_holds_250_papers(count: int, sizes: list[int]) -> None:
    """But the newest, which has as many or up to twice as many, so that none is nearly empty."""
    files = made(of(count))
    names = ["api/papers.json", *(f"api/papers/{number}.json" for number in range(len(sizes) - 1, 0, -1))]
    assert [len(files[name]["papers"]) for name in names] == sizes
    assert {path for path in files if path.startswith("api/papers")} == set(names)
    assert files[names[-1]]["next"] is None


def test_full_pages_stay_when_papers_come() -> None:
    """What a program has read of the older papers, it need not read again."""
    digest = of(780)
    newer = Issue(dt.date(2025, 2, 1), tuple(Paper(f"n{number}", "T") for number in range(300)))
    before, after = made(digest), made(Catalogue((newer, *digest.issues), digest.taxonomy, ()))
    old = {path for path in before if path.startswith("api/papers/")}
    assert old == {"api/papers/1.json", "api/papers/2.json"}
    assert {path: before[path] for path in old} == {path: after[path] for path in old}


def test_the_documentations_own_example_reads_everything(
    built: Path, site_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The Python on the page `/api/`, run as it stands, against the site on a local server."""
    page = (built / "api/index.html").read_text("utf-8")
    (code,) = re.findall(r"<code>(import json.*?)</code>", page, re.DOTALL)
    code = code.replace("&quot;", '"').replace("&#34;", '"')
    assert "https://digest.example/some/where/" in code
    exec(code.replace("https://digest.example/some/where/", site_url), {})  # noqa: S102
    assert len(capsys.readouterr().out.splitlines()) == 68
    for name in ("paper", "tag", "issue"):
        for field in api.fields(name):
            assert f"<code>{field.name}</code>" in page


def test_an_issue_tells_its_time_where_the_curator_does() -> None:
    """With its zone, and by the schema; else it has none."""
    told = []
    for written in ("2025-01-31", "2025-01-31T22:00-08:00", "2025-01-31T22:00Z"):
        day, time = dated(written)
        content = Content((Issue(day, (Paper("a", "A"),), time=time),), (), ())
        files = made(catalogue(content, drafts=False))
        jsonschema.Draft202012Validator(
            files["api/schema.json"], format_checker=jsonschema.FormatChecker()
        ).validate(files["api/issues.json"])
        (issue,) = files["api/issues.json"]["issues"]
        assert issue["date"] == "2025-01-31"
        told.append(issue.get("time"))
    assert told == [None, "2025-01-31T22:00:00-08:00", "2025-01-31T22:00:00Z"]
