"""Each class has one style sheet that says how it looks."""

import re
from collections import defaultdict

from tests.conftest import ROOT

# Classes that a second style sheet may name, and what for.
SHARED = {
    "pd-button": "a button inside a form wants its own place",
    "pd-copy": "beside an address, it is as high and as strong as that",
    "pd-copy--done": "the same, once it is copied",
    "pd-header": "the search page has a field of its own, so it hides the one in the header",
    "pd-header__search": "the same",
    "pd-page": "that of the search is as high as the screen, so that the footer does not jump",
    "pd-kicker": "as the heading of a group of feeds",
}


def test_no_class_is_styled_by_two_sheets() -> None:
    """Two uses of one name would meet on the pages that load both sheets, as all pages but the search do."""
    sheets = defaultdict(set)
    for path in (ROOT / "overrides/assets").rglob("*.css"):
        rules = re.sub(r'/\*.*?\*/|"[^"]*"', "", path.read_text("utf-8"), flags=re.DOTALL)
        for selector in re.findall(r"[^{}]+(?=\{)", rules):
            for name in re.findall(r"\.(pd-[\w-]+)", selector):
                sheets[name].add(path.name)
    assert len(sheets) > 100
    assert {name for name, names in sheets.items() if len(names) > 1} == SHARED.keys()
