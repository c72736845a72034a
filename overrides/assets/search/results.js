// How a hit looks: built from elements and text, never from HTML, since titles come from strangers.

import { highlight } from "./highlight.js";

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** An element with a class and children. @param {string} name @param {string} className @param {...(Node | string)} children */
function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** 2024-01-24 as 24 January 2024. @param {string} date */
function day(date) {
  const [year, month, number] = date.split("-").map(Number);
  return [number, month && MONTHS[month - 1], year].filter(Boolean).join(" ");
}

/** @param {string[]} authors */
function names(authors) {
  const first = authors.slice(0, 3).join(", ");
  return authors.length > 3 ? `${first} and ${authors.length - 3} more` : first;
}

/** The line below the title. @param {import("./engine.js").Hit} hit */
const meta = (hit) => [names(hit.authors), hit.venue, day(hit.date)].filter(Boolean).join(" · ");

/**
 * A hit on the search page.
 * @param {import("./engine.js").Hit} hit @param {import("./engine.js").Engine} engine @param {URL} root
 */
export function result(hit, engine, root) {
  const title = element("a", "pd-result__title", highlight(hit.title, hit.terms, engine.term));
  title.href = new URL(hit.url, root).href;
  const item = element("li", "pd-result", title);
  const line = meta(hit);
  if (line) item.append(element("p", "pd-result__meta", highlight(line, hit.terms, engine.term)));
  if (hit.summary) item.append(element("p", "pd-result__summary", highlight(hit.summary, hit.terms, engine.term)));
  if (hit.tags.length) {
    const tags = hit.tags.map((tag) => {
      const link = element("a", "pd-tag", tag.name);
      link.href = new URL(`tags/${encodeURIComponent(tag.slug)}/`, root).href;
      return element("li", "", link);
    });
    item.append(element("ul", "pd-tags", ...tags));
  }
  return item;
}

/**
 * A hit in the list below the search box: an option of a listbox.
 * @param {import("./engine.js").Hit} hit @param {import("./engine.js").Engine} engine @param {URL} root @param {number} number
 */
export function option(hit, engine, root, number) {
  const title = element("span", "pd-option__title", highlight(hit.title, hit.terms, engine.term));
  const made = element("a", "pd-option", title, element("span", "pd-option__meta", meta(hit)));
  made.href = new URL(hit.url, root).href;
  made.id = `pd-option-${number}`;
  made.setAttribute("role", "option");
  made.tabIndex = -1;
  return made;
}
