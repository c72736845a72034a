// What a reader keeps: pure functions over a value that is written as JSON, and below them its place in the browser.
// One file, since it is one request more on every page once something is kept.
//
//   {"version": 1, "papers": {"<id>": {"saved": [true, 1764250000000], "note": ["Read §3", 1764250000001], …}}}
//
// Each field of a paper stands beside the moment of its last change, in milliseconds since 1970. Of two shelves, each
// field's later change counts, and of two at one moment the greater text: so it does not matter in which order
// shelves are merged, nor how often. What is taken back stays as `false`, or another tab would bring it back.
// Whoever changes what these words mean gives VERSION the next number, and teaches `read` the older ones.

export const VERSION = 1;

/** What is shown of a paper. `issue` is the day of its issue, and empty until it is known. @typedef {{title: string, authors: string, issue: string}} About */
/** @template Value @typedef {[value: Value, time: number]} Stamped */
/** @typedef {{about?: Stamped<About>, saved?: Stamped<boolean>, read?: Stamped<boolean>, hidden?: Stamped<boolean>, note?: Stamped<string>}} Entry */
/** @typedef {keyof Entry} Field */
/** @typedef {ReadonlyMap<string, Readonly<Entry>>} Shelf papers by id */

const ID = /^(?=.{1,100}$)[a-z0-9]+(?:-[a-z0-9]+)*$/;
const DAY = /^(?:\d{4}-\d{2}-\d{2})?$/;
const LINE = 2000; // characters of a title, and of authors
const NOTE = 100_000;

const flag = (/** @type {unknown} */ value) => typeof value === "boolean";
const line = (/** @type {unknown} */ value) => typeof value === "string" && value.length <= LINE;

/** Whether a value may be that of a field: files come from strangers. @type {Record<Field, (value: any) => boolean>} */
const FIELDS = {
  about: (value) => line(value?.title) && line(value.authors) && typeof value.issue === "string" && DAY.test(value.issue),
  saved: flag,
  read: flag,
  hidden: flag,
  note: (value) => typeof value === "string" && value.length <= NOTE,
};
const NAMES = /** @type {Field[]} */ (Object.keys(FIELDS));

/** @type {Shelf} */
export const EMPTY = new Map();

/** Whether this may be a paper's id. @param {unknown} id @returns {id is string} */
export const isId = (id) => typeof id === "string" && ID.test(id);

/** What is not a shelf, or one of a later version, which this script cannot read. */
export class Unreadable extends Error {
  /** @param {"newer" | "damaged"} why */
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/** A shelf from JSON; what in it is no paper and no field is left out. Throws Unreadable. @param {string} text @returns {Shelf} */
export function read(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Unreadable("damaged");
  }
  if (Number.isInteger(value?.version) && value.version > VERSION) throw new Unreadable("newer");
  const papers = value?.version === VERSION ? value.papers : null;
  if (!papers || typeof papers !== "object" || Array.isArray(papers)) throw new Unreadable("damaged");
  const found = Object.entries(papers).filter(([id]) => isId(id)).map(([id, entry]) => /** @type {const} */ ([id, fields(entry)]));
  return new Map(found.filter(([, entry]) => Object.keys(entry).length));
}

/** @param {any} given @returns {Entry} */
function fields(given) {
  const good = NAMES.filter((name) => {
    const stamped = given && typeof given === "object" && Object.hasOwn(given, name) ? given[name] : null;
    return Array.isArray(stamped) && Number.isSafeInteger(stamped[1]) && stamped[1] >= 0 && FIELDS[name](stamped[0]);
  });
  return Object.fromEntries(good.map((name) => {
    const [value, time] = given[name];
    return [name, [name === "about" ? { title: value.title, authors: value.authors, issue: value.issue } : value, time]];
  }));
}

/** The JSON of a shelf: the same text for the same shelf. @param {Shelf} shelf */
export function write(shelf) {
  const papers = [...shelf].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, entry]) => [id, Object.fromEntries(NAMES.filter((name) => entry[name]).map((name) => [name, entry[name]]))]);
  return JSON.stringify({ version: VERSION, papers: Object.fromEntries(papers) });
}

/** The later of two changes. @template Value @param {Stamped<Value> | undefined} one @param {Stamped<Value> | undefined} other */
function later(one, other) {
  if (!one || !other) return one ?? other;
  if (one[1] !== other[1]) return one[1] > other[1] ? one : other;
  return JSON.stringify(one[0]) >= JSON.stringify(other[0]) ? one : other;
}

/** Two shelves as one: the later change of each field. @param {Shelf} one @param {Shelf} other @returns {Shelf} */
export function merge(one, other) {
  const ids = new Set([...one.keys(), ...other.keys()]);
  return new Map([...ids].map((id) => {
    const [a, b] = [one.get(id) ?? {}, other.get(id) ?? {}];
    const both = NAMES.map((name) => [name, later(/** @type {Stamped<unknown> | undefined} */ (a[name]), b[name])]);
    return [id, Object.fromEntries(both.filter(([, stamped]) => stamped))];
  }));
}

/**
 * The shelf with a field of a paper changed: later than what it had, even where a clock goes wrong.
 * @template {Field} Name
 * @param {Shelf} shelf @param {string} id @param {Name} name @param {NonNullable<Entry[Name]>[0]} value @param {number} now
 * @returns {Shelf}
 */
