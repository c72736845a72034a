"""What a digest does not do of what its settings ask for is said: one line each, with its place."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from digestry.errors import BuildError, ContentError

from tests.site.digests import Site, built, write

PLUGINS = "plugins: [digestry]\n"


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        (
            "theme:\n  name: material\n  features:\n    - navigation.tabs\n    - toc.integrate\n",
            "5: theme.features navigation.tabs, toc.integrate have no effect here",
        ),
        (
            "theme:\n  name: material\n  features: [content.action.edit, content.code.copy]\n",
            "5: theme.features content.code.copy has no effect here",
        ),
        (
            "theme:\n  name: material\n  font: {text: Inter}\n",
            "5: theme.font has no effect here: pages use the fonts that their readers have",
        ),
        (
            "theme:\n  name: material\n  icon:\n    repo: material/git\n",
            "6: theme.icon.repo has no effect here",
        ),
        (
            "theme:\n  name: material\n  icon:\n    logo: nope/nope\n",
            "6: theme.icon.logo: there is no icon nope/nope",
        ),
        (
            "theme:\n  name: material\n  icon: material/owl\n",
            "5: theme.icon 'material/owl' has no effect: write `icon: {logo: …}`",
        ),
        (
            "theme:\n  name: material\n  palette: {toggle: nope}\n",
            "5: theme.palette: there is no icon nope; another is shown",
        ),
        (
            "theme:\n  name: material\n  palette:\n    - {scheme: slate, toggle: {icon: nope/nope, name: A}}\n"
            "    - {scheme: default, toggle: {icon: material/owl, name: B}}\n",
            "5: theme.palette: there is no icon nope/nope; another is shown",
        ),
        (
            "theme: material\nextra:\n  analytics: {provider: google, property: G-1}\n",
            "5: extra.analytics has no effect here: name your provider's script in `extra_javascript`",
        ),
        (
            "theme: material\nextra:\n  alternate: [{name: Deutsch, link: /de/, lang: de}]\n",
            "5: extra.alternate has no effect here: link to other languages in `nav` or `extra.social`",
        ),
        (
            "theme: material\nextra:\n  consent: {title: Cookies, description: Yes}\n",
            "5: extra.consent has no effect here: there is nothing to consent to",
        ),
        (
            "theme: material\nextra:\n  version: {provider: mike}\n",
            "5: extra.version has no effect here: there is one version of a digest",
        ),
        (
            "theme: material\nextra:\n  social: [{icon: material/email, link: 'javascript:alert(1)'}]\n",
            "5: extra.social: 'javascript:alert(1)' is left out; links begin with https://, http:// or mailto:",
        ),
        (
            "theme: material\nextra:\n  social: [{icon: nope/nope, link: 'https://example.org'}]\n",
            "5: extra.social: there is no icon nope/nope, so the name is shown",
        ),
    ],
    ids=lambda value: value.partition(": ")[2][:40] if value[0].isdigit() else "",
)
def test_a_setting_without_effect_is_said(
    settings: str, line: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """On stderr of `digest build`, with the line in mkdocs.yml; a strict build goes through all the same."""
    folder = built(write(tmp_path, settings + PLUGINS))
    assert capfd.readouterr().err.splitlines() == [f"mkdocs.yml:{line}"]
    html = (folder / "index.html").read_text("utf-8")
    for needing_scripts in ("gtag", "__md_", "md-consent", "javascript:"):
        assert needing_scripts not in html


@pytest.mark.parametrize("name", ["logo", "favicon"])
def test_a_picture_that_is_not_there_is_a_warning(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Which ends a strict build: readers would see a broken picture."""
    settings = f"theme:\n  name: material\n  {name}: img/nope.png\n{PLUGINS}"
    built(write(tmp_path, settings), strict=False)
    assert (
        capfd.readouterr().err
        == f"mkdocs.yml:5: theme.{name}: there is no file img/nope.png among your pages\n"
    )
    with pytest.raises(BuildError, match="1 warnings in strict mode"):
        built(tmp_path / "mkdocs.yml")


@pytest.mark.parametrize("value", ["3", "[a.svg]", "{light: a.svg}"])
@pytest.mark.parametrize("name", ["logo", "favicon"])
def test_a_picture_is_the_name_of_a_file(name: str, value: str, tmp_path: Path) -> None:
    """Anything else is a mistake, told in a line."""
    file = write(tmp_path, f"theme:\n  name: material\n  {name}: {value}\n{PLUGINS}")
    with pytest.raises(
        ContentError, match=f"^mkdocs.yml:5: theme.{name} is .*, not the name of a file; write "
    ):
        built(file)


@pytest.mark.parametrize("name", ["search", "offline"])
def test_a_plugin_without_effect_is_said(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Material's own search, whose index nobody reads here; it may stand there all the same."""
    built(write(tmp_path, f"theme: material\nplugins:\n  - {name}\n  - digestry\n"))
    assert f"mkdocs.yml:5: the plugin {name} has no effect here: " in capfd.readouterr().err


@pytest.mark.parametrize("language", ["nl", "he"])
def test_pages_are_in_the_language_that_they_say(
    language: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """English, where there is no other: a page that says otherwise is read aloud wrongly. Feeds say the same."""
    settings = f"theme:\n  name: material\n  language: {language}\n{PLUGINS}"
    made = Site(built(write(tmp_path, settings)), capfd.readouterr().err)
    assert made.said == (
        f"mkdocs.yml:5: theme.language {language} is not there, so the digest's pages are in English; "
        "there are en, de, fr, es, pt, zh, ja, ar\n"
    )
    assert '<html lang="en">' in made.text("index.html")
    assert "<language>en</language>" in made.text("feed.xml")


def test_a_hook_of_an_older_version_is_said(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Where its file is still there."""
    settings = "theme: material\nhooks:\n  - generator/site/hook.py\n" + PLUGINS
    built(write(tmp_path, settings, {"generator/site/hook.py": ""}))
    assert capfd.readouterr().err == (
        "mkdocs.yml:5: the hook generator/site/hook.py is an old version's; "
        "leave it out, the plugin does its work\n"
    )


def test_settings_of_an_older_version_are_told_how_to_become_new(tmp_path: Path) -> None:
    """MkDocs refuses them, since the folders that they name are gone."""
    file = write(
        tmp_path, "theme: {name: material, custom_dir: overrides}\nhooks: [generator/site/hook.py]\n"
    )
    with pytest.raises(BuildError) as caught:
        built(file)
    assert "is of an older version: take `hooks`, `custom_dir: overrides`" in str(caught.value)


def test_where_the_site_is_anothers_its_settings_are_its_own_business(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """With `path`, nothing is said of what Material does around the digest."""
    settings = """\
        theme: {name: material, features: [navigation.tabs], font: {text: Inter}}
        plugins: [search, {digestry: {path: digest}}]
        extra: {alternate: [{name: Deutsch, link: /de/, lang: de}]}
        """
    built(write(tmp_path, settings, {"docs/index.md": "# Mine\n"}))
    assert capfd.readouterr().err == ""


def test_mkdocs_build_says_the_same(tmp_path: Path) -> None:
    """Each once, as information: a strict build does not fail for it."""
    write(tmp_path, "theme: {name: material, features: [navigation.tabs]}\n" + PLUGINS)
    done = subprocess.run(
        [Path(sys.executable).parent / "mkdocs", "build", "--strict"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    said = re.findall(r"INFO +- +(mkdocs\.yml:.*)", done.stderr)
    assert said == ["mkdocs.yml:3: theme.features navigation.tabs has no effect here"]
