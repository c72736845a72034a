"""What people know from MkDocs and Material works in a digest."""

import json
import re
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from digestry.errors import BuildError, ContentError
from digestry.site.build import build
from digestry.site.project import Project

from tests.site.conftest import Build
from tests.site.digests import ADDRESS, PICTURE, Site, built, words, write

PLAIN = "theme: material\nplugins: [digestry]\n"


def test_the_least_settings_build_without_a_word(site: Build) -> None:
    """Theme and plugin: our menu, our palette with its toggles, our logo, and nothing to complain of."""
    made = site(PLAIN)
    assert made.said == ""
    assert list(made.links(within="nav")) == ["Latest", "Issues", "Tags", "Authors", "Saved", "Subscribe"]
    body = made.page().find("body")
    assert body is not None
    assert body.get("data-md-color-scheme") is None
    assert len(body.findall(".//button[@class='pd-scheme']/span")) == 2
    assert made.page().find(".//a[@class='pd-brand']/{*}svg") is not None
    assert 'type="image/svg+xml" href="assets/logo.svg"' in made.text("index.html")
    assert not (made.folder / "assets/colours.css").exists()


NAV = (
    PLAIN
    + """\
nav:
  - Latest: index.md
  - Guide & more:
    - guide/index.md
    - Deeper:
      - Deep: guide/deep.md
      - arXiv: https://arxiv.org/
  - Tags: tags/index.md
  - Elsewhere: https://blog.example.org
"""
)
GUIDE = {"docs/guide/index.md": "# Guide\n", "docs/guide/deep.md": "# Deep\n"}


def test_sections_of_the_navigation_are_menus(site: Build) -> None:
    """With pages, links to elsewhere, and sections in sections; nothing of it needs a script."""
    made = site(NAV, GUIDE)
    nav = made.page("tags/index.html").find(".//nav")
    assert nav is not None
    menu = nav.find(".//details")
    assert menu is not None
    assert [words(title) for title in menu.iter("summary")] == ["Guide & more"]
    links = {words(link): link.get("href") for link in menu.iter("a")}
    assert links == {"Guide": "../guide/", "Deep": "../guide/deep/", "arXiv": "https://arxiv.org/"}
    assert [words(group) for group in menu.iter("span")] == ["Deeper"]
    assert {words(link) for link in nav.iter("a") if link.get("aria-current")} == {"Tags"}
    assert "Elsewhere" in made.links(within="nav")


def test_the_menu_of_the_page_one_is_on_is_marked(site: Build) -> None:
    """And in it the page itself, however deep."""
    page = site(NAV, GUIDE).page("guide/deep/index.html")
    summary = page.find(".//nav//summary")
    assert summary is not None
    assert summary.get("class") == "pd-menu__here"
    assert [words(link) for link in page.iter("a") if link.get("aria-current") == "page"] == ["Deep"]


def test_a_home_page_within_a_section_is_the_home_page(site: Build) -> None:
    """MkDocs forgets about it then: the name of the site still leads there, and it announces its feeds."""
    made = site(PLAIN + "nav:\n  - Papers:\n    - index.md\n    - tags/index.md\n")
    assert made.links("tags/index.html")["Small Digest"] in {"..", "../"}
    assert "atom.xml" in made.text("index.html")


OWN = {"about.md": "# About\n\n![p](img/p.png)\n", "img/p.png": PICTURE, "own.css": "b { color: red }\n"}


@pytest.mark.parametrize("folder", ["docs", "content/pages"])
def test_pictures_and_styles_of_own_pages_are_published(site: Build, folder: str) -> None:
    """From `docs_dir`, and from content/pages where `docs_dir` is another folder; files with a dot are not."""
    files = {f"{folder}/{name}": content for name, content in OWN.items()}
    made = site(PLAIN + "extra_css: [own.css]\n", {**files, f"{folder}/.hidden": "x"})
    assert (made.folder / "img/p.png").read_bytes() == PICTURE
    assert 'src="../img/p.png"' in made.text("about/index.html")
    styles = re.findall(r'stylesheet" href="([^"]*)', made.text("index.html"))
    assert styles[-1] == "own.css"
    assert made.text("own.css") == OWN["own.css"]
    assert not (made.folder / ".hidden").exists()


