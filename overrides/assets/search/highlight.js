/**
 * `text` with the words that were searched for in <mark>; only ever as text.
 * @param {string} text
 * @param {Set<string>} terms  of the index
 * @param {(word: string) => string} term  the index's form of a word
 * @returns {DocumentFragment}
 */
export function highlight(text, terms, term) {
  const fragment = document.createDocumentFragment();
  // Words and what parts them, in turn, as the index parts them.
  for (const part of text.split(/([\s-]+)/u)) {
    const match = part.match(/^([^\p{L}\p{N}_]*)(.*?)([^\p{L}\p{N}_]*)$/su);
    if (!match || !match[2] || !terms.has(term(match[2]))) {
      fragment.append(part);
      continue;
    }
    const mark = document.createElement("mark");
    mark.textContent = match[2];
    fragment.append(match[1], mark, match[3]);
  }
  fragment.normalize();
  return fragment;
}
