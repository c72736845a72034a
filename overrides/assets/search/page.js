// The search page: results as one types, filters beside them, all of it in the address.

import { read, write } from "./address.js";
import { engine, forget, withEngine } from "./loading.js";
import { element, result } from "./results.js";
import { SEARCH, absolute } from "./urls.js";
import { figure, many, say } from "../wording.js";

const AT_ONCE = 10;

/** How many papers there are. @param {import("./engine.js").Results} found @param {string} query @param {import("./address.js").Filters} filters */
function summary({ total, pages, complete }, query, filters) {
  const filtered = write({ query: "", filters, sort: "relevance" }) !== "";
  if (!total) {
    const none = query ? say("No paper for “%(query)s”.", { query }) : say("No paper.");
    return `${none} ${filtered ? say("Fewer or other words may help, or fewer filters.") : say("Fewer or other words may help.")}`;
  }
  if (complete === total) return query ? found(total, pages, query) : pages ? many("%(number)s result", "%(number)s results", total) : many("%(number)s paper", "%(number)s papers", total);
  if (complete) return say("%(papers)s, then %(number)s with some words", { papers: found(complete, pages, query), number: figure(total - complete) });
  return pages
    ? many("Nothing has all words for “%(query)s”; %(number)s result with some", "Nothing has all words for “%(query)s”; %(number)s results with some", total, { query })
    : many("No paper has all words for “%(query)s”; %(number)s paper with some", "No paper has all words for “%(query)s”; %(number)s papers with some", total, { query });
}

/** @param {number} number @param {number} pages @param {string} query */
const found = (number, pages, query) =>
  pages
    ? many("%(number)s result for “%(query)s”", "%(number)s results for “%(query)s”", number, { query })
    : many("%(number)s paper for “%(query)s”", "%(number)s papers for “%(query)s”", number, { query });

/** @param {string} selector */
const one = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

/** What a filter is called in all lists of them, whatever it counts: its kind and its name. @param {Element | null} button */
const called = (button) => `${button?.closest("[aria-labelledby]")?.getAttribute("aria-labelledby")} ${button?.ariaLabel ?? button?.querySelector(".pd-filter__name")?.textContent}`;

