"""Feeds of arXiv, journals and blogs become papers, and no feed can do harm."""

import pytest
from digestry.errors import ContentError
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper
from hypothesis import example, given
from hypothesis import strategies as st

from tests.intake.importers.sources import read, reasons

# In the shape of the arXiv API's answers.
ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"
      xmlns:arxiv="http://arxiv.org/schemas/atom">
  <title type="html">ArXiv Query: id_list=2401.14427</title>
  <id>http://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>
  <opensearch:totalResults>2</opensearch:totalResults>
  <entry>
    <id>http://arxiv.org/abs/2401.14427v2</id>
    <title>Learnware $a &lt; b_1$ &amp; {\\em more}:
  a Dock</title>
    <updated>2024-02-24T18:08:08Z</updated>
    <link href="http://arxiv.org/abs/2401.14427v2" rel="alternate" type="text/html"/>
    <link href="http://arxiv.org/pdf/2401.14427v2" rel="related" type="application/pdf" title="pdf"/>
    <link title="doi" rel="related" href="http://dx.doi.org/10.1145/3637528.3671617"/>
    <summary>  The paradigm, with $x &gt; 0$
and &lt;b&gt; as text.
</summary>
    <category term="cs.SE" scheme="http://arxiv.org/schemas/atom"/>
    <category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
    <published>2024-01-24T18:08:08Z</published>
    <arxiv:comment>KDD 2024</arxiv:comment>
    <arxiv:primary_category term="cs.LG"/>
    <arxiv:journal_ref>Proc. KDD (2024) 1-2</arxiv:journal_ref>
    <arxiv:doi>10.1145/3637528.3671617</arxiv:doi>
    <author><name>Zhi-Hao Tan</name><arxiv:affiliation>Nanjing</arxiv:affiliation></author>
    <author><name>Jian-Dong Liu, Jr.</name></author>
  </entry>
  <entry>
    <id>http://arxiv.org/abs/hep-ex/0307015v1</id>
    <title>Old</title>
    <summary>Old.</summary>
    <arxiv:primary_category term="hep-ex"/>
  </entry>
</feed>
"""
RSS = """<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">
<channel><title>cs.LG updates on arXiv.org</title><link>http://rss.arxiv.org/rss/cs.LG</link>
<item><title>On $a&lt;b$</title><link>https://arxiv.org/abs/2602.00001</link>
<description>arXiv:2602.00001v1 Announce Type: new
Abstract: We show $a&lt;b$.</description>
<guid isPermaLink="false">oai:arXiv.org:2602.00001v1</guid><category>cs.LG</category><category>stat.ML</category>
<pubDate>Mon, 09 Feb 2026 00:00:00 -0500</pubDate><arxiv:announce_type>new</arxiv:announce_type>
<dc:creator>Ann Lee, Bo van der Berg</dc:creator></item>
<item><title>Again</title><link>https://arxiv.org/abs/2203.01250</link>
<description>arXiv:2203.01250v3 Announce Type: replace-cross \nAbstract: Older.</description>
<guid isPermaLink="false">oai:arXiv.org:2203.01250v3</guid>
<pubDate>Mon, 09 Feb 2026 00:00:00 -0500</pubDate><arxiv:announce_type>replace-cross</arxiv:announce_type></item>
</channel></rss>
"""


def test_the_arxiv_api_tells_all_that_it_knows() -> None:
    """Mathematics and commands in titles stay as they were written; the first version's date counts."""
    reading = read(ATOM)
    assert reading.papers == (
        Paper(
            "",
            "Learnware $a < b_1$ & {\\em more}: a Dock",
            abstract="The paradigm, with $x > 0$ and <b> as text.",
            authors=("Zhi-Hao Tan", "Jian-Dong Liu Jr."),
            arxiv="2401.14427",
            doi="10.1145/3637528.3671617",
            venue="Proc. KDD (2024) 1-2",
            published=PartialDate(2024, 1, 24),
            categories=("cs.LG", "cs.SE"),
        ),
        Paper("", "Old", abstract="Old.", arxiv="hep-ex/0307015", categories=("hep-ex",)),
    )
    assert [paper.place.line for paper in reading.papers] == [7, 28]


