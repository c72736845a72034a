"""JavaScript as it is sent: the home of rjsmin."""

from importlib.resources import files

from rjsmin import jsmin


def lunr() -> bytes:
    """lunr.js from the installed MkDocs, of its many comments only the first, which is its licence."""
    script = files("mkdocs").joinpath("contrib/search/templates/search/lunr.js").read_text("utf-8")
    return f"{script[: script.index('*/') + 2]}\n{without_comments(script)}".encode()


def without_comments(script: str) -> str:
    """A script as it runs, without comments and needless white space."""
    return f"{jsmin(script)}\n"
