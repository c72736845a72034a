// The page of what a reader keeps: the list, filtered and sorted; notes, which are stored as they are typed; files and
// links out and in. Another tab may change the list at any moment: entries stay where they are, and so does the focus.

import { announce } from "./announce.js";
import { about, change, current, is, listen, note, set, those, time } from "./shelf.js";
import { told as troubleTold } from "./troubles.js";
import { many, say } from "../wording.js";

/** @typedef {import("./shelf.js").Shelf} Shelf */

const MARKS = /** @type {const} */ (["saved", "read", "hidden"]);

/** @template {HTMLElement} [Found=HTMLElement] @param {string} selector @returns {Found} */
const one = (selector) => /** @type {Found} */ (document.querySelector(selector));

const list = one(".pd-shelf .pd-shelf__list");
const none = one(".pd-shelf__none");
const status = one(".pd-shelf__status");
const filter = /** @type {HTMLInputElement} */ (one("#pd-shelf-filter"));
const which = /** @type {HTMLSelectElement} */ (one("#pd-shelf-which"));
const order = /** @type {HTMLSelectElement} */ (one("#pd-shelf-order"));
/** @type {Map<string, HTMLElement>} */
const entries = new Map();
/** Papers that the site does not have any more. @type {Set<string>} */
const gone = new Set();
let { shelf, trouble } = current();
/** How entries look: loaded with the first one. @type {typeof import("./entries.js") | undefined} */
let view;

/** Changes what is kept, shows it, and tells where it could not be stored. @param {(shelf: Shelf, now: number) => Shelf} how */
export function keep(how) {
  const result = change(how);
  if (trouble !== "damaged") trouble = result.trouble; // that stays to be read
  tell();
  show(result.shelf);
  document.dispatchEvent(new Event("pd-shelf")); // for the number in the menu
}

function tell() {
  const line = one(".pd-trouble");
  const words = trouble && troubleTold(trouble);
  if (line.textContent !== words) line.textContent = words;
  line.hidden = !trouble;
}

