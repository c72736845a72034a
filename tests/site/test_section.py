"""A digest as one section of a site: `path` says where, and all around it stays somebody else's."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from digestry.errors import ContentError
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.site.digests import ADDRESS, Site, built, words, write

DIGEST = f"{ADDRESS}papers/new/"
SETTINGS = """\
theme:
  name: material
  language: de
  features: [navigation.top, navigation.path, announce.dismiss]
plugins:
  - search
  - digestry: {path: papers/new}
nav:
  - Home: index.md
  - Guide: [guide.md]
  - Papers: papers/new/index.md
"""
DOCS = {
    "docs/index.md": "# My ten-year docs\n\n[Papers](papers/new/index.md)\n",
    "docs/guide.md": "# Guide\n\n[One paper](papers/new/papers/quokkas/index.md)\n",
    "docs/papers/older.md": "# Older papers\n",
    "docs/tags/index.md": "# My own tags\n",
    "docs/assets/logo.svg": "<svg/>",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of Material's with a digest in it, built strictly."""
    yield Site(built(write(tmp_path_factory.mktemp("section"), SETTINGS, DOCS)), "")


def test_the_site_around_it_is_as_without_it(site: Site, tmp_path: Path) -> None:
    """Pages, look, styles, search and 404 are Material's, byte for byte but for links to the digest."""
    alone = write(
        tmp_path,
        "theme: {name: material, language: de, features: [navigation.top, navigation.path, announce.dismiss]}\n"
        "plugins: [search]\nnav: [Home: index.md, Guide: [guide.md], Papers: papers/older.md]\n",
        {**DOCS, "docs/index.md": "# My ten-year docs\n", "docs/guide.md": "# Guide\n"},
    )
    build(load_config(str(alone)))
    theirs = Site(tmp_path / "site", "")
    for page in ("index.html", "guide/index.html", "tags/index.html", "404.html"):
        neighbours = re.compile(r'<link rel="(?:prev|next)" href="[^"]*">')
        expected, found = (neighbours.sub("", each.text(page)) for each in (theirs, site))
        for part in (r"<head>.*?</head>", r"<html[^>]*>", r"<footer.*</footer>", r"<script.*?</script>"):
            assert re.findall(part, found, re.DOTALL) == re.findall(part, expected, re.DOTALL), (page, part)
    assert site.text("assets/logo.svg") == "<svg/>"
    found = json.loads(site.text("search/search_index.json"))["docs"]
    assert {document["location"].partition("#")[0] for document in found} == {
        "",
        "guide/",
        "tags/",
        "papers/older/",
    }


def test_all_of_the_digest_is_below_its_path(site: Site) -> None:
    """Pages, feeds, data, search, styles and scripts; nothing of it at the site's root, where robots.txt counts."""
    below = {path.name for path in (site.folder / "papers/new").iterdir()}
    assert below == set(
        "api assets authors feeds.opml issues llms.txt papers saved search subscribe tags trends index.html"
        " feed.xml atom.xml feed.json papers.bib".split()
    )
    assert {path.name for path in site.folder.iterdir()} == set(
        ".digestry 404.html assets guide index.html papers search sitemap.xml sitemap.xml.gz tags".split()
    )
    assert not (site.folder / "assets/search").exists()


def test_pages_of_the_digest_have_its_frame(site: Site) -> None:
    """In the only language that it has, with the site's menu and its own, and without Material's scripts."""
    html = site.text("papers/new/papers/quokkas/index.html")
    assert '<html lang="de"' in html
    assert 'class="pd-header"' in html
    for theirs in ("bundle", "md-top", "md-path", "navigation.top"):
        assert theirs not in html
    page = site.page("papers/new/tags/index.html")
    main, own = page.findall(".//header/nav")
    assert [words(link) for link in main.iter("a")] == ["Home", "Guide", "Papers"]
    assert {words(link): link.get("href") for link in own.iter("a")} == {
        "Neuestes": "../",
        "Ausgaben": "../issues/",
        "Themen": "./",
        "Autoren": "../authors/",
        "Gemerkt": "../saved/",
        "Abonnieren": "../subscribe/",
    }
    assert [words(link) for link in own.iter("a") if link.get("aria-current")] == ["Themen"]


