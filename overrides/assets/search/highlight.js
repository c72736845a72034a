// Which words of a text were searched for, and which stretch of it tells most; only ever as text.

const PIECE = /[\p{L}\p{N}\p{M}_'’][\p{L}\p{N}\p{M}_.'’+#‐‑-]*/gu;
const PART = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]|[^\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}‐‑-]+/gu;
const PLAIN = /^[a-zA-Z\d]/; // no i with u: that takes ſ for s, which lower case does not
const LEAD = 60; // characters before the first match of a passage, to the beginning of a sentence or a word

/**
 * @typedef {{terms: Set<string>, term: (word: string) => string}} Sought  the terms, and the index's form of a word
 * @typedef {{start: number, end: number, term: string}} Match
 */

/** The words of a text that were searched for. @param {string} text @param {Sought} sought @returns {Match[]} */
export function matches(text, { terms, term }) {
  const found = /** @type {Match[]} */ ([]);
  if (!terms.size) return found;
  const initials = new Set([...terms].map((sought) => sought[0]));
  const add = (/** @type {string} */ word, /** @type {number} */ start) => {
    if (PLAIN.test(word) && !initials.has(word[0].toLowerCase())) return false; // no stem begins with another letter
    const trimmed = word.replace(/(?<![.'’+#‐‑-])[.'’+#‐‑-]+$/u, "");
    const form = term(trimmed);
    if (form && terms.has(form)) found.push({ start, end: start + trimmed.length, term: form });
    return form && terms.has(form);
  };
  for (const piece of text.matchAll(PIECE)) {
    // A hyphenated pair is marked as a whole where it was sought as one word, else its words are.
    if (/[‐‑-]/u.test(piece[0]) && add(piece[0], piece.index)) continue;
    for (const part of piece[0].matchAll(PART)) add(part[0], piece.index + part.index);
  }
  return found;
}

/** `text` with the words that were searched for in <mark>. @param {string} text @param {Sought} sought @returns {DocumentFragment} */
export function highlight(text, sought) {
  const fragment = document.createDocumentFragment();
  let end = 0;
  for (const match of matches(text, sought)) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(match.start, match.end);
    fragment.append(text.slice(end, match.start), mark);
    end = match.end;
  }
  fragment.append(text.slice(end));
  fragment.normalize();
  return fragment;
}

/**
 * The stretch of a text, about `length` characters, that tells most: with the most different words that were searched
 * for, and these as near to each other as anywhere. Nothing when it holds none.
 * @param {string} text @param {Sought} sought @param {number} length
 */
export function passage(text, sought, length) {
  const found = matches(text, sought);
  let best = { first: -1, different: 0, extent: 0 };
  found.forEach(({ start }, first) => {
    const terms = new Set();
    let extent = 0;
    for (let i = first; i < found.length && found[i].end <= start + length - LEAD; i++) {
      if (!terms.has(found[i].term)) extent = found[i].end - start;
      terms.add(found[i].term);
    }
    if (terms.size > best.different || (terms.size === best.different && extent < best.extent)) best = { first, different: terms.size, extent };
  });
  if (best.first < 0) return "";
  const at = found[best.first].start;
  const before = text.slice(Math.max(0, at - LEAD), at);
  const sentence = before.search(/(?<=[.!?]\s)\S(?!.*[.!?]\s)/u);
  const word = at <= LEAD ? 0 : before.search(/(?<=\s)\S/u);
  const start = at - before.length + (sentence >= 0 ? sentence : Math.max(word, 0));
  let end = Math.min(text.length, start + length);
  if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), found[best.first].end);
  return `${start && sentence < 0 ? "…" : ""}${text.slice(start, end).replace(/[ ,;:]+$/u, "")}${end < text.length ? "…" : ""}`;
}