const plain = (/** @type {string} */ text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** The papers that the reader wants to see, in their order. */
function chosen() {
  const ids = which.value === "read" || which.value === "hidden" ? those(shelf, which.value) : those(shelf, "saved");
  const words = plain(filter.value).split(/\s+/).filter(Boolean);
  const told = (/** @type {string} */ id) => plain(`${id} ${about(shelf, id)?.title ?? ""} ${about(shelf, id)?.authors ?? ""} ${note(shelf, id)}`);
  const found = ids.filter((id) => which.value !== "unread" || !is(shelf, id, "read")).filter((id) => !words.length || words.every((word) => told(id).includes(word)));
  const newest = (/** @type {string} */ a, /** @type {string} */ b) => time(shelf, b) - time(shelf, a) || (a < b ? -1 : 1);
  const title = (/** @type {string} */ id) => about(shelf, id)?.title || id;
  return found.sort((a, b) => {
    if (order.value === "title") return title(a).localeCompare(title(b)) || newest(a, b);
    const [first, second] = order.value === "issue" ? [about(shelf, a)?.issue ?? "", about(shelf, b)?.issue ?? ""] : ["", ""];
    return second.localeCompare(first) || newest(a, b);
  });
}

/** What an empty list says. */
function emptiness() {
  if (filter.value.trim()) return say("Nothing here has these words.");
  if (which.value === "unread" && those(shelf, "saved").length) return say("You have read everything that you saved.");
  if (which.value === "read") return say("Nothing is marked as read.");
  if (which.value === "hidden") return say("Nothing is hidden.");
  return say("Nothing saved yet. Save is on each paper, wherever papers are listed, and what you save there appears here.");
}

/** @param {Shelf} now */
function show(now) {
  shelf = now;
  const ids = chosen();
  if (ids.length && !view) {
    import("./entries.js").then((module) => {
      view = module;
      show(shelf);
    });
    return;
  }
  const focused = /** @type {HTMLElement} */ (document.activeElement);
  const place = [...list.children].findIndex((made) => made.contains(focused));
  ids.forEach((id, at) => {
    let made = entries.get(id);
    if (!made) entries.set(id, (made = /** @type {NonNullable<typeof view>} */ (view).entry(id, keep, remove)));
    view?.show(made, shelf, gone.has(id), which.value === "hidden");
    if (list.children[at] !== made) list.insertBefore(made, list.children[at] ?? null);
  });
  while (list.childElementCount > ids.length) list.lastElementChild?.remove();
  if (place >= 0) refocus(focused, place);
  status.textContent = ids.length ? many("%(number)s paper", "%(number)s papers", ids.length) : "";
  none.textContent = ids.length ? "" : emptiness();
  none.hidden = ids.length > 0 || trouble === "newer";
  one(".pd-shelf__tools").hidden = !MARKS.some((name) => those(shelf, name).length);
  one(".pd-shelf__out").hidden = !ids.length;
}

/** Where an entry has moved or gone, the focus stays: on it, or on the entry that took its place. @param {HTMLElement} focused @param {number} place */
function refocus(focused, place) {
  const near = list.children[Math.min(place, list.childElementCount - 1)];
  const same = focused.dataset.pdDoes && /** @type {HTMLElement | null} */ (near?.querySelector(`[data-pd-does="${focused.dataset.pdDoes}"]:not([hidden])`));
  (list.contains(focused) ? focused : same || (near?.querySelector("a") ?? one("h1"))).focus({ preventScroll: list.contains(focused) });
}

/** Takes a paper off the list that is shown, and offers to take that back. @param {string} id */
function remove(id) {
  const mark = which.value === "hidden" ? "hidden" : which.value === "read" && !is(shelf, id, "saved") ? "read" : "saved";
  keep((before, now) => set(before, id, mark, false, now));
  announce(say("Removed: %(title)s", { title: about(shelf, id)?.title || id }), {
    label: say("Undo"),
    act: () => {
      keep((before, now) => set(before, id, mark, true, now));
      (entries.get(id)?.isConnected ? /** @type {HTMLElement} */ (entries.get(id)?.querySelector("[data-pd-does=remove]")) : one("h1")).focus();
    },
  });
}

/** Papers that were saved from a card: the site tells the day of their issue, and formulas in letters. */
async function complete() {
  const unknown = [...shelf.keys()].filter((id) => MARKS.some((name) => is(shelf, id, name)) && !about(shelf, id)?.issue);
  if (!unknown.length) return;
  const papers = await import("./papers.js");
  await papers.each(unknown, async (id) => {
    const told = await papers.about(id).catch(() => undefined); // offline: the next visit asks again
    if (told) keep((before, now) => papers.filled(before, id, told, now));
    else if (told === null) {
      gone.add(id);
      show(shelf);
    }
  });
}

/** The address that carries the papers on the page. */
async function address() {
  const [{ encode }, { SAVED, absolute }] = await Promise.all([import("./codec.js"), import("../search/urls.js")]);
  return `${absolute(SAVED)}#${encode(chosen())}`;
}

const LONG = 2000; // characters, of which programs that show links may cut the rest
const warn = (/** @type {string} */ url) => url.length > LONG && announce(say("That is a long link, which some programs cut. A file always arrives whole."));

one("[data-pd-share]").addEventListener("click", async () => {
  const [{ share }, url] = await Promise.all([import("./share.js"), address()]);
  await share({ title: document.title, url });
  warn(url);
});
one("[data-pd-link]").addEventListener("click", async () => {
  const [{ copyLink }, url] = await Promise.all([import("./share.js"), address()]);
  await copyLink(url);
  warn(url);
});
one("[data-pd-share]").hidden = !("share" in navigator);
one("[data-pd-print]").addEventListener("click", () => print());
for (const choice of [filter, which, order]) choice.addEventListener("input", () => show(shelf));

const input = /** @type {HTMLInputElement} */ (one(".pd-shelf__files input"));
const filed = one(".pd-shelf__files [role=status]");
one("[data-pd-file=out]").addEventListener("click", () => import("./files.js").then(({ out }) => out(shelf)));
one("[data-pd-file=in]").addEventListener("click", () => input.click());
input.addEventListener("change", async () => {
  const file = input.files?.[0];
  if (!file) return;
  const { takeIn } = await import("./files.js");
  filed.textContent = await takeIn(file, keep);
  input.value = ""; // the same file may be taken in again
  complete();
});
for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-pd-export]"))) {
  const told = one(".pd-shelf__out [role=status]");
  const format = /** @type {import("./exports.js").Format} */ (button.dataset.pdExport);
  button.addEventListener("click", () => import("./files.js").then(({ cite }) => cite(format, shelf, chosen(), told)));
}

/** A list that somebody sent stands in the address. */
async function receive() {
  const packed = location.hash.slice(1);
  if (!/^\d/.test(packed)) return;
  const { sent } = await import("./sent.js");
  await sent(packed, keep, () => shelf);
}

addEventListener("hashchange", receive);
listen((seen) => {
  ({ trouble } = current());
  tell();
  show(seen);
});
one(".pd-shelf").hidden = false;
one(".pd-shelf__files").hidden = trouble === "newer";
tell();
show(shelf);
receive();
complete();
