"""Whatever strangers, curators and settings say is text on every page, because each value of the theme is escaped."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import pytest
from jinja2 import Environment, nodes

from tests.conftest import ROOT
from tests.theme.hostile import CLEANED, CLEANED_TEXT, MARKUP, NAMES, Built, build, faults

THEME = ROOT / "overrides"
TEMPLATES = sorted((*THEME.rglob("*.html"), *THEME.rglob("*.xml")))
# Without `| e`, these would be as safe, whatever anybody writes; they have it so that no reader has to think about it.
HARMLESS = {
    r"digest\.link\(urls\.[A-Z]+\) \| url": "an address of ours",
    r"digest\.link\('assets/[\w./]+'\) \| url": "a file of the theme, or the one of colours",
    r"digest\.link\('assets/search/' ~ .*\) \| url": "a file of ours: its name is a word or a hash",
    r"digest\.link\(target\) \| url": "an address of the digest's own menu",
    r"digest\.settings\.language": "a language of ours",
    r"width|height": "a number of pixels, of a picture of ours",
    r"name \| url": "a style sheet of Material's",
    r"'\.' \| url": "the way to the site's root",
    r"tag\.url \| url": "a page's address and a slug, which Material has encoded",
    r"page\.canonical_url": "a page's address, which MkDocs has encoded",
    r"\(file\.page\.canonical_url or file\.page\.abs_url\)": "the same",
    r"file\.page\.update_date": "a date: any other text is none for the plugin",
}
# What the theme writes without `| e`, beside words of its own and what its macros make.
UNESCAPED = {
    "page.content": "HTML: our templates have escaped it, and pages of the curator's own may hold what they like",
    "page.meta.head": "HTML, escaped by generator/digestry/outputs/pages/head.py",
    "digest.copyright": "HTML, cleaned by digestry.paper.prose.notice",
    "digest.policy.html": "HTML, made and escaped by generator/digestry/site/policy.py",
    "script | script_tag": "HTML, escaped by MkDocs",
    "type": "a media type of ours",
    "form": "the name of a feed's format",
}


def escapes() -> Iterator[tuple[str, str, str]]:
    """Each `| e` of the theme: the template, the expression before it, and the template's text without it."""
    for path in TEMPLATES:
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


def unescaped(source: str) -> Iterator[str]:
    """What a template writes without `| e`; words of its own and what its macros make do not count."""
    tree = Environment().parse(source)  # noqa: S701, nothing is rendered
    macros = {macro.name for macro in tree.find_all(nodes.Macro)} | {
        "super",
        "_",
        "many",
    }  # whose values are escaped

    def within(node: nodes.Node) -> Iterator[str]:
        match node:
            case nodes.TemplateData() | nodes.Const() | nodes.Filter(name="e" | "escape"):
                pass
            case (
                nodes.Call(node=nodes.Name(name=name))
                | nodes.Filter(node=nodes.Call(node=nodes.Name(name=name)), name="trim")
            ) if name in macros:
                pass
            case nodes.Call(
                node=nodes.Getattr(node=nodes.Name(name="lang"), attr="t")
            ):  # a word of Material's
                pass
            case nodes.CondExpr(expr1=one, expr2=other):  # the `e` in `a if b else c | e` is for c alone
                yield from within(one)
                if other is not None:
                    yield from within(other)
            case nodes.Mod(left=one, right=other):
                yield from within(one)
                yield from within(other)
            case _:
                yield expression(node)

    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            yield from within(node)


def expression(node: nodes.Node) -> str:
    """A name, an attribute or a filter as a template has it; anything else as Jinja describes it."""
    match node:
        case nodes.Name(name=name):
            return name
        case nodes.Getattr(node=of, attr=name):
            return f"{expression(of)}.{name}"
        case nodes.Filter(node=nodes.Node() as of, name=name, args=[]):
            return f"{expression(of)} | {name}"
        case _:
            return repr(node)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The hostile site."""
    return build(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def section(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The digest of a hostile site of which it is a section."""
    return build(tmp_path_factory.mktemp("section"), section=True).folder / "digest"


