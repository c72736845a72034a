"""Whole pages and the feed, compared with files that a person has read. `make golden` writes them anew."""

import os

import pytest
from digestry.files import Artefact
from digestry.outputs.registry import data, pages
from digestry.site.project import Project
from digestry.urls import FOLDERS

from tests.conftest import ROOT

HERE = ROOT / "tests/golden"
EXPECTED = HERE / "expected"


def everything() -> list[Artefact]:
    project = Project.open(str(HERE / "mkdocs.yml"))
    catalogue = project.catalogue()
    return [*pages(catalogue, project.settings), *data(catalogue, project.settings)]


def made() -> list[Artefact]:
    """Everything but the search's own files, which have tests that load them."""
    return [artefact for artefact in everything() if not artefact.path.startswith("assets/")]


if os.environ.get("UPDATE_GOLDEN"):
    for old in EXPECTED.rglob("*.*"):
        old.unlink()
    for artefact in made():
        path = EXPECTED / artefact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artefact.data)


@pytest.mark.parametrize("artefact", made(), ids=lambda artefact: artefact.path)
def test_a_page_is_as_it_was_read(artefact: Artefact) -> None:
    """To the letter."""
    assert artefact.data == (EXPECTED / artefact.path).read_bytes()


def test_the_generator_keeps_to_its_folders() -> None:
    """So that a curator's own page never meets one of its."""
    folders = {artefact.path.rpartition("/")[0].partition("/")[0] for artefact in everything()}
    assert folders - {""} == FOLDERS


def test_no_page_is_missing() -> None:
    """Nor is there one too many."""
    files = {path.relative_to(EXPECTED).as_posix() for path in EXPECTED.rglob("*.*")}
    assert files == {artefact.path for artefact in made()}
