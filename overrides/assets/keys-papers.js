// What letters do with papers: each function has the name of its key.

const PLACES = ".pd-card, .pd-result, .pd-kept";
const TITLES = ".pd-card__title a, .pd-result__title, .pd-kept__title a";

/** The paper that has the focus, in a list; else that of the page. */
const here = () => document.activeElement?.closest(PLACES) ?? document.querySelector(".pd-links");

/** @param {string} selector */
const press = (selector) => /** @type {HTMLElement | null | undefined} */ (here()?.querySelector(selector))?.click();

/** To the paper before or after the one that has the focus, or around the top of the window. @param {1 | -1} by */
function step(by) {
  const titles = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(TITLES)]).filter((title) => title.getClientRects().length); // what is hidden has none
  const at = titles.findIndex((title) => here()?.contains(title));
  const above = titles.filter((title) => title.getBoundingClientRect().top < 0).length;
  const next = titles[at < 0 ? above + Math.min(by, 0) : at + by];
  next?.closest(PLACES)?.scrollIntoView({ block: "nearest" });
  next?.focus();
}

/** The next paper. */
export const j = () => step(1);

/** The one before. */
export const k = () => step(-1);

/** Opens it. */
export const o = () => press("a");

/** Saves it, or takes it off the list. */
export const s = () => press("[data-pd-keep=saved]");
