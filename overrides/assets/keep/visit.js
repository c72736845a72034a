// New since the last visit, on the home page, the index of issues and the pages of issues. A visit ends six hours after
// its last page; only the days of issues are compared. Somebody's first visit has nothing new.
//
//   {"version": 1, "seen": "2025-04-24", "before": "2025-04-17", "at": 1764250000000}
//
// `seen` is the newest issue that any page has told of, `before` what it was when the last visit ended.

import { many, say } from "../wording.js";

/** @typedef {{seen: string, before: string, at: number}} Visits days as 2025-04-24, or empty */

const KEY = `${new URL("../../", import.meta.url).pathname}.visit`;
const VERSION = 1;
const APART = 6 * 60 * 60 * 1000; // milliseconds
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ISSUE = /\/issues\/(\d{4}-\d{2}-\d{2})\/(?:index\.html)?$/;

/** What is known after a page that tells of `newest`. @param {Visits | null} had @param {string} newest @param {number} now @returns {Visits} */
export function visited(had, newest, now) {
  if (!had) return { seen: newest, before: "", at: now };
  const before = Math.abs(now - had.at) > APART ? had.seen : had.before;
  return { seen: newest > had.seen ? newest : had.seen, before, at: now };
}

/** What was kept; nothing where there is nothing to be read. @param {string | null} text @returns {Visits | null} */
export function read(text) {
  try {
    const { version, seen, before, at } = JSON.parse(text ?? "null") ?? {};
    return version === VERSION && DAY.test(seen) && (before === "" || DAY.test(before)) && Number.isFinite(at) ? { seen, before, at } : null;
  } catch {
    return null;
  }
}

/** Whether a day is new to who knows of `before`. @param {string} day @param {string} before */
const isNew = (day, before) => before !== "" && day > before;

/** The day in the address of an issue. @param {string} address */
const dayOf = (address) => ISSUE.exec(new URL(address, location.href).pathname)?.[1] ?? "";

function badge() {
  const made = document.createElement("span");
  made.className = "pd-badge";
  made.textContent = say("New");
  return made;
}

/** @param {string} before */
function mark(before) {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".pd-content :is(h2, h3, .pd-rows li) > a"));
  for (const link of links) if (isNew(dayOf(link.href), before)) link.after(" ", badge());
  if (isNew(dayOf(location.href), before)) document.querySelector(".pd-heading .pd-kicker")?.append(" ", badge());
  const line = /** @type {HTMLElement | null} */ (document.querySelector("[data-pd-recent]"));
  const fresh = (line?.dataset.pdRecent ?? "").split(" ").map((text) => text.split(":")).filter(([day]) => isNew(day, before));
  if (!line || !fresh.length) return;
  const papers = fresh.reduce((sum, [, count]) => sum + Number(count), 0);
  line.prepend(badge(), ` ${many("%(number)s paper since your last visit.", "%(number)s papers since your last visit.", papers)} `);
  line.hidden = false;
}

/** The newest issue that this page tells of. */
function newest() {
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".pd-content :is(h2, h3, .pd-rows li) > a")]);
  return [dayOf(location.href), ...links.map((link) => dayOf(link.href))].reduce((latest, day) => (day > latest ? day : latest), "");
}

const day = newest();
if (day) {
  try {
    const text = localStorage.getItem(KEY);
    const known = visited(read(text), day, Date.now());
    if (text === null || read(text) || !JSON.parse(text)?.version) localStorage.setItem(KEY, JSON.stringify({ version: VERSION, ...known }));
    mark(known.before);
  } catch {
    // storage is off or full: nothing is marked
  }
}
