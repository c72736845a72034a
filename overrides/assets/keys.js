// Single keys, for readers without a mouse. This little is on every page: keys-papers.js, which does what the letters
// mean, and keys-help.js, which lists them, come with the first of them.

const KEPT = `${new URL("..", import.meta.url).pathname}.keys`;
const TYPING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
const SCROLLED = "header, details, pre, math, input"; // where arrows have a meaning already

/** @param {() => void} search  leads to the field of the search */
export function keys(search) {
  let on = true; // whether letters and signs are keys, which people who speak to their computers may not want
  try {
    on = localStorage.getItem(KEPT) !== "off";
  } catch {} // storage is off
  const help = () => import("./keys-help.js").then((module) => module.help(KEPT, on, (wanted) => (on = wanted)));
  const turn = (/** @type {boolean} */ left) => /** @type {HTMLElement | null} */ (document.querySelector(`.pd-content a[rel=${left === (document.dir !== "rtl") ? "prev" : "next"}]`))?.click();
  /** @type {Record<string, () => void>} */
  const acts = { "/": search, "?": help, ArrowLeft: () => turn(true), ArrowRight: () => turn(false) };
  /** @type {Promise<typeof import("./keys-papers.js")> | undefined} */
  let papers; // asked for once: two imports of one file may come in either order, and keys count in that of pressing
  const loaded = () => (papers ??= import("./keys-papers.js").catch((error) => {
    papers = undefined; // the next key asks again
    throw error;
  }));
  for (const letter of /** @type {const} */ (["j", "k", "o", "s"])) acts[letter] = () => loaded().then((module) => module[letter]());

  document.addEventListener("keydown", (event) => {
    const { key, code, shiftKey, repeat } = event;
    const within = (/** @type {string} */ places) => /** @type {Element} */ (event.target).closest?.(places);
    // Other alphabets have other letters on the same keys.
    const meant = key <= "~" ? key : code === "Slash" ? (shiftKey ? "?" : "/") : code.slice(3).toLowerCase();
    const act = acts[meant];
    if (!act || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || within(TYPING) || document.querySelector("dialog[open]")) return;
    if (meant.length > 1 ? shiftKey || within(SCROLLED) : !on || (repeat && meant > "k")) return; // an arrow, a letter
    event.preventDefault();
    act();
  });
  document.querySelector(".pd-keys")?.addEventListener("click", help);
}
