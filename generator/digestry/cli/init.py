"""`digest init`: a digest of one's own."""

import datetime as dt
import secrets
import shlex
import shutil
from collections.abc import Iterable
from pathlib import Path

import click

from digestry.cli.import_ import bring_in
from digestry.cli.output import say, shown, shown_as
from digestry.paper import slugs
from digestry.paper.text import clean
from digestry.paper.values import web_address
from digestry.site.begin import begun, take_back
from digestry.site.project import Project
from digestry.site.starter import feed_id, starter

_ALLOWED = frozenset({".git"})  # a repository that somebody has just begun


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", help="What your digest is called; the folder's name if not given.")
@click.option("--url", help="The address it will be published at.")
@click.option(
    "--from", "sources", metavar="SOURCE", multiple=True, help="Bring papers in at once, as `import` does."
)
@click.option(
    "--date",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The first issue's day; today if not given.",
)
def init(
    folder: Path,
    name: str | None,
    url: str | None,
    sources: tuple[str, ...],
    date: dt.datetime | None,
) -> None:
    """Start a digest of your own in a new folder.

    Settings, an example issue, and workflows that check, publish and fetch on GitHub. DIR has to be new or
    empty.
    """
    folder = folder.resolve()
    take_back(folder)
    if folder.exists() and (taken := sorted({path.name for path in folder.iterdir()} - _ALLOWED)):
        what = f"{shown(folder)} holds {taken[0]} already" + (" and more" if len(taken) > 1 else "")
        raise click.UsageError(f"{what}; name a new or an empty folder.")
    name = " ".join(clean(_called(folder) if name is None else name).split())
    if not name:
        raise click.UsageError("--name is empty; say what your digest is called.")
    day = date.date() if date else dt.date.today()
    address = _address(url, folder)
    # Ids have to differ from those of all other digests: only chance can promise that.
    ids = feed_id(address, dt.date.today(), secrets.token_hex(4))
    files = starter(name, address, ids, day, example=not sources)
    reports = []
    with begun(folder) as new:
        _write(files, new)
        if sources:
            with shown_as(folder, new):
                reports.append(bring_in(Project.open(str(new / "mkdocs.yml")), sources, day))
            if (scratch := new / "build").exists():  # the importer's
                shutil.rmtree(scratch)
    for report in reports:  # what it says has happened by now
        report()
    _tell(folder, has_address=bool(url))


def _write(files: Iterable[tuple[str, str]], folder: Path) -> None:
    for path, text in files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8", newline="\n")


def _called(folder: Path) -> str:
    """A name out of that of a folder, its capitals as they are."""
    words = folder.name.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or "Digest"


def _address(url: str | None, folder: Path) -> str:
    """The site's address; a made-up one, which the owner is told to change, where none is given."""
    if url is None:
        return f"https://example.org/{slugs.slug(folder.name) or 'digest'}/"
    try:
        return web_address(url)
    except ValueError:
        raise click.UsageError(f"--url: {url!r} is not a web address; write it as https://…") from None


def _tell(folder: Path, has_address: bool) -> None:
    say(f"Your digest is in {shown(folder)}/. Look at it:")
    say(f"  cd {shlex.quote(str(shown(folder)))}")
    say("  digest serve   # a preview at http://127.0.0.1:8000")
    if not has_address:
        say("Then write the address that it will have as site_url into mkdocs.yml: feeds link to it.")
