"""A build is whole, repeatable and never leaves a broken site behind."""

import gzip
import os
import random
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import markdown
import pytest
from digestry.errors import BuildError, ContentError
from digestry.site.project import Project
from mkdocs.config import load_config

from tests.conftest import build_site, copy_project
from tests.site.digests import built as build_small
from tests.site.digests import write
from tests.theme.visit import PAPER

BIN = Path(sys.executable).parent
GOOD = "date: 2025-04-24\npapers:\n  - {id: a, title: A paper, authors: [B C]}\n"
BAD = "date: 2025-04-24\npapers:\n  - {id: A, title: x, arxiv: 2501.1}\n  - {id: b, tags: [nope]}\n"


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def run(*command: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "COLUMNS": "400", **env}
    program, *rest = command
    return subprocess.run(
        [str(BIN / program), *rest], cwd=cwd, capture_output=True, text=True, env=environment, check=False
    )


def feed(project: Path, text: str, name: str = "a.yml") -> None:
    (project / "content/feed").mkdir(exist_ok=True)
    (project / "content/feed" / name).write_text(textwrap.dedent(text), "utf-8")


def test_the_same_content_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    """On another day, in another folder, from files written in another order."""
    project = copy_project(tmp_path / "project")
    parts: list[str] = []
    for path in sorted((project / "content/feed").iterdir()):
        head, first, *entries = re.split(r"(?m)^(?=  - id: )", path.read_text("utf-8"))
        (date,) = re.findall(r"(?m)^date: .*$", head)
        parts += [head + first, *(f"{date}\npapers:\n{entry}" for entry in entries)]
        path.unlink()
    numbers = list(range(len(parts)))
    random.Random(1).shuffle(numbers)
    for number in numbers:
        feed(project, parts[number], f"{number:03}.yml")
    result = run(
        "mkdocs",
        "build",
        "--quiet",
        "--strict",
        cwd=project,
        SITE_URL="https://digest.example/some/where/",
        TZ="Pacific/Kiritimati",
        PYTHONHASHSEED="7",
    )
    assert result.returncode == 0, result.stderr
    assert tree(project / "site") == tree(built)


def test_no_date_of_the_build_is_in_the_sitemap(built: Path) -> None:
    """Pages carry the date of their newest paper; pages without one carry none."""
    xml = (built / "sitemap.xml").read_text("utf-8")
    assert set(re.findall(r"<lastmod>(.*?)</lastmod>", xml)) == {
        path.name for path in (built / "issues").glob("????-??-??")
    }
    assert f"<loc>https://digest.example/some/where/{PAPER}</loc>" in xml
    assert gzip.decompress((built / "sitemap.xml.gz").read_bytes()).decode() == xml


def test_bad_content_is_told_in_full_and_leaves_the_last_site(project: Path) -> None:
    """`digest build` and `mkdocs build` alike: each problem on a line, exit 1, no traceback, site untouched."""
    feed(project, GOOD)
    assert run("digest", "build", cwd=project).returncode == 0
    before = tree(project / "site")
    feed(project, BAD)
    for command in (("digest", "build"), ("mkdocs", "build"), ("digest", "check")):
        result = run(*command, cwd=project)
        output = result.stdout + result.stderr
        assert result.returncode == 1, command
        assert "Traceback" not in output
        for problem in (
            "content/feed/a.yml:3: `id` is 'A', not a slug",
            "content/feed/a.yml:3: `arxiv` is 2501.1 without quotes; write",
            "content/feed/a.yml:4: `title` is missing; add",
            "content/feed/a.yml:4: unknown tag 'nope'; add it to tags.yml",
        ):
            assert problem in output, (command, output)
        assert tree(project / "site") == before