@pytest.fixture(scope="module")
def rendered(hostile: Built) -> dict[str, str]:
    """Its pages, rendered once more."""
    return dict(hostile.rendered())


def test_nothing_that_anybody_writes_is_markup(hostile: Built, section: Path) -> None:
    """On no page, in no feed; and no text is lost but what notes lose, which are Markdown without HTML."""
    kinds = set("index.html papers tags queries issues authors feed.xml".split())
    _clean(hostile.folder, kinds | {"404.html", "own", "bare", "heading"})
    _clean(section, kinds)


def _clean(folder: Path, kinds: set[str]) -> None:
    paths = [path for path in folder.rglob("*") if path.suffix in {".html", ".xml", ".opml"}]
    assert {path.relative_to(folder).parts[0] for path in paths} >= kinds
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


def test_a_notice_is_cleaned_on_pages_and_text_in_feeds(hostile: Built, section: Path) -> None:
    """It is the one setting that may be HTML; nothing in it runs, and nothing is styled."""
    for folder in (hostile.folder, section):
        for page in ("index.html", "papers/a/index.html"):
            html = (folder / page).read_text("utf-8")
            assert f'<p class="pd-copyright">{CLEANED}</p>' in html
        rss, atom = (
            ElementTree.fromstring((folder / name).read_text("utf-8")) for name in ("feed.xml", "atom.xml")
        )
        assert rss.findtext("channel/copyright") == CLEANED_TEXT
        assert atom.findtext("{http://www.w3.org/2005/Atom}rights") == CLEANED_TEXT


def test_titles_in_the_menu_are_those_of_pages(hostile: Built) -> None:
    """Where `nav` gives none: a heading's, a page's own, an address."""
    page = html5lib.parse(
        (hostile.folder / "heading/index.html").read_text("utf-8"), namespaceHTMLElements=False
    )
    shown = ["".join(link.itertext()) for link in page.findall(".//header/nav//a")]
    for title in (f"heading{MARKUP}", f"bare{MARKUP}", f"https://untitled.example/{MARKUP}"):
        assert title in shown
    assert page.findtext(".//title") == f"heading{MARKUP} · site{MARKUP}"


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


@pytest.mark.parametrize(
    "template", [pytest.param(path, id=path.relative_to(THEME).as_posix()) for path in TEMPLATES]
)
def test_the_theme_escapes_all_that_it_writes(template: Path) -> None:
    """But for HTML, and words and numbers of its own."""
    assert set(unescaped(template.read_text("utf-8"))) <= UNESCAPED.keys()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ title }}", ["title"]),
        ("{{ page.title | striptags }}", ["page.title | striptags"]),
        ("{{ a | e if b else c }}", ["c"]),
        ("{{ a if b else c | e }}", ["a"]),
        ("{% if a %}<p title='{{ b[0] | e }} {{ c }}'>{% endif %}", ["c"]),
        ("{% macro m(x) %}{{ x | e }}{% endmacro %}{{ m(y) }}{{ m(y) | trim }}{{ 'word' }}", []),
        ("{{ (a or b) | e }}", []),
    ],
)
def test_what_is_not_escaped_is_found(source: str, expected: list[str]) -> None:
    """However an expression is put together."""
    assert list(unescaped(source)) == expected


@pytest.mark.parametrize("source", ["{{ a or b | e }}", "{{ a ~ b | e }}", "{{ stranger(a) }}"])
def test_an_escape_of_a_part_is_none(source: str) -> None:
    """A filter is for what stands right before it."""
    assert len(list(unescaped(source))) == 1


def test_no_exception_is_left_over() -> None:
    """Each still stands for an expression of the theme."""
    written = {each for path in TEMPLATES for each in unescaped(path.read_text("utf-8"))}
    assert written == UNESCAPED.keys()
    expressions = [expression for _, expression, _ in escapes()]
    assert all(any(re.fullmatch(pattern, each) for each in expressions) for pattern in HARMLESS)


def _faults(path: str, text: str) -> list[str]:
    try:
        return faults(path, text)
    except ElementTree.ParseError as error:
        return [str(error)]
