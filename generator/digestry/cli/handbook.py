"""`digest handbook`: the handbook of the version that is installed."""

import difflib
import re
import sys
from importlib.resources import files

import click
from rich.console import Console
from rich.markdown import Markdown

from digestry.cli.output import say
from digestry.cli.reference import filled

_FIRST = "index"


@click.command()
@click.argument("page", required=False)
def handbook(page: str | None) -> None:
    """Read the handbook: the list of its pages, or one of them."""
    pages = {
        each.name.removesuffix(".md"): each.read_text("utf-8")
        for each in files("digestry.handbook").iterdir()
        if each.name.endswith(".md")
    }
    if page is None:
        text = pages[_FIRST]
    elif page in pages:
        text = pages[page]
    else:
        close = difflib.get_close_matches(page, pages, 1)
        meant = f" Did you mean {close[0]}?" if close else ""
        raise click.UsageError(f"There is no page {page!r} in the handbook.{meant}")
    text = filled(text)
    if sys.stdout.isatty():
        # A link to a page is a name to type here.
        plain = re.sub(r"\[([^\]]*)\]\((\w+)\.md(?:#[\w-]*)?\)", r"\1 (`digest handbook \2`)", text)
        Console().print(Markdown(plain))
    else:
        say(text.rstrip("\n"))
