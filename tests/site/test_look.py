"""The owner's logo, icon, colours and font, as Material has them."""

import re
from pathlib import Path

import pytest
from digestry.errors import ContentError
from digestry.site.project import Project

from tests.conftest import copy_project
from tests.site.conftest import Build
from tests.site.digests import PICTURE

PLAIN = "theme: material\nplugins: [digestry]\n"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("logo: img/p.png", '<img class="pd-logo" src="img/p.png" alt="">'),
        ("icon: {logo: material/owl}", '<span class="pd-logo"><svg'),
    ],
)
def test_the_logo_is_the_curators(site: Build, settings: str, expected: str) -> None:
    """A file or one of Material's icons, in place of ours."""
    made = site(f"theme: {{name: material, {settings}}}\nplugins: [digestry]\n", {"docs/img/p.png": PICTURE})
    assert expected in made.text("index.html")
    assert made.said == ""


@pytest.mark.parametrize(
    ("file", "attribute"),
    [
        ("icon.png", ' type="image/png"'),
        ("icon.ico", ' type="image/x-icon"'),
        ("icon.SVG", ' type="image/svg+xml"'),
        ("icon.odd", ""),
        ("https://host.example/icon.webp?v=2", ' type="image/webp"'),
    ],
)
def test_a_favicon_is_announced_as_what_it_is(site: Build, file: str, attribute: str) -> None:
    """By its name; where that says nothing, browsers look for themselves."""
    files = {} if "//" in file else {f"docs/{file}": PICTURE}
    made = site(f'theme: {{name: material, favicon: "{file}"}}\nplugins: [digestry]\n', files)
    assert f'<link rel="icon"{attribute} href="{file}">' in made.text("index.html")
    assert made.said == ""


@pytest.mark.parametrize(("scheme", "paper"), [("slate", "#15171b"), ("default", "#faf8f4")])
def test_a_palette_of_one_scheme_has_no_toggle(site: Build, scheme: str, paper: str) -> None:
    """Written alone or as a list of one; browsers colour their bars as the page."""
    for palette in (f"{{scheme: {scheme}}}", f"[{{scheme: {scheme}}}]"):
        made = site(f"theme: {{name: material, palette: {palette}}}\nplugins: [digestry]\n")
        html = made.text("index.html")
        assert f'data-md-color-scheme="{scheme}"' in html
        assert "pd-scheme" not in html
        assert re.findall(r'<meta name="theme-color"[^>]*>', html) == [
            f'<meta name="theme-color" content="{paper}">'
        ]


@pytest.mark.parametrize("palette", ["[]", "{}", "null"])
def test_an_empty_palette_is_none(site: Build, palette: str) -> None:
    """Then ours is there."""
    made = site(f"theme: {{name: material, palette: {palette}}}\nplugins: [digestry]\n")
    button = made.page().find(".//button[@class='pd-scheme']")
    assert button is not None
    assert [label.findtext("span") for label in button] == ["Switch to dark", "Switch to light"]


def test_the_toggles_have_the_curators_icons_and_names(site: Build) -> None:
    """Escaped, as every text."""
    made = site("""\
        theme:
          name: material
          palette:
            - {scheme: default, toggle: {icon: material/owl, name: 'To "dark"'}}
            - {scheme: slate, toggle: {icon: material/brightness-4, name: To light}}
        plugins: [digestry]
        """)
    labels = made.page().findall(".//button[@class='pd-scheme']/span")
    assert [label.findtext("span") for label in labels] == ['To "dark"', "To light"]
    assert all(label.find("{*}svg") is not None for label in labels)
    assert made.said == ""


@pytest.mark.parametrize(
    ("colours", "rule"),
    [
        ("primary: teal", "--pd-accent: #009f90; --pd-on-accent: #15171b"),
        ("primary: black, accent: deep orange", "--pd-accent: #e77a59; --pd-on-accent: #15171b"),
        ("primary: blue-grey", "--pd-accent: #7794a0; --pd-on-accent: #15171b"),
        (
            "primary: custom",
            "--pd-accent: var(--md-primary-fg-color); --pd-on-accent: var(--md-primary-bg-color, #ffffff)",
        ),
    ],
)
def test_the_colour_of_links_follows_the_palette(site: Build, colours: str, rule: str) -> None:
    """`primary`, or `accent` where that is no colour; `custom` is the curator's own style sheet's."""
    made = site(f"theme: {{name: material, palette: {{scheme: slate, {colours}}}}}\nplugins: [digestry]\n")
    assert rule in made.text("assets/colours.css")
    body = made.page().find("body")
    assert body is not None
    for part in ("scheme", "primary", "accent"):
        assert f'[data-md-color-{part}="{body.get(f"data-md-color-{part}")}"]' in made.text(
            "assets/colours.css"
        )
    for page in ("index", "search/index", "papers/quokkas/index"):
        assert "assets/colours.css" in made.text(f"{page}.html")


CHINESE = "date: 2025-04-24\ntitle: 小事\npapers:\n  - {id: quokkas, title: Quokkas}\n"


def test_a_title_that_no_picture_can_have_is_told(site: Build) -> None:
    """With its place; the link to that issue is shown with the digest's own picture, and no half title."""
    made = site(PLAIN, {"content/feed/a.yml": CHINESE})
    pictures = made.folder / "assets/pictures"
    assert (pictures / "2025-04-24.png").read_bytes() == (pictures / "digest.png").read_bytes()
    project = Project.open(str(made.folder.parent / "mkdocs.yml"))
    issues = project.catalogue().issues
    what = "content/feed/a.yml:2: the font of pictures has no letters for 小事, so none shows this title"
    assert list(project.undrawn(issues)) == [f"{what}; name one that has them as `picture_font`"]


def test_a_font_that_is_none_is_told(site: Build) -> None:
    """With the line of the setting."""
    settings = "theme: material\nplugins:\n  - digestry:\n      picture_font: font.ttf\n"
    for files in ({}, {"font.ttf": "no font"}):
        with pytest.raises(
            ContentError, match=r"mkdocs.yml:\d+: picture_font names font.ttf, which is no font"
        ):
            site(settings, files)


def test_the_owners_colours_are_those_of_letters(tmp_path: Path) -> None:
    """As they are those of pages: the palette's, in light and in dark."""
    project = copy_project(tmp_path / "project")
    settings = project / "mkdocs.yml"
    palette = "[{scheme: default, primary: blue}, {scheme: slate, primary: teal}]"
    text = re.sub(
        r"(?m)^theme:(?:.*\n(?: .*\n)*)",
        f"theme: {{name: material, palette: {palette}}}\n",
        settings.read_text("utf-8"),
    )
    settings.write_text(text, "utf-8")
    assert Project.open(str(settings)).settings.accents == ("#0966af", "#009f90")
