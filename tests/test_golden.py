"""Whole pages and the feed, compared with files that a person has read. `make golden` writes them anew."""

import os

import pytest

from generator.model import Artefact
from generator.settings import Digest, Settings
from generator.site.artefacts import data, pages
from generator.site.generate import read
from generator.urls import FOLDERS
from tests.conftest import ROOT

HERE = ROOT / "tests/golden"
EXPECTED = HERE / "expected"
SETTINGS = Settings(
    "Golden", "https://golden.example/d/", "A made-up digest.", "", "en", Digest(feed_items=2)
)


def everything() -> list[Artefact]:
    digest = read(HERE, SETTINGS, drafts=False)
    return [*pages(digest, SETTINGS), *data(digest, SETTINGS)]


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
