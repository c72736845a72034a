// Search as people meet it: the box in the header of every page, and the search page.
// The index is loaded when somebody turns to a search field, not before.

import { open } from "./engine.js";
import { option, result } from "./results.js";

const root = new URL("../../", import.meta.url);
const IN_THE_BOX = 6;
const AT_ONCE = 20;

/** @type {Promise<import("./engine.js").Engine> | null} */
let opening = null;
function engine() {
  opening ??= open(root);
  opening.catch(() => (opening = null)); // so that the next try loads again
  return opening;
}

/** @param {number} count */
const papers = (count) => `${count.toLocaleString("en")} ${count === 1 ? "paper" : "papers"}`;
/** @param {string} query */
const address = (query) => new URL(`search/${query ? `?q=${encodeURIComponent(query)}` : ""}`, root);

/** The box in the header, with results below it while typing. @param {HTMLFormElement} form */
function box(form) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const list = /** @type {HTMLElement} */ (form.querySelector(".pd-search__results"));
  let chosen = -1;
  list.id = "pd-options";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Papers found");
  const combobox = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(combobox)) input.setAttribute(name, value);

  const close = () => {
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
  const message = (/** @type {string} */ text) => {
    const line = document.createElement("p");
    line.textContent = text;
    show(line);
  };

  async function update() {
    const query = input.value;
    if (!query.trim()) return close();
    try {
      const opened = await engine();
      const { total, hits } = await opened.search(query, { limit: IN_THE_BOX });
      if (query !== input.value) return; // typed on meanwhile
      if (!total) return message("No paper matches. Fewer or other words may.");
      const options = hits.map((hit, number) => option(hit, opened, root, number));
      const all = document.createElement("a");
      all.className = "pd-option pd-option--all";
      all.id = `pd-option-${hits.length}`;
      all.setAttribute("role", "option");
      all.tabIndex = -1;
      all.href = address(query).href;
      all.textContent = total > hits.length ? `All ${papers(total)}` : "Open on the search page";
      show(...options, all);
    } catch {
      message("The search could not be loaded. Type on to try again.");
    }
  }

  input.addEventListener("focus", () => engine().catch(() => {}));
  input.addEventListener("input", update);
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
}

/** The search page: results as you type, the query in the address. @param {HTMLFormElement} form */
function page(form) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const status = /** @type {HTMLElement} */ (document.querySelector(".pd-search__status"));
  const list = /** @type {HTMLElement} */ (document.querySelector(".pd-results"));
  const more = document.createElement("button");
  more.className = "pd-button pd-button--quiet pd-more";
  more.type = "button";
  more.hidden = true;
  list.after(more);
  let limit = AT_ONCE;

  const fromAddress = () => new URLSearchParams(location.search).get("q") ?? "";

  async function update() {
    const query = input.value;
    try {
      const opened = await engine();
      const { total, hits } = await opened.search(query, { limit });
      if (query !== input.value) return; // typed on meanwhile
      list.replaceChildren(...hits.map((hit) => result(hit, opened, root)));
      more.hidden = total <= hits.length;
      more.textContent = "Show more";
      if (!query.trim()) status.textContent = "";
      else if (total) status.textContent = `${papers(total)} for “${query}”`;
      else status.textContent = `No paper matches “${query}”. Fewer or other words may.`;
    } catch {
      list.replaceChildren();
      more.hidden = false;
      more.textContent = "Try again";
      status.textContent = "The search could not be loaded. Is the connection there?";
    }
  }

  input.addEventListener("input", () => {
    limit = AT_ONCE;
    history.replaceState(null, "", address(input.value));
    update();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (fromAddress() !== input.value || history.state !== "submitted") history.pushState("submitted", "", address(input.value));
    update();
  });
  more.addEventListener("click", () => {
    limit += AT_ONCE;
    update();
  });
  window.addEventListener("popstate", () => {
    input.value = fromAddress();
    update();
  });
  input.value = fromAddress();
  if (!input.value) input.focus();
  update();
}

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("[data-pd-search]"))) {
  if (form.dataset.pdSearch === "page") page(form);
  else box(form);
}

document.addEventListener("keydown", (event) => {
  const typing = /** @type {HTMLElement} */ (event.target).closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const fields = [...document.querySelectorAll("[data-pd-search=page] input, [data-pd-search=box] input")];
  const field = /** @type {HTMLInputElement | undefined} */ (fields.find((input) => input.checkVisibility?.() ?? true));
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
