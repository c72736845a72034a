"""All formats together: told from the content, read by their importers."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from digestry.intake.importers import (
    bibliography_xml,
    bibtex,
    feed,
    id_list,
    ids_in_text,
    pages_of_papers,
    papers_json,
    table,
    tagged,
    titles,
    yaml_list,
)
from digestry.intake.importers.pasted import is_page, page
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.records import Dropped, Reading, Record, Remark, reading
from digestry.intake.importers.refusals import refusal, stored
from digestry.registry import registry

Reader = Callable[[Raw], Iterator[Record | Dropped | Remark]]


@dataclass(frozen=True)
class Format:
    """A format of sources.

    about: what it is, for people.
    read: its papers out of a source, one by one; raises ContentError for what cannot be read.
    recognise: whether a source is in this format, by its content alone. Asked in the order of `formats`.
    structured: whether it says what is a title and what is not. Where it does not, its papers come as drafts,
        and arXiv and Crossref are asked what those that have an id are.
    """

    about: str
    read: Reader
    recognise: Callable[[Raw], bool]
    structured: bool = True


@registry("digestry.importers", Format, ours_last=True)
def formats() -> Mapping[str, Format]:
    """Each format by name, in the order in which a source is tried; what none recognises is refused."""
    return {
        **{
            name: Format(
                f"{tags.name}, a tag before each value", tagged.reader(tags), tagged.recogniser(tags)
            )
            for name, tags in tagged.FORMATS.items()
        },
        "bibliography-xml": Format(
            "XML of EndNote, PubMed or MODS", bibliography_xml.entries, bibliography_xml.is_bibliography
        ),
        "html": Format(
            "HTML: lists and tables of papers",
            pages_of_papers.html,
            pages_of_papers.is_html,
            structured=False,
        ),
        "feed": Format("RSS and Atom whose entries name papers", feed.entries, feed.is_feed),
        "jsonl": Format("JSON Lines: an object a paper", papers_json.lines, papers_json.is_lines),
        "json": Format(
            "JSON: of a service, a program or your own making", papers_json.entries, papers_json.is_json
        ),
        "csv": Format("CSV or TSV: a table of papers", table.rows, table.is_table),
        "yaml": Format("YAML: feed files of a digest, lists of papers", yaml_list.entries, yaml_list.is_list),
        "ids": Format("a list of arXiv ids and DOIs", id_list.wanted, _is_id_list),
        "bibtex": Format("BibTeX", bibtex.entries, _is_bibtex),
        "markdown": Format(
            "Markdown: lists and tables of papers",
            pages_of_papers.markdown,
            pages_of_papers.is_markdown,
            structured=False,
        ),
        "page": Format("text copied from a papers page", page, is_page),
        "text": Format(
            "any text that names arXiv ids or DOIs",
            ids_in_text.entries,
            ids_in_text.is_text,
            structured=False,
        ),
        "titles": Format("titles, one a line", titles.entries, _is_never, structured=False),
    }


_HEAD = 64 * 2**10  # bytes from which a format is told
_SAMPLE = 50  # lines of which half have to be identifiers
_ARRAY = re.compile(rb"\[\s*[\[{\]\"]")
_OBJECT = re.compile(rb"\{\s*[\"}]")
_HTML = re.compile(rb"<(?:!doctype\s+)?html\b", re.IGNORECASE)


def read(raw: Raw, format: str | None = None) -> Reading:
    """The papers of a source, in the format that its content shows or in the given one (of `formats`).

    Whatever the bytes, memory stays below ten times their number, unpacked, and some megabytes. Raises
    ContentError, with one problem, for what cannot be read.
    """
    name = format or detect(raw)
    found = formats()[name]
    read = reading(found.read(raw), raw.name, len(raw.data), found.structured)
    if raw.encoding != "utf-8":
        read = replace(read, remarks=(f"the text was read as {raw.encoding}", *read.remarks))
    return replace(read, format=name)


def detect(raw: Raw) -> str:
    """The format of a source, from its content alone: one of `formats`.

    Raises ContentError, which says what was seen, for what shows no sign of papers in any of them.
    """
    head = _head(raw)
    if not head:
        raise raw.unreadable(1, "there is nothing in it", "check where it comes from")
    if binary := stored(raw):
        raise binary
    name = next((name for name, format in formats().items() if format.recognise(raw)), "")
    if not name:
        raise refusal(raw)
    return name


def _head(raw: Raw) -> bytes:
    return raw.utf8[:_HEAD].lstrip()


def _is_xml(raw: Raw) -> bool:
    """Whether it begins with an element that is none of HTML, as a web page and Markdown can."""
    head = _head(raw)
    return (
        head.startswith(b"<") and not pages_of_papers.is_page(head) and not pages_of_papers.is_markdown(raw)
    )


def _is_id_list(raw: Raw) -> bool:
    sample = [text for line in _lines(raw)[:_SAMPLE] if (text := id_list.without_comment(line))]
    return sum(bool(id_list.identifier_in(text)) for text in sample) * 2 >= len(sample) > 0


def _is_bibtex(raw: Raw) -> bool:
    """Whether there is an entry; one in a list of papers, within a fence, is how to cite the list."""
    match = bibtex.ENTRY.search(raw.utf8)
    is_fenced = match and b"```" in raw.utf8[: match.start()]
    return bool(match) and not (is_fenced and pages_of_papers.is_markdown(raw))


def _is_never(raw: Raw) -> bool:  # noqa: ARG001
    return False


def _lines(raw: Raw) -> list[str]:
    return [line for line in _head(raw).decode(errors="replace").splitlines() if line.strip()]
