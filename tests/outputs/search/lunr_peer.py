"""The peer: one whole lunr.js index, built in the browser from the same papers, asked the same queries."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from digestry.catalogue.catalogue import Catalogue
from digestry.outputs.search.index import BOOSTS, K1, B, fields
from playwright.sync_api import Browser

# The browser folds the texts itself, and lunr.js splits, trims, stops, stems, counts and scores them.
_COMPARE = """async ([papers, boosts, k1, b, queries]) => {
  const { open } = await import(new URL("assets/search/engine.js", location));
  const { compounds, fold, trim, unwritten, written } = await import(new URL("assets/search/words.js", location));
  const engine = await open(new URL(".", location));
  const pointer = await (await fetch("assets/search/index.json")).json();
  const { stopWords } = await (await fetch(`assets/search/${pointer.folder}manifest.json`)).json();

  const stops = new Set(stopWords);

  // A ref is a paper's number in the index; its file tells which paper that is.
  const ids = [];
  for (let number = 0; number < papers.length; number += 50) {
    const files = papers.slice(number, number + 50).map((_, i) => fetch(`assets/search/${pointer.folder}d/${number + i}.json`));
    for (const file of await Promise.all(files)) ids.push((await file.json()).id);
  }

  const trimmer = (token) => (trim(token.toString()) ? token.update(trim) : null); // bare punctuation is no word
  lunr.Pipeline.registerFunction(trimmer, "digest-trimmer");
  const builder = new lunr.Builder();
  builder.pipeline.add(trimmer, lunr.generateStopWordFilter(stopWords), lunr.stemmer);
  builder.k1(k1);
  builder.b(b);
  for (const [field, boost] of Object.entries(boosts)) builder.field(field, { boost });
  for (const [id, fields] of papers) {
    const texts = Object.entries(fields).map(([name, text]) => {
      const folded = fold(text);
      return [name, [...written(folded), ...compounds(folded), ...unwritten(folded, stops)].join(" ")];
    });
    builder.add({ id, ...Object.fromEntries(texts) });
  }
  const peer = builder.build();

  const compared = [];
  for (const query of queries) {
    const { clauses, hits, total } = await engine.search(query, { limit: 20 });
    if (!clauses.some(({ presence }) => presence !== lunr.Query.presence.PROHIBITED)) {
      compared.push({ query, ours: [], theirs: [], shown: [], total, clauses: 0 });
      continue;
    }
    const theirs = peer.query((asked) => clauses.forEach((clause) => asked.clause({ ...clause, usePipeline: false })));
    const ours = await engine.score(clauses);
    compared.push({ query, ours: ours.map(({ ref, score }) => [ids[ref], score]), theirs: theirs.map(({ ref, score }) => [ref, score]), shown: (await Promise.all(hits)).map(({ id, score }) => [id, score]), total, clauses: clauses.length });
  }
  return JSON.stringify(compared); // Playwright would take half a minute for so many numbers
}"""


@dataclass(frozen=True)
class Comparison:
    """How many queries were asked, how many found something, and how many got the same refs and scores."""

    queries: int
    found: int
    equal: int
    different: tuple[str, ...]


def compare(browser: Browser, address: str, digest: Catalogue, queries: Sequence[str]) -> Comparison:
    """Asks both indexes for what the engine makes of each query: refs must be the same, scores to 1e-6.

    The scores that the engine shows with its hits must be the peer's too.
    """
    tags = {slug: tagged.tag for slug, tagged in digest.tags.items()}
    page = browser.new_page()
    page.goto(address)
    papers = [[paper.id, fields(paper, tags)] for paper in digest.papers]
    compared = json.loads(page.evaluate(_COMPARE, [papers, BOOSTS, K1, B, list(queries)]))
    page.close()
    different = []
    for one in compared:
        theirs = dict(map(tuple, one["theirs"]))
        scored = [*one["ours"], *(one["shown"] if one["clauses"] else ())]
        same = {id for id, _ in one["ours"]} == set(theirs)
        if not same or any(abs(theirs[id] - score) > 1e-6 for id, score in scored):
            different.append(one["query"])
    found = sum(bool(one["theirs"]) for one in compared)
    return Comparison(len(compared), found, len(compared) - len(different), tuple(different))
