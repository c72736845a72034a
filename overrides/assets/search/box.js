// The box in the header of every page, with results below it while one types.

import { write, read } from "./address.js";
import { engine, forget, withEngine } from "./loading.js";
import { element, option } from "./results.js";
import { SEARCH, absolute } from "./urls.js";
import { counted } from "./wording.js";

const IN_THE_BOX = 6;

/** @param {HTMLFormElement} form */
export function box(form) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const list = /** @type {HTMLElement} */ (form.querySelector(".pd-search__results"));
  let chosen = -1;
  let latest = 0; // counts what was typed and when the list was closed: whatever answers an earlier one comes too late
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("box.css", import.meta.url).href });
  document.head.append(style);
  list.id = "pd-options";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Papers found");
  const combobox = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(combobox)) input.setAttribute(name, value);

  const close = () => {
    latest++;
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const show = (/** @type {(Node | string)[]} */ ...children) => {
    list.replaceChildren(...children);
    list.hidden = false;
    chosen = -1;
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
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
      if (turn !== latest || document.activeElement !== input) return; // typed on or closed meanwhile, or gone
      if (!total) return show(element("p", "", "No paper found. Fewer or other words may help."));
      const options = hits.map((hit, number) => option(hit, { terms, term: opened.term }, number));
      const all = element("a", "pd-option pd-option--all", total > hits.length ? `All ${counted(total, pages ? "result" : "paper")}` : "Open on the search page");
      all.id = `pd-option-${hits.length}`;
      all.setAttribute("role", "option");
      all.tabIndex = -1;
      all.href = absolute(SEARCH + write({ ...read(""), query }));
      show(...(suggestion ? [element("p", "", "Showing ", element("b", "", suggestion))] : []), ...options, all);
    } catch {
      forget();
      if (turn !== latest) return;
      const again = element("button", "pd-button pd-button--quiet", "Try again");
      again.type = "button";
      again.addEventListener("click", () => {
        input.focus();
        update();
      });
      show(element("p", "", "The search could not be loaded."), again);
    }
  }

  input.addEventListener("input", update);
  input.addEventListener("focus", () => input.value && update());
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the browser would empty the field; the next Escape may
      close();
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      /** @type {HTMLElement} */ (list.querySelectorAll("[role=option]")[chosen]).click();
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (!form.contains(/** @type {Node} */ (event.target))) close();
  });
  engine().catch(() => {}); // so that the first letters find it there
  if (input.value) update();
}
