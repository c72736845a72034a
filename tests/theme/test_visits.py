"""What is new since the last visit: marked where issues are listed, in a real Chromium."""

import json

from playwright.sync_api import Page, expect

from tests.theme.keeping import ISSUE
from tests.theme.visit import BASE_PATH, Visit

VISIT = f"{BASE_PATH}.visit"
BEFORE = "2025-03-20"  # the digest has newer issues


def came_back(page: Page, seen: str) -> None:
    """The browser of somebody whose last visit was long ago."""
    state = json.dumps({"version": 1, "seen": seen, "before": "", "at": 0})
    page.evaluate(f"state => localStorage.setItem('{VISIT}', state)", state)


def test_a_first_visit_has_nothing_new(visit: Visit) -> None:
    """On no page, and not on the next one either."""
    for target in ("", "issues/", ISSUE, ""):
        page = visit.open(target)
        page.wait_for_load_state("networkidle")
        expect(page.locator(".pd-badge")).to_have_count(0)
        expect(page.locator(".pd-since")).to_be_hidden()


def test_whoever_comes_back_sees_what_is_new(visit: Visit) -> None:
    """Home counts the papers, and each newer issue is marked, for as long as the visit lasts."""
    came_back(visit.open("tags/"), BEFORE)
    page = visit.open()
    since = page.locator(".pd-since")
    expect(since).to_be_visible()
    counts = dict(part.split(":") for part in str(since.get_attribute("data-pd-recent")).split())
    fresh = {day: int(count) for day, count in counts.items() if day > BEFORE}
    assert 0 < len(fresh) < len(counts)
    expect(since).to_contain_text(f"{sum(fresh.values())} papers since your last visit.")
    since.get_by_role("link").click()
    rows = page.locator(".pd-rows li")
    expect(rows.filter(has_text="New")).to_have_count(len(fresh))
    visit.open(ISSUE)
    expect(page.locator(".pd-kicker .pd-badge")).to_have_text("New")
    page.reload()
    expect(page.locator(".pd-kicker .pd-badge")).to_have_text("New")


def test_a_new_visit_begins_anew(desktop: Visit) -> None:
    """What the last one could see is not new."""
    page = desktop.open()
    page.evaluate(
        f"""() => {{
          const state = JSON.parse(localStorage.getItem('{VISIT}'));
          localStorage.setItem('{VISIT}', JSON.stringify({{ ...state, at: 0 }}));
        }}"""
    )
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".pd-badge")).to_have_count(0)


def test_what_a_newer_version_has_kept_is_left_alone(desktop: Visit) -> None:
    """And marks nothing."""
    page = desktop.open()
    text = json.dumps({"version": 2, "seen": "1999-01-01"})
    page.evaluate(f"text => localStorage.setItem('{VISIT}', text)", text)
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".pd-badge")).to_have_count(0)
    assert page.evaluate(f"localStorage.getItem('{VISIT}')") == text
