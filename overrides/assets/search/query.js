// What somebody typed, taken apart. Whatever it is, something comes of it: nothing is parsed as Lunr's own syntax.

import * as addresses from "./addresses.js";
import { fold, sought, trim, written } from "./words.js";

/**
 * @typedef {{text: string, compound: string, parts: string[], part: number, field: string | null, open: boolean}} Word
 *   folded and trimmed; `compound` is the hyphenated pair that it is part of, as one word; `parts` are what a name with
 *   its number is made of; `part` tells which words were typed without a space between them; the last word is `open`
 *   while it may go on
 * @typedef {{words: {text: string, place: number}[], field: string | null, not: boolean}} Phrase
 * @typedef {[from: number, to: number]} Years  both included
 * @typedef {{words: Word[], phrases: Phrase[], tags: string[], notTags: string[], years: Years[], notYears: Years[]}} Query
 *   `phrases` are what must, or must not, stand in a paper: quoted words and `-word`; so must words with a field
 */

const LONGEST = 1000; // characters that are read
const MOST_WORDS = 24;
const PART = /(?<![^\s])(-?)(?:(author|tag|year):)?(?:"([^"]*)"|([^\s]+))/giu;

/** @param {string} typed @param {Set<string>} stopWords @returns {Query} */
export function parse(typed, stopWords) {
  const query = /** @type {Query} */ ({ words: [], phrases: [], tags: [], notTags: [], years: [], notYears: [] });
  const text = addresses.plain(typed.slice(0, LONGEST));
  let end = 0;
  let last = false; // whether the last part gave words
  let beside = ""; // words without quotes, fields and minus that stand beside each other: `GPT 4` is one name
  let part = 0;
  /** @param {string} text @param {string | null} field */
  function add(text, field) {
    const words = sought(fold(text), stopWords);
    query.words.push(...words.map(({ piece, ...word }) => ({ ...word, part: part + piece, field, open: false })));
    part = (query.words.at(-1)?.part ?? 0) + 1;
    return words.length > 0;
  }
  for (const [whole, minus, name, quoted, plain, at] of /** @type {Iterable<any[]>} */ (matches(text))) {
    end = at + whole.length;
    const value = quoted ?? plain;
    const field = name?.toLowerCase();
    const address = field ? "" : addresses.word(value);
    if (!minus && !field && quoted === undefined && !address) {
      beside += ` ${value}`;
      continue;
    }
    add(beside, null);
    beside = "";
    last = false;
    if (field === "tag") {
      const slug = fold(value).trim();
      if (slug) (minus ? query.notTags : query.tags).push(slug);
    } else if (field === "year" && years(value)) {
      (minus ? query.notYears : query.years).push(/** @type {Years} */ (years(value)));
    } else if (minus || quoted !== undefined || address) {
      const words = phrase(address || value, stopWords);
      if (words.length) query.phrases.push({ words, field: field === "author" ? "authors" : null, not: Boolean(minus) });
    } else {
      last = add(value, field === "author" ? "authors" : null);
    }
  }
  if (beside) last = add(beside, null);
  // A word that is still being typed may go on; stop words say nothing, unless one is the beginning of the only word.
  const open = last && end === text.length && /[\p{L}\p{N}_]$/u.test(text);
  const final = open ? query.words.at(-1) : undefined;
  const telling = query.words.filter(({ text }) => !stopWords.has(text)).slice(0, MOST_WORDS);
  query.words = telling.length || !final || query.phrases.length ? telling : [final];
  if (final && query.words.at(-1) === final) final.open = true;
  return query;
}

/** The parts of a text with their places. @param {string} text */
const matches = (text) => [...text.matchAll(PART)].map((match) => [...match, match.index]);

/** 2024, 2020-2023, 2020- @param {string} text @returns {Years | null} */
function years(text) {
  const match = text.match(/^(\d{4})(?:(-|\.\.|–)(\d{4})?)?$/u);
  return match && [Number(match[1]), match[2] ? Number(match[3] ?? 9999) : Number(match[1])];
}

/** The words of a phrase, and where each stands in it. @param {string} text @param {Set<string>} stopWords */
const phrase = (text, stopWords) =>
  written(fold(text))
    .map((token, place) => ({ text: trim(token), place }))
    .filter(({ text }) => text && !stopWords.has(text))
    .slice(0, MOST_WORDS);

/** What was typed, with the words that found nothing put right; nothing when all is well. @param {string} typed @param {{word: Word, correction: string}[]} groups */
export function corrected(typed, groups) {
  const fixes = new Map(groups.filter(({ correction }) => correction).map(({ word, correction }) => [word.text, correction]));
  if (!fixes.size) return "";
  const right = typed.replace(/[\p{L}\p{N}\p{M}_.'’+#]+/gu, (piece) => fixes.get(trim(fold(piece).trim())) ?? piece);
  return right === typed ? "" : right;
}
