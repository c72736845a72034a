"""The Nu Html Checker (https://validator.github.io/validator/) on all pages of a site: `make audit-html`.

    python -m tests.html_check VNU.JAR SITE

Exit code 1, and a line each, for whatever it finds. It holds a page's policy against the addresses of files on a disk, of
which `'self'` is none, so what it says of that is left out; tests in a browser see that each page works under its policy.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

# Advice that does not fit here, by how it begins.
_ADVICE = (
    "Resource violates Content Security Policy",
    "Inline script violates Content Security Policy",  # JSON-LD, which is no script
    "Consider using the “h1” element as a top-level heading only",  # there is one, and it is
    "Article lacks heading",  # it begins with the page's own
    "Empty heading",  # that of a part which is hidden until a script fills it
    "The “cellspacing” attribute",  # letters are for mail programs, which know little of CSS
    "The “align” attribute",
)


def main(jar: Path, site: Path) -> int:
    """Checks all pages. Raises CalledProcessError where Java does not start."""
    command = [
        "java",
        "-jar",
        str(jar),
        "--format",
        "json",
        "--exit-zero-always",
        "--skip-non-html",
        str(site),
    ]
    made = subprocess.run(command, check=True, capture_output=True, text=True)
    messages = json.loads(made.stderr)["messages"]
    told = [each for each in messages if not each["message"].startswith(_ADVICE)]
    for (text, place), count in Counter((each["message"], _place(each, site)) for each in told).items():
        print(f"{place}: {text}" + (f" ({count} times)" if count > 1 else ""))
    pages = sum(1 for _ in site.rglob("*.html"))
    print(f"{pages} pages, {len(told)} findings")
    return 1 if told or not pages else 0


def _place(message: dict[str, str], site: Path) -> str:
    page = message["url"].removeprefix(site.resolve().as_uri()).lstrip("/")
    return f"{page}:{message.get('lastLine', 1)}"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
