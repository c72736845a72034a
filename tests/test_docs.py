"""The documents tell the truth about the code."""

import ast
import datetime as dt
import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from digestry.check import check
from digestry.check.findings import Severity
from digestry.cli.main import COMMANDS, MOST_LINES, digest
from digestry.cli.reference import TABLES, filled
from digestry.content import load, nodes
from digestry.intake.importers import raw, reading, records
from digestry.intake.network.client import Limits
from digestry.outputs.search import shards
from digestry.paper.dates import LAST_YEAR
from digestry.paper.prose import is_too_deep
from digestry.query import grammar
from digestry.registry import GROUPS
from digestry.settings import Options
from digestry.site.project import Project
from digestry.site.starter import starter

from tests.conftest import DIGEST, ROOT
from tests.handbook import PAGES
from tests.test_architecture import HOMES, modules

DOCUMENTS = {
    path.name: path.read_text("utf-8")
    for path in map(ROOT.joinpath, ("README.md", "CONTRIBUTING.md", "SECURITY.md"))
}
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
HANDBOOK = {page.name: page.read_text("utf-8") for page in PAGES}
ALL = {**DOCUMENTS, **HANDBOOK}

_FENCE = re.compile(r"(?ms)^( *)```(\w*)\n(.*?)^\1```$")
_LINK = re.compile(r"\]\(([\w./-]+)(#[\w-]+)?\)")
_HEADING = re.compile(r"(?m)^#+ (.+)$")


def rows(document: str) -> list[list[str]]:
    """The cells of all table rows that begin with something in backquotes."""
    return [
        [cell.strip() for cell in row.strip("|").split("|")]
        for row in re.findall(r"(?m)^\| `.*\|$", document)
    ]


def blocks(document: str, *languages: str) -> list[str]:
    """What stands in fences of these languages, without its indentation."""
    return [
        "".join(line.removeprefix(indent) for line in text.splitlines(keepends=True))
        for indent, language, text in _FENCE.findall(document)
        if language in languages
    ]


def prose(document: str) -> str:
    """All that stands in no fence."""
    return _FENCE.sub("", document)


