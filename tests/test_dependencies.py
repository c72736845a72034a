"""What is pinned may be used by everybody who uses Digestry: each package has a licence that allows it."""

import re
from importlib.metadata import PackageNotFoundError, metadata

import pytest

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
