// Numbers and dates as people read them, as generator/digestry/paper/wording.py and dates.py write them.

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** 12345 as 12,345: to have the browser do it takes longer than a search, the first time. @param {number} number */
export const figure = (number) => String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");

/** A text as the beginning of a sentence. @param {string} text */
export const sentence = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** 1 paper, 2 papers, 1,000 papers. @param {number} number @param {string} noun */
export const counted = (number, noun) => `${figure(number)} ${noun}${number === 1 ? "" : "s"}`;

/** 2024-01-24 as 24 January 2024. @param {string} date */
export function day(date) {
  const [year, month, number] = date.split("-").map(Number);
  return [number, month && MONTHS[month - 1], year].filter(Boolean).join(" ");
}
