"""What the tests of settings build with."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.site.digests import Site, built, write

Build = Callable[..., Site]


@pytest.fixture
def site(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Build:
    """Builds a small digest with settings and files; strictly, so that a warning of MkDocs fails the test."""

    def make(settings: str, files: Mapping[str, str | bytes] | None = None) -> Site:
        capfd.readouterr()
        folder = built(write(tmp_path / "digest", settings, files))
        return Site(folder, capfd.readouterr().err)

    return make
