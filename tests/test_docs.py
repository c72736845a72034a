"""The documents tell the truth about the code."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from digestry.cli.main import COMMANDS
from digestry.settings import Options

from tests.conftest import ROOT
from tests.test_architecture import HOMES, modules

README = (ROOT / "README.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")


def rows(document: str) -> list[list[str]]:
    """The cells of all table rows that begin with something in backquotes."""
    return [
        [cell.strip() for cell in row.strip("|").split("|")]
        for row in re.findall(r"(?m)^\| `.*\|$", document)
    ]


def test_every_command_is_in_the_readme() -> None:
    """And none that does not exist."""
    told = {cells[0] for cells in rows(README) if cells[0].startswith("`digest ")}
    assert told == {f"`digest {name}`" for name in COMMANDS}


def test_every_setting_is_in_the_readme_with_its_default() -> None:
    """And none that does not exist."""
    told = {cells[0]: cells[1] for cells in rows(README) if not cells[0].startswith(("`digest ", "`/"))}
    assert told == {f"`{field.name}`": f"`{field.default}`" for field in fields(Options)}


def test_every_address_in_the_readme_is_published(built: Path) -> None:
    """For each paper, tag and author with a page, where it is told of them."""
    told = [path for cells in rows(README) for path in re.findall(r"`/([^`]*)`", cells[0])]
    assert len(told) > 8
    for path in told:
        folder, mark, rest = path.partition("<")
        names = [page.parent.name for page in (built / folder).glob("*/index.html")] if mark else [""]
        assert names
        for name in names:
            file = built / (folder + name + rest.partition(">")[2])
            assert (file / "index.html" if file.is_dir() else file).exists(), file


def test_every_module_and_library_is_in_the_architecture() -> None:
    """The table is the one that the import tests hold."""
    told = {
        cells[0].strip("`"): set(filter(None, re.split(r",\s*", cells[2])))
        for cells in rows(ARCHITECTURE)
        if len(cells) == 3
    }
    assert set(told) == {module.split(".")[0] for module in modules()} - {"__main__"}
    names = {"yaml": "pyyaml", "PIL": "pillow"}
    homes: dict[str, set[str]] = {module: set() for module in told}
    for library, places in HOMES.items():
        for place in places:
            homes[place.split(".")[0]].add(names.get(library, library))
    assert told == homes


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_every_make_target_exists(document: str) -> None:
    """What the documents tell people to type, works."""
    targets = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8")))
    told = set(
        re.findall(
            r"\bmake ([a-z-]+)(?=[`\s])", (ROOT / document).read_text("utf-8").replace("by `make`", "")
        )
    )
    assert told
    assert told <= targets


def files_named(document: str) -> list[str]:
    """Links and paths in backquotes."""
    text = (ROOT / document).read_text("utf-8")
    links = re.findall(r"\]\(([\w./-]+)\)", text)
    return links + re.findall(r"`((?:generator|overrides|content|tests)/[\w./-]+)`", text)


@pytest.mark.parametrize("document", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_files_named_in_the_documents_exist(document: str) -> None:
    """Those in `content/` are the example's, and its own tests look for them."""
    for path in files_named(document):
        assert path.startswith("content/") or (ROOT / path).exists(), path
