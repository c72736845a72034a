// A reader's list for other programs. BibTeX of a paper is a file; RIS and CSL-JSON are cut out of the files of the
// issues, by the keys in BibTeX, as cite.js does; Markdown is made of what the shelf knows.

import { keysOf, load, taken } from "../citations.js";
import { absolute, citation, citations, issue, paper } from "../search/urls.js";
import { each } from "./papers.js";
import { about, note } from "./shelf.js";

/** @typedef {import("./shelf.js").Shelf} Shelf @typedef {"bib" | "ris" | "csl.json" | "md"} Format */
/** The text of a file, and the papers that are not in it. @typedef {{text: string, missing: string[]}} Made */

/** Papers as a file, in this order. @param {Format} format @param {Shelf} shelf @param {string[]} ids @param {(done: number) => void} progress @returns {Promise<Made>} */
export async function made(format, shelf, ids, progress) {
  if (format === "md") return { text: markdown(shelf, ids), missing: [] };
  const bibtex = await entries(ids, progress);
  if (format === "bib") return { text: ids.flatMap((id) => bibtex.get(id) ?? []).join("\n"), missing: ids.filter((id) => !bibtex.has(id)) };
  return cut(format, shelf, ids, bibtex);
}

/** BibTeX by id; what cannot be had is not in it. @param {string[]} ids @param {(done: number) => void} progress */
async function entries(ids, progress) {
  /** @type {Map<string, string>} */
  const found = new Map();
  let done = 0;
  await each(ids, async (id) => {
    const text = await load(absolute(citation(id, "bib"))).catch(() => "");
    if (keysOf(text).size) found.set(id, text);
    progress(++done);
  });
  return found;
}

/** @param {"ris" | "csl.json"} format @param {Shelf} shelf @param {string[]} ids @param {Map<string, string>} bibtex @returns {Promise<Made>} */
async function cut(format, shelf, ids, bibtex) {
  const keys = new Map(ids.map((id) => [id, keysOf(bibtex.get(id) ?? "").values().next().value ?? ""]));
  /** @type {Map<string, string>} */
  const records = new Map(); // by key
  const dates = new Set(ids.map((id) => about(shelf, id)?.issue ?? "").filter(Boolean));
  await each(dates, async (date) => {
    const text = await taken(format, [absolute(citations(issue(date), format))], new Set(keys.values())).catch(() => "");
    for (const [key, record] of parts(format, text)) records.set(key, record);
  });
  const has = (/** @type {string} */ id) => records.get(keys.get(id) ?? "") ?? "";
  const texts = ids.map(has).filter(Boolean);
  return { text: format === "ris" ? texts.join("") : `${JSON.stringify(texts.map((text) => JSON.parse(text)), null, 1)}\n`, missing: ids.filter((id) => !has(id)) };
}

/** The records of a file, with their keys. @param {"ris" | "csl.json"} format @param {string} text @returns {[key: string, record: string][]} */
function parts(format, text) {
  if (!text) return [];
  if (format === "csl.json") return JSON.parse(text).map((/** @type {{id: string}} */ item) => [item.id, JSON.stringify(item)]);
  return text.split(/(?<=^ER {2}- \n)/m).map((record) => [/^ID {2}- (.*)$/m.exec(record)?.[1] ?? "", record]);
}

/** A list in Markdown: titles with their addresses, authors, and the reader's notes below. @param {Shelf} shelf @param {string[]} ids */
export function markdown(shelf, ids) {
  return ids.map((id) => {
    const { title = id, authors = "", issue: date = "" } = about(shelf, id) ?? {};
    const facts = [authors && escaped(authors), date].filter(Boolean).join(" · ");
    const lines = note(shelf, id).trim().split("\n").map((line) => (line.trim() ? `  > ${escaped(line)}` : "  >"));
    const head = `- [${escaped(title)}](${absolute(paper(id))})` + (facts && "  \n  " + facts);
    return [head, ...(note(shelf, id).trim() ? ["", ...lines] : [])].join("\n");
  }).join("\n\n") + "\n";
}

/** Text as Markdown that says just that. @param {string} text */
const escaped = (text) => text.replace(/\s+/gu, " ").trim().replace(/[\\`*_[\]<>#&|~$]/g, "\\$&").replace(/^(\d{1,9})(?=[.)])|^(?=[-+=])/, "$1\\");
