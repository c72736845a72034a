"""Pictures of each kind of page, to be looked at: light, dark and phone, in English and in Arabic.

    make screenshots OUT=folder

Of the tests' digest, built anew; a picture for each page, language and screen.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import launch
from tests.conftest import build_site, copy_project, serve
from tests.theme.visit import DESKTOP, PAPER, PHONE

PAGES = {
    "home": "",
    "paper": PAPER,
    "mathematics": "papers/mathematics-in-pieces/",
    "issue": "issues/2025-04-24/",
    "issues": "issues/",
    "tag": "tags/ocean/",
    "tags": "tags/",
    "trends": "trends/",
    "author": "authors/wei-tan/",
    "authors": "authors/",
    "search": "search/?q=models",
    "search-empty": "search/",
    "saved": "saved/",
    "subscribe": "subscribe/",
    "api": "api/",
    "own": "about/",
    "missing": "no/such/page/",
}
SCREENS = {
    "light": ("light", DESKTOP),
    "dark": ("dark", DESKTOP),
    "phone": ("light", PHONE),
    "phone-dark": ("dark", PHONE),
}


def main(out: Path) -> None:
    """Takes them all."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        for language in ("en", "ar"):
            project = copy_project(Path(folder, language))
            settings = project / "mkdocs.yml"
            settings.write_text(
                settings.read_text("utf-8").replace("language: en", f"language: {language}"), "utf-8"
            )
            for address in serve(build_site(project)):
                for screen, (scheme, size) in SCREENS.items():
                    context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
                    page = context.new_page()
                    for name, target in PAGES.items():
                        page.goto(address + target)
                        page.wait_for_load_state("networkidle")
                        page.screenshot(path=out / f"{name}-{language}-{screen}.png", full_page=True)
                    context.close()
        browser.close()
    print(f"{len(list(out.glob('*.png')))} pictures in {out}/")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
