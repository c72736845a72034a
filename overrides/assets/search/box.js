// The box in the header of every page, with results below it while one types.

import { write, read } from "./address.js";
import { engine, forget, withEngine } from "./loading.js";
import { element, option } from "./results.js";
import { SEARCH, absolute } from "./urls.js";
import { many, say } from "../wording.js";

const IN_THE_BOX = 6;

/** @param {HTMLFormElement} form */
export function box(form) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const panel = /** @type {HTMLElement} */ (form.querySelector(".pd-search__results"));
  const list = element("div");
  const status = element("p", "pd-hidden"); // there before anything is announced, or nothing is
  status.setAttribute("role", "status");
  form.append(status);
  let chosen = -1;
  let latest = 0; // counts what was typed and when the list was closed: whatever answers an earlier one comes too late
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("box.css", import.meta.url).href });
  document.head.append(style);
  list.id = "pd-options";
  list.className = "pd-options";
  list.tabIndex = -1; // browsers let Tab into what scrolls, and it shall lead on
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", say("Papers found"));
  const combobox = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(combobox)) input.setAttribute(name, value);

  const close = () => {
    latest++;
    panel.hidden = list.hidden = true;
    status.textContent = "";
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  /** Below the field: a line, options of a listbox, a button. @param {string} said @param {Node[]} options @param {Node[]} others */
  const show = (said, options, ...others) => {
    list.replaceChildren(...options);
    panel.replaceChildren(...others, ...(options.length ? [list] : []));
    panel.hidden = list.hidden = false;
    chosen = -1;
    input.setAttribute("aria-expanded", String(options.length > 0));
    input.removeAttribute("aria-activedescendant");
    status.textContent = said;
  };
  const choose = (/** @type {number} */ step) => {
    const options = [...list.querySelectorAll("[role=option]")];
    if (!options.length) return;
    options[chosen]?.removeAttribute("aria-selected");
    chosen = (chosen + step + options.length + (chosen < 0 && step < 0 ? 1 : 0)) % options.length;
    options[chosen].setAttribute("aria-selected", "true");
    options[chosen].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[chosen].id);
  };

  async function update() {
    const query = input.value;
    if (!query.trim()) return close();
    const turn = ++latest;
    try {
      const [opened, { total, pages, terms, suggestion }, hits] = await withEngine(async (opened) => {
        const found = await opened.search(query, { limit: IN_THE_BOX });
        return /** @type {const} */ ([opened, found, await Promise.all(found.hits)]);
      });
      if (turn !== latest || !form.contains(document.activeElement)) return; // typed on or closed meanwhile, or gone
      const none = say("No paper found. Fewer or other words may help.");
      if (!total) return show(none, [], element("p", "", none));
      const options = hits.map((hit, number) => option(hit, { terms, term: opened.term }, number));
      const all = element("a", "pd-option pd-option--all", total <= hits.length ? say("Open on the search page") : pages ? many("All %(number)s result", "All %(number)s results", total) : many("All %(number)s paper", "All %(number)s papers", total));
      all.id = `pd-option-${hits.length}`;
      all.setAttribute("role", "option");
      all.tabIndex = -1;
      all.href = absolute(SEARCH + write({ ...read(""), query }));
      const count = pages ? many("%(number)s result", "%(number)s results", total) : many("%(number)s paper", "%(number)s papers", total);
      show(count, [...options, all], ...(suggestion ? [element("p", "", say("Showing %(query)s", { query: suggestion }))] : []));
    } catch {
      forget();
      if (turn !== latest) return;
      const again = element("button", "pd-button pd-button--quiet", say("Try again"));
      again.type = "button";
      again.addEventListener("click", () => {
        input.focus();
        update();
      });
      const failed = say("The search could not be loaded.");
      show(failed, [], element("p", "", failed), again);
    }
  }

  input.addEventListener("input", update);
  input.addEventListener("focus", () => input.value && update());
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      /** @type {HTMLElement} */ (list.querySelectorAll("[role=option]")[chosen]).click();
    }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    event.preventDefault(); // the browser would empty the field; the next Escape may
    input.focus();
    close();
  });
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (!form.contains(/** @type {Node | null} */ (relatedTarget))) close(); // Tab leads on
  });
  document.addEventListener("pointerdown", (event) => {
    if (!form.contains(/** @type {Node} */ (event.target))) close();
  });
  engine().catch(() => {}); // so that the first letters find it there
  if (input.value) update();
}
