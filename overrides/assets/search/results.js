// How a hit looks: built from elements and text, never from HTML, since titles come from strangers. It says of a paper
// what its card says (generator/digestry/outputs/pages/templates/cards.html.j2), but for two things: formulas are in
// letters, since what turns them into MathML is not in the browser, and authors who were searched for are named first.

import { highlight, matches, passage } from "./highlight.js";
import * as urls from "./urls.js";
import { day, many, people, say, sentence } from "../wording.js";

const PASSAGE = 260; // characters of the abstract on the search page
const GLIMPSE = 110; // and below the box

/** @typedef {import("./engine.js").Hit} Hit @typedef {import("./highlight.js").Sought} Sought */

/**
 * An element with a class and children.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name @param {string} [className] @param {...(Node | string)} children
 */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** @param {string[]} authors @param {boolean} others whether there are more than have a name @param {Sought} sought */
function names(authors, others, sought) {
  // Three of them: whoever was searched for, then the first.
  const matched = authors.filter((name) => matches(name, sought).length);
  const shown = [...new Set([...matched, ...authors])].slice(0, 3);
  const rest = authors.length - shown.length;
  return people(shown, rest, others);
}

/** The line below the title; each part reads in the direction of the page, whatever stands beside it. @param {Hit} hit @param {Sought} sought */
function meta(hit, sought) {
  const parts = [hit.page ? say("Page") : "", hit.status ? sentence(hit.status) : "", names(hit.authors ?? [], Boolean(hit.others), sought), day(hit.date ?? ""), hit.venue, hit.votes ? many("%(number)s vote", "%(number)s votes", hit.votes) : "", hit.code ? say("Code") : ""];
  return parts.filter(Boolean).flatMap((part, place) => [place ? " · " : "", element("span", "pd-part", highlight(String(part), sought))]);
}

/** A hit on the search page. @param {Hit} hit @param {Sought} sought */
export function result(hit, sought) {
  const title = element("a", "pd-result__title", highlight(hit.title, sought));
  title.href = urls.absolute(hit.url);
  const item = element("li", "pd-result", element("h2", "", title));
  const line = meta(hit, sought);
  if (line.length) item.append(element("p", "pd-result__meta", ...line));
  if (hit.summary) item.append(element("p", "pd-result__summary", highlight(hit.summary, sought)));
  const abstract = (hit.abstract ?? "").replaceAll(/\s+/gu, " ");
  const told = passage(abstract, sought, PASSAGE) || (hit.summary ? "" : beginning(abstract, PASSAGE));
  if (told) item.append(element("p", "pd-result__passage", highlight(told, sought)));
  if (hit.tags) {
    const tags = hit.tags.map(([slug, name]) => {
      const link = element("a", "pd-tag", highlight(name, sought));
      link.href = urls.absolute(urls.tag(slug));
      return element("li", "", link);
    });
    item.append(element("ul", "pd-tags", ...tags));
  }
  return item;
}

/** A hit in the list below the search box: an option of a listbox. @param {Hit} hit @param {Sought} sought @param {number} number */
export function option(hit, sought, number) {
  const made = element("a", "pd-option", element("span", "pd-option__title", highlight(hit.title, sought)), element("span", "pd-option__meta", ...meta(hit, sought)));
  const told = [hit.summary, hit.abstract?.replaceAll(/\s+/gu, " ")].map((text) => passage(text ?? "", sought, GLIMPSE)).find(Boolean);
  if (told) made.append(element("span", "pd-option__passage", highlight(told, sought)));
  if (hit.tags) made.append(element("span", "pd-option__tags", hit.tags.map(([, name]) => name).join(" · ")));
  made.href = urls.absolute(hit.url);
  made.id = `pd-option-${number}`;
  for (const other of made.querySelectorAll(":scope > :not(.pd-option__title)")) other.setAttribute("aria-hidden", "true"); // a name of fifty words
  made.setAttribute("role", "option");
  made.tabIndex = -1;
  return made;
}

/** @param {string} text @param {number} length */
function beginning(text, length) {
  if (text.length <= length) return text;
  const end = text.lastIndexOf(" ", length);
  return `${text.slice(0, end > 0 ? end : length).replace(/[ ,;:.]+$/u, "")}…`;
}
