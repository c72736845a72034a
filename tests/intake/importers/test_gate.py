"""What shows no sign of a paper never becomes one: a heap of other people's files, whole, shuffled and cut."""

import re
from pathlib import Path

import digestry
import pytest
from digestry.errors import ContentError
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.importers.sources import read

HEAP = {
    "python": "import sys\n\n\ndef main(argv):\n    for name in argv[1:]:\n        print(name)\n\n\nmain(sys.argv)\n",
    "c": '#include <stdio.h>\n\nint main(void) {\n    printf("hello\\n");\n    return 0;\n}\n',
    "javascript": "const a = require('a');\n\nmodule.exports = function (b) {\n  return a(b) || {};\n};\n",
    "java": "package a;\n\npublic class Main {\n    public static void main(String[] args) {\n    }\n}\n",
    "rust": 'fn main() {\n    let title = "A title";\n    println!("{}", title);\n}\n',
    "css": "@media (max-width: 600px) {\n  .title { color: red; }\n}\n@font-face { font-family: A; }\n",
    "sql": "CREATE TABLE papers (id INTEGER, title TEXT);\nSELECT title, authors FROM papers;\n",
    "makefile": "all: build\n\ncc = gcc\nbuild: main.o\n\t$(cc) -o main main.o\n\nclean:\n\trm -f main\n",
    "dockerfile": 'FROM debian:12\nRUN apt-get update\nCOPY . /app\nCMD ["python", "main.py"]\n',
    "ini": "[core]\nname = Ann Lee\ntitle = A title\n\n[remote]\nurl = https://example.org/a.git\n",
    "toml": '[project]\nname = "a"\nversion = "1.0"\nauthors = [{name = "Ann Lee"}]\n',
    "log": "2026-11-24 10:00:01,123 INFO started 2401 workers\n2026-11-24 10:00:02,456 WARN 1905.12345 s\n",
    "access log": '127.0.0.1 - - [24/Nov/2026:10:00:00 +0000] "GET /abs/2401.14427 HTTP/1.1" 200 1234\n',
    "git log": "commit 0123456789abcdef0123456789abcdef01234567\nAuthor: Ann Lee <ann@example.org>\n\n    A title\n",
    "diff": "--- a/main.py\n+++ b/main.py\n@@ -1,3 +1,3 @@\n-import sys\n+import os\n",
    "minutes": "Minutes of the meeting of 24 November 2026\n\nPresent: Ann, Bo, Cy\n\n1. Budget\nAnn presents the budget. Agreed.\n\n2. Any other business\nNone.\n",
    "recipe": "Pancakes\n\n- 2 eggs\n- 200 g flour\n- 300 ml milk\n\nMix. Bake in a pan until brown.\n",
    "poem": "The fog comes\non little cat feet.\n\nIt sits looking\nover harbor and city\n",
    "letter": "Dear Ann,\n\nthank you for your letter. We have read it with interest, and hope to see you soon.\n\nYours,\nBo\n",
    "mail": "From: ann@example.org\nTo: bo@example.org\nSubject: Lunch\n\nAt noon? See https://example.org/menu\n",
    "chat": "[24/11/2026, 09:10] Ann: hello\n[24/11/2026, 09:11] Bo: hi, see https://example.org/a\n",
    "readme": "# A program\n\nIt does [things](https://example.org/).\n\n## Install\n\n```sh\npip install a\n```\n\n- fast\n- small\n",
    "awesome": "# Awesome tools\n\n- [One](https://one.example/) - a tool\n- [Two](https://github.com/a/two) - another\n",
    "yaml": "services:\n  web:\n    image: nginx\n    ports:\n      - 80:80\n",
    "workflow": "on: push\njobs:\n  test:\n    steps:\n      - uses: actions/checkout@v4\n      - name: A title\n        run: make\n",
    "people": "name,email,age\nAnn Lee,ann@example.org,31\nBo Chen,bo@example.org,42\n",
    "prices": "sku;title;price\n1;A lamp;12.50\n2;A chair;49.00\n",
    "package": '{"name": "left-pad", "version": "1.0.0", "author": "Ann Lee", "description": "Pads."}\n',
    "todo": '[{"title": "Buy milk", "done": false}, {"title": "Sleep", "done": true}]\n',
    "xml": "<?xml version='1.0'?>\n<project><title>A title</title><author>Ann Lee</author></project>\n",
    "svg": '<svg xmlns="http://www.w3.org/2000/svg"><title>A title</title></svg>\n',
    "page": "<!doctype html><html><head><title>A title</title></head><body><h1>A title</h1><ul><li><a href='/a'>A</a></ul></body></html>\n",
    "subtitles": "1\n00:00:01,000 --> 00:00:02,000\nHello.\n\n2\n00:00:03,000 --> 00:00:04,000\nGoodbye.\n",
    "calendar": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:A title\nDTSTART:20261124T100000Z\nEND:VEVENT\nEND:VCALENDAR\n",
    "latex": "\\documentclass{article}\n\\title{A title}\n\\author{Ann Lee}\n\\begin{document}\nWords.\n\\end{document}\n",
    "licence": "MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy of this software, to deal in it without restriction.\n",
    "binary": "\x00\x01\x02PK title authors\n",
}
LINES = [line for text in HEAP.values() for line in text.splitlines(keepends=True)]


def papers(source: str | bytes) -> list[str]:
    try:
        return [paper.title for paper in read(source).papers]
    except ContentError as error:
        assert len(error.problems) == 1
        return []


@pytest.mark.parametrize("text", HEAP.values(), ids=HEAP)
def test_other_peoples_files_are_no_papers(text: str) -> None:
    for source in (
        text,
        text * 20,
        text.replace("\n", "\r\n"),
        text.encode("utf-16"),
        text[: len(text) // 2],
    ):
        assert papers(source) == []


@given(st.lists(st.sampled_from(LINES), max_size=30).map("".join))
def test_nor_are_their_lines_in_any_order(text: str) -> None:
    assert papers(text) == []


@given(st.text(max_size=300) | st.binary(max_size=300))
def test_nor_is_anything_without_a_sign(source: str | bytes) -> None:
    """Random text or bytes hold neither an id nor a format's marks; where they should, that is a sign."""
    text = source if isinstance(source, str) else source.decode(errors="replace")
    if not re.search(r"10\.\d{4}|arxiv|\d{4}\.\d{4}|[@%<{\[]|TY|PMID", text, re.IGNORECASE):
        assert papers(source) == []


@pytest.mark.parametrize("path", sorted(Path(digestry.__path__[0]).rglob("*.py")), ids=lambda path: path.name)
def test_nor_is_this_program(path: Path) -> None:
    """But for modules that name ids or papers themselves."""
    text = path.read_text("utf-8")
    if not re.search(r"arxiv|10\.\d{4}|\d{4}\.\d{4,5}|doi", text, re.IGNORECASE):
        assert papers(text) == []
