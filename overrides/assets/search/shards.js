// The index as the generator wrote it (generator/digestry/outputs/search/shards.py): loads the files that are needed, each once.

/**
 * @typedef {{papers: Int32Array, counts: Int32Array, lengths: Int32Array}} Posting  the papers that hold a term in
 *   one field, in order; how often each does; and how many terms the field has there
 * @typedef {{name: string, fields: Map<number, Posting>, holders: number, places: () => Promise<Map<number, Places>>}} Term
 *   `holders` counts fields of papers, as Lunr does; `places` tells, by field, where the term stands
 * @typedef {Map<number, number[]>} Places  by paper, in order
 * @typedef {{papers: number, pages: string, lengths: string, k1: number, b: number, fields: [name: string, boost: number, total: number][],
 *            stopWords: string[], terms: string[], words: string[], endings: string[]}} Manifest
 * @typedef {{id: string, page?: string, title: string, authors?: string[], others?: boolean, date?: string, issue: string, venue?: string,
 *            tags?: [slug: string, name: string][], summary?: string, abstract?: string, code?: string, votes?: number, status?: string}} Paper
 * @typedef {{issues: [date: string, title: string][], issued: string, tags: [slug: string, name: string, aliases: string[], papers: string][],
 *            venues: [name: string, papers: string][], dates: string[], dated: string, code: string, votes: string}} Columns
 * @typedef {[[...(string | number)[]], Record<string, string[]>]} Words
 * @typedef {Awaited<ReturnType<typeof openShards>>} Shards
 */

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES = new Uint8Array(128);
[...DIGITS].forEach((digit, value) => (VALUES[digit.charCodeAt(0)] = value));

/** Whole numbers out of unsigned base64 VLQ. @param {string} text */
export function numbers(text) {
  const found = /** @type {number[]} */ ([]);
  let value = 0;
  let shift = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = VALUES[text.charCodeAt(i)];
    value |= (digit & 31) << shift;
    if (digit & 32) shift += 5;
    else {
      found.push(value);
      value = shift = 0;
    }
  }
  return found;
}

/** Places out of the distances between them, from -1. @param {string} text */
export function steps(text) {
  let place = -1;
  return numbers(text).map((step) => (place += step));
}

/** The number of the file that a key would stand in. @param {string[]} starts @param {string} key */
function fileOf(starts, key) {
  let low = 0;
  for (let high = starts.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= key) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * @param {string} steps  between papers @param {string} lengths  of the field in them @param {Int32Array} usual
 *   those of all papers in the field that they are ordered by, whose postings leave them out
 * @returns {Posting}
 */
function posting(steps, lengths, usual) {
  const papers = /** @type {number[]} */ ([]);
  const counts = /** @type {number[]} */ ([]);
  let paper = -1;
  for (const step of numbers(steps)) {
    if (step) {
      papers.push((paper += step));
      counts.push(1);
    } else counts[counts.length - 1]++;
  }
  const sizes = lengths ? numbers(lengths) : papers.map((number) => usual[number]);
  return { papers: Int32Array.from(papers), counts: Int32Array.from(counts), lengths: Int32Array.from(sizes) };
}

/** @param {string | URL} url @param {RequestInit} [options] */
export async function loadJson(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

/** The index in `folder`. @param {URL} folder */
export async function openShards(folder) {
  /** @type {Map<string, Promise<any>>} */
  const files = new Map();
  /** What `make` makes of a file; a file that failed is asked for again. @param {string} path @param {(file: any) => any} [make] */
  const load = (path, make = (file) => file) => {
    const known = files.get(path);
    if (known) return known;
    const loading = loadJson(new URL(path, folder)).then(make);
    files.set(path, loading);
    loading.catch(() => files.delete(path));
    return loading;
  };

  const manifest = /** @type {Manifest} */ (await load("manifest.json"));
  const lengths = new Int32Array(manifest.papers);
  let from = 0;
  numbers(manifest.lengths).forEach((papers, length) => lengths.fill(length, from, (from += papers)));

  /** @param {string} name @returns {Promise<Term | undefined>} */
  async function term(name) {
    if (!manifest.terms.length) return undefined;
    const file = fileOf(manifest.terms, name);
    const entries = await load(`t/${file}.json`, (list) => new Map(list.map((/** @type {any[]} */ entry, /** @type {number} */ place) => [entry[0], { entry, place, made: undefined }])));
    const found = entries.get(name);
    if (found && !found.made) {
      const fields = new Map();
      for (let i = 1; i < found.entry.length; i += 3) fields.set(found.entry[i], posting(found.entry[i + 1], found.entry[i + 2], lengths));
      const holders = [...fields.values()].reduce((sum, { papers }) => sum + papers.length, 0);
      /** @type {Map<number, Places> | undefined} */
      let known;
      const places = async () => {
        const all = (await load(`p/${file}.json`))[found.place];
        return (known ??= new Map([...fields].map(([field, posting], number) => [field, placed(numbers(all[number]), posting)])));
      };
      found.made = { name, fields, holders, places };
    }
    return found?.made;
  }

  /**
   * The words, with the number of their papers, in the files around `key`: all that begin with its first
   * `length` letters, or as many as three files hold.
   * @param {"w" | "e"} kind @param {string} key @param {number} length
   * @returns {Promise<[word: string, papers: number][]>}
   */
  async function around(kind, key, length) {
    const starts = kind === "w" ? manifest.words : manifest.endings;
    if (!starts.length) return [];
    const middle = fileOf(starts, key);
    const from = Math.max(fileOf(starts, key.slice(0, length)), middle - 1);
    const to = Math.min(fileOf(starts, key.slice(0, length) + "\uffff"), middle + 1);
    const lists = await Promise.all(Array.from({ length: to - from + 1 }, (_, i) => load(`${kind}/${from + i}.json`)));
    return lists.flatMap(([flat]) => pairs(flat));
  }

  /**
   * The words that begin so, the commonest first; of short beginnings only the commonest.
   * @param {string} beginning @returns {Promise<string[]>}
   */
  async function completions(beginning) {
    if (!manifest.words.length) return [];
    const [flat, common] = await load(`w/${fileOf(manifest.words, beginning)}.json`);
    if (Object.hasOwn(common, beginning)) return common[beginning];
    return pairs(flat)
      .filter(([word]) => word.startsWith(beginning))
      .sort((a, b) => b[1] - a[1])
      .map(([word]) => word);
  }

  /** @param {number} number @returns {Promise<Paper>} */
  const paper = (number) => load(`d/${number}.json`);

  return { manifest, term, around, completions, paper, columns: () => /** @type {Promise<Columns>} */ (load("facets.json")) };
}

/** @param {(string | number)[]} flat @returns {[word: string, papers: number][]} */
function pairs(flat) {
  const made = [];
  for (let i = 0; i < flat.length; i += 2) made.push(/** @type {[string, number]} */ ([flat[i], flat[i + 1]]));
  return made;
}

/** Where a term stands in each paper, out of the distances between its places. @param {number[]} distances @param {Posting} posting @returns {Places} */
function placed(distances, { papers, counts }) {
  let next = 0;
  return new Map(
    Array.from(papers, (paper, i) => {
      let place = 0;
      return [paper, distances.slice(next, (next += counts[i])).map((distance) => (place += distance))];
    }),
  );
}
