"""What became of a paper stands wherever the paper does, in words, and escaped; an ordinary one has no such line."""

import datetime as dt
import json
from dataclasses import replace

from digestry.catalogue.catalogue import catalogue
from digestry.catalogue.references import references
from digestry.content.validate import Content
from digestry.outputs.api.endpoints import paper as of_api
from digestry.outputs.cite.apa import apa, runs
from digestry.outputs.cite.bibtex import bibtex
from digestry.outputs.cite.csl import csl
from digestry.outputs.cite.ris import ris
from digestry.outputs.feeds.items import issue_item, paper_item, paper_reference
from digestry.outputs.pages import pages
from digestry.outputs.pages.head import article
from digestry.outputs.pages.plain import llms, twin
from digestry.outputs.search.index import Entry, document
from digestry.paper.model import Fact, Issue, Paper
from digestry.settings import Options, Settings
from digestry.words import ENGLISH

SETTINGS = Settings("Digest", "https://a.org/d/", "About papers.", "", "en", Options())
DAY = dt.date(2025, 4, 24)
MOMENT = Issue(DAY, ()).moment
URL = "https://arxiv.org/abs/2401.14427"
FINE = Paper("a", "On Graphs", arxiv="2401.14427", venue="KDD 2024", abstract="We study graphs.")
FACT = Fact("status", "withdrawn by its authors", URL, dt.date(2026, 11, 24))


def told(status: Fact | None = None, own: str = "") -> dict[str, str]:
    """What each output says of the paper, by a name."""
    written = replace(FINE, status=own)
    facts = {"a": (status,)} if status else {}
    found = catalogue(Content((Issue(DAY, (written,)),), (), (), facts=facts), drafts=False)
    (paper,) = found.papers
    reference = references([paper], {"a": DAY})["a"]
    item = paper_item(paper_reference(paper, MOMENT, {}, SETTINGS), paper, ENGLISH)
    page = pages.paper_page(
        paper, DAY, (), {}, reference, "", runs(reference), None, None, SETTINGS, found.became.get("a")
    ).data.decode()
    return {
        "page": page.partition("\n---\n")[2],
        "feed": item.html,
        "issue": issue_item(found.issues[0], SETTINGS).html,
        "twin": twin(paper, DAY, (), SETTINGS).data.decode(),
        "llms": llms(found, SETTINGS).data.decode(),
        "bibtex": bibtex(reference, {}),
        "apa": apa(reference, {}),
        "ris": ris(reference, {}),
        "csl": json.dumps(csl(reference, {})),
        "json-ld": json.dumps(article(reference, "", (), "https://a.org/")),
        "api": json.dumps(of_api(paper, DAY, SETTINGS)),
        "search": json.dumps(document(Entry(paper, DAY), found)),
    }


def test_all_say_it() -> None:
    """Each in its own field, if it has one."""
    found = told(FACT)
    assert {name for name, text in found.items() if "ithdrawn by its authors" not in text} == set()
    assert "  note = {withdrawn by its authors},\n" in found["bibtex"]
    assert "\nN1  - withdrawn by its authors\n" in found["ris"]
    assert json.loads(found["csl"])["status"] == "withdrawn by its authors"
    assert json.loads(found["json-ld"])["creativeWorkStatus"] == "withdrawn by its authors"
    assert found["feed"].startswith("<p><strong>Withdrawn by its authors.</strong></p>")


def test_the_page_says_who_says_so_and_when_it_was_seen() -> None:
    """A curator's own word has no source."""
    page = told(FACT)["page"]
    assert f'So says <a href="{URL}" rel="noopener">arxiv.org/abs/2401.14427</a>' in page
    assert '<time datetime="2026-11-24">24 November 2026</time>' in page
    assert page.index("Withdrawn") < page.index("Abstract")
    assert "So says" not in told(FACT, own="retracted")["page"]
    assert "Retracted." in told(FACT, own="retracted")["page"]


def test_an_ordinary_paper_has_no_such_line() -> None:
    """Nothing anywhere."""
    found = told()
    assert {
        name for name, text in found.items() if "tatus" in text or "N1  -" in text or "note =" in text
    } == set()


def test_an_item_of_a_feed_stays_the_same_item() -> None:
    """Its address and its date, so that readers are not shown it as new."""
    fine = paper_reference(FINE, MOMENT, {}, SETTINGS)
    gone = replace(FINE, status="retracted")
    after = paper_item(paper_reference(gone, MOMENT, {}, SETTINGS), gone, ENGLISH)
    assert (after.url, after.date, after.title) == (fine.url, fine.date, fine.title)


def test_what_a_source_is_called_is_text() -> None:
    """It may try to be markup, or a script's address."""
    page = told(Fact("status", "<b>gone</b>", "javascript:alert(1)<u>", dt.date(2026, 11, 24)))["page"]
    assert "<b>gone" not in page
    assert "<u>" not in page
    assert 'href="javascript' not in page
