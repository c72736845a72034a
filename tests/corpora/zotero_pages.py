"""What Zotero saves from papers' pages: `python -m tests.corpora.zotero_pages TRANSLATORS TRANSLATE UTILITIES SCHEMA`.

The four are clones of zotero/translators, zotero/translate, zotero/utilities and zotero/zotero-schema. A digest with a
paper of each kind of publication is built; its pages are opened in a Chromium, where Zotero's own engine runs its
Embedded Metadata.js on them as the browser's extension does. What it saves is held against what the papers say.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from digestry.paper.publications import OTHER, PUBLICATIONS
from playwright.sync_api import Route, sync_playwright

from tests.browser import launch
from tests.corpora.files import read

_SITE = "https://digest.example/"
_SETTINGS = f"""\
site_name: Kinds
site_url: {_SITE}
theme: {{name: material}}
plugins: [digestry]
docs_dir: content/pages
"""
# As zotero/translate's example/index.html loads them.
_UTILITIES = (
    *(
        "openurl.js",
        "date.js",
        "xregexp-all.js",
        "xregexp-unicode-zotero.js",
        "utilities.js",
        "utilities_item.js",
    ),
    *("schema.js", "resource/zoteroTypeSchemaData.js", "cachedTypes.js"),
)
_ENGINE = (
    *("src/utilities_translate.js", "src/debug.js", "src/http.js", "src/translator.js", "src/translators.js"),
    *(
        "src/translation/translate.js",
        "src/translation/sandboxManager.js",
        "src/translation/translate_item.js",
    ),
    *(
        "src/tlds.js",
        "src/proxy.js",
        "src/rdf/init.js",
        "src/rdf/uri.js",
        "src/rdf/term.js",
        "src/rdf/identity.js",
    ),
    *("src/rdf/n3parser.js", "src/rdf/rdfparser.js", "src/rdf/serialize.js"),
)
_TRANSLATORS = ("Embedded Metadata.js", "RDF.js")
_SAVE = """async ([schema, dates, codes]) => {
    const collator = new Intl.Collator(['en-US']);
    Zotero.localeCompare = (one, other) => collator.compare(one, other);
    Zotero.Debug.init(0);
    Zotero.Schema.init(schema);
    Zotero.Date.init(dates);
    const translators = codes.map(code => Object.assign(
        new Zotero.Translator(JSON.parse(/^\\s*{[\\S\\s]*?}\\s*?[\\r\\n]/.exec(code)[0])), {code}));
    const provider = {
        get: async id => translators.find(each => each.translatorID === id),
        getCodeForTranslator: async translator => translator.code,
    };
    Zotero.Translate.ItemSaver.prototype.saveItems = async items => items;
    const translate = new Zotero.Translate.Web();
    translate.setTranslatorProvider(provider);
    translate.setDocument(document);
    translate.setTranslator(translators[0]);
    let failed;
    translate.setHandler('error', (_, error) => { failed = String(error); });
    const items = await translate.translate({libraryID: false});
    if (failed) throw new Error(failed);
    return items.map(item => Zotero.Utilities.Item.itemToAPIJSON(item)[0])
        .map(item => ({...item, date: Zotero.Date.strToISO(item.date)}));
}"""


# Where Zotero has a place for what a paper says, by kind; a venue that has none is the publisher if nobody else is.
_PARTS = ("venue", "volume", "number", "pages", "publisher")
_PLACES: Mapping[str, str] = {
    "journal": "publicationTitle volume issue pages publisher",
    "conference": "proceedingsTitle volume issue pages publisher",
    "preprint": "repository - - - -",
    "book": "- volume - - publisher",
    "chapter": "bookTitle volume - pages publisher",
    "thesis": "- - - - university",
    "masters-thesis": "- - - - university",
    "report": "- - reportNumber pages institution",
    "dataset": "- - - - repository",
    "software": "- - - - company",
    "manuscript": "- - - - institution",
    "web": "websiteTitle - - - publisher",
    OTHER: "- - - - publisher",
}
_PAPER = {
    "authors": [
        "Ludwig van Beethoven",
        "Ann-Marie B. Lee",
        {"organisation": "Research and Development Team"},
        "Bo King Jr.",
        "张伟",
    ],
    "venue": "Graphs Today",
    "volume": "12",
    "number": "3",
    "pages": "100–112",
    "publisher": "Springer & Co.",
    "published": "2024-03-05",
    "doi": "10.1000/a.b(c)",
    "url": "https://paper.example/a",
    "abstract": "We study graphs.",
}
_SAME = {
    "creators": [
        *(("Ludwig", "van Beethoven"), ("Ann-Marie B.", "Lee"), "Research and Development Team"),
        *(("Bo Jr", "King"), "张伟"),
    ],
    "date": "2024-03-05",
    "DOI": "10.1000/a.b(c)",
    "url": "https://paper.example/a",
    "abstractNote": "We study graphs.",
}
# What goes wrong elsewhere: one author with a particle and two given names, whom Zotero takes for two people.
_ALONE = {"authors": ["Ludwig M. van Beethoven"], "arxiv": "2401.14427", "published": "2024-03"}
_FOUND_ALONE = {
    "itemType": "preprint",
    "title": "Alone",
    "creators": [("Ludwig M.", "van Beethoven")],
    "date": "2024-03",
    "url": "https://arxiv.org/abs/2401.14427",
    "repository": "arXiv",
}


def main() -> int:
    """Prints a line a kind; exit code 1 where Zotero saves something else than the paper says."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("translators", "translate", "utilities", "schema"):
        parser.add_argument(name, type=Path)
    asked = parser.parse_args()
    papers = [_of(kind) for kind in _PLACES]
    papers.append({"id": "alone", "title": "Alone", **_ALONE})
    print(f"| `kind` | Zotero's item | {' | '.join(f'`{part}`' for part in _PARTS)} |")
    print("| --- " * (len(_PARTS) + 2) + "|")
    wrong = 0
    for paper, saved in zip(papers, _saved(papers, asked), strict=True):
        if paper["id"] == "alone":
            wanted = _FOUND_ALONE
        else:
            wanted = _wanted(paper)
            found = (
                next((f"`{name}`" for name, value in saved.items() if _is(value, paper[part])), "")
                for part in _PARTS
            )
            kind = paper.get("kind", OTHER)
            print(f"| {'' if kind == OTHER else f'`{kind}`'} | `{saved['itemType']}` | {' | '.join(found)} |")
        for name, value in wanted.items():
            if saved.get(name) != value:
                wrong += 1
                print(f"{paper['id']}: {name} is {saved.get(name)!r}, not {value!r}")
    return int(bool(wrong))


