"""The words of pages, scripts, feeds and letters in each language: all there, and said everywhere."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from gettext import c2py
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from digestry.outputs.mail import editions
from digestry.outputs.mail.letter import letter
from digestry.outputs.template_words import template_functions
from digestry.paper.model import Issue
from digestry.site.locale import for_scripts
from digestry.words import ENGLISH, LOCALES, SOURCE, Words, catalogue
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from playwright.sync_api import Browser

from tests import words
from tests.conftest import build_site, copy_project, serve
from tests.outputs.mail.samples import TAGS, of, papers, settings
from tests.theme.visit import PAPER

OTHERS = [language for language in LOCALES if language != SOURCE]
_PLACE = re.compile(r"%\((\w+)\)s")
_ONE_NUMBER = 3  # 0, 1 and 2, which a form may be for alone: then it need not say the number
_SAID = ("aria-label", "alt", "placeholder", "title", "content", "data-said")  # attributes that are read out
_UNSAID = {"script", "style", "code", "pre", "math"}


@pytest.fixture(scope="module")
def said() -> Catalog:
    """All texts that the code says."""
    return words.texts()


@pytest.mark.parametrize("language", OTHERS)
def test_each_text_is_translated_and_none_is_left_over(language: str, said: Catalog) -> None:
    """Whoever adds a text runs `make words` and translates it."""
    found = {message.id: message for message in catalogue(language) if message.id}
    assert set(found) == {message.id for message in said if message.id}
    assert not [message.id for message in found.values() if message.fuzzy or not all(words.forms(message))]


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_places_of_its_text(language: str) -> None:
    """Only a form that is for one number may leave it out, as Arabic does for two."""
    told, wrong = catalogue(language), []
    form_of = c2py(told.plural_expr)
    alone = {form_of(number) for number in range(_ONE_NUMBER)}
    alone -= {form_of(number) for number in range(_ONE_NUMBER, 200)}
    for message in told:
        if not message.id:
            continue
        several = isinstance(message.id, list | tuple)
        places = set(_PLACE.findall(message.id[-1] if several else str(message.id)))
        for form, text in enumerate(words.forms(message)):
            free = {"number"} if several and (form in alone or "%(number)s" not in message.id[0]) else set()
            have = set(_PLACE.findall(text))
            if have - places or places - have - free or "%" in _PLACE.sub("", text):
                wrong.append(text)
        if several and len(words.forms(message)) != told.num_plurals:
            wrong.append(message.id[0])
    assert wrong == []


@pytest.mark.parametrize("language", LOCALES)
@given(
    number=st.integers(0, 10**9),
    names=st.lists(st.text(min_size=1), min_size=1, max_size=4),
    value=st.text(alphabet=st.characters(codec="utf-8")),
)
def test_any_value_stands_where_it_belongs(language: str, number: int, names: list[str], value: str) -> None:
    """Values are not read as places, in whatever they hold; in HTML they are escaped."""
    told = Words(language)
    assert value in told.say("Papers by %(name)s.", name=value)
    assert all(name in told.people(names, number) for name in names)
    many = told.many("%(number)s paper", "%(number)s papers", number)
    assert told.figure(number) in many or number < _ONE_NUMBER
    shown = template_functions(told)["_"]("Papers by %(name)s.", name=value)
    assert html.fromstring(f"<p>{shown}</p>").text_content().count("<") == value.count("<")


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["0 papers", "1 paper", "2 papers", "3 papers", "11 papers", "100 papers"]),
        ("ar", ["0 ورقة", "ورقة واحدة", "ورقتان", "3 أوراق", "11 ورقة", "100 ورقة"]),
        ("ja", ["論文 0 件"]),
    ],
)
def test_numbers_have_the_forms_of_the_language(language: str, forms: list[str]) -> None:
    """Arabic has six."""
    told = Words(language)
    numbers = (0, 1, 2, 3, 11, 100)[: len(forms)]
    assert [told.many("%(number)s paper", "%(number)s papers", number) for number in numbers] == forms


@pytest.mark.parametrize(
    ("language", "day", "month", "figure"),
    [
        ("en", "24 April 2025", "April 2025", "1,234"),
        ("de", "24. April 2025", "April 2025", "1.234"),
        ("zh", "2025年4月24日", "2025年4月", "1,234"),
        ("ar", "24 أبريل 2025", "أبريل 2025", "1,234"),
    ],
)
def test_dates_and_figures_are_those_of_the_language(
    language: str, day: str, month: str, figure: str
) -> None:
    """By CLDR, as far as a date is known."""
    told, date = Words(language), dt.date(2025, 4, 24)
    assert (told.day(date), told.month(date), told.figure(1234)) == (day, month, figure)


@pytest.fixture(scope="module", params=["ar", "de"])
def translated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A language, and the site of the tests' digest in it."""
    project = copy_project(tmp_path_factory.mktemp("words") / "project")
    file = project / "mkdocs.yml"
    own = file.read_text().replace("language: en", f"language: {request.param}")
    file.write_text(own.partition("nav:")[0])  # the owner's names of pages are the owner's
    return request.param, build_site(project)


