"""Bibliographies in XML: of EndNote, of PubMed, and MODS."""

import pytest
from digestry.errors import ContentError
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.importers.sources import read

ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?><xml><records><record><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Lee, Ann</style></author><author>Qwen Team,</author></authors></contributors>
<titles><title><style face="normal">A </style><style face="italic">Good</style> Title</title><secondary-title>Things</secondary-title></titles>
<dates><year>2024</year><pub-dates><date>Jan 24</date></pub-dates></dates><volume>12</volume>
<electronic-resource-num>10.1000/a</electronic-resource-num><urls><related-urls><url>https://example.org/a</url></related-urls></urls>
<abstract>Words.</abstract><keywords><keyword>one</keyword><keyword>two</keyword></keywords><notes>Mine.</notes></record></records></xml>"""
PUBMED = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>123</PMID><Article><Journal><JournalIssue><PubDate>
<Year>2024</Year><Month>Jan</Month><Day>24</Day></PubDate></JournalIssue><Title>Things</Title></Journal>
<ArticleTitle>A <i>Good</i> Title.</ArticleTitle><ELocationID EIdType="doi">10.1000/a</ELocationID><Abstract>
<AbstractText Label="AIM">Words.</AbstractText><AbstractText>More.</AbstractText></Abstract><AuthorList><Author><LastName>Lee</LastName>
<ForeName>Ann</ForeName></Author><Author><CollectiveName>Qwen Team</CollectiveName></Author></AuthorList></Article>
<KeywordList><Keyword>one</Keyword><Keyword>two</Keyword></KeywordList></MedlineCitation></PubmedArticle></PubmedArticleSet>"""
MODS = """<modsCollection xmlns="http://www.loc.gov/mods/v3"><mods><titleInfo><nonSort>A</nonSort><title>Good Title</title></titleInfo>
<name type="personal"><namePart type="family">Lee</namePart><namePart type="given">Ann</namePart><role><roleTerm>author</roleTerm></role></name>
<name type="personal"><namePart>Dee, Cy</namePart><role><roleTerm>editor</roleTerm></role></name>
<name type="corporate"><namePart>Qwen Team</namePart></name><originInfo><dateIssued>2024-01-24</dateIssued></originInfo>
<relatedItem type="host"><titleInfo><title>Things</title></titleInfo></relatedItem><identifier type="doi">10.1000/a</identifier>
<location><url>https://example.org/a</url></location><abstract>Words.</abstract><subject><topic>one</topic><topic>two</topic></subject></mods></modsCollection>"""


@pytest.mark.parametrize("text", [ENDNOTE, PUBMED, MODS], ids=["endnote", "pubmed", "mods"])
def test_a_reference_is_read(text: str) -> None:
    """People, groups, the journal, what is in its texts; editors are no authors."""
    (paper,) = read(text).papers
    assert (paper.title, paper.authors) == ("A Good Title", ("Ann Lee", "Qwen Team"))
    assert getattr(paper.authors[1], "is_organisation", False)
    assert (paper.venue, paper.published, paper.doi) == ("Things", PartialDate(2024, 1, 24), "10.1000/a")
    assert paper.tags == ("one", "two")
    assert paper.abstract.replace("Aim: ", "").split("\n\n")[0] == "Words."


def test_what_no_field_takes_is_named() -> None:
    reading = read(ENDNOTE.replace("volume>", "edition>"))
    assert reading.unread == {"element edition": 1}
    assert reading.papers[0].note == "Mine."


def test_a_reference_without_a_title_costs_no_other() -> None:
    text = "<xml><records><record><abstract>x</abstract></record><record><titles><title>A</title></titles></record></records></xml>"
    reading = read(text)
    assert reading.papers == (Paper("", "A"),)
    assert [drop.why for drop in reading.dropped] == ["the reference has no title"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '<!DOCTYPE x [<!ENTITY a "aaaa">]><xml><records><record>&a;</record></records></xml>',
            "it defines entities",
        ),
        ("<xml><records><record><titles>", "this is not well-formed XML"),
    ],
)
def test_harmful_and_broken_files_end_in_one_line(text: str, message: str) -> None:
    with pytest.raises(ContentError) as error:
        read(text)
    assert message in str(error.value)


@given(st.text(max_size=100))
def test_any_text_gives_references_or_one_line(text: str) -> None:
    try:
        read(f"<xml><records><record>{text}</record></records></xml>", "bibliography-xml")
    except ContentError as error:
        assert len(error.problems) == 1
