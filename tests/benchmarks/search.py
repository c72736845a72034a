"""`make bench-search CORPUS=…`: the search beside Material's own and Pagefind, on the same papers, in one run.

What is counted is all that the browser fetches, in the bodies of the answers, gzipped: the page, style sheets,
scripts, icons and data. A cold search is a new browser context that opens the search page, types three words and
waits for the results: into a page that stands, as people do, or as soon as there is a field. Pagefind's interface
is a page of its own with nothing else on it, and once more a page of the same site. Medians, and the most.
"""

import argparse
import itertools
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from digestry.outputs.search.index import POINTER
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.table import Table

from tests.benchmarks.corpus import entries
from tests.benchmarks.host import Host, hosted
from tests.benchmarks.peers import PAGEFIND_IN_SITE, material_site, pagefind_site
from tests.benchmarks.queries import KINDS, KnownItem, known_items, reciprocal_rank
from tests.benchmarks.search_index import catalogue
from tests.browser import launch
from tests.conftest import build_site, copy_project
from tests.outputs.search.lunr_peer import compare

SMALL = 1_000  # papers, to see what growth costs
SLOW = 200  # queries that Material is asked
RUNS = 3  # of building the index, in turn


_LABELS = {
    "from_typing": "first result, cold, ms from typing",
    "from_opening": "first result, cold, typed at once, ms from opening",
    "kilobytes": "cold query, kB until ten results",
    "all_kilobytes": "cold query, kB until all is still",
}


@dataclass(frozen=True)
class Interface:
    """How a reader searches: the page, the field on it, and what a result looks like."""

    page: str
    field: str
    result: str


DIGEST = Interface("search/", "#pd-query", ".pd-result")
PAGEFIND = Interface("", ".pagefind-ui__search-input", ".pagefind-ui__result-title")
IN_SITE = replace(PAGEFIND, page="pagefind/")
MATERIAL = Interface("", ".md-search__input", ".md-search-result__item")


# In the page itself, where it costs next to nothing: types as soon as the field is there, or `pause` ms after the
# page has loaded, and notes when the first and the last of ten results were there, by the page's clock.
_COLD = """({ field, result, query, pause }) => {
  globalThis.seen = { count: 0 };
  function type() {
    const input = document.querySelector(field);
    if (seen.typed || !input) return;
    seen.typed = performance.now();
    input.value = query;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (pause) addEventListener("load", () => setTimeout(type, pause));
  new MutationObserver(() => {
    if (!pause) type();
    const count = Math.min(10, document.querySelectorAll(result).length);
    const now = performance.now();
    if (count > seen.count) Object.assign(seen, { count, first: seen.first ?? now, last: now });
  }).observe(document, { childList: true, subtree: true });
}"""
PAUSE = 500  # ms in which somebody looks at the page before they type


@dataclass(frozen=True)
class Cold:
    """One search in a browser that has seen nothing yet: ms from opening the page, and from typing, until the
    first result; kB gzipped until ten results were there, and until the network was still.
    """

    from_opening: float
    from_typing: float
    kilobytes: float
    all_kilobytes: float


def cold(browser: Browser, host: Host, face: Interface, query: str, pause: int) -> Cold:
    """A query in a new browser context, typed at once or after a pause."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    how = {"field": face.field, "result": face.result, "query": query, "pause": pause}
    context.add_init_script(f"({_COLD})({json.dumps(how)})")
    page = context.new_page()
    host.sent.clear()
    page.goto(host.address + face.page)
    seen: dict[str, float] = {}
    sent = 0
    while "last" not in seen or len(host.sent) > sent:
        sent = len(host.sent)
        page.wait_for_timeout(1000)  # to ask the page more often would slow it down
        seen = page.evaluate("seen")
    opened = page.evaluate("performance.timeOrigin") / 1000
    context.close()
    until = opened + seen["last"] / 1000
    return Cold(
        seen["first"],
        seen["first"] - seen["typed"],
        sum(size for when, size in host.sent if when <= until) / 1000,
        sum(size for _, size in host.sent) / 1000,
    )


def keystrokes(browser: Browser, address: str, queries: Sequence[str]) -> list[float]:
    """Milliseconds from each letter to its results on the page, once the files that it needs are there."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + DIGEST.page)
    times: list[float] = []
    for _ in range(2):  # the first round loads
        times = page.evaluate(
            """async (queries) => {
              const input = document.querySelector("#pd-query");
              const list = document.querySelector(".pd-results");
              const times = [];
              for (const query of queries) {
                for (let length = 1; length <= query.length; length++) {
                  const drawn = new Promise((resolve) => {
                    const watcher = new MutationObserver(() => (watcher.disconnect(), resolve()));
                    watcher.observe(list, { childList: true });
                  });
                  const start = performance.now();
                  input.value = query.slice(0, length);
                  input.dispatchEvent(new Event("input"));
                  await drawn;
                  times.push(performance.now() - start);
                  await new Promise((resolve) => setTimeout(resolve, 60)); // nobody types faster
                }
              }
              return times;
            }""",
            list(queries),
        )
    page.close()
    return times


