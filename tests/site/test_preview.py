"""What ends a build of a preview that runs: it is told, and what was shown stays."""

import logging
from pathlib import Path

import pytest
from digestry.errors import BuildError
from digestry.site.preview import first_missing, patient
from mkdocs.exceptions import Abort, ConfigurationError


def ends_with(error: Exception, is_whole: bool = True, missing: str = "") -> None:
    def builder() -> None:
        raise error

    patient(builder, lambda: missing, lambda: is_whole)()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ConfigurationError("a: b"), "a: b"),
        (BuildError("a template"), "a template"),
        (OSError(28, "No space left on device", "a.yml"), "a.yml: no space left on device"),
        (ValueError("odd"), "Digestry has a fault that is not yours: ValueError: odd at site/preview.py"),
    ],
)
def test_it_is_a_message(error: Exception, said: str, caplog: pytest.LogCaptureFixture) -> None:
    """Of whatever kind it is, and no traceback."""
    with caplog.at_level(logging.ERROR):
        ends_with(error)
    (message,) = caplog.messages
    assert message.startswith(said)
    assert "Traceback" not in message
    assert message.endswith("\nThe preview stays as it was until this is mended.")


def test_what_is_missing_is_named_and_nothing_is_built(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        ends_with(AssertionError("built"), missing="content")
    assert caplog.messages == ["content is not there\nThe preview stays as it was until this is mended."]


@pytest.mark.parametrize("error", [BuildError("a template"), ValueError("odd")])
def test_a_site_that_is_half_made_is_not_shown(error: Exception) -> None:
    """Requests wait for the next one: that is what MkDocs makes of an Abort."""
    with pytest.raises(Abort, match=str(error)):
        ends_with(error, is_whole=False)


def test_the_outermost_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    assert first_missing(tmp_path) is None
    assert first_missing(tmp_path / "content/pages/a") == tmp_path / "content"
