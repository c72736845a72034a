"""Authors wherever they stand: groups are no people, and those without a name are told."""

import datetime as dt
import json

import pytest
from digestry.catalogue.catalogue import Catalogue, catalogue
from digestry.content.validate import Content
from digestry.outputs.registry import outputs
from digestry.paper.model import Issue, Paper
from digestry.paper.names import OTHERS, name, organisation
from digestry.settings import Options, Settings

SETTINGS = Settings("Digest", "https://a.org/d/", "About papers.", "", "en", Options())
AUTHORS = (name("van der Berg, Ann"), organisation("Qwen Team"), name("李 华"), name("李 华"), OTHERS)


@pytest.fixture
def found() -> Catalogue:
    papers = tuple(Paper(id, "T", authors=AUTHORS) for id in ("one", "two"))
    return catalogue(Content((Issue(dt.date(2025, 4, 24), papers),), (), ()), drafts=False)


@pytest.fixture
def files(found: Catalogue) -> dict[str, str]:
    """All that is published, but for pictures and what search wants for itself."""
    artefacts = (each for output in outputs().values() for each in output.artefacts(found, SETTINGS))
    texts = (each for each in artefacts if not each.path.endswith((".png", ".gz", ".js")))
    return {each.path: each.data.decode("utf-8", "replace") for each in texts}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("papers/one/index.md", "Ann van der Berg</a>"),
        ("papers/one/index.md", "李 华</a> and others</div>"),
        ("papers/one.md", "李 华, 李 华 and others"),
        ("index.md", "李 华</span> and others</p>"),
        ("feed.xml", "Ann van der Berg, Qwen Team, 李 华, 李 华 and others"),
        ("papers/one.bib", "{Qwen Team}"),
        ("papers/one.bib", " and others}"),
        ("papers.ris", "AU  - others"),
    ],
)
def test_others_are_told_and_groups_are_whole(files: dict[str, str], path: str, text: str) -> None:
    matching = [content for name, content in files.items() if name.endswith(path)]
    assert any(text in content for content in matching), sorted(files)


def test_nobody_is_called_others(files: dict[str, str], found: Catalogue) -> None:
    """No page, no link, no person in machine-readable data."""
    assert "others" not in found.authors
    assert not any("authors/others" in content for content in files.values())
    head = files["papers/one/index.md"].replace("\\", "")
    assert '{"@type":"Organization","name":"Qwen Team"}' in head
    assert '"name":"others"' not in head


def test_the_api_tells_groups_from_people(files: dict[str, str]) -> None:
    papers = json.loads(next(content for name, content in files.items() if name.endswith("api/papers.json")))
    (first, *_) = papers["papers"] if isinstance(papers, dict) else papers
    assert first["authors"] == ["Ann van der Berg", {"organisation": "Qwen Team"}, "李 华", "李 华", "others"]
