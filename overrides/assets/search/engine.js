// The search engine: lunr.js over the part of the index that a query needs.
//
// Lunr scores a paper by the terms of the query alone, so an index of just those terms, with just their entries in
// the field vectors, gives the refs and scores of the whole. Every word is looked up in the index first: nothing
// that people type is parsed as Lunr's syntax, and it is known which words a paper holds.

import { facets } from "./facets.js";
import { parse } from "./query.js";
import { loadJson, openShards } from "./shards.js";
import { compounds, distance, fold, trim } from "./words.js";

/**
 * @typedef {import("./facets.js").Filters} Filters
 * @typedef {import("./shards.js").Term} Term
 * @typedef {import("./shards.js").Paper & {url: string, score: number}} Hit
 * @typedef {{term: string, boost: number, fields?: string[], presence?: number}} Clause  of a Lunr query
 * @typedef {{total: number, hits: Hit[], terms: Set<string>, suggestion: string, counts: () => Promise<import("./facets.js").Counts>}} Results
 *   `terms` are those to highlight; `suggestion` is the query without its slips; `counts` loads what filters need
 * @typedef {{limit?: number, filters?: Filters, sort?: "relevance" | "date" | "votes"}} Options
 * @typedef {{word: import("./query.js").Word, boosts: Map<string, number>, correction: string}} Group
 *   a word of the query: the terms that it stands for, each with its weight
 * @typedef {Awaited<ReturnType<typeof open>>} Engine
 */

const FOLDER = "assets/search/";
const ENOUGH = 10; // papers with all words; with fewer, those without one of them follow
const LITTLE = 2; // papers that hold a word, up to which it may be a slip
const MOST_COMPLETIONS = 12; // terms that the beginning of a word may stand for
const MOST_HOLDERS = 6000; // papers that hold them, over all of them
const MOST_CORRECTIONS = 3;
const COMPLETED = 0.5; // weights beside 1 for the word as typed
const CORRECTED = 0.6;

// Lunr's own constants; see lunr.Builder.
const K1 = 1.2;
const B = 0.75;

/** lunr.js is a classic script, which has no exports: it is loaded as one. @param {URL} url @returns {Promise<any>} */
function loadLunr(url) {
  const scope = /** @type {any} */ (globalThis);
  if (scope.lunr) return Promise.resolve(scope.lunr);
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url.href;
    script.onload = () => resolve(scope.lunr);
    script.onerror = () => {
      script.remove();
      reject(new Error("lunr.js did not load"));
    };
    document.head.append(script);
  });
}

/**
 * Opens the index of the site at `baseUrl` (its root, with a slash at the end).
 * Rejects when something does not load; calling it again tries again.
 * @param {string | URL} baseUrl
 */
