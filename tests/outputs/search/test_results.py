"""What the page makes of texts and hits, in a real Chromium: words as the generator has them, marks, passages,
numbers and addresses.
"""

import pytest
from digestry.paper.dates import PartialDate
from digestry.paper.text import clean
from digestry.query.terms import STOP_WORDS, fold, sought, term, tokens, trim
from digestry.words import ENGLISH
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

TEXT = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cn", "Co"]), max_size=60)
    | st.text("aé-'.’ sßİΣσ中ー١²½", max_size=30)
    | st.text("gpt 4-7.x,l_{}1\\+#net", max_size=30)
    | st.text("深度学 ู้ยน모델을ㄱ・ガ", max_size=20)
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXT, min_size=1, max_size=20))
@example(texts=["IES sses ied caresses ponies surveys array decay by says"])
@example(
    texts=[
        "GPT4 GPT-4-turbo GPT 4. in 3 pass@1 Qwen2.5 8x7B 10,000 \\ell_{1} l_p C++ (C#) .NET",
        "각 모델을 การ",
    ]
)
@example(texts=["\U00010000Y \U00010000s \U00010000\U00010000ing \U00010400ies"])
def test_the_browser_takes_text_apart_as_the_generator_does(page: Page, texts: list[str]) -> None:
    """Folding, tokens and compounds, trimming and stemming: a word that differs would not be found."""
    theirs = page.evaluate(
        """([texts, stopWords]) => texts.map((text) => {
          const stops = new Set(stopWords);
          const folded = words.fold(text);
          const all = [...words.written(folded), ...words.compounds(folded), ...words.unwritten(folded, stops)];
          const sought = words.sought(folded, stops).map(({ text, compound }) => [text, compound]);
          return [folded, all, all.map(words.trim), all.map(engine.term), sought];
        })""",
        [texts, sorted(STOP_WORDS)],
    )
    for text, (folded, all_tokens, trimmed, terms, found) in zip(texts, theirs, strict=True):
        assert folded == fold(text)
        assert all_tokens == tokens(fold(text))
        assert trimmed == [trim(token) for token in all_tokens]
        assert terms == [term(token) for token in all_tokens]
        assert found == [list(word) for word in sought(folded)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(st.text("abcd", max_size=6), st.text("abcd", max_size=6)), max_size=20))
def test_how_far_words_are_apart(page: Page, pairs: list[tuple[str, str]]) -> None:
    """It is the same both ways, 0 for the same word only, and a letter more or less is one step."""
    theirs = page.evaluate(
        "(pairs) => pairs.map(([a, b]) => [words.distance(a, b, 9), words.distance(b, a, 9), words.distance(a, a + 'x', 9)])",
        [list(pair) for pair in pairs],
    )
    for (a, b), (forth, back, more) in zip(pairs, theirs, strict=True):
        assert forth == back
        assert (forth == 0) == (a == b)
        assert abs(len(a) - len(b)) <= forth <= max(len(a), len(b))
        assert more == 1


LINE = (st.text(st.characters(codec="utf-8"), max_size=40) | st.text("<>&\"'/ab =x!-", max_size=30)).map(
    lambda text: " ".join(clean(text).split())
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hits=st.lists(st.tuples(LINE, LINE, LINE, LINE), min_size=1, max_size=10))
def test_results_show_what_strangers_wrote_as_text(page: Page, hits: list[tuple[str, str, str, str]]) -> None:
    """Title, author, venue and summary come out as the same text, highlighted or not, and add no element."""
    shown = page.evaluate(
        """(hits) => hits.map(([title, author, venue, summary]) => {
          const sought = [title, author, venue, summary].flatMap((text) => text.split(/[\\s-]+/u));
          const terms = new Set(sought.filter((_, i) => i % 2).map(engine.term));
          const hit = {title, url: "papers/x/", authors: author ? [author] : [], venue, date: "2024", summary, abstract: summary};
          const item = results.result(hit, {terms, term: engine.term});
          const option = results.option(hit, {terms, term: engine.term}, 0);
          return {
            title: item.querySelector(".pd-result__title").textContent,
            meta: item.querySelector(".pd-result__meta").textContent,
            summary: item.querySelector(".pd-result__summary")?.textContent ?? "",
            option: option.querySelector(".pd-option__title").textContent,
            names: [...item.querySelectorAll("*"), ...option.querySelectorAll("*")].map((e) => e.localName),
            links: [...item.querySelectorAll("[href]")].map((e) => new URL(e.href).pathname.split("/").slice(-3).join("/")),
          };
        })""",
        [list(hit) for hit in hits],
    )
    for (title, author, venue, summary), seen in zip(hits, shown, strict=True):
        assert seen["title"] == seen["option"] == title
        assert seen["meta"] == " · ".join(part for part in (author, "2024", venue) if part)
        assert seen["summary"] == summary
        assert set(seen["names"]) <= {"a", "h2", "p", "mark", "span"}
        assert seen["links"] == ["papers/x/"]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9.'’+#üßéÅ-]{0,14}", fullmatch=True), min_size=1))
