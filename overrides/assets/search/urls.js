// Addresses on the site, as generator/digestry/urls.py makes them; a test holds the two together. A target is a path
// below the site's root. Ids and slugs need no encoding; a query string comes encoded, out of address.js.

export const root = new URL("../../", import.meta.url);
export const SEARCH = "search/";

/** @param {string} id */
export const paper = (id) => `papers/${id}/`;

/** @param {string} slug */
export const tag = (slug) => `tags/${slug}/`;

/** @param {string} date  2025-04-24 */
export const issue = (date) => `issues/${date}/`;

/** The citations of all papers in the list at `target`. @param {string} target @param {string} suffix */
export const citations = (target, suffix) => `${target}papers.${suffix}`;

/** The full address. @param {string} target */
export const absolute = (target) => new URL(target, root).href;
