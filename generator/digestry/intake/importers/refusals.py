"""What a source is that shows no sign of papers: told to its owner, with what would help."""

import json
import re
from collections.abc import Callable
from pathlib import PurePath

from digestry.errors import ContentError
from digestry.intake.importers.raw import Raw

_HEAD = 64 * 2**10  # bytes that are looked at
_NAMES = 6  # keys, columns or elements that are named

# What other programs store, by its first bytes, and what to do about it.
_STORED = {
    b"%PDF-": ("a PDF file", "import its arXiv id or its DOI"),
    b"PK\x03\x04": ("a zip archive, a spreadsheet or a text document", "unpack it, or save the sheet as CSV"),
    b"\xd0\xcf\x11\xe0": ("an old Office document", "save it as CSV or as text"),
    b"{\\rtf": ("a text document (RTF)", "save it as plain text"),
    b"BZh": ("a bzip2 archive", "unpack it"),
    b"\xfd7zXZ": ("an xz archive", "unpack it"),
    b"7z\xbc\xaf": ("a 7z archive", "unpack it"),
    b"\x28\xb5\x2f\xfd": ("a Zstandard archive", "unpack it"),
    b"SQLite format 3\x00": ("a database", "export what you need from it, as CSV"),
    b"\x89PNG": ("a picture", "import the text that it shows"),
    b"\xff\xd8\xff": ("a picture", "import the text that it shows"),
    b"GIF8": ("a picture", "import the text that it shows"),
    b"RIFF": ("a picture or a sound", "import the text that it holds"),
    b"\x7fELF": ("a program", "import what it writes"),
    b"MZ": ("a program", "import what it writes"),
}
# White space of one line only: of a thousand blank lines, each would be looked through to the last.
_PROGRAM = re.compile(
    r"^[^\S\n]*(?:#!|#include\b|import \w|from \w[\w.]* import |def \w+\(|class \w+[:({]|package \w|using \w|"
    r"func(?:tion)? \w|(?:export |public |static |const |let |var )\w|SELECT |CREATE TABLE |INSERT INTO |"
    r"FROM \S+|RUN |\.PHONY|[\w.%/-]+:(?: [\w.$()/-]+)*$|\t\S)",
    re.MULTILINE,
)
_LOG = re.compile(
    r"^\W?(?:\d{4}-\d\d-\d\d|\d\d/\w{3}/\d{4}|\w{3} +\d+)[T ]\d\d:\d\d(?::\d\d)?|^commit [0-9a-f]{7,40}$",
    re.MULTILINE,
)
_MAIL = re.compile(r"^(?:From|To|Subject|Received|Message-ID): ", re.MULTILINE)
_MARKDOWN = re.compile(r"^(?:#{1,6} |[^\S\n]*[-*+] |[^\S\n]*\d+\. |\|.*\||```)|\]\(", re.MULTILINE)
_YAML = re.compile(r"^([A-Za-z_][\w .-]*):(?:\s|$)", re.MULTILINE)
_TAG = re.compile(r"<([A-Za-z][\w:.-]*)")
_HELP = "`digest handbook import` says what can be read; name the papers by their arXiv ids, DOIs or links"


def stored(raw: Raw) -> ContentError | None:
    """The error for what is no text but another program's file, told by its first bytes."""
    for first, (what, fix) in _STORED.items():
        if raw.data.startswith(first):
            return raw.unreadable(1, f"this is {what}", fix)
    return None


def refusal(raw: Raw) -> ContentError:
    """The error for a text of no known format, which says what was seen in it and what would help."""
    head = raw.utf8[:_HEAD].decode(errors="replace")
    if "\0" in head:
        return raw.unreadable(1, "this is no text", "save it as text, CSV, BibTeX or JSON")
    seen = next(filter(None, (look(head) for look in _LOOKS)), "")
    if seen:
        return raw.unreadable(1, f"this looks like {seen}", _HELP)
    if titles := _titles(head):
        what = f"{titles} short lines without an arXiv id, a DOI or a link to a paper"
        return raw.unreadable(1, what, "if each is a title, say `--format titles`; else add ids or links")
    return raw.unreadable(1, "a text without an arXiv id, a DOI or a link to a paper", _HELP)