def anchors(document: str) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them."""
    return {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in _HEADING.findall(prose(document))
    }


# The handbook


@pytest.mark.parametrize("page", HANDBOOK)
def test_the_tables_are_up_to_date(page: str) -> None:
    """`make handbook` writes them."""
    assert filled(HANDBOOK[page]) == HANDBOOK[page]


def test_every_table_is_in_the_handbook() -> None:
    """Each setting, rule, field and command with it."""
    told = {name for page in HANDBOOK.values() for name in re.findall(r"<!-- (\w+) -->", page)} - {"end"}
    assert told == set(TABLES)


@pytest.mark.parametrize("page", HANDBOOK)
def test_every_page_is_linked_from_the_first(page: str) -> None:
    """And has a heading, by which it is called elsewhere."""
    assert f"]({page}" in HANDBOOK["index.md"] or page == "index.md"
    assert HANDBOOK[page].startswith("# ")


@pytest.mark.parametrize("page", HANDBOOK)
def test_links_of_the_handbook_lead_somewhere(page: str) -> None:
    """To a page of it, and to a heading there. Pages travel alone, so they link to nothing else."""
    for target, anchor in _LINK.findall(prose(HANDBOOK[page])):
        assert target in HANDBOOK, target
        assert not anchor or anchor[1:] in anchors(HANDBOOK[target]), target + anchor


def test_every_default_is_told() -> None:
    """In the table of settings."""
    told = {cells[0]: cells[1] for cells in rows(HANDBOOK["settings.md"])}
    for field in fields(Options):
        assert told[f"`{field.name}`"] == (f"`{field.default}`" if field.default else "")


# Commands


def commands(document: str) -> Iterator[str]:
    """Each call of `digest`, in a block or in a text, without what its shell makes of the rest."""
    lines = [line.partition(" #")[0] for block in blocks(document, "sh") for line in block.splitlines()]
    lines += [*re.findall(r"`([^`\n]+)`", prose(document)), *re.findall(r'command = "(.+)"', document)]
    lines += re.findall(r"(?m)^RUN (.+)$", document) + re.findall(r"- run: (.+)", document)
    for line in lines:
        line = re.sub(r"\$\([^)]*\)", "2026-11-24", line)
        for part in re.split(r"\||&&|;|(?<!\S)[<>]", line):
            words = part.strip().split()
            while words and re.fullmatch(r"[A-Z_]+=\S*", words[0]):
                words = words[1:]
            if len(words) > 1 and words[0] == "digest":
                yield " ".join(words)


def problem_with(call: str) -> str:
    """What the command line says of a call that is not run; nothing if it would be."""
    name, *arguments = shlex.split(call)[1:]
    if name in ("--version", "--help", "COMMAND", "…"):
        return ""
    if name not in COMMANDS:
        return f"there is no command {name}"
    command = digest.get_command(click.Context(digest), name)
    assert command
    try:
        values, _, _ = command.make_parser(click.Context(command)).parse_args(arguments)
        for option in command.params:
            value = values.get(option.name)
            if isinstance(value, str) and isinstance(
                option.type, click.Choice | click.DateTime | click.types.IntParamType
            ):
                option.type_cast_value(click.Context(command), value)
    except click.UsageError as error:
        return error.message
    return ""


@pytest.mark.parametrize("document", ALL)
def test_every_command_line_exists(document: str) -> None:
    """With its options, and the values that an option takes."""
    wrong = {call: what for call in commands(ALL[document]) if (what := problem_with(call))}
    # Entry points of a package that the page makes.
    assert set(wrong) <= ({"digest export --format markdown"} if document == "extend.md" else set()), wrong


@pytest.mark.parametrize(
    "call",
    ["digest frob", "digest export --formt csv", "digest export --format csw", "digest check --strict=1"],
)
def test_a_wrong_command_line_is_found(call: str) -> None:
    """The test above would notice."""
    assert problem_with(call)


@pytest.mark.parametrize("document", ALL)
def test_every_make_target_exists(document: str) -> None:
    """What the documents tell people to type, works."""
    targets = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8")))
    code = [*blocks(ALL[document], "sh"), *re.findall(r"`([^`\n]+)`", ALL[document])]
    told = {name for text in code for name in re.findall(r"(?m)^(?:git .* && )?make ([a-z-]+)", text)}
    assert told <= targets


# Content and settings that are shown

_MKDOCS = {
    "site_name": "A digest",
    "site_url": "https://digest.example/",
    "docs_dir": "content/pages",
    "theme": {"name": "material"},
    "plugins": ["digestry"],
}
_FEED = {"date", "title", "note", "papers"}
_DAY = dt.date(2026, 11, 24)


class _Loader(yaml.SafeLoader):
    """Reads `!ENV` as MkDocs does, and keeps it."""


def _environment(loader: _Loader, node: yaml.SequenceNode) -> object:
    return loader.construct_sequence(node)[-1]


_Loader.add_constructor("!ENV", _environment)


def kind_of(block: str) -> str:
    """What a block of YAML is: the file of the content folder that it stands in, or `mkdocs`.

    Another program's file says its name in its first line; it is left to that program.
    """
    if re.match(r"# \.?[\w./-]+\n", block):
        return ""
    found: Mapping[str, Any] = yaml.load(block, _Loader)  # noqa: S506
    if "papers" in found and set(found) <= _FEED:
        return "feed"
    if all(isinstance(value, dict) for value in found.values()) and "theme" not in found:
        for key, kind in (("query", "queries"), ("kind", "sources"), ("description", "tags")):
            if all(key in value for value in found.values()):
                return kind
        if all("kind" in value for value in found.values()):
            return "sources"
    return "mkdocs"


def shown(document: str, *kinds: str) -> list[str]:
    """The blocks of some kinds in a document."""
    return [block for block in blocks(document, "yaml") if kind_of(block) in kinds]


WITH_CONTENT = [name for name in ALL if shown(ALL[name], "feed", "tags", "queries", "sources")]
WITH_SETTINGS = [(name, number) for name in ALL for number in range(len(shown(ALL[name], "mkdocs")))]


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """What `digest init` writes, without its papers."""
    for name, text in starter(
        "A digest", "https://digest.example/", "tag:digest.example,2026:a/", _DAY, example=False
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("document", WITH_CONTENT)
def test_content_that_is_shown_is_right(document: str, begun: Path) -> None:
    """All of a page together makes a digest without an error, beside the tags that every digest begins with."""
    for number, block in enumerate(shown(ALL[document], "feed")):
        path = begun / f"content/feed/{number}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(block, "utf-8")
        for name in re.findall(r"image: (\S+)", block):
            (begun / "content" / name).parent.mkdir(exist_ok=True)
            shutil.copy(DIGEST / "content/figures/terns.png", begun / "content" / name)
    for kind in ("tags", "queries", "sources"):
        path = begun / f"content/{kind}.yml"
        found = {slug: block for block in shown(ALL[document], kind) for slug in yaml.load(block, _Loader)}  # noqa: S506
        kept = yaml.safe_load(path.read_text("utf-8")) or {}
        rest = {slug: entry for slug, entry in kept.items() if slug not in found}
        path.write_text(
            "".join([yaml.safe_dump(rest) if rest else "", *dict.fromkeys(found.values())]), "utf-8"
        )
    content, problems = Project.open(str(begun / "mkdocs.yml")).examine()
    assert [finding for finding in check(content, problems) if finding.severity == Severity.ERROR] == []


@pytest.mark.parametrize(("document", "number"), WITH_SETTINGS)
def test_settings_that_are_shown_are_right(document: str, number: int, begun: Path) -> None:
    """What a block leaves out is as in every digest."""
    block = shown(ALL[document], "mkdocs")[number]
    given = yaml.load(block, _Loader)  # noqa: S506
    missing = {name: value for name, value in _MKDOCS.items() if name not in given}
    (begun / "mkdocs.yml").write_text(block + (yaml.safe_dump(missing) if missing else ""), "utf-8")
    for folder in (given.get("theme", {}).get("custom_dir"), given.get("docs_dir")):
        if folder:
            (begun / folder).mkdir(exist_ok=True)
    project = Project.open(str(begun / "mkdocs.yml"), strict=True)
    assert project.settings.site_url


# Programs that are shown


@pytest.mark.parametrize("document", [name for name in ALL if blocks(ALL[name], "python")])
def test_what_programs_import_exists(document: str) -> None:
    """Each block can be read, and what it takes from the package is there."""
    for block in blocks(ALL[document], "python"):
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("digestry"):
                for name in node.names:
                    module = import_module(str(node.module))
                    found = hasattr(module, name.name) or find_spec(f"{node.module}.{name.name}")
                    assert found, f"{node.module}: {name.name}"


def test_the_package_that_is_shown_fits_the_registries() -> None:
    """It adds one thing of each kind, of the class that the kind wants."""
    project = tomllib.loads(blocks(HANDBOOK["extend.md"], "toml")[0])["project"]
    module = next(block for block in blocks(HANDBOOK["extend.md"], "python") if "ListKind(" in block)
    made: dict[str, object] = {}
    exec(module, made)  # noqa: S102
    assert set(project["entry-points"]) == set(GROUPS)
    for group, entries in project["entry-points"].items():
        place, _, name = GROUPS[group][1].rpartition(".")
        for entry in entries.values():
            assert isinstance(made[entry.partition(":")[2]], getattr(import_module(place), name)), entry


def test_the_program_that_is_shown_runs(
    begun: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the folder of a digest, which it checks, lists and builds."""
    (begun / "content/feed").mkdir()
    (begun / "content/feed/one.yml").write_text(shown(HANDBOOK["fields.md"], "feed")[0], "utf-8")
    monkeypatch.chdir(begun)
    exec(blocks(HANDBOOK["extend.md"], "python")[-1], {})  # noqa: S102
    said = capsys.readouterr().out
    assert "2026-11-24 Attention: a title with a colon wants quotes" in said
    assert (begun / "site/index.html").is_file()


