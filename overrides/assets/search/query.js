// What somebody typed, taken apart. Whatever it is, something comes of it: nothing is parsed as Lunr's own syntax.

import { compounds, fold, tokens, trim } from "./words.js";

/**
 * @typedef {{text: string, compound: string, part: number, field: string | null, open: boolean}} Word  folded and trimmed;
 *   `compound` is the hyphenated pair that it is part of, as one word; `part` tells which words were typed without a
 *   space between them; the last word is `open` while it may go on
 * @typedef {{words: {text: string, place: number}[], field: string | null, not: boolean}} Phrase
 * @typedef {[from: number, to: number]} Years  both included
 * @typedef {{words: Word[], phrases: Phrase[], tags: string[], notTags: string[], years: Years[], notYears: Years[]}} Query
 *   `phrases` are what must, or must not, stand in a paper: quoted words and `-word`; so must words with a field
 */

const LONGEST = 1000; // characters that are read
const MOST_WORDS = 24;
const PART = /(?<![^\s])(-?)(?:(author|tag|year):)?(?:"([^"]*)"|([^\s]+))/giu;
const ARXIV = /(?:https?:\/\/)?(?:www\.)?arxiv(?:\.org\/(?:abs|pdf|html)\/|:\s*)([a-z.-]+\/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?/giu;

/** @param {string} typed @param {Set<string>} stopWords @returns {Query} */
export function parse(typed, stopWords) {
  const query = /** @type {Query} */ ({ words: [], phrases: [], tags: [], notTags: [], years: [], notYears: [] });
  const text = typed.slice(0, LONGEST).replace(ARXIV, "$1");
  let end = 0;
  let last = false; // whether the last part gave words
  for (const [whole, minus, name, quoted, plain, at] of /** @type {Iterable<any[]>} */ (matches(text))) {
    end = at + whole.length;
    last = false;
    const value = quoted ?? plain;
    const field = name?.toLowerCase();
    if (field === "tag") {
      const slug = fold(value).trim();
      if (slug) (minus ? query.notTags : query.tags).push(slug);
    } else if (field === "year" && years(value)) {
      (minus ? query.notYears : query.years).push(/** @type {Years} */ (years(value)));
    } else if (minus || quoted !== undefined) {
      const words = phrase(value, stopWords);
      if (words.length) query.phrases.push({ words, field: field === "author" ? "authors" : null, not: Boolean(minus) });
    } else {
      for (const piece of fold(value).split(" ")) {
        const [compound = ""] = compounds(piece);
        const words = tokens(piece).map(trim).filter(Boolean);
        last ||= words.length > 0;
        query.words.push(...words.map((word) => ({ text: word, compound, part: at, field: field === "author" ? "authors" : null, open: false })));
      }
    }
  }
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
  tokens(fold(text))
    .map((token, place) => ({ text: trim(token), place }))
    .filter(({ text }) => text && !stopWords.has(text))
    .slice(0, MOST_WORDS);
