"""The model of what readers keep, in a real Chromium: whatever happens in whatever order, nothing is lost."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from tests.theme.keeping import with_modules

IDS = st.sampled_from(["a", "constructor", "tides-and-terns", "x-2"])
TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
FLAG = st.tuples(st.booleans(), st.integers(0, 6))
ABOUT = st.fixed_dictionaries({"title": TEXT, "authors": TEXT, "issue": st.sampled_from(["", "2025-04-24"])})
ENTRY = st.fixed_dictionaries(
    {},
    optional={
        "about": st.tuples(ABOUT, st.integers(0, 6)),
        "saved": FLAG,
        "read": FLAG,
        "hidden": FLAG,
        "note": st.tuples(TEXT, st.integers(0, 6)),
    },
)
SHELVES = st.dictionaries(IDS, ENTRY, max_size=4).map(
    lambda papers: json.dumps({"version": 1, "papers": papers})
)
PROPERTIES = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def page(browser: Browser, site_url: str) -> Iterator[Page]:
    """A page of the site with the model as `model`."""
    page = browser.new_page()
    with_modules(page, site_url, model="shelf.js", visit="visit.js")
    yield page
    page.close()


@PROPERTIES
@given(SHELVES, SHELVES, SHELVES)
def test_shelves_merge_in_any_order(page: Page, one: str, two: str, three: str) -> None:
    """Commutative, associative, idempotent: tabs may hear of each other late, twice, or in turns."""
    texts = page.evaluate(
        """(texts) => {
          const { merge, read, write } = model;
          const [a, b, c] = texts.map(read);
          return [
            [merge(a, b), merge(b, a)],
            [merge(merge(a, b), c), merge(a, merge(b, c))],
            [merge(a, a), a],
            [merge(merge(a, b), b), merge(a, b)],
            [read(write(a)), a],
          ].map((pair) => pair.map(write));
        }""",
        [one, two, three],
    )
    for left, right in texts:
        assert left == right


@PROPERTIES
@given(SHELVES, SHELVES, IDS, st.booleans(), st.integers(0, 6))
def test_a_change_outlives_a_merge_with_what_was_there(
    page: Page, one: str, two: str, id: str, value: bool, now: int
) -> None:
    """Even where the clock goes back."""
    kept = page.evaluate(
        """([one, two, id, value, now]) => {
          const both = model.merge(model.read(one), model.read(two));
          const changed = model.set(both, id, "saved", value, now);
          return model.is(model.merge(model.read(two), changed), id, "saved");
        }""",
        [one, two, id, value, now],
    )
    assert kept is value


@PROPERTIES
@given(SHELVES, SHELVES, st.integers(0, 20))
def test_taking_a_file_in_adds_and_takes_nothing(page: Page, mine: str, file: str, now: int) -> None:
    """What either has saved is saved, every note is there, and a second time changes nothing."""
    same, faults = page.evaluate(
        """([mine, file, now]) => {
          const { adopt, is, note, read, write } = model;
          const [a, b] = [read(mine), read(file)];
          const { shelf } = adopt(a, b, now);
          const faults = [];
          for (const id of new Set([...a.keys(), ...b.keys()])) {
            if (is(shelf, id, "saved") !== (is(a, id, "saved") || is(b, id, "saved"))) faults.push(id);
            if (is(shelf, id, "read") !== (is(a, id, "read") || is(b, id, "read"))) faults.push(id);
            if (a.has(id) && is(shelf, id, "hidden") !== is(a, id, "hidden")) faults.push(id);
            if (![a, b].every((from) => note(shelf, id).includes(note(from, id)))) faults.push(id);
          }
          const again = adopt(shelf, b, now + 1);
          return [write(again.shelf) === write(shelf) && !again.saved.length && !again.noted.length, faults];
        }""",
        [mine, file, now],
    )
    assert same
    assert faults == []


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["version", "papers", "about", "saved", "note", "a"]), inner)
    ),
    max_leaves=12,
)


@PROPERTIES
@given(
    ANYTHING | st.fixed_dictionaries({"version": st.just(1), "papers": st.dictionaries(TEXT | IDS, ANYTHING)})
)
def test_whatever_a_file_holds_it_is_a_shelf_or_refused(page: Page, value: object) -> None:
    """And what is read is written so that it is read again."""
    said = page.evaluate(
        """(text) => {
          try {
            const shelf = model.read(text);
            return model.write(model.read(model.write(shelf))) === model.write(shelf) ? "read" : "lost";
          } catch (error) {
            return error instanceof model.Unreadable ? error.why : String(error);
          }
        }""",
        json.dumps(value),
    )
    assert said in ("read", "newer", "damaged")


@pytest.mark.parametrize(
    ("had", "newest", "hours", "before"),
    [
        (None, "2025-04-24", 0, ""),  # somebody's first visit
        (("2025-04-17", ""), "2025-04-24", 1, ""),  # which goes on
        (("2025-04-17", ""), "2025-04-24", 100, "2025-04-17"),  # the second
        (("2025-04-24", "2025-04-17"), "2025-04-24", 1, "2025-04-17"),  # marks last for the visit
        (("2025-04-24", "2025-04-17"), "2025-04-24", 7, "2025-04-24"),  # and no longer
        (("2025-04-24", "2025-04-17"), "2025-01-01", 7, "2025-04-24"),  # an old issue is nothing new
    ],
)
def test_a_visit(page: Page, had: tuple[str, str] | None, newest: str, hours: int, before: str) -> None:
    """What counts as known when a page tells of an issue, so many hours after the last page."""
    state = had and {"seen": had[0], "before": had[1], "at": 0}
    found = page.evaluate(
        "([had, newest, now]) => visit.visited(had, newest, now)", [state, newest, hours * 3_600_000]
    )
    assert found["before"] == before
    assert found["seen"] == max(newest, had[0] if had else "")