# The documents of the repository


def test_every_address_in_the_handbook_is_published(built: Path) -> None:
    """For each paper, tag and author with a page, where it is told of them."""
    told = [path for cells in rows(HANDBOOK["feeds.md"]) for path in re.findall(r"`/([^`]*)`", cells[0])]
    assert len(told) > 12
    for path in told:
        folder, mark, rest = path.partition("<")
        found = (built / folder).glob("*/index.html") if mark else [built / folder / "index.html"]
        pages = [page.parent for page in found if not re.fullmatch(r"\d{4}-\d{2}", page.parent.name)]
        files = [Path(f"{page}{rest.partition('>')[2]}") if mark else built / path for page in pages]
        there = [file for file in files if (file / "index.html" if file.is_dir() else file).exists()]
        # Not every author has a feed: the first `author_feeds`.
        assert there if path == "authors/<slug>/feed.xml" else there == files, path


def test_every_module_and_library_is_in_the_architecture() -> None:
    """The table is the one that the import tests hold."""
    told = {
        cells[0].strip("`"): set(filter(None, re.split(r",\s*", cells[2])))
        for cells in rows(ARCHITECTURE)
        if len(cells) == 3
    }
    assert set(told) == {module.split(".")[0] for module in modules()} - {"__main__"}
    names = {
        "yaml": "pyyaml",
        "PIL": "pillow",
        "css_inline": "css-inline",
        "charset_normalizer": "charset-normalizer",
        "markdown_it": "markdown-it-py",
    }
    homes: dict[str, set[str]] = {module: set() for module in told}
    for library, places in HOMES.items():
        for place in places:
            homes[place.split(".")[0]].add(names.get(library, library))
    assert told == homes


