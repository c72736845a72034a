"""A digest in which each of many strings stands in every text field, as far as the loader takes it."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from digestry.check import check
from digestry.errors import Problem
from digestry.site.project import Project

_SETTINGS = """\
site_name: Many strings
site_url: https://digest.example/some/where/
theme: {name: material}
plugins: [digestry]
docs_dir: content/pages
"""
# Those that are no text, as kinds, dates and numbers, are refused, and so is every string in them.
_TEXTS = (
    *("summary", "note", "abstract", "venue", "volume", "number", "pages", "publisher", "status"),
    *("kind", "published", "upvotes"),
)
PLAIN = "plain words"  # the string whose pages all others are held against


@dataclass
class _Line:
    """A line of YAML; where it is refused, the field's name and what stands there instead."""

    text: str
    field: str = ""
    instead: str = ""


def reader(group: int) -> str:
    """A word of all papers of a group, by which the search finds them."""
    return f"reader{group}x"


def write(folder: Path, strings: Sequence[str], together: int) -> tuple[Counter[str], list[str]]:
    """Writes the digest, and takes out what the loader refuses: how often by field, and a line for each.

    `together` strings share an issue, a tag and a saved query, whose fields hold all of them. Raises
    RuntimeError where something is refused that is none of the strings.
    """
    files = dict(_files([PLAIN, *strings], together))
    refused: Counter[str] = Counter()
    told: list[str] = []
    while True:
        _save(folder, files)
        content, problems = Project.open(str(folder / "mkdocs.yml")).examine()
        if not problems:
            check(content, problems)  # any finding will do: it may not crash
            return refused, told
        if not any(_refused(files, problem).field for problem in problems):
            raise RuntimeError(f"refused, and none of the strings: {problems[0]}")
        for problem in problems:
            line = _refused(files, problem)
            if line.field:
                refused[line.field] += 1
                told.append(f"refused: {line.field}: {problem.what}"[:160])
                line.text, line.field = line.instead, ""


def _refused(files: dict[str, list[_Line]], problem: Problem) -> _Line:
    return files[problem.file.removeprefix("content/")][problem.line - 1]


def _save(folder: Path, files: dict[str, list[_Line]]) -> None:
    for name, lines in files.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{line.text}\n" for line in lines), "utf-8")
    (folder / "content/pages").mkdir(exist_ok=True)
    (folder / "mkdocs.yml").write_text(_SETTINGS, "utf-8")


def _files(strings: Sequence[str], together: int) -> Iterator[tuple[str, list[_Line]]]:
    tags: list[_Line] = []
    queries: list[_Line] = []
    # The plain string has a group of its own.
    starts = [0, *range(1, len(strings), together)]
    for group, start in enumerate(starts):
        own = strings[start : starts[group + 1] if group + 1 < len(starts) else None]
        joined = " ".join(own)
        called = [
            _line("  name: ", joined, "name", '  name: "left out"'),
            _line("  description: ", joined, "description", '  description: "left out"'),
        ]
        aliases = [_line("    - ", text, "alias") for text in own]
        words = [_line("    - ", text, "match") for text in own]
        tags += [_Line(f"t{group}:"), *called, _Line("  aliases:"), *aliases, _Line("  match:"), *words]
        query = [_Line(f"q{group}:"), _Line(f"  query: {reader(group)}")]
        queries += [*query, *(_Line(line.text, line.field, line.instead) for line in called)]
        asked = _line("  query: ", own[0], "query", f"  query: {reader(group)}")
        queries += [_Line(f"w{group}:"), asked, _Line(f"  name: W{group}"), _Line("  description: W")]
        papers = [
            line for number, text in enumerate(own, start) for line in _paper(number, text, group, own[0])
        ]
        date = dt.date(2000, 1, 1) + dt.timedelta(group)
        head = [
            _Line(f"date: {date}"),
            _line("title: ", joined, "issue's title"),
            _line("note: ", "\n\n".join(own), "issue's note"),
            _Line("papers:"),
        ]
        yield f"feed/{group:05}.yml", [*head, *papers]
    yield "tags.yml", tags
    yield "queries.yml", queries


def _paper(number: int, text: str, group: int, first: str) -> list[_Line]:
    texts = [_line(f"    {name}: ", text, name) for name in _TEXTS]
    addresses = [
        _line("    doi: ", f"10.1234/{number}/{text}", "doi"),
        _line("    url: ", text, "address"),
        _line("    pdf: ", f"https://paper.example/{text}", "address"),
        _line("    code: ", f"https://{text}", "address"),
        _line("    project: ", f"https://paper.example/?{text}#{text}", "address"),
    ]
    return [
        _Line(f"  - id: s{number}"),
        _line("    title: ", text, "title", '    title: "left out"'),
        _Line(f'    arxiv: "2401.{number:05}"'),
        _Line(f"    tags: [t{group}]"),
        _Line("    authors:"),
        _line("      - ", text, "author"),
        _line("      - ", first, "author"),  # who so has a page
        _line("      - organisation: ", text, "author"),
        _Line(f"      - A {reader(group)}"),
        *texts,
        *addresses,
        _Line("    categories:"),
        _line("      - ", text, "category"),
        _Line("    extra:"),
        _line("      one: ", text, "extra"),
        _line(f"      {_quoted(text[:100])}: ", "two", "extra"),
    ]


def _line(before: str, text: str, field: str, instead: str = "") -> _Line:
    return _Line(before + _quoted(text), field, instead)


def _quoted(text: str) -> str:
    """A text in double quotes, with YAML's escapes for all that is not ASCII."""
    inner = (json.dumps(c)[1:-1] if ord(c) < 0x10000 else f"\\U{ord(c):08X}" for c in text)
    return '"' + "".join(inner).replace("\x7f", "\\x7f") + '"'
