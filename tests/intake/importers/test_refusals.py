"""What is no paper is refused, with what was seen in it and what would help."""

import pytest
from digestry.errors import ContentError
from digestry.intake.importers import source_formats as formats
from digestry.intake.importers.raw import Raw

SEEN = {
    "this is a PDF file; import its arXiv id": b"%PDF-1.7\n1 0 obj",
    "this is a zip archive": b"PK\x03\x04rest",
    "this is an old Office document; save it as CSV": b"\xd0\xcf\x11\xe0rest",
    "this is a picture": b"\x89PNG\r\n\x1a\n\x00\x00",
    "this is a database": b"SQLite format 3\x00\x00\x10",
    "this looks like a web page without a link to a paper": b"<!doctype html><html><body><p>Hello</p></body></html>",
    "this looks like XML of another kind, which starts with <svg>": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "this looks like JSON without papers; its keys are name, version": b'{"name": "left-pad", "version": "1.0.0"}',
    "this looks like broken JSON (in line 2: ": b'[{"title": "A",\n "authors": [}]',
    "this looks like a program": b"import sys\n\n\ndef main():\n    print(sys.argv)\n\n\nmain()\n",
    "this looks like a program or a build file": b"all: build\n\tcc -o a a.c\n\nclean:\n\trm -f a\n",
    "this looks like a log": b"2026-11-24 10:00:01 INFO started\n2026-11-24 10:00:02 WARN slow\n",
    "this looks like a mail": b"From: ann@example.org\nTo: bo@example.org\nSubject: Lunch\n\nAt noon?\n",
    "this looks like YAML without papers; its keys are services, volumes": b"services:\n  web:\n    image: nginx\nvolumes:\n  data:\n",
    "its columns are name, email": b"name,email\nAnn,ann@example.org\nBo,bo@example.org\n",
    "this looks like a Markdown file without a link to a paper": b"# Notes\n\n- buy milk\n- [a shop](https://shop.example)\n",
    "2 short lines without an arXiv id": b"Attention Is All You Need\nDeep Residual Learning for Image Recognition\n",
    "a text without an arXiv id": b"It rained all day. Later I read a paper and liked it a lot.\nThen I slept.\n",
    "there is nothing in it": b"",
}


@pytest.mark.parametrize(("seen", "data"), SEEN.items(), ids=[seen[:40] for seen in SEEN])
def test_it_is_told_what_was_seen(seen: str, data: bytes) -> None:
    with pytest.raises(ContentError) as refused:
        formats.read(Raw(data, "source"))
    (problem,) = refused.value.problems
    assert seen in f"{problem.what}; {problem.fix}"


def test_titles_come_in_when_they_are_called_so() -> None:
    """One a line, without bullets and numbers; as drafts, since nothing says that they are right."""
    text = (
        "# to read\n1. Attention Is All You Need\n- Deep Residual Learning\n\n3D Gaussian Splatting\nWord\n"
    )
    reading = formats.read(Raw(text.encode(), "a.txt"), "titles")
    titles = [paper.title for paper in reading.papers]
    assert titles == ["Attention Is All You Need", "Deep Residual Learning", "3D Gaussian Splatting"]
    assert [(drop.title, drop.place.line) for drop in reading.dropped] == [("Word", 6)]
    assert not formats.formats()["titles"].structured
