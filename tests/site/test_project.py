"""A digest on the disk: its settings are checked, and looking at it changes nothing."""

from pathlib import Path

import pytest
from digestry.errors import ConfigurationError, ContentError
from digestry.site.build import build
from digestry.site.project import Project

from tests.site.digests import built, write

PLUGINS = "theme: material\nplugins: [digestry]\n"


def test_a_content_folder_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    """A slip in its name would publish an empty digest."""
    file = write(tmp_path, "theme: material\nplugins:\n  - digestry: {content: contents}\n")
    with pytest.raises(
        ContentError, match=r"^mkdocs\.yml:5: content names `contents`, which is not a folder; "
    ):
        built(file)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (
            "site_url: https://digest.example/?a=b",
            "site_url is 'https://digest.example/\\?a=b'; write it without",
        ),
        ("site_url: https://digest.example/#a", "site_url is 'https://digest.example/#a'; write it without"),
        ("site_name: '  '", "site_name is empty; say what the site is called"),
    ],
)
def test_what_a_site_is_called_and_where_it_is_are_checked(setting: str, said: str, tmp_path: Path) -> None:
    """MkDocs takes them as they come."""
    file = write(tmp_path, PLUGINS)
    key = setting.partition(":")[0]
    lines = [setting if line.startswith(key) else line for line in file.read_text().splitlines()]
    file.write_text("\n".join(lines))
    with pytest.raises(ContentError, match=rf"^mkdocs\.yml:\d: {said}"):
        build(Project.open(str(file)))


def test_checking_writes_nothing(tmp_path: Path) -> None:
    """Not even a folder, where there are no pages of one's own."""
    file = write(tmp_path, PLUGINS)
    (tmp_path / "docs").rmdir()
    before = sorted(tmp_path.rglob("*"))
    assert Project.open(str(file)).examine()[1] == []
    assert sorted(tmp_path.rglob("*")) == before
    assert (built(file) / "papers/quokkas/index.html").exists()


@pytest.mark.parametrize("value", ["0000-00-00", '"\\ud83d"', "[" * 3000])
def test_settings_that_yaml_cannot_hold_are_told(tmp_path: Path, value: str) -> None:
    """In a line, whatever the parser stumbles over."""
    (tmp_path / "content").mkdir()
    text = f"site_name: A\nsite_url: https://a.example/\ntheme: material\nplugins: [digestry]\nextra: {{x: {value}}}\n"
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    with pytest.raises(ConfigurationError, match=r"mkdocs\.yml cannot be used: "):
        Project.open(str(tmp_path / "mkdocs.yml"))