def _of(kind: str) -> dict[str, Any]:
    told = {} if kind == OTHER else {"kind": kind}
    return {"id": f"a-{kind}", "title": f"A {kind}: on graphs", **told, **_PAPER}


def _is(saved: object, said: str) -> bool:
    return saved == said.replace("–", "-")


def _wanted(paper: Mapping[str, Any]) -> dict[str, Any]:
    """The item that Zotero should make of a paper."""
    kind = paper.get("kind", OTHER)
    places = zip(_PLACES[kind].split(), _PARTS, strict=True)
    fields = {place: paper[part].replace("–", "-") for place, part in places if place != "-"}
    return {"itemType": PUBLICATIONS[kind].zotero, "title": paper["title"], **_SAME, **fields}


def _saved(papers: list[dict[str, Any]], asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """What Zotero saves from each paper's page, in a digest that is built of them."""
    scripts = [
        *(read(asked.translate, name) for name in ("src/zotero.js", "src/promise.js")),
        *(read(asked.utilities, name) for name in _UTILITIES),
        *(read(asked.translate, name) for name in _ENGINE),
    ]
    given = [
        json.loads(read(asked.schema, "schema.json")),
        json.loads(read(asked.utilities, "resource/dateFormats.json")),
        [read(asked.translators, name).decode() for name in _TRANSLATORS],
    ]
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        _build(folder, papers)
        # The policy of our pages lets in no script of others; the extension's is let in by the browser.
        page = launch(playwright).new_context(bypass_csp=True).new_page()
        page.route("**", lambda route: _answer(route, folder / "site"))
        for paper in papers:
            page.goto(f"{_SITE}papers/{paper['id']}/")
            for script in scripts:
                page.add_script_tag(content=script.decode())
            (item,) = page.evaluate(_SAVE, given)
            item["creators"] = [
                each.get("name") or (each["firstName"], each["lastName"]) for each in item["creators"]
            ]
            yield item


def _build(folder: Path, papers: list[dict[str, Any]]) -> None:
    for part in ("feed", "pages"):
        (folder / "content" / part).mkdir(parents=True)
    entries = "".join(f"  - {json.dumps(paper)}\n" for paper in papers)  # YAML reads JSON
    (folder / "content/feed/a.yml").write_text(f"date: 2025-04-24\npapers:\n{entries}")
    (folder / "mkdocs.yml").write_text(_SETTINGS)
    command = [sys.executable, "-m", "digestry", "build", "--config-file", str(folder / "mkdocs.yml")]
    subprocess.run(command, check=True, capture_output=True)


def _answer(route: Route, site: Path) -> None:
    path = site / route.request.url.removeprefix(_SITE)
    path = path / "index.html" if path.is_dir() else path
    if path.is_file():
        route.fulfill(path=path)
    else:
        route.abort()


if __name__ == "__main__":
    sys.exit(main())
