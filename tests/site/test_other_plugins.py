"""Plugins and pages beside ours: what they may do to our pages, and what becomes of theirs."""

import textwrap
from pathlib import Path

import pytest
from digestry.errors import BuildError, ContentError

from tests.site.digests import built, write

PLUGINS = "theme: material\nplugins: [digestry]\n"
# What mkdocs-macros-plugin 1.5 does with a page: it renders its Markdown and its title unless the page forbids it.
MACROS = """\
    import jinja2

    def on_page_markdown(markdown, page, **_):
        if page.meta.get("render_macros") is False:
            return markdown
        if "{{" in page.title:
            page.title = jinja2.Template(page.title).render()
        return jinja2.Template(markdown).render()
"""


def hooked(folder: Path, code: str, files: dict[str, str | bytes] | None = None) -> Path:
    """A digest with a hook of its own, which MkDocs calls as it calls plugins; gives its `mkdocs.yml`."""
    return write(folder, PLUGINS + "hooks: [hook.py]\n", {"hook.py": textwrap.dedent(code), **(files or {})})


def test_a_plugin_that_runs_templates_runs_none_of_strangers(tmp_path: Path) -> None:
    """A title that is one stays text; in pages of one's own, templates run."""
    feed = (
        'date: 2025-04-24\npapers:\n  - {id: evil, title: "{{ 7 * 7 }} {% x %}", abstract: "{{ 7 * 7 }}"}\n'
    )
    files: dict[str, str | bytes] = {"content/feed/b.yml": feed, "docs/own.md": "# Own {{ 6 * 7 }}\n"}
    site = built(hooked(tmp_path, MACROS, files))
    assert (
        "<title>{{ 7 * 7 }} {% x %} · Small Digest</title>" in (site / "papers/evil/index.html").read_text()
    )
    assert "Own 42</h1>" in (site / "own/index.html").read_text()


def test_what_other_plugins_read_of_our_pages_holds_no_template(tmp_path: Path) -> None:
    """Of those that ask nobody, too."""
    code = """\
        def on_page_markdown(markdown, page, **_):
            assert not page.file.src_uri.startswith("papers/") or "{{" not in markdown, markdown
    """
    feed = (
        'date: 2025-04-24\npapers:\n  - {id: evil, title: "{{ x }}", abstract: "{{ x }}", note: "{{ x }}"}\n'
    )
    assert (built(hooked(tmp_path, code, {"content/feed/b.yml": feed})) / "papers/evil/index.html").exists()


def test_a_plugin_that_leaves_our_pages_out_ends_the_build(tmp_path: Path) -> None:
    """As those do that choose pages by a language in their names; the last site stays."""
    site = built(write(tmp_path, PLUGINS))
    code = """\
        from mkdocs.structure.files import Files
        def on_files(files, **_):
            return Files([file for file in files if not file.generated_by])
        on_files.mkdocs_priority = -200
    """
    file = hooked(tmp_path, code)
    with pytest.raises(BuildError, match="another plugin leaves the digest's pages out; take "):
        built(file)
    assert (site / "index.html").exists()


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2024-01-02", "2024-01-02"),
        ("2024-01-02 10:30:00", "2024-01-02"),
        ("{created: 2024-01-02, updated: 2024-03-04}", "2024-03-04"),
        ("{created: 2024-01-02}", "2024-01-02"),
        ("next week", None),
        ("12", None),
        ("[1, 2]", None),
    ],
)
def test_a_page_of_ones_own_may_have_any_date(date: str, day: str | None, tmp_path: Path) -> None:
    """The sitemap tells those that are days, Material's blog's among them."""
    page = f"---\ndate: {date}\n---\n# Own\n"
    sitemap = (built(write(tmp_path, PLUGINS, {"docs/own.md": page})) / "sitemap.xml").read_text()
    lastmod = f"<lastmod>{day}</lastmod>" if day else ""
    assert f"<loc>https://digest.example/some/where/own/</loc>{lastmod}</url>" in sitemap


def test_files_for_robots_may_be_ones_own(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """And it is said."""
    site = built(write(tmp_path, PLUGINS, {"docs/robots.txt": "mine", "docs/llms.txt": "mine too"}))
    assert (site / "robots.txt").read_text() == "mine"
    assert (site / "llms.txt").read_text() == "mine too"
    assert capfd.readouterr().err.splitlines() == [
        f"docs/{name}:1: this file is published in place of the digest's own {name}"
        for name in ("llms.txt", "robots.txt")
    ]


@pytest.mark.parametrize("name", ["feed.xml", "api/papers.json"])
def test_a_file_of_ones_own_with_the_name_of_ours_is_a_mistake(name: str, tmp_path: Path) -> None:
    """Neither would be what readers expect."""
    with pytest.raises(
        ContentError, match=f"^docs/{name}:1: the digest makes a file {name}, in whose place "
    ):
        built(write(tmp_path, PLUGINS, {f"docs/{name}": "mine"}))
