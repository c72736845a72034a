// Save, Read and Hide on each card and on a paper's page, and the number of saved papers in the menu. They cannot work
// without a script, so a script adds them. This is on every page; what is kept is read only once something is.

import { announce, element, region } from "./announce.js";
import { many, people, say } from "../wording.js";

/** @typedef {import("./shelf.js").Shelf} Shelf @typedef {"saved" | "read" | "hidden"} Mark */

const SAID = 4000; // milliseconds
const root = new URL("../../", import.meta.url);
const LABELS = /** @type {const} */ ([["saved", say("Save")], ["read", say("Read")], ["hidden", say("Hide")]]);
const own = location.pathname.startsWith(`${root.pathname}papers/`); // the page of a paper

/** The id in the address of a paper's page; nothing in any other. @param {string} address */
function idOf(address) {
  const { origin, pathname } = new URL(address, location.href);
  return origin === root.origin && pathname.startsWith(root.pathname) ? (/^papers\/([a-z0-9-]+)\/(?:index\.html)?$/.exec(pathname.slice(root.pathname.length))?.[1] ?? "") : "";
}

/** @param {Mark} mark @param {string} label @param {string} title */
function button(mark, label, title) {
  const made = element("button", "pd-keep", label);
  made.type = "button";
  made.dataset.pdKeep = mark;
  made.ariaPressed = "false";
  if (title) made.ariaLabel = say("%(what)s: %(title)s", { what: label, title });
  return made;
}

/** Where a paper stands on the page: a card, a result of the search, or the whole page. */
const PLACES = ".pd-card, .pd-result" + (own ? ", .pd-content" : "");
const link = (/** @type {Element} */ place) => /** @type {HTMLAnchorElement | null} */ (place.querySelector(".pd-card__title a, a.pd-result__title"));

/** Adds the buttons, once. @param {HTMLElement} place */
function dress(place) {
  const whole = place.matches(".pd-content");
  const id = idOf(whole ? location.href : (link(place)?.href ?? ""));
  if (!id || place.dataset.pdPaper) return;
  place.dataset.pdPaper = id;
  const title = whole ? "" : (link(place)?.textContent ?? "");
  const made = LABELS.map(([mark, label]) => button(mark, label, title));
  if (whole) {
    const share = element("button", "pd-keep", "share" in navigator ? say("Share") : say("Copy link"));
    share.type = "button";
    share.addEventListener("click", () => import("./share.js").then((module) => module.paper(share)));
    place.querySelector(".pd-links")?.append(element("li", "pd-keeps", ...made, share));
    return;
  }
  let row = place.querySelector(".pd-card__links");
  if (!row) (place.querySelector(".pd-card__foot") ?? place).append((row = element("p", "pd-card__links")));
  row.append(element("span", "pd-keeps", ...made));
  link(place)?.classList.add("pd-kept-link");
}

/** What the page says of a paper, as far as it does. @param {HTMLElement} place @returns {import("./shelf.js").About} */
function about(place) {
  const heading = link(place) ?? place.querySelector("h1");
  const names = [...place.querySelectorAll(".pd-byline .pd-name")].map((name) => name.textContent ?? "");
  const authors = place.querySelector(".pd-card__authors")?.textContent?.trim() ?? people(names.slice(0, 3), Math.max(0, names.length - 3));
  return { title: heading?.textContent?.trim().slice(0, 2000) ?? "", authors: authors.slice(0, 2000), issue: "" };
}

const places = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-pd-paper]")]);

