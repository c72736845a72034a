// Addresses on the site, as generator/digestry/urls.py makes them; a test holds the two together. A target is a path
// below the site's root. Ids and slugs need no encoding; a query string comes encoded, out of address.js.

export const root = new URL("../../", import.meta.url);
export const SEARCH = "search/";
export const SAVED = "saved/";

/** @param {string} id */
export const paper = (id) => `papers/${id}/`;

/** A paper in a citation format, by the suffix of its files. @param {string} id @param {string} suffix */
export const citation = (id, suffix) => `papers/${id}.${suffix}`;

/** A paper's page as plain Markdown. @param {string} id */
export const twin = (id) => `papers/${id}.md`;

/** @param {string} slug */
export const tag = (slug) => `tags/${slug}/`;

/** @param {string} date  2025-04-24 */
export const issue = (date) => `issues/${date}/`;

/** The citations of all papers in the list at `target`. @param {string} target @param {string} suffix */
export const citations = (target, suffix) => `${target}papers.${suffix}`;

// Where a server would not find the file of a folder, links name it, and so does the search box.
const index = /[^/]*$/.exec(document.querySelector("form[data-pd-search=box]")?.getAttribute("action") ?? "")?.[0] ?? "";

/** The full address. @param {string} target */
export function absolute(target) {
  const made = new URL(target, root);
  if (made.pathname.endsWith("/")) made.pathname += index;
  return made.href;
}