def digest_finds(page: Page, query: str) -> list[str]:
    """The ids of the first ten papers."""
    return [
        str(id)
        for id in page.evaluate(
            "(q) => engine.search(q).then(({hits}) => Promise.all(hits)).then((h) => h.map(({id}) => id))",
            query,
        )
    ]


def pagefind_finds(page: Page, query: str) -> list[str]:
    """The same from Pagefind's own script."""
    return list(
        page.evaluate(
            """async (q) => {
              const { results } = await pagefind.search(q);
              const shown = await Promise.all(results.slice(0, 10).map((result) => result.data()));
              return shown.map(({ url }) => url.split("/").at(-2));
            }""",
            query,
        )
    )


def material_finds(page: Page, query: str) -> list[str]:
    """The same from the worker of Material's search, in the form in which its own page asks it."""
    return list(
        page.evaluate(
            """(q) => new Promise((resolve) => {
              worker.onmessage = ({ data }) => {
                if (data.type !== 3) return;
                resolve(data.data.items.slice(0, 10).map(([{ location }]) => location.split("/").at(-2)));
              };
              worker.postMessage({ type: 2, data: q });
            })""",
            query,
        )
    )


OPEN_DIGEST = """async () => {
  const { open } = await import(new URL("assets/search/engine.js", location));
  globalThis.engine = await open(new URL(".", location));
}"""
OPEN_PAGEFIND = """async () => {
  globalThis.pagefind = await import(new URL("pagefind/pagefind.js", location));
  await pagefind.init();
}"""
OPEN_MATERIAL = """async () => {
  const config = JSON.parse(document.querySelector("#__config").textContent);
  const index = await (await fetch("search/search_index.json")).json();
  globalThis.worker = new Worker(new URL(config.search, location));
  await new Promise((resolve) => {
    worker.onmessage = ({ data }) => data.type === 1 && resolve();
    worker.postMessage({ type: 0, data: { ...index, options: { suggest: false } } });
  });
}"""


OPEN = {
    "digest": (OPEN_DIGEST, digest_finds),
    "pagefind": (OPEN_PAGEFIND, pagefind_finds),
    "material": (OPEN_MATERIAL, material_finds),
}


def ranks(
    browser: Browser,
    address: str,
    start: str,
    finds: Callable[[Page, str], list[str]],
    queries: Sequence[KnownItem],
) -> dict[str, float]:
    """The mean reciprocal rank of each kind of query, and of all."""
    page = browser.new_page()
    page.goto(address)
    page.evaluate(start)
    found: dict[str, list[float]] = defaultdict(list)
    for query in queries:
        rank = reciprocal_rank(query.id, finds(page, query.text))
        found[query.kind].append(rank)
        found["all"].append(rank)
    page.close()
    return {kind: statistics.mean(values) for kind, values in found.items()}


def index(corpus: Path, count: int, folder: Path) -> tuple[float, float]:
    """Writes the digest's index of a corpus into a new folder; seconds and MB that this took."""
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "tests.benchmarks.search_index", str(corpus), str(count), str(folder)]
    seconds, memory = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return seconds, memory


def digest_site(folder: Path, made: Path) -> Path:
    """A site with the real search page and the index in `made`, and a page for Pagefind.

    The papers' own pages are left out: the search does not load them, and 10,000 take minutes.
    """
    project = copy_project(folder / "project", content=None)
    (project / "content/pages/pagefind.md").write_text(PAGEFIND_IN_SITE, "utf-8")
    site = build_site(project)
    page = site / DIGEST.page / "index.html"
    before, now = (json.loads((root / POINTER).read_bytes())["folder"] for root in (site, made))
    page.write_text(page.read_text("utf-8").replace(before, now), "utf-8")
    shutil.copytree(made / "assets/search", site / "assets/search", dirs_exist_ok=True)
    return site


