// Files out and in: citations, and all that is kept.

import { save } from "../citations.js";
import { figure, many, say } from "../wording.js";
import { made } from "./exports.js";
import { EMPTY, Unreadable, about, adopt, read, standing, write } from "./shelf.js";

/** @typedef {import("./shelf.js").Shelf} Shelf */

const NAME = "saved-papers";
const BIG = 20_000_000; // bytes: no list of papers is as big

/** What a file is to say when it cannot be taken in. */
const FAULTS = {
  newer: say("This file was written by a newer version of this site. Nothing was changed."),
  damaged: say("This is no file of saved papers. Nothing was changed."),
  empty: say("There are no papers in this file. Nothing was changed."),
};

/** Gives the reader all that is kept. @param {Shelf} shelf */
export function out(shelf) {
  save(`${write(standing(shelf))}\n`, `${NAME}.json`);
}

/** Takes a file in, and says what came of it. @param {File} file @param {(how: (shelf: Shelf, now: number) => Shelf) => void} keep */
export async function takeIn(file, keep) {
  if (file.size > BIG) return FAULTS.damaged;
  let given = EMPTY;
  try {
    given = read(await file.text());
  } catch (error) {
    return FAULTS[error instanceof Unreadable ? error.why : "damaged"];
  }
  if (!given.size) return FAULTS.empty;
  /** @type {string[]} */
  let saved = [];
  /** @type {string[]} */
  let noted = [];
  keep((before, now) => {
    const grown = adopt(before, given, now);
    ({ saved, noted } = grown);
    return grown.shelf;
  });
  const papers = saved.length ? many("%(number)s paper added.", "%(number)s papers added.", saved.length) : say("No paper in it was new.");
  return noted.length ? `${papers} ${many("A note was added to %(number)s paper.", "Notes were added to %(number)s papers.", noted.length)}` : papers;
}

/** Papers as a file for other programs; `told` says how far it is, and what could not be had. @param {import("./exports.js").Format} format @param {Shelf} shelf @param {string[]} ids @param {HTMLElement} told */
export async function cite(format, shelf, ids, told) {
  const { text, missing } = await made(format, shelf, ids, (done) => (told.textContent = say("%(number)s of %(all)s", { number: figure(done), all: figure(ids.length) })));
  if (missing.length < ids.length) save(text, `${NAME}.${format}`);
  const names = missing.slice(0, 5).map((id) => about(shelf, id)?.title || id).join("; ");
  told.textContent = missing.length ? many("%(number)s paper could not be loaded: %(titles)s", "%(number)s papers could not be loaded: %(titles)s", missing.length, { titles: names + (missing.length > 5 ? "; …" : "") }) : "";
}
