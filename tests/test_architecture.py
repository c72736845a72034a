"""The layout shows the architecture: imports point one way, and each library has one home."""

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "generator/digestry"

# A module may import those in rows above its own, and its own subpackage; never its own row's others.
ROWS = [
    {"errors"},
    {"files", "settings", "paper"},
    {"urls", "query"},
    {"content"},
    {"catalogue"},
    {"outputs", "check"},
    {"intake"},
    {"site"},
    {"cli"},
    {"__main__"},
]

HOMES = {
    "bibtexparser": {"intake.importers.bibtex"},
    "click": {"cli"},
    "defusedxml": {"intake.importers.feed"},
    "feedgen": {"outputs.feeds.xml"},
    "feedparser": {"intake.importers.feed"},
    "httpx2": {"intake.network.client"},
    "ijson": {"intake.importers.papers_json"},
    "jinja2": {"outputs.pages.templates"},
    "latex2mathml": {"paper.text"},
    "lunr": {"query.terms"},
    "lxml": {"outputs.feeds.repairs"},
    "markdown": {"paper.prose"},
    "markupsafe": {"outputs.pages.templates"},
    "mkdocs": {"site.build", "site.frame", "site.habits", "site.plugin", "site.project", "site.theme"},
    "nh3": {"paper.prose"},
    "PIL": {"outputs.pictures"},
    "pylatexenc": {"intake.importers.latex_decoding", "outputs.cite.latex_encoding"},
    "rapidfuzz": {"check.duplicates", "intake.enrich.agreement"},
    "rich": {"cli.output"},
    "rjsmin": {"outputs.search.scripts"},
    "yaml": {"content.nodes"},
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
        if name.startswith("digestry."):
            other = name.split(".")[1]
            allowed = other == top or row(other) < row(top)
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