def test_an_error_of_arxiv_is_an_error() -> None:
    """It comes as an entry, and is quoted."""
    entry = """<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_1234</id><title>Error</title>
        <summary>incorrect id format for 1234</summary></entry>"""
    with pytest.raises(ContentError) as error:
        read(f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>')
    assert (
        str(error.value)
        == "source:1: arXiv answers with an error: incorrect id format for 1234; correct the query"
    )


def test_new_versions_are_left_out_unless_wanted() -> None:
    """arXiv's daily feed announces them beside new papers; their date is not the paper's."""
    new = Paper(
        "",
        "On $a<b$",
        abstract="We show $a<b$.",
        authors=("Ann Lee", "Bo van der Berg"),
        arxiv="2602.00001",
        published=PartialDate(2026, 2, 9),
        categories=("cs.LG", "stat.ML"),
    )
    reading = read(RSS)
    assert reading.papers == (new,)
    assert reasons(reading) == [(10, "Again", "it is a new version of an older paper")]
    replaced = Paper("", "Again", abstract="Older.", arxiv="2203.01250")
    assert read(RSS, replacements=True).papers == (new, replaced)


def test_a_journals_feed_has_dois_and_html() -> None:
    """RSS 1.0 in another encoding; blocks of HTML become paragraphs, scripts vanish."""
    journal = """<?xml version="1.0" encoding="ISO-8859-1"?>
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">
    <channel rdf:about="https://j.example/"><title>Journal</title></channel>
    <item rdf:about="https://j.example/a"><title><![CDATA[Café <i>in vivo</i> &amp; more]]></title>
    <link>https://j.example/a</link><dc:creator>Ann Lee</dc:creator><dc:creator>Zoë Núñez</dc:creator>
    <dc:date>2026-02-03</dc:date><prism:doi>10.1038/s41586-x</prism:doi>
    <description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two&lt;br&gt;three&lt;script&gt;x()&lt;/script&gt;&lt;/p&gt;</description>
    </item></rdf:RDF>"""
    assert read(journal.encode("latin-1")).papers == (
        Paper(
            "",
            "Café in vivo & more",
            abstract="One.\n\nTwo three",
            authors=("Ann Lee", "Zoë Núñez"),
            doi="10.1038/s41586-x",
            url="https://j.example/a",
            published=PartialDate(2026, 2, 3),
        ),
    )


def test_a_blogs_items_count_where_they_link_to_a_paper() -> None:
    """By an address of arXiv, of Hugging Face or of doi.org; the others are dropped, and told."""
    blog = """<feed xmlns="http://www.w3.org/2005/Atom">
    <entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>bold</b> one</div></title>
      <link href="https://huggingface.co/papers/2401.14427"/><category term="news"/>
      <content type="html">&lt;p&gt;Read &lt;i&gt;this&lt;/i&gt;</content></entry>
    <entry><title>Two</title><link href="https://doi.org/10.1000/abc"/></entry>
    <entry><title>News</title><link href="https://blog.example/"/></entry></feed>"""
    reading = read(blog)
    assert reading.papers == (
        Paper("", "A bold one", abstract="Read this", arxiv="2401.14427", tags=("news",)),
        Paper("", "Two", doi="10.1000/abc", url="https://doi.org/10.1000/abc"),
    )
    assert reasons(reading) == [(6, "News", "it neither links to arXiv nor carries a DOI")]


def test_an_empty_feed_has_no_papers() -> None:
    """That is no error: there are days without any."""
    assert read('<rss version="2.0"><channel><title>x</title></channel></rss>').papers == ()


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><feed>&b;</feed>'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BOMB, "source:1: it defines entities, which can be a bomb; this is no feed of papers"),
        (
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><feed>&a;</feed>',
            "source:1: it defines entities",
        ),
        ("<rss>\n<item></rss>", "source:2: this is not well-formed XML (mismatched tag)"),
        ("<rss>" + "<a>" * 100, "source:1: more than 50 levels deep; this is no feed of papers"),
        (
            "<rss>" + "".join(f"<a{n}/>" for n in range(2000)),
            "source:1: more than 1,000 different names; this",
        ),
        ("<svg/>", "source:1: this is XML, but <svg> is not a feed; this is no feed of papers"),
        (
            '<?xml version="1.0" encoding="utf-7"?><rss/>',
            "source:1: the encoding utf-7 is not known here; save",
        ),
    ],
)
def test_harmful_and_broken_feeds_end_in_one_line(text: str, message: str) -> None:
    """feedparser's lenient parser never sees them."""
    with pytest.raises(ContentError) as error:
        read(text, "feed")
    assert str(error.value).startswith(message)


