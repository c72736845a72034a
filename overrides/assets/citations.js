// Citations out of files: BibTeX is a file a paper; RIS and CSL-JSON of a paper are cut out of the file of its issue.

/** @typedef {"bib" | "ris" | "csl.json"} Format */

/** The keys of a bibliography. @param {string} bibtex */
export const keysOf = (bibtex) => new Set([...bibtex.matchAll(/^@\w+\{(.+),$/gm)].map((match) => match[1]));

/** The text of a file; throws where it cannot be had. @param {string} address */
export async function load(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.text();
}

/** The papers with these keys out of issues' files. @param {Format} format @param {string[]} files @param {Set<string>} keys */
export async function taken(format, files, keys) {
  const texts = await Promise.all(files.map(load));
  if (format === "ris") {
    const records = texts.flatMap((text) => text.split(/(?<=^ER {2}- \n)/m));
    return records.filter((record) => keys.has(/^ID {2}- (.*)$/m.exec(record)?.[1] ?? "")).join("");
  }
  const items = texts.flatMap((text) => JSON.parse(text)).filter((item) => keys.has(item.id));
  return `${JSON.stringify(items, null, 1)}\n`;
}

/** Gives the reader a file. @param {string} text @param {string} name */
export function save(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text]));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
