"""JavaScript as it is sent: the home of rjsmin."""

from importlib.metadata import distribution
from pathlib import Path

from rjsmin import jsmin


def lunr() -> bytes:
    """lunr.js from the installed MkDocs, of its many comments only the first, which is its licence."""
    # From the distribution, not the module: ProperDocs puts itself in the place of the module `mkdocs`.
    place = distribution("mkdocs").locate_file("mkdocs/contrib/search/templates/search/lunr.js")
    script = Path(str(place)).read_text("utf-8")
    return f"{script[: script.index('*/') + 2]}\n{without_comments(script)}".encode()


def without_comments(script: str) -> str:
    """A script as it runs, without comments and needless white space."""
    return f"{jsmin(script)}\n"