def test_a_file_of_the_curators_takes_the_place_of_the_themes(site: Build) -> None:
    """From content/pages as from `docs_dir`."""
    made = site(PLAIN, {"content/pages/assets/logo.svg": "<svg/>"})
    assert made.text("assets/logo.svg") == "<svg/>"


def test_a_notice_is_html_on_pages_and_text_in_feeds(site: Build) -> None:
    """The owner's own words with their links; nothing that runs."""
    notice = '&copy; 2025 <a href="https://example.org">Ann &amp; Bo</a><script>alert(1)</script>'
    made = site(f"{PLAIN}copyright: '{notice}'\n")
    footer = made.page().find(".//footer")
    assert footer is not None
    assert "© 2025 Ann & Bo" in words(footer)
    assert made.links(within="footer")["Ann & Bo"] == "https://example.org"
    assert "alert" not in made.text("index.html")
    told = ElementTree.fromstring(made.text("feed.xml")).findtext("channel/copyright")
    assert told == "© 2025 Ann & Bo"
    rights = ElementTree.fromstring(made.text("atom.xml")).findtext("{http://www.w3.org/2005/Atom}rights")
    assert rights == "© 2025 Ann & Bo"


def test_social_links_are_in_the_footer(site: Build) -> None:
    """With Material's icons; their name is what Material calls them."""
    made = site("""\
        theme: material
        plugins: [digestry]
        extra:
          social:
            - {icon: fontawesome/brands/mastodon, link: "https://social.example/@ann"}
            - {icon: material/email, link: "mailto:ann@example.org", name: 'Write "me"'}
        """)
    assert made.said == ""
    links = made.links(within="footer")
    assert links["social.example"] == "https://social.example/@ann"
    assert links['Write "me"'] == "mailto:ann@example.org"
    assert len(made.page().findall(".//ul[@class='pd-social']//{*}svg")) == 2


EDIT = "repo_url: https://github.com/example/digest\nedit_uri: edit/main/docs/\n"


def test_own_pages_lead_to_their_source(site: Build) -> None:
    """Wherever they lie; pages that are generated have none to lead to."""
    made = site(PLAIN + EDIT, {"docs/about.md": "# About\n", "content/pages/more.md": "# More\n"})
    source = "https://github.com/example/digest/edit/main"
    assert made.links("about/index.html")["Edit this page"] == f"{source}/docs/about.md"
    assert made.links("more/index.html")["Edit this page"] == f"{source}/content/pages/more.md"
    for page in ("index.html", "papers/quokkas/index.html"):
        assert "/edit/" not in made.text(page)
        assert made.links(page)["Source"] == "https://github.com/example/digest"


def test_readers_suggest_report_and_edit(site: Build) -> None:
    """From each page; a report says which, and a paper's page leads to its entry."""
    made = site(PLAIN + "repo_url: https://github.com/example/digest\n", {"docs/about.md": "# About\n"})
    for page in (
        "index.html",
        "papers/quokkas/index.html",
        "about/index.html",
        "search/index.html",
        "404.html",
    ):
        links = made.links(page, within="footer")
        assert links["Suggest a paper"] == "https://github.com/example/digest/issues/new?template=suggest.yml"
        folder = page.removesuffix("index.html") if page != "404.html" else ""
        assert links["Report a mistake"].endswith(f"&page={quote(ADDRESS + folder, safe='')}")
    entry = made.links("papers/quokkas/index.html")["Edit this entry"]
    assert re.fullmatch(r"https://github\.com/example/digest/blob/HEAD/content/feed/[\w-]+\.yml#L\d+", entry)
    plain = site(PLAIN, {}).text("papers/quokkas/index.html")
    assert "Suggest a paper" not in plain
    assert "Edit this entry" not in plain


def test_what_mkdocs_guesses_about_sources_is_not_taken_for_true(site: Build) -> None:
    """With a repository alone, MkDocs supposes edit/master/docs/; Material asks for a feature, then."""
    files = {"docs/about.md": "# About\n"}
    repository = "repo_url: https://github.com/example/digest\nplugins: [digestry]\n"
    assert "/edit/" not in site(f"theme: material\n{repository}", files).text("about/index.html")
    asked = site(f"theme: {{name: material, features: [content.action.edit]}}\n{repository}", files)
    assert "/edit/master/docs/about.md" in asked.text("about/index.html")
    assert asked.said == ""