export async function open(baseUrl) {
  const home = new URL(FOLDER, baseUrl);
  const pointer = await loadJson(new URL("index.json", home), { cache: "no-cache" });
  const [lunr, shards] = await Promise.all([loadLunr(new URL(pointer.lunr, home)), openShards(new URL(pointer.folder, home))]);
  const { papers: size, fields, stopWords: stopList } = shards.manifest;
  const names = fields.map(([name]) => name);
  const stopWords = new Set(stopList);

  const stems = /** @type {Map<string, string>} */ (new Map());
  /** The index's form of a word that is folded and trimmed. @param {string} word */
  function stem(word) {
    const known = stems.get(word);
    if (known !== undefined) return known;
    const made = stopWords.has(word) ? "" : lunr.stemmer(new lunr.Token(word)).toString();
    stems.set(word, made);
    return made;
  }
  /** The index's form of a word as it stands in a text. @param {string} word */
  const term = (word) => stem(trim(fold(word).replaceAll("-", "").trim()));

  /** @type {Promise<import("./facets.js").Facets> | undefined} */
  let columns;
  const loadFacets = () => {
    columns ??= shards.columns().then((loaded) => facets(loaded, size));
    columns.catch(() => (columns = undefined));
    return columns;
  };

  /** What a paper gets for holding a term: lunr.Builder's formula. @param {number} holders @param {number} count @param {number} length @param {typeof fields[number]} field */
  function weight(holders, count, length, [, boost, total]) {
    const idf = Math.log(1 + Math.abs((size - holders + 0.5) / (holders + 0.5)));
    const score = (idf * ((K1 + 1) * count)) / (K1 * (1 - B + B * (length / (total / size))) + count);
    return Math.round(score * boost * 1000) / 1000;
  }

  /**
   * Refs and scores as the whole index gives them for a query of these clauses, of the papers in `among`
   * (1 for each that counts) or of all.
   * @param {Clause[]} clauses @param {Uint8Array} [among] @returns {Promise<{ref: string, score: number}[]>}
   */
  async function score(clauses, among) {
    const wanted = [...new Set(clauses.map((clause) => clause.term))].sort();
    const loaded = (await Promise.all(wanted.map(shards.term))).filter((found) => found !== undefined);
    const invertedIndex = Object.create(null);
    const fieldVectors = Object.create(null);
    loaded.forEach((found, number) => {
      const entry = (invertedIndex[found.name] = Object.assign(Object.create(null), { _index: number }));
      fields.forEach((field, place) => {
        const refs = (entry[field[0]] = Object.create(null));
        const posting = found.fields.get(place);
        if (!posting) return;
        for (let i = 0; i < posting.papers.length; i++) {
          const ref = posting.papers[i];
          if (among && !among[ref]) continue;
          refs[ref] = {};
          const vector = (fieldVectors[`${field[0]}/${ref}`] ??= new lunr.Vector());
          vector.elements.push(number, weight(found.holders, posting.counts[i], posting.lengths[i], field));
        }
      });
    });
    const tokenSet = lunr.TokenSet.fromArray(loaded.map(({ name }) => name));
    const index = new lunr.Index({ invertedIndex, fieldVectors, tokenSet, fields: names, pipeline: new lunr.Pipeline() });
    return index.query((/** @type {any} */ query) => {
      for (const clause of clauses) query.clause({ ...clause, usePipeline: false });
    });
  }

  /** The words nearest to one that hardly any paper holds, the likeliest first. @param {string} word */
  async function similar(word) {
    const most = word.length > 7 ? 2 : 1;
    const half = Math.max(1, (word.length >> 1) - 1);
    const turned = [...word].reverse().join("");
    const [forth, back] = await Promise.all([shards.around("w", word, half), shards.around("e", turned, half)]);
    const candidates = new Map([...forth, ...back.map(([found, count]) => /** @type {[string, number]} */ ([[...found].reverse().join(""), count]))]);
    return [...candidates]
      .map(([found, count]) => ({ found, count, far: distance(word, found, most) }))
      .filter(({ found, far }) => far <= most && stem(found) !== stem(word))
      .sort((a, b) => a.far - b.far || b.count - a.count);
  }

  /** The terms that a word of a query stands for. @param {import("./query.js").Word} word @returns {Promise<Group>} */
  async function expand(word) {
    const boosts = /** @type {Map<string, number>} */ (new Map());
    const [exact, joined, longer] = await Promise.all([
      shards.term(stem(word.text)),
      word.compound ? shards.term(stem(word.compound)) : undefined,
      word.open ? shards.completions(word.text) : [],
    ]);
    let holders = 0;
    for (const found of [exact, joined]) {
      if (!found) continue;
      boosts.set(found.name, 1);
      holders += found.holders;
    }
    if (word.open) {
      const stemmed = [...new Set(longer.map(stem))].filter((name) => name && !boosts.has(name)).slice(0, MOST_COMPLETIONS);
      let room = MOST_HOLDERS;
      for (const found of await Promise.all(stemmed.map(shards.term))) {
        if (!found || (room -= found.holders) < 0) continue;
        boosts.set(found.name, COMPLETED);
        holders += found.holders;
      }
    }
    let correction = "";
    if (holders <= LITTLE && word.text.length > 3) {
      for (const whole of word.compound ? [word.text, word.compound] : [word.text]) {
        const better = (await similar(whole)).filter(({ count }) => count > holders).slice(0, MOST_CORRECTIONS);
        for (const { found, far } of better) if (!boosts.has(stem(found))) boosts.set(stem(found), CORRECTED / far);
        if (whole === word.text && better.length) correction = better[0].found;
      }
    }
    return { word, boosts, correction };
  }

  /** @param {Group} group @returns {Clause[]} */
  const clausesOf = ({ word, boosts }) =>
    [...boosts].map(([name, boost]) => ({ term: name, boost, ...(word.field ? { fields: [word.field] } : {}) }));

  /** The papers that hold one of these terms, in a field or anywhere. @param {Iterable<string>} terms @param {string | null} field @returns {Promise<Set<number>>} */
  async function holding(terms, field) {
    const held = new Set();
    for (const found of await Promise.all([...terms].map(shards.term))) {
      for (const [place, { papers }] of found?.fields ?? []) {
        if (!field || names[place] === field) for (const paper of papers) held.add(paper);
      }
    }
    return held;
  }

  /** The papers in which the words of a phrase stand as it says. @param {import("./query.js").Phrase} phrase @returns {Promise<Set<number>>} */
  async function saying({ words, field }) {
    const terms = words.map(({ text }) => stem(text));
    if (words.length === 1) return holding(terms, field);
    const held = new Set();
    const loaded = await Promise.all(terms.map(shards.term));
    if (loaded.some((found) => !found)) return held;
    const places = await Promise.all(loaded.map((found) => /** @type {Term} */ (found).places()));
    names.forEach((name, number) => {
      const postings = loaded.map((found) => /** @type {Term} */ (found).fields.get(number));
      if ((field && field !== name) || postings.some((posting) => !posting)) return;
      /** Where the phrase could begin, by paper, as each of its words would have it. */
      const beginnings = postings.map((posting, i) => {
        const lists = /** @type {number[][]} */ (places[i].get(number));
        return new Map(Array.from(/** @type {import("./shards.js").Posting} */ (posting).papers, (paper, k) => [paper, new Set(lists[k].map((at) => at - words[i].place))]));
      });
      for (const [paper, starts] of beginnings[0]) {
        if ([...starts].some((start) => beginnings.every((of) => of.get(paper)?.has(start)))) held.add(paper);
      }
    });
    return held;
  }

  /** @param {string} typed @param {Options} [options] @returns {Promise<Results>} */
  async function search(typed, { limit = 10, filters = {}, sort = "relevance" } = {}) {
    const query = parse(typed, stopWords);
    const [groups, phrases] = await Promise.all([
      Promise.all(query.words.map(expand)),
      Promise.all(query.phrases.map(async (phrase) => ({ ...phrase, papers: await saying(phrase) }))),
    ]);
    const filtered = [filters.tags?.length, filters.notTags?.length, filters.year, filters.venue, filters.issue, filters.code].some(Boolean);
    const asked = query.tags.length + query.notTags.length + query.years.length;
    const known = filtered || asked || sort !== "relevance" ? await loadFacets() : null;

    // How many of the words each paper holds; 0 for those that are out of the question.
    const covered = new Uint8Array(size).fill(groups.length || phrases.length || filtered || asked ? 1 : 0);
    const held = await Promise.all(groups.map(({ word, boosts }) => holding(boosts.keys(), word.field)));
    for (const papers of held) for (const paper of papers) covered[paper]++;
    const must = [...held.filter((_, i) => groups[i].word.field), ...phrases.filter(({ not }) => !not).map(({ papers }) => papers)];
    const mustNot = phrases.filter(({ not }) => not).map(({ papers }) => papers);
    const [tags, notTags] = [query.tags, query.notTags].map((list) => list.map((text) => known?.named(text) ?? []));
    for (let paper = 0; paper < size; paper++) {
      const fits =
        (!groups.length || covered[paper] > 1) &&
        must.every((papers) => papers.has(paper)) &&
        !mustNot.some((papers) => papers.has(paper)) &&
        (!known ||
          (tags.every((slugs) => known.has(paper, slugs)) &&
            !notTags.some((slugs) => known.has(paper, slugs)) &&
            query.years.every(([from, to]) => Number(known.year[paper]) >= from && Number(known.year[paper]) <= to)));
      if (!fits) covered[paper] = 0;
    }

    // Papers with all words; with few of them, those that lack one, and so on.
    const passing = /** @type {number[]} */ ([]);
    covered.forEach((count, paper) => count && (!filtered || known?.passes(paper, filters)) && passing.push(paper));
    let least = groups.length + 1;
    while (least > 1 + Math.sign(groups.length) && passing.filter((paper) => covered[paper] >= least).length < ENOUGH) least--;
    const among = new Uint8Array(size);
    for (const paper of passing) if (covered[paper] >= least) among[paper] = 1;

    const clauses = [
      ...groups.flatMap(clausesOf),
      ...phrases.flatMap(({ words, field, not }) => (not ? [] : words.map(({ text }) => ({ term: stem(text), boost: 1, ...(field ? { fields: [field] } : {}) })))),
    ];
    const scores = new Float64Array(size);
    if (clauses.length) for (const { ref, score: value } of await score(clauses, among)) scores[Number(ref)] = value;
    const found = passing.filter((paper) => among[paper]);
    const by = {
      relevance: () => 0,
      date: (/** @type {number} */ a, /** @type {number} */ b) => compare(known?.date[b], known?.date[a]),
      votes: (/** @type {number} */ a, /** @type {number} */ b) => compare(known?.votes[b], known?.votes[a]),
    }[sort];
    found.sort((a, b) => by(a, b) || covered[b] - covered[a] || scores[b] - scores[a] || a - b);

    const hits = await Promise.all(
      found.slice(0, limit).map(async (paper) => {
        const shown = await shards.paper(paper);
        return { ...shown, url: `papers/${shown.id}/`, score: scores[paper] };
      }),
    );
    const everything = Array.from(covered.keys()).filter((paper) => covered[paper] >= Math.max(least, 1));
    return {
      total: found.length,
      hits,
      terms: new Set(clauses.map((clause) => clause.term)),
      suggestion: corrected(typed, groups),
      counts: async () => (await loadFacets()).counts(everything, filters),
    };
  }

  return { search, score, term, fold, names: async () => (await loadFacets()).names };
}

/** @param {any} a @param {any} b */
const compare = (a, b) => (a < b ? -1 : Number(a > b));

/** What was typed, with the words that found nothing put right; nothing when all is well. @param {string} typed @param {Group[]} groups */
function corrected(typed, groups) {
  const fixes = new Map(groups.filter(({ correction }) => correction).map(({ word, correction }) => [word.text, correction]));
  if (!fixes.size) return "";
  return typed.replace(/[\p{L}\p{N}\p{M}_.'’+#]+/gu, (piece) => fixes.get(trim(fold(piece).trim())) ?? piece);
}