/** @param {HTMLFormElement} form */
export function page(form) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const sorting = /** @type {HTMLSelectElement} */ (one(".pd-find__sort select"));
  const frame = one(".pd-find");
  const tips = one(".pd-tips");
  const status = one(".pd-search__status");
  const suggested = one(".pd-search__suggestion");
  const on = one(".pd-chips");
  const list = one(".pd-results");
  const more = one(".pd-find__more");
  const side = one(".pd-filters__groups");
  const panel = /** @type {HTMLDetailsElement} */ (one(".pd-filters"));
  let search = read(location.search);
  let limit = AT_ONCE;
  let latest = 0;
  let settled = true;
  const typed = input.value; // before this script was there
  engine().catch(() => {}); // whoever comes here will search; a failure is told when they do

  /**
   * On to another search. Typing on leads away from a search that was settled, by Enter or a filter, only once.
   * @param {Partial<import("./address.js").Search>} change @param {boolean} typing
   */
  function go(change, typing) {
    const left = settled && write(search) !== "";
    search = { ...search, ...change };
    limit = AT_ONCE;
    const address = absolute(SEARCH + write(search));
    if (address !== location.href) {
      if (left) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    }
    settled = !typing;
    update();
  }

  const filter = (/** @type {(now: import("./address.js").Filters) => import("./address.js").Filters} */ next) => go({ filters: next(search.filters) }, false);

  async function update() {
    const turn = ++latest;
    const asked = Boolean(write({ ...search, sort: "relevance" }));
    tips.hidden = asked;
    frame.hidden = !asked;
    if (!asked) return void list.replaceChildren();
    list.setAttribute("aria-busy", "true");
    try {
      await withEngine((opened, again) => show(opened, turn, again));
    } catch {
      if (turn !== latest) return;
      forget();
      list.replaceChildren();
      suggest("");
      more.hidden = false;
      more.textContent = say("Try again");
      status.textContent = say("The search could not be loaded. Is the connection there?");
    } finally {
      if (turn === latest) list.removeAttribute("aria-busy");
    }
  }

  /** Shows what is found, and rejects where something does not load. @param {import("./engine.js").Engine} opened @param {number} turn @param {boolean} again */
  async function show(opened, turn, again) {
    const { query, filters, sort } = search;
    const found = await opened.search(query, { limit, filters, sort });
    if (turn !== latest) return; // typed on meanwhile
    const sought = { terms: found.terms, term: opened.term };
    const filtered = write({ query: "", filters, sort: "relevance" }) !== "";
    // What stands above the results comes first, so that nothing pushes them down.
    status.textContent = summary(found, query.trim(), filters);
    suggest(found.suggestion);
    if (filtered) await showChips(turn, opened);
    else if (on.childElementCount) replaceChips();
    if (turn !== latest) return;
    const items = found.hits.map(async (hit) => result(await hit, sought));
    // Whoever sees nothing yet gets the best paper as soon as it is there; a failure is told with those of the others.
    if (!list.childElementCount) items[0]?.then((first) => turn === latest && list.append(first), () => {});
    const shown = await Promise.all(items);
    if (turn !== latest) return;
    if (list.firstElementChild === shown[0]) list.append(...shown.slice(1)); // it may have the focus already
    else list.replaceChildren(...shown);
    more.hidden = found.total <= found.hits.length;
    more.textContent = say("Show more");
    await showFilters(turn, opened, found.counts, again);
  }

  /** @param {string} suggestion */
  function suggest(suggestion) {
    suggested.hidden = !suggestion;
    if (!suggestion) return;
    const link = element("a", "", suggestion);
    link.href = absolute(SEARCH + write({ ...search, query: suggestion }));
    link.addEventListener("click", (event) => {
      event.preventDefault();
      input.value = suggestion;
      status.focus(); // this link goes, and the field would bring up a phone's keyboard
      go({ query: suggestion }, false);
    });
    const [before, after] = say("Did you mean %(query)s?", { query: "\n" }).split("\n");
    suggested.replaceChildren(before, link, after);
  }

  /** The filters that are on. @param {number} turn @param {import("./engine.js").Engine} opened */
  async function showChips(turn, opened) {
    const [{ chips }, names] = await Promise.all([import("./filters.js"), opened.names()]);
    if (turn !== latest) return;
    replaceChips(...chips(search.filters, names, filter));
  }

  /** @param {...Element} made */
  function replaceChips(...made) {
    const held = on.contains(document.activeElement); // the chip that was clicked is gone
    on.replaceChildren(...made);
    if (held) (on.querySelector("button") ?? status).focus();
  }

  /** The results stand already: the filters may come later, or fail on their own. @param {number} turn @param {import("./engine.js").Engine} opened @param {() => Promise<import("./facets.js").Counts>} counting @param {boolean} again  whether a failure is told */
  async function showFilters(turn, opened, counting, again) {
    const { filters } = search;
    const groups = await Promise.all([import("./filters.js"), counting(), opened.names()]).then(
      ([{ filterGroups }, counts, names]) => filterGroups(counts, filters, names, filter),
      (error) => {
        if (!again) throw error;
        const button = element("button", "pd-button pd-button--quiet", say("Try again"));
        button.type = "button";
        button.addEventListener("click", update);
        return [element("p", "", say("The filters could not be loaded.")), button];
      },
    );
    if (turn !== latest) return;
    const held = side.contains(document.activeElement) && called(document.activeElement);
    side.replaceChildren(...groups);
    if (held) ([...side.querySelectorAll("button")].find((other) => called(other) === held) ?? status).focus();
    panel.classList.toggle("pd-filters--empty", !groups.length);
  }

  input.addEventListener("input", () => go({ query: input.value }, true));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go({ query: input.value }, false);
  });
  sorting.addEventListener("change", () => go({ sort: /** @type {"relevance" | "date" | "votes"} */ (sorting.value) }, false));
  more.addEventListener("click", async () => {
    const before = list.childElementCount;
    if (before) limit += AT_ONCE;
    await update();
    /** @type {HTMLElement | undefined} */ (list.querySelectorAll("a.pd-result__title")[before] ?? (more.hidden ? input : undefined))?.focus();
  });
  window.addEventListener("popstate", adopt);
  document.addEventListener("keydown", (event) => {
    const titles = [...list.querySelectorAll("a.pd-result__title")];
    const at = titles.indexOf(/** @type {Element} */ (document.activeElement));
    if (at < 0 && document.activeElement !== input) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      /** @type {HTMLElement} */ (next < 0 ? input : (titles[next] ?? document.activeElement)).focus();
    } else if (event.key === "Escape" && at >= 0) {
      input.focus();
    }
  });

  /** Shows the search that the address tells. */
  function adopt() {
    search = read(location.search);
    settled = true;
    limit = AT_ONCE;
    input.value = search.query;
    sorting.value = search.sort;
    if (!sorting.value) sorting.value = search.sort = "relevance"; // by votes, where no paper has any
    update();
  }
  one(".pd-find__jump").addEventListener("click", (event) => {
    event.preventDefault(); // the address stays that of the search
    panel.open = true;
    panel.querySelector("summary")?.focus();
  });
  panel.open = matchMedia("(min-width: 980px)").matches;
  if (typed && typed !== search.query) go({ query: typed }, true);
  else adopt();
}
