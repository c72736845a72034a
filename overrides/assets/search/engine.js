// The search engine: lunr.js over the part of the index that a query needs.
//
// Lunr scores a paper by the terms of the query alone, so an index of just those terms, with just their entries in
// the field vectors, gives the refs and scores of the whole. Every word is looked up in the index first: nothing
// that people type is parsed as Lunr's syntax, and it is known which words a paper holds.

import { corrected, parse } from "./query.js";
import { loadJson, openShards, steps } from "./shards.js";
import * as urls from "./urls.js";
import { distance, fold, trim } from "./words.js";

/**
 * @typedef {import("./facets.js").Filters} Filters
 * @typedef {import("./shards.js").Term} Term
 * @typedef {import("./shards.js").Paper & {url: string, score: number}} Hit
 * @typedef {{term: string, boost: number, fields?: string[], presence?: number}} Clause  of a Lunr query
 * @typedef {{total: number, pages: number, complete: number, hits: Promise<Hit>[], terms: Set<string>, clauses: Clause[], suggestion: string, counts: () => Promise<import("./facets.js").Counts>}} Results
 *   `pages` is how many of them are the curator's own pages; `complete` is how many hold all words, and come first; each of the `hits` may still be loading; `terms` are those to highlight; `clauses` are what Lunr was asked; `suggestion` is the query without its slips; `counts` loads what filters need
 * @typedef {{limit?: number, filters?: Filters, sort?: "relevance" | "date" | "votes"}} Options
 * @typedef {{word: import("./query.js").Word, boosts: Map<string, number>, strange: boolean, correction: string}} Group
 *   a word of the query: the terms that it stands for, each with its weight; a word that hardly any paper holds, or
 *   that nobody writes this way, is `strange`
 * @typedef {Awaited<ReturnType<typeof open>>} Engine
 */

const FOLDER = "assets/search/";
const ENOUGH = 10; // papers with all words; with fewer, those with some follow
const WORTHWHILE = 0.5; // of what the best paper with some of the words is worth: those with less are not shown
const REPEATED = 0.6; // Lunr's k1 for a paper with some words: what it lacks weighs more than what it says often
const LITTLE = 10; // papers that hold a word, up to which it may be a slip
const MOST_COMPLETIONS = 16; // terms that the beginning of a word may stand for
const MOST_HOLDERS = 10_000; // papers that hold them, over all of them
const MOST_CORRECTIONS = 3;
const COMPLETED = 0.4; // weights beside 1 for the word as typed
const CORRECTED = 0.6;
const SENTENCE = 4; // words from which on it matters how near to each other they stand; hyphens part none
const NEAR = 3; // words of the text for each word of the query

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
 * Rejects when something does not load. To try `again` is to ask the host anew which index is the current one.
 * @param {string | URL} baseUrl @param {boolean} [again]
 */
