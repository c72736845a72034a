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

/**
 * What comes of the engine, once more with a new one where a file does not load: a site that was published anew while
 * the page was open has other files. Only the second failure is told.
 * @template Made @param {(opened: Engine, again: boolean) => Promise<Made>} act @returns {Promise<Made>}
 */
export async function withEngine(act) {
  try {
    return await act(await engine(), false);
  } catch {
    forget();
    return act(await engine(), true);
  }
}

/** After a failed load: only the pointer names the files of a site that was published anew. */
export function forget() {
  opening = null;
  failed = true;
}
