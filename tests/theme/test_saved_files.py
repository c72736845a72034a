"""Files of what a reader keeps: for other programs, for another browser, and from strangers."""

import json
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from playwright.sync_api import Page, expect

from tests.theme.keeping import ID, kept, put, shelf
from tests.theme.visit import Visit

STORMS = "the-year-of-the-storms"
KEY = "tan2024saltmarshledgeropen"


def reader(visit: Visit, papers: dict[str, dict[str, object]]) -> Page:
    """The page of a reader who keeps these."""
    page = visit.open("saved/")
    put(page, papers)
    page.reload()
    expect(page.locator(".pd-shelf .pd-kept")).to_have_count(len(papers))
    return page


def file(page: Page, button: str) -> tuple[str, str]:
    """The name and the text of what a button gives."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    return download.value.suggested_filename, Path(download.value.path()).read_text("utf-8")


def test_citations_are_those_of_the_site(desktop: Visit, built: Path) -> None:
    """BibTeX is the papers' files; RIS and CSL-JSON are the records of the issue's; in the order that is shown."""
    page = reader(desktop, {ID: kept("Ledger", 5), STORMS: kept("Storms", 9)})
    name, bibtex = file(page, "BibTeX")
    parts = [(built / f"papers/{id}.bib").read_text("utf-8") for id in (STORMS, ID)]
    assert (name, bibtex) == ("saved-papers.bib", "\n".join(parts))
    keys = [entry.key for entry in parse_string(bibtex).entries]
    assert keys[1] == KEY
    name, ris = file(page, "RIS")
    assert name == "saved-papers.ris"
    whole = rispy.loads((built / "issues/2025-04-24/papers.ris").read_text("utf-8"))
    found = rispy.loads(ris)
    assert [record["id"] for record in found] == keys
    assert all(record in whole for record in found)
    name, csl = file(page, "CSL-JSON")
    assert name == "saved-papers.csl.json"
    whole = json.loads((built / "issues/2025-04-24/papers.csl.json").read_text("utf-8"))
    assert [item["id"] for item in json.loads(csl)] == keys
    assert all(item in whole for item in json.loads(csl))


def test_markdown_says_titles_addresses_and_notes(desktop: Visit) -> None:
    """Whatever they are made of, as text."""
    page = reader(desktop, {ID: kept("A *bold* [claim](x)", note=["1. See\n\n# that", 1])})
    name, text = file(page, "Markdown")
    assert name == "saved-papers.md"
    assert text == (
        f"- [A \\*bold\\* \\[claim\\](x)]({desktop.address}papers/{ID}/)  \n"
        "  Ada Low · 2025-04-24\n\n  > 1\\. See\n  >\n  > \\# that\n"
    )


def test_what_cannot_be_loaded_is_named(desktop: Visit) -> None:
    """The rest is in the file."""
    page = reader(desktop, {ID: kept("Ledger", 5), "gone": kept("A Lost Paper", 9)})
    name, text = file(page, "BibTeX")
    assert name == "saved-papers.bib"
    assert [entry.key for entry in parse_string(text).entries] == [KEY]
    expect(page.get_by_text("1 paper could not be loaded: A Lost Paper")).to_be_visible()
    assert desktop.faults
    desktop.faults.clear()  # the browser's own word on the file that is not there


def test_a_file_goes_to_another_browser(desktop: Visit) -> None:
    """With all of it: notes, what was read, what is hidden. A second time brings nothing new."""
    papers = {ID: kept("Ledger", 5, note=["mine", 1], read=[True, 1]), STORMS: kept("Storms", 9)}
    page = reader(desktop, papers)
    name, text = file(page, "Write a file")
    assert name == "saved-papers.json"
    page.evaluate("localStorage.clear()")
    page.reload()
    upload = {"name": name, "mimeType": "application/json", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(upload)  # type: ignore[arg-type]
    expect(page.get_by_text("2 papers added. A note was added to 1 paper.")).to_be_visible()
    expect(page.get_by_label("Your note: Ledger")).to_have_value("mine")
    assert shelf(page)[ID]["read"][0] is True
    page.locator("input[type=file]").set_input_files(upload)  # type: ignore[arg-type]
    expect(page.get_by_text("No paper in it was new.")).to_be_visible()


def test_what_was_removed_since_comes_back_from_a_file(desktop: Visit) -> None:
    """Whoever takes an old file in wants what is in it."""
    page = reader(desktop, {ID: kept("Ledger", 5)})
    name, text = file(page, "Write a file")
    page.get_by_role("button", name="Remove: Ledger").click()
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": text.encode()}
    )
    expect(page.get_by_text("1 paper added.")).to_be_visible()
    expect(page.get_by_role("button", name="Remove: Ledger")).to_be_visible()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "This is no file of saved papers."),
        ('{"version": 1, "papers": [', "This is no file of saved papers."),
        ("[1, 2]", "This is no file of saved papers."),
        ("null", "This is no file of saved papers."),
        ('{"version": 1, "papers": {}}', "There are no papers in this file."),
        (
            '{"version": 1, "papers": {"../../evil": {"saved": [true, 1]}}}',
            "There are no papers in this file.",
        ),
        ('{"version": 2, "papers": {}}', "This file was written by a newer version of this site."),
    ],
)
def test_a_broken_file_changes_nothing(desktop: Visit, text: str, said: str) -> None:
    """And is told."""
    page = reader(desktop, {ID: kept("Ledger", 5)})
    before = shelf(page)
    page.locator("input[type=file]").set_input_files(
        {"name": "x.json", "mimeType": "application/json", "buffer": text.encode()}
    )
    expect(page.get_by_text(said)).to_be_visible()
    assert shelf(page) == before


def test_a_strangers_file_is_text(desktop: Visit) -> None:
    """Its titles and notes run nothing, and lead nowhere but to the paper's page."""
    evil = '"><img src=x onerror=alert(1)><a href="javascript:alert(1)">'
    about = {"title": evil, "authors": evil, "issue": "2025-04-24"}
    given = {"version": 1, "papers": {"evil": {"about": [about, 1], "saved": [True, 1], "note": [evil, 1]}}}
    page = desktop.open("saved/")
    page.locator("input[type=file]").set_input_files(
        {"name": "x.json", "mimeType": "application/json", "buffer": json.dumps(given).encode()}
    )
    title = page.locator(".pd-shelf .pd-kept__title a")
    expect(title).to_have_text(evil)
    expect(title).to_have_attribute("href", f"{desktop.address}papers/evil/")
    assert page.locator(".pd-content img").count() == 0
