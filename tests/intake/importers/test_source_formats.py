"""What a source is, is told from its content; whatever it is, it ends in papers or in one line."""

import gzip
import json

import pytest
from digestry.errors import ContentError
from digestry.intake.importers import source_formats as formats
from digestry.intake.importers.raw import Raw
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.importers.sources import read

SOURCES = {
    "mail": ["From: a@b.example\nTo: c@d.example\nSubject: Read\n\nhttps://arxiv.org/abs/2401.14427\n"],
    "scholar-alert": [
        "<html><body><h3><a href='https://scholar.google.com/scholar_url?url=https://arxiv.org/abs/2401.14427&amp;hl=en'>A"
        " Title</a></h3><div>A Lee - Nature, 2024</div></body></html>"
    ],
    "ris": ["TY  - JOUR\nTI  - A Title\nER  - \n", "ty - jour\nT1 - A Title\n"],
    "nbib": ["PMID- 34265840\nOWN - NLM\nTI  - A Title\n", "OWN - ERIC\nTI  - A Title\n"],
    "refer": ["%0 Journal Article\n%T A Title\n", "%A Lee, Ann\n%T A Title\n"],
    "wos": ["FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Lee, A\nTI A Title\nER\n\nEF\n"],
    "refworks": ["RT Journal Article\nSR Electronic(1)\nA1 Lee,Ann\nT1 A Title\n"],
    "bibliography-xml": [
        "<?xml version='1.0'?><xml><records><record><titles><title>A</title></titles></record></records></xml>",
        "<PubmedArticleSet><PubmedArticle><ArticleTitle>A</ArticleTitle></PubmedArticle></PubmedArticleSet>",
        "<mods xmlns='http://www.loc.gov/mods/v3'><titleInfo><title>A</title></titleInfo></mods>",
    ],
    "html": ["<ul><li><a href='https://arxiv.org/abs/2401.14427'>A Good Title</a></li></ul>"],
    "feed": ['<?xml version="1.0"?><feed/>', "<rss><channel/></rss>", "<!-- x --><rdf:RDF xmlns:rdf='x'/>"],
    "jsonl": [
        '{"title": "A", "authors": ["Ann Lee"]}',
        '{"title": "A", "doi": "10.1/b"}\n{"title": "B"}',
        '{"id": "a-paper", "title": "A"}',
    ],
    "json": [
        '[{"paper": {"id": "2401.14427"}}]',
        '{\n "id": "2401.14427"\n}',
        '{"results": [{"display_name": "A", "authorships": [], "doi": "https://doi.org/10.1000/b"}]}',
        '{"SLAM": {"2401.14427": "|**2024-01-24**|**A Title**|Ann Lee et.al.|[2401.14427](http://arxiv.org/abs/2401.14427)|null|"}}',
    ],
    "csv": [
        "title,venue\nA,B",
        "UID;Title;Authors\n",
        '"title"\tauthors\n',
        "sep=;\nPaper Title;DOI\nA;10.1000/b\n",
    ],
    "bibtex": [
        "@misc{a, title={A}}",
        "A note of mine.\n\n  @Article (a,\n title={A})",
        "% x\n@string{a={b}}",
    ],
    "yaml": ["date: 2024-01-24\npapers:\n  - {id: a, title: A}\n", "- title: A\n  authors: [Ann Lee]\n"],
    "arxiv-mailing": [
        "\\\\\narXiv:2401.14427\nTitle: A\n\\\\\n  Words.\n\\\\ ( https://arxiv.org/abs/2401.14427 )\n"
    ],
    "arxiv-listing": ["[1] arXiv:2401.14427 [pdf, html, other]\nTitle: A\nAnn Lee\n"],
    "paper-page": ["arXiv:2401.14427 (cs)\n[Submitted on 24 Jan 2024]\nA Title\nAnn Lee\n"],
    "ids": [
        "2401.14427",
        "# mine\n\narXiv:2401.14427v2\n10.1145/x\nwhat\n",
        "https://arxiv.org/abs/hep-ex/0307015",
    ],
    "markdown": ["# To read\n\n- [A Good Title](https://arxiv.org/abs/2401.14427)\n"],
    "page": ["Daily Papers\nApr 24\n", "A Title\nWords.\n12 authors\n· Apr 24\n"],
    "text": [
        "Have you seen arXiv:2401.14427?",
        "2401.14427, 2401.14428",
        "doi:10.1145/3637528.3671617 is good",
    ],
}


@pytest.mark.parametrize(
    ("format", "text"), [(name, text) for name, texts in SOURCES.items() for text in texts]
)
def test_a_format_is_told_from_the_content(format: str, text: str) -> None:
    """With a byte order mark, in UTF-16, packed: always the same."""
    data = text.encode()
    for packed in (
        data,
        b"\xef\xbb\xbf" + data,
        text.encode("utf-16"),
        gzip.compress(data),
        b"\r\n\r\n" + data,
    ):
        assert formats.detect(Raw(packed, "source")) == format


def test_every_format_is_told() -> None:
    """What `--format` offers can be found without it; but for titles, which look like any other text."""
    assert SOURCES.keys() == formats.formats().keys() - {"titles"}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "source:1: there is nothing in it; check where it comes from"),
        (b" \n", "source:1: there is nothing in it; check where it comes from"),
        (b"%PDF-1.7\n", "source:1: this is a PDF file; import its arXiv id or its DOI"),
        (b"title,doi\nA,\nCaf\x81\xfe,\n", "source:3: the text is not UTF-8 here; save it as UTF-8"),
        (b"\xff\xfea", "source:1: the text is not whole UTF-16; save it as UTF-8"),
        (
            gzip.compress(b"title\nA", mtime=0)[:-9],
            "source:1: the gzip archive ends too soon; fetch or pack it again",
        ),
        (b"\x1f\x8bxxxxxxxx", "source:1: the gzip archive is damaged; fetch or pack it again"),
        (
            gzip.compress(b"a", mtime=0) + b"x",
            "source:1: something that is not gzip follows the archive; pack it again",
        ),
        (gzip.compress(b"a" * 10**8, mtime=0), "source:1: more than 2,9"),
    ],
)
def test_what_cannot_be_read_ends_in_one_line(data: bytes, message: str) -> None:
    """Where, what, and what to do instead."""
    with pytest.raises(ContentError) as error:
        read(data)
    assert str(error.value).startswith(message)


def test_an_archive_may_have_members() -> None:
    """Two packed files in a row are one packed file."""
    lines = [
        gzip.compress(json.dumps({"title": title, "doi": "10.1000/a"}).encode() + b"\n") for title in "AB"
    ]
    assert [paper.title for paper in read(b"".join(lines)).papers] == ["A", "B"]


@given(
    st.sampled_from([None, *formats.formats()]),
    st.binary(max_size=200),
    st.sampled_from(["", *(text for texts in SOURCES.values() for text in texts)]),
)
def test_any_bytes_give_papers_or_one_line(format: str | None, data: bytes, start: str) -> None:
    """In any format, told or asked for; also behind a good beginning, and packed."""
    for source in (start.encode() + data, gzip.compress(start.encode() + data), b"\x1f\x8b\x08" + data):
        try:
            reading = read(source, format)
        except ContentError as error:
            assert len(error.problems) == 1
            assert str(error).startswith("source:")
            assert "\n" not in str(error)
        else:
            assert all(paper.title and paper.place.line >= 1 for paper in reading.papers)