export function set(shelf, id, name, value, now) {
  const entry = shelf.get(id) ?? {};
  return new Map(shelf).set(id, { ...entry, [name]: [value, Math.max(now, (entry[name]?.[1] ?? -1) + 1)] });
}

/**
 * What a field of a paper says: false or an empty note where nothing was said.
 * @param {Shelf} shelf @param {string} id @param {"saved" | "read" | "hidden"} name
 */
export const is = (shelf, id, name) => shelf.get(id)?.[name]?.[0] ?? false;
/** @param {Shelf} shelf @param {string} id */
export const note = (shelf, id) => shelf.get(id)?.note?.[0] ?? "";
/** @param {Shelf} shelf @param {string} id */
export const about = (shelf, id) => shelf.get(id)?.about?.[0];
/** When a paper was saved. @param {Shelf} shelf @param {string} id */
export const time = (shelf, id) => shelf.get(id)?.saved?.[1] ?? 0;
/** The ids of which a field says yes. @param {Shelf} shelf @param {"saved" | "read" | "hidden"} name */
export const those = (shelf, name) => [...shelf.keys()].filter((id) => is(shelf, id, name));

/** Without the papers of which nothing is kept any more: what goes into a file. @param {Shelf} shelf @returns {Shelf} */
export const standing = (shelf) =>
  new Map([...shelf].filter(([id]) => note(shelf, id) || ["saved", "read", "hidden"].some((name) => is(shelf, id, /** @type {"saved"} */ (name)))));

/**
 * A file taken in, which is an act of today: what it has saved is saved, even where it was removed since. Nothing of
 * one's own is lost: of two notes on a paper, both are kept.
 * @param {Shelf} shelf @param {Shelf} file @param {number} now
 * @returns {{shelf: Shelf, saved: string[], noted: string[]}} with the papers that are new, and those whose note is
 */
export function adopt(shelf, file, now) {
  let grown = shelf;
  const saved = [], noted = [];
  for (const id of file.keys()) {
    const told = about(file, id);
    const known = about(grown, id);
    if (told && (!known || (told.issue && !known.issue))) grown = set(grown, id, "about", told, now);
    for (const name of /** @type {const} */ (["saved", "read", "hidden"])) {
      if (!is(file, id, name) || is(grown, id, name)) continue;
      if (name === "hidden" && shelf.has(id)) continue; // whoever hides a paper that I keep does not hide it from me
      grown = set(grown, id, name, true, now);
      if (name === "saved") saved.push(id);
    }
    const [mine, theirs] = [note(grown, id), note(file, id)];
    const both = mine && !theirs.includes(mine) ? `${mine}\n\n${theirs}` : theirs;
    if (!theirs || mine.includes(theirs) || both.length > NOTE) continue;
    grown = set(grown, id, "note", both, now);
    noted.push(id);
  }
  return { shelf: grown, saved, noted };
}

// In this browser's storage, for this digest: others may be on the same host. Each change reads what is stored, merges,
// and writes: two tabs never overwrite each other. What cannot be stored is kept while the page is open, and the
// reader is told.

/** @typedef {"" | "full" | "forbidden" | "newer" | "damaged"} Trouble */

export const KEY = `${new URL("../../", import.meta.url).pathname}.shelf`; // as look.js names what it keeps
const ASIDE = `${KEY}.damaged`;

let memory = EMPTY;
/** @type {Trouble} */
let trouble = "";

/** What is stored. Sets `trouble`, and gives nothing, where it cannot be had. @returns {Shelf} */
function stored() {
  let text;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    trouble = "forbidden";
    return EMPTY;
  }
  if (text === null) return EMPTY;
  try {
    return read(text);
  } catch (error) {
    trouble = error instanceof Unreadable ? error.why : "damaged";
    if (trouble === "damaged") setAside(text);
    return EMPTY;
  }
}

/** What is damaged may still be mended by hand. @param {string} text */
function setAside(text) {
  try {
    localStorage.removeItem(KEY);
    localStorage.setItem(ASIDE, text);
  } catch {
    // no room for it
  }
}

/** @returns {{shelf: Shelf, trouble: Trouble}} */
export function current() {
  if (trouble !== "damaged") trouble = "";
  memory = merge(memory, stored());
  return { shelf: memory, trouble };
}

/** Changes the shelf, and says what kept it from being stored. @param {(shelf: Shelf, now: number) => Shelf} how @returns {{shelf: Shelf, trouble: Trouble}} */
export function change(how) {
  current();
  if (trouble === "newer") return { shelf: memory, trouble };
  memory = how(memory, Date.now());
  try {
    localStorage.setItem(KEY, write(memory));
    return { shelf: memory, trouble: "" };
  } catch (error) {
    trouble = error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "forbidden";
    return { shelf: memory, trouble };
  }
}

/** Calls back when another tab has changed the shelf, or when the page comes back. @param {(shelf: Shelf) => void} seen */
export function listen(seen) {
  addEventListener("storage", ({ key, newValue, storageArea }) => {
    if ((key !== KEY && key !== null) || storageArea !== localStorage) return;
    if (newValue === null) memory = EMPTY; // the reader has cleared it
    const { shelf, trouble: why } = current();
    // Two tabs may write at one moment: then the one that is told has what the other did not see.
    if (!why && newValue !== null && write(shelf) !== newValue) change((merged) => merged);
    seen(shelf);
  });
  addEventListener("pageshow", ({ persisted }) => persisted && seen(current().shelf));
}
