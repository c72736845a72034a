// How a kept paper looks on the page of all of them.

import { element } from "./announce.js";
import { about, is, note, set } from "./shelf.js";
import { absolute, issue, paper } from "../search/urls.js";
import { day, say } from "../wording.js";

/** @typedef {import("./shelf.js").Shelf} Shelf @typedef {(how: (shelf: Shelf, now: number) => Shelf) => void} Keep */

const LINE = 120; // characters of authors

/** What an id says by itself: the words of a title. @param {string} id */
export const words = (id) => id.slice(0, 1).toUpperCase() + id.slice(1).replaceAll("-", " ");

/** The first of many names. @param {string} authors */
const first = (authors) => (authors.length > LINE ? `${authors.slice(0, Math.max(authors.lastIndexOf(", ", LINE), 20))}, …` : authors);

/** @param {string} label @param {(button: HTMLButtonElement) => void} act */
export function button(label, act) {
  const made = element("button", "pd-keep", label);
  made.type = "button";
  made.addEventListener("click", () => act(made));
  return made;
}

/** A paper with its link; what is known of it is put in by `tell`. @param {string} id */
export function told(id) {
  const title = element("a", "");
  title.href = absolute(paper(id));
  title.dataset.pdAddress = title.href; // which print shows
  return [element("p", "pd-kept__title", title), element("p", "pd-kept__facts")];
}

/** Puts in what is known. @param {HTMLElement} made @param {string} id @param {import("./shelf.js").About | undefined} known @param {boolean} gone */
export function tell(made, id, known, gone) {
  const [title, facts] = /** @type {HTMLElement[]} */ ([made.querySelector(".pd-kept__title a"), made.querySelector(".pd-kept__facts")]);
  const text = known?.title || words(id);
  if (title.textContent !== text) title.textContent = text;
  const pieces = [first(known?.authors ?? "")].filter(Boolean).map((authors) => element("span", "", authors));
  if (known?.issue) {
    const link = element("a", "", day(known.issue));
    link.href = absolute(issue(known.issue));
    pieces.push(element("span", "", link));
  }
  if (gone) pieces.push(element("span", "", say("no longer in this digest")));
  const same = pieces.map((piece) => piece.textContent).join("\n");
  if (facts.dataset.pdTold === same) return; // so that nothing that has the focus is replaced
  facts.dataset.pdTold = same;
  facts.replaceChildren(...pieces);
}

/** An entry of the list. @param {string} id @param {Keep} keep @param {(id: string) => void} remove */
export function entry(id, keep, remove) {
  const read = button(say("Read"), (made) => keep((before, now) => set(before, id, "read", made.ariaPressed === "false", now)));
  read.ariaPressed = "false";
  const away = button(say("Remove"), () => remove(id));
  away.dataset.pdDoes = "remove";
  read.dataset.pdDoes = "read";
  const field = element("textarea", "pd-kept__note");
  field.rows = 2;
  field.maxLength = 20_000;
  field.placeholder = say("A note of your own");
  field.hidden = true;
  field.addEventListener("input", () => keep((before, now) => set(before, id, "note", field.value, now)));
  field.addEventListener("blur", () => {
    if (field.value.trim()) return;
    field.hidden = true;
    more.hidden = false;
  });
  const more = button(say("Add a note"), () => {
    field.hidden = false;
    more.hidden = true;
    field.focus();
  });
  const printed = element("p", "pd-kept__printed");
  const made = element("li", "pd-kept", ...told(id), field, printed, element("p", "pd-kept__does", read, more, away));
  made.dataset.id = id;
  return made;
}

/** Brings an entry up to date. @param {HTMLElement} made @param {Shelf} shelf @param {boolean} gone @param {boolean} hidden  whether the list is that of hidden papers */
export function show(made, shelf, gone, hidden) {
  const id = made.dataset.id ?? "";
  tell(made, id, about(shelf, id), gone);
  const title = about(shelf, id)?.title || words(id);
  const [read, more, away] = /** @type {HTMLButtonElement[]} */ ([...made.querySelectorAll("button")]);
  read.ariaPressed = String(is(shelf, id, "read"));
  made.classList.toggle("pd-kept--read", is(shelf, id, "read"));
  away.textContent = hidden ? say("Show again") : say("Remove");
  for (const each of [read, more, away]) each.ariaLabel = say("%(what)s: %(title)s", { what: each.textContent ?? "", title });
  const field = /** @type {HTMLTextAreaElement} */ (made.querySelector("textarea"));
  field.ariaLabel = say("Your note: %(title)s", { title });
  const text = note(shelf, id);
  if (field.value !== text) field.value = text;
  /** @type {HTMLElement} */ (made.querySelector(".pd-kept__printed")).textContent = text;
  if (document.activeElement !== field) {
    field.hidden = !text.trim();
    more.hidden = Boolean(text.trim());
  }
}
