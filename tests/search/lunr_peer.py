"""The peer: one whole lunr.js index, built in the browser from the same papers, asked the same queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Browser

from generator.catalogue import Catalogue
from generator.search.index import BOOSTS, K1, B, fields

# The browser folds the texts itself, and lunr.js splits, trims, stops, stems, counts and scores them.
_COMPARE = """async ([papers, boosts, k1, b, queries]) => {
  const { open } = await import(new URL("assets/search/engine.js", location));
  const { compounds, fold, trim } = await import(new URL("assets/search/words.js", location));
  const engine = await open(new URL(".", location));
  const pointer = await (await fetch("assets/search/index.json")).json();
  const { stopWords } = await (await fetch(`assets/search/${pointer.folder}manifest.json`)).json();

  const trimmer = (token) => token.update(trim);
  lunr.Pipeline.registerFunction(trimmer, "digest-trimmer");
  const builder = new lunr.Builder();
  builder.pipeline.add(trimmer, lunr.generateStopWordFilter(stopWords), lunr.stemmer);
  builder.k1(k1);
  builder.b(b);
  for (const [field, boost] of Object.entries(boosts)) builder.field(field, { boost });
  papers.forEach((fields, id) => {
    const texts = Object.entries(fields).map(([name, text]) => [name, [fold(text), ...compounds(fold(text))].join(" ")]);
    builder.add({ id: String(id), ...Object.fromEntries(texts) });
  });
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
    const byPlace = (results) => results.map(({ ref, score }) => [Number(ref), score]).sort((a, b) => a[0] - b[0]);
    compared.push({ query, ours: byPlace(ours), theirs: byPlace(theirs), shown: hits.map(({ id, score }) => [id, score]), total, clauses: clauses.length });
  }
  return compared;
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
    compared = page.evaluate(
        _COMPARE, [[fields(paper, tags) for paper in digest.papers], BOOSTS, K1, B, list(queries)]
    )
    page.close()
    place = {paper.id: number for number, paper in enumerate(digest.papers)}
    different = []
    for one in compared:
        theirs = dict(map(tuple, one["theirs"]))
        same = [ref for ref, _ in one["ours"]] == [ref for ref, _ in one["theirs"]]
        same = same and all(abs(theirs[ref] - score) <= 1e-6 for ref, score in one["ours"])
        if one["clauses"]:
            same = same and all(abs(theirs[place[id]] - score) <= 1e-6 for id, score in one["shown"])
        if not same:
            different.append(one["query"])
    found = sum(bool(one["theirs"]) for one in compared)
    return Comparison(len(compared), found, len(compared) - len(different), tuple(different))
