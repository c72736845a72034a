// Who has which tag, year, venue and issue: for filters, for the counts beside them, and for other orders.

import { numbers, steps } from "./shards.js";
import { fold } from "./words.js";

/**
 * @typedef {{tags?: string[], notTags?: string[], year?: string, venue?: string, issue?: string, code?: boolean}} Filters
 *   all of which must hold; `tags` are slugs
 * @typedef {{value: string, name: string, count: number}} Count
 * @typedef {{tags: Count[], year: Count[], venue: Count[], issue: Count[], code: number}} Counts
 * @typedef {ReturnType<typeof facets>} Facets
 */

const SINGLE = /** @type {const} */ (["year", "venue", "issue"]);

/** @param {import("./shards.js").Columns} columns @param {number} papers */
export function facets(columns, papers) {
  const tags = columns.tags.map(([slug, name, aliases, list]) => ({ slug, name, aliases: aliases.map((alias) => fold(alias).trim()), papers: steps(list) }));
  const tagsOf = /** @type {number[][]} */ (Array.from({ length: papers }, () => []));
  tags.forEach((tag, number) => tag.papers.forEach((paper) => tagsOf[paper].push(number)));

  const venue = new Array(papers).fill("");
  for (const [name, list] of columns.venues) for (const paper of steps(list)) venue[paper] = name;
  const issue = numbers(columns.issued).map((number) => columns.issues[number]?.[0] ?? "");
  const date = numbers(columns.dated).map((number) => (number ? columns.dates[number - 1] : ""));
  const year = date.map((text) => text.slice(0, 4));
  const code = new Uint8Array(papers);
  for (const paper of steps(columns.code)) code[paper] = 1;
  const votes = numbers(columns.votes).map((number) => number - 1); // -1 where nobody counted
  const of = { year, venue, issue };
  const titles = new Map(columns.issues.map(([day, title]) => [day, title]));
  const number = new Map(tags.map((tag, place) => [tag.slug, place]));

  /** Whether a paper passes the filters but one. @param {number} paper @param {Filters} filters @param {string} [except] */
  function passes(paper, filters, except) {
    const own = tagsOf[paper];
    return (
      (filters.tags ?? []).every((slug) => own.includes(number.get(slug) ?? -1)) &&
      !(filters.notTags ?? []).some((slug) => own.includes(number.get(slug) ?? -1)) &&
      SINGLE.every((name) => name === except || !filters[name] || of[name][paper] === filters[name]) &&
      (except === "code" || !filters.code || code[paper] === 1)
    );
  }

  /** What could be filtered by, among these papers, with the number of papers that it would leave. @param {Iterable<number>} found @param {Filters} filters @returns {Counts} */
  function counts(found, filters) {
    const tagCounts = new Array(tags.length).fill(0);
    const tallies = { year: new Map(), venue: new Map(), issue: new Map() };
    let coded = 0;
    for (const paper of found) {
      if (passes(paper, filters)) for (const tag of tagsOf[paper]) tagCounts[tag]++;
      if (code[paper] && passes(paper, filters, "code")) coded++;
      for (const name of SINGLE) {
        const value = of[name][paper];
        if (value && passes(paper, filters, name)) tallies[name].set(value, (tallies[name].get(value) ?? 0) + 1);
      }
    }
    const list = (/** @type {Map<string, number>} */ tally) => [...tally].map(([value, count]) => ({ value, name: value, count }));
    const newest = (/** @type {Count} */ a, /** @type {Count} */ b) => (a.value < b.value ? 1 : -1);
    const most = (/** @type {Count} */ a, /** @type {Count} */ b) => b.count - a.count || (a.name < b.name ? -1 : 1);
    return {
      tags: tags.map((tag, place) => ({ value: tag.slug, name: tag.name, count: tagCounts[place] })).filter(({ count }) => count).sort(most),
      year: list(tallies.year).sort(newest),
      venue: list(tallies.venue).sort(most),
      issue: list(tallies.issue).map((one) => ({ ...one, name: titles.get(one.value) || one.value })).sort(newest),
      code: coded,
    };
  }

  /** The tags that somebody means: of that slug, name or alias, or that begin so. @param {string} text  folded */
  function named(text) {
    const names = (/** @type {typeof tags[number]} */ tag) => [tag.slug, fold(tag.name).trim(), ...tag.aliases];
    const exact = tags.filter((tag) => names(tag).includes(text));
    return (exact.length ? exact : tags.filter((tag) => names(tag).some((name) => name.startsWith(text)))).map(({ slug }) => slug);
  }

  /** Whether a paper has one of these tags. @param {number} paper @param {string[]} slugs */
  const has = (paper, slugs) => tagsOf[paper].some((tag) => slugs.includes(tags[tag].slug));

  return { passes, counts, named, has, date, issue, year, votes, names: new Map(tags.map(({ slug, name }) => [slug, name])) };
}