def test_a_build_that_fails_in_mkdocs_leaves_the_last_site(project: Path) -> None:
    """Here a broken link in a page of the curator's own, with --strict."""
    feed(project, GOOD)
    assert run("digest", "build", cwd=project).returncode == 0
    before = tree(project / "site")
    (project / "content/pages/about.md").write_text("# About\n\n[gone](nowhere.md)\n", "utf-8")
    result = run("digest", "build", "--strict", cwd=project)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert tree(project / "site") == before
    assert {path.name for path in project.iterdir() if path.name.startswith(".")} == set()


def test_an_empty_digest_is_a_working_site(project: Path) -> None:
    """No feed file at all: every page of the navigation is there."""
    built = build_site(project)
    for page in (
        "index",
        "issues/index",
        "tags/index",
        "authors/index",
        "search/index",
        "subscribe/index",
        "404",
    ):
        assert (built / f"{page}.html").exists()
    assert "No papers yet" in (built / "index.html").read_text("utf-8")


def test_content_that_is_gone_is_gone_from_the_site(project: Path) -> None:
    """Nothing of an earlier build stays."""
    feed(project, GOOD)
    assert (build_site(project) / "papers/a").exists()
    feed(project, GOOD.replace("id: a", "id: b"))
    built = build_site(project)
    assert not (built / "papers/a").exists()
    assert (built / "papers/b").exists()


def test_drafts_are_not_published(project: Path) -> None:
    """Not a byte of the site tells of them: pages, counts, feeds, search, issues, months, authors."""
    (project / "content/tags.yml").write_text("theory: {name: Theory, description: Proofs.}\n", "utf-8")
    public = GOOD.replace("authors:", "tags: [theory], authors:")
    public += "  - {id: b, title: Another paper, authors: [B C], published: 2024-01-24}\n"
    feed(project, public)
    without = tree(build_site(project))
    draft = "title: Secret thing, abstract: Secret., authors: [B C, S T], tags: [theory], draft: true"
    feed(project, public + f"  - {{id: secret, {draft}}}\n")
    feed(
        project, f"date: 2025-06-01\ntitle: Soon\nnote: Soon.\npapers:\n  - {{id: next, {draft}}}\n", "b.yml"
    )
    (project / "content/facts.yml").write_text(
        "next: {venue: {value: Nowhere, source: arXiv, date: 2025-05-01}}\n", "utf-8"
    )
    assert tree(build_site(project)) == without


def broken_links(site: Path) -> str:
    """What lychee finds on all pages of a site, served below a base path; nothing where all is well."""
    root = site.parent / "host"
    if not root.exists():
        (root / "some").mkdir(parents=True)
        shutil.copytree(site, root / "some/where")
    options = f"--offline --include-fragments --no-progress --root-dir {root} --index-files index.html"
    result = run("lychee", *options.split(), f"{root}/some/where/**/*.html", cwd=root)
    if result.returncode:
        return result.stdout[-3000:] + result.stderr[-2000:]
    assert int(re.findall(r"(\d+) Total", result.stdout)[0].replace(",", "")) > 1000, result.stdout
    return ""


@pytest.mark.parametrize(("docs", "content"), [("content", "content"), ("docs", "docs/content")])
def test_the_content_is_not_published_as_it_is(project: Path, docs: str, content: str) -> None:
    """Where `docs_dir` holds the content folder: drafts would be on the site. Own pages are, once."""
    (project / "content/feed").mkdir()
    (project / "content/feed/a.yml").write_text(GOOD, "utf-8")
    (project / "content/notes.md").write_text("# Not a page\n", "utf-8")
    if content != "content":
        (project / docs).mkdir()
        (project / "content").rename(project / content)
    config = (project / "mkdocs.yml").read_text("utf-8")
    config = config.replace("docs_dir: content/pages", f"docs_dir: {docs}")
    config = config.replace("- digestry:\n", f"- digestry:\n      content: {content}\n")
    (project / "mkdocs.yml").write_text(config, "utf-8")
    built = build_site(project)
    assert not list(built.rglob("*.yml"))
    assert not list(built.rglob("notes"))
    assert [path.parent.relative_to(built).as_posix() for path in built.rglob("about/index.html")] == [
        "about"
    ]
    assert (built / "papers/a/index.html").exists()


