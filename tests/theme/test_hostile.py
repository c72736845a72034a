"""Whatever strangers, curators and settings say is text on every page, because each value of the theme is escaped."""

import json
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import html5lib
import pytest

from tests.conftest import ROOT
from tests.theme.hostile import MARKUP, NAMES, Built, build, faults

THEME = ROOT / "overrides"
# Without `| e`, these would be as safe, whatever anybody writes; they have it so that no reader has to think about it.
HARMLESS = {
    r"urls\.[A-Z]+ \| url": "an address of ours",
    r"'[\w./]+' \| url": "a file of the theme",
    r"\('assets/search/' ~ .*\) \| url": "a file of ours: its name is a word or a hash",
    r"nav\.homepage\.url \| default\('\.', true\) \| url": "a page's address, which MkDocs has encoded",
    r"page\.canonical_url": "the same",
    r"\(file\.page\.canonical_url or file\.page\.abs_url\)": "the same",
    r"file\.page\.meta\.date": "a date: with any other text MkDocs ends the build",
}


def escapes() -> Iterator[tuple[str, str, str]]:
    """Each `| e` of the theme: the template, the expression before it, and the template's text without it."""
    for path in sorted((*THEME.rglob("*.html"), *THEME.rglob("*.xml"))):
        source = path.read_text("utf-8")
        code = re.sub(r"\{#.*?#\}", lambda comment: " " * len(comment[0]), source, flags=re.DOTALL)
        for found in re.finditer(r"\s*\|\s*(?:e|escape)\b", code):
            start = max(code.rfind(mark, 0, found.start()) for mark in ("{{", "{%"))
            expression = code[start + 2 : found.start()].strip()
            yield (
                path.relative_to(THEME).as_posix(),
                expression,
                source[: found.start()] + source[found.end() :],
            )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The hostile site."""
    return build(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def rendered(hostile: Built) -> dict[str, str]:
    """Its pages, rendered once more."""
    return dict(hostile.rendered())


def test_nothing_that_anybody_writes_is_markup(hostile: Built) -> None:
    """On no page, in no feed; and no text is lost but what notes lose, which are Markdown without HTML."""
    paths = [path for path in hostile.folder.rglob("*") if path.suffix in {".html", ".xml", ".opml"}]
    kinds = {path.relative_to(hostile.folder).parts[0] for path in paths}
    assert kinds > {
        "index.html",
        "404.html",
        "papers",
        "tags",
        "queries",
        "issues",
        "authors",
        "own",
        "feed.xml",
    }
    found = {path: faults(path.name, path.read_text("utf-8")) for path in paths}
    assert {path: told for path, told in found.items() if told} == {}


def test_everything_hostile_is_shown_somewhere(hostile: Built) -> None:
    """Or the site would test nothing."""
    pages = [path.read_text("utf-8") for path in hostile.folder.rglob("*.html")]
    shown = " ".join(
        text
        for page in pages
        for element in html5lib.parse(page, namespaceHTMLElements=False).iter()
        for text in (element.text or "", *element.attrib.values())
    )
    assert {name for name in NAMES if f"{name}{MARKUP}" not in shown} == set()


def test_data_for_programs_can_be_read(hostile: Built) -> None:
    """JSON is JSON, within pages too, and says what was written."""
    for path in hostile.folder.rglob("*.json"):
        json.loads(path.read_text("utf-8"))
    page = html5lib.parse(
        (hostile.folder / "papers/a/index.html").read_text("utf-8"), namespaceHTMLElements=False
    )
    (data,) = (script.text for script in page.iter("script") if script.get("type") == "application/ld+json")
    said = json.loads(data or "")
    assert said["name"] == f"title{MARKUP}a"
    assert [author["name"] for author in said["author"]] == [f"author{MARKUP}", f"other-a{MARKUP}"]


def test_the_theme_is_rendered_as_mkdocs_renders_it(hostile: Built, rendered: dict[str, str]) -> None:
    """Or the next test would be of other pages."""
    assert len(rendered) > 15
    for path, text in rendered.items():
        assert text == (hostile.folder / path).read_text("utf-8")


@pytest.mark.parametrize(
    ("template", "expression", "without"),
    [pytest.param(*each, id=f"{each[0]}: {each[1]}") for each in escapes()],
)
def test_each_escape_of_the_theme_is_needed(
    hostile: Built, rendered: dict[str, str], template: str, expression: str, without: str
) -> None:
    """Whoever drops one makes markup of somebody's text, and is told by the first test of this module."""
    changed = ((path, text) for path, text in hostile.rendered({template: without}) if text != rendered[path])
    found = any(_faults(path, text) for path, text in changed)
    assert found != any(re.fullmatch(pattern, expression) for pattern in HARMLESS)


def test_no_exception_is_left_over() -> None:
    """Each still stands for an expression of the theme."""
    expressions = [expression for _, expression, _ in escapes()]
    assert all(any(re.fullmatch(pattern, each) for each in expressions) for pattern in HARMLESS)


def _faults(path: str, text: str) -> list[str]:
    try:
        return faults(path, text)
    except ElementTree.ParseError as error:
        return [str(error)]
