"""All formats together: told from the content, read by their importers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from digestry.intake.importers import (
    arxiv_text,
    bibliography_xml,
    bibtex,
    feed,
    id_list,
    ids_in_text,
    mail,
    pages_of_papers,
    papers_json,
    pasted,
    scholar_alert,
    table,
    tagged,
    titles,
    yaml_list,
)
from digestry.intake.importers.raw import Raw
from digestry.intake.importers.reading import reading
from digestry.intake.importers.records import Dropped, Reading, Record, Remark
from digestry.intake.importers.refusals import refusal, stored
from digestry.registry import registry

_HEAD = 64 * 2**10  # bytes in which something has to stand

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
        "mail": Format("mails: alerts, mailings, newsletters", mail.entries, mail.is_mail, structured=False),
        "scholar-alert": Format(
            "HTML of an alert by Google Scholar", scholar_alert.entries, scholar_alert.is_alert
        ),
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
        "bibtex": Format("BibTeX", bibtex.entries, _is_bibtex),
        "yaml": Format("YAML: feed files of a digest, lists of papers", yaml_list.entries, yaml_list.is_list),
        "arxiv-mailing": Format("arXiv's mailings", arxiv_text.mailing, arxiv_text.is_mailing),
        "arxiv-listing": Format("text of arXiv's listings", arxiv_text.listing, arxiv_text.is_listing),
        "paper-page": Format(
            "text of a paper's page at arXiv or Hugging Face", arxiv_text.page, arxiv_text.is_page
        ),
        "ids": Format("a list of arXiv ids and DOIs", id_list.entries, id_list.is_list),
        "markdown": Format(
            "Markdown: lists and tables of papers",
            pages_of_papers.markdown,
            pages_of_papers.is_markdown,
            structured=False,
        ),
        "page": Format("text copied from a papers page", pasted.page, pasted.is_page),
        "text": Format(
            "any text that names arXiv ids or DOIs",
            ids_in_text.entries,
            ids_in_text.is_text,
            structured=False,
        ),
        "titles": Format("titles, one a line", titles.entries, lambda raw: False, structured=False),  # noqa: ARG005
    }


def read(raw: Raw, format: str | None = None) -> Reading:
    """The papers of a source, in the format that its content shows or in the given one (of `formats`).

    Whatever the bytes, memory stays below ten times their number, unpacked, and some megabytes. Raises
    ContentError, with one problem, for what cannot be read.
    """
    name = format or detect(raw)
    raw = replace(raw, is_told=True) if format else raw
    found = formats()[name]
    read = reading(found.read(raw), raw.name, len(raw.data), found.structured)
    if raw.encoding != "utf-8":
        read = replace(read, remarks=(f"the text was read as {raw.encoding}", *read.remarks))
    return replace(read, format=name)


def detect(raw: Raw) -> str:
    """The format of a source, from its content alone: one of `formats`.

    Raises ContentError, which says what was seen, for what shows no sign of papers in any of them.
    """
    if not raw.utf8[:_HEAD].strip():
        raise raw.unreadable(1, "there is nothing in it", "check where it comes from")
    if binary := stored(raw):
        raise binary
    name = next((name for name, format in formats().items() if format.recognise(raw)), "")
    if not name:
        raise refusal(raw)
    return name


def _is_bibtex(raw: Raw) -> bool:
    """Whether there is an entry; within a fence of a list of papers, it only says how to cite that list."""
    match = bibtex.ENTRY.search(raw.utf8)
    is_fenced = match and b"```" in raw.utf8[: match.start()]
    return bool(match) and not (is_fenced and pages_of_papers.is_markdown(raw))
