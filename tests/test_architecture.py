"""The layout shows the architecture: imports point one way, and each library has one home."""

import ast
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator/digestry"

# A module may import those in rows above its own, and its own part; never its own row's others.
ROWS = [
    {"errors", "mailboxes", "words"},
    {"registry", "files", "settings", "paper"},
    {"urls", "query"},
    {"content"},
    {"catalogue"},
    {"outputs", "check"},
    {"intake", "delivery"},
    {"site"},
    {"cli"},
    {"__main__"},
]
# The same inside a part, where it is large.
INSIDE = {
    "delivery": [{"recipients", "server", "state"}, {"send"}],
    "content": [{"figures", "nodes", "source_kinds"}, {"load", "entries"}, {"validate"}],
    "catalogue": [{"catalogue"}, {"counts", "dedupe", "order", "references", "vocabulary", "nearest"}, {"related"}, {"lists"}],
    "outputs": [{"json_text", "template_words"}, {"pages", "search", "feeds", "cite", "api", "pictures", "mail"}, {"registry"}],
    "check": [{"findings"}, {"signs"}, {"contradictions", "dates", "duplicates", "illustrations", "links", "mathematics", "remnants", "sentences", "tags"}, {"rules", "report"}, {"__init__"}],
    "intake": [{"importers", "network"}, {"take_in", "suggestion"}, {"enrich", "tally"}, {"fetch"}],
    "site": [{"beside", "locale", "modules", "palette", "policy", "aside", "failures"}, {"colours"}, {"project"}, {"begin", "frame", "generate", "preview", "swap"}, {"theme", "habits"}, {"plugin"}, {"build"}],
}  # fmt: skip

HOMES = {
    "babel": {"words", "site.locale"},
    "charset_normalizer": {"intake.importers.raw"},
    "bibtexparser": {"intake.importers.bibtex"},
    "click": {"cli"},
    "css_inline": {"outputs.mail.letter"},
    "defusedxml": {"intake.importers.feed", "intake.importers.bibliography_xml"},
    "feedgen": {"outputs.feeds.xml"},
    "feedparser": {"intake.importers.feed"},
    "filelock": {"files"},
    "httpcore2": {"intake.network.reach"},
    "httpx2": {"intake.network.client", "intake.network.reach"},
    "ijson": {"intake.importers.json_stream"},
    "jinja2": {"outputs.mail.letter", "outputs.pages.templates", "site.failures"},
    "latex2mathml": {"paper.text"},
    "lunr": {"query.terms"},
    "lxml": {"outputs.feeds.repairs", "intake.importers.html_blocks"},
    "markdown_it": {"intake.importers.markdown_blocks", "paper.prose"},
    "markupsafe": {"outputs.mail.letter", "outputs.pages.templates", "outputs.template_words"},
    "mkdocs": {
        "site.build",
        "site.failures",
        "site.frame",
        "site.habits",
        "site.plugin",
        "site.policy",
        "site.preview",
        "site.project",
        "site.theme",
    },
    "nh3": {"paper.prose"},
    "PIL": {"content.figures", "outputs.pictures"},
    "pylatexenc": {"intake.importers.latex_decoding", "outputs.cite.latex_encoding", "paper.formulas"},
    "rapidfuzz": {"check.duplicates", "intake.enrich.agreement"},
    "rich": {"cli.output", "cli.handbook", "cli.import_report"},
    "rjsmin": {"outputs.search.scripts"},
    "watchdog": {"site.preview"},
    "yaml": {"content.nodes"},
}


def modules() -> list[str]:
    """All modules below the package, packages by the name of their `__init__`."""
    names = (".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in PACKAGE.rglob("*.py"))
    return sorted(name for name in names if name != "__init__")


def imports(module: str) -> set[str]:
    """All that a module imports, absolute dotted names."""
    tree = ast.parse((PACKAGE / (module.replace(".", "/") + ".py")).read_text("utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def row(name: str, rows: list[set[str]]) -> int:
    return next(number for number, names in enumerate(rows) if name in names)


def part(dotted: str, place: int) -> str:
    """The name at a place of a dotted one; a package itself is its `__init__`."""
    names = dotted.split(".")
    return names[place] if len(names) > place else "__init__"


@pytest.mark.parametrize("module", modules())
def test_imports_point_one_way(module: str) -> None:
    """A stage knows the stages before it, never its siblings or what comes after."""
    top = part(module, 0)
    for name in imports(module):
        if not name.startswith("digestry."):
            continue
        dotted = name.removeprefix("digestry.")
        other = part(dotted, 0)
        if other != top:
            assert row(other, ROWS) < row(top, ROWS), f"{module} imports {name}"
        elif top in INSIDE:
            here, there = part(module, 1), part(dotted, 1)
            within = INSIDE[top]
            allowed = here == there or row(there, within) < row(here, within)
            assert allowed, f"{module} imports {name}"


@pytest.mark.parametrize("module", modules())
def test_each_library_has_one_home(module: str) -> None:
    """A third-party library is imported by its home module only, so that it can be replaced there."""
    for name in imports(module):
        library = name.split(".")[0]
        if library != "digestry" and library not in sys.stdlib_module_names:
            homes = HOMES.get(library, set())
            assert any(f"{module}.".startswith(f"{home}.") for home in homes), f"{module} imports {library}"


@pytest.mark.parametrize("module", modules())
def test_a_module_can_be_read_in_one_sitting(module: str) -> None:
    """No module outgrows 400 lines."""
    assert len((PACKAGE / (module.replace(".", "/") + ".py")).read_text("utf-8").splitlines()) <= 400


# Those that measure the example, and the tests of it.
OF_THE_EXAMPLE = {"tests/compare.py", "tests/example", "tests/benchmarks"}


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("*.py")), ids=lambda path: path.name)
def test_the_engines_tests_leave_the_example_alone(path: Path) -> None:
    """Whoever makes the digest at the top theirs changes `content/` and `mkdocs.yml`, and no test fails of it."""
    places = {path.relative_to(ROOT).as_posix(), *(p.as_posix() for p in path.relative_to(ROOT).parents)}
    if not places & OF_THE_EXAMPLE:
        read = re.findall(r"""ROOT / f?["'](?:content\b|mkdocs\.yml|\{)[^"']*["']""", path.read_text("utf-8"))
        assert read == []


# Modules of one name, and what it means in each.
SAME = {
    "bibtex": "the format: read by an importer, written by a citation format",
    "build": "the command, and what it does",
    "dates": "dates, and the rule about them",
    "fetch": "the command, and what it does",
    "kinds": "kinds of values, kinds of lists",
    "registry": "what can be added to, and the outputs that are",
    "sources": "entries of sources.yml",
    "tags": "tags: their lists, and the rules about them",
}


def test_a_name_means_one_thing() -> None:
    """No two modules of one name, but for those of which it is said why."""
    names = Counter(module.split(".")[-1] for module in modules())
    del names["__init__"]
    assert {name for name, number in names.items() if number > 1} <= SAME.keys()
