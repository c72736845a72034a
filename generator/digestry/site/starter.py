"""What `digest init` writes: the files of a digest that somebody begins with."""

import datetime as dt
import re
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template
from urllib.parse import urlsplit

from digestry.content.nodes import dump
from digestry.paper.text import commonmark

_EXAMPLE = "content/feed/first.yml"
_HOST = re.compile(r"[a-z0-9][a-z0-9.-]*", re.ASCII)  # what a tag may hold: no letters beyond ASCII, no [::1]
# Names that begin with a dot here; packages leave such files out.
_DOTTED = {"gitignore": ".gitignore", "gitattributes": ".gitattributes", "github": ".github"}


def starter(name: str, url: str, feed_id: str, today: dt.date, example: bool) -> Iterator[tuple[str, str]]:
    """Each file by its path, with its text: settings, content, workflows.

    `name` and `url` are the site's, `feed_id` is the setting of that name; `example` says whether there is an
    issue to look at, dated today.
    """
    values = {
        "name": dump({"site_name": name}).rstrip("\n"),
        "title": commonmark(name),
        "url": dump([{"url": url}])[len("- url: ") :].rstrip("\n"),
        "today": today.isoformat(),
        "feed_id": feed_id,
        "version": version("digestry"),
    }
    for path, file in _walk(files("digestry").joinpath("starter")):
        if path == _EXAMPLE and not example:
            continue
        text = Template(file.read_text("utf-8")).substitute(values)
        yield path.replace(_EXAMPLE, f"content/feed/{today}.yml"), text


def feed_id(url: str, today: dt.date, unlike: str) -> str:
    """What a new digest's ids begin with: a tag (RFC 4151) that no move of the site can change.

    The host's name and the day say whose it is. `unlike` tells it from other digests: hosts are shared, and
    the address of a digest that has none yet is made up.
    """
    host = urlsplit(url).hostname or ""
    return f"tag:{host if _HOST.fullmatch(host) else 'example.org'},{today}:{unlike}/"


def _walk(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = above + _DOTTED.get(entry.name, entry.name)
        if entry.is_dir():
            yield from _walk(entry, f"{path}/")
        else:
            yield path, entry
