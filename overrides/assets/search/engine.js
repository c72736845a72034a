// The search engine: lunr.js over the index that the generator made ahead of time.
//
// Every word of a query is looked up in the index's own vocabulary first, so that what a person types is never
// parsed as Lunr syntax, and so that it is known which words a paper matches. Scores are Lunr's.

/**
 * @typedef {{slug: string, name: string}} Tag
 * @typedef {{id: string, url: string, title: string, authors: string[], date: string, venue: string,
 *            tags: Tag[], summary: string, upvotes: number | null}} Document
 * @typedef {Document & {score: number, terms: Set<string>}} Hit  a document with what it matched
 * @typedef {{total: number, hits: Hit[]}} Results
 * @typedef {{search: (query: string, options?: {limit?: number, filters?: {tags?: string[]}}) => Promise<Results>,
 *            term: (word: string) => string}} Engine
 * @typedef {{text: string, field: string | null, last: boolean}} Word
 */

const FOLDER = "assets/search/";
const LONGEST_QUERY = 400; // characters; nobody types more, and pasted pages would take seconds
const MOST_COMPLETIONS = 60; // words that the beginning of one may stand for
const PREFIX_BOOST = 0.6;
const FUZZY_BOOST = 0.3;

/** In lower case without accents, as the generator folds the papers. @param {string} text */
const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{Mn}/gu, "");

/** Without the punctuation around it. @param {string} word */
const trim = (word) => word.replace(/^[^\p{L}\p{N}_]+|[^\p{L}\p{N}_]+$/gu, "");

/** lunr.js is a classic script, which has no exports: it is loaded as one. @param {string} url */
function loadLunr(url) {
  if (globalThis.lunr) return Promise.resolve(globalThis.lunr);
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve(globalThis.lunr);
    script.onerror = () => {
      script.remove();
      reject(new Error("lunr.js did not load"));
    };
    document.head.append(script);
  });
}

/** @param {string} url */
async function loadJson(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

/**
 * Opens the index of the site at `baseUrl` (its root, with a slash at the end).
 * Rejects when something does not load; calling it again tries again.
 * @param {string | URL} baseUrl
 * @returns {Promise<Engine>}
 */
export async function open(baseUrl) {
  const folder = new URL(FOLDER, baseUrl).href;
  const [lunr, serialised, documents] = await Promise.all([
    loadLunr(folder + "lunr.js"),
    loadJson(folder + "index.json"),
    /** @type {Promise<Document[]>} */ (loadJson(folder + "documents.json")),
  ]);
  const index = lunr.Index.load(serialised);

  const stem = (word) => lunr.stemmer(new lunr.Token(word)).toString();
  const stopWords = new Set(serialised.stopWords);
  const term = (word) => stem(trim(fold(word)));
  /** The index's words that match an automaton. */
  const vocabulary = (set) => index.tokenSet.intersect(set).toArray();

  /** The words of a query, and its tags. @param {string} query */
  function parse(query) {
    const tags = [];
    const words = /** @type {Word[]} */ ([]);
    const parts = query.slice(0, LONGEST_QUERY).matchAll(/(?:(author|tag):)?(?:"([^"]*)"|([^\s"]+))/giu);
    for (const [, field, quoted, plain] of parts) {
      const text = quoted ?? plain;
      if (field?.toLowerCase() === "tag") {
        tags.push(fold(text));
        continue;
      }
      for (const word of fold(text).split(/[\s-]+/u).map(trim)) {
        if (word && !stopWords.has(word)) words.push({ text: word, field: field ? "authors" : null, last: false });
      }
    }
    // A word that is still being typed may go on.
    if (words.length && /[\p{L}\p{N}_]$/u.test(query)) words[words.length - 1].last = true;
    return { words, tags };
  }

  /** The terms of the index that a word stands for, each with its weight. @param {Word} word */
  function expand({ text, last }) {
    const terms = new Map();
    if (last) {
      const longer = vocabulary(lunr.TokenSet.fromString(`${text}*`)).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
      for (const found of longer.slice(0, MOST_COMPLETIONS)) terms.set(found, PREFIX_BOOST);
    }
    const exact = stem(text);
    if (index.invertedIndex[exact]) terms.set(exact, 1);
    if (!terms.size && text.length > 3) {
      for (const found of vocabulary(lunr.TokenSet.fromFuzzyString(exact, 1))) terms.set(found, FUZZY_BOOST);
    }
    return terms;
  }

  /** @type {Engine["search"]} */
  async function search(query, { limit = 20, filters = {} } = {}) {
    const { words, tags } = parse(query);
    const wanted = [...tags, ...(filters.tags ?? [])];
    const expanded = words.map((word) => ({ ...word, terms: expand(word) }));
    const results = words.length
      ? index.query((q) => {
          for (const { terms, field } of expanded) {
            for (const [found, boost] of terms) {
              q.clause({ term: found, boost, usePipeline: false, ...(field ? { fields: [field] } : {}) });
            }
          }
        })
      : wanted.length
        ? documents.map((_, ref) => ({ ref: String(ref), score: 0, matchData: { metadata: {} } }))
        : [];

    const found = [];
    for (const { ref, score, matchData } of results) {
      const matched = matchData.metadata;
      const has = ({ terms, field }) =>
        Object.keys(matched).some((name) => terms.has(name) && (!field || field in matched[name]));
      const hit = documents[Number(ref)];
      if (expanded.some((word) => word.field && !has(word))) continue;
      if (!wanted.every((slug) => hit.tags.some((tag) => tag.slug === slug))) continue;
      const covered = expanded.filter(has).length;
      found.push({ ...hit, score, terms: new Set(Object.keys(matched)), covered, place: Number(ref) });
    }
    // Papers with all words first, then Lunr's score, then the digest's own order.
    found.sort((a, b) => b.covered - a.covered || b.score - a.score || a.place - b.place);
    const hits = found.slice(0, limit).map(({ covered, place, ...hit }) => hit);
    return { total: found.length, hits };
  }

  return { search, term };
}
