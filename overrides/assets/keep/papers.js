// What the site says of papers that a shelf or a link knows by their ids alone: out of the papers' Markdown twins,
// which are small. A few at a time, so that a list of fifty does not keep a phone from anything else.

import { absolute, twin } from "../search/urls.js";
import { about as kept, set } from "./shelf.js";

/** @typedef {import("./shelf.js").About} About */

const AT_ONCE = 6;

/** Does something with each value, a few at a time; never rejects for one of them. @template Value @param {Iterable<Value>} values @param {(value: Value) => Promise<void>} act */
export async function each(values, act) {
  const rest = [...values];
  const work = async () => {
    for (let value = rest.shift(); value !== undefined; value = rest.shift()) await act(value);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** A paper of the site; nothing if the site has none of this id. Throws where it cannot be asked. @param {string} id @returns {Promise<About | null>} */
export async function about(id) {
  const response = await fetch(absolute(twin(id)));
  if (response.status === 404 || response.status === 410) return null;
  if (!response.ok) throw new Error(`${id}: ${response.status}`);
  return told(await response.text());
}

/** What a twin tells: its title, its authors, the day of its issue. @param {string} text @returns {About | null} */
export function told(text) {
  const parts = text.split("\n\n").map(plain);
  if (!parts[0].startsWith("# ")) return null; // some hosts answer with their page "not found"
  const links = parts.findIndex((part) => part.startsWith("["));
  const lines = parts.slice(1, links).filter((part) => !part.startsWith("**"));
  const authors = lines.length > 1 || !/\d/.test(lines[0] ?? "") ? (lines[0] ?? "") : ""; // alone, it may be date and venue
  return { title: parts[0].slice(2).slice(0, 2000), authors: authors.slice(0, 2000), issue: /.*\/issues\/(\d{4}-\d{2}-\d{2})\//s.exec(text)?.[1] ?? "" };
}

/** Markdown of one line as text. @param {string} line */
const plain = (line) => line.trim().replace(/\\([!-/:-@[-`{-~])/g, "$1");

/** The shelf with what the site says of a paper. @param {import("./shelf.js").Shelf} shelf @param {string} id @param {About} known @param {number} now */
export const filled = (shelf, id, known, now) => (JSON.stringify(known) === JSON.stringify(kept(shelf, id)) ? shelf : set(shelf, id, "about", known, now));