def _html(head: str) -> str:
    is_page = re.match(r"\s*<(?:!doctype\s+html|html)\b", head, re.IGNORECASE)
    return "a web page without a link to a paper" if is_page else ""


def _xml(head: str) -> str:
    match = _TAG.search(head) if head.lstrip().startswith("<") else None
    return f"XML of another kind, which starts with <{match[1][:40]}>" if match else ""


def _json(head: str) -> str:
    if not re.match(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\]\"\d-])", head):
        return ""
    try:
        parsed = json.loads(head)
    except RecursionError:
        return "JSON of too many levels"
    except json.JSONDecodeError as error:
        whole = len(head.encode()) < _HEAD and "\n{" not in head  # neither cut here nor JSON Lines
        if whole:
            return f"broken JSON (in line {error.lineno}: {error.msg})"
        parsed = None
    names = list(dict.fromkeys(re.findall(r'"([^"\\\n]{1,40})"\s*:', head)))
    if not names:
        return "JSON without a list of papers"
    return f"JSON without papers; its keys are {_some(list(parsed) if isinstance(parsed, dict) else names)}"


def _program(head: str) -> str:
    lines = [line for line in head.splitlines() if line.strip()]
    hits = len(_PROGRAM.findall(head)) + sum(line.rstrip().endswith(("{", "}", ";")) for line in lines)
    return "a program or a build file" if head.startswith("#!") or hits * 5 > len(lines) > 1 else ""


def _log(head: str) -> str:
    lines = [line for line in head.splitlines() if line.strip()]
    return "a log" if len(_LOG.findall(head)) * 3 > len(lines) else ""


def _mail(head: str) -> str:
    return "a mail that names no paper" if len(_MAIL.findall(head[:4000])) > 2 else ""


def _table(head: str) -> str:
    first, *rest = [line for line in head.splitlines() if line.strip()][:20] or [""]
    for mark in "\t;,":
        cells = first.split(mark)
        if len(cells) > 1 and rest and all(line.count(mark) >= len(cells) - 1 for line in rest[:-1]):
            return f"a table without a title and what belongs to papers; its columns are {_some(cells)}"
    return ""


def _yaml(head: str) -> str:
    keys = list(dict.fromkeys(_YAML.findall(head)))
    lines = [line for line in head.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    inner = [line for line in lines if re.match(r"\s*(?:- )?[\w .\"'/-]+:(?:\s|$)|\s*- ", line)]
    if keys and len(inner) * 2 > len(lines) and "\n\t" not in head:  # YAML has no tabs, Makefiles do
        return f"YAML without papers; its keys are {_some(keys)}"
    return ""


def _markdown(head: str) -> str:
    return "a Markdown file without a link to a paper" if len(_MARKDOWN.findall(head)) > 1 else ""


_LOOKS: tuple[Callable[[str], str], ...] = (
    _html,
    _xml,
    _json,
    _mail,
    _log,
    _yaml,
    _program,
    _table,
    _markdown,
)


def _titles(head: str) -> int:
    """How many lines there are, where each could be a title; 0 where one could not."""
    lines = [line.strip() for line in head.splitlines() if line.strip()]
    could = all(
        len(line) < 250 and len(line.split()) > 1 and not line.endswith((".", ":", ",")) for line in lines
    )
    return len(lines) if could and len(lines) > 1 else 0


def _some(names: list[str]) -> str:
    shown = ", ".join(PurePath(name.strip().strip('"')).name[:30] for name in names[:_NAMES] if name.strip())
    return f"{shown} and more" if len(names) > _NAMES else shown
