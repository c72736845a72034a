// From text to the terms of the index, exactly as generator/digestry/query/terms.py does it; tests hold the two together.

/** What folding makes of letters that Unicode does not take apart. @type {Record<string, string>} */
const PLAIN = { ß: "ss", ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe", ı: "i", "’": "'", "‐": "-", "‑": "-" };
const UNSPACED = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/gu;
const COMPOUND = /(?<![^ ])([\p{L}\p{Nl}\p{No}]{2,})-([\p{L}\p{Nl}\p{No}]{2,})(?=[.']* |[.']*$)/gu;

/** Lower case, without accents, and spaces for all that is not part of a word. @param {string} text */
export function fold(text) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{Mn}/gu, "")
    .replace(/[ßøłđæœı’‐‑]/g, (letter) => PLAIN[letter])
    .replace(UNSPACED, " $& ")
    .replace(/[^\p{L}\p{N}\p{Mc}_.'+#-]/gu, " ");
}

/** The hyphenated pairs of words in folded text, each written as one word. @param {string} folded */
export const compounds = (folded) => [...folded.matchAll(COMPOUND)].map(([, first, second]) => first + second);

/** The tokens of folded text, without its compounds. @param {string} folded */
export const tokens = (folded) => folded.split(/[ -]+/).filter(Boolean);

/** A token without the punctuation around it and without a possessive 's. @param {string} token */
export function trim(token) {
  const inner = /^[^\p{L}\p{N}_]*(.*[\p{L}\p{N}_])?/su.exec(token); // `\W*$` would look on from each of many dots in a row
  return (inner?.[1] ?? "").replace(/'s$/, "");
}

/**
 * How many letters must be added, left out, changed or swapped with their neighbour to make one word another;
 * `most` + 1 when it takes more than `most`.
 * @param {string} a @param {string} b @param {number} most
 */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = /** @type {number[]} */ ([]);
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + Number(a[i - 1] !== b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, above] = [above, row];
  }
  return above[b.length];
}
