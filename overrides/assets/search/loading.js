// The engine is loaded when somebody turns to a search field, not before; after a failure, the next try starts anew.

import { root } from "./urls.js";

/** @typedef {import("./engine.js").Engine} Engine */

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