def test_no_page_or_feed_says_a_text_in_english(translated: tuple[str, Path]) -> None:
    """Nothing that is read or read out is a text of the catalogue as it was before translation."""
    language, site = translated
    english = re.compile("|".join(_patterns(language)))
    left = {
        (file.relative_to(site).parts[0], text)
        for file in sorted(site.rglob("*.html"))
        for text in _texts(html.fromstring(file.read_bytes()))
        if english.fullmatch(text)
    }
    assert left == set()
    for name in ("feed.xml", "atom.xml", "issues/feed.xml"):
        feed = etree.fromstring((site / name).read_bytes())
        shown = feed.xpath(
            "//text()[normalize-space()][not(parent::*[local-name()='name' or local-name()='creator'])]"
        )
        read = (text for each in shown for text in _of_feed(each))
        assert [text for text in read if english.fullmatch(text)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_letter_says_a_text_in_english(language: str) -> None:
    """Neither its subject nor either of its parts."""
    english = re.compile("|".join(_patterns(language)))
    told = replace(settings(email_unsubscribe="mailto:leave@reading.example.org"), language=language)
    issue = Issue(dt.date(2025, 4, 24), papers(12))
    edition = editions.edition(of(issue), editions.everything(told.words))
    assert edition
    made = letter(edition, {tag.slug: tag for tag in TAGS}, told)
    read = [made.subject, made.preheader, *_texts(html.fromstring(made.html)), *made.text.splitlines()]
    assert [text for text in read if english.fullmatch(text.strip())] == []


def _of_feed(text: str) -> Iterator[str]:
    """What a text of a feed says, which may be HTML."""
    yield from _texts(html.fromstring(f"<div>{text}</div>")) if "<" in text else [text.strip()]


def _patterns(language: str) -> Iterator[str]:
    """Expressions of the English texts that a language has other words for."""
    for message in catalogue(language):
        ids = message.id if isinstance(message.id, list | tuple) else (message.id,)
        for text in filter(None, ids):
            free = _PLACE.sub("", text)
            if text not in words.forms(message) and len(re.findall(r"[a-z]{2}", free)) > 1:
                yield re.sub(r"%\\\(number\\\)s", r"[\\d,.]+", re.escape(text))


def _texts(page: html.HtmlElement) -> Iterator[str]:
    """What a page says, text by text, and what it has read out."""
    found = page.xpath("//text()[normalize-space()] | //@*[normalize-space()]")
    for text in found:
        element = text.getparent().getparent() if text.is_tail else text.getparent()
        if (text.is_attribute and text.attrname not in _SAID) or (text.is_text and element.tag in _UNSAID):
            continue
        if not element.xpath("ancestor-or-self::*[@lang][1][@lang='en']"):  # else it says that it is English
            yield " ".join(text.split())


def test_pages_are_written_in_the_direction_of_the_language(translated: tuple[str, Path]) -> None:
    """`lang` and `dir` of each page."""
    language, site = translated
    for file in site.rglob("*.html"):
        page = html.fromstring(file.read_bytes())
        root = page.getroottree().getroot()
        assert (root.get("lang"), root.get("dir") or "ltr") == (language, Words(language).direction), file


def test_scripts_say_what_pages_say(translated: tuple[str, Path], browser: Browser) -> None:
    """Plurals, dates and figures of the scripts are those of the generator, in a real browser."""
    language, site = translated
    told, numbers = Words(language), [0, 1, 2, 3, 11, 100, 1234, 1000000]
    dates = [(2025, 4, 24), (2025, 4, 0), (2025, 0, 0), (1987, 12, 1)]
    for address in serve(site):
        page = browser.new_page()
        page.goto(address + PAPER)
        shown = page.evaluate(
            """async ([numbers, dates, address]) => {
                const { many, figure, day, say } = await import(address);
                return [numbers.map((number) => many("%(number)s result", "%(number)s results", number)),
                        numbers.map(figure), dates.map(day), say("Saved")];
            }""",
            [
                numbers,
                ["-".join(f"{part:02}" for part in date if part) for date in dates],
                address + "assets/wording.js",
            ],
        )
        page.goto(address + "search/?q=model")
        page.wait_for_selector("[role=status]:not(:empty)")
        status = " ".join(page.locator("[role=status]").all_inner_texts())
        found = int("".join(re.findall(r"\d", status)))
        page.close()
        assert shown == [
            [told.many("%(number)s result", "%(number)s results", number) for number in numbers],
            [told.figure(number) for number in numbers],
            [told.day(_Date(*date)) for date in dates],
            told.say("Saved"),
        ]
        one, more = "%(number)s paper for “%(query)s”", "%(number)s papers for “%(query)s”"
        assert told.many(one, more, found, query="model") in status


def test_facts_of_a_paper_stand_in_the_order_of_the_page(
    translated: tuple[str, Path], browser: Browser
) -> None:
    """In mirrored pages from right to left, and a number stays with its word, whatever stands beside it."""
    language, site = translated
    for address in serve(site):
        page = browser.new_page()
        page.goto(address + PAPER)
        boxes = [fact.bounding_box() for fact in page.locator(".pd-facts > *").all()]
        page.close()
        places = [box["x"] for box in boxes if box]
        assert len(places) == 4
        assert places == sorted(places, reverse=Words(language).direction == "rtl")


class _Date:
    """A date of which parts may be unknown."""

    def __init__(self, year: int, month: int, day: int) -> None:
        self.year, self.month, self.day = year, month, day


def test_scripts_get_their_own_words_only() -> None:
    """English is in the scripts; of another language, their texts and no others are sent."""
    assert for_scripts(ENGLISH) == ""
    sent = json.loads(for_scripts(Words("de")).removeprefix("export default ").rstrip(";\n"))
    assert {"Saved", "%(number)s result"} <= set(sent["texts"])
    assert "How to subscribe" not in sent["texts"]
