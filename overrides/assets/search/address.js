// A search as an address, so that it can be sent to somebody: /search/?q=…&tag=…&not=…&year=…&venue=…&issue=…&code=1&sort=…

/**
 * @typedef {Required<import("./engine.js").Filters>} Filters
 * @typedef {{query: string, filters: Filters, sort: "relevance" | "date" | "votes"}} Search
 */

/** @param {string} text  what follows the question mark @returns {Search} */
export function read(text) {
  const given = new URLSearchParams(text);
  const one = (/** @type {string} */ name) => given.get(name) ?? "";
  const sort = one("sort");
  return {
    query: one("q"),
    filters: { tags: given.getAll("tag"), notTags: given.getAll("not"), year: one("year"), venue: one("venue"), issue: one("issue"), code: one("code") === "1" },
    sort: sort === "date" || sort === "votes" ? sort : "relevance",
  };
}

/** With its question mark, or nothing for a search for nothing. @param {Search} search */
export function write({ query, filters, sort }) {
  const pairs = [["q", query], ...filters.tags.map((slug) => ["tag", slug]), ...filters.notTags.map((slug) => ["not", slug])];
  pairs.push(["year", filters.year], ["venue", filters.venue], ["issue", filters.issue], ["code", filters.code ? "1" : ""], ["sort", sort === "relevance" ? "" : sort]);
  const told = pairs.filter(([, value]) => value).map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%20", "+")}`);
  return told.length ? `?${told.join("&")}` : "";
}
