"""What Zotero saves from a page of each kind: `python -m tests.corpora.zotero_pages TRANSLATORS`.

TRANSLATORS is a clone of zotero/translators, or a folder with its Embedded Metadata.js and RDF.js, which run here as they are,
in a Chromium and on the pages of a site of ours. What they save is held against our own table, field by field. These tags
know no groups: a name of two words is cut, and of some kinds, no venue can be told.
"""

import argparse
import datetime as dt
import functools
import http.server
import logging
import sys
import tempfile
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from digestry.content import entries
from digestry.paper import names
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper
from digestry.paper.publications import NAMES, OTHER, PUBLICATIONS
from digestry.site.build import build
from digestry.site.project import Project
from playwright.sync_api import sync_playwright

from tests.browser import launch

# What stands for Zotero around the two translators: a store of statements, items, and helpers for texts.
_HOST = r"""
([embedded, rdf, types]) => {
    const items = [], statements = [];
    const nodes = new Map();
    const node = uri => nodes.get(uri) ?? nodes.set(uri, {uri}).get(uri);
    const some = list => list.length ? [...new Set(list)] : false;
    const RDF = {
        addStatement: (subject, predicate, object) => statements.push([node(subject), predicate, object]),
        getAllResources: () => some(statements.map(([subject]) => subject)),
        getResourceURI: of => typeof of === "string" ? of : of.uri,
        getTargets: (of, arc) => some(statements.filter(([s, p]) => s === of && p === arc).map(([,, o]) => o)),
        getSources: (of, arc) => some(statements.filter(([, p, o]) => o === of && p === arc).map(([s]) => s)),
        getArcsIn: of => some(statements.filter(([,, o]) => o === of).map(([, p]) => p)),
        getArcsOut: of => some(statements.filter(([s]) => s === of).map(([, p]) => p)),
        getContainerElements: () => [],
    };
    const xpath = (doc, path, known = {}) => {
        const found = doc.evaluate(path, doc, prefix => known[prefix] ?? null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
        return Array.from({length: found.snapshotLength}, (_, at) => found.snapshotItem(at));
    };
    const ZU = {
        xpath, xpathText: (...given) => xpath(...given).map(each => each.textContent).join(", ") || null,
        trimInternal: text => text.trim().replace(/\s+/g, " "), capitalizeTitle: text => text,
        cleanDOI: text => /10\.\d{4,}\/\S+/.exec(text)?.[0] ?? null, cleanISBN: () => null, cleanISSN: () => null,
        cleanAuthor(name, creatorType, comma) {
            const [lastName, firstName] = comma ? name.split(/,\s*/) : [name.split(" ").at(-1), name.split(" ").slice(0, -1).join(" ")];
            return firstName ? {lastName, firstName, creatorType} : {lastName, creatorType, fieldMode: 1};
        },
        fieldIsValidForType: () => true, itemTypeExists: type => types.includes(type), resolveURL: text => text,
        strToISO: text => text, formatDate: () => "", getCreatorsForType: () => ["author", "editor", "contributor"],
    };
    class Item {
        constructor(itemType) { Object.assign(this, {itemType, creators: [], tags: [], notes: [], attachments: [], seeAlso: []}); }
        complete() { items.push(this); }
    }
    const attr = (doc, path, name) => doc.querySelector(path)?.getAttribute(name) ?? "";
    const text = (doc, path) => doc.querySelector(path)?.textContent ?? "";
    const body = source => source.slice(source.indexOf("\n}\n") + 2).split("/** BEGIN TEST CASES **/")[0];
    const run = (source, Zotero) => new Function("Zotero", "Z", "ZU", "attr", "text", `${body(source)}; return {exports, doWeb: typeof doWeb === "function" ? doWeb : null};`)(Zotero, Zotero, ZU, attr, text);
    let handler;
    class Imported extends Item {
        complete() { handler(null, Object.assign(new Item(this.itemType), this)); }
    }
    const inner = {RDF, Item: Imported, Utilities: ZU, debug() {}, setProgress() {}};
    const zotero = {
        Item, Utilities: ZU, debug() {}, done() {}, parentTranslator: null,
        loadTranslator: () => ({
            setTranslator() {}, setHandler: (_, done) => { handler = done; },
            getTranslatorObject: done => done(Object.assign(run(rdf, inner).exports, {Zotero: inner})),
        }),
    };
    run(embedded, zotero).doWeb(document, location.href);
    return new Promise(done => setTimeout(() => done(items.map(({complete, attachments, ...item}) => item)), 50));
}
"""
_SETTINGS = "site_name: A\nsite_url: {}\ntheme: {{name: material}}\nplugins: [digestry]\n"


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def main() -> int:
    """Prints a line a kind; exit code 1 where Zotero saves something else than we mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("translators", type=Path)
    folder = parser.parse_args().translators
    scripts = [(folder / f"{name}.js").read_text("utf-8") for name in ("Embedded Metadata", "RDF")]
    wrong = 0
    with tempfile.TemporaryDirectory() as place:
        for paper, items in _saved(list(_papers()), Path(place), scripts):
            kind = PUBLICATIONS[paper.kind or OTHER]
            faults = list(_faults(paper, kind.zotero, items))
            wrong += len(faults)
            print(f"{paper.id:15} {items[0]['itemType'] if items else 'nothing':18} {'; '.join(faults)}")
    return int(bool(wrong))


def _papers() -> Any:
    """One of each kind, with all that a citation has."""
    whole = Paper(
        "whole",
        "Of waves & tides",
        abstract="Yes.",
        authors=(names.name("Ann van der Lee"), names.name("Bo Chen"), names.organisation("Qwen")),
        published=PartialDate(2024, 1, 24),
        doi="10.1145/3637528.3671617",
        volume="12",
        number="3",
        pages="100-112",
        publisher="Springer",
        venue="A Venue",
    )
    for name in (*NAMES, OTHER):
        kind = "" if name == OTHER else name
        venue = "" if name == "preprint" else whole.venue
        arxiv = "2401.14427" if name == "preprint" else ""
        yield replace(whole, id=name, kind=kind, venue=venue, arxiv=arxiv)


def _saved(papers: list[Paper], place: Path, scripts: list[str]) -> Any:
    """Each paper with the items that Zotero makes of its page."""
    (place / "content/feed").mkdir(parents=True)
    (place / "content/feed/a.yml").write_text(entries.feed(dt.date(2025, 4, 24), papers, "All."), "utf-8")
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Handler, directory=str(place / "site"))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    (place / "mkdocs.yml").write_text(_SETTINGS.format(address), "utf-8")
    logging.disable(logging.INFO)
    build(Project.open(str(place / "mkdocs.yml")))
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_context(bypass_csp=True).new_page()
        types = [*{kind.zotero for kind in PUBLICATIONS.values()}, "webpage", "journalArticle", "book"]
        for paper in papers:
            page.goto(f"{address}papers/{paper.id}/")
            yield paper, page.evaluate(_HOST, [*scripts, types])
        browser.close()
    server.shutdown()


def _faults(paper: Paper, kind: str, items: list[dict[str, Any]]) -> Any:
    """What Zotero saves otherwise than we mean it."""
    if len(items) != 1:
        yield f"{len(items)} items"
        return
    (item,) = items
    wanted = {
        "itemType": kind,
        "title": paper.title,
        "DOI": paper.doi,
        "date": str(paper.published).replace("-", "/"),
        "volume": paper.volume,
        "number" if kind == "report" else "issue": paper.number,
        "pages": paper.pages,
        {"thesis": "university", "report": "institution"}.get(kind, "publisher"): paper.publisher,
        "abstractNote": paper.abstract,
    }
    for name, value in wanted.items():
        if item.get(name) != value:
            yield f"{name} is {item.get(name)!r}, not {value!r}"
    people = [(each["lastName"], each.get("firstName", "")) for each in item["creators"]]
    if people != [("van der Lee", "Ann"), ("Chen", "Bo"), ("Qwen", "")]:
        yield f"creators are {people}"
    places = {
        "journalArticle": "publicationTitle",
        "conferencePaper": "conferenceName",
        "bookSection": "publicationTitle",
    }
    if kind in places and item.get(places[kind]) != paper.venue:
        yield f"{places[kind]} is {item.get(places[kind])!r}, not {paper.venue!r}"


if __name__ == "__main__":
    sys.exit(main())