def files_named(document: str) -> list[str]:
    """Links and paths in backquotes."""
    text = (ROOT / document).read_text("utf-8")
    links = [path for path, _ in _LINK.findall(text)]
    return links + re.findall(r"`((?:generator|overrides|content|tests|docs)/[\w./-]+)`", text)


@pytest.mark.parametrize("document", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_files_named_in_the_documents_exist(document: str) -> None:
    """Those in `content/` are the example's, and its own tests look for them."""
    for path in files_named(document):
        assert path.startswith("content/") or (ROOT / path).exists(), path


@pytest.mark.parametrize("document", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_headings_named_in_the_documents_exist(document: str) -> None:
    """Where a link leads to one."""
    for path, anchor in _LINK.findall((ROOT / document).read_text("utf-8")):
        assert not anchor or anchor[1:] in anchors((ROOT / path).read_text("utf-8")), path + anchor


def test_the_handbook_tells_the_bounds() -> None:
    """As the code has them."""
    told = HANDBOOK["fields.md"].partition("## How long")[2].partition("\n## ")[0]
    for bound in (
        f"{load.LARGEST_FILE // 2**20} MiB |",
        f"| {nodes.DEEPEST} levels |",
        f"end of {LAST_YEAR}",
        f"| {grammar.LONGEST:,} characters, {grammar.MOST_WORDS} words |",
        f"| {records.LONGEST_TITLE:,} characters |",
        f"| {records.LONGEST_TEXT:,} characters |",
        f"| {reading.MOST_AUTHORS:,} |",
        f"| {raw.LARGEST // 2**20} MiB; from an address {Limits().size // 2**20} MiB |",
        f"| {Limits().total} seconds |",
        f"| {MOST_LINES:,}; the rest",
        f"more than {shards.LONGEST_WORD} letters",
    ):
        assert bound in told
    for start, most in (("- ", 47), ("> ", 95)):
        assert str(most) in told
        assert [is_too_deep(start * (most + more) + "x") for more in (0, 1)] == [False, True]
