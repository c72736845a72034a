// From text to the terms of the index, exactly as generator/digestry/query/terms.py does it; tests hold the two together.

/** What folding makes of letters that Unicode does not take apart. @type {Record<string, string>} */
const PLAIN = { ß: "ss", ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe", ı: "i", "’": "'", "‐": "-", "‑": "-" };
// Scripts without spaces between words: each character has a place of its own, and pairs of them are words. Those of
// MARKED have marks that tell words apart; other accents go.
const MARKED = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff";
export const UNSPACED = `(?=[\\p{L}\\p{M}\\p{N}])[${MARKED}\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]`;
const CHARACTER = new RegExp(UNSPACED, "gu");
const ACCENT = new RegExp(`(?![${MARKED}])\\p{Mn}`, "gu");
const OUTSIDE = new RegExp(`(?!${UNSPACED})[^\\p{L}\\p{N}\\p{Mc}_.'+#-]`, "gu");
const LETTER = "[\\p{L}\\p{Nl}\\p{No}]";
const COMPOUND = /(?<![^ ])([\p{L}\p{Nl}\p{No}]{2,})-([\p{L}\p{Nl}\p{No}]{2,})(?=[.']* |[.']*$)/gu;
const PAIR = new RegExp(`^(${LETTER}{2,})-(${LETTER}{2,})[.']*$`, "u");
const NAME_BEGINS = new RegExp(`(?<![^ ])(${LETTER}{2,})(?=\\p{Nd})`, "gu");
const NAME = new RegExp(`(?<![^ -])(${LETTER}+)(-?)(\\p{Nd}[^ -]*)`, "gu");
const SPACED = new RegExp(`(?<![^ -])(${LETTER}{2,}) ([0-9]{1,3}(?:[.x][0-9]{1,3})?[a-z]{0,2})(?=[.']*(?:[ -]|$))`, "gu");
const RUN = `${UNSPACED}(?:  ${UNSPACED})+|[\\uac00-\\ud7a3]{3,}`;
const RUNS = new RegExp(RUN, "gu");
const IS_RUN = new RegExp(`^(?:${RUN})$`, "u");
const IS_UNSPACED = new RegExp(`^${UNSPACED}`, "u");
const PIECE = new RegExp(`${RUN}|[^ ]+`, "gu");
const PART = new RegExp(`(${LETTER}+)-?(\\p{Nd}[^-]*)|[^-]+`, "gu");

/** Lower case, without accents, spaces for all that is not part of a word, plain numbers: `10000`, `l1`. @param {string} text */
export function fold(text) {
  return text
    .normalize("NFKD")
    .replace(/(?<=\p{Nd}),(?=\p{Nd}{3}(?!\p{Nd}))/gu, "")
    .replace(/_\{(\p{Nd}+)\}/gu, "_$1")
    .toLowerCase()
    .replace(ACCENT, "")
    .replace(/[ßøłđæœı’‐‑]/g, (letter) => PLAIN[letter])
    .replace(OUTSIDE, " ")
    .replace(CHARACTER, " $& ")
    .replace(/(?<![^ .'+#-])(?:ell|l)_(?=\p{Nd}|[\p{L}\p{N}](?![\p{L}\p{N}_]))/gu, "l")
    .replace(/(?<=[\p{L}\p{Nl}\p{No}])_(?=\p{Nd})/gu, "")
    .replace(/[\u1100-\u11ff]+/g, (jamo) => ` ${jamo.normalize("NFC")} `);
}

/** The tokens in folded text, in order; a name's number is one of its own. @param {string} folded */
export const written = (folded) => folded.replaceAll("-", " ").replace(NAME_BEGINS, "$1 ").split(/ +/).filter(Boolean);

/** What hyphens part, written as one: `pretraining`, `gpt4`; and `gpt4` where it is written so. @param {string} folded */
export const compounds = (folded) => [
  ...[...folded.matchAll(COMPOUND)].map(([, first, second]) => first + second),
  ...[...folded.matchAll(NAME)].filter(([, letters, hyphen]) => hyphen || [...letters].length > 1).map(([, letters, , number]) => letters + number),
];

/** Words that nobody has written so: `gpt4` for `gpt 4`, pairs of characters. @param {string} folded @param {Set<string>} stopWords */
export const unwritten = (folded, stopWords) => [
  ...[...folded.matchAll(SPACED)].filter(([, letters]) => !stopWords.has(letters)).map(([, letters, number]) => letters + number),
  ...[...folded.matchAll(RUNS)].flatMap(([run]) => pairs(run)),
];

/** @param {string} run */
function pairs(run) {
  const characters = [...run.replaceAll(" ", "")];
  return characters.slice(1).map((character, i) => characters[i] + character);
}

/**
 * The words of a query. A name with its number is one word, with the `parts` that it is made of, and so is each pair of
 * characters where no spaces part words; `compound` is the hyphenated pair that a word is part of, as one word.
 * @param {string} folded @param {Set<string>} stopWords
 * @returns {{text: string, compound: string, parts: string[], piece: number}[]} `piece` counts what spaces part
 */
export function sought(folded, stopWords) {
  const joined = folded.replace(SPACED, (whole, letters, number) => (stopWords.has(letters) ? whole : `${letters}-${number}`));
  return [...joined.matchAll(PIECE)].flatMap(([piece], number) => {
    const pair = PAIR.exec(piece);
    if (IS_RUN.test(piece)) return pairs(piece).map((text) => ({ text, compound: "", parts: [], piece: number }));
    if (pair) return [pair[1], pair[2]].map((text) => ({ text, compound: pair[1] + pair[2], parts: [], piece: number }));
    return [...piece.matchAll(PART)]
      .map(([whole, letters, digits]) => ({ text: trim(letters ? letters + digits : whole), compound: "", parts: letters?.length > 1 ? [letters, trim(digits)] : [], piece: number }))
      .filter(({ text }) => text);
  });
}

/** A token without the punctuation around it and without a possessive 's; `c++`, `c#` and `.net` are names. @param {string} token */
export function trim(token) {
  if (IS_UNSPACED.test(token)) return token;
  const [, before = "", text = ""] = /^([^\p{L}\p{N}_]*)(.*[\p{L}\p{N}_])?/su.exec(token) ?? []; // `\W*$` would look on from each of many dots in a row
  const after = token.slice(before.length + text.length);
  if (/^\p{L}$/u.test(text)) return text + (after.startsWith("++") ? "++" : after.startsWith("#") ? "#" : "");
  return text === "net" && before.endsWith(".") ? ".net" : text.replace(/'s$/, "");
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
