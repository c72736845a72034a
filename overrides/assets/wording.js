// Words, numbers and dates as people read them, as generator/digestry/words.py writes them. Texts are written in English
// where they are used; `locale.js`, which the build writes, has those of another language.

import locale from "./locale.js";

/** @typedef {{language: string, locale: string, forms: Record<string, number>, texts: Record<string, string | string[]>}} Locale */
const { language, texts, forms, ...own } = /** @type {Locale} */ (locale);
const english = language === "en";
const MONTHS = "January February March April May June July August September October November December".split(" ");

/** A text with values in the places of its `%(name)s`. @param {string} text @param {Record<string, string | number>} [values] */
export function say(text, values) {
  const told = String(texts[text] ?? text);
  return values ? told.replace(/%\((\w+)\)s/g, (_, name) => String(values[name])) : told;
}

/** A text about a number of things, which it calls `%(number)s`. @param {string} one @param {string} more @param {number} number @param {Record<string, string>} [values] */
export function many(one, more, number, values = {}) {
  const told = texts[one];
  const text = Array.isArray(told) ? told[forms[new Intl.PluralRules(own.locale).select(number)] ?? 0] : number === 1 ? one : more;
  return text.replace(/%\((\w+)\)s/g, (_, name) => (name === "number" ? figure(number) : values[name]));
}

/** 12345 as 12,345: to have the browser do it takes longer than a search, the first time. @param {number} number */
export const figure = (number) => (english ? String(number).replace(/\B(?=(?:\d{3})+$)/g, ",") : new Intl.NumberFormat(own.locale).format(number));

/** A text as the beginning of a sentence. @param {string} text */
export const sentence = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** A date as far as it is known: 24 January 2024, January 2024, 2024. @param {string} date */
export function day(date) {
  const [year, month, number] = date.split("-").map(Number);
  if (!month || english) return [number, month && MONTHS[month - 1], year].filter(Boolean).join(" ");
  const known = { year: /** @type {const} */ ("numeric"), month: /** @type {const} */ ("long"), ...(number && { day: /** @type {const} */ ("numeric") }) };
  const moment = new Date(Date.UTC(year, month - 1, number || 1));
  moment.setUTCFullYear(year);
  return new Intl.DateTimeFormat(own.locale, { ...known, timeZone: "UTC" }).format(moment);
}

/** Names in a line. @param {string[]} names @param {number} [more] who are not named @param {boolean} [others] whether nobody has counted them */
export function people(names, more = 0, others = false) {
  const line = names.join(say(", "));
  if (others) return say("%(names)s and others", { names: line });
  return more ? many("%(names)s and %(number)s other", "%(names)s and %(number)s others", more, { names: line }) : line;
}