def timed(command: list[str], made: Path) -> float:
    """Wall-clock seconds of a command that makes a folder anew."""
    shutil.rmtree(made, ignore_errors=True)
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def measure(arguments: argparse.Namespace, folder: Path, browser: Browser) -> Iterator[Sequence[str]]:
    """The rows of the table: what, the digest's search, Pagefind, Pagefind on a page of the site, Material."""
    corpus: Path = arguments.corpus
    digest = catalogue(corpus, arguments.papers)
    known = list(itertools.islice(entries(corpus), arguments.papers))
    queries = known_items(known, arguments.queries, arguments.seed)
    three = [query.text for query in queries if query.kind == "title3"][: arguments.cold]

    pagefind, made = folder / "pagefind", folder / "index"
    command = pagefind_site(pagefind, digest.papers)
    ours, theirs, memory = [], [], []
    for _ in range(RUNS):
        seconds, megabytes = index(corpus, arguments.papers, made)
        ours.append(seconds)
        memory.append(megabytes)
        theirs.append(timed(command, pagefind / "pagefind"))
    yield "index built, s, median", f"{statistics.median(ours):.1f}", f"{statistics.median(theirs):.1f}", ""
    yield "memory, MB, most", f"{max(memory):.0f}"
    site = digest_site(folder / "digest", made)
    plain = material_site(folder / "material", digest.papers)

    shutil.copytree(pagefind / "pagefind", site / "pagefind", dirs_exist_ok=True)
    sites: dict[str, Any] = {
        "digest": (site, DIGEST),
        "pagefind": (pagefind, PAGEFIND),
        "in_site": (site, IN_SITE),
        "material": (plain, MATERIAL),
    }
    colds: dict[str, list[Cold]] = {name: [] for name in sites}
    at_once: dict[str, list[Cold]] = {name: [] for name in sites}
    with ExitStack() as stack:
        hosts = {name: stack.enter_context(hosted(root)) for name, (root, _) in sites.items()}
        for place, query in enumerate(three):  # in turn: the machine is not the same all the time
            for name, (_, face) in sites.items():
                if place and name == "material":
                    continue  # its searches take seconds
                colds[name].append(cold(browser, hosts[name], face, query, PAUSE))
                at_once[name].append(cold(browser, hosts[name], face, query, 0))
        means = {
            name: ranks(
                browser, hosts[name].address, *OPEN[name], queries[:SLOW] if name == "material" else queries
            )
            for name in OPEN
        }
        strokes = sorted(keystrokes(browser, hosts["digest"].address, three[:15]))
    for what, label in _LABELS.items():
        runs = at_once if what == "from_opening" else colds
        of = {name: [getattr(one, what) for one in found] for name, found in runs.items()}
        yield (f"{label}, median", *(f"{statistics.median(values):.0f}" for values in of.values()))
        yield (f"{label}, most", *(f"{max(values):.0f}" for values in of.values()))
    yield "keystroke, warm, ms, median", f"{statistics.median(strokes):.1f}"
    yield "keystroke, warm, ms, 95 of 100 below", f"{strokes[int(len(strokes) * 0.95)]:.1f}"
    yield "keystroke, warm, ms, slowest", f"{strokes[-1]:.1f}"
    for kind in ("all", *KINDS):
        yield (
            f"mean reciprocal rank, {kind}",
            *(f"{means[name][kind]:.3f}" if name in means else "" for name in sites),
        )

    index(corpus, SMALL, folder / "small-index")
    small = digest_site(folder / "small", folder / "small-index")
    few = [
        query.text
        for query in known_items(known[:SMALL], arguments.queries, arguments.seed)
        if query.kind == "title3"
    ]
    with hosted(small) as host:
        at_first = [cold(browser, host, DIGEST, query, PAUSE).kilobytes for query in few[: arguments.cold]]
        compared = compare(
            browser, host.address, catalogue(corpus, SMALL), [query.text for query in queries][:600]
        )
    before, now = statistics.median(at_first), statistics.median(one.kilobytes for one in colds["digest"])
    yield f"cold query at {SMALL:,} papers, kB, median", f"{before:.0f}"
    yield f"growth from {SMALL:,} papers", f"{now / before:.2f}"
    yield f"queries as lunr.js itself answers, {SMALL:,} papers", f"{compared.equal} of {compared.queries}"


def main() -> None:
    """Prints a row a figure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument(
        "--queries", type=int, default=200, help="papers that five queries each are drawn from"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--cold", type=int, default=30, help="searches in a browser that has seen nothing yet"
    )
    arguments = parser.parse_args()
    table = Table("figure", "digest", "Pagefind", "on our page", "Material")
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        browser = launch(playwright)
        for row in measure(arguments, Path(temporary), browser):
            table.add_row(*row)
            print(*row, sep="\t", flush=True)
        browser.close()
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
