"""A list in a link: fifty papers in two kilobytes, opened beside one's own, for ever."""

from collections.abc import Iterator

import pytest
from digestry.paper import slugs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from tests.theme.keeping import ID, kept, put, shelf, titles, with_modules
from tests.theme.visit import Visit

STORMS = "the-year-of-the-storms"
# What three links of the first format say. They have been sent: never change a line of this.
SENT = {
    "1AA__8": [],
    "1YOGxivITkObHWSC-b3yZ0": [STORMS],
    "1gpLJjtuJ28skIhfM4JwjQZtlbWbeYPr231OA62Oc4k6Tegu6M8UQ": [ID, STORMS],
}
IDS = st.lists(
    st.text(max_size=120).map(slugs.slug).filter(bool)
    | st.from_regex(r"\A[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,9}\Z"),
    max_size=12,
)
TITLES = """
    attention is all you need for reading long legal contracts with sparse memory
    scaling laws for sparsely connected mixture of experts in low resource speech
    a survey of retrieval augmented generation and its failure modes in medicine
    learning to walk in twenty minutes with model based reinforcement learning
    neural radiance fields without camera poses from unordered holiday photographs
""".split("\n")[1:-1]


@pytest.fixture(scope="module")
def page(browser: Browser, site_url: str) -> Iterator[Page]:
    """A page of the site with the format of links as `codec`."""
    page = browser.new_page()
    with_modules(page, site_url, codec="codec.js")
    yield page
    page.close()


def link(page: Page, ids: list[str]) -> str:
    """What stands behind the # of a list's address."""
    return str(page.evaluate("(ids) => codec.encode(ids)", ids))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(IDS)
def test_what_a_link_carries_comes_out_of_it(page: Page, ids: list[str]) -> None:
    """Each paper once; all of it in letters that no program breaks."""
    packed, found = page.evaluate(
        "(ids) => { const packed = codec.encode(ids); return [packed, codec.decode(packed)]; }", ids
    )
    assert found == sorted(set(ids))
    assert packed.replace("-", "a").replace("_", "a").isalnum()
    assert packed.isascii()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("ABCabc019-_", max_size=40) | st.text(max_size=20))
def test_any_other_text_is_no_list(page: Page, text: str) -> None:
    """Said with one kind of error, and soon."""
    said = page.evaluate(
        """(text) => {
          try { return codec.decode(text).every((id) => /^[a-z0-9-]+$/.test(id)); } catch (error) { return error instanceof codec.NoList; }
        }""",
        text,
    )
    assert said


def test_a_link_that_was_cut_off_is_known(page: Page) -> None:
    """Wherever it was."""
    packed = link(page, [ID, STORMS, "only-a-title"])
    for end in range(1, len(packed) - 1):
        assert page.evaluate(
            "(text) => { try { codec.decode(text); return false; } catch { return true; } }", packed[:end]
        ), end


@pytest.mark.parametrize("packed", SENT)
def test_links_that_were_sent_stay_readable(page: Page, packed: str) -> None:
    """The format is permanent: another one gets another number."""
    assert page.evaluate("(text) => codec.decode(text)", packed) == SENT[packed]
    assert link(page, SENT[packed]) == packed


def test_fifty_papers_take_less_than_two_kilobytes(page: Page) -> None:
    """With ids as long as those of a real corpus, 66 characters in the middle, none like another."""
    words = sorted({word for title in TITLES for word in title.split()})
    ids = []
    for number in range(50):
        wanted = [words[(number * 7 + step * 13 + step * step * number) % len(words)] for step in range(9)]
        ids.append(slugs.slug(" ".join(wanted)))
    assert len(set(ids)) == 50
    assert sum(map(len, ids)) / 50 > 60
    assert len(link(page, ids)) < 1900


def received(
    browser: Browser, site_url: str, page: Page, ids: list[str], own: dict[str, dict[str, object]]
) -> Visit:
    """A visit of somebody who keeps papers, and opens a list that another one sent."""
    visit = Visit(browser.new_context(), site_url)
    visit.open("saved/")
    put(visit.page, own)
    visit.page.goto(f"{site_url}tags/")
    visit.open(f"saved/#{link(page, ids)}")
    return visit