def test_own_styles_and_scripts_come_after_ours(site: Build) -> None:
    """So that they can change what ours do."""
    settings = PLAIN + "extra_css: [own.css]\nextra_javascript: [own.js, {path: own.mjs, type: module}]\n"
    made = site(settings, {"docs/own.css": "", "docs/own.js": "", "docs/own.mjs": ""})
    for page, up in (("index.html", ""), ("search/index.html", "../")):
        html = made.text(page)
        assert html.rindex("assets/digest.css") < html.index(f'href="{up}own.css"')
        assert html.rindex("assets/search/ui.js") < html.index(f'src="{up}own.js"')
        assert html.index(f'src="{up}own.js"') < html.index(f'src="{up}own.mjs" type="module"')


def custom(name: str, template: str) -> tuple[str, dict[str, str]]:
    return "theme: {name: material, custom_dir: mine}\nplugins: [digestry]\n", {f"mine/{name}": template}


def test_a_footer_of_ones_own_takes_the_place_of_ours(site: Build) -> None:
    """So do the other parts of the frame."""
    made = site(*custom("partials/footer.html", "<footer>Mine: {{ config.site_name | e }}</footer>"))
    assert "<footer>Mine: Small Digest</footer>" in made.text("papers/quokkas/index.html")
    assert "Made with Digestry" not in made.text("index.html")


@pytest.mark.parametrize("base", ["digest.html", "base.html"])
def test_a_main_template_of_ones_own_adds_to_our_frame(site: Build, base: str) -> None:
    """Whichever it extends: Material's documentation says base.html."""
    template = f"""{{% extends "{base}" %}}
        {{% block announce %}}Call for papers{{% endblock %}}
        {{% block extrahead %}}<meta name="mine" content="1">{{% endblock %}}"""
    made = site(*custom("main.html", template))
    for page in ("index.html", "papers/quokkas/index.html", "404.html"):
        html = made.text(page)
        assert "Call for papers" in html
        assert '<meta name="mine" content="1">' in html
        assert 'class="pd-header"' in html
        assert "bundle" not in html


def test_own_pages_have_what_material_puts_around_them(site: Build) -> None:
    """A heading where the page has none, and comments of the curator's."""
    settings, files = custom("partials/comments.html", "<p>Comments</p>")
    pages = {"docs/plain.md": "Words.\n", "docs/about.md": "---\ntitle: A & B\n---\nWords.\n"}
    made = site(settings, files | pages)
    assert [words(h1) for h1 in made.page("plain/index.html").iter("h1")] == ["Plain"]
    assert [words(h1) for h1 in made.page("about/index.html").iter("h1")] == ["A & B"]
    assert "Comments" in made.text("about/index.html")
    assert "Comments" not in made.text("papers/quokkas/index.html")


def test_pages_can_be_files(site: Build) -> None:
    """`use_directory_urls: false`: every link names a file, so that the site opens from the disk."""
    made = site(PLAIN + "use_directory_urls: false\n", {"docs/about.md": "# About\n\n[home](index.md)\n"})
    assert (made.folder / "about.html").exists()
    for file in made.folder.rglob("*.html"):
        html = file.read_text("utf-8")
        if file.name == "404.html":
            continue  # a server sends it from anywhere, so its links begin at the root
        for link in re.findall(
            r'<(?:a|link|script|form|img)[^>]* (?:href|src|action)="([^":?#]+)["?#]', html
        ):
            assert (file.parent / link).is_file(), (file, link)
    assert made.links("papers/quokkas/index.html")["Theory"] == "../../tags/theory/index.html"


def test_published_addresses_do_not_depend_on_how_pages_link(site: Build, tmp_path: Path) -> None:
    """Feeds, data and what pages say of themselves: folders, which every server finds."""
    made = site(PLAIN + "use_directory_urls: false\n")
    other = Site(built(write(tmp_path / "other", PLAIN)), "")
    for file in ("feed.xml", "atom.xml", "feed.json", "api/papers.json", "llms.txt", "papers/quokkas.md"):
        assert made.text(file) == other.text(file)
    address = f"{ADDRESS}papers/quokkas/"
    html = made.text("papers/quokkas/index.html")
    assert f'rel="canonical" href="{address}"' in html
    assert f'property="og:url" content="{address}"' in html
    assert made.text("sitemap.xml") == other.text("sitemap.xml")


