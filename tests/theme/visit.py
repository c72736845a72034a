"""A reader's visit to the site, in a real Chromium."""

from playwright.sync_api import BrowserContext, Page, ViewportSize

BASE_PATH = "/some/where/"  # no test passes on a site that only works at a host's root
PAPER = "papers/saltmarsh-ledger-an-open-market-for-sensor-models/"  # of tests/digest
PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


class Visit:
    """A reader's visit: a page, and everything that went wrong in it."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.address = address
        self.faults: list[str] = []
        host = address.removesuffix(BASE_PATH)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda said: self.faults.extend([said.text] if said.type == "error" else []))
        self.page.on(
            "request", lambda sent: self.faults.extend([] if sent.url.startswith(host) else [sent.url])
        )

    def open(self, target: str = "") -> Page:
        self.page.goto(self.address + target)
        return self.page
