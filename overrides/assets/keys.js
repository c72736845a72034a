// Single keys, for readers without a mouse. This little is on every page; keys-help.js, which lists them, comes when asked for.

const KEPT = `${new URL("..", import.meta.url).pathname}.keys`;
const PLACES = ".pd-card, .pd-result, .pd-kept";
const TITLES = ".pd-card__title a, .pd-result__title, .pd-kept__title a";
const TYPING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
const SCROLLED = "header, details, pre, math, input"; // where arrows have a meaning already

/** The paper that has the focus, in a list; else that of the page. */
const here = () => document.activeElement?.closest(PLACES) ?? document.querySelector(".pd-links");
const press = (/** @type {Element | null | undefined} */ what) => /** @type {HTMLElement | null | undefined} */ (what)?.click();

/** To the paper before or after the one that has the focus, or after the top of the window. @param {1 | -1} by */
function step(by) {
  const titles = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(TITLES)]).filter((title) => title.getClientRects().length);
  const at = titles.findIndex((title) => here()?.contains(title));
  const top = titles.findIndex((title) => title.getBoundingClientRect().top >= 0);
  const next = titles[at >= 0 ? at + by : by > 0 ? top : (top < 0 ? titles.length : top) - 1];
  next?.closest(PLACES)?.scrollIntoView({ block: "nearest" });
  next?.focus();
}

/** @param {() => void} search  leads to the field of the search */
export function keys(search) {
  let on = true; // keys of one letter or sign, which people who speak to their computers may not want
  try {
    on = localStorage.getItem(KEPT) !== "off";
  } catch {} // storage is off
  const help = () => import("./keys-help.js").then((module) => module.help(KEPT, on, (wanted) => (on = wanted)));
  const turn = (/** @type {boolean} */ left) => press(document.querySelector(`.pd-content a[rel=${left === (document.dir !== "rtl") ? "prev" : "next"}]`));
  /** @type {Record<string, () => void>} */
  const acts = { j: () => step(1), k: () => step(-1), o: () => press(here()?.querySelector("a")), s: () => press(here()?.querySelector("[data-pd-keep=saved]")), "/": search, "?": help, ArrowLeft: () => turn(true), ArrowRight: () => turn(false) };

  document.addEventListener("keydown", (event) => {
    const { key, code, shiftKey, repeat } = event;
    const within = (/** @type {string} */ places) => /** @type {Element} */ (event.target).closest?.(places);
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || within(TYPING) || document.querySelector("dialog[open]")) return;
    const arrow = key.startsWith("Arrow");
    // Other alphabets have other letters on the same keys.
    const meant = arrow || key <= "~" ? key : code === "Slash" ? (shiftKey ? "?" : "/") : code.slice(3).toLowerCase();
    if ((arrow ? shiftKey || within(SCROLLED) : !on) || (repeat && meant !== "j" && meant !== "k") || !Object.hasOwn(acts, meant)) return;
    event.preventDefault();
    acts[meant]();
  });
  document.querySelector(".pd-keys")?.addEventListener("click", help);
}
