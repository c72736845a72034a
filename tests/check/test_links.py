"""Links that lead nowhere are found in what the curator writes."""

import pytest

from tests.check.content import WHOLE, feed, findings, said

BAD = ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//example.org", "http://["]


@pytest.mark.parametrize("link", [*BAD, "../tags/", "page.md", "#here"])
def test_a_note_links_to_the_web_only(link: str) -> None:
    """It goes into feeds and e-mail, where a relative link leads nowhere."""
    text = f"note: |\n  See\n  [this](<{link}>) and [that](https://example.org)."
    found = findings(text + "\n" + feed(f"{WHOLE}\n{text}"))
    told = said(found, "link")
    assert len(told) == 2
    assert all(f"`note` links to {link!r}" in each for each in told)
    assert [each.split(":")[1] for each in told] == ["1", "10"]


@pytest.mark.parametrize("link", BAD[:3])
def test_a_page_links_to_nothing_but_the_web_and_this_site(link: str) -> None:
    """At the line in the page; relative links there are MkDocs' business."""
    page = f"# About\n\n[Tags](../tags/index.md), [mail](mailto:a@b.org), [web](https://a.org).\n\n[x](<{link}>)\n"
    assert said(findings(feed(WHOLE), pages={"about.md": page}), "link") == [
        f"content/pages/about.md:5: the page links to {link!r}"
    ]
