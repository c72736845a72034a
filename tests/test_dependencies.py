"""What is pinned may be used by everybody who uses Digestry: each package has a licence that allows it."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata

import pytest
from packaging.requirements import Requirement

from tests.conftest import ROOT

# Licences that allow use with any other, as long as they are named; and two that ask for changes of their own files
# only, which Digestry makes none of.
FREE = re.compile(
    r"MIT|BSD|ISC|Apache|PSF|Python Software Foundation|Unlicense|HPND|Historical Permission Notice|Zlib|0BSD|CC0"
    r"|MPL|Mozilla Public License|LGPL|Lesser General Public License"
)
PINNED = re.findall(r"(?m)^([a-z0-9._-]+)==", (ROOT / "requirements.lock").read_text("utf-8"))


def licence(package: str) -> str:
    """What a package says of its licence: the expression, the classifiers, or its own words' beginning."""
    said = metadata(package)
    classifiers = (each for each in said.get_all("Classifier") or [] if each.startswith("License ::"))
    own = (each[:200] for each in said.get_all("License") or [])
    return "; ".join([*(said.get_all("License-Expression") or []), *classifiers, *own])


@pytest.mark.parametrize("package", PINNED)
def test_a_dependency_may_be_used_by_everybody(package: str) -> None:
    """Those for another system are not installed here, and are read where they are."""
    try:
        said = licence(package)
    except PackageNotFoundError:
        assert re.search(
            rf"(?m)^{re.escape(package)}==\S+ ; ", (ROOT / "requirements.lock").read_text("utf-8")
        )
        return
    assert FREE.search(said), said


DIRECT = [
    Requirement(each).name
    for each in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
]
TABLE = {
    cells[0]: cells[1:]
    for line in (ROOT / "docs/dependencies.md").read_text("utf-8").splitlines()
    if line.startswith("| ") and (cells := [cell.strip() for cell in line.strip("|").split("|")])
}


def test_the_handbook_names_each_dependency() -> None:
    """And no other."""
    assert sorted(TABLE) == sorted([*DIRECT, "package"])


@pytest.mark.parametrize("package", DIRECT)
def test_the_handbook_tells_of_a_dependency(package: str) -> None:
    """What for, its licence, its last release, and what would replace it."""
    purpose, own, released, replacement = TABLE[package]
    assert purpose
    assert replacement
    assert own in licence(package)
    assert re.fullmatch(r"\d[\d.]*, \d{4}-\d{2}-\d{2}", released)