def test_addresses_in_feeds_and_data_are_those_of_the_section(site: Site) -> None:
    """Also in the sitemap, and where a page says what its address is."""
    paper = f"{DIGEST}papers/quokkas/"
    assert ElementTree.fromstring(site.text("papers/new/feed.xml")).findtext("channel/link") == DIGEST
    assert json.loads(site.text("papers/new/api/papers.json"))["papers"][0]["page"] == paper
    assert paper in site.text("papers/new/atom.xml")
    assert f"<loc>{paper}</loc>" in site.text("sitemap.xml")
    assert f"<loc>{ADDRESS}guide/</loc>" in site.text("sitemap.xml")
    html = site.text("papers/new/papers/quokkas/index.html")
    for said in (
        f'rel="canonical" href="{paper}"',
        f'property="og:url" content="{paper}"',
        f'property="og:image" content="{DIGEST}assets/pictures/2025-04-24.png"',
        f'href="{DIGEST}feed.xml"',
        'type="text/markdown" href="../quokkas.md"',
    ):
        assert said in html
    assert "1970" not in site.text("sitemap.xml")


@pytest.mark.parametrize("files", [False, True])
def test_every_link_of_the_section_leads_somewhere(site: Site, tmp_path: Path, files: bool) -> None:
    """To folders, or to files where the settings say so."""
    if files:
        settings = f"{SETTINGS}use_directory_urls: false\n"
        site = Site(built(write(tmp_path, settings, DOCS)), "")
    for file in (site.folder / "papers/new").rglob("*.html"):
        if file.parent.name == "email":  # all links of a letter are absolute
            continue
        tags = re.findall(
            r'<(?:a|link|script|form)[^>]* (?:href|src|action)="([^":?#]+)["?#]', file.read_text("utf-8")
        )
        assert tags
        for link in tags:
            target = file.parent / link
            assert target.is_file() or (not files and (target / "index.html").is_file()), (file, link)


def test_own_pages_may_stand_anywhere_but_in_its_places(tmp_path: Path) -> None:
    """Around it, and even below its path; each that is in the way is told."""
    files = {
        **DOCS,
        "docs/papers/new/index.md": "# In the way\n",
        "docs/papers/new/tags/more.md": "# In the way\n",
        "docs/papers/new/about.md": "# Fine\n",
    }
    with pytest.raises(ContentError) as caught:
        built(write(tmp_path, SETTINGS, files))
    assert [str(problem) for problem in caught.value.problems] == [
        "docs/papers/new/index.md:1: this page would stand in the place of the digest's home page; give the file another name",
        "docs/papers/new/tags/more.md:1: this page would stand in the place of what the generator puts into papers/new/tags/; "
        "give the file another name",
    ]


@pytest.mark.parametrize("path", ["../up", "a b", "papers//new", "https://x", "a/./b"])
def test_a_path_is_a_folder_of_the_site(tmp_path: Path, path: str) -> None:
    """Anything else is a mistake with its line."""
    with pytest.raises(ContentError) as caught:
        built(write(tmp_path, f"theme: material\nplugins:\n  - digestry:\n      path: '{path}'\n"))
    assert str(caught.value.problems[0]).startswith(f"mkdocs.yml:6: path is '{path}'; write a folder's name")


def test_without_a_menu_of_its_own_the_site_lists_the_section_once(tmp_path: Path) -> None:
    """MkDocs makes the menu of all files: of the digest only its home page is in it."""
    settings = "theme: material\nplugins:\n  - digestry: {path: digest}\n"
    made = Site(built(write(tmp_path, settings, {"docs/index.md": "# Mine\n"})), "")
    links = [link for link in made.links().values() if link.startswith("digest/")]
    assert set(links) == {"digest/"}
