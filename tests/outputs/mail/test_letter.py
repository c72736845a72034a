"""A letter: the same papers in both parts, strangers' texts as text, and never too long."""

import colorsys
import datetime as dt
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import html5lib
import pytest
from digestry.catalogue.catalogue import Catalogue
from digestry.outputs.mail import editions
from digestry.outputs.mail.letter import LARGEST, Letter, artefacts, letter
from digestry.paper.model import Issue, Paper
from digestry.paper.text import clean, readable
from digestry.settings import ACCENTS, Settings
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.outputs.mail.samples import SETTINGS, TAGS, of, papers, settings, small

DAY = dt.date(2025, 4, 24)
ELEMENTS = set(
    "a b body br div em h1 h2 h3 head html li meta ol p style table tbody td title tr strong".split()
)


ALL = editions.everything()


def made(catalogue: Catalogue, period: editions.Period = ALL, of: Settings = SETTINGS) -> Letter:
    edition = editions.edition(catalogue, period)
    assert edition
    return letter(edition, {tag.slug: tag for tag in TAGS}, of)


class _Read(HTMLParser):
    """Elements, addresses and the text of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.addresses: list[str] = []
        self.attributes: set[str] = set()
        self.headings: list[str] = []
        self._in = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]
        if tag in {"h1", "h2", "h3"}:
            self.headings.append("")
            self._in = tag

    def handle_endtag(self, tag: str) -> None:
        self._in = "" if tag == self._in else self._in

    def handle_data(self, data: str) -> None:
        if self._in:
            self.headings[-1] += data


def test_both_parts_have_the_same_papers_in_the_same_order() -> None:
    """With title, authors, venue, summary or the beginning of the abstract, tags and links."""
    found = made(small())
    titles = [readable(paper.title) for issue in small().issues for paper in issue.papers]
    assert [h for h in _Read(found.html).headings if h in titles] == titles
    places = [found.text.index(f"{n}. {title}\n") for n, title in enumerate(titles, 1)]
    assert all(a < b for a, b in pairwise(places))
    for part in (found.html, re.sub(r"\s+", " ", found.text)):
        for words in (
            "Author 5 of 8 and 3 others",
            "KDD 2024",
            "Says 1.",
            "Costs 10².",
            "https://arxiv.org/pdf/2401.00001",
        ):
            assert words in part
    assert "Surveys &amp; lists" in found.html
    assert "Tags: Reasoning, Surveys & lists" in found.text


def test_every_link_is_absolute() -> None:
    """In the editor's note, too; anchors lead to the papers of the letter."""
    found = made(small())
    addresses = _Read(found.html).addresses
    anchors = [each for each in addresses if each.startswith("#")]
    assert len(anchors) == 17
    assert all(f'id="{each[1:]}"' in found.html for each in anchors)
    assert all(each.startswith("https://") for each in addresses if each not in anchors)
    assert "https://reading.example.org/tags/" in addresses
    assert "https://reading.example.org/tags/" in found.text


def test_a_short_letter_has_no_list_of_contents() -> None:
    assert "#p1" not in made(small(), editions.one_day(DAY)).html


def test_the_subject_says_what_is_in_it() -> None:
    """The issue's title, or its first paper; on one line, and not too long."""
    assert made(small(), editions.one_day(DAY)).subject == "Big n · 24 April 2025"
    assert made(small(), editions.month("2025-05")).subject == "May 2025: Paper 5: an O(n²) bound and 11 more"
    tagged = editions.edition(small(), editions.one_day(DAY), TAGS[0], "", {"p1"})
    assert tagged
    tags = {tag.slug: tag for tag in TAGS}
    assert letter(tagged, tags, SETTINGS).subject == "Reasoning, 24 April 2025: Paper 1: an O(n²) bound"
    asked = editions.edition(small(), editions.everything(), None, "many words " * 90, {"p1"})
    assert asked
    assert letter(asked, tags, SETTINGS).subject.endswith("…: Paper 1: an O(n²) bound")
    long = of(Issue(DAY, (Paper("a", "word " * 400),), "title " * 300))
    assert len(made(long).subject) < 150


def test_what_is_too_long_ends_after_a_whole_paper() -> None:
    """With a link to all; what is left is counted."""
    many = of(Issue(DAY, papers(200)))
    found = made(many)
    size = len(found.html.encode())
    assert LARGEST - 2500 < size <= LARGEST
    shown = found.html.count('class="t"')
    assert shown + found.left == 200
    assert f"{found.left} more papers are on the web:" in found.html
    assert f"{found.left} more papers are on the web: https://reading.example.org/" in found.text
    assert len(re.findall(r"(?m)^\d+\. Paper", found.text)) == shown
    assert html5lib.HTMLParser(strict=True).parse(found.html) is not None