export async function open(baseUrl, again = false) {
  const home = new URL(FOLDER, baseUrl);
  const pointer = await loadJson(new URL("index.json", home), { cache: again ? "reload" : "default" });
  const [lunr, shards] = await Promise.all([loadLunr(new URL(pointer.lunr, home)), openShards(new URL(pointer.folder, home))]);
  const { papers: size, fields, k1, b, stopWords: stopList } = shards.manifest;
  const names = fields.map(([name]) => name);
  const stopWords = new Set(stopList);
  const pages = new Set(steps(shards.manifest.pages)); // the curator's own pages among the papers

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
  const term = (word) => stem(trim(fold(word).replaceAll(/[ -]/gu, "")));

  /** @type {Promise<import("./facets.js").Facets> | undefined} */
  let columns;
  const loadFacets = () => {
    columns ??= Promise.all([import("./facets.js"), shards.columns()]).then(([{ facets }, loaded]) => facets(loaded, size));
    columns.catch(() => (columns = undefined));
    return columns;
  };

  /** What a paper gets for holding a term: lunr.Builder's formula. @param {number} holders @param {number} count @param {number} length @param {typeof fields[number]} field */
  function weight(holders, count, length, [, boost, total]) {
    const idf = Math.log(1 + Math.abs((size - holders + 0.5) / (holders + 0.5)));
    const score = (idf * ((k1 + 1) * count)) / (k1 * (1 - b + b * (length / (total / size))) + count);
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

  /** The terms that a word of a query stands for as it is typed. @param {import("./query.js").Word} word @returns {Promise<Group>} */
  async function expand(word) {
    const boosts = /** @type {Map<string, number>} */ (new Map());
    const [exact, joined, begun] = await Promise.all([
      shards.term(stem(word.text)),
      word.compound ? shards.term(stem(word.compound)) : undefined,
      word.open ? shards.completions(word.text) : [],
    ]);
    const longer = exact ? begun.filter((other) => goesOn(word.text, other)) : begun;
    const names = [...new Set(longer.map(stem))].filter((name) => name && name !== exact?.name).slice(0, MOST_COMPLETIONS);
    const completions = await Promise.all(names.map(shards.term));
    let room = MOST_HOLDERS;
    for (const found of completions) if (found && (room -= found.holders) >= 0) boosts.set(found.name, COMPLETED);
    for (const found of [exact, joined]) if (found) boosts.set(found.name, 1);
    const holders = [exact, joined, ...completions].reduce((sum, found) => sum + (found?.holders ?? 0), 0);
    // Another number is no slip of this one, and C# and .NET are none either.
    const strange = !/^(?:\p{L}?[\p{Nd}.]+|\.net|\p{L}[+#]+)$/u.test(word.text) && (holders <= (word.parts.length ? 0 : LITTLE) || Boolean(word.compound && !joined));
    return { word, boosts, strange, correction: "" };
  }

  /** A name that no paper holds as one is the words that it is made of. @param {import("./query.js").Word} word */
  async function settled(word) {
    const known = !word.parts.length || (await shards.term(stem(word.text))) || (word.open && (await shards.completions(word.text)).length);
    if (known) return [word];
    const parts = word.parts.filter((text) => !stopWords.has(text));
    return parts.map((text, i) => ({ ...word, text, open: word.open && i === parts.length - 1 }));
  }

  /** A group with the words that were probably meant by a strange one. @param {Group} group @returns {Promise<Group>} */
  async function correct(group) {
    const { word } = group;
    const boosts = new Map(group.boosts);
    let correction = "";
    for (const whole of new Set([word.text, word.compound])) {
      if (whole.length < 4) continue;
      const own = (await shards.term(stem(whole)))?.holders ?? 0;
      if (own > LITTLE) continue;
      const likely = (await similar(whole)).filter(({ count }) => count > 2 * own).slice(0, MOST_CORRECTIONS);
      for (const { found, far } of likely) if (!boosts.has(stem(found))) boosts.set(stem(found), CORRECTED / far);
      if (whole === word.text && likely.length) correction = likely[0].found;
    }
    return { ...group, boosts, correction };
  }

  /** @param {Group} group @returns {Clause[]} */
  const clausesOf = ({ word, boosts }) =>
    [...boosts].map(([name, boost]) => ({ term: name, boost, ...(word.field ? { fields: [word.field] } : {}) }));

  /**
   * How well each paper holds one of these terms: 0 not at all, 1 in the abstract, 2 in one of the short fields.
   * @param {Iterable<string>} terms @param {string | null} [field]  where they must stand
   */
  async function holding(terms, field) {
    const held = new Uint8Array(size);
    for (const found of await Promise.all([...terms].map(shards.term))) {
      for (const [place, { papers }] of found?.fields ?? []) {
        if (field && names[place] !== field) continue;
        const level = names[place] === "abstract" ? 1 : 2;
        for (const paper of papers) if (held[paper] < level) held[paper] = level;
      }
    }
    return held;
  }

  /**
   * What each paper is worth that lacks words of the query: a word that few papers hold counts for more than several
   * that all hold, and no field for more than another.
   * @param {Group[]} groups
   */
  async function worth(groups) {
    const sums = new Float64Array(size);
    for (const { word, boosts } of groups) {
      const best = new Float64Array(size);
      for (const [name, boost] of boosts) {
        for (const [place, { papers, counts, lengths }] of (await shards.term(name))?.fields ?? []) {
          if (word.field && names[place] !== word.field) continue;
          const average = fields[place][2] / size;
          for (let i = 0; i < papers.length; i++) {
            const said = (boost * counts[i]) / (REPEATED * (1 - b + (b * lengths[i]) / average) + counts[i]);
            if (best[papers[i]] < said) best[papers[i]] = said;
          }
        }
      }
      const holders = best.reduce((sum, value) => sum + Number(value > 0), 0);
      const rarity = Math.log(1 + (size - holders + 0.5) / (holders + 0.5));
      for (let paper = 0; paper < size; paper++) sums[paper] += rarity * best[paper];
    }
    return sums;
  }

  /** The papers in which the words of a phrase stand as it says. @param {import("./query.js").Phrase} phrase */
  async function saying({ words, field }) {
    const terms = words.map(({ text }) => stem(text));
    if (words.length === 1) return holding(terms, field);
    const held = new Uint8Array(size);
    const loaded = await Promise.all(terms.map(shards.term));
    const places = await Promise.all(loaded.map((found) => found?.places()));
    names.forEach((name, number) => {
      const inField = places.map((of) => of?.get(number) ?? new Map());
      if (field && field !== name) return;
      for (const [paper, starts] of inField[0]) {
        const begins = (/** @type {number} */ start) => inField.every((of, i) => of.get(paper)?.includes(start + words[i].place));
        if (starts.some((/** @type {number} */ at) => begins(at - words[0].place))) held[paper] = 1;
      }
    });
    return held;
  }

  /**
   * Of these papers, those in which all words of a longer query stand near to each other, or all but one that the
   * paper lacks: half-remembered sentences.
   * @param {Group[]} groups @param {number[]} papers @param {Uint8Array} covered  how many words each holds
   */
  async function sentences(groups, papers, covered) {
    const near = new Uint8Array(size);
    if (new Set(groups.map(({ word }) => word.part)).size < SENTENCE) return near;
    const places = await Promise.all(
      groups.map(async ({ boosts }) => Promise.all((await Promise.all([...boosts.keys()].map(shards.term))).map((found) => found?.places()))),
    );
    for (const paper of papers) {
      names.forEach((_, field) => {
        const at = places.map((terms) => terms.flatMap((of) => of?.get(field)?.get(paper) ?? [])).filter((list) => list.length);
        if (at.length === Math.max(covered[paper], groups.length - 1) && span(at) <= NEAR * groups.length) near[paper] = 1;
      });
    }
    return near;
  }

  /** @param {string} typed @param {Options} [options] @returns {Promise<Results>} */
  async function search(typed, { limit = 10, filters = {}, sort = "relevance" } = {}) {
    const query = parse(typed, stopWords);
    const words = (await Promise.all(query.words.map(settled))).flat();
    let [groups, phrases] = await Promise.all([
      Promise.all(words.map(expand)),
      Promise.all(query.phrases.map(async (phrase) => ({ ...phrase, papers: await saying(phrase) }))),
    ]);
    const filtered = [filters.tags?.length, filters.notTags?.length, filters.year, filters.venue, filters.issue, filters.code].some(Boolean);
    const asked = query.tags.length + query.notTags.length + query.years.length + query.notYears.length;
    const browsing = !groups.length && !phrases.some(({ not }) => !not);
    const known = filtered || asked || browsing || sort !== "relevance" ? await loadFacets() : null;

    const must = phrases.filter(({ not }) => !not);
    const mustNot = phrases.filter(({ not }) => not);
    const [tags, notTags] = [query.tags, query.notTags].map((list) => list.map((text) => known?.named(text) ?? []));
    const conditions = phrases.length + asked;
    /** @param {number} paper @param {import("./query.js").Years} years */
    const isOf = (paper, [from, to]) => Number(known?.year[paper]) >= from && Number(known?.year[paper]) <= to;
    /** Whether a paper is what was asked for, the words and the filters aside. @param {number} paper */
    const fits = (paper) =>
      must.every(({ papers }) => papers[paper]) &&
      !mustNot.some(({ papers }) => papers[paper]) &&
      tags.every((slugs) => known?.has(paper, slugs)) &&
      !notTags.some((slugs) => known?.has(paper, slugs)) &&
      query.years.every((years) => isOf(paper, years)) &&
      !query.notYears.some((years) => isOf(paper, years));

    /** How many words of the query each paper holds at all, and in its short fields; 0 for what does not fit. @param {Group[]} groups */
    async function cover(groups) {
      const covered = new Uint8Array(size);
      const named = new Uint8Array(size);
      const held = await Promise.all(groups.map(({ word, boosts }) => holding(boosts.keys(), word.field)));
      for (const levels of held) {
        for (let paper = 0; paper < size; paper++) {
          if (levels[paper] > 0) covered[paper]++;
          if (levels[paper] > 1) named[paper]++;
        }
      }
      const needed = held.filter((_, i) => groups[i].word.field);
      if (needed.length || conditions) {
        for (let paper = 0; paper < size; paper++) {
          if (!fits(paper) || !needed.every((levels) => levels[paper])) covered[paper] = named[paper] = 0;
        }
      }
      return { covered, named };
    }

    const all = words.length;
    let { covered, named } = await cover(groups);
    if (groups.some(({ strange }) => strange) && !named.includes(all)) {
      groups = await Promise.all(groups.map((group) => (group.strange ? correct(group) : group)));
      ({ covered, named } = await cover(groups));
    }

    // Papers with all words; with few of them, those that are worth most. Without words, all that fit.
    const matching = /** @type {number[]} */ ([]);
    for (let paper = 0; paper < size; paper++) {
      if (all ? covered[paper] : (conditions || filtered) && fits(paper)) matching.push(paper);
    }
    const passing = filtered ? matching.filter((paper) => known?.passes(paper, filters)) : matching;
    const partial = passing.filter((paper) => covered[paper] < all);
    const worths = partial.length && passing.length - partial.length < ENOUGH ? await worth(groups) : new Float64Array(size);
    const [best = 0, ...others] = partial.map((paper) => worths[paper]).sort((a, b) => b - a);
    const least = best && Math.min(WORTHWHILE * best, others[Math.min(ENOUGH - 1, others.length) - 1] ?? best);
    const belongs = (/** @type {number} */ paper) => covered[paper] === all || (best > 0 && worths[paper] >= least);
    const found = passing.filter(belongs);

    const said = (/** @type {typeof phrases[number]} */ { words, field }) => words.map(({ text }) => ({ term: stem(text), boost: 1, ...(field ? { fields: [field] } : {}) }));
    const wanted = [...groups.flatMap(clausesOf), ...must.flatMap(said)];
    const unwanted = mustNot.filter(({ words }) => words.length === 1).flatMap(said);
    const clauses = /** @type {Clause[]} */ ([...wanted, ...unwanted.map((clause) => ({ ...clause, presence: lunr.Query.presence.PROHIBITED }))]);
    // All words: all near to each other, then all in the short fields. Some: all but one of them so, then those that
    // are worth most. Only papers of the ranks that will be shown need a score, which saves most of the work for
    // common words.
    const near = await sentences(groups, found, covered);
    /** @param {number} paper */
    function rank(paper) {
      if (covered[paper] === all) return 3 + 2 * near[paper] + Number(named[paper] === all);
      const missesOne = near[paper] || (all > 2 && named[paper] === all - 1);
      return missesOne ? 2 : worths[paper] / best;
    }
    const lowest = sort === "relevance" ? (found.map(rank).sort((a, b) => b - a)[Math.min(limit, found.length) - 1] ?? 0) : 0;
    const among = new Uint8Array(size);
    for (const paper of found) among[paper] = Number(rank(paper) >= lowest);
    const scores = new Float64Array(size);
    if (wanted.length) for (const { ref, score: value } of await score(clauses, among)) scores[Number(ref)] = value;
    const by = {
      relevance: () => 0,
      date: (/** @type {number} */ a, /** @type {number} */ b) => compare(known?.date[b], known?.date[a]),
      votes: (/** @type {number} */ a, /** @type {number} */ b) => compare(known?.votes[b], known?.votes[a]),
    }[sort];
    /** By rank, then Lunr's score, then the newer issue, where that has been loaded. @param {number} a @param {number} b */
    const order = (a, b) => by(a, b) || rank(b) - rank(a) || scores[b] - scores[a] || compare(known?.issue[b], known?.issue[a]) || a - b;
    found.sort(order);

    const hits = found.slice(0, limit).map(async (paper) => {
      const shown = await shards.paper(paper);
      return { ...shown, url: shown.page ?? urls.paper(shown.id), score: scores[paper] };
    });
    Promise.all(hits).catch(() => {}); // told to whoever waits for them; those who typed on do not
    return {
      total: found.length,
      pages: found.filter((number) => pages.has(number)).length,
      complete: found.filter((paper) => covered[paper] === all).length,
      hits,
      terms: new Set(wanted.map((clause) => clause.term)),
      clauses,
      suggestion: corrected(typed, groups),
      counts: async () => (await loadFacets()).counts(matching.filter(belongs), filters),
    };
  }

  return { search, score, term, fold, names: async () => (await loadFacets()).names };
}

/**
 * How many places the shortest stretch takes that holds a place of each list.
 * @param {number[][]} lists  each with something in it
 */
function span(lists) {
  const places = lists.flatMap((list, i) => list.map((at) => ({ at, i }))).sort((a, b) => a.at - b.at);
  const inside = new Array(lists.length).fill(0);
  let missing = lists.length;
  let shortest = Infinity;
  let first = 0;
  for (const { at, i } of places) {
    if (!inside[i]++) missing--;
    for (; !missing; first++) {
      shortest = Math.min(shortest, at - places[first].at + 1);
      if (!--inside[places[first].i]) missing++;
    }
  }
  return shortest;
}

/** Whether a word that is one already may go on like this: R is a word, and 10000 is not 100000. @param {string} word @param {string} longer */
const goesOn = (word, longer) => !/^.$/u.test(word) && !(/\p{Nd}$/u.test(word) && /^\p{Nd}/u.test(longer.slice(word.length)));

/** @param {any} a @param {any} b */
const compare = (a, b) => (a < b ? -1 : Number(a > b));