def test_a_term_begins_with_the_letter_of_its_word(page: Page, words: list[str]) -> None:
    """Words that begin otherwise are passed over where matches are marked."""
    terms = page.evaluate("(words) => words.map(engine.term)", words)
    for word, form in zip(words, terms, strict=True):
        assert not form or form[0] == word[0].lower()


@pytest.mark.parametrize(
    ("text", "marked"), [("ſee it", "ſee"), ("\u212aelvin is", "\u212aelvin"), ("Éta one", "Éta")]
)
def test_letters_that_look_otherwise_are_marked(page: Page, text: str, marked: str) -> None:
    """Old, foreign and accented letters count as the plain ones that the index has."""
    found = page.evaluate(
        """([text, word]) => {
          const sought = { terms: new Set([engine.term(word)]), term: engine.term };
          return [...marks.highlight(text, sought).querySelectorAll("mark")].map((mark) => mark.textContent);
        }""",
        [text, marked],
    )
    assert found == [marked]


def test_a_result_names_few_authors(page: Page) -> None:
    """Those who were searched for first, and never more than three, however many are called so."""
    authors = ["Ann Lee", "Bo Chen", "Cy Dee", *(f"Li Wei {number}" for number in range(1050))]
    told = page.evaluate(
        """(authors) => [["dee"], ["wei"], []].map((words) => {
          const sought = { terms: new Set(words.map(engine.term)), term: engine.term };
          return results.result({ title: "x", url: "papers/x/", authors }, sought).querySelector(".pd-result__meta").textContent;
        })""",
        authors,
    )
    assert told == [
        "Cy Dee, Ann Lee, Bo Chen and 1,050 others",
        "Li Wei 0, Li Wei 1, Li Wei 2 and 1,050 others",
        "Ann Lee, Bo Chen, Cy Dee and 1,050 others",
    ]


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("With GPT-4-turbo, GPT4 and GPT 4.", "gpt4", ["GPT-4", "GPT4", "GPT 4"]),
        ("over 10,000 pictures", "10000", ["10,000"]),
        ("an \\ell_1 bound, ℓ1", "l1", ["ell_1", "ℓ1"]),
        ("C, C++ and C#", "c++", ["C++"]),
        ("on .NET, the net", ".net", [".NET"]),
        ("用于图像识别的方法", "图像 像识 识别", ["图像识别"]),
        ("언어모델을", "모델", ["모델"]),
    ],
)
def test_names_and_pairs_are_marked_as_they_are_written(
    page: Page, text: str, query: str, marked: list[str]
) -> None:
    """However the query writes them."""
    found = page.evaluate(
        """([text, words]) => {
          const sought = { terms: new Set(words.map(engine.term)), term: engine.term };
          return [...marks.highlight(text, sought).querySelectorAll("mark")].map((mark) => mark.textContent);
        }""",
        [text, query.split()],
    )
    assert found == marked


DATES = st.dates().map(str).flatmap(lambda day: st.sampled_from([day, day[:7], day[:4]]))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=st.lists(st.integers(0, 2000) | st.integers(0, 10**9)), dates=st.lists(DATES))
@example(numbers=[0, 1, 2, 999, 1000, 1234567], dates=["2024", "2024-01", "2024-01-04", "0099-12-31"])
def test_numbers_and_dates_are_written_as_the_pages_write_them(
    page: Page, numbers: list[int], dates: list[str]
) -> None:
    """Digits in groups of three, one paper but two papers, dates as far as they are known."""
    theirs = page.evaluate(
        "([numbers, dates]) => [numbers.map((n) => wording.many('%(number)s paper', '%(number)s papers', n)), numbers.map(wording.figure), dates.map(wording.day)]",
        [numbers, dates],
    )
    assert theirs[0] == [ENGLISH.many("%(number)s paper", "%(number)s papers", number) for number in numbers]
    assert theirs[1] == [ENGLISH.figure(number) for number in numbers]
    assert theirs[2] == [ENGLISH.day(PartialDate.parse(date)) for date in dates]


def test_the_best_passage_holds_the_words(page: Page) -> None:
    """It begins with a sentence where one is near, and most different words count most."""
    text = (
        "Models matter. " * 30 + "Here graph models meet noise in one place. " + "Nothing more is said. " * 30
    )
    told = page.evaluate(
        "(text) => marks.passage(text, {terms: new Set(['graph', 'model', 'nois']), term: engine.term}, 200)",
        text,
    )
    assert told.startswith("Here graph models meet noise")
    assert told.endswith("…")
    assert len(told) <= 201


def test_a_search_survives_its_address(page: Page) -> None:
    """What `write` tells, `read` understands."""
    search = {
        "query": "a & b=c “ü” +1",
        "filters": {
            "tags": ["x", "y"], "notTags": ["z"], "year": "2024", "venue": "KDD & co", "issue": "2025-01-01", "code": True,
        },
        "sort": "votes",
    }  # fmt: skip
    assert page.evaluate("(search) => address.read(address.write(search))", search) == search
    assert page.evaluate("() => address.write(address.read(''))") == ""