PIECES = st.sampled_from(
    "<entry> </entry> <item> </item> <title> </title> <link>https://arxiv.org/abs/2401.14427</link> <id>x</id> "
    "<author><name>A</name></author> <published>2024-01-24T00:00:00Z</published> <![CDATA[ ]]> <!-- --> & &lt; "
    '<summary_type="html"> </summary> <category_term="x"/> <pubDate>x</pubDate> <arxiv:doi>10.1/x</arxiv:doi> '
    "<dc:creator> </dc:creator> <content_type='base64'> </content> <media:content/> <georss:point>1</georss:point>".replace(
        "_", "\x1f"
    ).split()
).map(lambda piece: piece.replace("\x1f", " "))


@given(st.lists(PIECES | st.text(max_size=5), max_size=12), st.booleans())
@example(["<pubDate>x</pubDate>"], False)
def test_anything_like_a_feed_gives_papers_or_one_line(pieces: list[str], atom: bool) -> None:
    """Whatever stands in it, also where feedparser knows the element."""
    inner = "".join(pieces)
    namespaces = 'xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    around = ("feed xmlns='http://www.w3.org/2005/Atom'", "feed") if atom else ("rss", "rss")
    text = f"<{around[0]} {namespaces}><entry>{inner}</entry><item>{inner}</item></{around[1]}>"
    try:
        reading = read(text, "feed")
    except ContentError as error:
        assert len(error.problems) == 1
    else:
        assert all(paper.arxiv or paper.doi for paper in reading.papers)


def test_html_entities_and_bare_ampersands_are_read() -> None:
    """The commonest faults of feeds, which XML does not know; it is told."""
    reading = read("""<rss version="2.0"><channel>
    <item><title>Neural nets &ndash; a caf&eacute;&nbsp;talk</title><link>https://arxiv.org/abs/2401.14427</link></item>
    <item><title>R&D &unknown; <![CDATA[A&B]]></title><link>https://arxiv.org/abs/2401.14428?a=1&b=2</link></item>
    </channel></rss>""")
    assert [paper.title for paper in reading.papers] == ["Neural nets – a café talk", "R&D &unknown; A&B"]
    assert len(reading.remarks) == 1
    assert "not well-formed" in reading.remarks[0]


def test_a_feed_that_breaks_gives_what_it_holds_before() -> None:
    """And says from which line on it is lost."""
    whole = "<rss version='2.0'><channel>\n<item><title>One</title><link>https://arxiv.org/abs/2401.14427</link></item>\n"
    for rest in ("<item><title>Two</ti", "<item><title>Two</link></item></channel></rss>", ""):
        reading = read(whole + rest)
        assert [paper.title for paper in reading.papers] == ["One"]
        assert [drop.title for drop in reading.dropped] == ["the rest of the feed"]


def test_a_newsletters_item_names_several_papers() -> None:
    """Each is one, of the day of the item."""
    reading = read("""<rss version="2.0"><channel><item><title>Weekly</title><link>https://blog.example/1</link>
    <pubDate>Mon, 23 Nov 2026 08:00:00 GMT</pubDate><description>&lt;p&gt;Hello&lt;/p&gt;&lt;ul&gt;
    &lt;li&gt;&lt;a href="https://arxiv.org/abs/2401.14427"&gt;A First Good Paper&lt;/a&gt;: it is good.&lt;/li&gt;
    &lt;li&gt;&lt;a href="https://arxiv.org/abs/2401.14428"&gt;A Second Good Paper&lt;/a&gt;&lt;/li&gt;&lt;/ul&gt;
    </description></item></channel></rss>""")
    assert [(paper.title, paper.arxiv) for paper in reading.papers] == [
        ("A First Good Paper", "2401.14427"),
        ("A Second Good Paper", "2401.14428"),
    ]
    assert {str(day) for day in reading.days} == {"2026-11-23"}
