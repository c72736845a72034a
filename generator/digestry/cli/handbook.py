"""`digest handbook`: the handbook of the version that is installed."""

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
        raise click.UsageError(
            f"There is no page {page!r} in the handbook; there are: {', '.join(sorted(pages))}."
        )
    text = filled(text)
    if sys.stdout.isatty():
        # A link to a page is a name to type here.
        narrow = re.sub(r"(?m)(^\|.*\n)+", lambda table: _as_list(table[0]), text)
        plain = re.sub(r"\[([^\]]*)\]\((\w+)\.md(?:#[\w-]*)?\)", r"\1 (`digest handbook \2`)", narrow)
        Console().print(Markdown(plain))
    else:
        say(text.rstrip("\n"))


def _as_list(table: str) -> str:
    """A table as a list, an entry a row: terminals are narrow, and rich would cut the cells."""
    heads, _, *rows = (
        [cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in table.splitlines()
    )
    return "".join(
        f"- {first}\n"
        + "".join(f"    - {head}: {cell}\n" for head, cell in zip(heads[1:], rest, strict=False) if cell)
        for first, *rest in rows
    )
