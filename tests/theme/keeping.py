"""What tests of keeping share: a reader who saves, and what the browser then holds."""

import json
import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.theme.visit import BASE_PATH, PAPER

SHELF = f"{BASE_PATH}.shelf"  # the name in the browser's storage
ISSUE = "issues/2025-04-24/"
ID = PAPER.split("/")[1]
MODULE = f"{BASE_PATH}assets/keep/"


def shelf(page: Page) -> dict[str, Any]:
    """The papers that the browser's storage holds, by id."""
    text = page.evaluate(f"localStorage.getItem('{SHELF}')")
    return {} if text is None else dict(json.loads(text)["papers"])


def with_modules(page: Page, address: str, **files: str) -> None:
    """Opens a page of the site at `address` and loads modules of keeping into it, as globals by these names."""
    page.goto(address)
    for name, file in files.items():
        page.evaluate(
            "async ([name, module]) => { globalThis[name] = await import(module); }",
            [name, f"{address.removesuffix(BASE_PATH)}{MODULE}{file}"],
        )


def put(page: Page, papers: dict[str, dict[str, object]], version: int = 1) -> None:
    """Gives the browser a shelf; `page` must be on the site."""
    text = json.dumps({"version": version, "papers": papers})
    page.evaluate(f"text => localStorage.setItem('{SHELF}', text)", text)


def kept(title: str, time: int = 1, **more: object) -> dict[str, object]:
    """A saved paper of a shelf whose facts are complete."""
    about = {"title": title, "authors": "Ada Low", "issue": "2025-04-24"}
    return {"about": [about, time], "saved": [True, time], **more}


def card(page: Page, title: str) -> Locator:
    """The card of the paper with this title."""
    link = page.locator(".pd-card__title a").filter(has_text=re.compile(f"^{re.escape(title)}$"))
    return page.locator(".pd-card").filter(has=link)


def press(place: Locator, label: str, on: bool = True) -> None:
    """Presses a button that stays down, or comes up, and waits until it does."""
    button = place.locator("button.pd-keep").filter(has_text=label)
    button.click()
    expect(button).to_have_attribute("aria-pressed", str(on).lower())


def titles(page: Page) -> list[str]:
    """The titles of the list that is shown."""
    return page.locator(".pd-shelf .pd-kept__title").all_text_contents()
