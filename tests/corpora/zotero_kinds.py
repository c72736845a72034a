"""What Zotero makes of each kind of publication: `python -m tests.corpora.zotero_kinds TRANSLATORS`.

TRANSLATORS is a clone of zotero/translators, whose RIS.js runs here in Node as it is. It is
given our RIS, and its types are held against `dc.type` in our own table. RIS has no word for two of our kinds.
"""

import argparse
import datetime as dt
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from digestry.catalogue.references import references
from digestry.outputs.cite.ris import ris
from digestry.paper.model import Paper
from digestry.paper.publications import NAMES, OTHER, PUBLICATIONS

from tests.corpora.files import read

# What stands for Zotero around a translator: it reads lines of the source, and takes items.
_HOST = r"""
const fs = require('fs'), vm = require('vm');
const [script, source] = [2, 3].map(at => fs.readFileSync(process.argv[at], 'utf8'));
const items = [];
let lines = source.split('\n');
class Item {
    constructor(type) {
        Object.assign(this, {itemType: type, creators: [], tags: [], notes: [], attachments: [], seeAlso: []});
    }
    complete() { items.push(this); }
}
const ZU = {
    fieldIsValidForType: () => true, itemTypeExists: () => true, cleanDOI: text => text,
    deepCopy: value => structuredClone(value), unescapeHTML: text => text, trimInternal: text => text.trim(),
    strToDate: text => ({year: text.slice(0, 4)}), strToISO: text => text,
    cleanAuthor: (name, kind) => ({lastName: name, creatorType: kind}),
};
const Zotero = {
    Item, Utilities: ZU, debug() {}, getHiddenPref() {}, getOption() {},
    read: () => lines.length ? lines.shift() : false, setProgress() {},
};
const world = vm.createContext({Zotero, ZU, Z: Zotero, console});
vm.runInContext(script.slice(script.indexOf('\n}\n') + 2), world);
Promise.resolve(vm.runInContext('doImport()', world)).then(() =>
    console.log(JSON.stringify(items.map(item => [item.itemType, item]))));
"""


def main() -> int:
    """Prints a line a kind; exit code 1 where Zotero takes one for another than the table says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("translators", type=Path)
    script = read(parser.parse_args().translators, "RIS.js").decode()
    papers = [
        Paper(name, "A", venue="V" if name == OTHER else "", kind="" if name == OTHER else name)
        for name in (*NAMES, OTHER)
    ]
    day = dt.date(2025, 4, 24)
    cited = references(papers, {paper.id: day for paper in papers})
    types = _zotero(script, "".join(ris(each, {}) for each in cited.values()))
    wrong = 0
    for (id, reference), found in zip(cited.items(), types, strict=True):
        wanted = reference.publication.zotero
        known = {"preprint": "manuscript", OTHER: "journalArticle"}.get(id, wanted)
        wrong += found != known
        print(f"{id:15} {reference.publication.ris:8} {found:16} {'' if found == known else f'not {known}'}")
    assert len(types) == len(PUBLICATIONS)
    return int(bool(wrong))


def _zotero(script: str, source: str) -> list[str]:
    """The types of the items that a translator makes of a source."""
    with tempfile.TemporaryDirectory() as folder:
        names = ("host.js", "RIS.js", "given")
        files = [Path(folder) / name for name in names]
        for file, text in zip(files, (_HOST, script, source), strict=True):
            file.write_text(text, "utf-8")
        node = Path(sys.executable).with_name("node")
        command = [str(node), *map(str, files)]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [type for type, _ in json.loads(printed)]


if __name__ == "__main__":
    sys.exit(main())
