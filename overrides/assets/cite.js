// Citations in other formats: RIS and CSL-JSON of one paper, or of an author's, taken out of the files of the
// issues that they are in. Without JavaScript, BibTeX and reference are there to select, and all files to save.

import { keysOf, load, save, taken } from "./citations.js";
import { absolute, citations, issue } from "./search/urls.js";
import { say } from "./wording.js";

/** @typedef {import("./citations.js").Format} Format */
/** @type {Record<Format, string>} */
const NAMES = { bib: "BibTeX", ris: "RIS", "csl.json": "CSL-JSON" };
const ORDER = /** @type {const} */ (["bib", "txt", "ris", "csl.json"]);

/** @param {string} label @param {() => void} act @param {string} [style] */
function button(label, act, style = "pd-button pd-button--quiet") {
  const made = document.createElement("button");
  made.type = "button";
  made.className = style;
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

/** @param {HTMLElement} text @param {HTMLButtonElement} made */
async function copy(text, made) {
  try {
    await navigator.clipboard.writeText(text.textContent ?? "");
    made.textContent = say("Copied");
  } catch {
    getSelection()?.selectAllChildren(text); // not allowed here: selected, it is one key away
    made.textContent = say("Selected");
  }
  setTimeout(() => (made.textContent = say("Copy")), 2000);
}

/** The box of a paper: a button a format, one to copy, one to save. @param {HTMLElement} box */
function paper(box) {
  const code = /** @type {HTMLElement} */ (box.querySelector("pre"));
  const reference = /** @type {HTMLElement} */ (box.querySelector(".pd-cite__text"));
  const bibtex = code.textContent ?? "";
  const [bib, ris, csl] = [...box.querySelectorAll("a")].map((link) => link.href);
  const name = /[^/]*(?=\.bib$)/.exec(bib)?.[0];
  /** @type {typeof ORDER[number]} */
  let shown = "bib";
  const text = () => (shown === "txt" ? reference : code);
  const tabs = ORDER.map((format) =>
    button(format === "txt" ? "APA" : NAMES[format], () => void show(format), "pd-cite__tab"));
  const press = (/** @type {typeof shown} */ format) => {
    shown = format;
    code.hidden = format === "txt";
    reference.hidden = format !== "txt";
    tabs.forEach((tab, at) => tab.setAttribute("aria-pressed", String(ORDER[at] === format)));
  };
  const show = async (/** @type {typeof shown} */ format) => {
    try {
      if (format === "bib") code.textContent = bibtex;
      else if (format !== "txt") code.textContent = await taken(format, [format === "ris" ? ris : csl], keysOf(bibtex));
    } catch {
      code.textContent = say("It could not be loaded. Try again when you are online.");
    }
    press(format);
  };
  press("bib");
  const head = document.createElement("div");
  head.className = "pd-cite__tabs";
  head.append(...tabs);
  code.before(head);
  const copying = button(say("Copy"), () => void copy(text(), copying));
  const actions = document.createElement("p");
  actions.append(copying, " ", button(say("Save"), () => save(text().textContent ?? "", `${name}.${shown}`)));
  box.querySelector("p:last-child")?.replaceWith(actions);
}

/** The line of an author's page: the formats that have no file there. @param {HTMLElement} line */
function author(line) {
  const bibliography = /** @type {HTMLAnchorElement} */ (line.querySelector("a"));
  const issues = (line.dataset.pdIssues ?? "").split(" ");
  for (const format of /** @type {Format[]} */ (["ris", "csl.json"])) {
    const files = issues.map((date) => absolute(citations(issue(date), format)));
    const act = async () => save(await taken(format, files, keysOf(await load(bibliography.href))), citations("", format));
    line.append(" ", button(NAMES[format], () => void act(), "pd-cite__link"));
  }
}

/** Escape or a click elsewhere closes the box, as with every menu. @param {HTMLDetailsElement} menu */
function closing(menu) {
  document.addEventListener("click", (event) => {
    if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}

document.querySelectorAll("[data-pd-cite]").forEach((box) => paper(/** @type {HTMLElement} */ (box)));
document.querySelectorAll("[data-pd-issues]").forEach((line) => author(/** @type {HTMLElement} */ (line)));
document.querySelectorAll(".pd-cite > details").forEach((menu) => closing(/** @type {HTMLDetailsElement} */ (menu)));

// A card's link to cite leads to the box, open.
if (location.hash === "#cite") document.querySelector(".pd-cite details")?.setAttribute("open", "");