def test_a_colleagues_list_stays_apart(browser: Browser, site_url: str, page: Page) -> None:
    """With titles from the site, and nothing of it in one's own; Dismiss leaves no trace."""
    visit = received(browser, site_url, page, [ID, STORMS], {"a": kept("Alpha")})
    opened = visit.page
    sent = opened.locator(".pd-sent")
    expect(sent.get_by_role("heading", name="A list somebody sent you: 2 papers")).to_be_focused()
    expect(
        sent.get_by_role("link", name="Saltmarsh Ledger: An Open Market for Sensor Models")
    ).to_be_visible()
    assert titles(opened) == ["Alpha"]
    before = shelf(opened)
    opened.get_by_role("button", name="Dismiss").click()
    expect(sent).to_be_hidden()
    expect(opened.get_by_role("heading", level=1)).to_be_focused()
    assert opened.url == f"{site_url}saved/"
    assert shelf(opened) == before
    assert visit.faults == []
    opened.context.close()


def test_all_of_it_is_kept_when_its_reader_says_so(browser: Browser, site_url: str, page: Page) -> None:
    """What one had already keeps its note and its day."""
    own = {STORMS: kept("The Year of the Storms", 7, note=["mine", 1])}
    visit = received(browser, site_url, page, [ID, STORMS], own)
    opened = visit.page
    expect(opened.locator(".pd-sent").get_by_text("On your list already")).to_be_visible()
    expect(opened.locator(".pd-sent").get_by_role("link", name="Saltmarsh Ledger")).to_be_visible()
    opened.get_by_role("button", name="Keep all").click()
    expect(opened.get_by_role("status").filter(has_text="1 paper added to your list.")).to_be_visible()
    now = shelf(opened)
    assert set(now) == {ID, STORMS}
    assert now[STORMS] == own[STORMS]
    assert now[ID]["about"][0]["title"] == "Saltmarsh Ledger: An Open Market for Sensor Models"
    expect(opened.locator(".pd-nav [data-pd-count]")).to_have_text(" 2")
    opened.reload()
    expect(opened.locator(".pd-sent")).to_be_hidden()
    opened.context.close()


def test_some_of_it_can_be_kept_by_keyboard(browser: Browser, site_url: str, page: Page) -> None:
    """Only what was chosen."""
    visit = received(browser, site_url, page, [ID, STORMS], {})
    opened = visit.page
    some = opened.get_by_role("button", name="Keep the chosen")
    expect(some).to_be_disabled()
    opened.get_by_role("checkbox", name="Choose: The Year of the Storms").focus()
    opened.keyboard.press("Space")
    expect(some).to_be_enabled()
    some.focus()
    opened.keyboard.press("Enter")
    expect(opened.locator(".pd-shelf .pd-kept")).to_have_count(1)
    assert set(shelf(opened)) == {STORMS}
    opened.context.close()


def test_papers_that_are_gone_are_said(browser: Browser, site_url: str, page: Page) -> None:
    """By the words of their ids; they cannot be kept."""
    visit = received(browser, site_url, page, [STORMS, "a-paper-that-is-gone"], {})
    opened = visit.page
    expect(opened.get_by_text("1 of them is no longer in this digest.")).to_be_visible()
    expect(opened.get_by_role("link", name="A paper that is gone")).to_be_visible()
    opened.get_by_role("button", name="Keep all").click()
    expect(opened.locator(".pd-shelf .pd-kept")).to_have_count(1)
    assert set(shelf(opened)) == {STORMS}
    opened.context.close()


def test_a_damaged_link_is_said_and_a_link_pasted_on_the_page_is_opened(desktop: Visit, page: Page) -> None:
    """The page is the same one: only the part behind # has changed."""
    opened = desktop.open(f"saved/#{link(page, [ID, STORMS])[:-4]}")
    expect(opened.get_by_role("heading", name="A list that cannot be read")).to_be_visible()
    expect(opened.get_by_role("button", name="Keep all")).to_be_hidden()
    opened.evaluate("(hash) => { location.hash = hash; }", link(page, [STORMS]))
    expect(opened.get_by_role("heading", name="A list somebody sent you: 1 paper")).to_be_visible()


def test_the_link_that_is_copied_opens_the_list(browser: Browser, site_url: str) -> None:
    """In another browser: the papers, not the notes."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    visit = Visit(context, site_url)
    mine = visit.open("saved/")
    put(mine, {STORMS: kept("The Year of the Storms", note=["private", 1]), ID: kept("Ledger", 5)})
    mine.reload()
    expect(mine.locator(".pd-shelf .pd-kept")).to_have_count(2)
    mine.get_by_role("button", name="Copy link").click()
    expect(mine.get_by_role("status").filter(has_text="Link copied.")).to_be_visible()
    address = mine.evaluate("navigator.clipboard.readText()")
    other = browser.new_context()
    theirs = other.new_page()
    theirs.goto(address)
    expect(theirs.locator(".pd-sent .pd-kept")).to_have_count(2)
    assert "private" not in theirs.content()
    assert visit.faults == []
    context.close()
    other.close()