def test_no_paper_fills_a_letter() -> None:
    """Each part of one that is huge is cut, but for the papers beside it."""
    huge = Paper("a", "w" * 50_000, abstract="v " * 50_000, authors=("x" * 9000,) * 300, venue="y" * 9000)
    note = "A *long* word. " * 5000
    found = made(of(Issue(DAY, (replace(huge, note=note, summary="z" * 9000), *papers(3, 1)), note=note)))
    assert found.left == 0
    assert len(found.html.encode()) < 12_000
    assert "The editor's note: https://reading.example.org/issues/2025-04-24/" in found.text


WORDS = st.text(max_size=60) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        "</td></tr></table>",
        "{{ 7 * 7 }}",
        "]]>",
        "a\r\nBcc: x@y.example",
        "-- \nx",
        "$<b>$",
    ]
)


@given(title=WORDS, author=WORDS, abstract=WORDS, venue=WORDS, note=WORDS)
def test_strangers_texts_are_text(title: str, author: str, abstract: str, venue: str, note: str) -> None:
    """No element, attribute or header of theirs, in no part; a title can be read again."""
    title, author, abstract, venue = (clean(each) for each in (title, author, abstract, venue))
    paper = Paper("a", title or "t", abstract=abstract, authors=(author or "n",), venue=venue)
    found = made(of(Issue(DAY, (paper,), title, note)))
    read = _Read(found.html)
    assert set(read.elements) <= ELEMENTS | set("ul blockquote code pre hr h4 h5 h6".split())
    assert not any(name.startswith("on") for name in read.attributes)
    assert "\n" not in found.subject
    shown = " ".join(read.headings[-1].split())
    assert shown == " ".join(readable(title or "t").split())


def test_each_issue_has_its_letter_in_the_browser() -> None:
    """With all papers, named canonical of its page, under a policy that loads and runs nothing."""
    content = of(Issue(DAY, papers(200)), Issue(dt.date(2025, 5, 1), papers(1, 300)))
    found = {each.path: each.data.decode() for each in artefacts(content, SETTINGS)}
    assert sorted(found) == ["issues/2025-04-24/email/index.html", "issues/2025-05-01/email/index.html"]
    page = found["issues/2025-04-24/email/index.html"]
    assert page.count('class="t"') == 200
    assert '<link rel="canonical" href="https://reading.example.org/issues/2025-04-24/">' in page
    assert "style=" not in page
    assert "default-src 'none'; style-src 'sha256-" in page
    assert "You get this letter" not in page


def test_how_to_leave_is_said() -> None:
    """By the owner's address, or by an answer."""
    assert "To leave, answer this letter" in made(small()).text
    found = made(small(), of=settings(email_unsubscribe="https://lists.example.org/leave?x=1&y=2"))
    assert '<a href="https://lists.example.org/leave?x=1&amp;y=2"' in found.html
    assert "To leave: https://lists.example.org/leave?x=1&y=2" in found.text


def test_the_colours_are_those_of_the_site() -> None:
    """Light and dark: every colour of the letter is one of the theme's."""
    theme = (ROOT / "overrides/assets/digest.css").read_text("utf-8")
    css = (ROOT / "generator/digestry/outputs/mail/templates/letter.css").read_text("utf-8")
    light, dark = css.split("@media")
    known = dict(re.findall(r"--pd-([a-z-]+): light-dark\((.*?)\);", theme))
    assert tuple(known["accent"].split(", ")) == ACCENTS
    of_light, of_dark = zip(*(both.split(", ") for both in known.values()), strict=True)
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", light)) <= {*of_light, "#fff"}
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", dark)) <= set(of_dark)


def test_the_colour_that_the_owner_chose_is_in_the_letter() -> None:
    """Of links, in light and in dark; the site's own is nowhere."""
    html = made(small(), of=replace(SETTINGS, accents=("#0966af", "#2096f3"))).html
    assert "color:#0966af" in html
    assert "#2096f3" in html
    assert not any(colour in html for colour in ACCENTS)


def _luminance(colour: str) -> float:
    short = colour.removeprefix("#")
    digits = short if len(short) == 6 else "".join(2 * c for c in short)
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("is_inverted", [False, True])
@pytest.mark.parametrize("text", ["#22262e", "#5a606c", "#a83a17"])
@pytest.mark.parametrize("ground", ["#faf8f4", "#ffffff"])
def test_colours_can_be_read_after_a_mail_program_inverts_them(
    text: str, ground: str, is_inverted: bool
) -> None:
    """As it is, and with lightness turned round, as some programs do in the dark: a contrast of 4.5 at least."""
    pair = [_inverted(each) if is_inverted else each for each in (text, ground)]
    one, other = sorted(map(_luminance, pair))
    assert (other + 0.05) / (one + 0.05) >= 4.5


def _inverted(colour: str) -> str:
    """The same hue with the opposite lightness."""
    r, g, b = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, light, full = colorsys.rgb_to_hls(r, g, b)
    return "#" + "".join(f"{round(c * 255):02x}" for c in colorsys.hls_to_rgb(hue, 1 - light, full))
