// The engine is loaded when somebody turns to a search field, not before; after a failure, the next try starts anew.

/** @typedef {import("./engine.js").Engine} Engine */

const root = new URL("../../", import.meta.url);
// Where a server would not find the file of a folder, links name it, and so does the search box.
const form = document.querySelector("form[data-pd-search=box]");
const index = /[^/]*$/.exec(form?.getAttribute("action") ?? "")?.[0] ?? "";

/** The address of a page of the digest. @param {string} target  as `papers/<id>/`, with a query perhaps */
export function address(target) {
  const made = new URL(target, root);
  if (made.pathname.endsWith("/")) made.pathname += index;
  return made.href;
}

/** @type {Promise<Engine> | null} */
let opening = null;
let failed = false;

/** Loads what is needed, and hands on the engine. @returns {Promise<Engine>} */
export function engine() {
  opening ??= import("./engine.js").then(({ open }) => open(root, failed));
  opening.catch(forget);
  return opening;
}

/** After a failed load: a site that was published anew has other files, which only its pointer names. */
export function forget() {
  opening = null;
  failed = true;
}
