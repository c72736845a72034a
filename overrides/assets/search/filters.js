// The filters beside the results, with counts: tags to have or not to have, year, venue, issue, code.

import { element } from "./results.js";
import { day, figure, many, say } from "../wording.js";

/**
 * @typedef {import("./address.js").Filters} Filters
 * @typedef {(next: (now: Filters) => Filters) => void} Change
 * @typedef {import("./facets.js").Count} Count
 */

const AT_ONCE = 8; // values of a kind, before "more"
const KINDS = /** @type {const} */ ([["year", say("Year")], ["venue", say("Venue")], ["issue", say("Issue")]]);
const DATE = /^\d{4}-\d{2}-\d{2}$/u;

/** The kinds of which all values are shown. @type {Set<string>} */
const opened = new Set();

/** @param {string} text @param {boolean} pressed @param {() => void} act */
function button(text, pressed, act) {
  const made = element("button", "pd-filter", element("span", "pd-filter__name", text));
  made.type = "button";
  made.setAttribute("aria-pressed", String(pressed));
  made.addEventListener("click", act);
  return made;
}

/** @param {string} kind @param {string} title @param {Element[]} rows */
function group(kind, title, rows) {
  const heading = element("h2", "pd-filters__title", title);
  heading.id = `pd-filter-${kind}`;
  const list = element("ul", "pd-filters__list", ...rows.map((row) => element("li", "", row)));
  list.setAttribute("aria-labelledby", heading.id);
  const made = element("section", "pd-filters__group", heading, list);
  if (rows.length > AT_ONCE && !opened.has(kind)) {
    [...list.children].slice(AT_ONCE).forEach((row) => (/** @type {HTMLElement} */ (row).hidden = true));
    const more = element("button", "pd-filters__more", many("%(number)s more", "%(number)s more", rows.length - AT_ONCE));
    more.type = "button";
    more.addEventListener("click", () => {
      opened.add(kind);
      const hidden = /** @type {HTMLElement[]} */ ([...list.children]).filter((row) => row.hidden);
      for (const row of hidden) row.hidden = false;
      hidden[0]?.querySelector("button")?.focus();
      more.remove();
    });
    made.append(more);
  }
  return made;
}

/** What is chosen comes first. @param {Count[]} counts @param {string[]} chosen */
const ordered = (counts, chosen) => [...counts].sort((a, b) => Number(chosen.includes(b.value)) - Number(chosen.includes(a.value)));

/**
 * The filters' groups. `change` is told what each choice makes of the filters as they are by then: the next one
 * may be clicked before these have been shown anew.
 * @param {import("./facets.js").Counts} counts @param {Filters} filters @param {Map<string, string>} names  of tags
 * @param {Change} change
 */
export function filterGroups(counts, filters, names, change) {
  const groups = [];
  const tags = [...counts.tags];
  for (const slug of [...filters.tags, ...filters.notTags]) {
    if (!tags.some(({ value }) => value === slug)) tags.push({ value: slug, name: names.get(slug) ?? slug, count: 0 });
  }
  const without = (/** @type {string[]} */ list, /** @type {string} */ slug) => list.filter((other) => other !== slug);
  const rows = ordered(tags, [...filters.tags, ...filters.notTags]).map(({ value, name, count }) => {
    const wanted = filters.tags.includes(value);
    const unwanted = filters.notTags.includes(value);
    const have = button(name, wanted, () => change((now) => ({ ...now, tags: wanted ? without(now.tags, value) : [...without(now.tags, value), value], notTags: without(now.notTags, value) })));
    have.append(element("span", "pd-filter__count", figure(count)));
    const not = element("button", "pd-filter__not", "−");
    not.type = "button";
    not.title = say("Leave out %(name)s", { name });
    not.setAttribute("aria-label", not.title);
    not.setAttribute("aria-pressed", String(unwanted));
    not.addEventListener("click", () => change((now) => ({ ...now, tags: without(now.tags, value), notTags: unwanted ? without(now.notTags, value) : [...without(now.notTags, value), value] })));
    return element("div", "pd-filter__row", have, not);
  });
  if (rows.length) groups.push(group("tags", say("Tags"), rows));
  for (const [kind, title] of KINDS) {
    const values = counts[kind];
    if (values.length < 2 && !filters[kind]) continue; // nothing to choose from
    const all = values.some(({ value }) => value === filters[kind]) || !filters[kind] ? values : [{ value: filters[kind], name: filters[kind], count: 0 }, ...values];
    groups.push(
      group(
        kind,
        title,
        ordered(all, [filters[kind]]).map(({ value, name, count }) => {
          const made = button(DATE.test(name) ? day(name) : name, filters[kind] === value, () => change((now) => ({ ...now, [kind]: filters[kind] === value ? "" : value })));
          made.append(element("span", "pd-filter__count", figure(count)));
          return made;
        }),
      ),
    );
  }
  if (counts.code || filters.code) {
    const made = button(say("Has code"), filters.code, () => change((now) => ({ ...now, code: !filters.code })));
    made.append(element("span", "pd-filter__count", figure(counts.code)));
    groups.push(group("code", say("Code"), [made]));
  }
  return groups;
}

/** The filters that are on, each a button that takes it off. @param {Filters} filters @param {Map<string, string>} names @param {Change} change */
export function chips(filters, names, change) {
  const chip = (/** @type {string} */ text, /** @type {(now: Filters) => Partial<Filters>} */ without) => {
    const made = element("button", "pd-chip", text, element("span", "", "×"));
    made.type = "button";
    made.setAttribute("aria-label", say("Remove filter: %(name)s", { name: text }));
    made.addEventListener("click", () => change((now) => ({ ...now, ...without(now) })));
    return made;
  };
  const name = (/** @type {string} */ slug) => names.get(slug) ?? slug;
  return [
    ...filters.tags.map((slug) => chip(name(slug), ({ tags }) => ({ tags: tags.filter((other) => other !== slug) }))),
    ...filters.notTags.map((slug) => chip(say("not %(name)s", { name: name(slug) }), ({ notTags }) => ({ notTags: notTags.filter((other) => other !== slug) }))),
    ...KINDS.filter(([kind]) => filters[kind]).map(([kind]) => chip(kind === "issue" ? say("Issue of %(date)s", { date: day(filters.issue) }) : filters[kind], () => ({ [kind]: "" }))),
    ...(filters.code ? [chip(say("Has code"), () => ({ code: false }))] : []),
  ];
}