/** Shows of each paper what is kept. @param {Shelf} shelf */
function show(shelf) {
  const is = (/** @type {HTMLElement} */ place, /** @type {Mark} */ mark) => shelf.get(place.dataset.pdPaper ?? "")?.[mark]?.[0] ?? false;
  let away = 0;
  for (const place of places()) {
    for (const each of /** @type {NodeListOf<HTMLButtonElement>} */ (place.querySelectorAll("[data-pd-keep]"))) {
      each.ariaPressed = String(is(place, /** @type {Mark} */ (each.dataset.pdKeep)));
    }
    place.classList.toggle("pd-is-read", is(place, "read"));
    if (place.matches(".pd-content")) continue;
    const hidden = is(place, "hidden");
    away += Number(hidden);
    const line = place.querySelector(".pd-away");
    if (hidden && !line) {
      const title = link(place)?.textContent ?? "";
      const back = button("hidden", say("Show again"), title);
      back.ariaPressed = null;
      place.append(element("p", "pd-away", element("span", "", say("Hidden: %(title)s", { title })), " ", back));
    } else if (!hidden) line?.remove();
    place.classList.toggle("pd-is-hidden", hidden);
  }
  const first = document.querySelector(".pd-cards, .pd-results");
  let told = /** @type {HTMLElement | null} */ (document.querySelector(".pd-away-count"));
  if (away && !told) first?.before((told = element("p", "pd-away-count")));
  if (told) {
    told.textContent = many("%(number)s hidden paper on this page", "%(number)s hidden papers on this page", away);
    told.hidden = !away;
  }
  const saved = [...shelf.values()].filter((entry) => entry.saved?.[0]).length;
  for (const each of document.querySelectorAll("[data-pd-count]")) each.textContent = saved ? ` ${saved}` : "";
}

/** The entry of the menu, which menus of before there was a shelf do not have. */
function entry() {
  const address = new URL("saved/", root);
  const index = /[^/]*$/.exec(document.querySelector("form[data-pd-search=box]")?.getAttribute("action") ?? "")?.[0] ?? "";
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".pd-nav a")]);
  let found = links.find((each) => each.href.startsWith(address.href) && !each.href.slice(address.href.length).replace(/^index\.html$/, ""));
  if (!found) {
    found = element("a", "", say("Saved"));
    found.href = address.href + index;
    (document.querySelector(".pd-nav--digest > ul") ?? document.querySelector(".pd-nav > ul"))?.append(element("li", "", found));
  }
  const count = element("span", "pd-count");
  count.dataset.pdCount = "";
  found.append(count);
}

/** @type {Promise<typeof import("./shelf.js")> | undefined} */
let model;
const opened = () => (model ??= import("./shelf.js").then((module) => {
  module.listen(show);
  return module;
}));

/** @param {HTMLButtonElement} pressed @param {boolean} told  whether what it did is said */
async function press(pressed, told) {
  const place = /** @type {HTMLElement} */ (pressed.closest("[data-pd-paper]"));
  const [id, mark] = [place.dataset.pdPaper ?? "", /** @type {Mark} */ (pressed.dataset.pdKeep)];
  const to = pressed.ariaPressed === "false";
  const module = await opened();
  const { shelf, trouble } = module.change((before, now) => {
    const known = module.about(before, id) ? before : module.set(before, id, "about", about(place), now);
    return module.set(known, id, mark, to, now);
  });
  show(shelf);
  if (mark === "hidden" && place.matches(".pd-card, .pd-result")) {
    /** @type {HTMLElement | null} */ (place.querySelector(to ? ".pd-away button" : "[data-pd-keep=hidden]"))?.focus();
  }
  if (trouble) announce((await import("./troubles.js")).told(trouble));
  else if (told) brief(to ? say("Saved.") : say("No longer saved."));
}

/** Says what the page shows too, for a moment. @param {string} text */
function brief(text) {
  announce(text);
  setTimeout(() => region().textContent === text && announce(""), SAID);
}

/** All papers that are on the page by now. */
function update() {
  document.querySelectorAll(PLACES).forEach((place) => dress(/** @type {HTMLElement} */ (place)));
  if (model || isKept()) opened().then((module) => show(module.current().shelf));
}

function isKept() {
  try {
    return localStorage.getItem(`${root.pathname}.shelf`) !== null;
  } catch {
    return false;
  }
}

document.addEventListener("click", ({ target, isTrusted }) => {
  const pressed = target instanceof Element && target.closest("button[data-pd-keep]");
  if (pressed instanceof HTMLButtonElement) press(pressed, !isTrusted); // a key of keys-papers.js, whose reader is elsewhere
});
addEventListener("storage", ({ key }) => key === `${root.pathname}.shelf` && update()); // the first paper of all, saved in another tab
document.addEventListener("pd-shelf", update); // this very page has changed it
const results = document.querySelector(".pd-results");
if (results) new MutationObserver(update).observe(results, { childList: true });
entry();
region();
update();
