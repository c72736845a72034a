"""The layout shows the architecture: imports point one way, and each library has one home."""

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "generator"

# A module may import those in rows above its own, and its own subpackage; never its own row's others.
ROWS = [
    {"errors"},
    {"model", "nodes", "settings", "text", "prose", "words"},
    {"urls"},
    {"dedupe", "references"},
    {"load", "write", "entries", "queries"},
    {"validate"},
    {"catalogue"},
    {"render", "search", "feeds", "cite", "api", "pictures", "importers", "network", "check"},
    {"intake"},
    {"fetch", "enrich"},
    {"site"},
    {"cli"},
    {"__main__"},
]

HOMES = {
    "bibtexparser": {"importers.bibtex"},
    "click": {"cli"},
    "defusedxml": {"importers.feed"},
    "feedgen": {"feeds.xml"},
    "feedparser": {"importers.feed"},
    "httpx2": {"network.client"},
    "ijson": {"importers.papers_json"},
    "jinja2": {"render.templates"},
    "latex2mathml": {"text"},
    "lunr": {"words"},
    "lxml": {"feeds.repairs"},
    "markdown": {"prose"},
    "markupsafe": {"render.templates"},
    "mkdocs": {"site.build", "site.hook"},
    "nh3": {"prose"},
    "PIL": {"pictures"},
    "pylatexenc": {"cite.latex", "importers.latex"},
    "rapidfuzz": {"check.duplicates", "enrich.agreement"},
    "rich": {"cli.output"},
    "rjsmin": {"search.scripts"},
    "yaml": {"nodes"},
}


def modules() -> list[str]:
    return sorted(
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for path in PACKAGE.rglob("*.py")
        if path.name != "__init__.py"
    )


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


def row(module: str) -> int:
    top = module.split(".")[0]
    return next(number for number, names in enumerate(ROWS) if top in names)


@pytest.mark.parametrize("module", modules())
def test_imports_point_one_way(module: str) -> None:
    """A stage knows the stages before it, never its siblings or what comes after."""
    top = module.split(".")[0]
    for name in imports(module):
        if name.startswith("generator."):
            other = name.split(".")[1]
            allowed = other == top or row(other) < row(top)
            assert allowed, f"{module} imports {name}"


@pytest.mark.parametrize("module", modules())
def test_each_library_has_one_home(module: str) -> None:
    """A third-party library is imported by its home module only, so that it can be replaced there."""
    for name in imports(module):
        library = name.split(".")[0]
        if library != "generator" and library not in sys.stdlib_module_names:
            homes = HOMES.get(library, set())
            assert any(f"{module}.".startswith(f"{home}.") for home in homes), f"{module} imports {library}"


@pytest.mark.parametrize("module", modules())
def test_a_module_can_be_read_in_one_sitting(module: str) -> None:
    """No module outgrows 400 lines."""
    assert len((PACKAGE / (module.replace(".", "/") + ".py")).read_text("utf-8").splitlines()) <= 400