def test_what_the_disk_refuses_is_told_in_a_line(project: Path) -> None:
    """Here a file where a folder should be; `digest build` and `mkdocs build` alike."""
    feed(project, GOOD)
    (project / "build").write_text("mine")
    for command in (("digest", "build"), ("mkdocs", "build")):
        result = run(*command, cwd=project)
        assert result.returncode == 1
        assert "Traceback" not in result.stderr
        assert "not a directory" in result.stdout + result.stderr
    assert (project / "build").read_text() == "mine"


def test_no_link_and_no_fragment_is_broken(built: Path) -> None:
    """On any page, those of strangers' papers and the curator's own among them."""
    assert broken_links(built) == ""


def test_settings_are_checked(project: Path) -> None:
    """With the line in mkdocs.yml."""
    path = project / "mkdocs.yml"
    text = (
        path.read_text("utf-8")
        .replace("page_size: 20", "page_size: many")
        .replace(" feed_items", " feed_itmes")
    )
    path.write_text(text, "utf-8")
    with pytest.raises(ContentError) as caught:
        _ = Project.open(str(path)).settings
    lines = {word: number for number, line in enumerate(text.split("\n"), 1) for word in line.split()[:1]}
    told = [str(problem) for problem in caught.value.problems]
    assert told[0] == f"mkdocs.yml:{lines['page_size:']}: page_size is 'many'; write a whole number"
    assert told[1].startswith(
        f"mkdocs.yml:{lines['feed_itmes:']}: unknown setting feed_itmes; use one of: con"
    )
    assert len(told) == 2


def test_settings_are_read_where_they_stood_before(project: Path) -> None:
    """Below `extra.digest`; what stands in the new place counts, and it is said what to write."""
    path = project / "mkdocs.yml"
    path.write_text(
        path.read_text("utf-8") + "extra:\n  digest:\n    page_size: 7\n    contact: me\n", "utf-8"
    )
    old = Project.open(str(path))
    assert (old.settings.options.page_size, old.settings.options.contact) == (20, "me")
    line = path.read_text("utf-8").split("\n").index("  digest:") + 1
    assert [note.partition("; ")[0] for note in old.notes] == [
        f"mkdocs.yml:{line}: settings below `extra.digest` are read, but this is their old place"
    ]


def test_a_missing_configuration_is_said_plainly(tmp_path: Path) -> None:
    """In a folder without mkdocs.yml: one line and exit 1."""
    result = run("digest", "build", cwd=tmp_path)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "mkdocs.yml" in result.stderr


def test_a_configuration_may_be_named_as_it_is_typed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`mkdocs build -f mkdocs.yml` hands over the open file, whose name has no folder: own pages count once."""
    monkeypatch.chdir(project)
    with Path("mkdocs.yml").open("rb") as file:
        opened = Project(load_config(config_file=file))
    pages = [document.path for document in opened.content().pages]
    assert "about.md" in pages
    assert len(pages) == len(set(pages))


def test_wrong_usage_exits_with_2(tmp_path: Path) -> None:
    """As every command line does."""
    assert run("digest", "bild", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize(
    "page",
    [
        "index",
        f"{PAPER}index",
        "papers/markup-of-all-kinds/index",
        "papers/mathematics-in-pieces/index",
        "issues/2025-03-27/index",
        "tags/index",
        "subscribe/index",
        "api/index",
    ],
)
def test_pages_are_what_markdown_makes_of_them(built: Path, page: str) -> None:
    """Though most of each steps aside while it is read; the curator's own pages are read as a whole."""
    source = (built.parent / f"build/docs/{page}.md").read_text("utf-8").split("---\n", 2)[2]
    whole = markdown.markdown(source.strip(), extensions=["toc", "tables", "fenced_code"])
    html = (built / f"{page}.html").read_text("utf-8")
    assert whole in html
    assert "<!-- block" not in html


