// Addresses of papers that people paste, as generator/digestry/query/addresses.py reads them; a test holds the two together.

const ARXIV =
  /(?:https?:\/\/)?(?:www\.|export\.)?(?:arxiv(?:\.org\/(?:abs|pdf|html)\/|:\s*)|alphaxiv\.org\/(?:abs|pdf)\/|huggingface\.co\/papers\/|ar5iv(?:\.labs\.arxiv)?\.org\/(?:abs|html)\/|(?:(?:dx\.)?doi\.org\/|doi:\s*)?10\.48550\/arxiv\.)([a-z.-]+\/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?/gi;
const DOI_SAID = /(?<![^\s-])doi:\s*(?=10\.\d{4})/giu;
const DOI = /^(?:(?:https?:\/\/|www\.)\S*?\/)?(10\.\d{4,9}\/[^\s?#]*[a-z\d][^\s?#]*)/i;
const PAGE = /^(?:https?:\/\/(?:www\.)?|www\.)([^\s#&]*[a-z\d][^\s#&]*)/i;
const VIEW = /(?:\.pdf|\/(?:abstract|full|html|pdf))$/;

/** A query in which addresses at arXiv, and at who else goes by its ids, are those ids. @param {string} text */
export const plain = (text) => text.replace(ARXIV, "$1").replace(DOI_SAID, "");

/** The one word that stands for a DOI or for the address of a page; nothing for what is neither. @param {string} text */
export function word(text) {
  const doi = DOI.exec(text)?.[1];
  const page = doi ?? PAGE.exec(text)?.[1];
  if (!page) return "";
  const parts = page.toLowerCase().replace(VIEW, "").match(/[a-z0-9]+/g) ?? [];
  return [...(doi ? [] : ["www"]), ...parts].join(".");
}
