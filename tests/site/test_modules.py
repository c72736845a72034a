"""Scripts are joined with what they import, and do as they did before: in a real Chromium."""

from pathlib import Path

import pytest
from digestry.site.modules import NotJoinedError, joined
from playwright.sync_api import Browser

from tests.conftest import ROOT, serve


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


FILES = {
    "main.js": """\
import { add as plus, Counter, later } from "./deep/sums.js";
import * as words from "./words.js";
import locale from "./locale.js";
const add = "a name that another module has too";
window.said = [plus(1, 2), words.hello(locale.name), add, new Counter().next(), words.where];
later();
""",
    "deep/sums.js": """\
import {
  hello,
} from "../words.js";
export const add = (one, other) => one + other + hello("").length * 0;
export const later = () => import("../later.js");
export class Counter {
  next() {
    return 1;
  }
}
""",
    "words.js": """\
let calls = 0;
export const where = new URL("beside.txt", import.meta.url).pathname;
export function hello(name) {
  calls++;
  return `Hello ${name}, ${calls}`;
}
""",
    "locale.js": 'export default { name: "Ann" };\n',
    "later.js": 'import { hello } from "./words.js";\nwindow.later = hello("Bo");\n',
}


def test_a_joined_module_does_what_its_parts_did(browser: Browser, tmp_path: Path) -> None:
    """Names stay apart, a module runs once, and knows where its own file is; `import()` still asks for a file."""
    said = []
    for place, build in (("apart", False), ("together", True)):
        folder = write(tmp_path / place, FILES)
        if build:
            texts = {name: joined(folder / name) for name in FILES}
            write(folder, texts)
            (folder / "deep/sums.js").unlink()  # nobody asks for it
        page = '<!doctype html><script type="module" src="main.js"></script>'
        (folder / "index.html").write_text(page, "utf-8")
        for address in serve(folder):
            shown = browser.new_page()
            shown.goto(address)
            shown.wait_for_function("window.later")
            said.append(shown.evaluate("window.said"))
            shown.close()
    assert said[0] == said[1]
    assert said[1][:2] == [3, "Hello Ann, 2"]


SCRIPTS = sorted((ROOT / "overrides/assets").rglob("*.js"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_all_scripts_of_the_theme_are_joined(script: Path) -> None:
    """Or a page would ask for each part of one by itself, and nobody would be told."""
    assert ' from "' not in joined(script)


@pytest.mark.parametrize(
    "text",
    [
        'import "./words.js";\n',
        'export { hello } from "./words.js";\n',
        "export let count = 0;\n",
        'import hello, { where } from "./words.js";\n',
        'import { hello } from "https://else.example/words.js";\n',
        'import { hello } from "words";\n',
    ],
)
def test_what_is_not_known_is_not_joined(tmp_path: Path, text: str) -> None:
    """Nothing is guessed: the file stays as it is."""
    folder = write(tmp_path, {**FILES, "main.js": text})
    with pytest.raises(NotJoinedError):
        joined(folder / "main.js")


def test_a_ring_is_not_joined(tmp_path: Path) -> None:
    """No order would do for it."""
    folder = write(
        tmp_path,
        {
            "a.js": 'import { b } from "./b.js";\nexport const a = () => b;\n',
            "b.js": 'import { a } from "./a.js";\nexport const b = () => a;\n',
        },
    )
    with pytest.raises(NotJoinedError):
        joined(folder / "a.js")