def test_a_template_that_is_none_is_told_in_a_line(tmp_path: Path) -> None:
    """With its file and line."""
    settings = "theme: {name: material, custom_dir: mine}\nplugins: [digestry]\n"
    file = write(tmp_path, settings, {"mine/main.html": '{% extends "digest.html" %}\n{% block %}\n'})
    with pytest.raises(BuildError, match=r"mine/main\.html:2: "):
        build_small(file)
    (tmp_path / "mine/main.html").write_text('{% extends "digets.html" %}')
    with pytest.raises(BuildError, match=r"a template: .*digets\.html"):
        build_small(file)


NASTY: dict[str, dict[str, str]] = {
    "the first day": {"feed/a.yml": "date: 0001-01-01\npapers:\n  - {id: a, title: A}\n"},
    "before the epoch": {"feed/a.yml": "date: 1969-12-31\npapers:\n  - {id: a, title: A, published: 1900}\n"},
    "the last day": {"feed/a.yml": "date: 2105-12-31\npapers:\n  - {id: a, title: A, published: 9999}\n"},
    "after it": {"feed/a.yml": "date: 2205-04-24\npapers:\n  - {id: a, title: A}\n"},
    "a page's date in words": {"pages/own.md": "---\ndate: April 2025\n---\n# Own\n"},
    "a page's date far ahead": {"pages/own.md": "---\ndate: 2205-04-24\n---\n# Own\n"},
    "a page's date in parts": {
        "pages/own.md": "---\ndate: {created: 2025-01-01, updated: [1]}\n---\n# Own\n"
    },
    "a page that names a block": {"pages/own.md": "<!-- block 0 -->\n\n# Own\n"},
    "a head that is a list": {"pages/own.md": "---\n- a\n---\n# Own\n"},
    "a head that is broken": {"pages/own.md": "---\na: [\n---\n# Own\n"},
    "names of pages": {
        f"pages/{name}.md": "# Own\n" for name in ("a b", "a#b", "a%20b", "ä", "🙂", "a'b", "&", "a;b")
    },
    "an empty page": {"pages/own.md": ""},
    "a note forty deep": {
        "feed/a.yml": f"date: 2025-04-24\npapers:\n  - {{id: a, title: A, note: '{'1. ' * 40}x'}}\n"
    },
    "a note too deep": {
        "feed/a.yml": f"date: 2025-04-24\npapers:\n  - {{id: a, title: A, note: '{'1. ' * 999}x'}}\n"
    },
    "breaks of other systems": {
        "feed/a.yml": 'date: 2025-04-24\npapers:\n  - {id: a, title: "A\\u2028b", note: "c\\u2029d"}\n'
    },
    "signs alone": {
        "feed/a.yml": "date: 2025-04-24\npapers:\n  - {id: a, title: '…', authors: ['.', '—'], abstract: '$$'}\n"
    },
    "a tag without letters": {"tags.yml": "t: {name: '…', description: '—'}\n"},
    "many digits": {
        "feed/a.yml": f"date: 2025-04-24\npapers:\n  - {{id: a, title: A, upvotes: {'9' * 30}}}\n"
    },
    "half a character": {"feed/a.yml": 'date: 2025-04-24\npapers:\n  - {id: a, title: "A \\ud83d b"}\n'},
}


@pytest.mark.parametrize("files", NASTY.values(), ids=NASTY)
def test_what_the_check_lets_through_can_be_built(project: Path, files: dict[str, str]) -> None:
    """And what cannot be built, the check names with its place: never one without the other."""
    for name, text in files.items():
        (project / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (project / "content" / name).write_text(text, "utf-8")
    checked = Project.open(str(project / "mkdocs.yml"))
    problems = checked.examine()[1]
    try:
        build_small(project / "mkdocs.yml", strict=False)
    except ContentError as error:
        assert set(error.problems) == set(problems)
    else:
        assert problems == []
