"""Reading any source takes at most ten times its size in memory, and a few megabytes.

Each source is read by a process of its own, which asks Linux for the most memory that it ever held: what
libraries in C take is counted too.
"""

import gc
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from digestry.errors import ContentError

from tests.intake.importers.sources import read

MB = 2**20
SPARE = 16 * MB  # what a process takes anyway, and one paper of the largest size


def source(start: str, piece: str, end: str = "", size: int = 4 * MB) -> Callable[[], bytes]:
    """What makes a source that consists of one piece, again and again, up to a size in bytes."""
    return lambda: (start + piece * (size // len(piece.encode())) + end).encode()


def numbered(start: str, piece: str, end: str, number: int) -> Callable[[], bytes]:
    """What makes a source of pieces that differ by the number in them."""
    return lambda: (start + "".join(piece % n for n in range(number)) + end).encode()


def names() -> bytes:
    """Papers of 9,000 authors each, no two of one name."""
    lists = ('","'.join(f"Name {n * 9000 + k}" for k in range(9000)) for n in range(25))
    return "\n".join(f'{{"title": "t", "authors": ["{authors}"]}}' for authors in lists).encode()


PAGE = "Daily Papers\n"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">'
ENTRY = "<entry><id>http://arxiv.org/abs/2401.14427</id><title>t</title>"
SOURCES: dict[str, Callable[[], bytes]] = {
    "json: empty lists": source("[", "[],", "1]"),
    "json: empty objects": source("[", "{},", "1]"),
    "json: small papers": source("[", '{"title":"a"},', "1]", MB),
    "json: lists in papers": source("[", '{"title":"a","x":[' + "[]," * 80_000 + "1]},", "1]"),
    "json: lists in one paper": source('[{"title":"a","x":[', "[],", "1]}]"),
    "json: wrong values": source("[", '{"title":"a","doi":1,"url":2,"pdf":3,"arxiv":4},', "1]"),
    "json: deep": source("", "["),
    "json: a long text": source('["', "ab ", '😀"]'),
    "json: a long number": source("[", "1", "]"),
    "jsonl: small papers": source("", '{"title":"a"}\n', "", MB),
    "jsonl: broken lines": source("", "{\n"),
    "jsonl: words": source("", '{"title":"a","abstract":"' + "ab " * 33_000 + '😀"}\n'),
    "jsonl: lists in papers": source("", '{"title":"a","x":[' + "[]," * 80_000 + "1]}\n"),
    "jsonl: a long line": source('{"title":"', "ab ", '😀"}'),
    "jsonl: names": names,
    "csv: small papers": source("title\n", "a\n", "", MB),
    "csv: columns": source("title\n", "a,"),
    "csv: an open quotation mark": source('title\n"', '\n","'),
    "ids: many": source("", "2401.14427\n", "", MB),
    "ids: none": source("", "a\n"),
    "bibtex: open braces": source("@a{x, title={", "{\n"),
    "bibtex: open entries": source("", "@a{x, title={aaa\n", "", MB),
    "bibtex: entries in a line": source("", "@a{" * 80_000 + "\n"),
    "bibtex: small papers": source("", "@a{x,title=1}\n", "", MB),
    "bibtex: strings": numbered("", '@string{a%d="x"}\n', "", 200_000),
    "bibtex: fields": source(
        "", "@a{x,title=1," + "".join(f"a{n}=1," for n in range(25_000)) + "}\n", "", MB
    ),
    "ris: small papers": source("", "TY - JOUR\nTI - a\nER -\n", "", MB),
    "ris: tags": source("TY - JOUR\n", "AU - a\n"),
    "ris: a long value": source("TY - JOUR\nTI - ", "ab\n"),
    "nbib: small papers": source("", "PMID- 1\nTI  - a\n\n", "", MB),
    "refer: small papers": source("", "%T a\n\n", "", MB),
    "bibliography-xml: small papers": source(
        "<xml><records>", "<record><titles><title>a</title></titles></record>", "</records></xml>", MB
    ),
    "bibliography-xml: elements": source("<xml><records>", "<a/>", "</records></xml>", MB),
    "bibliography-xml: elements in one": source(
        "<xml><records><record>", "<a/>", "</record></records></xml>", MB
    ),
    "yaml: small papers": source("papers:\n", "- {title: a, doi: 10.1000/a}\n", "", MB),
    "yaml: lists in one paper": source("- title: a\n  x: [", "[],\n", "]\n", MB),
    "markdown: small papers": source("", "- [a](https://arxiv.org/abs/2401.14427)\n", "", MB // 2),
    "markdown: brackets": source("- ", "[", "](https://arxiv.org/abs/2401.14427)\n", MB // 8),
    "markdown: bars": source("|a|\n|-|\n", "|", "\n", MB // 8),
    "markdown: nested entries": source("", "- a\n", "", MB // 4),
    "html: entries": source("<ul>", "<li><a href='https://arxiv.org/abs/2401.14427'>a</a>", "</ul>", MB),
    "html: open tags": source("", "<b><ul><li>", "", MB),
    "html: cells": source("<table><tr>", "<td>a", "</table>", MB),
    "text: ids": source("", "see arXiv:2401.14427 and 10.1000/abc\n", "", MB),
    "mail: lines": source("From: a\nTo: b\nSubject: c\n\n", "arXiv:2401.14427\n", "", MB),
    "arxiv-listing: papers": source("", "[1] arXiv:2401.14427 [pdf, html]\nTitle: a\n", "", MB),
    "arxiv-mailing: papers": source("", "\\\\\narXiv:2401.14427\nTitle: a\n\\\\\n b\n\\\\\n", "", MB),
    "page: small papers": source(PAGE, "a\n"),
    "page: words": source(PAGE, "ab " * 50_000 + "😀\n"),
    "page: a long line": source(PAGE, "ab "),
    "feed: deep": source(ATOM, "<a>"),
    "feed: elements in entries": source(ATOM, ENTRY + "<a/>" * 19_000 + "</entry>", "</feed>", MB),
    "feed: elements in one entry": source(ATOM + ENTRY, "<a/>", "</entry></feed>"),
    "feed: attributes": numbered(ATOM + "<a", " a%d=''", "/></feed>", 400_000),
    "feed: different names": numbered(ATOM, "<a%d/>", "</feed>", 400_000),
    "feed: a comment": source(ATOM + "<!--", "a", "--></feed>"),
    "feed: a text": source(ATOM + "<title>", "ab ", "😀</title></feed>"),
    "feed: bold text": source(
        ATOM, ENTRY + "<summary type='html'>" + "&lt;b&gt;" * 9_000 + "</summary></entry>", "</feed>", MB
    ),
}


def kilobytes(name: str) -> int:
    """A figure of this process, as Linux counts it: `VmRSS` is now, `VmHWM` was the most."""
    found = re.search(rf"{name}:\s*(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    assert found
    return int(found[1])


def most(name: str) -> int:
    """The bytes that reading a source takes on top of what the process had."""
    data = SOURCES[name]()
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # the most is what it is now
    before = kilobytes("VmRSS")
    try:
        read(data, name.split(":")[0])
    except ContentError as error:
        assert len(error.problems) == 1
    return (kilobytes("VmHWM") - before) * 1024 + len(data)


def main() -> None:
    """Reads each source in a fork and prints how many bytes that took, a line each."""
    read("title\nA\n", "csv")
    for name in SOURCES:
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            os.write(writer, str(most(name)).encode())
            os._exit(0)
        os.waitpid(child, 0)
        os.close(writer)
        with os.fdopen(reader) as result:
            print(f"{name}\t{result.read()}", flush=True)


@pytest.fixture(scope="module")
def taken() -> dict[str, int]:
    """The bytes that each source takes."""
    lines = subprocess.run(
        [sys.executable, "-m", "tests.intake.importers.test_memory"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return {name: int(size) for name, size in (line.split("\t") for line in lines)}


@pytest.mark.parametrize("name", SOURCES)
def test_memory_stays_in_proportion(name: str, taken: dict[str, int]) -> None:
    """However small the pieces that the source consists of, and however many."""
    assert taken[name] <= 10 * len(SOURCES[name]()) + SPARE


if __name__ == "__main__":
    main()
