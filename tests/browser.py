"""A real Chromium for the tests: found on this machine, or installed.

`python -m tests.browser` makes sure that there is one.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = [
    "--no-sandbox",  # containers have no user namespaces
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def on_path() -> str | None:
    """The first Chromium on PATH, or nothing."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def launch(playwright: Playwright) -> Browser:
    """Starts the Chromium on PATH, else Playwright's own. Raises playwright's Error when there is neither."""
    return playwright.chromium.launch(executable_path=on_path(), args=ARGUMENTS)


def works() -> bool:
    """Whether a browser starts and shows a page."""
    with sync_playwright() as playwright:
        try:
            browser = launch(playwright)
        except Exception as error:  # whatever keeps it from starting, the next attempt may mend
            print(f"No browser starts here: {str(error).splitlines()[0]}")
            return False
        version = browser.version
        browser.close()
    print(f"Tests run in Chromium {version}.")
    return True


def main() -> int:
    """Tries what is there, then apt (as root), then Playwright's download. Exit code 1 when all fail."""
    if works():
        return 0
    attempts = []
    if os.geteuid() == 0 and shutil.which("apt-get"):
        attempts += [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]]
    attempts.append([sys.executable, "-m", "playwright", "install", "chromium"])
    for command in attempts:
        print("Trying:", " ".join(Path(word).name for word in command), flush=True)
        if subprocess.run(command, check=False).returncode == 0 and command[1] != "update" and works():
            return 0
    print(
        "The tests need a Chromium and could not get one. Install it, for example: sudo apt install chromium"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
