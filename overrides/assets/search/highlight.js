// Which words of a text were searched for, and which stretch of it tells most; only ever as text.

import { UNSPACED } from "./words.js";

const PIECE = /\.net(?![\p{L}\p{N}])|[\p{L}\p{N}\p{M}_'’](?:[\p{L}\p{N}\p{M}_.'’+#‐‑-]|(?<=\p{Nd}),(?=\p{Nd}{3}(?!\p{Nd})))*/giu;
const PART = new RegExp(`(?:${UNSPACED})+|[\\uac00-\\ud7a3]+|(?:(?!${UNSPACED})[^\\uac00-\\ud7a3‐‑-])+`, "gu");
const PAIRED = new RegExp(`^(?:${UNSPACED}|[\\uac00-\\ud7a3])`, "u");
const NAME = /(?<![^‐‑-])\p{L}+[‐‑-]?\p{Nd}[^‐‑-]*/gu; // GPT-4 in GPT-4-turbo
const SPACED = /(?<![\p{L}\p{N}_])\p{L}{2,}\s\p{Nd}{1,3}(?:[.x]\p{Nd}{1,3})?[a-z]{0,2}(?![\p{L}\p{N}])/giu;
const PLAIN = /^(?!ell_)[a-zA-Z\d]/; // no i with u: that takes ſ for s, which lower case does not
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
    const bare = word.replace(/(?<![.'’+#‐‑-])[.'’+#‐‑-]+$/u, "");
    const named = /^\p{L}(?:\+\+|#)/u.exec(word)?.[0];
    const written = named && terms.has(term(named)) ? named : bare;
    const form = term(written);
    if (form && terms.has(form)) found.push({ start, end: start + written.length, term: form });
    return form && terms.has(form);
  };
  for (const { 0: name, index } of text.matchAll(SPACED)) add(name, index);
  for (const piece of text.matchAll(PIECE)) {
    // A hyphenated pair is marked as a whole where it was sought as one word, else its words are.
    if (add(piece[0], piece.index)) continue;
    for (const name of piece[0].matchAll(NAME)) add(name[0], piece.index + name.index);
    for (const part of piece[0].matchAll(PART)) {
      const at = piece.index + part.index;
      if (add(part[0], at) || !PAIRED.test(part[0])) continue;
      const characters = [...part[0]];
      let start = at;
      characters.forEach((character, i) => {
        add(character, start);
        if (i + 1 < characters.length) add(character + characters[i + 1], start);
        start += character.length;
      });
    }
  }
  return merged(found);
}

/** Matches in order, with those that overlap as one: GPT and GPT-4, the pairs of a longer word. @param {Match[]} found */
function merged(found) {
  const apart = /** @type {Match[]} */ ([]);
  for (const match of [...found].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = apart.at(-1);
    if (last && match.start < last.end) last.end = Math.max(last.end, match.end);
    else apart.push(match);
  }
  return apart;
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
