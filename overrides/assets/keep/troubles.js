// What a reader is told where something could not be kept.

import { say } from "../wording.js";

/** @param {Exclude<import("./shelf.js").Trouble, "">} trouble */
export function told(trouble) {
  if (trouble === "full") return say("The browser's storage for this site is full: this lasts only until the page is closed. On the page “Saved” you can write your list to a file, and remove papers.");
  if (trouble === "forbidden") return say("This browser keeps nothing for this site: this lasts only until the page is closed. Private windows and strict settings do that.");
  if (trouble === "newer") return say("Your list was written by a newer version of this site, so nothing was changed. Reload the page.");
  return say("What this browser had kept could not be read. It is set aside, and a new list has begun.");
}
