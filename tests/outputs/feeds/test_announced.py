"""What a built page announces is what is there."""

import re
from pathlib import Path
from urllib.parse import unquote

from tests.conftest import build_site
from tests.outputs.feeds.samples import texts

SITE = "https://digest.example/some/where/"
FEED = """
date: 2025-04-24
papers:
  - {id: a, title: A, authors: [张伟, 'O"Brien & Söhne']}
  - {id: b, title: B, authors: [张伟, 'O"Brien & Söhne']}
"""


def test_authors_of_any_script_can_be_followed(project: Path) -> None:
    """The address in the page's head, in the feed itself and in the list of feeds is one, and leads to the file."""
    (project / "content/feed").mkdir()
    (project / "content/feed/a.yml").write_text(FEED, "utf-8")
    site = build_site(project)
    listed = texts((site / "feeds.opml").read_bytes(), "//outline[@text='Authors']/outline/@xmlUrl")
    assert len(listed) == 2
    for address in listed:
        path = site / unquote(address.removeprefix(SITE))
        head = (path.parent / "index.html").read_text("utf-8")
        announced = re.findall(r'<link rel="alternate" type="application/rss\+xml"[^>]* href="([^"]*)"', head)
        assert announced == [address, f"{SITE}feed.xml"]
        assert texts(path.read_bytes(), "channel/atom:link[@rel='self']/@href") == [address]
        assert address.isascii()