EXTENSIONS = """\
markdown_extensions:
  - toc: {permalink: true, baselevel: 2}
  - smarty
  - nl2br
  - attr_list
  - md_in_html
  - admonition
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.arithmatex: {generic: true}
"""


def test_extensions_of_markdown_are_for_own_pages(site: Build, tmp_path: Path) -> None:
    """Those of the digest stay as they are, byte for byte."""
    made = site(PLAIN + EXTENSIONS, {"docs/about.md": '# About\n\n## A part\n\n!!! note\n    "Quoted"\n'})
    html = made.text("about/index.html")
    assert 'class="headerlink"' in html
    assert 'class="admonition note"' in html
    plain = built(write(tmp_path / "plain", PLAIN))
    for page in ("index", "papers/quokkas/index", "tags/index", "issues/2025-04-24/index", "api/index"):
        assert made.text(f"{page}.html") == (plain / f"{page}.html").read_text("utf-8")


def test_other_plugins_work_beside(site: Build) -> None:
    """Tags and a blog of Material's, with pages in our frame."""
    made = site(
        """\
        theme: material
        plugins:
          - digestry
          - tags
          - blog: {blog_dir: news}
        nav: [Latest: index.md, News: news/index.md, About: about.md]
        """,
        {
            "docs/about.md": "---\ntags: [Own]\n---\n# About\n",
            "docs/news/index.md": "# News\n",
            "docs/news/posts/first.md": "---\ndate: 2025-01-02\n---\n# First\n\nWords.\n",
        },
    )
    assert made.said == ""
    post = made.text("news/2025/01/02/first/index.html")
    assert 'class="pd-header"' in post
    assert "First" in made.text("news/index.html")
    assert "Own" in made.text("about/index.html")
    assert (made.folder / "papers/quokkas/index.html").exists()


def test_the_author_of_a_site_is_named(site: Build) -> None:
    """And where Material says what made a page, so do we, or not."""
    made = site(
        PLAIN + "site_author: A \"B\" C\nextra: {generator: false, homepage: 'https://example.org/'}\n"
    )
    author = made.page().find(".//meta[@name='author']")
    assert author is not None
    assert author.get("content") == 'A "B" C'
    assert "Made with Digestry" not in made.text("index.html")
    assert made.links()["Small Digest"] == "https://example.org/"


def test_another_theme_is_a_mistake_that_is_told(tmp_path: Path) -> None:
    """With its line and what to write."""
    file = write(tmp_path, "theme:\n  name: readthedocs\nplugins: [digestry]\n")
    with pytest.raises(ContentError) as caught:
        built(file)
    told = [str(problem) for problem in caught.value.problems]
    assert told == [
        "mkdocs.yml:4: the theme is readthedocs; write `theme: {name: material}`, which the digest's own pages build on"
    ]


def test_the_folder_of_what_is_generated_is_no_folder_of_pages(tmp_path: Path) -> None:
    """As digests had it before there was a plugin."""
    file = write(tmp_path, PLAIN + "docs_dir: build/docs\n", {"build/docs/index.md": "x"})
    with pytest.raises(ContentError) as caught:
        built(file)
    assert str(caught.value.problems[0]).startswith(
        "mkdocs.yml:5: docs_dir is build/docs, which holds what is"
    )


def test_a_broken_link_fails_a_strict_build(tmp_path: Path) -> None:
    """`strict: true` in the settings does, too."""
    file = write(tmp_path, PLAIN + "strict: true\n", {"docs/about.md": "# About\n\n[gone](gone.md)\n"})
    with pytest.raises(BuildError):
        build(Project.open(str(file)))


def test_a_page_in_the_place_of_ours_is_told_with_a_way_out(tmp_path: Path) -> None:
    """Another name, or a section of the site for the digest."""
    with pytest.raises(ContentError) as caught:
        built(write(tmp_path, PLAIN, {"docs/index.md": "# Mine\n", "docs/tags/own.md": "# Own\n"}))
    told = [str(problem) for problem in caught.value.problems]
    assert len(told) == 2
    assert all("`path: digest/`" in problem for problem in told)
    assert json.dumps(told).count("the home page") == 1
